// The search page: finds while one types, narrows by section, works by keyboard alone. The query stays on the
// device: it is in the address behind a hash, so that going back shows the same results.
import { slashIsOn, switchSlash } from "./find.js";
import { openIndex } from "./search-index.js";
import { excerpt, mark, pieces, shows } from "./search-excerpt.js";

const PAGE = 10;
const root = document.querySelector("[data-search]");
const input = root.querySelector("input[type=search]");
const sections = root.querySelector("[data-sections]");
const status = root.querySelector("[role=status]");
const list = root.querySelector("[data-results]");
const more = root.querySelector("[data-more]");
const index = openIndex(root.dataset.search);
const words = {};
document.getElementById("search-words").content.querySelectorAll("[data-word]").forEach(function (p) {
  words[p.dataset.word] = p.textContent;
});

let found = [];
let names = [];
let query = "";
let chosen = "";
let shown = 0;
let turn = 0;

function word(name, values) {
  let text = words[name] || "";
  Object.keys(values || {}).forEach(function (key) { text = text.replace("{" + key + "}", values[key]); });
  return text;
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

// ---- results --------------------------------------------------------------------------------------

function inSection() {
  return chosen === "" ? found : found.filter(function (hit) { return String(hit.section) === chosen; });
}

function item(hit, wanted) {
  const li = make("li", "search-result");
  const title = make("h2");
  const link = make("a");
  link.href = hit.href;
  mark(link, hit.title, wanted);
  title.append(link);
  // What has not been translated is read in its own language.
  if (document.documentElement.lang === "en" && /[\u4e00-\u9fff]/.test(hit.title)) li.lang = "zh-CN";
  const meta = make("p", "meta-line");
  meta.append(make("span", "", names[hit.section]));
  if (hit.note) meta.append(" ", make("span", "", hit.note));
  const summary = make("p");
  mark(summary, hit.summary, wanted);
  li.append(title, meta, summary);
  // If neither says why it was found, its text does.
  if (!shows(hit.title + " " + hit.summary, wanted)) {
    const asked = turn;
    index.text(hit.entry).then(function (text) {
      const around = excerpt(text, wanted);
      if (!around || asked !== turn) return;
      const p = make("p", "search-excerpt");
      mark(p, around, wanted);
      li.append(p);
    }).catch(function () {
      // The result stands without it.
    });
  }
  return li;
}

function showMore() {
  const hits = inSection();
  const wanted = pieces(query);
  hits.slice(shown, shown + PAGE).forEach(function (hit) { list.append(item(hit, wanted)); });
  shown = Math.min(hits.length, shown + PAGE);
  list.hidden = shown === 0;
  more.hidden = shown >= hits.length;
  more.firstElementChild.textContent = word("more", { n: Math.min(PAGE, hits.length - shown) });
}

function say() {
  const count = inSection().length;
  if (chosen !== "") status.textContent = word("found_in", { section: names[chosen], n: count });
  else if (count === 1) status.textContent = word("found_one");
  else if (count) status.textContent = word("found", { n: count });
  else status.textContent = word("none", { query: query }) + word("none_text");
}

function offerSections() {
  const counts = names.map(function (name, section) {
    return found.filter(function (hit) { return hit.section === section; }).length;
  });
  const kinds = counts.filter(function (count) { return count > 0; }).length;
  if (chosen !== "" && !counts[chosen]) chosen = "";
  sections.querySelectorAll("label").forEach(function (old) { old.remove(); });
  sections.hidden = kinds < 2;
  if (kinds < 2) return;
  const offer = function (value, name, count) {
    const label = make("label", "search-section");
    const radio = make("input");
    radio.type = "radio";
    radio.name = "section";
    radio.value = value;
    radio.checked = value === chosen;
    label.append(radio, make("span", "", name + " " + count));
    sections.append(label);
  };
  offer("", word("all"), found.length);
  counts.forEach(function (count, section) {
    if (count) offer(String(section), names[section], count);
  });
}

function show() {
  list.textContent = "";
  shown = 0;
  showMore();
}

function forgetResults() {
  found = [];
  chosen = "";
  sections.hidden = true;
  status.textContent = "";
  show();
}

async function run() {
  turn += 1;
  const mine = turn;
  const before = query;
  query = input.value.trim();
  history.replaceState(null, "", location.pathname + (query ? "#q=" + encodeURIComponent(query) : ""));
  root.classList.toggle("search-asked", Boolean(query));
  if (!query) {
    delete root.dataset.answered;
    forgetResults();
    return;
  }
  try {
    const hits = await index.find(query);
    const called = await index.sections();
    if (mine !== turn) return;
    names = called;
    found = hits;
    if (query !== before) chosen = "";
    offerSections();
    show();
    say();
    root.dataset.answered = query;
  } catch (e) {
    if (mine !== turn) return;
    forgetResults();
    status.textContent = word("failed");
  }
}

// ---- typing and keys ----------------------------------------------------------------------------------

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(run, 150);
}

function clear() {
  clearTimeout(waiting);
  input.value = "";
  input.focus();
  run();
}

function links() {
  return Array.from(list.querySelectorAll("h2 a"));
}

function move(step) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  if (at + step < 0) input.focus();
  else if (all[at + step]) all[at + step].focus();
  else if (!more.hidden) more.firstElementChild.focus();
}

input.addEventListener("input", function (event) {
  if (!event.isComposing) soon();
});
input.addEventListener("compositionend", soon);

root.addEventListener("keydown", function (event) {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const onResult = list.contains(event.target);
  if (event.key === "Escape" && (event.target === input || onResult)) {
    event.preventDefault();
    clear();
  } else if (event.key === "ArrowDown" && (event.target === input || onResult)) {
    if (!links().length) return;
    event.preventDefault();
    move(1);
  } else if (event.key === "ArrowUp" && onResult) {
    event.preventDefault();
    move(-1);
  }
});

root.querySelector("form").addEventListener("submit", async function (event) {
  event.preventDefault();
  clearTimeout(waiting);
  await run();
  const first = links()[0];
  if (first) first.focus();
});

sections.addEventListener("change", function (event) {
  chosen = event.target.value;
  show();
  say();
});

more.firstElementChild.addEventListener("click", function () {
  const next = shown;
  showMore();
  const link = links()[next];
  if (link) link.focus();
});

// ---- start ------------------------------------------------------------------------------------------------

function fromAddress() {
  const behind = new URLSearchParams(location.hash.slice(1)).get("q");
  input.value = behind || new URLSearchParams(location.search).get("q") || "";
}

const slash = root.querySelector("[data-slash]");
slash.checked = slashIsOn();
slash.addEventListener("change", function () { switchSlash(slash.checked); });
root.querySelectorAll("[data-script]").forEach(function (part) { part.hidden = false; });
window.addEventListener("hashchange", function () {
  fromAddress();
  run();
});
fromAddress();
if (input.value) run();
else input.focus({ preventScroll: true });
