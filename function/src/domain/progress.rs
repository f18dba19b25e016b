//! What of a report stands in the table in clear, and is all that a look-up and the desk's list can
//! show: its receipt, what it is about, how far it has come, and what the office wrote to its
//! resident. Nothing that the resident typed.

use super::Receipt;
use crate::case_record::{CategoryRef, Kind, Satisfaction, Stage, UnitRole};
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
    /// What happened, oldest first; the last one holds.
    pub stages: Vec<Step>,
    /// Who has to act.
    pub units: Vec<AssignedUnit>,
    /// By when the whole case must be handled.
    pub handle_due_at: Option<Timestamp>,
    /// By when the whole case must be closed.
    pub close_due_at: Option<Timestamp>,
    /// What was done, in the office's words, once it is closed.
    pub result: Option<String>,
    /// What the resident last said of a closing.
    pub rating: Option<Rating>,
    /// Whether the site has a page with its outcome.
    pub published: bool,
    /// Counts the changes, so that two who change at once notice each other.
    pub version: u64,
}

/// Something that happened: a stage that was reached, or an answer at the stage that holds.
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
    /// The note is an answer to the resident; no stage was reached.
    pub reply: bool,
}

/// A unit that has to act. Times are of this unit's own steps.
#[derive(Debug, Clone, PartialEq)]
pub struct AssignedUnit {
    /// Name as in the site's table of units.
    pub name: String,
    /// 主责 or 协办.
    pub role: UnitRole,
    /// When it was sent.
    pub dispatched_at: Timestamp,
    /// By when it must have handled it.
    pub handle_due_at: Option<Timestamp>,
    /// When it reported back.
    pub handled_at: Option<Timestamp>,
}

/// What a resident said of a closing, without the comment: that is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rating {
    /// When.
    pub at: Timestamp,
    /// Whether it is resolved.
    pub resolved: bool,
    /// How satisfied.
    pub satisfied: Satisfaction,
    /// Which closing it is about; the first is 1.
    pub closing: usize,
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
            stages: vec![Step::reached(Stage::Reported, at)],
            units: Vec::new(),
            handle_due_at: None,
            close_due_at: None,
            result: None,
            rating: None,
            published: false,
            version: 1,
        }
    }

    /// The stage that holds now.
    pub fn stage(&self) -> Stage {
        self.stages
            .last()
            .map_or(Stage::Reported, |step| step.stage)
    }

    /// When a stage was reached last.
    pub fn reached(&self, stage: Stage) -> Option<Timestamp> {
        self.stages
            .iter()
            .rev()
            .find(|step| step.stage == stage && !step.reply)
            .map(|step| step.at)
    }

    /// The earliest time by which something is owed and not done.
    pub fn due_at(&self) -> Option<Timestamp> {
        if super::status::is_over(self.stage()) {
            return None;
        }
        let units = self
            .units
            .iter()
            .filter(|unit| unit.handled_at.is_none())
            .filter_map(|unit| unit.handle_due_at);
        units
            .chain(self.close_due_at)
            .chain(self.handle_due_at.filter(|_| !self.is_handled()))
            .min()
    }

    /// Whether every unit has reported back.
    pub fn is_handled(&self) -> bool {
        !self.units.is_empty() && self.units.iter().all(|unit| unit.handled_at.is_some())
    }
}

impl Step {
    /// A stage reached, with nothing to say.
    pub fn reached(stage: Stage, at: Timestamp) -> Self {
        Self {
            stage,
            at,
            unit: None,
            note: None,
            reply: false,
        }
    }
}
