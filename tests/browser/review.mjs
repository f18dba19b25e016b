// Starts `jiayuan cases review` on a private side of its own, and asks it things as a browser or a stranger would.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "./site.mjs";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const BINARY = process.env.JIAYUAN_BIN ?? path.join(ROOT, "target/release/jiayuan");
const SAMPLE = path.join(ROOT, "tests/sample/private");

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A district with one month of the sample's records, undecided. `edit` may change each record. */
export async function district(edit = (record) => record) {
  const folder = await temporaryFolder();
  const keep = (from) => !path.relative(path.join(ROOT, "content"), from).startsWith("cases");
  await cp(path.join(ROOT, "content"), path.join(folder, "content"), { recursive: true, filter: keep });
  await mkdir(path.join(folder, "private/records"), { recursive: true });
  await mkdir(path.join(folder, "private/photos"));
  const lines = (await readFile(path.join(SAMPLE, "records/2017-08.jsonl"), "utf8")).trim().split("\n");
  const records = lines.map((line) => JSON.parse(line)).filter((record) => record.photos).map(edit);
  for (const photo of records.flatMap((record) => record.photos)) {
    await cp(path.join(SAMPLE, "photos", photo.file), path.join(folder, "private/photos", photo.file));
  }
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  await writeFile(path.join(folder, "private/records/2017-08.jsonl"), text);
  return { folder, records, decisions: () => decisions(folder), run: (...args) => run(folder, args) };
}

async function decisions(folder) {
  const text = await readFile(path.join(folder, "private/decisions.jsonl"), "utf8").catch(() => "");
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** Another command on the same private side. Answers with the exit status and what was said. */
async function run(folder, args) {
  const sides = args[0] === "cases" ? ["--private", "private"] : [];
  const done = promisify(execFile)(BINARY, [...args, ...sides], { cwd: folder });
  return done.then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    (error) => ({ status: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}

/** Opens the desk. `entry` is the address that it prints. */
export async function openDesk({ folder }, as = "审核员甲") {
  const args = ["cases", "review", "--as", as, "--private", "private", "--addr", "127.0.0.1:0"];
  const child = spawn(BINARY, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const ended = once(child, "exit").finally(() => running.delete(child));
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const entry = await new Promise((resolve, reject) => {
    child.on("exit", (status) => reject(new Error(`the desk ended with ${status}:\n${said}`)));
    child.stdout.on("data", (text) => {
      said += text;
      const found = /^Desk:\s+(\S+)$/m.exec(said);
      if (found) resolve(found[1]);
    });
  });
  const address = entry.split("/#")[0];
  const desk = {
    address,
    entry,
    token: entry.split("#")[1],
    said: () => said,
    async kill() {
      child.kill("SIGKILL");
      await ended.catch(() => {});
    },
  };
  return desk;
}

/** One request, exactly as told. Answers with status, headers and text; a connection that breaks is status 0. */
export function request(desk, target, { method = "GET", headers = {}, body } = {}) {
  const { hostname, port } = new URL(desk.address);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const all = { ...(text ? { "Content-Type": "application/json" } : {}), ...headers };
  return new Promise((resolve) => {
    const asked = http.request({ hostname, port, path: target, method, headers: all, agent: false }, (answer) => {
      let said = "";
      answer.on("data", (part) => (said += part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text: said }));
      answer.on("error", () => resolve({ status: 0, headers: {}, text: "" }));
    });
    asked.on("error", () => resolve({ status: 0, headers: {}, text: "" }));
    asked.end(text);
  });
}

/** Trades the token for a session. Answers with headers for requests as the desk's own page makes them. */
export async function enter(desk) {
  const own = { Origin: desk.address };
  const answer = await request(desk, "/session", { method: "POST", headers: own, body: { token: desk.token } });
  const cookie = answer.headers["set-cookie"]?.[0].split(";")[0];
  return { ...own, ...(cookie ? { Cookie: cookie } : {}) };
}

/** What a case's page was made from. */
export async function caseData(desk, headers, id) {
  const answer = await request(desk, `/cases/${id}`, { headers });
  const found = /id="data">(.*?)<\/script>/s.exec(answer.text);
  return found && JSON.parse(found[1]);
}

/** The names of all finished photos that were released. */
export async function masters({ folder }) {
  return (await readdir(path.join(folder, "content/cases/photos")).catch(() => [])).sort();
}
