//! Names of private individuals.
//!
//! Four ways to find one, from the surest to the least sure: a surname with a way to call people
//! ([`called`]: 张女士, 姓陈, 小刘); names that are not Chinese ([`foreign`]); a full name behind a word
//! that announces one; and any full name that reads better as a name than as words ([`full`]). For the
//! last two a name is weighed as a word of its own against the words of a dictionary that it would
//! take apart, in logarithms of shares, and what stands in front and behind adds to it: 我叫高兴 is a
//! name, 居民高兴 is none.
//!
//! What bears a name without being a person stays: places, shops, bodies, marks, officials named in
//! office, people of history, and the names of streets, communities, units and offices that the
//! caller knows. A score too low to mask and too high to forget is a doubt: the gate leaves such a
//! text to a person.

mod after;
mod called;
mod foreign;
mod full;
mod given;
mod lexicon;
mod line;
mod surnames;
mod words;

use self::line::{Line, is_han};
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
    let mut found = Vec::new();
    if !text
        .glyphs()
        .iter()
        .any(|glyph| is_han(glyph.ch) || glyph.is_capital())
    {
        return found;
    }
    let line = Line::of(text);
    let is_public = allow.marked(&line.chars);
    foreign::dotted(text, &mut found);
    foreign::sounded(&line, &is_public, &mut found);
    foreign::latin(text, &line, &mut found);
    called::find(&line, &is_public, &mut found);
    full::find(&line, &is_public, &mut found);
    given::find(&line, &is_public, &mut found);
    found
}
