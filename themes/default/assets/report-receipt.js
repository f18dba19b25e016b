// The receipt in place of the form: what was given, what happens next, and the photos on their way.
// All that it shows lies in the history entry of this tab, so that a reload shows it again and no
// address says anything.
import { clone, fill, word } from "./report-words.js";
import { form } from "./report-fields.js";
import { photoList } from "./report-photos.js";

// As the code's alphabet reads it: case, hyphens and look-alikes do not matter.
function bare(code) {
  return code.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** What is kept of a filed report for its receipt: nothing of its words. */
export function receiptOf(answer, report, now) {
  const joined = Boolean(report.code) && bare(report.code) === bare(answer.code);
  return {
    receipt: answer.receipt,
    code: answer.code,
    kind: report.kind,
    phone: report.phone || "",
    at: now.toISOString(),
    holds: {
      joined: joined,
      code_unknown: Boolean(report.code) && !joined,
      reply_phone: Boolean(report.reply_wanted && report.phone),
      reply_written: Boolean(report.reply_wanted && !report.phone),
      reply_none: !report.reply_wanted,
      published: Boolean(report.consent_publish),
      look: Boolean(report.phone),
      look_code: !report.phone,
    },
    arrived: 0,
  };
}

function filedAt(at) {
  const office = new Date(new Date(at).getTime() + 8 * 3600000).toISOString();
  const date = office.slice(0, 10).split("-");
  return word("day", { y: date[0], m: Number(date[1]), d: Number(date[2]) }) + " " + office.slice(11, 16);
}

/** Shows the receipt. `change` is called when there is more to remember of it. */
export function showReceipt(given, photos, change) {
  const panel = clone("report-done");
  panel.querySelectorAll("[data-case]").forEach(function (part) {
    if (!given.holds[part.dataset.case]) part.remove();
  });
  const title = word("title", { kind: word("kind-" + given.kind) });
  fill(panel, "title", title);
  fill(panel, "receipt", given.receipt);
  fill(panel, "code", given.code);
  fill(panel, "at", filedAt(given.at));
  buttons(panel, given, title);
  const slot = document.querySelector("[data-report-slot]");
  slot.textContent = "";
  slot.append(panel);
  // What was said about filling in the form is over.
  document.querySelectorAll("[data-before-sending]").forEach(function (part) { part.hidden = true; });
  panel.querySelector("[data-fresh]").addEventListener("click", function () { history.replaceState(null, ""); });
  const box = panel.querySelector("[data-photos]");
  if (given.kind === "book") box.remove();
  else sendPhotos(box, given, photos, change);
  panel.focus();
  window.scrollTo(0, 0);
}

function sendPhotos(box, given, photos, change) {
  const progress = box.querySelector("[data-photo-progress]");
  const list = photoList(box, function () {
    if (!list) return;
    const waiting = list.waiting();
    const failed = waiting.filter(function (photo) { return photo.state === "failed"; }).length;
    const arrived = list.arrived();
    const all = arrived + waiting.length;
    if (failed) progress.textContent = word("photos_failed", { n: failed, m: arrived });
    else if (waiting.length) progress.textContent = word("photos_sending", { n: arrived, m: all });
    else progress.textContent = arrived ? word("photos_done", { n: arrived }) : "";
    change(arrived, waiting);
  });
  list.take(photos, given.arrived);
  list.send({ api: form.dataset.api, receipt: given.receipt, code: given.code, phone: given.phone });
  if (given.arrived) progress.textContent = word("photos_done", { n: given.arrived });
}

function buttons(panel, given, title) {
  const said = panel.querySelector("[data-copied]");
  const lines = [
    title,
    word("copy_receipt") + word("colon") + given.receipt,
    word("copy_code") + word("colon") + given.code,
    word("filed") + word("colon") + filedAt(given.at),
    word(given.phone ? "save_look" : "save_look_code", { address: new URL(form.dataset.lookup, location.href).href }),
    word("save_keep"),
  ];
  panel.querySelector("[data-copy]").addEventListener("click", async function () {
    try {
      await navigator.clipboard.writeText(lines.slice(1, 3).join("\n"));
      said.textContent = word("copied");
    } catch (e) {
      said.textContent = word("copy_failed");
    }
  });
  panel.querySelector("[data-print]").addEventListener("click", function () { window.print(); });
  panel.querySelector("[data-save]").addEventListener("click", function () {
    const image = panel.querySelector("[data-saved]");
    const address = drawn(lines);
    image.querySelector("img").src = address;
    image.querySelector("img").alt = lines.join("\n");
    image.querySelector("a").href = address;
    image.querySelector("a").download = word("save_name", { receipt: given.receipt }) + ".png";
    image.hidden = false;
    image.focus();
  });
}

// The receipt as a picture: the one thing that every phone can keep, in WeChat too.
function drawn(lines) {
  const paper = document.createElement("canvas");
  const context = paper.getContext("2d");
  const width = 1080;
  const margin = 72;
  const font = function (size, weight) { return weight + " " + size + "px " + getComputedStyle(document.body).fontFamily; };
  const rows = [];
  lines.forEach(function (line, i) {
    const size = i === 0 ? 60 : i < 3 ? 48 : 38;
    const weight = i < 3 ? "700" : "400";
    context.font = font(size, weight);
    let row = "";
    Array.from(line).forEach(function (c) {
      if (row && context.measureText(row + c).width > width - 2 * margin) {
        rows.push({ text: row, size: size, weight: weight, gap: 0 });
        row = "";
      }
      row += c;
    });
    rows.push({ text: row, size: size, weight: weight, gap: size * 0.6 });
  });
  paper.width = width;
  paper.height = rows.reduce(function (sum, row) { return sum + row.size * 1.5 + row.gap; }, 2 * margin);
  context.fillStyle = "#fdfdfb";
  context.fillRect(0, 0, width, paper.height);
  context.strokeStyle = "#1b6447";
  context.lineWidth = 6;
  context.strokeRect(24, 24, width - 48, paper.height - 48);
  context.fillStyle = "#1a2123";
  context.textBaseline = "top";
  let y = margin;
  rows.forEach(function (row) {
    context.font = font(row.size, row.weight);
    context.fillText(row.text, margin, y);
    y += row.size * 1.5 + row.gap;
  });
  return paper.toDataURL("image/png");
}
