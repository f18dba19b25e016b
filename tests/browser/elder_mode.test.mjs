// 长者模式: larger, everywhere, remembered, and still one column on a small phone.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { openBrowser, visitor } from "./browser.mjs";
import { fitsNarrow } from "./inspect.mjs";
import { onePageOfEachKind } from "./pages.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });
const size = (page) => page.locator("main h1").evaluate((heading) => parseFloat(getComputedStyle(heading).fontSize));

test("the switch enlarges the page at once, is remembered, and every kind of page fits 320 px with it", async (t) => {
  const { page } = await visitor(t, browser, site, { viewport: { width: 320, height: 640 } });
  await page.goto("/about/");
  const usual = await size(page);
  await page.check("#elder");
  assert.ok((await size(page)) > usual);
  await page.reload();
  assert.ok(await page.isChecked("#elder"));
  assert.ok((await size(page)) > usual, "the choice outlives the page");
  for (const one of await onePageOfEachKind(site)) {
    await page.goto(encodeURI(one.path));
    await fitsNarrow(page);
  }
  await page.uncheck("#elder");
  await page.goto("/about/");
  assert.equal(await size(page), usual);
});

test("without scripts the switch still works for the page at hand", async (t) => {
  const { page } = await visitor(t, browser, site, { javaScriptEnabled: false });
  await page.goto("/about/");
  const usual = await size(page);
  await page.check("#elder");
  assert.ok((await size(page)) > usual);
});
