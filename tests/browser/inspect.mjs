// What must hold of any page, wherever it came from.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** axe-core finds nothing, in light and in dark, with everything unfolded. */
export async function accessible(page) {
  assert.deepEqual(await barriers(page), [], page.url());
}

/** What axe-core finds. */
export async function barriers(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
  // Through the debugger's door, which the page's own policy does not guard.
  await page.evaluate(`${AXE}; null`);
  const found = new Set();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const lines = await page.evaluate(async (values) => {
      const result = await globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
      return result.violations.flatMap((violation) =>
        violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll(/\s+/g, " ")}`),
      );
    }, RULES);
    lines.forEach((line) => found.add(line));
  }
  await page.emulateMedia({ colorScheme: null });
  return [...found];
}

/** At 320 px nothing sticks out to the right but what lies in a box that scrolls by itself. */
export async function fitsNarrow(page) {
  assert.deepEqual(await tooWide(page), [], `${page.url()} at 320 px`);
}

/** What sticks out at 320 px. */
export async function tooWide(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const scrolls = (element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return true;
      }
      return false;
    };
    const found = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > edge + 1 && !scrolls(element);
    });
    const named = found.map((element) => {
      const name = element.tagName.toLowerCase() + [...element.classList].map((one) => `.${one}`).join("");
      return `${name} to ${Math.round(element.getBoundingClientRect().right)} px: ${element.textContent.trim().slice(0, 30)}`;
    });
    const whole = document.documentElement.scrollWidth;
    return whole > edge ? [`the page is ${whole} px wide`, ...named] : named;
  });
  await page.setViewportSize(size);
  return wide;
}
