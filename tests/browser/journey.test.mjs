// The whole journey on a phone, with and without scripts: three photos, the desk, the look-up, a rating,
// and the page that everyone may read.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { cp, readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { openBrowser, visitor, addresses, strangers } from "./browser.mjs";
import { office } from "./office.mjs";
import { PHOTOS, TYPED, confirm, fillIn, found, lookUp, nothingPersonal, receipt, send } from "./resident.mjs";
import { CONTENT, serveFor, temporaryFolder } from "./site.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const RESULT = "已拆除地锁三个，恢复通行，并与物业约定每周巡查。";

const folder = await temporaryFolder();
const content = path.join(folder, "content");
const output = path.join(folder, "public");
const data = path.join(folder, "data");
const privateSide = path.join(data, "private");
await cp(CONTENT, content, { recursive: true });
const site = await serveFor({ after }, { data, content, output });
const browser = await openBrowser({ after });
const ours = office({ data, privateSide, content, output, cwd: folder });

/** Files a report with three photos; the two ways differ only here. */
const ways = {
  async "with scripts"(page) {
    await fillIn(page);
    await page.check("#consent_publish");
    await page.setInputFiles("#report-form input[type=file]", PHOTOS);
    await page.locator("#report-form .photo-item").nth(2).waitFor();
    await send(page);
    await confirm(page);
    const given = await receipt(page);
    await page.getByText("照片已收到 3 张").waitFor();
    return given;
  },
  async "without scripts"(page) {
    await fillIn(page);
    await page.check("#consent_publish");
    await send(page);
    await confirm(page);
    const given = await receipt(page);
    for (const [i, photo] of PHOTOS.entries()) {
      const form = page.locator(".photo-forms li").nth(i);
      await form.locator("input[type=file]").setInputFiles(photo);
      await form.locator("button").click();
      await form.frameLocator("iframe").getByText("照片已收到").waitFor();
    }
    assert.deepEqual(await receipt(page), given, "the receipt stays where it is");
    return given;
  },
};

async function rate(page, resolved, satisfied) {
  const form = page.locator(".rate");
  await form.locator(`[name^=resolved][value=${resolved}]`).check();
  await form.locator(`[name^=satisfied][value=${satisfied}]`).check();
  await form.locator("textarea").fill("谢谢，来得很快。");
  await form.locator("button[type=submit]").click();
}

for (const [way, report] of Object.entries(ways)) {
  test(`a report goes the whole way ${way}`, async (t) => {
    const scripts = way === "with scripts";
    const { page, requests, troubles } = await visitor(t, browser, site, { ...PHONE, javaScriptEnabled: scripts });
    const given = await report(page);
    const lying = await readdir(path.join(data, "function/uploads", given.number));
    assert.deepEqual(lying.sort(), ["1", "2", "3"]);

    // The office moves it on, unit by unit; the resident reads every step.
    const unit = JSON.parse(await readFile(path.join(output, "reply/intake.json"), "utf8")).units[0].name;
    await ours.desk("advance", given.number, "accepted");
    await ours.desk("advance", given.number, "dispatched", "--unit", unit, "--note", "已派人到现场查看。");
    await ours.desk("advance", given.number, "handling");
    await lookUp(page, TYPED.phone, given.code);
    const [underWay] = await found(page);
    assert.ok(underWay.includes(unit) && underWay.includes("已派人到现场查看。"), underWay);
    assert.equal(await page.locator(".rate").count(), 0, "nothing to rate before it is closed");

    // Closed, not fixed, taken up again, closed again, and good.
    await ours.desk("close", given.number, "--result", "已到现场查看，地锁已拆。", "--photo", PHOTOS[0]);
    await lookUp(page, TYPED.phone, given.code);
    await rate(page, "false", "no");
    await page.getByText("重新打开").first().waitFor();
    assert.match(await ours.desk("show", given.number, "--facts"), /reworked|返工/);
    // A step is known by stage and second: in one second the same step twice is a repeated click.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await ours.desk("advance", given.number, "handling");
    await ours.desk("close", given.number, "--result", RESULT, "--photo", PHOTOS[0]);
    await lookUp(page, TYPED.phone, given.code);
    assert.ok((await found(page))[0].includes("没有解决"), "what was said before stays to be read");
    await rate(page, "true", "yes");
    await page.locator(".panel-success").waitFor();
    await lookUp(page, TYPED.phone, given.code);
    await found(page);
    assert.equal(await page.locator(".rate").count(), 0, "once for each closing");

    // Across the border: a reviewer decides, and everyone may read it.
    await ours.export();
    await ours.cases("release");
    await ours.cases("decide", "--as", "示例审核员", "--release", "--photos", given.number);
    await ours.cases("release");
    await ours.build();
    await ours.desk("published", "--public", output);
    // `serve` has seen the new cases too and reloads open pages when it has built them: ask again then.
    let address = null;
    for (let tries = 0; !address && tries < 4; tries += 1) {
      await lookUp(page, TYPED.phone, given.code).catch(() => null);
      address = await page.locator(".outcome a").getAttribute("href", { timeout: 5000 }).catch(() => null);
    }
    assert.ok(address?.endsWith(`/cases/${given.number}/`), `the look-up leads to ${address}`);
    await page.goto(new URL(address, site.address).href);
    const words = await page.locator("main").innerText();
    assert.ok(words.includes(RESULT), words);
    for (const secret of [given.code, TYPED.phone, TYPED.name]) assert.ok(!words.includes(secret));
    assert.ok((await page.locator("main img").count()) >= 2, "before and after");

    nothingPersonal(addresses(requests), TYPED.text, TYPED.phone, TYPED.name, given.code);
    assert.deepEqual(strangers(requests, site), []);
    assert.deepEqual(troubles, []);
  });
}
