// The office's side of a journey: its desk, its export, and the builds, as commands of their own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const JIAYUAN = process.env.JIAYUAN_BIN ?? path.join(ROOT, "target/release/jiayuan");
const FUNCTION = process.env.JIAYUAN_FUNCTION ?? path.join(path.dirname(JIAYUAN), "jiayuan-function");

function run(binary, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    child.stderr.on("data", (text) => (said += text));
    child.on("error", reject);
    child.on("exit", (status) => resolve({ status, said }));
  });
}

/** An office over the data of a running server. `private` is where its key and records lie. */
export function office({ data, privateSide, content, output, cwd }) {
  const done = async (binary, ...args) => {
    const ended = await run(binary, args, cwd);
    assert.equal(ended.status, 0, `${path.basename(binary)} ${args.join(" ")}\n${ended.said}`);
    return ended.said;
  };
  const key = ["--data", data, "--identity", path.join(privateSide, "keys/office.age")];
  return {
    desk: (...args) =>
      done(FUNCTION, "desk", ...args, ...key, "--as", "示例坐席", "--reply", path.join(output, "reply")),
    export: () => done(FUNCTION, "export", "--out", privateSide, ...key),
    cases: (...args) => done(JIAYUAN, "cases", ...args, "--private", privateSide, "--content", content),
    build: () =>
      done(JIAYUAN, "build", "--content", content, "--themes", path.join(ROOT, "themes"), "--output", output),
  };
}
