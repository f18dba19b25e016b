//! What is an everyday word, and how usual it is: a dictionary that is read when the first name is
//! looked for, once for all threads.

use std::{collections::HashSet, sync::LazyLock};

use jieba_rs::Jieba;

use super::{surnames, words};

/// How usual the words are that the dictionary lacks and cases use.
const USUAL: usize = 3_000;
/// Words in the texts that the dictionary was counted on.
const LN_TOTAL: f64 = 17.911;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for word in words::public_words() {
        jieba.add_word(word, Some(USUAL), Some("n"));
    }
    Lexicon {
        jieba,
        ordinary: words::ordinary().chain(words::public_words()).collect(),
    }
});

/// The words.
pub(super) struct Lexicon {
    jieba: Jieba,
    ordinary: HashSet<&'static str>,
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
}

impl Lexicon {
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    /// The likeliest words of a text.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let cut = self.jieba.tag(text, false);
        cut.iter()
            .map(|tag| Word {
                start: tag.start,
                end: tag.end,
                share: self.share(tag.word, tag.tag),
            })
            .collect()
    }

    /// Logarithm of the share of the likeliest words of a few characters.
    pub(super) fn share_of(&self, text: &str) -> f64 {
        if text.is_empty() {
            return 0.0;
        }
        let cut = self.jieba.tag(text, false);
        cut.iter().map(|tag| self.share(tag.word, tag.tag)).sum()
    }

    fn share(&self, word: &str, tag: &str) -> f64 {
        if self.is_somebody(word, tag) {
            let mut buffer = [0; 4];
            return word
                .chars()
                .map(|ch| self.plain(ch.encode_utf8(&mut buffer)))
                .sum();
        }
        self.plain(word)
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
                surnames::single(surname).is_some() && surnames::given_name(&given) > -12.5
            }
            _ => false,
        }
    }
}
