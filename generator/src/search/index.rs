//! The index: which entries have a term, and how much it says of them.
//!
//! What a term is worth in an entry is computed here (BM25F: rare terms more, titles more than texts,
//! the second occurrence less than the first) and written as a whole number, so that the browser only
//! adds up. Terms lie in files by their first character: every stretch of a query that begins with
//! one character is then in one file, and a query fetches about one file a character at most.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::cut::{self, Kind};
use super::entry::{Entry, Section};
use crate::assemble::Site;
use crate::plan::digest::Digest;

/// Entries whose titles and summaries lie in one file.
const CARDS: usize = 256;
/// Entries whose texts lie in one file.
const TEXTS: usize = 16;
/// Characters of a text that are kept for excerpts.
const EXCERPTED: usize = 4_000;
/// Characters of content that make a file of terms; some 12 KB when packed.
const PER_SHARD: usize = 4_000;
/// Files of terms at most.
const SHARDS: usize = 512;

/// What an occurrence counts.
const TITLE: f64 = 9.0;
const NAME: f64 = 6.0;
const ALIAS: f64 = 3.5;
const SUMMARY: f64 = 3.0;
const TEXT: f64 = 1.0;
/// A name that is the whole query.
const WHOLE: f64 = 10.0;
/// How a name sounds, and a single character of it.
const SOUND: f64 = 0.6;
const SINGLE: f64 = 0.5;
/// How soon more occurrences stop to count.
const SATURATION: f64 = 6.0;
/// How much a long text weakens what occurs in it.
const LENGTH: f64 = 0.5;
/// Parts of a point in the files.
const POINTS: f64 = 40.0;
/// Entries of a site that is large.
const MANY: usize = 500;
/// Entries that are cut in a row.
const RUN: usize = 64;

/// How many files there are, which is known before anything is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Entries.
    pub entries: usize,
    /// Files of terms.
    pub shards: usize,
}

impl Shape {
    /// For some entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let size: usize = entries.iter().map(Entry::size).sum();
        Self {
            entries: entries.len(),
            shards: (size / PER_SHARD).clamp(1, SHARDS),
        }
    }

    /// Files of cards.
    #[must_use]
    pub fn card_blocks(self) -> usize {
        self.entries.div_ceil(CARDS)
    }

    /// Files of texts.
    #[must_use]
    pub fn text_blocks(self) -> usize {
        self.entries.div_ceil(TEXTS)
    }
}

/// Words that the browser needs.
#[derive(Debug, Clone)]
pub struct HeadWords {
    sections: Vec<String>,
    fillers: Vec<String>,
}

impl HeadWords {
    /// Of a site's theme.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let words = &site.words;
        Self {
            sections: Section::ALL
                .iter()
                .map(|section| words.get(section.name()).to_owned())
                .collect(),
            fillers: words
                .get("search.fillers")
                .split_whitespace()
                .map(cut::fold)
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct Head<'a> {
    version: String,
    entries: usize,
    shards: usize,
    cards: usize,
    texts: usize,
    sections: &'a [String],
    fillers: &'a [String],
}

/// `index.json`
#[must_use]
pub fn head(shape: Shape, digest: &Digest, words: &HeadWords) -> Vec<u8> {
    // Letters only: digits that fall together by chance would look like somebody's number to the scan.
    let letter = |nibble: u8| char::from(b'a' + nibble);
    let version = digest[..6].iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let head = Head {
        version: version.map(letter).collect(),
        entries: shape.entries,
        shards: shape.shards,
        cards: CARDS,
        texts: TEXTS,
        sections: &words.sections,
        fillers: &words.fillers,
    };
    serde_json::to_vec(&head).expect("plain data")
}

/// What a result shows: section, title, link, summary, note.
#[must_use]
pub fn cards(entries: &[Entry], block: usize) -> Vec<u8> {
    let cards: Vec<_> = (entries.iter().skip(block * CARDS).take(CARDS))
        .map(|e| (e.section as usize, &e.title, &e.href, &e.summary, &e.note))
        .collect();
    serde_json::to_vec(&cards).expect("plain data")
}

/// Texts for excerpts.
#[must_use]
pub fn texts(entries: &[Entry], block: usize) -> Vec<u8> {
    let texts: Vec<String> = (entries.iter().skip(block * TEXTS).take(TEXTS))
        .map(|entry| entry.text.chars().take(EXCERPTED).collect())
        .collect();
    serde_json::to_vec(&texts).expect("plain data")
}

/// The file of a term: that of its first character. The browser computes the same.
#[must_use]
pub fn shard(term: &str, shards: usize) -> usize {
    let first = term.trim_start_matches('^').chars().next();
    let mixed = u32::from(first.unwrap_or_default()).wrapping_mul(2_654_435_761) >> 16;
    mixed as usize % shards
}

/// The files of terms: entries and points by term.
#[derive(Debug)]
pub struct Index {
    shards: Vec<Vec<u8>>,
}

/// A term. Nearly all are one or two characters, which need no memory of their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Term {
    Short([char; 2]),
    Long(Box<str>),
}

/// What a term is worth in an entry before it is known how rare the term is.
struct Posting {
    term: Term,
    entry: u32,
    count: f32,
}

