//! A text as names are looked for in it: gaps inside words closed, words cut.

use std::ops::Range;

use super::{
    lexicon::{Lexicon, Word},
    words::Table,
};
use crate::masking::fold::Folded;

/// Longest gap that may stand inside a word, in glyphs.
const LONGEST_GAP: usize = 3;

/// The characters of a text without the gaps between Chinese ones.
pub(super) struct Line {
    pub(super) chars: Vec<char>,
    /// Glyph of every character, and one more behind the last.
    glyphs: Vec<usize>,
    /// Whether a gap was closed in front of the character.
    gaps: Vec<bool>,
    text: String,
    /// Byte of every character, and one more.
    bytes: Vec<usize>,
    words: Vec<Word>,
    /// Word of every character.
    word_at: Vec<usize>,
    /// Shares of all words before the word, summed up.
    sums: Vec<f64>,
}

impl Line {
    pub(super) fn of(folded: &Folded) -> Self {
        let glyphs = folded.glyphs();
        let mut line = Self {
            chars: Vec::with_capacity(glyphs.len()),
            glyphs: Vec::with_capacity(glyphs.len() + 1),
            gaps: Vec::with_capacity(glyphs.len()),
            text: String::with_capacity(glyphs.len() * 3),
            bytes: Vec::with_capacity(glyphs.len() + 1),
            words: Vec::new(),
            word_at: vec![0; glyphs.len()],
            sums: vec![0.0],
        };
        let mut at = 0;
        let mut gap = false;
        while let Some(glyph) = glyphs.get(at) {
            let closes = is_gap(glyph.ch) && line.chars.last().is_some_and(|ch| is_han(*ch));
            if closes {
                let end = folded.skip(at, LONGEST_GAP, |glyph| is_gap(glyph.ch));
                if folded.ch(end).is_some_and(is_han) {
                    (at, gap) = (end, true);
                    continue;
                }
            }
            line.chars.push(glyph.ch);
            line.glyphs.push(at);
            line.gaps.push(gap);
            line.bytes.push(line.text.len());
            line.text.push(glyph.ch);
            gap = false;
            at += 1;
        }
        line.glyphs.push(glyphs.len());
        line.bytes.push(line.text.len());
        line.words = Lexicon::get().words(&line.text);
        for (index, word) in line.words.iter().enumerate() {
            line.word_at[word.start..word.end].fill(index);
            line.sums.push(line.sums[index] + word.share);
        }
        line
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn ch(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(super) fn is_han_at(&self, at: usize) -> bool {
        self.ch(at).is_some_and(is_han)
    }

    /// The glyphs of a range of characters.
    pub(super) fn span(&self, range: Range<usize>) -> Range<usize> {
        self.glyphs[range.start]..self.glyphs[range.end - 1] + 1
    }

    /// Whether a gap was closed in front of a character.
    pub(super) fn gap_before(&self, at: usize) -> bool {
        self.gaps.get(at).copied().unwrap_or(false)
    }

    /// Whether a gap was closed inside a range.
    pub(super) fn has_gap(&self, range: Range<usize>) -> bool {
        (range.start + 1..range.end).any(|at| self.gaps[at])
    }

    pub(super) fn str(&self, range: Range<usize>) -> &str {
        &self.text[self.bytes[range.start]..self.bytes[range.end]]
    }

    pub(super) fn word(&self, at: usize) -> Word {
        self.words[self.word_at[at]]
    }

    /// Whether a word starts here.
    pub(super) fn is_cut(&self, at: usize) -> bool {
        at == 0 || at >= self.len() || self.word_at[at] != self.word_at[at - 1]
    }

    /// How much likelier a text gets if `name` is cut out of it as a word of its own with this share.
    /// The words that the name touches, and those up to `upto`, are cut anew around it.
    pub(super) fn gain(&self, name: Range<usize>, share: f64, upto: usize) -> f64 {
        let first = self.word_at[name.start];
        let last = self.word_at[upto.max(name.end) - 1];
        let (from, to) = (self.words[first].start, self.words[last].end);
        let words = self.sums[last + 1] - self.sums[first];
        let lexicon = Lexicon::get();
        let around =
            lexicon.share_of(self.str(from..name.start)) + lexicon.share_of(self.str(name.end..to));
        around + share - words
    }

    /// Where the longest word of a table ends that starts here.
    pub(super) fn starts(&self, at: usize, table: &Table) -> Option<usize> {
        Some(at + table.longest_start(self.chars.get(at..)?)?)
    }

    /// Where the longest word of a table starts that ends here.
    pub(super) fn ends(&self, end: usize, table: &Table) -> Option<usize> {
        Some(end - table.longest_end(&self.chars[..end])?)
    }
}

pub(super) fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What people leave between the characters of a word. Never a star: 张*伟 is masked already.
fn is_gap(ch: char) -> bool {
    matches!(
        ch,
        ' ' | '\t' | '\n' | '\r' | '-' | '.' | '_' | '/' | '·' | '•' | '・' | '‧' | '~'
    ) || !ch.is_ascii() && ch.is_whitespace()
}
