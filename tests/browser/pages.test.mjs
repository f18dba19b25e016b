// One page of each kind, as the built site's own map names them.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { openBrowser, visitor, addresses, apiCalls, strangers } from "./browser.mjs";
import { accessible, fitsNarrow } from "./inspect.mjs";
import { onePageOfEachKind } from "./pages.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });
const first = await onePageOfEachKind(site);
const longest = await onePageOfEachKind(site, { longest: true });
const address = (page) => encodeURI(page.path);

// What a district's site cannot be without. A kind that is no longer built would go untested unseen.
test("the site has a page of every kind", () => {
  const kinds = new Set(first.map((page) => page.kind));
  const wanted = "home guide_list guide office_list office news_list news case_list case stats page report lookup sitemap not_found";
  assert.deepEqual(wanted.split(" ").filter((kind) => !kinds.has(kind)), []);
});

for (const page of first) {
  test(`${page.kind} ${page.path} asks nobody but this site, calls no function, and breaks no rule of the browser`, async (t) => {
    const { page: tab, requests, troubles } = await visitor(t, browser, site);
    await tab.goto(address(page), { waitUntil: "load" });
    // Late requests would come from a script's first turns. The network itself never falls silent,
    // because the page keeps listening for the next build.
    await tab.waitForTimeout(250);
    assert.deepEqual(strangers(requests, site), []);
    assert.deepEqual(addresses(apiCalls(requests)), []);
    assert.deepEqual(troubles, []);
  });

  test(`${page.kind} ${page.path} can be read without scripts`, async (t) => {
    const { page: tab } = await visitor(t, browser, site, { javaScriptEnabled: false, viewport: { width: 640, height: 900 } });
    await tab.goto(address(page));
    assert.ok(await tab.locator("main h1").isVisible());
    const words = (await tab.locator("main").innerText()).trim();
    assert.ok(words.length > 30, `main says only: ${words}`);
    // What only a script could show or work is not there for those without.
    for (const button of await tab.locator("main button:visible").all()) {
      const works = await button.evaluate((element) => element.type === "submit" && element.form !== null);
      assert.ok(works, `a button that does nothing without scripts: ${await button.innerText()}`);
    }
    for (const pair of await tab.locator(".pair:not(.pair-single)").all()) {
      const [before, after] = await Promise.all(["before", "after"].map((side) => pair.locator(`.shot-${side} img`).boundingBox()));
      assert.equal(before.y, after.y, "before and after stand side by side");
      assert.ok(after.x >= before.x + before.width, "before stands left of after");
      assert.deepEqual([before.width, before.height], [after.width, after.height], "both have the same size");
    }
  });
}

for (const page of [...new Map([...first, ...longest].map((page) => [page.path, page])).values()]) {
  test(`${page.kind} ${page.path} is accessible and fits 320 px`, async (t) => {
    const { page: tab } = await visitor(t, browser, site);
    await tab.goto(address(page));
    await accessible(tab);
    await fitsNarrow(tab);
  });
}

test("pictures are there, and each says what it shows", async (t) => {
  const { page: tab } = await visitor(t, browser, site);
  for (const page of first.filter((one) => ["home", "case", "case_list", "news"].includes(one.kind))) {
    await tab.goto(address(page));
    for (const image of await tab.locator("main img").all()) {
      await image.scrollIntoViewIfNeeded();
      const seen = await image.evaluate(async (element) => {
        await element.decode().catch(() => {});
        return { width: element.naturalWidth, alt: element.getAttribute("alt"), src: element.currentSrc };
      });
      assert.ok(seen.width > 0, `${page.path}: ${seen.src} does not load`);
      assert.ok(seen.alt, `${page.path}: ${seen.src} has no alternative text`);
    }
  }
});
