//! Names of private individuals.
//!
//! Rules come first, from the surest to the least sure: a surname with a way to call people ([`called`]:
//! 张女士, 姓陈, 小刘); names that are not Chinese ([`foreign`]); a full name behind a word that announces
//! one; and any full name that reads better as a name than as words ([`full`]). For the last two a name
//! is weighed as a word of its own against the words of a dictionary that it would take apart, in
//! logarithms of shares, and what stands in front and behind adds to it: 我叫高兴 is a name, 居民高兴 is
//! none. Then the [`tagger`], which learnt from texts, decides: it sees what the rules say and much that
//! they do not.
//!
//! What bears a name without being a person stays: places, shops, bodies, marks, officials named in
//! office, people of history, and the names of streets, communities, units and offices that the
//! caller knows. What the tagger finds only when it leans to names, and what only the rules find, is a
//! doubt: the gate leaves such a text to a person.

mod after;
mod called;
mod foreign;
mod full;
mod given;
mod lexicon;
mod line;
mod surnames;
mod tagger;
mod words;

use self::{
    full::Candidate,
    line::{Line, is_han},
    tagger::{Described, Names},
};
use super::{allow::AllowList, detect::Span, fold::Folded};

/// How sure a find is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// Masked.
    Sure,
    /// Left for a person to judge.
    Doubtful,
}

/// What is or may be a name, in glyphs.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) strength: Strength,
}

/// Reads the dictionary and the tables.
pub(super) fn get_ready() {
    lexicon::Lexicon::get();
    words::get_ready();
}

/// Finds names. Linear in the text: every candidate looks a bounded way to both sides.
pub(super) fn find(text: &Folded, allow: &AllowList) -> Vec<Found> {
    if !has_letters(text) {
        return Vec::new();
    }
    let line = Line::of(text);
    let (described, by_rules) = describe(text, &line, allow);
    let Names { mut sure, likely } = described.find();
    tagger::repeat(&line, &mut sure, &likely);
    let mut found: Vec<Found> = sure
        .into_iter()
        .map(|name| Found {
            span: line.span(name),
            strength: Strength::Sure,
        })
        .collect();
    let mut is_sure = vec![false; text.len()];
    for name in &found {
        is_sure[name.span.clone()].fill(true);
    }
    let doubtful = (likely.into_iter().map(|name| line.span(name)))
        .chain(by_rules.into_iter().map(|found| found.span));
    for span in doubtful {
        if !is_sure[span.clone()].contains(&true) {
            found.push(Found {
                span,
                strength: Strength::Doubtful,
            });
        }
    }
    found
}

/// Finds what the rules find without the tagger: less, and twenty times as quick.
pub(super) fn find_quickly(text: &Folded, allow: &AllowList) -> Vec<Found> {
    if !has_letters(text) {
        return Vec::new();
    }
    let line = Line::of(text);
    by_rules(text, &line, &allow.marked(&line.chars)).0
}

/// What the tagger sees of a text: its tokens, in glyphs, and their attributes, in sequences.
pub(super) fn tokens(text: &Folded, allow: &AllowList) -> Vec<Vec<(Span, Vec<String>)>> {
    if !has_letters(text) {
        return Vec::new();
    }
    let line = Line::of(text);
    describe(text, &line, allow).0.for_training()
}

fn describe<'a>(text: &Folded, line: &'a Line, allow: &AllowList) -> (Described<'a>, Vec<Found>) {
    let is_public = allow.marked(&line.chars);
    let (found, candidates) = by_rules(text, line, &is_public);
    let described = Described::of(line, text, is_public, &candidates, &found);
    (described, found)
}

fn has_letters(text: &Folded) -> bool {
    (text.glyphs().iter()).any(|glyph| is_han(glyph.ch) || glyph.is_capital())
}

fn by_rules(text: &Folded, line: &Line, is_public: &[bool]) -> (Vec<Found>, Vec<Candidate>) {
    let mut found = Vec::new();
    foreign::dotted(text, &mut found);
    foreign::sounded(line, is_public, &mut found);
    foreign::latin(text, line, &mut found);
    called::find(line, is_public, &mut found);
    let candidates = full::weigh(line, is_public);
    full::choose(line, &candidates, &mut found);
    given::find(line, is_public, &mut found);
    (found, candidates)
}
