// Sends a report: a solved proof of work, and the same key for every try, so that whatever happens on
// the way the report is filed once.
import { form } from "./report-fields.js";

/** One key for one report. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
}

function solve(challenge) {
  return new Promise(function (resolve, reject) {
    const worker = new Worker(form.dataset.worker);
    worker.onerror = function () {
      worker.terminate();
      reject(new Error("worker"));
    };
    worker.onmessage = function (event) {
      worker.terminate();
      if (event.data < 0) reject(new Error("unsolved"));
      else {
        resolve(btoa(JSON.stringify({
          algorithm: challenge.algorithm,
          challenge: challenge.challenge,
          number: event.data,
          salt: challenge.salt,
          signature: challenge.signature,
        })));
      }
    };
    worker.postMessage({ challenge: challenge.challenge, salt: challenge.salt, maxnumber: challenge.maxnumber });
  });
}

// What fetch itself refuses is the network's fault, not a surprise.
function request(address, options) {
  return fetch(address, options).catch(function () {
    const fault = new Error("network");
    fault.network = true;
    throw fault;
  });
}

async function attempt(report, key, say) {
  // Plain HTTP from another machine has no SHA-256 to work with: do not even ask for the challenge.
  if (!crypto.subtle) throw new Error("no SHA-256");
  say("proving");
  const asked = await request(form.dataset.api + "/challenge", { headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang }, cache: "no-store" });
  if (!asked.ok) return asked;
  const challenge = await asked.json();
  if (challenge.algorithm !== "SHA-256") throw new Error("algorithm");
  const altcha = await solve(challenge);
  say("sending");
  return request(form.dataset.api + "/reports", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang, "Idempotency-Key": key },
    body: JSON.stringify(Object.assign({}, report, { altcha: altcha })),
  });
}

function wait(seconds) {
  return new Promise(function (resolve) { setTimeout(resolve, seconds * 1000); });
}

/**
 * Sends a report under its key and gives what came of it:
 * {receipt}, {faults}, {wait: "busy" | "failed"}, or an Error for what nobody foresaw.
 */
export async function send(report, key, say) {
  try {
    let answer = await attempt(report, key, say);
    // A challenge may have gone stale while the visitor was away: one fresh try.
    if (answer.status === 403) answer = await attempt(report, key, say);
    // The function is there and says when to come back: once, by itself.
    if (answer.status === 503) {
      const after = Number(answer.headers.get("Retry-After")) || 3;
      say("again");
      await wait(Math.min(after, 10));
      answer = await attempt(report, key, say);
    }
    if (answer.status === 201 || answer.status === 200) {
      const receipt = await answer.json();
      if (!receipt.receipt || !receipt.code) throw new Error("receipt");
      return { receipt: receipt };
    }
    if (answer.status === 422) return { faults: (await answer.json()).errors };
    if (answer.status === 429) return { wait: "busy" };
    if (answer.status >= 500) return { wait: "failed" };
    throw new Error("status " + answer.status);
  } catch (fault) {
    if (fault.network) return { wait: "failed" };
    throw fault;
  }
}