impl Index {
    /// Cuts all entries and weighs their terms.
    #[must_use]
    pub fn of(entries: &[Entry], shape: Shape) -> Self {
        let lengths: Vec<usize> = entries.iter().map(|e| e.text.chars().count()).collect();
        let usual = lengths.iter().sum::<usize>() as f64 / lengths.len().max(1) as f64;
        let numbered: Vec<(u32, &Entry)> = (0..).zip(entries).collect();
        // Runs of entries, each with its postings by file.
        let cut: Vec<Vec<Vec<Posting>>> = numbered
            .par_chunks(RUN)
            .map(|run| {
                let mut files: Vec<Vec<Posting>> = (0..shape.shards).map(|_| Vec::new()).collect();
                for (at, entry) in run {
                    let long = lengths[*at as usize] as f64 / usual.max(1.0);
                    for (term, count) in counts(entry, long) {
                        let file = shard_of(&term, shape.shards);
                        files[file].push(Posting {
                            term,
                            entry: *at,
                            count,
                        });
                    }
                }
                files
            })
            .collect();
        let shards = (0..shape.shards)
            .into_par_iter()
            .map(|file| table(cut.iter().flat_map(|run| &run[file]), entries))
            .collect();
        Self { shards }
    }

    /// A file of terms.
    #[must_use]
    pub fn terms(&self, shard: usize) -> Vec<u8> {
        self.shards[shard].clone()
    }
}

/// A file of terms from its postings, which come in the order of the entries.
fn table<'p>(postings: impl Iterator<Item = &'p Posting>, entries: &[Entry]) -> Vec<u8> {
    let mut postings: Vec<&Posting> = postings.collect();
    postings.sort_unstable_by(|a, b| (&a.term, a.entry).cmp(&(&b.term, b.entry)));
    let all = entries.len() as f64;
    let mut table: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for same in postings.chunk_by(|a, b| a.term == b.term) {
        let having = same.len() as f64;
        let rare = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
        let mut row = Vec::with_capacity(same.len() * 2);
        let mut before = 0;
        for posting in same {
            let weight = entries[posting.entry as usize].weight();
            let count = f64::from(posting.count);
            let points = (rare * count / (SATURATION + count) * weight * POINTS).round() as u32;
            // What is in the texts of half a large site says nothing about any of them.
            if points == 0 && entries.len() > MANY {
                continue;
            }
            // Steps between entries are smaller numbers than entries.
            row.push(posting.entry - before);
            row.push(points.max(1));
            before = posting.entry;
        }
        if !row.is_empty() {
            table.insert(same[0].term.to_text(), row);
        }
    }
    serde_json::to_vec(&table).expect("plain data")
}

impl Term {
    fn of(text: &str) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(one), two, None) => Self::Short([one, two.unwrap_or_default()]),
            _ => Self::Long(text.into()),
        }
    }

    fn to_text(&self) -> String {
        match self {
            Self::Short(chars) => chars.iter().filter(|ch| **ch != char::default()).collect(),
            Self::Long(text) => text.to_string(),
        }
    }
}

fn shard_of(term: &Term, shards: usize) -> usize {
    match term {
        Term::Short([first, _]) => shard(first.encode_utf8(&mut [0; 4]), shards),
        Term::Long(text) => shard(text, shards),
    }
}

/// Terms of an entry with their occurrences, weighted by where. `long`: how long the text is against
/// the usual one.
fn counts(entry: &Entry, long: f64) -> Vec<(Term, f32)> {
    let mut found: Vec<(Term, f32)> = Vec::new();
    let mut add = |term: &str, weight: f64| found.push((Term::of(term), weight as f32));
    let names = entry.names.iter().map(|name| (name, NAME));
    let aliases = entry.aliases.iter().map(|alias| (alias, ALIAS));
    for (text, weight) in std::iter::once((&entry.title, TITLE))
        .chain(names)
        .chain(aliases)
    {
        cut::terms(text, &mut |kind, term| {
            let share = if kind == Kind::Single { SINGLE } else { 1.0 };
            add(term, weight * share);
        });
        cut::words(text, &mut |word| add(word, weight));
        cut::sounds(text, &mut |sound| add(sound, weight * SOUND));
        if let Some(whole) = cut::whole(text) {
            add(&whole, WHOLE * weight / NAME);
        }
    }
    cut::words(&entry.summary, &mut |word| add(word, SUMMARY));
    let text = TEXT / (1.0 - LENGTH + LENGTH * long);
    for (words, weight) in [(&entry.summary, SUMMARY), (&entry.text, text)] {
        cut::terms(words, &mut |kind, term| {
            // Single characters are everywhere; they count where something is named.
            if kind != Kind::Single {
                add(term, weight);
            }
        });
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|again, first| {
        let same = again.0 == first.0;
        if same {
            first.1 += again.1;
        }
        same
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_worth_more_than_a_text_and_rare_words_more_than_common_ones() {
        let entry = |title: &str, text: &str| Entry {
            text: text.to_owned(),
            ..Entry::new(Section::Guides, "/x/".into(), title, "")
        };
        let entries = [
            entry("居住证申领", "带身份证"),
            entry("养犬登记", "带身份证和居住证"),
            entry("临时救助", "带身份证"),
        ];
        let shape = Shape::of(&entries);
        assert_eq!(shape.shards, 1);
        let index = Index::of(&entries, shape);
        let table: BTreeMap<String, Vec<u32>> = serde_json::from_slice(&index.terms(0)).unwrap();
        let row = &table["居住"];
        assert_eq!((row[0], row[2]), (0, 1));
        assert!(row[1] > row[3], "{row:?}");
        assert!(table["身份"][1] < row[3]);
        assert_eq!(table["居住证"].len(), 2);
        for term in ["^养犬登记", "juzhuzheng", "犬"] {
            assert!(table.contains_key(term), "{term}");
        }
    }
}
