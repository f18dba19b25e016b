// A query as the terms that the index knows. Folds and cuts exactly as generator/src/search/cut.rs: one table of
// examples in the tests is asked of both.
const LONGEST = 8;

/** Compatibility forms are made one, capitals small. */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

function isHan(code) {
  return code === 0x3007 || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff);
}

function isLatin(code) {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0x24f && code !== 0xf7);
}

/** English plurals are found by their singular, and the other way round. */
function singular(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.length > 4 && /ies$/.test(word)) return word.slice(0, -3) + "y";
  if (/(ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  return /s$/.test(word) && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

/** Runs of Han characters, or of letters and digits; everything else only divides: {han, chars}. */
export function runs(text) {
  const found = [];
  let open = null;
  Array.from(fold(text)).forEach(function (ch) {
    const code = ch.codePointAt(0);
    const han = isHan(code);
    if (!han && !isLatin(code)) {
      open = null;
      return;
    }
    if (!open || open.han !== han) {
      open = { han: han, chars: [] };
      found.push(open);
    }
    open.chars.push(ch);
  });
  found.forEach(function (run) {
    if (!run.han) run.chars = Array.from(singular(run.chars.join("")));
  });
  return found;
}

/**
 * The runs of a query without the words that only make it a question, unless it is nothing else. Chinese ones stand
 * anywhere; those in letters are whole words.
 */
function withoutFillers(query, fillers) {
  let rest = fold(query);
  const whole = [];
  fillers.forEach(function (filler) {
    if (isHan(filler.codePointAt(0))) rest = rest.split(filler).join(" ");
    else whole.push(singular(filler));
  });
  const left = runs(rest).filter(function (run) { return run.han || whole.indexOf(run.chars.join("")) < 0; });
  return left.length ? left : runs(query);
}

/**
 * What to ask the index: {positions, terms}. A term covers the query's positions from `at` on:
 * {term, at, length, kind}, where kind is whole, word, pair, single, latin or start.
 */
export function terms(query, fillers) {
  const typed = runs(query);
  const cut = withoutFillers(query, fillers);
  const found = [];
  let at = 0;
  cut.forEach(function (run, index) {
    const length = run.chars.length;
    if (!run.han) {
      const last = index === cut.length - 1;
      found.push({ term: run.chars.join(""), at: at, length: length, kind: "latin" });
      if (last && length > 1) found.push({ term: run.chars.join(""), at: at, length: length, kind: "start" });
    } else {
      for (let from = 0; from < length; from += 1) {
        for (let to = from + 1; to <= Math.min(length, from + LONGEST); to += 1) {
          const kind = to - from === 1 ? "single" : to - from === 2 ? "pair" : "word";
          found.push({ term: run.chars.slice(from, to).join(""), at: at + from, length: to - from, kind: kind });
        }
      }
    }
    at += length;
  });
  const whole = typed.map(function (run) { return run.chars.join(""); }).join("");
  if (whole) found.push({ term: "^" + whole, at: 0, length: at, kind: "whole" });
  return { positions: at, terms: found };
}
