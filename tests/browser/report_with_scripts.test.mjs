// The form as most residents meet it: answers in place.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { openBrowser, visitor, addresses, apiCalls, strangers } from "./browser.mjs";
import { TYPED, fillIn, found, lookUp, nothingPersonal, receipt, send } from "./resident.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });

const open = (t) => visitor(t, browser, site);

test("a report gets its receipt and code in place and is found again", async (t) => {
  const { page, requests, troubles } = await open(t);
  await fillIn(page);
  assert.deepEqual(addresses(apiCalls(requests)), [], "filling in the form asks the function for nothing");
  await send(page);
  const given = await receipt(page);
  assert.equal(new URL(page.url()).pathname, "/report/", "the receipt stands where the form stood");

  await lookUp(page, TYPED.phone, given.code);
  const [card] = await found(page);
  assert.ok(card.includes(given.number));
  assert.ok(card.includes(await site.stageLabel("reported")));

  nothingPersonal(addresses(requests), TYPED.text, TYPED.place, TYPED.phone, TYPED.name, given.code, given.number);
  assert.deepEqual(strangers(requests, site), []);
  assert.deepEqual(troubles, []);
});

test("a report without a phone is opened by its code alone, however it is typed", async (t) => {
  const { page } = await open(t);
  await fillIn(page, { phone: null, name: null });
  await send(page);
  const given = await receipt(page);
  await lookUp(page, "", given.code.toLowerCase().replaceAll("-", " "));
  assert.ok((await found(page))[0].includes(given.number));
});

test("an earlier code and its phone open both reports", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  await send(page);
  const first = await receipt(page);
  await fillIn(page, { text: "同一处又装了第二个地锁。", code: first.code });
  await send(page);
  const second = await receipt(page);
  assert.equal(second.code, first.code);
  await lookUp(page, TYPED.phone, first.code);
  const cards = await found(page);
  assert.equal(cards.length, 2);
  assert.ok(cards.join().includes(first.number) && cards.join().includes(second.number));
});

test("an earlier code that does not open anything gets a new one, and the receipt says so", async (t) => {
  const { page } = await open(t);
  await fillIn(page, { code: "0000-0000-0000" });
  await send(page);
  const given = await receipt(page);
  assert.notEqual(given.code, "0000-0000-0000");
  assert.match(await page.locator(".panel-success").innerText(), /对不上/);
});

test("a wrong code says that nothing was found", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  await send(page);
  await receipt(page);
  await lookUp(page, TYPED.phone, "0000-0000-0000");
  const answer = page.locator("#lookup-answer .panel-warning");
  await answer.waitFor();
  assert.match(await answer.innerText(), /没有查到/);
  assert.equal(await page.locator(".report-card").count(), 0);
});

test("errors are said in a summary and at the field, and what was typed stays", async (t) => {
  const { page, requests } = await open(t);
  await fillIn(page, { category: null, street: null, text: "太短", phone: "12", consent: false });
  await send(page);
  const summary = page.locator(".error-summary");
  await summary.waitFor();
  for (const field of ["category", "text", "street", "phone", "consent"]) {
    assert.equal(await page.locator(`#error-${field}`).count(), 1, `the fault of ${field} stands at the field`);
    assert.equal(await page.getAttribute(`#${field}`, "aria-invalid"), "true");
    assert.match(await page.getAttribute(`#${field}`, "aria-describedby"), new RegExp(`\\berror-${field}\\b`));
  }
  assert.ok(await summary.evaluate((box) => box === document.activeElement), "the summary has the focus");
  await summary.locator("a").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "category", "a link of the summary leads to its field");
  assert.deepEqual(addresses(apiCalls(requests)), [], "nothing was sent");
  assert.equal(await page.inputValue("#text"), "太短");
  assert.equal(await page.inputValue("#phone"), "12");

  await page.fill("#phone", TYPED.phone);
  await page.selectOption("#category", { index: 1 });
  await page.selectOption("#street", { index: 1 });
  await page.fill("#text", TYPED.text);
  await page.check("#consent");
  await send(page);
  await receipt(page);
});

test("what only the function can tell is said the same way, and what was typed stays", async (t) => {
  const { page } = await open(t);
  // Ten digits may be a number somewhere, but no mobile here.
  await fillIn(page, { phone: "138 0000 000" });
  await send(page);
  await page.locator(".error-summary").waitFor();
  assert.equal(await page.locator("#error-phone").count(), 1);
  assert.equal(await page.inputValue("#text"), TYPED.text);
  await page.fill("#phone", TYPED.phone);
  await send(page);
  await receipt(page);
});

test("a retry after a lost answer files the report once", async (t) => {
  const { page, context } = await open(t);
  let lost;
  // The report arrives; its answer does not.
  await context.route("**/api/reports", async (route) => {
    if (lost) return route.continue();
    lost = await (await route.fetch()).json();
    return route.abort("connectionreset");
  });
  await fillIn(page);
  await send(page);
  await page.click("[data-retry]");
  const given = await receipt(page);
  assert.deepEqual(given, { number: lost.receipt, code: lost.code });
  await lookUp(page, TYPED.phone, given.code);
  assert.equal((await found(page)).length, 1);
});

test("a report survives a closed page when it could not be sent, and can be deleted from the device", async (t) => {
  const { page, context } = await open(t);
  await context.route("**/api/**", (route) => route.abort("connectionrefused"));
  await fillIn(page);
  await send(page);
  await page.locator("[data-retry]").waitFor();
  await page.goto("/report/");
  assert.equal(await page.inputValue("#text"), TYPED.text);
  await page.locator("[data-forget]").first().click();
  await page.goto("/report/");
  assert.equal(await page.inputValue("#text"), "");
});

test("two quick clicks send one report", async (t) => {
  const { page, requests } = await open(t);
  await fillIn(page);
  await page.dblclick("#report-form button[type=submit]");
  await receipt(page);
  const posts = apiCalls(requests).filter((request) => request.method() === "POST");
  assert.equal(posts.length, 1);
});
