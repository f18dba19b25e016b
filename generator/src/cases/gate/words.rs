//! A record's words, masked as the masker and a reviewer say.

use jiayuan_function::case_record::CaseRecord;

use super::is_structured;
use crate::{
    cases::edits::{Edits, Field, Picture},
    masking::{self, AllowList, Finding, Known, MaskContext, Masked, Switches},
};

/// The words of a record with everything personal replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedWords {
    title: Option<MaskedText>,
    description: Option<MaskedText>,
    result: Option<MaskedText>,
    public_summary: Option<MaskedText>,
    place: Option<MaskedText>,
    alts: Vec<Option<MaskedText>>,
    has_doubts: bool,
}

/// One text, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedText {
    /// As it was written, without what nobody sees. Findings and switches count in its code points.
    pub original: String,
    /// What a reader would see, and what was found.
    pub masked: Masked,
    /// Whether a word is left that may be a name.
    pub has_doubts: bool,
    /// Findings, masked or shown, that hold something known of the reporter: no reviewer may show them.
    pub locked: Vec<Finding>,
}

impl MaskedWords {
    /// The words under some edits. `pictures` are the photos to show.
    pub(super) fn of(
        record: &CaseRecord,
        edits: &Edits,
        pictures: &[Picture],
        allow: &AllowList,
    ) -> Self {
        let known =
            Known::of(record.known.iter().map(String::as_str)).with_case_number(&record.case_no);
        let context = MaskContext {
            known: &known,
            allow,
        };
        let untouched = Switches::default();
        let mask = |field: Field, text: Option<&str>| {
            let switches = edits.switches.get(&field).unwrap_or(&untouched);
            MaskedText::of(text?, switches, &context)
        };
        let words = [
            mask(Field::Title, Some(&record.title)),
            mask(Field::Description, Some(&record.description)),
            mask(Field::Result, record.result.as_deref()),
            mask(Field::PublicSummary, record.public_summary.as_deref()),
            mask(Field::Place, record.place.as_deref()),
        ];
        let alts: Vec<_> = (pictures.iter())
            .map(|picture| MaskedText::of(picture.alt.as_deref()?, &picture.switches, &context))
            .collect();
        let has_doubts = (words.iter().chain(&alts).flatten()).any(|text| text.has_doubts);
        let [title, description, result, public_summary, place] = words;
        Self {
            title,
            description,
            result,
            public_summary,
            place,
            alts,
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
        let untouched = |text: &Option<MaskedText>| {
            text.as_ref()
                .is_none_or(|text| text.masked.findings.is_empty() && !text.has_doubts)
        };
        untouched(&self.result) && untouched(&self.public_summary)
    }

    /// How many findings there are, and how many of them are names.
    #[must_use]
    pub fn findings(&self) -> (usize, usize) {
        let all = || {
            (self.fields().map(|(_, text)| text))
                .chain(self.alts.iter().flatten())
                .flat_map(|text| &text.masked.findings)
        };
        let names = all().filter(|finding: &&Finding| !is_structured(finding.class));
        (all().count(), names.count())
    }

    /// Every text that is there, in the order in which people read a case.
    pub fn fields(&self) -> impl Iterator<Item = (Field, &MaskedText)> {
        [
            (Field::Title, &self.title),
            (Field::Place, &self.place),
            (Field::Description, &self.description),
            (Field::Result, &self.result),
            (Field::PublicSummary, &self.public_summary),
        ]
        .into_iter()
        .filter_map(|(field, text)| Some((field, text.as_ref()?)))
    }

    /// Alternative texts, one for each photo to show.
    pub fn alt_texts(&self) -> &[Option<MaskedText>] {
        &self.alts
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

impl MaskedText {
    /// None if nothing is written there.
    fn of(text: &str, switches: &Switches, context: &MaskContext<'_>) -> Option<Self> {
        let original = tidy(text);
        if original.is_empty() {
            return None;
        }
        // What is known of the reporter is never shown, whatever was switched.
        let known = masking::find_known(&original, context.known);
        let holds_known =
            |start, end| (known.iter()).any(|found| found.start < end && start < found.end);
        let shown = (switches.shown.iter().copied())
            .filter(|span| !holds_known(span.start, span.end))
            .collect();
        let switches = Switches {
            shown,
            hidden: switches.hidden.clone(),
        };
        let masked = masking::mask_with(&original, context, &switches);
        let locked = (masked.findings.iter().copied())
            .filter(|finding| holds_known(finding.start, finding.end))
            .collect();
        // A name that nobody knew may be half of one: whoever decides looks at it.
        let has_unknown_name =
            (masked.findings.iter()).any(|finding| !finding.known && !is_structured(finding.class));
        Some(Self {
            has_doubts: has_unknown_name || !masked.doubts.is_empty(),
            original,
            masked,
            locked,
        })
    }

    /// The pieces that are shown although they were found.
    pub fn kept(&self) -> impl Iterator<Item = Box<str>> {
        let text = &self.original;
        (self.masked.shown.iter()).map(|finding| {
            let length = finding.end - finding.start;
            let piece: String = text.chars().skip(finding.start).take(length).collect();
            piece.into()
        })
    }
}

fn text(masked: &Option<MaskedText>) -> Option<Box<str>> {
    masked.as_ref().map(|text| text.masked.text.as_str().into())
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
