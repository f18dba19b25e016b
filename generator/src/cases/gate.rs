//! The gate: a case record, a decision and the policy become a released case, or nothing.
//!
//! The only place that makes a [`ReleasedCase`]. Default deny: every part that passes is named here,
//! and what nobody named stays behind. Pure: photos come in finished, and nothing here touches disk,
//! clock or environment.
//!
//! It works in two steps, because photos are finished only for those who may show them:
//! [`consider`] says what a record may become at most, [`Candidate::settle`] what it becomes under a
//! decision.

mod kept;
mod row;
mod sensitive;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use jiayuan_function::case_record::{CaseRecord, Kind, PhotoRole};
use serde::{Deserialize, Serialize};

use super::{
    decisions::{Decision, Verdict},
    edits::{Edits, Picture},
    tables::GateTables,
};
use crate::{
    masking::Class,
    model::{
        calendar::MissingYear,
        released_case::{
            CasePhoto, CaseRow, CaseWords, Month, PublicId, ReleasedCase, ReleasedParts,
        },
    },
    settings::ReleasePolicy,
};

use self::kept::Kept;
pub(super) use self::sensitive::VERSION as SENSITIVE_VERSION;
pub use self::{
    sensitive::{Topic, topics},
    words::{MaskedText, MaskedWords},
};

/// Shown to [`ReleasedCase::made_by_gate`], which asks for it so that the compiler refuses every
/// maker but this file.
pub(crate) struct Pass(());

/// Why nothing of a record is released, not even its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A question, suggestion or booking.
    NotAReport,
    /// Touches something that is withheld whole.
    Sensitive,
    /// A reviewer said so.
    Reviewer,
    /// It was taken back.
    Withdrawn,
}

impl Reason {
    /// Stable name, also in the summary of a release.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAReport => "not-a-report",
            Self::Sensitive => "sensitive",
            Self::Reviewer => "reviewer",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A record that contradicts the tables or itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateFault {
    /// Stable name of the kind of mistake.
    pub code: &'static str,
    /// Key in the record.
    pub key: &'static str,
    /// Value in the record, if one is to be pointed at.
    pub value: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the record can be released all the same.
    pub is_warning: bool,
}

/// What a record may become at most.
#[derive(Debug)]
pub enum Considered<'r> {
    /// Nothing.
    Withheld(Reason),
    /// Public id, month and group, whatever was decided: it was reported from home.
    Coarse(Box<ReleasedCase>),
    /// A row, and words and photos under a decision.
    Open(Box<Candidate<'r>>),
}

/// A record whose row may be released.
#[derive(Debug)]
pub struct Candidate<'r> {
    record: &'r CaseRecord,
    tables: &'r GateTables,
    public_id: PublicId,
    month: Month,
    group: Arc<str>,
    row: CaseRow,
    /// Faults that do not stop a release.
    pub warnings: Vec<GateFault>,
    /// A year whose working days nobody wrote down; the working time waits for it.
    pub missing_year: Option<MissingYear>,
}

/// A photo of the record after finishing, in the record's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedPhoto {
    /// File name under `cases/photos/`.
    pub file: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A case under a reviewer's edits: its words, and the photos that may be shown beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// The words, masked.
    pub words: MaskedWords,
    /// The photos in their order.
    pub pictures: Vec<Picture>,
}

/// How much of a case a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All words; photos too.
    Words {
        /// Photos too.
        photos: bool,
    },
    /// The unit's own words only.
    Facts,
}

/// Why a released case says as much as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Words, and photos if they were decided.
    Words,
    /// The unit's own words.
    Facts,
    /// Row: the resident did not agree.
    NoConsent,
    /// Row: nobody decided yet.
    Undecided,
    /// Words as decided, though the masker would now mask them otherwise and finds nothing in them.
    Kept,
    /// Row: the masker now finds something in the words that were decided about.
    Finding,
    /// Row: the decision is about other words or photos.
    Stale,
    /// Month and group.
    HomeReported,
}

