// Makes the report form answer in place. The plain form works without it, and whatever is not
// understood here ends in the plain form post: the server then asks to check the answers.
// Nothing is fetched and nothing is kept before the visitor presses the button.
const DRAFT = "jiayuan-report";
const FIELDS = ["category", "text", "street", "place", "phone", "name", "code"];
const TICKS = ["reply_wanted", "consent_publish", "consent"];
const form = document.getElementById("report-form");

// ---- words -------------------------------------------------------------------------------------

const words = {};
document.getElementById("report-words").content.querySelectorAll("[data-word]").forEach(function (p) {
  words[p.dataset.word] = p.textContent;
});

function clone(id) {
  return document.getElementById(id).content.cloneNode(true).firstElementChild;
}

function fill(element, name, text) {
  element.querySelector('[data-fill="' + name + '"]').textContent = text;
}

// ---- the draft: only after a failure, and only on this device ---------------------------------

function keep(draft) {
  try {
    localStorage.setItem(DRAFT, JSON.stringify(draft));
  } catch (e) {
    // Nothing is kept where the browser keeps nothing; the fields are still filled in.
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(DRAFT));
  } catch (e) {
    return null;
  }
}

function forget() {
  try {
    localStorage.removeItem(DRAFT);
  } catch (e) {
    // See above.
  }
}

// One key for one report: a retry with it can never file the report twice.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
}

// ---- reading and filling the form ---------------------------------------------------------------

function read() {
  const report = { kind: (form.querySelector("[name=kind]:checked") || {}).value || "report" };
  FIELDS.forEach(function (name) {
    const value = form.elements[name].value.trim();
    if (value) report[name] = value;
  });
  TICKS.forEach(function (name) { report[name] = form.elements[name].checked; });
  return report;
}

function choose(select, wanted) {
  const found = Array.from(select.options).find(function (o) { return o.value && (o.value === wanted || o.text === wanted); });
  if (found) select.value = found.value;
}

function write(report) {
  form.querySelectorAll("[name=kind]").forEach(function (radio) {
    if (radio.value === report.kind) radio.checked = true;
  });
  FIELDS.forEach(function (name) {
    if (!report[name]) return;
    const field = form.elements[name];
    if (field.tagName === "SELECT") choose(field, report[name]);
    else field.value = report[name];
  });
  TICKS.forEach(function (name) {
    if (report[name]) form.elements[name].checked = true;
  });
}

// ---- errors, said twice -------------------------------------------------------------------------

function clearErrors() {
  const summary = form.parentNode.querySelector(".error-summary");
  if (summary) summary.remove();
  form.querySelectorAll(".field-error").forEach(function (p) { p.remove(); });
  form.querySelectorAll("[aria-invalid]").forEach(function (field) {
    field.removeAttribute("aria-invalid");
    const hint = document.getElementById("hint-" + field.name);
    if (hint) field.setAttribute("aria-describedby", hint.id);
    else field.removeAttribute("aria-describedby");
  });
}

function markField(name, text) {
  const field = document.getElementById(name);
  if (!field) return false;
  const p = document.createElement("p");
  p.className = "field-error";
  p.id = "error-" + name;
  p.textContent = text;
  if (field.tagName === "FIELDSET") {
    field.querySelector("legend").after(p);
    return true;
  }
  (field.closest(".tick") || field).before(p);
  field.setAttribute("aria-invalid", "true");
  const hint = document.getElementById("hint-" + name);
  field.setAttribute("aria-describedby", p.id + (hint ? " " + hint.id : ""));
  return true;
}

// `errors` are {field, detail}; `retry` adds the buttons for sending again and for deleting the draft.
function showErrors(title, text, errors, retry) {
  clearErrors();
  const box = clone("report-failed");
  fill(box, "title", title);
  fill(box, "text", text || "");
  box.querySelector('[data-fill="text"]').hidden = !text;
  const list = box.querySelector("ul");
  list.hidden = !errors.length;
  errors.forEach(function (error) {
    const item = document.createElement("li");
    const known = markField(error.field, error.detail);
    const place = document.createElement(known ? "a" : "span");
    if (known) {
      place.href = "#" + error.field;
      place.addEventListener("click", function (event) {
        event.preventDefault();
        const field = document.getElementById(error.field);
        (field.tagName === "FIELDSET" ? field.querySelector("input") : field).focus();
      });
    }
    place.textContent = error.detail;
    item.append(place);
    list.append(item);
  });
  const actions = box.querySelector(".actions");
  actions.hidden = !retry;
  box.querySelector("[data-retry]").addEventListener("click", send);
  box.querySelector("[data-forget]").addEventListener("click", function () { discard(box); });
  form.parentNode.prepend(box);
  box.focus();
}

function discard(box) {
  forget();
  key = null;
  form.reset();
  clearErrors();
  box.remove();
  say(words.forgotten);
}

