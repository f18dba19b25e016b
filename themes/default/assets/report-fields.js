// The form's fields: which of them a kind of report has, what is in them, and what an address fills in.
import { word } from "./report-words.js";

export const form = document.getElementById("report-form");
const FIELDS = ["category", "text", "street", "place", "phone", "name", "code"];
const TICKS = ["reply_wanted", "consent_publish", "consent"];

/** What a sticker's address or the browser's position adds; not typed, so not in a field. */
export const extra = { place_token: "", place_label: "", location: null };

function field(name) {
  return form.elements[name];
}

export function kind() {
  return (form.querySelector("[name=kind]:checked") || {}).value || "report";
}

/** The label of a field, without the remark that it may stay empty. */
export function label(name) {
  const found = form.querySelector('label[for="' + name + '"], [data-label="' + name + '"]');
  return found ? found.firstChild.textContent.trim() : "";
}

/** Shows what belongs to the chosen kind. What is hidden is not sent. */
export function showKind() {
  const chosen = kind();
  form.querySelectorAll("[data-kinds]").forEach(function (part) {
    part.hidden = part.dataset.kinds.split(" ").indexOf(chosen) < 0;
  });
  form.querySelectorAll("[data-optional]").forEach(function (mark) {
    mark.hidden = chosen === "report";
  });
  form.querySelectorAll("[data-of-kind]").forEach(function (part) {
    part.textContent = word(part.dataset.ofKind + "-" + chosen) || part.textContent;
  });
}

function isShown(element) {
  return !element.closest("[data-kinds][hidden]");
}

/** The report as it would be sent. */
export function read() {
  const report = { kind: kind() };
  FIELDS.forEach(function (name) {
    const value = field(name).value.trim();
    if (value && isShown(field(name))) report[name] = value;
  });
  TICKS.forEach(function (name) { report[name] = field(name).checked; });
  if (extra.place_token) report.place_token = extra.place_token;
  if (extra.location && report.kind === "report") report.location = extra.location;
  return report;
}

function choose(select, wanted) {
  const found = Array.from(select.options).find(function (o) { return o.value && (o.value === wanted || o.text === wanted); });
  if (found) select.value = found.value;
}

/** Fills in what a report says and leaves the rest alone. */
export function write(report) {
  form.querySelectorAll("[name=kind]").forEach(function (radio) {
    if (radio.value === report.kind) radio.checked = true;
  });
  FIELDS.forEach(function (name) {
    if (!report[name]) return;
    if (field(name).tagName === "SELECT") choose(field(name), report[name]);
    else field(name).value = report[name];
  });
  TICKS.forEach(function (name) {
    if (report[name]) field(name).checked = true;
  });
  showKind();
}

/** What people read for a report's answers, in the form's order: label and answer. */
export function answers(report) {
  const shown = function (name) {
    const element = field(name);
    if (!report[name]) return "";
    return element.tagName === "SELECT" ? element.selectedOptions[0].text : report[name];
  };
  const all = [[label("kind"), word("kind-" + report.kind)]];
  FIELDS.forEach(function (name) {
    const optional = name === "code" || (name === "place" && extra.place_label);
    if (!isShown(field(name)) || (optional && !report[name])) return;
    all.push([label(name), shown(name) || word("left_out")]);
  });
  if (extra.place_label) all.splice(2, 0, [word("at_place"), extra.place_label]);
  if (report.location) all.push([word("position"), word("position_given")]);
  all.push([word("reply_wanted"), word(report.reply_wanted ? "yes" : "no")]);
  all.push([word("consent_publish"), word(report.consent_publish ? "yes" : "no")]);
  return all;
}

/** What can be no phone number, so that it is said with the other faults. Never stricter than the function. */
function phoneFault(typed) {
  if (!typed) return "";
  const main = typed.normalize("NFKC").split(/[转轉#,]|ext/)[0].trim();
  const digits = main.replace(/[^0-9]/g, "");
  if (/[A-Za-z\u3400-\u9fff]/.test(main)) return "phone_signs";
  if (digits.length < 7 || digits.replace(/^00/, "").length > 15) return "phone_length";
  if (digits.length < 9 && !/^[^0-9]*(\+|0)/.test(main)) return "phone_area";
  return "";
}

/** Faults that need no server, all at once, in the form's order. */
export function check(report) {
  const faults = [];
  const fault = function (name, key) { faults.push({ field: name, detail: word(key) }); };
  const placed = Boolean(report.place_token);
  if (report.kind === "report" && !report.category) fault("category", "need_category");
  const length = Array.from(report.text || "").length;
  if (length < 5) fault("text", length ? "more_text" : "need_text");
  if (report.kind === "report" && !report.street && !placed) fault("street", "need_street");
  const wrong = phoneFault(report.phone || "");
  if (wrong) fault("phone", wrong);
  if (!report.consent) fault("consent", "need_consent");
  return faults;
}

/** Fills in what the address asks for. A sticker's token is looked up among the site's own places. */
export async function fillFromAddress() {
  const asked = new URLSearchParams(location.search);
  ["kind", "category", "street"].forEach(function (name) {
    if (!asked.get(name)) return;
    const report = {};
    report[name] = asked.get(name);
    write(report);
  });
  const about = asked.get("about");
  if (about && !document.querySelector("[name=text]").value) write({ text: word("about", { about: about }) });
  const guide = asked.get("guide");
  if (guide && !document.querySelector("[name=text]").value) write({ text: word("guide", { guide: guide }) });
  const token = asked.get("place");
  if (!token) return;
  try {
    const tables = await (await fetch(form.dataset.tables)).json();
    const place = (tables.places || []).find(function (p) { return p.token === token || p.id === token; });
    if (!place) return;
    extra.place_token = token;
    field("place_token").value = token;
    extra.place_label = place.label || place.name || place.place;
    if (place.street) write({ street: place.street });
    const banner = document.querySelector("[data-placed]");
    banner.textContent = word("placed", { place: extra.place_label });
    banner.hidden = false;
  } catch (e) {
    // The form works without it; the resident says where it is.
  }
}