/// What a record may become. Faults in it are for whoever keeps the records.
pub fn consider<'r>(
    record: &'r CaseRecord,
    decision: Option<&Decision>,
    tables: &'r GateTables,
) -> Result<Considered<'r>, Vec<GateFault>> {
    if record.kind != Kind::Report {
        return Ok(Considered::Withheld(Reason::NotAReport));
    }
    match decision.map(|decision| decision.verdict) {
        Some(Verdict::Withdraw) => return Ok(Considered::Withheld(Reason::Withdrawn)),
        Some(Verdict::Withhold) => return Ok(Considered::Withheld(Reason::Reviewer)),
        _ if !topics(record).is_empty() => return Ok(Considered::Withheld(Reason::Sensitive)),
        _ => {}
    }
    let facts = row::read(record, tables)?;
    let Some(row) = facts.row else {
        let parts = ReleasedParts {
            public_id: facts.public_id,
            month: facts.month,
            group: facts.group,
            row: None,
            words: CaseWords::default(),
        };
        return Ok(Considered::Coarse(Box::new(pass(parts)?)));
    };
    Ok(Considered::Open(Box::new(Candidate {
        record,
        tables,
        public_id: facts.public_id,
        month: facts.month,
        group: facts.group,
        row,
        warnings: facts.warnings,
        missing_year: facts.missing_year,
    })))
}

impl Candidate<'_> {
    /// The record.
    #[must_use]
    pub fn record(&self) -> &CaseRecord {
        self.record
    }

    /// Its id.
    #[must_use]
    pub fn public_id(&self) -> PublicId {
        self.public_id
    }

    /// The month of its first stage.
    #[must_use]
    pub fn month(&self) -> Month {
        self.month
    }

    /// Whether the resident agreed.
    #[must_use]
    pub fn has_consent(&self) -> bool {
        self.record.consent_publish
    }

    /// Whether the record has photos.
    #[must_use]
    pub fn has_photos(&self) -> bool {
        !self.record.photos.is_empty()
    }

    /// The photos that this decision could show, so that they have to be finished. None if it is
    /// about other photos than the record has now.
    #[must_use]
    pub fn pictures(&self, decision: Option<&Decision>) -> Option<Vec<Picture>> {
        let decision = decision.filter(|d| d.verdict == Verdict::Release && d.photos);
        match decision.filter(|_| self.has_consent()) {
            Some(decision) => decision.edits.pictures(&self.record.photos),
            None => Some(Vec::new()),
        }
    }

    /// The case under some edits. None if they are about other photos than the record has now.
    #[must_use]
    pub fn edited(&self, edits: &Edits) -> Option<Edited> {
        let pictures = edits.pictures(&self.record.photos)?;
        Some(Edited {
            words: MaskedWords::of(self.record, edits, &pictures, &self.tables.allow),
            pictures,
        })
    }

    /// The case as nobody edited it.
    #[must_use]
    pub fn unedited(&self) -> Edited {
        (self.edited(&Edits::default())).expect("no edits are about any photos")
    }

    /// Digest of exactly what would be shown in this extent.
    #[must_use]
    pub fn digest(&self, extent: Extent, edited: &Edited, photos: &[FinishedPhoto]) -> String {
        digest(&self.shown(extent, edited, photos))
    }

    /// What it becomes under a decision. `photos` are the finished photos if the decision wants
    /// them.
    pub fn settle(
        self,
        decision: Option<&Decision>,
        photos: &[FinishedPhoto],
    ) -> Result<(ReleasedCase, Standing), Vec<GateFault>> {
        self.settle_beside(decision, photos, || None)
    }

    /// The same where the case may be published already: a better masker alone does not take it back.
    pub fn settle_beside(
        self,
        decision: Option<&Decision>,
        photos: &[FinishedPhoto],
        published: impl FnOnce() -> Option<ReleasedCase>,
    ) -> Result<(ReleasedCase, Standing), Vec<GateFault>> {
        let (words, standing) = self.decided(decision, photos, published);
        let parts = ReleasedParts {
            public_id: self.public_id,
            month: self.month,
            group: self.group,
            row: Some(self.row),
            words,
        };
        Ok((pass(parts)?, standing))
    }

    fn decided(
        &self,
        decision: Option<&Decision>,
        photos: &[FinishedPhoto],
        published: impl FnOnce() -> Option<ReleasedCase>,
    ) -> (CaseWords, Standing) {
        if !self.has_consent() {
            return (CaseWords::default(), Standing::NoConsent);
        }
        let extent = decision.and_then(|decision| match decision.verdict {
            Verdict::Release => Some(Extent::Words {
                photos: decision.photos,
            }),
            Verdict::Facts => Some(Extent::Facts),
            _ => None,
        });
        // What was sent back waits for a person, whatever the policy says.
        let sent_back = decision.is_some_and(|decision| decision.verdict == Verdict::SendBack);
        let by_policy = self.tables.policy == ReleasePolicy::Facts && !sent_back;
        // Masking is the dear part: only where something may come of it.
        if extent.is_none() && !by_policy {
            return (CaseWords::default(), Standing::Undecided);
        }
        if let (Some(extent), Some(decision)) = (extent, decision)
            && let Some(edited) = self.edited(&decision.edits)
        {
            let shown = self.shown(extent, &edited, photos);
            if digest(&shown) == decision.digest {
                let standing = if extent == Extent::Facts {
                    Standing::Facts
                } else {
                    Standing::Words
                };
                return (shown, standing);
            }
            match published().map(|case| self.kept(decision, extent, &shown, &case)) {
                Some(Kept::Stays(words)) => return (*words, Standing::Kept),
                Some(Kept::Finding) => return (CaseWords::default(), Standing::Finding),
                Some(Kept::Other) | None => {}
            }
        }
        if by_policy {
            let unedited = self.unedited();
            let shown = self.shown(Extent::Facts, &unedited, &[]);
            if unedited.words.facts_are_untouched() && !shown.is_empty() {
                return (shown, Standing::Facts);
            }
        }
        let standing = if extent.is_some() {
            Standing::Stale
        } else {
            Standing::Undecided
        };
        (CaseWords::default(), standing)
    }

    /// Exactly what a reader would see.
    #[must_use]
    pub fn shown(&self, extent: Extent, edited: &Edited, photos: &[FinishedPhoto]) -> CaseWords {
        let words = &edited.words;
        let facts = CaseWords {
            result: words.result(),
            public_summary: words.public_summary(),
            ..CaseWords::default()
        };
        let mut shown = match extent {
            Extent::Facts => facts,
            Extent::Words {
                photos: with_photos,
            } => CaseWords {
                title: words.title(),
                description: words.description(),
                place: words.place(),
                photos: if with_photos {
                    shown_photos(edited, photos)
                } else {
                    Vec::new()
                },
                ..facts
            },
        };
        shown.featured = self.record.featured && !shown.is_empty();
        shown.kept = kept(edited, &shown);
        shown
    }
}

