//! What the tagger is told of a text, and how it is written down.

use crfs::Attribute;

use super::super::{full::Candidate, line::Line};

/// A line and what the rules made of it.
pub(super) struct Seen<'a> {
    pub(super) line: &'a Line,
    /// What the rules say of each character.
    pub(super) said: &'a [Said],
    /// The best full name that covers each character.
    pub(super) best: &'a [Option<Candidate>],
    pub(super) is_public: &'a [bool],
}

/// What the rules say of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Begins,
    GoesOn,
    MayBegin,
    MayGoOn,
}

impl Said {
    /// A letter for it.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::Nothing => "-",
            Self::Begins => "b",
            Self::GoesOn => "i",
            Self::MayBegin => "c",
            Self::MayGoOn => "j",
        }
    }
}

/// Collects attributes.
#[derive(Default)]
pub(super) struct Attributes(Vec<Attribute>);

impl From<Attributes> for Vec<Attribute> {
    fn from(all: Attributes) -> Self {
        all.0
    }
}

impl Attributes {
    pub(super) fn add(&mut self, what: &str, parts: &[&str]) {
        let length = parts.iter().map(|part| part.len() + 1).sum::<usize>();
        let mut name = String::with_capacity(what.len() + length);
        name.push_str(what);
        for part in parts {
            name.push('|');
            name.push_str(part);
        }
        self.0.push(Attribute::from(name));
    }
}
