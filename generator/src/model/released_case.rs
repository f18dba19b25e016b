//! A case as anyone may read it.
//!
//! A [`ReleasedCase`] has private fields and two makers: the gate, which shows the compiler its
//! [`Pass`], and [`ReleasedCase::read`], which takes a line of a released file and checks it again.
//! It knows dates and no times, a group of categories that are reported from home and nothing else
//! of those, and no word that nobody decided to publish.
//!
//! Lists and figures over hundreds of thousands of cases keep the [`CaseSummary`]; the words
//! themselves are needed only while a case's own page is made.

mod check;
mod line;
mod month;
mod names;
mod public_id;
mod row;
pub mod stored;
mod summary;

use std::sync::Arc;

use self::{check::Fault, line::Line};
pub use self::{
    month::Month,
    names::Names,
    public_id::PublicId,
    row::{CaseCategory, CasePhoto, CaseRow, CaseStage, CaseUnit},
    summary::CaseSummary,
};
use crate::{
    cases::gate::Pass,
    json_line::{self, LineError},
    masking::Span,
};
pub use jiayuan_function::case_record::{PhotoRole, Stage, UnitRole};

/// The version of the line that this module reads and writes.
pub const SCHEMA_VERSION: u32 = 1;

/// Widest photo that may be released, in pixels.
pub const MAX_PHOTO_WIDTH: u32 = 1600;

/// A case that passed the gate.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleasedCase {
    summary: CaseSummary,
    description: Option<Box<str>>,
    result: Option<Box<str>>,
    public_summary: Option<Box<str>>,
    place: Option<Box<str>>,
    kept: Vec<Box<str>>,
}

/// What the gate puts together.
#[derive(Debug, Clone)]
pub(crate) struct ReleasedParts {
    pub(crate) public_id: PublicId,
    pub(crate) month: Month,
    pub(crate) group: Arc<str>,
    /// None for a category that is reported from home.
    pub(crate) row: Option<CaseRow>,
    pub(crate) words: CaseWords,
}

/// The words and photos of a case, as far as they may be shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaseWords {
    /// Title.
    pub title: Option<Box<str>>,
    /// The resident's words.
    pub description: Option<Box<str>>,
    /// The unit's words on what was done.
    pub result: Option<Box<str>>,
    /// The office's summary.
    pub public_summary: Option<Box<str>>,
    /// Place in words.
    pub place: Option<Box<str>>,
    /// Picked as a model case.
    pub featured: bool,
    /// Finished photos, in the order in which they are shown.
    pub photos: Vec<CasePhoto>,
    /// Pieces of these words that look personal and are not: a named reviewer let them stand.
    pub kept: Vec<Box<str>>,
}

impl CaseWords {
    /// Every text that a reader would see.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let words = [
            &self.title,
            &self.description,
            &self.result,
            &self.public_summary,
            &self.place,
        ];
        let alts = self.photos.iter().map(|photo| &*photo.alt);
        (words.into_iter().filter_map(|text| text.as_deref())).chain(alts)
    }

    /// Whether there is anything to read or to look at.
    pub fn is_empty(&self) -> bool {
        self.photos.is_empty()
            && [
                &self.title,
                &self.description,
                &self.result,
                &self.public_summary,
                &self.place,
            ]
            .iter()
            .all(|text| text.is_none())
    }
}

impl ReleasedCase {
    /// Makes a case out of what the gate decided. The same rules hold as for a line that is read.
    pub(crate) fn made_by_gate(parts: ReleasedParts, _: Pass) -> Result<Self, Fault> {
        check::parts(&parts)?;
        let mut case = Self::assemble(parts);
        case.summary.digest = digest(&case.to_line());
        Ok(case)
    }

    /// Reads a line of a released file and checks it again.
    pub fn read(line: &str) -> Result<Self, LineError> {
        Self::read_with(line, &mut Names::default())
    }