fn shown_photos(edited: &Edited, finished: &[FinishedPhoto]) -> Vec<CasePhoto> {
    let alts = edited.words.alts();
    (edited.pictures.iter().zip(finished).zip(alts))
        .map(|((picture, finished), alt)| CasePhoto {
            role: picture.role,
            file: finished.file.as_str().into(),
            width: finished.width,
            height: finished.height,
            alt: alt.unwrap_or_else(|| default_alt(picture.role).into()),
        })
        .collect()
}

/// Pieces that a reviewer let stand in what is shown, each once: the build looks at the words again and
/// has to know them.
fn kept(edited: &Edited, shown: &CaseWords) -> Vec<Box<str>> {
    let fields = edited.words.fields().map(|(_, text)| text);
    let alts = edited.words.alt_texts().iter().flatten();
    let mut pieces: Vec<Box<str>> = fields.chain(alts).flat_map(MaskedText::kept).collect();
    pieces.sort();
    pieces.dedup();
    pieces.retain(|piece| shown.texts().any(|text| text.contains(&**piece)));
    pieces
}

/// What a photo shows if nobody said it.
fn default_alt(role: PhotoRole) -> &'static str {
    match role {
        PhotoRole::Before => "处置前的现场照片",
        PhotoRole::After => "处置后的现场照片",
    }
}

fn pass(parts: ReleasedParts) -> Result<ReleasedCase, Vec<GateFault>> {
    ReleasedCase::made_by_gate(parts, Pass(())).map_err(|fault| {
        vec![GateFault {
            code: "bad-record",
            key: fault.key,
            value: None,
            message: fault.message,
            help: "改正这条原始记录后再运行。".into(),
            is_warning: false,
        }]
    })
}

/// Digest of words and photos in one spelling: keys in this order, absent ones null.
fn digest(words: &CaseWords) -> String {
    let photos: Vec<_> = words
        .photos
        .iter()
        .map(|photo| (photo.role, &photo.file, &photo.alt))
        .collect();
    let canonical = serde_json::to_string(&(
        ("title", &words.title),
        ("description", &words.description),
        ("result", &words.result),
        ("public_summary", &words.public_summary),
        ("place", &words.place),
        ("photos", photos),
    ))
    .expect("texts are plain JSON");
    blake3::hash(canonical.as_bytes()).to_hex().to_string()
}

/// Classes that a structure gives away: what is masked of these was masked whole.
fn is_structured(class: Class) -> bool {
    class != Class::Person
}
