// A receipt is a promise: it holds whatever happens to the server right after it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, visitor } from "./browser.mjs";
import { TYPED, fillIn, found, lookUp, confirm, receipt, send } from "./resident.mjs";
import { serve, serveFor, temporaryFolder } from "./site.mjs";

test("a server killed right after the receipt still finds the report when it starts again", async (t) => {
  const data = await temporaryFolder();
  const browser = await openBrowser(t);
  const first = await serve({ data });
  const before = await visitor(t, browser, first);
  await fillIn(before.page);
  // The moment the answer has come through, whether or not the page has drawn it.
  const answered = before.page.waitForResponse("**/api/reports").then(async (response) => {
    await response.finished();
    await first.kill();
  });
  await send(before.page);
  await confirm(before.page);
  await answered;
  const given = await receipt(before.page);

  const second = await serveFor(t, { data });
  const after = await visitor(t, browser, second);
  await lookUp(after.page, TYPED.phone, given.code);
  assert.ok((await found(after.page))[0].includes(given.number));
});
