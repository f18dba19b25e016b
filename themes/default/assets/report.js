// Makes the report form answer in place: fill in, check, receipt with photos. The plain form works
// without it, and whatever is not understood here ends in the plain form post: the server then asks to
// check the answers. The function is asked for nothing before the visitor confirms.
import { word, clone } from "./report-words.js";
import { check, fillFromAddress, form, read, showKind, write } from "./report-fields.js";
import { clearFaults, showFaults } from "./report-faults.js";
import { forget, keep, keepPhotos, keepWhileOpen, kept, keptPhotos } from "./report-keep.js";
import { checkStep } from "./report-check.js";
import { offerPosition } from "./report-position.js";
import { photoList } from "./report-photos.js";
import { receiptOf, showReceipt } from "./report-receipt.js";
import { newKey, send } from "./report-send.js";

const slot = document.querySelector("[data-report-slot]");
let key = null;
let busy = false;
let step = null;

const photos = photoList(form.querySelector("[data-photos]"), function () {
  if (photos) keepPhotos(photos.photos);
});

// ---- the draft ----------------------------------------------------------------------------------

let later;
function draftSoon() {
  clearTimeout(later);
  later = setTimeout(function () { keepWhileOpen({ key: key, report: read() }); }, 300);
}

function discard(box) {
  clearTimeout(later);
  forget();
  key = null;
  form.reset();
  photos.clear();
  clearFaults();
  showKind();
  box.remove();
  form.querySelector("[data-status]").textContent = word("forgotten");
}

async function restore() {
  const draft = kept();
  if (!draft || !(draft.report.text || draft.failed)) return;
  write(draft.report);
  key = draft.key;
  const note = clone("report-draft");
  note.querySelector("p").textContent = word(draft.failed ? "draft" : "draft_open");
  note.querySelector("[data-forget]").addEventListener("click", function () { discard(note); });
  form.before(note);
  photos.take(await keptPhotos());
}

// ---- the steps ------------------------------------------------------------------------------------

function showForm() {
  if (step) step.remove();
  step = null;
  form.hidden = false;
  document.querySelectorAll("[data-before-sending]").forEach(function (part) { part.hidden = false; });
}

function toCheck() {
  clearFaults();
  const report = read();
  const faults = check(report);
  if (faults.length) {
    showFaults(word("problem", { n: faults.length }), "", faults);
    return;
  }
  clearTimeout(later);
  keepWhileOpen({ key: key, report: report });
  step = checkStep(report, kindHasPhotos() ? photos.photos : [], function () { confirm(report); }, function () { history.back(); });
  form.hidden = true;
  slot.append(step);
  // The phone's own way back leads from here to the form.
  history.pushState({ step: "check" }, "");
  step.focus();
  step.scrollIntoView({ block: "start" });
}

function kindHasPhotos() {
  return !form.querySelector("[data-photos]").closest("[data-kinds]").hidden;
}

function setBusy(now) {
  busy = now;
  if (!step) return;
  step.querySelectorAll("button").forEach(function (button) { button.setAttribute("aria-disabled", now ? "true" : "false"); });
  if (!now) step.querySelector("[data-status]").textContent = "";
}

async function confirm(report) {
  if (busy) return;
  key = key || newKey();
  setBusy(true);
  const say = function (name) { if (step) step.querySelector("[data-status]").textContent = word(name); };
  let outcome;
  try {
    outcome = await send(report, key, say);
  } catch (surprise) {
    // The way out for every surprise: post the form as it stands, as a browser without scripts would.
    form.submit();
    return;
  } finally {
    setBusy(false);
  }
  if (outcome.receipt) done(outcome.receipt, report);
  else if (outcome.faults) {
    // Nothing was filed, so what is corrected is a new report.
    key = null;
    back(function () { showFaults(word("problem", { n: outcome.faults.length }), "", outcome.faults); });
  } else {
    keep({ key: key, report: report });
    const again = function () {
      clearFaults();
      toCheck();
      if (step) confirm(report);
    };
    back(function () { showFaults(word("failed"), word(outcome.wait + "_text"), [], again, discard); });
  }
}

// Leaves the check step as the phone's own way back does, so that the history stays true.
let afterBack = null;
function back(then) {
  afterBack = then;
  history.back();
}

function done(answer, report) {
  const given = receiptOf(answer, report, new Date());
  const waiting = kindHasPhotos() ? photos.photos.slice() : [];
  clearTimeout(later);
  history.replaceState({ receipt: given, waiting: waiting.length }, "");
  forget();
  receipt(given, waiting);
}

function receipt(given, waiting) {
  keepPhotos(waiting);
  showReceipt(given, waiting, function (arrived, left) {
    history.replaceState({ receipt: Object.assign({}, given, { arrived: arrived }), waiting: left.length }, "");
    keepPhotos(left);
  });
}

// ---- start ------------------------------------------------------------------------------------------

window.addEventListener("popstate", function (event) {
  // From a receipt, or to one: the page as it is loaded knows what to do.
  if ((event.state && event.state.receipt) || !form.isConnected) {
    location.reload();
    return;
  }
  showForm();
  const then = afterBack;
  afterBack = null;
  if (then) then();
  else form.querySelector("button[type=submit]").focus();
});

// A receipt is shown again when its page is loaded again or come back to, not when someone asks for
// the form anew.
function isAgain() {
  const entry = performance.getEntriesByType("navigation")[0];
  return !entry || entry.type !== "navigate";
}

async function start() {
  const state = isAgain() ? history.state : null;
  if (state && state.receipt) {
    const left = state.waiting ? await keptPhotos() : [];
    receipt(state.receipt, left);
    return;
  }
  form.querySelectorAll("[data-script]").forEach(function (part) { part.hidden = false; });
  form.querySelectorAll("[data-plain]").forEach(function (part) { part.hidden = true; });
  form.querySelector("[data-submit]").textContent = word("to_check");
  offerPosition(form.querySelector("[data-position-box]"));
  await restore();
  await fillFromAddress();
  showKind();
  // Our own messages replace the browser's bubbles.
  form.noValidate = true;
  form.addEventListener("input", draftSoon);
  form.addEventListener("change", function (event) {
    if (event.target.name === "kind") showKind();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    toCheck();
  });
}

start();
