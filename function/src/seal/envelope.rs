//! What is sealed of a report: what the resident wrote, and apart from it who they are. Name and
//! phone are deleted some time after closing; the words stay as long as the case.

use crate::{
    case_record::Location,
    domain::{NewReport, Phone},
};
use serde::{Deserialize, Serialize};

/// The shape that this module writes.
const VERSION: u32 = 2;

/// What a resident wrote.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Version of this shape.
    pub version: u32,
    /// The words.
    pub text: String,
    /// Where, in words; may be empty.
    pub place: String,
    /// The sticker that it was reported at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_token: Option<String>,
    /// Community of the sticker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<String>,
    /// Grid cell of the sticker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// Where, on the map: coarse, WGS-84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// They want an answer.
    pub reply_wanted: bool,
    /// The anonymised words may be published.
    pub consent_publish: bool,
    /// They left a contact. Once that is deleted, nobody knows any more which words of the text are
    /// their name, and the words must not be published on.
    pub has_contact: bool,
}

/// Who a resident is.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Version of this shape.
    pub version: u32,
    /// Who; may be empty.
    pub name: String,
    /// The number in E.164; may be empty.
    pub phone: String,
    /// The ways in which that number is written, the typed one first.
    pub phone_spellings: Vec<String>,
}

impl Envelope {
    /// What was written in a report.
    pub fn of(report: &NewReport) -> Self {
        Self {
            version: VERSION,
            text: report.text.clone(),
            place: report.place.clone(),
            place_token: report.place_token.clone(),
            community: report.community.clone(),
            grid: report.grid.clone(),
            location: report.location.clone(),
            reply_wanted: report.reply_wanted,
            consent_publish: report.consent_publish,
            has_contact: Contact::of(report).is_some(),
        }
    }
}

impl Contact {
    /// Who wrote a report, if they said so.
    pub fn of(report: &NewReport) -> Option<Self> {
        if report.phone.is_none() && report.name.is_empty() {
            return None;
        }
        let mut spellings = report
            .phone
            .as_ref()
            .map(Phone::spellings)
            .unwrap_or_default();
        if report.phone.is_some() && !spellings.contains(&report.phone_typed) {
            spellings.insert(0, report.phone_typed.clone());
        }
        Some(Self {
            version: VERSION,
            name: report.name.clone(),
            phone: report.phone.as_ref().map_or("", Phone::e164).to_owned(),
            phone_spellings: spellings,
        })
    }

    /// The exact strings that nobody else may read, for masking them wherever they occur.
    pub fn known(&self) -> Vec<String> {
        let mut known = Vec::new();
        for private in std::iter::once(&self.name).chain(&self.phone_spellings) {
            if !private.is_empty() && !known.contains(private) {
                known.push(private.clone());
            }
        }
        known
    }
}
