// The words of a case: the original with what was found in it, and beside it what a reader would see.
// Positions are code points, as the masker counts them.

const SIGNS = /[〔〕]/;

/** Shows a text with its findings. `switches` is {shown, hidden} and belongs to the caller; `changed` is called after each change. */
export function textRow({ heading, id, text, switches, changed, level = "h3" }) {
  const row = element("div", "field");
  const title = element(level, "field-title", heading);
  title.id = `${id}-title`;
  if (text.doubtful) title.append(" ", element("span", "mark-doubt", "可能有姓名"));
  const original = element("div", "original");
  original.setAttribute("role", "group");
  original.setAttribute("aria-label", `${heading}，原文`);
  const masked = element("div", "masked");
  masked.setAttribute("role", "group");
  masked.setAttribute("aria-label", `${heading}，公开的样子`);
  row.append(title, original, masked);

  const shown = { text, switches };
  const draw = () => {
    drawOriginal(original, shown, (finding) => {
      toggle(shown.switches, finding);
      changed(finding);
    });
    drawMasked(masked, shown.text.masked);
    title.querySelector(".mark-doubt")?.remove();
    if (shown.text.doubtful) title.append(" ", element("span", "mark-doubt", "可能有姓名"));
  };
  draw();

  /** Hides the part that is selected in this text. */
  const hideSelected = () => {
    const span = selectedSpan(original);
    if (!span) return false;
    const { hidden, shown: kept } = shown.switches;
    hidden.push(span);
    // What is hidden by hand is not shown as well.
    shown.switches.shown = kept.filter((one) => one.end <= span.start || span.end <= one.start);
    getSelection().removeAllRanges();
    changed(span);
    return true;
  };
  /** Hides every place where some words stand. Answers with how many there are. */
  const hideEach = (wanted) => {
    const letters = Array.from(shown.text.original);
    const sought = Array.from(wanted.trim());
    let found = 0;
    for (let at = 0; sought.length && at + sought.length <= letters.length; at += 1) {
      if (!sought.every((letter, offset) => letters[at + offset] === letter)) continue;
      const span = { start: at, end: at + sought.length };
      shown.switches.hidden.push(span);
      shown.switches.shown = shown.switches.shown.filter((one) => one.end <= span.start || span.end <= one.start);
      found += 1;
      at += sought.length - 1;
    }
    return found;
  };
  return {
    row,
    original,
    hideSelected,
    hideEach,
    update(next, nextSwitches) {
      const focus = focusedStart(original);
      shown.text = next;
      shown.switches = nextSwitches;
      draw();
      if (focus !== null) original.querySelector(`[data-start="${focus}"]`)?.focus();
    },
  };
}

/** Switches a finding: hidden by hand is let go, masked is shown, shown is masked again. */
function toggle(switches, { start, end, masked }) {
  const inside = (span) => span.start < end && start < span.end;
  if (switches.hidden.some(inside)) switches.hidden = switches.hidden.filter((span) => !inside(span));
  else if (masked) switches.shown.push({ start, end });
  else switches.shown = switches.shown.filter((span) => !inside(span));
}

function drawOriginal(place, { text }, press) {
  const letters = Array.from(text.original);
  const parts = [];
  let at = 0;
  for (const finding of text.findings) {
    if (finding.start > at) parts.push(plain(letters, at, finding.start));
    parts.push(button(letters, finding, press));
    at = finding.end;
  }
  if (at < letters.length) parts.push(plain(letters, at, letters.length));
  place.replaceChildren(...parts);
}

function plain(letters, start, end) {
  const part = element("span", "", letters.slice(start, end).join(""));
  part.dataset.from = start;
  return part;
}

function button(letters, finding, press) {
  const { start, end, masked, locked, label } = finding;
  const part = document.createElement(locked ? "span" : "button");
  part.className = `finding${masked ? "" : " is-shown"}${locked ? " is-locked" : ""}`;
  part.dataset.class = finding.class;
  part.dataset.from = start;
  part.dataset.start = start;
  const words = element("span", "finding-words", letters.slice(start, end).join(""));
  words.dataset.from = start;
  const tag = element("span", "finding-tag", masked ? label : `${label} · 显示`);
  tag.dataset.tag = "";
  part.append(words, tag);
  if (locked) {
    part.title = "居民本人的信息，总是遮住";
  } else {
    part.type = "button";
    part.setAttribute("aria-pressed", String(masked));
    part.setAttribute("aria-label", `${label}：${words.textContent}，${masked ? "已遮住，点一下显示" : "会显示，点一下遮住"}`);
    part.addEventListener("click", () => {
      // A drag that ends on a finding selects words and switches nothing.
      if (getSelection().isCollapsed) press(finding);
    });
  }
  return part;
}

function drawMasked(place, masked) {
  const parts = masked.split(/(〔[^〔〕]{1,8}〕)/).filter(Boolean);
  place.replaceChildren(
    ...parts.map((part) => element("span", SIGNS.test(part[0]) ? "placeholder" : "", part)),
  );
}

/** What is selected within one original, in code points. */
function selectedSpan(original) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!original.contains(range.startContainer) || !original.contains(range.endContainer)) return null;
  const start = position(original, range.startContainer, range.startOffset);
  const end = position(original, range.endContainer, range.endOffset);
  return start < end ? { start, end } : null;
}

/** Code points of the original before a place in it. Tags beside findings do not count. */
function position(original, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(original);
  before.setEnd(node, offset);
  const copy = before.cloneContents();
  copy.querySelectorAll("[data-tag]").forEach((tag) => tag.remove());
  return Array.from(copy.textContent).length;
}

function focusedStart(original) {
  const focused = document.activeElement;
  return original.contains(focused) ? focused.dataset.start ?? null : null;
}

/** A small element with a class and a text. */
export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
