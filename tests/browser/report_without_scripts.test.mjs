// The same form where no script runs: every answer is a page in the site's look.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { openBrowser, visitor, addresses, strangers } from "./browser.mjs";
import { TYPED, fillIn, found, lookUp, nothingPersonal, receipt, send } from "./resident.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });

const open = (t) => visitor(t, browser, site, { javaScriptEnabled: false });
const confirm = (page) => page.click("button[name=step][value=confirm]");
// Whoever sends a page of ours back within two seconds of getting it counts as a machine.
const reading = () => new Promise((resolve) => setTimeout(resolve, 3_100));

test("a report is checked, confirmed, given a receipt that a reload keeps, and found again", async (t) => {
  const { page, requests, troubles } = await open(t);
  await fillIn(page);
  await send(page);
  const answers = page.locator(".answers");
  await answers.waitFor();
  const said = await answers.innerText();
  for (const word of Object.values(TYPED)) assert.ok(said.includes(word), `the answers repeat ${word}`);
  assert.equal(await page.locator(".receipt").count(), 0, "nothing is filed before it is confirmed");

  await confirm(page);
  const given = await receipt(page);
  await page.reload();
  assert.deepEqual(await receipt(page), given, "loading the receipt again shows the same receipt");

  await lookUp(page, TYPED.phone, given.code);
  const cards = await found(page);
  assert.equal(cards.length, 1, "loading the receipt again filed nothing");
  assert.ok(cards[0].includes(given.number));
  assert.ok(cards[0].includes(await site.stageLabel("reported")));

  nothingPersonal(addresses(requests), TYPED.text, TYPED.place, TYPED.phone, TYPED.name, given.code, given.number);
  assert.deepEqual(strangers(requests, site), []);
  assert.deepEqual(troubles, []);
});

test("errors are said in a summary and at the field, and what was typed stays", async (t) => {
  const { page, troubles } = await open(t);
  // What the browser itself would hold back, such as an empty text, never gets here.
  const category = await (async () => {
    await fillIn(page, { phone: "12", street: null });
    return page.inputValue("#category");
  })();
  await page.check("#consent_publish");
  await send(page);
  const summary = page.locator(".error-summary");
  await summary.waitFor();
  for (const field of ["street", "phone"]) {
    assert.equal(await page.locator(`#error-${field}`).count(), 1, `the fault of ${field} stands at the field`);
    assert.equal(await page.getAttribute(`#${field}`, "aria-invalid"), "true");
    assert.equal(await summary.locator(`a[href="#${field}"]`).count(), 1, `the summary leads to ${field}`);
  }
  assert.equal(await page.locator("[aria-invalid]").count(), 2);
  assert.equal(await page.inputValue("#text"), TYPED.text);
  assert.equal(await page.inputValue("#place"), TYPED.place);
  assert.equal(await page.inputValue("#name"), TYPED.name);
  assert.equal(await page.inputValue("#phone"), "12");
  assert.equal(await page.inputValue("#category"), category);
  for (const box of ["[name=kind][value=report]", "#reply_wanted", "#consent_publish", "#consent"]) {
    assert.ok(await page.isChecked(box), `${box} stays ticked`);
  }

  await page.fill("#phone", TYPED.phone);
  await page.selectOption("#street", { index: 2 });
  await reading();
  await send(page);
  await confirm(page);
  await receipt(page);
  assert.deepEqual(troubles, []);
});

test("going back from the check page keeps what was typed", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  await send(page);
  await page.click("button[name=step][value=edit]");
  assert.equal(await page.inputValue("#text"), TYPED.text);
  assert.equal(await page.inputValue("#phone"), TYPED.phone);
  assert.equal(await page.locator(".error-summary").count(), 0);
  await page.fill("#text", `${TYPED.text}请尽快处理。`);
  await reading();
  await send(page);
  assert.match(await page.locator(".answers").innerText(), /请尽快处理/);
  await confirm(page);
  await receipt(page);
});

test("what looks like markup is shown as it was typed", async (t) => {
  const { page } = await open(t);
  const text = `</textarea><b>粗</b> & "引号" %%main%% '单'`;
  await fillIn(page, { text, phone: "12" });
  await send(page);
  assert.equal(await page.inputValue("#text"), text);
  await page.fill("#phone", "");
  await reading();
  await send(page);
  assert.ok((await page.locator(".answers").innerText()).includes(text));
});

test("an earlier code that does not open anything gets a new one, and the receipt says so", async (t) => {
  const { page } = await open(t);
  await fillIn(page, { code: "0000-0000-0000" });
  await send(page);
  await confirm(page);
  const given = await receipt(page);
  assert.notEqual(given.code, "0000-0000-0000");
  assert.match(await page.locator(".panel-success").innerText(), /对不上/);
});

test("a wrong code and a wrong phone say that nothing was found", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  await send(page);
  await confirm(page);
  const given = await receipt(page);
  for (const [phone, code] of [[TYPED.phone, "0000-0000-0000"], ["138 0000 0001", given.code], ["", given.code]]) {
    await lookUp(page, phone, code);
    await page.locator(".panel-warning").waitFor();
    assert.match(await page.locator("main").innerText(), /没有查到/);
    assert.equal(await page.locator(".report-card").count(), 0);
  }
});
