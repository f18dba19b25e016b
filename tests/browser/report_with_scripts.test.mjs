// The form as most residents meet it: answers in place.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { openBrowser, visitor, addresses, apiCalls, strangers } from "./browser.mjs";
import { PHOTOS, TYPED, confirm, file, fillIn, found, lookUp, nothingPersonal, receipt, send } from "./resident.mjs";
import { serveFor } from "./site.mjs";

const site = await serveFor({ after });
const browser = await openBrowser({ after });

const open = (t) => visitor(t, browser, site);

test("a report gets its receipt and code in place and is found again", async (t) => {
  const { page, requests, troubles } = await open(t);
  await fillIn(page);
  assert.deepEqual(addresses(apiCalls(requests)), [], "filling in the form asks the function for nothing");
  await file(page);
  const given = await receipt(page);
  assert.equal(new URL(page.url()).pathname, "/report/", "the receipt stands where the form stood");
  await page.reload();
  assert.deepEqual(await receipt(page), given, "a reload shows the same receipt");

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
  await file(page);
  const given = await receipt(page);
  await lookUp(page, "", given.code.toLowerCase().replaceAll("-", " "));
  assert.ok((await found(page))[0].includes(given.number));
});

test("an earlier code and its phone open both reports", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  await file(page);
  const first = await receipt(page);
  await fillIn(page, { text: "同一处又装了第二个地锁。", code: first.code });
  await file(page);
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
  await file(page);
  const given = await receipt(page);
  assert.notEqual(given.code, "0000-0000-0000");
  assert.match(await page.locator(".panel-success").innerText(), /对不上/);
});

test("a wrong code says that nothing was found", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  await file(page);
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
  await file(page);
  await receipt(page);
});

test("what only the function can tell is said the same way, and what was typed stays", async (t) => {
  const { page } = await open(t);
  // Ten digits may be a number somewhere, but no mobile here.
  await fillIn(page, { phone: "138 0000 000" });
  await file(page);
  await page.locator(".error-summary").waitFor();
  assert.equal(await page.locator("#error-phone").count(), 1);
  assert.equal(await page.inputValue("#text"), TYPED.text);
  await page.fill("#phone", TYPED.phone);
  await file(page);
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
  await file(page);
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
  await file(page);
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
  await send(page);
  await page.dblclick("[data-confirm]");
  await receipt(page);
  const posts = apiCalls(requests).filter((request) => request.method() === "POST");
  assert.equal(posts.length, 1);
});

test("the check step repeats what was typed, leads back, and files nothing by itself", async (t) => {
  const { page, requests } = await open(t);
  await fillIn(page);
  await send(page);
  const said = await page.locator(".answers").innerText();
  for (const words of Object.values(TYPED)) assert.ok(said.includes(words), `the answers repeat ${words}`);
  assert.deepEqual(addresses(apiCalls(requests)), []);
  await page.click("[data-back]");
  assert.equal(await page.inputValue("#text"), TYPED.text);
  await send(page);
  await page.goBack();
  await page.locator("#report-form").waitFor();
  assert.equal(await page.locator(".check").count(), 0, "the browser's way back leads to the form too");
  await file(page);
  await receipt(page);
});

test("each kind shows its own fields and sends no others", async (t) => {
  const { page, context } = await open(t);
  let sent;
  await context.route("**/api/reports", (route) => {
    sent = route.request().postDataJSON();
    return route.continue();
  });
  await fillIn(page);
  for (const [kind, hidden] of [["consult", ["category", "place"]], ["suggest", ["category"]], ["book", ["category", "street", "place"]]]) {
    await page.check(`[name=kind][value=${kind}]`);
    for (const name of ["category", "street", "place"]) {
      assert.equal(await page.isVisible(`#${name}`), !hidden.includes(name), `${name} of ${kind}`);
    }
  }
  await file(page);
  await receipt(page);
  assert.deepEqual([sent.kind, sent.category, sent.street, sent.place], ["book", undefined, undefined, undefined]);
  assert.equal(sent.text, TYPED.text);
});

test("what was typed is there again after a reload, and can be deleted", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  await page.waitForTimeout(500);
  await page.reload();
  assert.equal(await page.inputValue("#text"), TYPED.text);
  await page.locator("[data-forget]").click();
  await page.reload();
  assert.equal(await page.inputValue("#text"), "");
});

