// Reads the index in pieces, as a query needs them, and weighs what it finds. The pieces are plain files of the
// site; asking for them says which characters a query begins with, never the query.
import { terms } from "./search-terms.js";

/** How much a term's points count. A single character counts only where nothing longer matched. */
const SHARE = { whole: 1, word: 1, pair: 1, latin: 1, start: 0.6, single: 0.5 };
/** How much of its position a term covers. */
const COVER = { single: 0.5 };

/** The file of a term, by its first character, as generator/src/search/index.rs computes it. */
export function shardOf(term, shards) {
  const first = term.replace(/^\^+/, "").codePointAt(0) || 0;
  return (Math.imul(first, 2654435761) >>> 16) % shards;
}

async function read(address, mode) {
  const answer = await fetch(address, mode);
  if (!answer.ok) throw new Error(address + " " + answer.status);
  return answer.json();
}

/** Keeps what was asked for once, but not what failed. */
function remembering(ask) {
  const known = new Map();
  return function (key) {
    if (!known.has(key)) {
      const asked = ask(key);
      asked.catch(function () { known.delete(key); });
      known.set(key, asked);
    }
    return known.get(key);
  };
}

/** Entries of a row of steps and points. */
function each(row, take) {
  let entry = 0;
  for (let i = 0; i < row.length; i += 2) {
    entry += row[i];
    take(entry, row[i + 1]);
  }
}

function weigh(asked, tables, head) {
  const found = new Map();
  const add = function (entry, points, term) {
    let hit = found.get(entry);
    if (!hit) {
      hit = { entry: entry, points: 0, covered: new Float32Array(asked.positions) };
      found.set(entry, hit);
    }
    const cover = COVER[term.kind] || 1;
    if (term.kind === "single" && hit.covered[term.at]) return;
    hit.points += points * SHARE[term.kind];
    for (let at = term.at; at < term.at + term.length; at += 1) hit.covered[at] = Math.max(hit.covered[at], cover);
  };
  // Longer matches first, so that single characters see what is covered.
  const single = function (term) { return term.kind === "single" ? 1 : 0; };
  asked.terms.slice().sort(function (a, b) { return single(a) - single(b); }).forEach(function (term) {
    const table = tables.get(shardOf(term.term, head.shards));
    if (term.kind === "start") {
      // Of all the words that begin so, each entry's best.
      const best = new Map();
      Object.keys(table).forEach(function (key) {
        if (key.length <= term.term.length || !key.startsWith(term.term)) return;
        each(table[key], function (entry, points) {
          best.set(entry, Math.max(best.get(entry) || 0, points * term.term.length / key.length));
        });
      });
      best.forEach(function (points, entry) { add(entry, points, term); });
    } else if (Object.prototype.hasOwnProperty.call(table, term.term)) {
      each(table[term.term], function (entry, points) { add(entry, points, term); });
    }
  });
  return Array.from(found.values());
}

/** Best first. What covers much less of the query than the best does, or is worth much less, is left out. */
function rank(hits, positions) {
  let widest = 0;
  let best = 0;
  hits.forEach(function (hit) {
    const covered = hit.covered.reduce(function (sum, one) { return sum + one; }, 0) / positions;
    hit.coverage = covered;
    hit.points *= covered * Math.sqrt(covered);
    widest = Math.max(widest, covered);
    best = Math.max(best, hit.points);
  });
  return hits
    .filter(function (hit) {
      // Scattered single characters are chance, unless together they are the whole query.
      const meant = hit.covered.indexOf(1) >= 0 || hit.coverage >= 0.5;
      return meant && hit.coverage >= 0.6 * widest && hit.points >= 0.02 * best;
    })
    .sort(function (a, b) { return b.points - a.points || a.entry - b.entry; });
}

/** The index below an address. Nothing is fetched before something is asked. */
export function openIndex(base) {
  let opening = null;
  const open = function () {
    if (!opening) {
      opening = read(base + "index.json", { cache: "no-cache" });
      opening.catch(function () { opening = null; });
    }
    return opening;
  };
  const file = remembering(async function (name) {
    const head = await open();
    return read(base + name + ".json?v=" + head.version);
  });
  return {
    /** Entries that a query finds, best first. */
    async find(query) {
      const head = await open();
      const asked = terms(query, head.fillers);
      const tables = new Map();
      await Promise.all(Array.from(new Set(asked.terms.map(function (term) { return shardOf(term.term, head.shards); }))).map(
        async function (shard) { tables.set(shard, await file("terms-" + shard)); }
      ));
      const ranked = rank(weigh(asked, tables, head), asked.positions);
      return Promise.all(ranked.map(async function (hit) {
        const card = (await file("cards-" + Math.floor(hit.entry / head.cards)))[hit.entry % head.cards];
        return {
          entry: hit.entry, points: hit.points,
          section: card[0], title: card[1], href: card[2], summary: card[3], note: card[4],
        };
      }));
    },
    /** The text of an entry, for an excerpt. */
    async text(entry) {
      const head = await open();
      return (await file("texts-" + Math.floor(entry / head.texts)))[entry % head.texts];
    },
    /** What the sections are called. */
    async sections() {
      return (await open()).sections;
    },
  };
}
