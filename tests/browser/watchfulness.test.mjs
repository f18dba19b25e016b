// The other tests pass by finding nothing. Here they are shown a page that is wrong in every way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, visitor, addresses, apiCalls, strangers } from "./browser.mjs";
import { barriers, tooWide } from "./inspect.mjs";
import { nothingPersonal } from "./resident.mjs";

const WRONG = `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'">
<title>错</title>
<main><h1>错</h1><div><div><p style="width: 400px; color: #ccc; background: #fff">太宽，太淡</p></div></div>
<img src="http://elsewhere.example/pixel.png">
<img src="/api/health?phone=138%200000%200000" alt="偷看">
<script>document.title = "对"</script></main>`;

test("a page that is wrong is found out in every way", async (t) => {
  const site = { address: "http://127.0.0.1:9" };
  const { page, context, requests, troubles } = await visitor(t, await openBrowser(t), site);
  await context.route("**/wrong/", (route) => route.fulfill({ contentType: "text/html", body: WRONG }));
  await page.goto("/wrong/", { waitUntil: "load" });
  assert.deepEqual(strangers(requests, site), ["http://elsewhere.example/pixel.png"]);
  assert.equal(apiCalls(requests).length, 1);
  assert.throws(() => nothingPersonal(addresses(requests), "13800000000"), /what was typed/);
  assert.ok(troubles.some((said) => said.includes("Content Security Policy")), troubles.join("\n"));
  assert.equal(await page.title(), "错");
  const found = (await barriers(page)).join("\n");
  for (const rule of ["color-contrast", "image-alt", "html-has-lang"]) assert.ok(found.includes(rule), found);
  assert.match((await tooWide(page)).join("\n"), /p to \d+ px: 太宽/);
});
