//! A text as names are looked for in it: gaps inside words closed, words cut.
//!
//! Words are cut clause by clause, and only in clauses where something asks for them.

use std::{cell::OnceCell, ops::Range};

use super::{
    lexicon::{Kind, Lexicon, Word},
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
    /// Clause of every character.
    clause_at: Vec<u32>,
    clauses: Vec<Clause>,
}

/// Characters with no mark between.
struct Clause {
    start: usize,
    end: usize,
    cut: OnceCell<Cut>,
}

/// A clause as words.
struct Cut {
    words: Vec<Word>,
    /// Word of every character.
    word_at: Vec<u32>,
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
            clause_at: Vec::with_capacity(glyphs.len()),
            clauses: Vec::new(),
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
            line.push(glyph.ch, at, gap);
            gap = false;
            at += 1;
        }
        line.glyphs.push(glyphs.len());
        line
    }

    fn push(&mut self, ch: char, glyph: usize, gap: bool) {
        let at = self.chars.len();
        let goes_on = is_clause(ch)
            && at > 0
            && is_clause(self.chars[at - 1])
            && self
                .clauses
                .last()
                .is_some_and(|last| at - last.start < LONGEST_CLAUSE);
        match self.clauses.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = at + 1,
            None => self.clauses.push(Clause {
                start: at,
                end: at + 1,
                cut: OnceCell::new(),
            }),
        }
        self.clause_at
            .push(u32::try_from(self.clauses.len() - 1).unwrap_or(u32::MAX));
        self.chars.push(ch);
        self.glyphs.push(glyph);
        self.gaps.push(gap);
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

    /// Whether the gaps inside a range, where there are some, are equally long.
    pub(super) fn has_even_gaps(&self, range: Range<usize>) -> bool {
        let mut gaps = (range.start + 1..range.end)
            .filter(|at| self.gaps[*at])
            .map(|at| self.glyphs[at] - self.glyphs[at - 1]);
        let first = gaps.next();
        gaps.all(|gap| Some(gap) == first)
    }

    pub(super) fn str(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }

    /// Whether this text stands in a range.
    pub(super) fn is(&self, range: Range<usize>, text: &str) -> bool {
        self.chars[range].iter().copied().eq(text.chars())
    }

    /// Whether this text stands from here on.
    pub(super) fn goes_on(&self, at: usize, text: &str) -> bool {
        let mut rest = self.chars.get(at..).unwrap_or_default().iter();
        text.chars().all(|ch| rest.next() == Some(&ch))
    }

    /// Whether 的 stands here and the clause ends behind it.
    pub(super) fn is_end_of_owner(&self, at: usize) -> bool {
        self.ch(at) == Some('的') && self.ch(at + 1).is_none_or(|ch| !is_clause(ch))
    }

    fn clause(&self, at: usize) -> (&Clause, &Cut) {
        let clause = &self.clauses[self.clause_at[at] as usize];
        let cut = clause.cut.get_or_init(|| {
            let text = self.str(clause.start..clause.end);
            let words = Lexicon::get().words(&text);
            let mut cut = Cut {
                word_at: vec![0; clause.end - clause.start],
                sums: Vec::with_capacity(words.len() + 1),
                words,
            };
            cut.sums.push(0.0);
            for (index, word) in cut.words.iter().enumerate() {
                cut.word_at[word.start..word.end].fill(u32::try_from(index).unwrap_or(u32::MAX));
                cut.sums.push(cut.sums[index] + word.share);
            }
            cut
        });
        (clause, cut)
    }

    pub(super) fn word(&self, at: usize) -> Word {
        let (clause, cut) = self.clause(at);
        let word = cut.words[cut.word_at[at - clause.start] as usize];
        Word {
            start: word.start + clause.start,
            end: word.end + clause.start,
            ..word
        }
    }

    /// Whether a word starts here.
    pub(super) fn is_cut(&self, at: usize) -> bool {
        at == 0 || at >= self.len() || self.word(at).start == at
    }

    /// What kind of word starts here, if one does.
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        let word = (at < self.len()).then(|| self.word(at))?;
        (word.start == at).then_some(word.kind)
    }

    /// How much likelier a text gets if `name` is cut out of it as a word of its own with this share.
    /// The words that the name touches, and those up to `upto`, are cut anew around it.
    pub(super) fn gain(&self, name: Range<usize>, share: f64, upto: usize) -> f64 {
        let (clause, cut) = self.clause(name.start);
        let upto = upto.max(name.end).min(clause.end);
        let first = cut.word_at[name.start - clause.start] as usize;
        let last = cut.word_at[upto - 1 - clause.start] as usize;
        let (from, to) = (cut.words[first].start, cut.words[last].end);
        let (from, to) = (from + clause.start, to + clause.start);
        let words = cut.sums[last + 1] - cut.sums[first];
        let lexicon = Lexicon::get();
        let mut around = 0.0;
        if from < name.start {
            around += lexicon.share_of(&self.str(from..name.start));
        }
        if name.end < to {
            around += lexicon.share_of(&self.str(name.end..to));
        }
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

/// A clause without marks is cut into pieces no longer than this.
const LONGEST_CLAUSE: usize = 400;

pub(super) fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter or digit of any script.
pub(super) fn is_word(ch: char) -> bool {
    // Most characters are of this block, and all of its are letters.
    ('\u{4e00}'..='\u{9fff}').contains(&ch) || ch.is_alphanumeric()
}

fn is_clause(ch: char) -> bool {
    is_han(ch) || ch.is_ascii_alphanumeric()
}

/// What people leave between the characters of a word. Never a star: 张*伟 is masked already.
fn is_gap(ch: char) -> bool {
    matches!(
        ch,
        ' ' | '\t' | '\n' | '\r' | '-' | '.' | '_' | '/' | '·' | '•' | '・' | '‧' | '~'
    ) || !ch.is_ascii() && ch.is_whitespace()
}
