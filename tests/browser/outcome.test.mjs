// The page of a case: the edge between 处置前 and 处置后 by keys, mouse and finger, the plain pair without
// scripts, on paper and when the script does not come; nothing jumps; the form knows what to fill in.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { openBrowser, visitor } from "./browser.mjs";
import { accessible, fitsNarrow } from "./inspect.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });
const CASE = "/cases/46VE0-FDXJC-WFZVQ/";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function openCase(t, options = {}) {
  const seen = await visitor(t, browser, site, options);
  await seen.page.goto(CASE);
  return seen;
}

const cut = (page) => page.locator(".compare-frame").first().evaluate((frame) => parseFloat(getComputedStyle(frame).getPropertyValue("--cut")));
const box = (page, part) => page.locator(part).first().boundingBox();

/** Where the two photos lie: over each other, or side by side and of one size. */
async function lie(page) {
  const [before, later] = [await box(page, ".compare .shot-before img"), await box(page, ".compare .shot-after img")];
  assert.ok(Math.abs(before.width - later.width) < 1 && Math.abs(before.height - later.height) < 1, "the photos differ in size");
  return Math.abs(before.x - later.x) < 1 ? "over" : "beside";
}

test("keys move the edge, and what it shows is said", async (t) => {
  const { page, troubles } = await openCase(t);
  assert.equal(await lie(page), "over");
  const edge = page.getByRole("slider", { name: "处置前和处置后的分界线" });
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await cut(page), 55);
  await page.keyboard.press("Home");
  assert.equal(await cut(page), 0);
  assert.equal(await edge.getAttribute("aria-valuetext"), "左边处置前占 0%");
  await page.keyboard.press("End");
  assert.equal(await cut(page), 100);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await lie(page), "beside");
  await page.keyboard.press("Enter");
  assert.equal(await lie(page), "over");
  assert.deepEqual(troubles, []);
});

test("a mouse drags the edge", async (t) => {
  const { page } = await openCase(t);
  const frame = await box(page, ".compare-frame");
  const y = frame.y + frame.height / 2;
  await page.mouse.move(frame.x + frame.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.8, y, { steps: 4 });
  await page.mouse.up();
  assert.ok(Math.abs((await cut(page)) - 80) < 1);
  await page.mouse.move(frame.x + frame.width * 0.2, y);
  assert.ok(Math.abs((await cut(page)) - 80) < 1, "the edge follows a mouse that was let go");
});

/** A finger as Chromium feels it: the page scrolls under it unless the page takes it. */
async function swipe(page, from, to) {
  const client = await page.context().newCDPSession(page);
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [from]);
  for (let step = 1; step <= 8; step += 1) {
    await touch("touchMove", [{ x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 }]);
  }
  await touch("touchEnd", []);
  await page.waitForTimeout(150);
}

test("a finger that goes sideways moves the edge, one that goes up scrolls the page", async (t) => {
  const { page } = await openCase(t, PHONE);
  const frame = await box(page, ".compare-frame");
  const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
  await swipe(page, middle, { x: frame.x + frame.width * 0.25, y: middle.y });
  assert.ok(Math.abs((await cut(page)) - 25) < 3, `at ${await cut(page)}`);
  assert.equal(await page.evaluate(() => window.scrollY), 0);
  await swipe(page, middle, { x: middle.x, y: middle.y - 200 });
  assert.ok((await page.evaluate(() => window.scrollY)) > 50, "the page did not scroll");
  assert.ok(Math.abs((await cut(page)) - 25) < 3, "scrolling moved the edge");
});

test("without scripts, on paper, and when the script does not come there is a plain pair", async (t) => {
  const plain = await openCase(t, { javaScriptEnabled: false });
  assert.equal(await lie(plain.page), "beside");
  assert.equal(await plain.page.locator(".compare-range:visible, .compare-control button:visible").count(), 0);
  const paper = await openCase(t);
  await paper.page.emulateMedia({ media: "print" });
  assert.equal(await lie(paper.page), "beside");
  const cutOff = await visitor(t, browser, site);
  await cutOff.page.route("**/compare.js", (route) => route.abort());
  await cutOff.page.goto(CASE);
  await cutOff.page.waitForFunction(() => !document.documentElement.classList.contains("scripted"));
  assert.equal(await lie(cutOff.page), "beside");
});

for (const [name, options] of [["a phone", PHONE], ["a desk", {}]]) {
  test(`nothing jumps on ${name} while the page comes`, async (t) => {
    const { page } = await visitor(t, browser, site, options);
    await page.addInitScript(() => {
      globalThis.shifted = 0;
      new PerformanceObserver((list) => {
        list.getEntries().forEach((entry) => (globalThis.shifted += entry.value));
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(CASE, { waitUntil: "load" });
    await page.waitForTimeout(300);
    assert.ok((await page.evaluate(() => globalThis.shifted)) < 0.001);
    const unsized = await page.evaluate(() => [...document.images].filter((image) => !image.getAttribute("width") || !image.getAttribute("height")).length);
    assert.equal(unsized, 0);
    const lazy = await page.evaluate(() => [...document.images].map((image) => image.loading));
    assert.deepEqual([lazy[0], lazy[1], lazy.at(-1)], ["auto", "auto", "lazy"]);
  });
}

test("the edge takes no time where motion is not wanted", async (t) => {
  const { page } = await openCase(t, { reducedMotion: "reduce" });
  const time = () => page.locator(".compare-edge").first().evaluate((edge) => getComputedStyle(edge).transitionDuration);
  assert.equal(await time(), "0s");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.equal(await time(), "0.15s");
});

test("a case reads well for everyone, side by side too", async (t) => {
  const { page } = await openCase(t);
  await accessible(page);
  await fitsNarrow(page);
  await page.getByRole("button", { name: "并排看" }).first().click();
  await accessible(page);
  await fitsNarrow(page);
});

test("“举报同类问题” opens the form with category and street filled in", async (t) => {
  const { page } = await openCase(t);
  await page.getByRole("link", { name: "举报同类问题" }).click();
  await page.waitForFunction(() => document.getElementById("street")?.value === "古城街道");
  assert.equal(await page.locator("#category option:checked").textContent(), "道路破损");
});

for (const path of ["/streets/", "/streets/gucheng/", "/streets/gucheng/gu-huai-she-qu-shi-li/", "/cases/featured/", "/feeds/"]) {
  test(`${path} reads well for everyone and on a narrow screen`, async (t) => {
    const { page } = await visitor(t, browser, site);
    await page.goto(path);
    await accessible(page);
    await fitsNarrow(page);
  });
}
