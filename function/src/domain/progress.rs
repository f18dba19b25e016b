//! What of a report stands in the table in clear, and is all that a look-up, and later the desk's
//! list, can show: its receipt, what it is about, and how far it has come. Nothing that was typed.

use super::Receipt;
use crate::case_record::{CategoryRef, Kind, Stage};
use jiff::Timestamp;

/// A report without its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Which report.
    pub receipt: Receipt,
    /// What was wanted.
    pub kind: Kind,
    /// What it is about.
    pub category: Option<CategoryRef>,
    /// Where.
    pub street: Option<String>,
    /// When it came in.
    pub filed_at: Timestamp,
    /// When anything last changed.
    pub updated_at: Timestamp,
    /// Stages reached, oldest first; the last one holds.
    pub stages: Vec<Step>,
}

/// A stage that was reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which.
    pub stage: Stage,
    /// When.
    pub at: Timestamp,
    /// The unit concerned.
    pub unit: Option<String>,
    /// What the office lets the resident read with it.
    pub note: Option<String>,
}

impl Progress {
    /// A report that has just come in.
    pub fn filed(receipt: Receipt, report: &super::NewReport, at: Timestamp) -> Self {
        Self {
            receipt,
            kind: report.kind,
            category: report.category.clone(),
            street: report.street.clone(),
            filed_at: at,
            updated_at: at,
            stages: vec![Step {
                stage: Stage::Reported,
                at,
                unit: None,
                note: None,
            }],
        }
    }

    /// The stage that holds now.
    pub fn stage(&self) -> Stage {
        self.stages
            .last()
            .map_or(Stage::Reported, |step| step.stage)
    }
}
