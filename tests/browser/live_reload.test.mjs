// An editor's view: what is saved shows in the open page.
import assert from "node:assert/strict";
import { appendFile, cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { openBrowser, visitor } from "./browser.mjs";
import { CONTENT, serveFor, temporaryFolder } from "./site.mjs";

test("saving a file of the content shows in the open page, and a mistake leaves the page as it was", async (t) => {
  const folder = await temporaryFolder();
  const content = path.join(folder, "content");
  // Cases are many files and nothing that an editor types.
  const words = (source) => !source.startsWith(path.join(CONTENT, "cases"));
  await cp(CONTENT, content, { recursive: true, filter: words });
  const site = await serveFor(t, { content, output: path.join(folder, "public"), data: path.join(folder, "data") });
  const { page } = await visitor(t, await openBrowser(t), site);

  const file = path.join(content, "pages/about.md");
  const before = await readFile(file, "utf8");
  await page.goto("/about/");
  await appendFile(file, "\n这一句是刚刚写下的。\n");
  await page.getByText("这一句是刚刚写下的。").waitFor();

  await writeFile(file, before.replace(/^title:/m, "titel:"));
  const restored = `${before}\n这一句在改正以后才有。\n`;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await page.reload();
  assert.equal(await page.getByText("这一句是刚刚写下的。").count(), 1);

  await writeFile(file, restored);
  await page.getByText("这一句在改正以后才有。").waitFor();
});
