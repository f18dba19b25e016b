// The search as people use it: everyday words, keyboard, phone, no scripts, and nobody who listens.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test, after } from "node:test";
import { openBrowser, visitor, addresses, strangers } from "./browser.mjs";
import { accessible, fitsNarrow } from "./inspect.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });
const beside = (name) => readFile(new URL(name, import.meta.url), "utf8");
const results = (page) => page.locator("[data-results] h2 a");

async function ask(page, query) {
  await page.fill("#q", query);
  await answered(page, query);
}

function answered(page, query) {
  return page.waitForFunction((wanted) => document.querySelector("[data-search]").dataset.answered === wanted, query);
}

async function links(page) {
  return results(page).evaluateAll((all) => all.map((a) => decodeURIComponent(a.getAttribute("href"))));
}

// Each row: what people type, and addresses of which one has to be among the first three. An address of a
// whole column stands for any of its pages. Weights are for fields and columns, never for a query.
async function rightAmongThree(t, home, table) {
  const { page, troubles } = await visitor(t, browser, site);
  const rows = (await beside(table)).trim().split("\n").map((line) => line.split("\t"));
  const missed = [];
  for (const [query, wanted] of rows) {
    await page.goto("about:blank");
    await page.goto(`${home}search/#q=${encodeURIComponent(query)}`);
    await answered(page, query);
    const found = (await links(page)).slice(0, 3);
    const right = (address) => wanted.split(" ").some((one) => address === one || (/^(\/en)?\/\w+\/$/.test(one) && address.startsWith(one)));
    if (!found.some(right)) missed.push(`${query}: ${found.join(" ")}, not ${wanted}`);
  }
  assert.deepEqual(missed, []);
  assert.deepEqual(troubles, []);
  return rows.length;
}

test("everyday words find the right page among the first three", async (t) => {
  assert.ok((await rightAmongThree(t, "/", "search.queries.tsv")) >= 30);
});

test("English words find the right page among the first three, translated or not", async (t) => {
  assert.ok((await rightAmongThree(t, "/en/", "search.queries.en.tsv")) >= 20);
});

test("the English search speaks English and says what is in Chinese", async (t) => {
  const { page, troubles } = await visitor(t, browser, site);
  await page.goto("/en/");
  await page.fill("#q", "housing");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/en\/search\//);
  await results(page).first().waitFor();
  assert.match(await page.locator("[role=status]").innerText(), /found\./);
  const foreign = page.locator(".search-result[lang=zh-CN]").first();
  assert.match(await foreign.innerText(), /\(in Chinese\)/);
  await accessible(page);
  await fitsNarrow(page);
  assert.deepEqual(troubles, []);
});

test("queries are cut as the index is", async () => {
  const { runs } = await import("../../themes/default/assets/search-terms.js");
  for (const { text, runs: wanted } of JSON.parse(await beside("search.cuts.json"))) {
    assert.deepEqual(runs(text).map((run) => run.chars.join("")), wanted, text);
  }
});

test("what is typed leaves the device in no request, and results read as they were written", async (t) => {
  const { page, requests, troubles } = await visitor(t, browser, site);
  await page.goto("/");
  await page.fill("#q", "地锁");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\//);
  await results(page).first().waitFor();
  await ask(page, "居住证");
  assert.deepEqual(strangers(requests, site), []);
  const asked = addresses(requests).map((url) => url.replace(/#.*/, ""));
  assert.deepEqual(asked.filter((url) => /地锁|居住|证/.test(url)), []);
  assert.deepEqual(troubles, []);
  assert.equal(await results(page).first().innerText(), "居住证申领");
  const { hash } = new URL(page.url());
  await results(page).first().click();
  await page.goBack();
  await results(page).first().waitFor();
  assert.equal(new URL(page.url()).hash, hash, "coming back shows the same results");
});

test("the keyboard alone finds, walks through results and opens one", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/about/");
  await page.keyboard.press("/");
  await page.waitForURL(/\/search\/$/);
  await page.waitForFunction(() => document.activeElement.id === "q");
  await page.keyboard.type("停车");
  await results(page).nth(2).waitFor();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  const titles = await results(page).allInnerTexts();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), titles[1]);
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), titles[0]);
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue("#q"), "");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.equal(await results(page).count(), 0);
  await page.keyboard.type("/停车");
  await results(page).first().waitFor();
  assert.equal(await page.inputValue("#q"), "/停车", "in a field, a slash is a slash");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.closest("[data-results]"));
  const first = await page.evaluate(() => document.activeElement.href);
  assert.ok((await links(page)).includes(decodeURIComponent(new URL(first).pathname)));
  await page.keyboard.press("Enter");
  await page.waitForURL(first);
});

test("the slash key can be switched off", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/search/");
  await page.click(".search-keys summary");
  await page.uncheck("[data-slash]");
  await page.goto("/about/");
  await page.keyboard.press("/");
  await page.waitForTimeout(200);
  assert.equal(new URL(page.url()).pathname, "/about/");
});

test("results are narrowed by column, and what was found is said", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/search/");
  await ask(page, "停车");
  const all = await page.locator("[role=status]").innerText();
  assert.match(all, /^找到 \d+ 条。$/);
  await page.getByLabel(/^专题治理/).check();
  await page.waitForFunction((before) => document.querySelector("[role=status]").textContent !== before, all);
  assert.match(await page.locator("[role=status]").innerText(), /专题治理/);
  assert.ok((await links(page)).every((address) => address.startsWith("/topics/")));
  await ask(page, "量子纠缠");
  assert.match(await page.locator("[role=status]").innerText(), /没有找到“量子纠缠”/);
  assert.ok(await page.locator("[data-results]").isHidden());
});

test("a text that says why it was found is shown around the words", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/search/");
  await ask(page, "狂犬病");
  const excerpt = page.locator(".search-excerpt").first();
  await excerpt.waitFor();
  assert.match(await excerpt.innerText(), /狂犬病/);
  assert.equal(await excerpt.locator("mark").first().innerText(), "狂犬病");
});

test("without an answer the page says so and offers the ways on", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.route("**/search/terms-*.json*", (route) => route.abort());
  await page.goto("/search/");
  await page.fill("#q", "停车");
  await page.getByText("搜索的数据没有取到").waitFor();
  await page.unroute("**/search/terms-*.json*");
  await page.fill("#q", "停车场");
  await results(page).first().waitFor();
});

test("without scripts the page says so and leads to the lists", async (t) => {
  const { page } = await visitor(t, browser, site, { javaScriptEnabled: false });
  await page.goto("/");
  await page.fill("#q", "停车");
  await page.click(".door-find button");
  await page.waitForURL(/\/search\/\?q=/);
  await page.getByText("搜索要用脚本").waitFor();
  assert.ok(await page.getByRole("link", { name: /全部办事指南/ }).isVisible());
  assert.ok(await page.getByRole("main").getByRole("link", { name: "网站地图" }).isVisible());
});

test("the results are accessible and fit a phone", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/search/#q=停车");
  await results(page).first().waitFor();
  await accessible(page);
  await fitsNarrow(page);
});