    /// Reads a line of a released file; names that came by before are not stored again.
    pub fn read_with(line: &str, names: &mut Names) -> Result<Self, LineError> {
        let raw: Line<'_> = json_line::read(line)?;
        let placed =
            |fault: Fault| LineError::new("released-case", fault.message).at_key(line, fault.key);
        let parts = raw.into_parts(names).map_err(placed)?;
        check::parts(&parts).map_err(placed)?;
        let mut case = Self::assemble(parts);
        case.summary.digest = digest(line);
        Ok(case)
    }

    /// The digest under which a line is known.
    #[must_use]
    pub fn digest_of(line: &str) -> [u8; 16] {
        digest(line)
    }

    fn assemble(parts: ReleasedParts) -> Self {
        let ReleasedParts {
            public_id,
            month,
            group,
            row,
            words,
        } = parts;
        let has_page = row.is_some() && !words.is_empty();
        let CaseWords {
            title,
            description,
            result,
            public_summary,
            place,
            featured,
            photos,
            kept,
        } = words;
        let is_told_by_unit = public_summary.is_some() || result.is_some();
        let outline = public_summary
            .as_deref()
            .or(result.as_deref())
            .or(description.as_deref())
            .map(cut);
        let row = row.map(Box::new);
        let digest = [0; 16];
        Self {
            summary: CaseSummary {
                public_id,
                month,
                group,
                row,
                title,
                outline,
                is_told_by_unit,
                photos,
                featured,
                has_page,
                digest,
            },
            description,
            result,
            public_summary,
            place,
            kept,
        }
    }

    /// The line of a released file, without its line break.
    pub fn to_line(&self) -> String {
        serde_json::to_string(&Line::of(self)).expect("a released case is plain JSON")
    }

    /// Everything but the long words.
    pub fn summary(&self) -> &CaseSummary {
        &self.summary
    }

    /// Drops the long words.
    pub fn into_summary(self) -> CaseSummary {
        self.summary
    }

    /// Public id.
    pub fn public_id(&self) -> PublicId {
        self.summary.public_id
    }

    /// Title, if words were released.
    pub fn title(&self) -> Option<&str> {
        self.summary.title()
    }

    /// The resident's words, if they were released.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The unit's words on what was done, if they were released.
    pub fn result(&self) -> Option<&str> {
        self.result.as_deref()
    }

    /// The office's summary, if it was released.
    pub fn public_summary(&self) -> Option<&str> {
        self.public_summary.as_deref()
    }

    /// Place in words, if it was released.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// Pieces of the words that look personal and are not: a named reviewer let them stand.
    pub fn kept(&self) -> &[Box<str>] {
        &self.kept
    }

    /// Where such pieces stand in a text of the case.
    pub fn kept_in(&self, text: &str) -> Vec<Span> {
        let found = (self.kept.iter()).flat_map(|piece| {
            text.match_indices(&**piece).map(|(byte, piece)| {
                let start = text[..byte].chars().count();
                Span {
                    start,
                    end: start + piece.chars().count(),
                }
            })
        });
        found.collect()
    }

    /// Every free text that a reader would see, with the name of its key: what a scan has to look at.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let words = [
            ("title", self.title()),
            ("description", self.description()),
            ("result", self.result()),
            ("public_summary", self.public_summary()),
            ("place", self.place()),
        ];
        let alts = self.summary.photos.iter().map(|photo| ("alt", &*photo.alt));
        words
            .into_iter()
            .filter_map(|(key, text)| Some((key, text?)))
            .chain(alts)
    }
}

fn digest(line: &str) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&blake3::hash(line.as_bytes()).as_bytes()[..16]);
    short
}

/// The first 100 characters of a text.
fn cut(text: &str) -> Box<str> {
    match text.char_indices().nth(100) {
        None => text.into(),
        Some((end, _)) => format!("{}…", &text[..end]).into(),
    }
}

#[cfg(test)]
mod tests;
