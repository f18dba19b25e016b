//! A tagger that learnt from texts where names stand.
//!
//! The rules know how names are made and what announces them. What they cannot know is every way to
//! speak of somebody: 把水根的车, 秀兰说, 周家和许家. The tagger, a conditional random field (crate `crfs`),
//! sees what the rules see and what they say, and weighs all of it together. `tests/masking/learn` makes
//! its model out of the texts there.

mod attributes;
mod hints;
mod letters;
mod repeat;
mod seen;
mod token;

use std::{ops::Range, sync::LazyLock};

use crfs::{Attribute, Model, Tagger};

pub(super) use self::repeat::repeat;
use self::seen::{Said, Seen};
use super::{Found, Strength, full::Candidate, line::Line};
use crate::masking::fold::Folded;

/// Leans to neither side.
pub(super) const SURE: f64 = 1.0;
/// Leans to names: what is found so is worth a look.
pub(super) const LIKELY: f64 = 0.6;

static MODEL: LazyLock<Option<Model<'static>>> =
    LazyLock::new(|| Model::new(include_bytes!("names.crf")).ok());
static TAGGER: LazyLock<Option<Tagger<'static>>> =
    LazyLock::new(|| MODEL.as_ref().and_then(|model| model.tagger().ok()));

/// A text as the tagger sees it: sequences of tokens.
pub(super) struct Described(Vec<Sequence>);

/// Characters of tokens, and their attributes.
struct Sequence {
    ranges: Vec<Range<usize>>,
    attributes: Vec<Vec<Attribute>>,
}

impl Described {
    /// Describes a text with what the rules found in it.
    pub(super) fn of(
        line: &Line,
        folded: &Folded,
        is_public: &[bool],
        candidates: &[Candidate],
        found: &[Found],
    ) -> Self {
        let mut best: Vec<Option<Candidate>> = vec![None; line.len()];
        for candidate in candidates {
            for slot in &mut best[candidate.start..candidate.end] {
                if slot.is_none_or(|best| best.score < candidate.score) {
                    *slot = Some(*candidate);
                }
            }
        }
        let seen = Seen {
            line,
            said: &said(line, folded, found),
            best: &best,
            is_public,
        };
        let sequences = token::sequences(line, folded).into_iter().map(|tokens| {
            let attributes = (0..tokens.len())
                .map(|at| attributes::of(&seen, &tokens, at))
                .collect();
            Sequence {
                ranges: tokens.into_iter().map(|token| token.range).collect(),
                attributes,
            }
        });
        Self(sequences.collect())
    }

    /// Where the tagger sees names, in characters, when it leans so.
    pub(super) fn find(&mut self, lean: f64) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let Some(tagger) = TAGGER.as_ref() else {
            return found;
        };
        for Sequence { ranges, attributes } in &mut self.0 {
            for token in attributes.iter_mut() {
                token[0].value = lean;
            }
            let Ok(labels) = tagger.tag(attributes) else {
                continue;
            };
            let mut is_open = false;
            for (label, range) in labels.iter().zip(ranges) {
                match found.last_mut().filter(|_| is_open) {
                    Some(name) if label::goes_on(label) => name.end = range.end,
                    _ if *label != label::NONE => found.push(range.clone()),
                    _ => {}
                }
                is_open = *label != label::NONE;
            }
        }
        found
    }

    /// Glyphs and attributes of all tokens, for whoever trains the model.
    pub(super) fn into_sequences(
        self,
        line: &Line,
    ) -> impl Iterator<Item = Vec<(Range<usize>, Vec<String>)>> {
        self.0.into_iter().map(|Sequence { ranges, attributes }| {
            let glyphs = ranges.into_iter().map(|range| line.span(range));
            let names = (attributes.into_iter())
                .map(|token| token.into_iter().map(|attribute| attribute.name).collect());
            glyphs.zip(names).collect()
        })
    }
}

/// What the rules say of every character.
fn said(line: &Line, folded: &Folded, found: &[Found]) -> Vec<Said> {
    let mut by_glyph = vec![Said::Nothing; folded.len()];
    for Found { span, strength } in found {
        let (begins, goes_on) = match strength {
            Strength::Sure => (Said::Begins, Said::GoesOn),
            Strength::Doubtful => (Said::MayBegin, Said::MayGoOn),
        };
        by_glyph[span.clone()].fill(goes_on);
        by_glyph[span.start] = begins;
    }
    (0..line.len())
        .map(|at| by_glyph[line.span(at..at + 1).start])
        .collect()
}

/// The labels that the model was trained with.
pub(super) mod label {
    /// No part of a name.
    pub(crate) const NONE: &str = "O";

    /// Whether the label continues a name.
    pub(super) fn goes_on(label: &str) -> bool {
        matches!(label, "I" | "E" | "s" | "H" | "M" | "l")
    }
}
