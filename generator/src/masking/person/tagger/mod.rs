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
use self::{
    seen::{Said, Seen},
    token::Token,
};
use super::{Found, Strength, full::Candidate, line::Line};
use crate::masking::fold::Folded;

/// Leans to neither side.
const SURE: f64 = 1.0;
/// Leans to names: what is found so is worth a look.
const LIKELY: f64 = 0.6;

static MODEL: LazyLock<Option<Model<'static>>> =
    LazyLock::new(|| Model::new(include_bytes!("names.crf")).ok());
static TAGGER: LazyLock<Option<Tagger<'static>>> =
    LazyLock::new(|| MODEL.as_ref().and_then(|model| model.tagger().ok()));

/// What the tagger found, in characters of the line.
pub(super) struct Names {
    /// When it leans to neither side.
    pub(super) sure: Vec<Range<usize>>,
    /// When it leans to names.
    pub(super) likely: Vec<Range<usize>>,
}

/// A line with what the rules made of it.
pub(super) struct Described<'a> {
    line: &'a Line,
    sequences: Vec<Vec<Token>>,
    said: Vec<Said>,
    best: Vec<Option<Candidate>>,
    is_public: Vec<bool>,
}

impl<'a> Described<'a> {
    pub(super) fn of(
        line: &'a Line,
        folded: &Folded,
        is_public: Vec<bool>,
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
        Self {
            line,
            sequences: token::sequences(line, folded),
            said: said(line, folded, found),
            best,
            is_public,
        }
    }

    /// Where the tagger sees names. Attributes take a hundred times the room of the text, so that they
    /// live only as long as their sequence is tagged.
    pub(super) fn find(&self) -> Names {
        let mut names = Names {
            sure: Vec::new(),
            likely: Vec::new(),
        };
        for (tokens, mut attributes) in self.sequences() {
            tag(tokens, &mut attributes, SURE, &mut names.sure);
            tag(tokens, &mut attributes, LIKELY, &mut names.likely);
        }
        names
    }

    /// Glyphs and attributes of all tokens, for whoever trains the model.
    pub(super) fn for_training(&self) -> Vec<Vec<(Range<usize>, Vec<String>)>> {
        let sequence = |(tokens, attributes): (&[Token], Vec<Vec<Attribute>>)| {
            let glyphs = (tokens.iter()).map(|token| self.line.span(token.range.clone()));
            let names = (attributes.into_iter())
                .map(|token| token.into_iter().map(|attribute| attribute.name).collect());
            glyphs.zip(names).collect()
        };
        self.sequences().map(sequence).collect()
    }

    fn sequences(&self) -> impl Iterator<Item = (&[Token], Vec<Vec<Attribute>>)> {
        self.sequences.iter().map(|tokens| {
            let seen = Seen {
                line: self.line,
                said: &self.said,
                best: &self.best,
                is_public: &self.is_public,
            };
            let attributes = (0..tokens.len())
                .map(|at| attributes::of(&seen, tokens, at))
                .collect();
            (&tokens[..], attributes)
        })
    }
}

/// Adds the names of a sequence.
fn tag(
    tokens: &[Token],
    attributes: &mut [Vec<Attribute>],
    lean: f64,
    found: &mut Vec<Range<usize>>,
) {
    let Some(tagger) = TAGGER.as_ref() else {
        return;
    };
    for token in attributes.iter_mut() {
        token[0].value = lean;
    }
    let Ok(labels) = tagger.tag(attributes) else {
        return;
    };
    let mut is_open = false;
    for (label, token) in labels.iter().zip(tokens) {
        match found.last_mut().filter(|_| is_open) {
            Some(name) if label::goes_on(label) => name.end = token.range.end,
            _ if *label != label::NONE => found.push(token.range.clone()),
            _ => {}
        }
        is_open = *label != label::NONE;
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
