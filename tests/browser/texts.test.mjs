// What an editor writes below the fields, on a phone and on a desk: charts with their tables, pictures in
// the width that fits, tables that scroll by themselves.
import assert from "node:assert/strict";
import { cp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { test, after } from "node:test";
import { openBrowser, visitor } from "./browser.mjs";
import { fitsNarrow } from "./inspect.mjs";
import { CONTENT, serve, temporaryFolder } from "./site.mjs";

const TEXT = `---
title: 正文样张
description: 正文里能写什么。
---

![街角](jiao.jpg "处置以前的街角")

\`\`\`柱状图 各街道办结件数
单位: 件
八角街道: 1,280
老山街道: 640
\`\`\`

\`\`\`折线图 每月收件
1月: 120
2月: 80
3月: 190
\`\`\`

| 街道 | 收件 | 办结 | 按期办结 | 返工 | 延期 | 说明 |
|---|---:|---:|---:|---:|---:|---|
| 八角街道 | 1,300 | 1,280 | 1,211 | 12 | 31 | 主要是停车和楼道堆物 |
`;

const folder = await temporaryFolder();
const content = path.join(folder, "content");
await cp(CONTENT, content, { recursive: true });
// The page needs no cases, and their photos would take long.
for (const unused of ["cases", "featured"]) await rm(path.join(content, unused), { recursive: true, force: true });
await writeFile(path.join(content, "pages/yangzhang.md"), TEXT);
await cp(path.join(CONTENT, "../tests/sample/private/photos/bad-signboards-1.jpg"), path.join(content, "pages/jiao.jpg"));
const site = await serve({ data: path.join(folder, "data"), content, output: path.join(folder, "public") });
after(() => site.stop());
const browser = await openBrowser({ after });

for (const width of [390, 1280]) {
  test(`charts and pictures fit a page of ${width} px`, async (t) => {
    const { page, troubles } = await visitor(t, browser, site, { viewport: { width, height: 900 } });
    await page.goto("/yangzhang/");
    if (width === 390) await fitsNarrow(page);
    const picture = page.locator(".prose figure.picture img");
    await picture.scrollIntoViewIfNeeded();
    await picture.evaluate((image) => image.decode());
    const shown = await picture.evaluate((image) => ({ source: image.currentSrc, ratio: image.width / image.height }));
    assert.match(shown.source, width === 390 ? /-480\.webp$/ : /-960\.webp$/);
    assert.ok(Math.abs(shown.ratio - 4 / 3) < 0.02, "as wide and high as it was announced");
    const bars = await page.locator(".bar-part").evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().width));
    assert.ok(Math.abs(bars[0] - 2 * bars[1]) < 2, `half as many, half as long: ${bars}`);
    const line = await page.locator(".line-path").boundingBox();
    assert.ok(line.width > 200 && line.height > 50);
    const charts = page.locator(".chart-table");
    await charts.first().locator("summary").click();
    assert.equal(await charts.first().locator("td").first().textContent(), "1,280");
    const table = page.locator(".table-scroll");
    const room = await table.evaluate((box) => ({ inside: box.scrollWidth, outside: box.clientWidth }));
    assert.equal(room.inside > room.outside, width === 390, "the table scrolls, the page does not");
    assert.deepEqual(troubles, []);
  });
}
