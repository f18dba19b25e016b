// From a guide to the form that knows what it is about, the lists that narrow while one types, and the sheet for the door.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { openBrowser, visitor } from "./browser.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });

test("a problem with a guide is reported in a form that names the guide", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/guides/juzhuzheng-shenling/");
  const title = await page.locator("main h1").innerText();
  await page.getByRole("link", { name: /这份指南有错/ }).click();
  await page.waitForURL(/\/report\//);
  await page.waitForFunction(() => document.querySelector("[name=text]")?.value);
  assert.ok((await page.inputValue("[name=text]")).includes(title));
  assert.equal(await page.locator("[name=kind]:checked").inputValue(), "suggest");
});

test("an office's link to the form chooses its street", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/offices/bajiao/");
  await page.getByRole("link", { name: "反映本街道的问题" }).click();
  await page.waitForFunction(() => document.querySelector("[name=street]")?.value === "八角街道");
});

test("without scripts the form says that it is not filled in, and asks for a sticker's number", async (t) => {
  const { page } = await visitor(t, browser, site, { javaScriptEnabled: false });
  await page.goto("/report/?category=06040");
  await page.locator("details.faq summary").first().click();
  assert.match(await page.locator("#hint-sticker").innerText(), /没有脚本时，这里不会自动填好地点/);
  assert.ok(await page.locator("#sticker").isVisible());
});

test("guides from A to Z narrow while one types, by everyday words too", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/guides/a-z/");
  const all = await page.locator(".guide-item:visible").count();
  await page.fill("#q", "低保");
  await page.waitForFunction((before) => document.querySelectorAll(".guide-item:not([hidden])").length < before, all);
  assert.ok(await page.getByRole("link", { name: "最低生活保障申请" }).isVisible());
});

test("the sticker of an office prints alone, and the page prints whole", async (t) => {
  const { page } = await visitor(t, browser, site, { viewport: { width: 794, height: 1123 } });
  await page.goto("/offices/bajiao/");
  // Headless, the dialog returns at once; what it would have printed is looked at while it is open.
  await page.evaluate(() => {
    window.print = () => (window.printed = document.documentElement.dataset.printOnly || "all");
  });
  await page.getByRole("button", { name: "只打印二维码" }).click();
  assert.equal(await page.evaluate(() => window.printed), "only-sticker");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".sticker-code svg").isVisible());
  assert.ok(await page.locator(".sticker-hotline").isVisible());
  assert.ok(await page.getByRole("heading", { level: 1 }).isHidden());
  assert.ok(await page.locator(".footer").isHidden());
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  assert.ok(await page.locator(".footer-hotline").isVisible());
});
