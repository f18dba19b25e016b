//! What is an everyday word, and how usual it is: a dictionary that is read when the first name is
//! looked for, once for all threads.

use std::{
    cell::RefCell,
    collections::HashSet,
    sync::{
        LazyLock,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use ahash::AHashMap;
use jieba_rs::Jieba;

use super::{surnames, words};
use crate::dictionary;

/// How usual the words are that the dictionary lacks and cases use.
const USUAL: usize = 3_000;
/// Words in the texts that the dictionary was counted on.
const LN_TOTAL: f64 = 17.911;
/// How much rarer a surname is as a word of its own than the dictionary counts it.
const SURNAME: f64 = 3.0;
/// Pairs of characters that are remembered.
const PAIRS: usize = 1 << 16;
/// Words that a thread remembers.
const REMEMBERED: usize = 1 << 15;
/// A pair that is no word.
const NO_WORD: f32 = f32::NEG_INFINITY;
/// The bits of no number: a character that nobody asked for yet. Looking all of them up would take
/// longer than reading a thousand cases.
const NOT_YET: u32 = u32::MAX;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut jieba = dictionary::everyday().clone();
    for word in words::public_words() {
        jieba.add_word(word, Some(USUAL), Some("n"));
    }
    Lexicon {
        jieba,
        ordinary: words::ordinary().chain(words::public_words()).collect(),
        singles: ('\u{4e00}'..='\u{9fff}')
            .map(|_| AtomicU32::new(NOT_YET))
            .collect(),
        pairs: (0..PAIRS).map(|_| AtomicU64::new(0)).collect(),
    }
});

thread_local! {
    /// Words that were seen before.
    static SEEN: RefCell<AHashMap<Box<str>, Known>> = RefCell::default();
}

/// The words.
pub(super) struct Lexicon {
    jieba: Jieba,
    ordinary: HashSet<&'static str>,
    /// Shares of the characters as words of their own, as far as somebody asked.
    singles: Vec<AtomicU32>,
    /// Pair and share, by the pair's hash: the last one that was asked for.
    pairs: Vec<AtomicU64>,
}

/// What a word does in a sentence, as far as names care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Does or is something: also how, and in what direction.
    Verb,
    /// A thing, a place or a body.
    Noun,
    /// Somebody of whom the dictionary has heard.
    Name,
    /// Anything else.
    Other,
}

impl Kind {
    fn of(tag: &str) -> Self {
        match tag.as_bytes() {
            [b'n', b'r', ..] => Self::Name,
            [b'n', ..] | [b'v', b'n'] => Self::Noun,
            [b'v', ..] | [b'd', ..] | [b'p', ..] => Self::Verb,
            _ => Self::Other,
        }
    }
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// First character.
    pub(super) start: usize,
    /// Behind the last one.
    pub(super) end: usize,
    /// Logarithm of its share in texts.
    pub(super) share: f64,
    pub(super) kind: Kind,
    /// Part of speech as the dictionary has it: its first two letters.
    pub(super) tag: [char; 2],
}

/// What the dictionary says of a word.
#[derive(Debug, Clone, Copy)]
struct Known {
    share: f64,
    kind: Kind,
    tag: [char; 2],
}

impl Lexicon {
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    /// The likeliest words of a text.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let cut = self.jieba.cut(text, false);
        let mut at = 0;
        cut.iter()
            .map(|token| {
                let start = at;
                at += token.word.chars().count();
                let Known { share, kind, tag } = self.known(token.word);
                Word {
                    start,
                    end: at,
                    share,
                    kind,
                    tag,
                }
            })
            .collect()
    }

    /// Logarithm of the share of the likeliest words of a few characters.
    pub(super) fn share_of(&self, text: &str) -> f64 {
        let cut = self.jieba.cut(text, false);
        cut.iter().map(|token| self.known(token.word).share).sum()
    }

    /// Logarithm of the share of a character as a word of its own.
    pub(super) fn single(&self, ch: char) -> f64 {
        let index = (ch as usize).checked_sub(0x4e00);
        let Some(slot) = index.and_then(|index| self.singles.get(index)) else {
            return -LN_TOTAL;
        };
        let kept = slot.load(Ordering::Relaxed);
        if kept != NOT_YET {
            return f64::from(f32::from_bits(kept));
        }
        let share = self.look_up(ch.encode_utf8(&mut [0; 4])).share as f32;
        slot.store(share.to_bits(), Ordering::Relaxed);
        f64::from(share)
    }

    /// Logarithm of the share of two characters, if they are a word.
    pub(super) fn pair(&self, one: char, other: char) -> Option<f64> {
        let key = (one as u32) << 16 | other as u32 & 0xffff;
        let slot = &self.pairs[(key.wrapping_mul(0x9e37_79b1) >> 16) as usize % PAIRS];
        let kept = slot.load(Ordering::Relaxed);
        let share = if (kept >> 32) as u32 == key {
            f32::from_bits(kept as u32)
        } else {
            let word: String = [one, other].iter().collect();
            let share = if self.jieba.has_word(&word) {
                self.known(&word).share as f32
            } else {
                NO_WORD
            };
            slot.store(
                u64::from(key) << 32 | u64::from(share.to_bits()),
                Ordering::Relaxed,
            );
            share
        };
        (share > NO_WORD).then(|| f64::from(share))
    }

    fn known(&self, word: &str) -> Known {
        SEEN.with_borrow_mut(|seen| {
            if let Some(known) = seen.get(word) {
                return *known;
            }
            if seen.len() >= REMEMBERED {
                seen.clear();
            }
            let found = self.look_up(word);
            seen.insert(word.into(), found);
            found
        })
    }

    fn look_up(&self, word: &str) -> Known {
        let tags = self.jieba.tag(word, false);
        let tag = if tags.len() == 1 { tags[0].tag } else { "x" };
        let share = if tag == "nr" && word.chars().count() == 1 {
            // 王, 钟: counted where they were surnames; on their own they are rare.
            self.plain(word) - SURNAME
        } else if self.is_somebody(word, tag) {
            word.chars()
                .map(|ch| self.plain(ch.encode_utf8(&mut [0; 4])))
                .sum()
        } else {
            self.plain(word)
        };
        let mut letters = tag.chars();
        Known {
            share,
            kind: Kind::of(tag),
            tag: [0; 2].map(|_| letters.next().unwrap_or(' ')),
        }
    }

    fn plain(&self, word: &str) -> f64 {
        (self.jieba.suggest_freq(word) as f64).ln() - LN_TOTAL
    }

    /// Whether the dictionary has it only because somebody in a book or newspaper bears the name.
    fn is_somebody(&self, word: &str, tag: &str) -> bool {
        if !tag.starts_with("nr") || self.ordinary.contains(word) {
            return false;
        }
        let mut chars = word.chars();
        let Some(surname) = chars.next() else {
            return false;
        };
        match chars.clone().count() {
            1 => surnames::is_frequent(surname) && chars.all(|ch| surnames::given(ch) > -5.0),
            2 => {
                let given: Vec<char> = chars.collect();
                surnames::single(surname).is_some() && surnames::given_name(&given) > -13.5
            }
            _ => false,
        }
    }
}
