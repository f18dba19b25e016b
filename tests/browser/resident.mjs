// What someone does who reports a problem, with and without scripts: the form is the same.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** All that is typed or chosen. Every word of it is personal: none may show up in an address. */
export const TYPED = {
  text: "三单元门口私装了地锁，婴儿车和自行车都过不去，说过两次没有用。",
  place: "示例小区东门内第二排",
  phone: "138 0000 0000",
  name: "示例女士",
};

const RECEIPT = /^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){2}$/;
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/;

/** Opens the form and fills it in. `typed` says what is typed otherwise; null leaves a field alone. */
export async function fillIn(page, typed = {}) {
  const all = { ...TYPED, ...typed };
  const again = page.locator("[data-fresh]");
  if (await again.count()) {
    await again.click();
    await page.locator("#report-form").waitFor();
  } else await page.goto("/report/");
  await page.check("[name=kind][value=report]");
  if (all.category !== null) await page.selectOption("#category", all.category ?? { index: 1 });
  if (all.street !== null) await page.selectOption("#street", all.street ?? { index: 1 });
  for (const name of ["text", "place", "phone", "name", "code"]) {
    if (all[name]) await page.fill(`#${name}`, all[name]);
  }
  await page.check("#reply_wanted");
  if (all.consent !== false) await page.check("#consent");
  return all;
}

/** Presses the form's button: to the check step, or to the faults. */
export async function send(page) {
  await page.click("#report-form button[type=submit]");
}

/** Confirms the check step, in place or as a page of its own. */
export async function confirm(page) {
  await page.click("[data-confirm], button[name=step][value=confirm]");
}

/** Files the report as it stands in the form. */
export async function file(page) {
  await send(page);
  await confirm(page);
}

/** Three drawn photos of the sample, as files of a phone. */
export const PHOTOS = ["lock-jindingjie-1.jpg", "bins-overflow-1.jpg", "road-trench-1.jpg"].map((name) =>
  fileURLToPath(new URL(`../sample/private/photos/${name}`, import.meta.url)),
);

/** Reads the receipt that stands on the page now, in place or as a page of its own. */
export async function receipt(page) {
  const shown = page.locator(".receipt dd");
  await shown.first().waitFor();
  const [number, code] = (await shown.allInnerTexts()).map((words) => words.trim());
  assert.match(number, RECEIPT);
  assert.match(code, CODE);
  return { number, code };
}

/** Opens the look-up page and asks. */
export async function lookUp(page, phone, code) {
  await page.goto("/lookup/");
  await page.fill("#phone", phone);
  await page.fill("#code", code);
  await page.click("#lookup-form button[type=submit]");
}

/** The looked-up reports' words, once they are there. */
export async function found(page) {
  const cards = page.locator(".report-card");
  await cards.first().waitFor();
  return cards.allInnerTexts();
}

/** No address holds anything that was typed or given. */
export function nothingPersonal(urls, ...words) {
  const plain = (value) => value.replace(/[\s+-]/g, "");
  for (const word of words.filter(Boolean)) {
    for (const url of urls) {
      assert.ok(!plain(url).includes(plain(word)), `an address holds what was typed: ${url}`);
    }
  }
}
