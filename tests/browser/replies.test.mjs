// The pages that the function answers with: as accessible as the built ones, and in the same look.
import { test, after } from "node:test";
import assert from "node:assert/strict";
import { openBrowser, visitor } from "./browser.mjs";
import { accessible, fitsNarrow } from "./inspect.mjs";
import { TYPED, confirm, fillIn, lookUp, receipt, send } from "./resident.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });

// axe needs scripts to run, so only the two that would answer in place are kept away.
async function plainVisitor(t) {
  const seen = await visitor(t, browser, site);
  await seen.context.route(/\/assets\/(report|lookup)\.js$/, (route) => route.abort());
  return seen.page;
}

async function sound(page, title) {
  assert.equal(new URL(page.url()).pathname.slice(0, 5), "/api/", "the function answered");
  assert.match(await page.title(), title);
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.getByText(/%%/).count(), 0, "no mark of the theme is left");
  await accessible(page);
  await fitsNarrow(page);
}

test("the page of errors is accessible and fits 320 px", async (t) => {
  const page = await plainVisitor(t);
  await fillIn(page, { phone: "12", street: null, category: null });
  await send(page);
  await page.locator(".error-summary").waitFor();
  await sound(page, /./);
});

test("the check page and the receipt are accessible and fit 320 px", async (t) => {
  const page = await plainVisitor(t);
  // Words without a place to break are what pushes a page wide.
  await fillIn(page, { place: "A".repeat(120), text: `${TYPED.text}https://jiayuan.example/${"x".repeat(300)}` });
  await send(page);
  await page.locator(".answers").waitFor();
  await sound(page, /核对/);
  await page.click("button[value=confirm]");
  await receipt(page);
  await sound(page, /已收到/);
});

test("the look-up's answers are accessible and fit 320 px", async (t) => {
  const page = await plainVisitor(t);
  await fillIn(page);
  await send(page);
  await page.click("button[value=confirm]");
  const given = await receipt(page);
  await lookUp(page, TYPED.phone, given.code);
  await page.locator(".report-card").waitFor();
  await sound(page, /进度/);
  await lookUp(page, TYPED.phone, "0000-0000-0000");
  await page.locator(".panel-warning").waitFor();
  await sound(page, /进度/);
});

test("what stands in place of the form is accessible and fits 320 px", async (t) => {
  const { page } = await visitor(t, browser, site);
  await fillIn(page, { consent: false });
  await send(page);
  await page.locator(".error-summary").waitFor();
  await accessible(page);
  await fitsNarrow(page);
  await page.check("#consent");
  await send(page);
  await page.locator(".check").waitFor();
  await accessible(page);
  await fitsNarrow(page);
  await confirm(page);
  const given = await receipt(page);
  await accessible(page);
  await fitsNarrow(page);
  await lookUp(page, TYPED.phone, given.code);
  await page.locator(".report-card").waitFor();
  await accessible(page);
  await fitsNarrow(page);
});
