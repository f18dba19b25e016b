// A reviewer at the desk: keyboard, mouse and finger, and what is released because of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import { addresses, openBrowser, strangers, visitor } from "./browser.mjs";
import { accessible, fitsNarrow } from "./inspect.mjs";
import { ROOT, district, masters, openDesk } from "./review.mjs";

const browser = await openBrowser({ after });

/** Sits down at a new desk over a private side. */
async function sitDown(t, place, options = {}) {
  const desk = await openDesk(place);
  t.after(() => desk.kill());
  const seat = await visitor(t, browser, desk, options);
  await seat.page.goto(desk.entry);
  await seat.page.locator(".queue").waitFor();
  return { ...seat, desk };
}

const settled = (page) => page.waitForFunction(() => !document.body.hasAttribute("data-busy"));

/** Brightness at fractions of a released photo, 0 to 255. */
async function brightness(page, place, file, points) {
  const bytes = [...(await readFile(path.join(place.folder, "content/cases/photos", file)))];
  return page.evaluate(
    async ({ bytes, points }) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const pen = canvas.getContext("2d");
      pen.drawImage(bitmap, 0, 0);
      return points.map(([x, y]) => Math.max(...pen.getImageData(x * bitmap.width, y * bitmap.height, 1, 1).data.slice(0, 3)));
    },
    { bytes, points },
  );
}

const released = async (place) =>
  (await readFile(path.join(place.folder, "content/cases/2017-08.jsonl"), "utf8")).trim().split("\n").map((line) => JSON.parse(line));

test("a reviewer decides with the keyboard alone, and undoes", async (t) => {
  const place = await district();
  const { page, desk, requests, troubles } = await sitDown(t, place);
  const [first, second] = place.records.toSorted((a, b) => a.stages[0].at.localeCompare(b.stages[0].at));
  assert.ok(!page.url().includes(desk.token), "the token has left the address bar");
  await page.keyboard.press("j");
  await page.waitForURL(`**/cases/${first.public_id}`);
  await page.locator("#published h3").waitFor();
  await page.keyboard.press("1");
  await page.waitForURL(`**/cases/${second.public_id}`);
  const [line] = await place.decisions();
  assert.deepEqual([line.public_id, line.verdict, line.photos, line.by], [first.public_id, "release", true, "审核员甲"]);
  await page.locator("#published h3").waitFor();
  await page.keyboard.press("5");
  await page.keyboard.type("请补一张处置后的照片。");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith(second.public_id));
  const back = (await place.decisions())[1];
  assert.deepEqual([back.verdict, back.note, back.photos], ["send-back", "请补一张处置后的照片。", false]);
  await page.locator("#published h3").waitFor();
  await page.keyboard.press("u");
  await page.waitForURL(`**/cases/${second.public_id}`);
  assert.deepEqual((await place.decisions()).map((one) => one.verdict), ["release", "send-back", "reopen"]);
  await page.keyboard.press("q");
  await page.waitForURL(`${desk.address}/`);
  assert.match(await page.locator("h1").innerText(), new RegExp(`还有 ${place.records.length - 1} 件`));
  assert.equal((await place.run("cases", "release")).status, 0);
  const words = (await released(place)).filter((one) => one.title);
  assert.deepEqual(words.map((one) => one.public_id), [first.public_id]);
  // Nothing of a case stands in an address, nothing went elsewhere, nothing went wrong.
  for (const url of addresses(requests)) {
    for (const record of place.records) assert.ok(!url.includes(record.title) && !record.photos.some((photo) => url.includes(photo.file)), url);
  }
  assert.deepEqual(strangers(requests, desk), []);
  assert.deepEqual(troubles, []);
});

test("boxes drawn by mouse and by keyboard are burned into the released photos", async (t) => {
  const place = await district();
  const { page } = await sitDown(t, place);
  const record = place.records[0];
  await page.goto(`/cases/${record.public_id}`);
  const stages = page.locator(".stage");
  const photo = stages.first().locator("img");
  await photo.scrollIntoViewIfNeeded();
  await photo.evaluate((image) => image.decode());
  const area = await stages.first().boundingBox();
  await page.mouse.move(area.x + area.width * 0.1, area.y + area.height * 0.1);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width * 0.3, area.y + area.height * 0.3, { steps: 5 });
  await page.mouse.up();
  assert.equal(await stages.first().locator(".box").count(), 1);
  // The second photo by keyboard: add, move left and up, make wider; a second box is added and deleted.
  await page.getByRole("button", { name: "照片 2加框" }).focus();
  await page.keyboard.press("Enter");
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "照片 2加框" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Delete");
  assert.equal(await stages.nth(1).locator(".box").count(), 1);
  assert.match(await stages.nth(1).locator(".box").getAttribute("aria-label"), /左百分之38，上百分之39，宽百分之21，高百分之20/);
  // After comes first, and another description.
  await page.getByRole("button", { name: "照片 1往后移" }).click();
  await page.locator("#alt-0").fill("车位上的地锁，车主电话13900000000");
  await settled(page);
  await page.locator(".alt-words .placeholder").waitFor();
  await page.waitForTimeout(300);
  await settled(page);
  const shown = await page.locator("#published .pair img").evaluateAll((images) => images.map((image) => image.getAttribute("src")));
  await page.keyboard.press("Escape");
  await page.locator("[data-choice=photos]").click();
  await page.waitForURL((url) => !url.pathname.endsWith(record.public_id));
  assert.equal((await place.run("cases", "release")).status, 0);
  const [line] = (await released(place)).filter((one) => one.title);
  assert.deepEqual(line.photos.map((one) => `/finished/${one.file}`), shown, "what was seen is what is released");
  assert.deepEqual(line.photos.map((one) => one.role), ["after", "before"]);
  assert.equal(line.photos[1].alt, "车位上的地锁，车主电话〔电话〕");
  assert.equal((await masters(place)).length, 2);
  await page.goto("about:blank");
  const inside = await brightness(page, place, line.photos[1].file, [[0.12, 0.12], [0.28, 0.28], [0.6, 0.6]]);
  assert.ok(inside[0] < 20 && inside[1] < 20 && inside[2] > 40, `${inside}`);
  const keyed = await brightness(page, place, line.photos[0].file, [[0.39, 0.4], [0.58, 0.58], [0.1, 0.9]]);
  assert.ok(keyed[0] < 20 && keyed[1] < 20 && keyed[2] > 40, `${keyed}`);
});

