// Answers a look-up in place, and takes a rating there. Any surprise ends in the plain form post.
import { rateForm } from "./lookup-rate.js";

const form = document.getElementById("lookup-form");
const place = document.getElementById("lookup-answer");
const status = form.querySelector("[data-status]");
const words = {};
document.getElementById("lookup-words").content.querySelectorAll("[data-word]").forEach(function (p) {
  words[p.dataset.word] = p.textContent;
});
const steps = Array.from(document.getElementById("lookup-words").content.querySelectorAll("[data-step]"), function (p) {
  return { label: p.textContent, stages: p.dataset.step.split(" ") };
});
const ENDED = ["closed", "evaluated", "rejected", "voided"];

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

// "2017-08-05T16:40:00+08:00" → "2017年8月5日": the office's own day, whatever the phone's.
function day(time) {
  const part = String(time).slice(0, 10).split("-");
  return words.day.replace("{y}", part[0]).replace("{m}", Number(part[1])).replace("{d}", Number(part[2]));
}

// The same with the time of day: "2017年8月5日 16:40".
function when(time) {
  return day(time) + " " + String(time).slice(11, 16);
}

function panel(title, text) {
  const box = make("section", "panel panel-warning");
  box.tabIndex = -1;
  box.append(make("h2", "", title), make("p", "", text));
  return box;
}

// The public loop: seven steps, as far as the report has come. Side states move nothing.
function drawLoop(list, report) {
  const reached = report.stages.map(function (stage) { return stage.stage; });
  let furthest = 0;
  steps.forEach(function (step, i) {
    if (step.stages.some(function (stage) { return reached.indexOf(stage) >= 0; })) furthest = i;
  });
  // A closed case waits for nobody: its last step is behind us.
  const over = ENDED.indexOf(report.stage) >= 0;
  steps.forEach(function (step, i) {
    const state = i < furthest || (i === furthest && over) ? "done" : i === furthest ? "now" : "todo";
    const item = make("li");
    item.dataset.state = state;
    if (state === "now") item.setAttribute("aria-current", "step");
    item.append(make("span", "loop-label", step.label));
    list.append(item);
  });
}

function drawHistory(list, report) {
  report.stages.forEach(function (stage) {
    const item = make("li");
    const head = make("p", "history-head");
    head.append(make("strong", "", stage.label), " ", make("span", "history-at", stage.at ? when(stage.at) : ""));
    item.append(head);
    if (stage.unit) item.append(make("p", "history-unit", stage.unit));
    if (stage.note) item.append(make("p", "history-note", stage.note));
    list.append(item);
  });
}

function word(name) {
  return words[name] || "";
}

function rated(feedback) {
  return word("rated").replace("{day}", day(feedback.at))
    .replace("{resolved}", word("rated_" + feedback.resolved))
    .replace("{satisfied}", word("rated_" + feedback.satisfied));
}

function card(report, asked, thanks) {
  const element = document.getElementById("lookup-card").content.cloneNode(true).firstElementChild;
  const category = report.category && (report.category.label || report.category);
  element.querySelector('[data-fill="heading"]').textContent =
    (words[report.kind] || "") + (category ? words.colon + category : "");
  const facts = element.querySelector(".facts");
  [
    [words.stage, report.label],
    [words.receipt, report.receipt],
    [words.filed, report.stages.length && when(report.stages[0].at)],
    [words.updated, report.updated_at && when(report.updated_at)],
    [words.expected, report.expected_at && words.before.replace("{day}", day(report.expected_at))],
    [words.street, report.street],
  ].forEach(function (fact) {
    if (!fact[1]) return;
    const row = make("div");
    row.append(make("dt", "", fact[0]), make("dd", "", fact[1]));
    facts.append(row);
  });
  drawLoop(element.querySelector(".loop"), report);
  drawHistory(element.querySelector(".history"), report);
  const ended = ENDED.indexOf(report.stage) >= 0;
  if (ended || report.expected_at) element.querySelector("[data-open]").remove();
  const outcome = element.querySelector(".outcome");
  if (report.outcome_url) outcome.querySelector("a").href = report.outcome_url;
  else outcome.remove();
  if (report.feedback) element.append(make("p", "rated", rated(report.feedback)));
  if (thanks) {
    const said = make("p", "panel panel-success", thanks);
    said.setAttribute("role", "status");
    said.tabIndex = -1;
    element.append(said);
  }
  if (report.can_rate) {
    element.append(rateForm(report, asked, form.dataset.api, word, function (after, resolved) {
      const fresh = card(after, asked, word(resolved ? "rate_done" : "rate_reopened"));
      element.replaceWith(fresh);
      fresh.querySelector(".panel-success").focus();
    }));
  }
  return element;
}

function show(elements) {
  place.textContent = "";
  elements.forEach(function (element) { place.append(element); });
  place.focus();
  place.scrollIntoView({ block: "start" });
}

let busy = false;

async function look() {
  const asked = { phone: form.elements.phone.value.trim(), code: form.elements.code.value.trim() };
  if (!asked.code) {
    status.textContent = words.need_code;
    form.elements.code.focus();
    return;
  }
  busy = true;
  status.textContent = words.sending;
  let said = "";
  try {
    let answer;
    try {
      answer = await fetch(form.dataset.api + "/lookups", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang },
        body: JSON.stringify(asked),
      });
    } catch (e) {
      show([panel(words.failed, words.failed_text)]);
      return;
    }
    if (answer.status === 200) {
      const found = (await answer.json()).reports.map(function (report) { return card(report, asked); });
      if (found.length) said = words.found.replace("{n}", found.length);
      show(found.length ? found : [panel(words.none, words.none_text)]);
    } else if (answer.status === 429) {
      show([panel(words.failed, words.busy_text)]);
    } else if (answer.status >= 500) {
      show([panel(words.failed, words.failed_text)]);
    } else {
      throw new Error("status " + answer.status);
    }
  } catch (surprise) {
    form.submit();
  } finally {
    busy = false;
    status.textContent = said;
  }
}

form.noValidate = true;
form.addEventListener("submit", function (event) {
  event.preventDefault();
  if (!busy) look();
});
