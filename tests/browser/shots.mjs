// Takes a picture of one page of each kind, to be looked at by a person:
//
//   node tests/browser/shots.mjs http://127.0.0.1:8080 FOLDER [WORDS…]
//
// On a phone and on a desk, in light and dark, and printed. With words, only pages whose kind or address
// holds one of them. The folder lies outside the repository.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { openBrowser, visitor } from "./browser.mjs";
import { onePageOfEachKind } from "./pages.mjs";

const [base, folder, ...wanted] = process.argv.slice(2);
if (!base || !folder) {
  console.error("usage: node tests/browser/shots.mjs BASE-URL FOLDER [WORDS…]");
  process.exit(2);
}
const site = { address: base.replace(/\/$/, "") };
await mkdir(folder, { recursive: true });
const pages = (await onePageOfEachKind(site)).filter(
  (page) => !wanted.length || wanted.some((word) => page.kind.includes(word) || page.path.includes(word)),
);
const browser = await openBrowser();

async function settle(page) {
  // Pictures below the fold load only when they come near it.
  await page.evaluate(async () => {
    document.querySelectorAll("img").forEach((image) => (image.loading = "eager"));
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  });
}

for (const [name, options, print] of [
  ["390-light", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }],
  ["390-dark", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: "dark" }],
  ["1280-light", { viewport: { width: 1280, height: 900 } }],
  ["1280-dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["print", { viewport: { width: 794, height: 1123 } }, true],
]) {
  const { page, context } = await visitor(null, browser, site, options);
  if (print) await page.emulateMedia({ media: "print" });
  for (const one of pages) {
    await page.goto(encodeURI(one.path));
    await settle(page);
    const parts = one.path.split("/").filter(Boolean);
    const file = [one.kind, parts[0], parts.length, name].filter((part) => part !== undefined).join("-");
    await page.screenshot({ path: path.join(folder, `${file}.png`), fullPage: true });
    console.log(`${file}.png  ${one.path}`);
  }
  await context.close();
}
await browser.close();