// What can be no phone number, so that it is said with the other faults. Never stricter than the
// function, which has the last word.
function phoneFault(typed) {
  if (!typed) return "";
  const main = typed.normalize("NFKC").split(/[转轉#,]|ext/)[0].trim();
  const digits = main.replace(/[^0-9]/g, "");
  if (/[A-Za-z\u3400-\u9fff]/.test(main)) return "phone_signs";
  if (digits.length < 7 || digits.replace(/^00/, "").length > 15) return "phone_length";
  if (digits.length < 9 && !/^[^0-9]*(\+|0)/.test(main)) return "phone_area";
  return "";
}

function check(report) {
  const errors = [];
  if (report.kind === "report" && !report.category) errors.push({ field: "category", detail: words.need_category });
  const length = Array.from(report.text || "").length;
  if (length < 5) errors.push({ field: "text", detail: length ? words.more_text : words.need_text });
  if (report.kind === "report" && !report.street) errors.push({ field: "street", detail: words.need_street });
  const wrong = phoneFault(report.phone || "");
  if (wrong) errors.push({ field: "phone", detail: words[wrong] });
  if (!report.consent) errors.push({ field: "consent", detail: words.need_consent });
  return errors;
}

// ---- sending --------------------------------------------------------------------------------------

const button = form.querySelector("button[type=submit]");
const status = form.querySelector("[data-status]");
let key = null;
let busy = false;

function say(text) {
  status.textContent = text;
}

function setBusy(now) {
  busy = now;
  button.setAttribute("aria-disabled", now ? "true" : "false");
  if (!now) say("");
}

// The way out for every surprise: post the form as it stands, as a browser without scripts would.
function plainPost() {
  form.submit();
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

async function attempt(report) {
  // Plain HTTP from another machine has no SHA-256 to work with: do not even ask for the challenge.
  if (!crypto.subtle) throw new Error("no SHA-256");
  say(words.proving);
  const asked = await request(form.dataset.api + "/challenge", { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!asked.ok) return asked;
  const challenge = await asked.json();
  if (challenge.algorithm !== "SHA-256") throw new Error("algorithm");
  const altcha = await solve(challenge);
  say(words.sending);
  return request(form.dataset.api + "/reports", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key },
    body: JSON.stringify(Object.assign({}, report, { altcha: altcha })),
  });
}

function failed(report, text) {
  keep({ key: key, report: report });
  showErrors(words.failed, text, [], true);
}

async function send() {
  if (busy) return;
  const report = read();
  const faults = check(report);
  if (faults.length) {
    showErrors(words.problem.replace("{n}", faults.length), "", faults, false);
    return;
  }
  key = key || newKey();
  setBusy(true);
  try {
    let answer = await attempt(report);
    // A challenge may have gone stale while the visitor was away: one fresh try.
    if (answer.status === 403) answer = await attempt(report);
    if (answer.status === 201 || answer.status === 200) {
      const receipt = await answer.json();
      if (!receipt.receipt || !receipt.code) throw new Error("receipt");
      forget();
      done(receipt, report);
    } else if (answer.status === 422) {
      const problem = await answer.json();
      showErrors(words.problem.replace("{n}", problem.errors.length), "", problem.errors, false);
      // Nothing was filed, so what is corrected is a new report.
      key = null;
    } else if (answer.status === 429) {
      failed(report, words.busy_text);
    } else if (answer.status >= 500) {
      failed(report, words.failed_text);
    } else {
      throw new Error("status " + answer.status);
    }
  } catch (fault) {
    if (fault.network) failed(report, words.failed_text);
    else {
      plainPost();
      return;
    }
  } finally {
    setBusy(false);
  }
}

// ---- the receipt ------------------------------------------------------------------------------------

// As the code's alphabet reads it: case, hyphens and look-alikes do not matter.
function bare(code) {
  return code.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

function done(receipt, report) {
  const panel = clone("report-done");
  const joined = report.code && bare(report.code) === bare(receipt.code);
  const holds = {
    joined: joined,
    code_unknown: report.code && !joined,
    reply_phone: report.reply_wanted && report.phone,
    reply_written: report.reply_wanted && !report.phone,
    reply_none: !report.reply_wanted,
    published: report.consent_publish,
    look: report.phone,
    look_code: !report.phone,
  };
  panel.querySelectorAll("[data-case]").forEach(function (part) {
    if (!holds[part.dataset.case]) part.remove();
  });
  fill(panel, "title", words.title.replace("{kind}", words["kind-" + report.kind] || ""));
  fill(panel, "receipt", receipt.receipt);
  fill(panel, "code", receipt.code);
  const copied = panel.querySelector("[data-copied]");
  panel.querySelector("[data-copy]").addEventListener("click", async function () {
    const text = words.copy_receipt + " " + receipt.receipt + "\n" + words.copy_code + " " + receipt.code;
    try {
      await navigator.clipboard.writeText(text);
      copied.textContent = words.copied;
    } catch (e) {
      copied.textContent = words.copy_failed;
    }
  });
  const slot = document.querySelector("[data-report-slot]");
  slot.textContent = "";
  slot.append(panel);
  // What was said about filling in the form is over.
  document.querySelectorAll("[data-before-sending]").forEach(function (part) { part.hidden = true; });
  panel.focus();
  window.scrollTo(0, 0);
}

// ---- start ------------------------------------------------------------------------------------------

const draft = kept();
if (draft && draft.report) {
  write(draft.report);
  key = draft.key;
  const note = clone("report-draft");
  note.querySelector("[data-forget]").addEventListener("click", function () { discard(note); });
  form.before(note);
}
const asked = new URLSearchParams(location.search);
["kind", "category", "street"].forEach(function (name) {
  const value = asked.get(name);
  if (!value) return;
  const report = {};
  report[name] = value;
  write(report);
});
// Our own messages replace the browser's bubbles.
form.noValidate = true;
form.addEventListener("submit", function (event) {
  event.preventDefault();
  send();
});
