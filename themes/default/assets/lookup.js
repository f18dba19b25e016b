// Answers a look-up in place. Any surprise ends in the plain form post.
const form = document.getElementById("lookup-form");
const place = document.getElementById("lookup-answer");
const status = form.querySelector("[data-status]");
const words = {};
document.getElementById("lookup-words").content.querySelectorAll("[data-word]").forEach(function (p) {
  words[p.dataset.word] = p.textContent;
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

function step(state, label, lines) {
  const item = make("li");
  item.dataset.state = state;
  item.append(make("span", "loop-label", label));
  lines.filter(Boolean).forEach(function (line) { item.append(make("span", "loop-date", line)); });
  return item;
}

function card(report) {
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
    [words.expected, report.expected_at && day(report.expected_at)],
    [words.street, report.street],
  ].forEach(function (fact) {
    if (!fact[1]) return;
    const row = make("div");
    row.append(make("dt", "", fact[0]), make("dd", "", fact[1]));
    facts.append(row);
  });
  const loop = element.querySelector(".loop");
  const ended = ENDED.indexOf(report.stage) >= 0;
  report.stages.forEach(function (stage, i) {
    const last = i === report.stages.length - 1;
    loop.append(step(last && !ended ? "now" : "done", stage.label, [stage.at && when(stage.at), stage.unit, stage.note]));
  });
  if (!ended) loop.append(step("todo", words.todo, [report.expected_at && day(report.expected_at)]));
  if (ended || report.expected_at) element.querySelector("[data-open]").remove();
  const outcome = element.querySelector(".outcome");
  if (report.outcome_url) outcome.querySelector("a").href = report.outcome_url;
  else outcome.remove();
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
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(asked),
      });
    } catch (e) {
      show([panel(words.failed, words.failed_text)]);
      return;
    }
    if (answer.status === 200) {
      const found = (await answer.json()).reports.map(card);
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