test("a finger scrolls over a photo until drawing is switched on", async (t) => {
  const place = await district();
  const { page } = await sitDown(t, place, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto(`/cases/${place.records[0].public_id}`);
  const stage = page.locator(".stage").first();
  const touch = (type, x, y) => stage.dispatchEvent(type, { pointerId: 7, pointerType: "touch", button: 0, isPrimary: true, clientX: x, clientY: y, bubbles: true });
  await stage.scrollIntoViewIfNeeded();
  await stage.evaluate((frame) => (frame.setPointerCapture = () => {}));
  const draw = async () => {
    const area = await stage.boundingBox();
    await touch("pointerdown", area.x + 20, area.y + 20);
    await touch("pointermove", area.x + 90, area.y + 80);
    await touch("pointerup", area.x + 90, area.y + 80);
  };
  await draw();
  assert.equal(await stage.locator(".box").count(), 0);
  await page.getByLabel("手指画框").first().check();
  await draw();
  assert.equal(await stage.locator(".box").count(), 1);
  await settled(page);
  await page.getByRole("button", { name: "照片 1删框" }).click();
  assert.equal(await stage.locator(".box").count(), 0);
});

test("a false finding is kept public, a missed word is masked, and what is known of the reporter stays locked", async (t) => {
  const result = "已打13900001234找到车主，当场拆除。";
  const place = await district((record) => ({ ...record, result, public_summary: null }));
  const { page } = await sitDown(t, place);
  const record = place.records.find((one) => one.known?.length);
  await page.goto(`/cases/${record.public_id}`);
  const masked = page.locator("#fields .field", { has: page.locator("#field-result-title") }).locator(".masked");
  assert.match(await masked.innerText(), /已打〔电话〕找到车主/);
  const phone = page.getByRole("button", { name: /^电话：13900001234/ });
  await phone.focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelector("#field-result-title").parentElement.querySelector(".masked").textContent.includes("13900001234"));
  const words = page.locator("#fields .field", { has: page.locator("#field-result-title") }).locator(".original");
  await words.evaluate((original) => {
    const texts = [...original.querySelectorAll("span")].filter((one) => !one.children.length);
    const last = texts.at(-1).firstChild;
    const range = document.createRange();
    const at = last.data.indexOf("当场");
    range.setStart(last, at);
    range.setEnd(last, at + 2);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.keyboard.press("m");
  await page.waitForFunction(() => document.querySelector("#field-result-title").parentElement.querySelector(".masked").textContent.includes("〔个人信息〕拆除"));
  await settled(page);
  const locked = page.locator("#fields .is-locked");
  assert.ok((await locked.count()) > 0);
  assert.equal(await locked.first().evaluate((one) => one.tagName), "SPAN");
  await page.keyboard.press("2");
  await page.waitForURL((url) => !url.pathname.endsWith(record.public_id));
  const [line] = await place.decisions();
  assert.equal(line.edits.switches.result.shown.length, 1);
  assert.equal(line.edits.switches.result.hidden.length, 1);
  assert.equal((await place.run("cases", "release")).status, 0);
  const [out] = (await released(place)).filter((one) => one.title);
  assert.match(out.result, /13900001234.*〔个人信息〕拆除/);
  assert.ok(out.kept.includes("13900001234"));
  for (const secret of record.known) assert.ok(!JSON.stringify(out).includes(secret));
  // The build looks at the words again and knows the piece that a reviewer let stand.
  const built = await place.run("build", "--json", "--themes", path.join(ROOT, "themes"));
  assert.equal(built.status, 0, built.stderr);
  assert.equal(JSON.parse(built.stdout.trim().split("\n").at(-1)).cases_withheld, 0);
  const outcome = path.join(place.folder, "public/cases", out.public_id, "index.html");
  assert.match(await readFile(outcome, "utf8"), /13900001234/);
});

test("a case that changed meanwhile is shown anew and not decided", async (t) => {
  const place = await district();
  const { page } = await sitDown(t, place);
  const id = place.records[0].public_id;
  await page.goto(`/cases/${id}`);
  await page.locator("#published h3").waitFor();
  assert.equal((await place.run("cases", "decide", "--as", "审核员乙", "--facts", id)).status, 0);
  await page.keyboard.press("4");
  await page.getByText("请按新的内容再决定").waitFor();
  assert.deepEqual((await place.decisions()).map((line) => line.verdict), ["facts"]);
  assert.match(await page.locator(".history").innerText(), /审核员乙 只公开办理情况/);
});

test("the desk can be read and used by everyone, on a phone too", async (t) => {
  const place = await district();
  const { page } = await sitDown(t, place);
  await accessible(page);
  await fitsNarrow(page);
  await page.goto(`/cases/${place.records.find((one) => one.known?.length).public_id}`);
  await page.locator("#published h3").waitFor();
  await page.getByRole("button", { name: "照片 1加框" }).click();
  await settled(page);
  await accessible(page);
  await fitsNarrow(page);
  await page.locator("#help-open").click();
  await accessible(page);
});
