// Who may talk to the review desk, and what it keeps when it is killed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { BINARY, caseData, district, enter, openDesk, request } from "./review.mjs";

test("the desk hears its own page with its session, and nobody else", async (t) => {
  const place = await district();
  const desk = await openDesk(place);
  t.after(() => desk.kill());
  const [{ public_id: id }] = place.records;
  const strangers = [
    { headers: { Host: "evil.example" } },
    { headers: { Host: `localhost:${new URL(desk.address).port}` } },
    { headers: { Origin: "http://evil.example" } },
    { headers: { Origin: "null" } },
    { headers: { "Sec-Fetch-Site": "cross-site" } },
    { method: "POST", body: { token: desk.token } },
    { method: "POST", headers: { Origin: "http://127.0.0.1:1" }, body: { token: desk.token } },
  ];
  for (const stranger of strangers) {
    assert.equal((await request(desk, stranger.body ? "/session" : "/", stranger)).status, 403, JSON.stringify(stranger));
  }
  const guess = await request(desk, "/session", { method: "POST", headers: { Origin: desk.address }, body: { token: "0".repeat(64) } });
  assert.equal(guess.status, 401);
  for (const target of [`/cases/${id}`, `/cases/${id}/photos/0`, "/find?id=1"]) {
    const answer = await request(desk, target);
    assert.equal(answer.status, 401, target);
    assert.equal(answer.text, "");
  }
  assert.ok(!(await request(desk, "/")).text.includes(id));

  const session = await enter(desk);
  assert.ok(session.Cookie, "the token opens");
  assert.equal((await enter(desk)).Cookie, undefined, "and opens once");
  const page = await request(desk, `/cases/${id}`, { headers: session });
  assert.equal(page.status, 200);
  assert.equal(page.headers["cache-control"], "no-store");
  assert.match(page.headers["content-security-policy"], /default-src 'none'; script-src 'self'/);
  // The session alone is not enough: another page of this browser would carry it too.
  for (const headers of [{ Cookie: session.Cookie }, { ...session, Origin: "http://evil.example" }]) {
    const answer = await request(desk, `/cases/${id}/decide`, { method: "POST", headers, body: { choice: "withhold", stamp: "" } });
    assert.equal(answer.status, 403);
  }
  assert.deepEqual(await place.decisions(), []);
  // Nothing that is printed holds a word of a case.
  for (const record of place.records) assert.ok(!desk.said().includes(record.title));
});

test("the desk listens on the loopback only and wants a name", () => {
  for (const args of [["--as", "甲", "--addr", "0.0.0.0:0"], ["--as", "甲", "--addr", "192.168.1.2:80"], ["--as", " "], []]) {
    assert.equal(spawnSync(BINARY, ["cases", "review", ...args]).status, 2, args.join(" "));
  }
});

test("a desk killed at any moment has kept every decision that it confirmed", async (t) => {
  const place = await district();
  const ids = place.records.map((record) => record.public_id);
  const confirmed = [];
  // Each round is killed at another moment of the work.
  for (const [round, jitter] of [0, 1, 3, 7, 12, 20, 2, 5].entries()) {
    const desk = await openDesk(place);
    t.after(() => desk.kill());
    const headers = await enter(desk);
    let over = false;
    const work = (async () => {
      for (let at = round; !over; at += 1) {
        const id = ids[at % ids.length];
        const data = await caseData(desk, headers, id).catch(() => null);
        if (!data) continue;
        const body = { choice: at % 2 ? "words" : "withhold", stamp: data.stamp, digest: at % 2 ? data.view.choices.words.digest : "" };
        const answer = await request(desk, `/cases/${id}/decide`, { method: "POST", headers, body });
        if (answer.status === 200) confirmed.push([id, at % 2 ? "release" : "withhold"]);
      }
    })();
    // After so many decisions, and a moment into the next one.
    const enough = confirmed.length + (round % 4);
    while (confirmed.length < enough) await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setTimeout(resolve, jitter));
    await desk.kill();
    over = true;
    await work;
    const kept = (await place.decisions()).map((line) => [line.public_id, line.verdict]);
    let next = 0;
    for (const line of kept) if (String(line) === String(confirmed[next])) next += 1;
    assert.equal(next, confirmed.length, `round ${round}: confirmed decisions are there, in their order`);
  }
  assert.ok(confirmed.length > 5, `${confirmed.length} decisions were confirmed`);
  assert.equal((await place.run("cases", "release")).status, 0);
});

test("two desks and the command line never decide over each other", async (t) => {
  const place = await district();
  const one = await openDesk(place, "审核员甲");
  const two = await openDesk(place, "审核员乙");
  t.after(() => Promise.all([one.kill(), two.kill()]));
  const [{ public_id: id }, { public_id: other }] = place.records;
  const [first, second] = [await enter(one), await enter(two)];
  const seen = await caseData(one, first, id);
  assert.equal((await caseData(two, second, id)).stamp, seen.stamp);
  const body = { choice: "facts", stamp: seen.stamp, digest: seen.view.choices.facts.digest };
  const post = (desk, headers, target, sent) => request(desk, `/cases/${target}/decide`, { method: "POST", headers, body: sent });
  assert.equal((await post(one, first, id, body)).status, 200);
  assert.equal((await post(two, second, id, { ...body, choice: "withhold", digest: "" })).status, 409);
  const unseen = await caseData(two, second, other);
  assert.equal((await place.run("cases", "decide", "--as", "审核员丙", "--withhold", other)).status, 0);
  const late = { choice: "words", stamp: unseen.stamp, digest: unseen.view.choices.words.digest };
  assert.equal((await post(two, second, other, late)).status, 409);
  assert.deepEqual((await place.decisions()).map((line) => [line.public_id, line.by]), [[id, "审核员甲"], [other, "审核员丙"]]);
  // A withdrawal shows at once and takes the words off the desk.
  assert.equal((await place.run("cases", "withdraw", id)).status, 0);
  const page = await request(two, `/cases/${id}`, { headers: second });
  assert.ok(!page.text.includes(place.records[0].description.slice(0, 8)));
  assert.equal((await request(two, `/cases/${id}/photos/0`, { headers: second })).status, 404);
});
