//! A record's words, masked.

use jiayuan_function::case_record::CaseRecord;

use super::is_structured;
use crate::masking::{self, AllowList, Finding, Known, MaskContext, Masked};

/// The words of a record with everything personal replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedWords {
    title: Option<Masked>,
    description: Option<Masked>,
    result: Option<Masked>,
    public_summary: Option<Masked>,
    place: Option<Masked>,
    alts: Vec<Option<Masked>>,
    has_doubts: bool,
}

impl MaskedWords {
    pub(super) fn of(record: &CaseRecord, allow: &AllowList) -> Self {
        let known =
            Known::of(record.known.iter().map(String::as_str)).with_case_number(&record.case_no);
        let context = MaskContext {
            known: &known,
            allow,
        };
        let mut has_doubts = false;
        let mut mask = |text: &str| {
            let text = tidy(text);
            (!text.is_empty()).then(|| {
                let masked = masking::mask(&text, &context);
                has_doubts |= masking::has_doubtful_name(&masked.text);
                masked
            })
        };
        Self {
            title: mask(&record.title),
            description: mask(&record.description),
            result: record.result.as_deref().and_then(&mut mask),
            public_summary: record.public_summary.as_deref().and_then(&mut mask),
            place: record.place.as_deref().and_then(&mut mask),
            alts: record
                .photos
                .iter()
                .map(|photo| photo.alt.as_deref().and_then(&mut mask))
                .collect(),
            has_doubts,
        }
    }

    /// Whether `--all-clean` may take it: nothing was found, or only what has a structure and what
    /// was known, and no word is left that may be a name.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        !self.has_doubts
    }

    /// Whether the unit's own words were published as they are.
    #[must_use]
    pub fn facts_are_untouched(&self) -> bool {
        let untouched = |text: &Option<Masked>| {
            text.as_ref().is_none_or(|masked| {
                masked.findings.is_empty() && !masking::has_doubtful_name(&masked.text)
            })
        };
        untouched(&self.result) && untouched(&self.public_summary)
    }

    /// How many findings there are, and how many of them are names.
    #[must_use]
    pub fn findings(&self) -> (usize, usize) {
        let all = || {
            [
                &self.title,
                &self.description,
                &self.result,
                &self.public_summary,
                &self.place,
            ]
            .into_iter()
            .chain(&self.alts)
            .flatten()
            .flat_map(|masked| &masked.findings)
        };
        let names = all().filter(|finding: &&Finding| !is_structured(finding.class));
        (all().count(), names.count())
    }

    pub(super) fn title(&self) -> Option<Box<str>> {
        text(&self.title)
    }

    pub(super) fn description(&self) -> Option<Box<str>> {
        text(&self.description)
    }

    pub(super) fn result(&self) -> Option<Box<str>> {
        text(&self.result)
    }

    pub(super) fn public_summary(&self) -> Option<Box<str>> {
        text(&self.public_summary)
    }

    pub(super) fn place(&self) -> Option<Box<str>> {
        text(&self.place)
    }

    pub(super) fn alts(&self) -> impl Iterator<Item = Option<Box<str>>> {
        self.alts.iter().map(text)
    }
}

fn text(masked: &Option<Masked>) -> Option<Box<str>> {
    masked.as_ref().map(|masked| masked.text.as_str().into())
}

/// Without what nobody sees and what turns the direction of reading; line breaks stay.
fn tidy(text: &str) -> String {
    let visible = |ch: &char| {
        !matches!(ch, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            && (!ch.is_control() || *ch == '\n')
    };
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|ch| if ch == '\t' || ch == '\r' { ' ' } else { ch })
        .filter(visible)
        .collect();
    text.trim().to_string()
}
