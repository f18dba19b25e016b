// Shows where a query stands in a text: marks in titles and sentences, and the piece of a longer text around it.
import { fold, runs } from "./search-terms.js";

const AROUND = 28;

/** The pieces of a query that are worth marking, longest first. */
export function pieces(query) {
  const found = new Set();
  runs(query).forEach(function (run) {
    const text = run.chars.join("");
    found.add(text);
    if (!run.han) return;
    for (let i = 0; i + 1 < run.chars.length; i += 1) found.add(run.chars[i] + run.chars[i + 1]);
  });
  return Array.from(found).sort(function (a, b) { return b.length - a.length; });
}

/** Folded so that places stay the same; texts that change their length in folding are left as they are. */
function folded(text) {
  const plain = fold(text);
  return plain.length === text.length ? plain : text.toLowerCase();
}

/** Ranges of a text in which a piece stands, joined where they touch. */
function ranges(text, wanted) {
  const plain = folded(text);
  const found = [];
  wanted.forEach(function (piece) {
    for (let at = plain.indexOf(piece); at >= 0; at = plain.indexOf(piece, at + 1)) found.push([at, at + piece.length]);
  });
  found.sort(function (a, b) { return a[0] - b[0]; });
  const joined = [];
  found.forEach(function (range) {
    const last = joined[joined.length - 1];
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else joined.push(range.slice());
  });
  return joined;
}

/** Whether a text shows any of the pieces. */
export function shows(text, wanted) {
  const plain = folded(text);
  return wanted.some(function (piece) { return plain.indexOf(piece) >= 0; });
}

/** Puts a text into an element, with marks where the pieces stand. */
export function mark(element, text, wanted) {
  let at = 0;
  ranges(text, wanted).forEach(function (range) {
    if (range[0] > at) element.append(text.slice(at, range[0]));
    const found = document.createElement("mark");
    found.textContent = text.slice(range[0], range[1]);
    element.append(found);
    at = range[1];
  });
  element.append(text.slice(at));
}

/** The piece of a text around the longest match; empty if there is none. */
export function excerpt(text, wanted) {
  const plain = folded(text);
  const piece = wanted.find(function (one) { return plain.indexOf(one) >= 0; });
  if (!piece) return "";
  const at = plain.indexOf(piece);
  let from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + piece.length + 2 * AROUND);
  // Begin with a sentence if one begins nearby.
  const start = text.slice(from, at).search(/[。；？！ ][^。；？！ ]*$/);
  if (start >= 0) from += start + 1;
  return (from > 0 && start < 0 ? "…" : "") + text.slice(from, to).trim() + (to < text.length ? "…" : "");
}