test("photos go right after the receipt, shrunk, and one that fails is sent again without a second report", async (t) => {
  const { page, context, requests, troubles } = await open(t);
  let failed = false;
  const sizes = [];
  await context.route("**/api/upload", (route) => {
    sizes.push(route.request().postDataBuffer().length);
    if (failed) return route.continue();
    failed = true;
    return route.abort("connectionreset");
  });
  await fillIn(page);
  await page.setInputFiles("#report-form input[type=file]", PHOTOS);
  await page.locator("#report-form .photo-item").nth(2).waitFor();
  await page.locator("#report-form .photo-item").nth(2).locator("[data-remove]").click();
  await page.setInputFiles("#report-form input[type=file]", [PHOTOS[2]]);
  await page.locator("#report-form .photo-item").nth(2).waitFor();
  await send(page);
  assert.equal(await page.locator(".check .photo-thumbs img").count(), 3);
  await confirm(page);
  const given = await receipt(page);
  const again = page.locator(".add-photos [data-again]:visible");
  await again.waitFor();
  await again.click();
  await page.getByText("照片已收到 3 张").waitFor();
  await page.reload();
  assert.deepEqual(await receipt(page), given);
  await page.getByText("照片已收到 3 张").waitFor();
  const reports = apiCalls(requests).filter((request) => request.method() === "POST" && request.url().endsWith("/api/reports"));
  assert.equal(reports.length, 1);
  assert.equal(sizes.length, 4);
  nothingPersonal(addresses(requests), given.code, given.number, TYPED.phone);
  assert.deepEqual(troubles.filter((trouble) => !trouble.includes("ERR_CONNECTION_RESET")), []);
});

test("a photo leaves the phone upright and without its marks", async (t) => {
  const { page, context } = await open(t);
  let sent;
  await context.route("**/api/upload", (route) => {
    sent = route.request().postDataBuffer();
    return route.continue();
  });
  await fillIn(page);
  // Wider than high, and marked to be turned by a quarter; a GPS mark would stand in the same block.
  const exif = Buffer.from("ffe100224578696600004d4d002a00000008000101120003000000010006000000000000", "hex");
  const lying = await page.evaluate(() => {
    const paper = document.createElement("canvas");
    paper.width = 3000;
    paper.height = 1000;
    const context = paper.getContext("2d");
    context.fillStyle = "#808080";
    context.fillRect(0, 0, 3000, 1000);
    return paper.toDataURL("image/jpeg").split(",")[1];
  });
  const bytes = Buffer.from(lying, "base64");
  const marked = Buffer.concat([bytes.subarray(0, 2), exif, bytes.subarray(2)]);
  await page.setInputFiles("#report-form input[type=file]", { name: "a.jpg", mimeType: "image/jpeg", buffer: marked });
  await page.locator("#report-form .photo-item").waitFor();
  await file(page);
  await page.getByText("照片已收到 1 张").waitFor();
  const start = sent.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  const photo = sent.subarray(start);
  assert.equal(photo.indexOf("Exif"), -1);
  const size = await page.evaluate((text) => new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
    image.src = `data:image/jpeg;base64,${text}`;
  }), photo.toString("base64"));
  assert.equal(size[1], 2000);
  assert.ok(size[0] < size[1], `upright: ${size}`);
});

test("a file that is no photo is refused with a sentence", async (t) => {
  const { page } = await open(t);
  await fillIn(page);
  const choose = (name, mimeType, text) =>
    page.setInputFiles("#report-form input[type=file]", { name, mimeType, buffer: Buffer.from(text) });
  const said = page.locator("#report-form [data-photo-said]");
  await choose("IMG_1.HEIC", "image/heic", "\0\0\0\x18ftypheic and more");
  await said.getByText("HEIC").waitFor();
  await choose("letter.txt", "text/plain", "dear office");
  await said.getByText("不是照片").waitFor();
  assert.equal(await page.locator("#report-form .photo-item").count(), 0);
});

test("published cases of the same category and street are shown before sending", async (t) => {
  const { page, requests } = await open(t);
  const pages = await (await fetch(`${site.address}/cases/similar.json`)).json();
  const [category, street] = Object.keys(pages)[0].split(" ");
  await fillIn(page, { category, street });
  await send(page);
  await page.locator(".similar .case-card").first().waitFor();
  assert.ok((await page.locator(".similar .case-card").count()) <= 3);
  assert.ok(await page.locator(".similar").innerText());
  assert.deepEqual(addresses(apiCalls(requests)), []);
});

test("an address fills in kind, category and street", async (t) => {
  const { page } = await open(t);
  await page.goto("/report/?kind=report&category=06040&street=" + encodeURIComponent("金顶街街道"));
  assert.equal(await page.inputValue("#category"), "06040");
  assert.equal(await page.inputValue("#street"), "金顶街街道");
});

test("a position is taken when it is asked for, and kept coarse", async (t) => {
  const { page, context } = await visitor(t, browser, site, {
    permissions: ["geolocation"],
    geolocation: { latitude: 39.923456, longitude: 116.171234 },
  });
  let sent;
  await context.route("**/api/reports", (route) => {
    sent = route.request().postDataJSON();
    return route.continue();
  });
  await fillIn(page);
  await page.click("[data-position]");
  await page.getByText("已加上大致位置").waitFor();
  await file(page);
  await receipt(page);
  assert.deepEqual(sent.location, { lat: 39.923, lon: 116.171, datum: "wgs84" });
});
