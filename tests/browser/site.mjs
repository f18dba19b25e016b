// Starts `jiayuan serve` on the sample content as anyone would, and stops it again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const BINARY = process.env.JIAYUAN_BIN ?? path.join(ROOT, "target/release/jiayuan");
// The first build of the sample derives every photo; later starts in the same folder reuse them.
const WORKSHOP = path.join(ROOT, "tests/.cache/browser");
const PATIENCE = 180_000;

export const CONTENT = path.join(ROOT, "content");

const running = new Set();
const folders = new Set();
// Nothing that a test started or made outlives it, even if the test itself is cut short.
process.on("exit", () => {
  running.forEach((child) => child.kill("SIGKILL"));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
});

/** An empty folder that is removed when this file's tests have ended. */
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "jiayuan-"));
  folders.add(folder);
  return folder;
}

/**
 * Starts the server and waits until site and function answer.
 * `data` is where reports and keys lie; `content` and `output` default to the sample's.
 */
export async function serve({ data, content = CONTENT, output = path.join(WORKSHOP, "public") }) {
  await mkdir(WORKSHOP, { recursive: true });
  const options = { "--addr": "127.0.0.1:0", "--data": data, "--content": content, "--output": output };
  const args = ["serve", "--themes", path.join(ROOT, "themes"), ...Object.entries(options).flat()];
  const child = spawn(BINARY, args, { cwd: WORKSHOP, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const ended = once(child, "exit").finally(() => running.delete(child));
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  let late;
  const address = await new Promise((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`the server said nothing in time:\n${said}`)), PATIENCE);
    child.on("error", reject);
    child.on("exit", (status) => reject(new Error(`the server ended with ${status}:\n${said}`)));
    child.stdout.on("data", (text) => {
      said += text;
      const found = /^Site:\s+(http:\/\/\S+?)\/$/m.exec(said);
      if (found) resolve(found[1]);
    });
  }).finally(() => clearTimeout(late));
  const site = {
    address,
    output,
    said: () => said,
    /** SIGTERM, as Ctrl-C does it. */
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
    /** SIGKILL: no chance to write anything more. */
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    /** What the site calls a stage of a report. */
    async stageLabel(stage) {
      const tables = JSON.parse(await readFile(path.join(output, "reply/intake.json"), "utf8"));
      return tables.stages.find((known) => known.stage === stage).label;
    },
  };
  await healthy(site);
  return site;
}

async function healthy(site) {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${site.address}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the function does not answer:\n${site.said()}`);
}

/** A server until `t` ends (a test, or `{ after }` of a whole file), with reports of its own unless `data` is given. */
export async function serveFor(t, options = {}) {
  const site = await serve({ ...options, data: options.data ?? (await temporaryFolder()) });
  t.after(() => site.stop());
  return site;
}
