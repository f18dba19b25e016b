// Without scripts: what a link chooses is filled in, the English pages are answered in English, and the
// receipt can be kept.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test, after } from "node:test";
import { openBrowser, visitor, addresses, strangers } from "./browser.mjs";
import { TYPED, nothingPersonal, receipt } from "./resident.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });
const open = (t) => visitor(t, browser, site, { javaScriptEnabled: false });
const HAN = /[\u4e00-\u9fff]/;
// Whoever sends a page of ours back within two seconds of getting it counts as a machine.
const reading = () => new Promise((resolve) => setTimeout(resolve, 3_100));

test("a place's link leads to a form for that place, and its report is filed with it", async (t) => {
  const { page, requests, troubles } = await open(t);
  await page.goto("/places/");
  await page.locator("main a[href*='/places/']").first().click();
  const link = page.locator("a[href*='/api/form?place=']:visible").first();
  assert.equal(await page.locator("a[href*='/report/?place=']:visible").count(), 0, "the other link does nothing here");
  await link.click();
  const placed = await page.locator(".placed").innerText();
  assert.match(placed, /您正在为“.+”上报。/);
  assert.notEqual(await page.inputValue("#street"), "");
  await page.selectOption("#category", { index: 1 });
  await page.fill("#text", TYPED.text);
  await page.check("#consent");
  await reading();
  await page.click("#report-form button[type=submit]");
  const said = await page.locator(".answers").innerText();
  assert.ok(said.includes(placed.slice(5, 9)), "the answers name the place");
  await page.click("button[value=confirm]");
  await receipt(page);
  nothingPersonal(addresses(requests), TYPED.text);
  assert.deepEqual(troubles, []);
});

test("a number typed off a sticker fills in its place, and a wrong one nothing", async (t) => {
  const { page } = await open(t);
  await page.goto("/report/");
  const { places } = JSON.parse(await readFile(`${site.output}/reply/intake.json`, "utf8"));
  const summary = page.locator("noscript summary, details.faq summary").first();
  await summary.click();
  await page.fill("#sticker", places[0].token);
  await page.click("form[action$='/form'] button");
  assert.ok((await page.locator(".placed").innerText()).includes(places[0].place));
  await page.goto("/report/");
  await summary.click();
  await page.fill("#sticker", "no-such");
  await page.click("form[action$='/form'] button");
  assert.equal(await page.locator(".placed").count(), 0);
  assert.equal(await page.locator("#report-form").count(), 1);
});

test("a case's link chooses its category and its street", async (t) => {
  const { page } = await open(t);
  await page.goto("/cases/");
  await page.locator(".case-card a").first().click();
  await page.locator("a[href*='/api/form?category=']:visible").first().click();
  assert.notEqual(await page.inputValue("#category"), "");
  assert.notEqual(await page.inputValue("#street"), "");
  assert.equal(await page.inputValue("#text"), "");
});

test("with scripts the same links lead to the site's own form", async (t) => {
  const { page } = await visitor(t, browser, site);
  await page.goto("/cases/");
  await page.locator(".case-card a").first().click();
  assert.equal(await page.locator("a[href*='/api/form']").count(), 0);
  await page.locator("a[href*='/report/?category=']:visible").first().click();
  await page.waitForFunction(() => document.querySelector("#category").value !== "");
  assert.equal(new URL(page.url()).pathname, "/report/");
});

test("the English form is answered in English to the end", async (t) => {
  const { page, requests } = await open(t);
  await page.goto("/en/report/");
  await page.selectOption("#category", { index: 1 });
  await page.selectOption("#street", { index: 1 });
  await page.fill("#text", "A private parking lock in front of the door");
  await page.fill("#phone", "12");
  await page.check("#consent");
  await page.click("#report-form button[type=submit]");
  assert.match(await page.locator(".error-summary").innerText(), /wrong length/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.fill("#phone", TYPED.phone);
  await reading();
  await page.click("#report-form button[type=submit]");
  assert.doesNotMatch(await page.locator("main").innerText(), HAN);
  await page.click("button[value=confirm]");
  const given = await receipt(page);
  assert.doesNotMatch(await page.locator("main").innerText(), HAN);
  await page.click("text=Check progress >> nth=-1");
  assert.equal(new URL(page.url()).pathname, "/en/lookup/");
  await page.fill("#phone", TYPED.phone);
  await page.fill("#code", given.code);
  await page.click("#lookup-form button[type=submit]");
  await page.locator(".report-card").waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), HAN);
  nothingPersonal(addresses(requests), TYPED.phone, given.code, given.number);
});

test("with scripts the English form hears of faults and progress in English", async (t) => {
  const { page } = await visitor(t, browser, site, { locale: "zh-CN" });
  await page.goto("/en/report/");
  await page.selectOption("#category", { index: 1 });
  await page.selectOption("#street", { index: 1 });
  await page.fill("#text", "A private parking lock in front of the door");
  // Only the function knows that this is none.
  await page.fill("#phone", "1380000000");
  await page.check("#consent");
  await page.click("#report-form button[type=submit]");
  await page.click("[data-confirm]");
  await page.locator(".error-summary").waitFor();
  assert.match(await page.locator(".error-summary").innerText(), /wrong length/);
  assert.doesNotMatch(await page.locator(".error-summary").innerText(), HAN);
});

test("the receipt is kept as a file that no server hears of, and printed alone", async (t) => {
  const { page, requests, troubles } = await open(t);
  await page.goto("/api/form?category=06040");
  await page.selectOption("#category", { index: 1 });
  await page.selectOption("#street", { index: 1 });
  await page.fill("#text", TYPED.text);
  await page.check("#consent");
  await reading();
  await page.click("#report-form button[type=submit]");
  await page.click("button[value=confirm]");
  const given = await receipt(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("a[download]")]);
  assert.equal(download.suggestedFilename(), `回执-${given.number}.txt`);
  const text = await readFile(await download.path(), "utf8");
  for (const word of [given.number, given.code, "只填查询码"]) assert.ok(text.includes(word), `${word}: ${text}`);
  assert.ok(!text.includes(TYPED.text));
  // An address that leads nowhere is all there is of it.
  const asked = addresses(requests).filter((address) => !address.startsWith("data:"));
  nothingPersonal(asked, given.code, given.number);
  assert.deepEqual(strangers(requests, site), []);
  assert.deepEqual(troubles, []);

  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".receipt").isVisible());
  for (const part of [".add-photos", ".receipt-next", ".footer", "a[download]"]) {
    assert.equal(await page.locator(part).first().isVisible(), false, `${part} is not printed`);
  }
});
