//! The public facts of a case, and its photos.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Month, PhotoRole, Stage, UnitRole};

/// The public facts of a case that was not reported from home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Category, under its edition.
    pub category: CaseCategory,
    /// Street office's area.
    pub street: Arc<str>,
    /// Community within the street.
    pub community: Option<Arc<str>>,
    /// Channel it came by.
    pub source: Arc<str>,
    /// Responsible units, the lead first.
    pub units: Vec<CaseUnit>,
    /// Stages reached, oldest first.
    pub stages: Vec<CaseStage>,
    /// Day by which it had to be handled.
    pub handle_due: Option<Date>,
    /// Day by which it had to be closed.
    pub close_due: Option<Date>,
    /// Month that `handle_due` falls in.
    pub due_month: Option<Month>,
    /// Whether it was handled in time; none until it is handled.
    pub handled_on_time: Option<bool>,
    /// Whether it was closed in time; none until it is closed.
    pub closed_on_time: Option<bool>,
    /// Working time from the report to the closing, in minutes; none until it is closed.
    pub working_minutes: Option<u32>,
    /// Whether it was sent back to be done again; none while that is open.
    pub reworked: Option<bool>,
    /// Whether more time was granted; none while that is open.
    pub deferred: Option<bool>,
}

/// A category under the edition of the code list that was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCategory {
    /// Edition of the code list.
    pub edition: Arc<str>,
    /// 部件 or 事项.
    pub kind: Arc<str>,
    /// Code: text, it may start with 0.
    pub code: Arc<str>,
    /// The label people read.
    pub label: Arc<str>,
}

/// A unit's part in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseUnit {
    /// Name as in the table of units.
    pub name: Arc<str>,
    /// Lead or joint.
    pub role: UnitRole,
    /// Day it was sent to the unit.
    pub dispatched: Option<Date>,
    /// Day by which the unit had to handle it.
    pub handle_due: Option<Date>,
    /// Day the unit handled it.
    pub handled: Option<Date>,
    /// Whether the unit was in time; none until it has handled it.
    pub handled_on_time: Option<bool>,
    /// Whether the unit had to do it again; none while that is open.
    pub reworked: Option<bool>,
    /// Whether the unit was granted more time; none while that is open.
    pub deferred: Option<bool>,
}

/// A stage that the case reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStage {
    /// Which.
    pub stage: Stage,
    /// Day, unless nobody wrote it down.
    pub date: Option<Date>,
    /// Unit concerned.
    pub unit: Option<Arc<str>>,
}

/// A finished photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePhoto {
    /// Before or after.
    pub role: PhotoRole,
    /// File name under `cases/photos/`: 32 hexadecimal digits of the file's own digest, and `.jpg`.
    pub file: Box<str>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Alternative text.
    pub alt: Box<str>,
}

impl CaseRow {
    /// The first day that is known.
    pub fn first_date(&self) -> Option<Date> {
        self.stages.iter().find_map(|stage| stage.date)
    }

    /// The day of a stage, the last one if it was reached several times.
    pub fn date_of(&self, stage: Stage) -> Option<Date> {
        self.stages
            .iter()
            .rev()
            .find(|reached| reached.stage == stage)?
            .date
    }

    /// The latest day that is known.
    pub fn latest_date(&self) -> Option<Date> {
        self.stages.iter().filter_map(|stage| stage.date).max()
    }

    /// Whether it waits for something that takes long: put off or suspended, and not closed.
    pub fn is_long_standing(&self) -> bool {
        let over = [
            Stage::Closed,
            Stage::Evaluated,
            Stage::Rejected,
            Stage::Voided,
        ];
        let waits = self.reached(Stage::Suspended) || self.reached(Stage::Deferred);
        waits && !over.iter().any(|stage| self.reached(*stage))
    }

    /// Whether a stage was reached, dated or not.
    pub fn reached(&self, stage: Stage) -> bool {
        self.stages.iter().any(|reached| reached.stage == stage)
    }

    /// The stage that the case is in.
    pub fn last_stage(&self) -> Option<Stage> {
        self.stages.last().map(|reached| reached.stage)
    }
}
