//! The public loop of a case as a line of steps, with what happened aside of them.

use jiayuan_function::intake_tables::LOOP;
use jiff::civil::Date;
use serde::Serialize;

use super::case_card::stage_key;
use crate::model::released_case::{CaseRow, Stage};
use crate::settings::Settings;

/// A step of the loop.
#[derive(Debug, Serialize)]
pub struct LoopStepView {
    label: &'static str,
    reached: bool,
    date: Option<String>,
    /// Which day of the case that was, the first being 1.
    day: Option<i32>,
    units: Vec<String>,
    /// What happened aside while the case stood here: put off, sent back, done again.
    notes: Vec<NoteView>,
}

/// Something that is no step of the loop.
#[derive(Debug, Serialize)]
pub struct NoteView {
    label: String,
    date: Option<String>,
    day: Option<i32>,
    unit: Option<String>,
}

/// Whether a stage lies aside of the loop.
pub(super) fn is_side_state(stage: Stage) -> bool {
    stage > Stage::Evaluated
}

/// The steps of a case.
#[must_use]
pub fn steps(row: &CaseRow, settings: &Settings) -> Vec<LoopStepView> {
    let first = row.first_date();
    let day = |date: Option<Date>| {
        let span = first?.until(date?).ok()?;
        Some(span.get_days() + 1)
    };
    let text = |date: Option<Date>| date.map(|date| date.to_string());
    let step_of = |stage: Stage| LOOP.iter().position(|(_, stages)| stages.contains(&stage));
    let furthest = LOOP
        .iter()
        .rposition(|(_, stages)| stages.iter().any(|stage| row.reached(*stage)));
    let mut steps: Vec<LoopStepView> = LOOP
        .iter()
        .enumerate()
        .map(|(at, (label, stages))| {
            let date = stages.iter().rev().find_map(|stage| row.date_of(*stage));
            LoopStepView {
                label,
                // A later step implies the earlier ones, written down or not.
                reached: furthest.is_some_and(|furthest| at <= furthest),
                date: text(date),
                day: day(date),
                units: units(row, stages),
                notes: Vec::new(),
            }
        })
        .collect();
    let mut standing = 0;
    for reached in &row.stages {
        if !is_side_state(reached.stage) {
            standing = step_of(reached.stage).unwrap_or(standing);
            continue;
        }
        steps[standing].notes.push(NoteView {
            label: settings.stage_label(stage_key(reached.stage)).to_owned(),
            date: text(reached.date),
            day: day(reached.date),
            unit: reached.unit.as_deref().map(str::to_owned),
        });
    }
    steps
}

/// Units concerned by a step, each once, in the order in which they come.
fn units(row: &CaseRow, stages: &[Stage]) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for reached in row.stages.iter().filter(|s| stages.contains(&s.stage)) {
        let unit = reached.unit.as_deref().map(str::to_owned);
        units.extend(unit.filter(|unit| !units.contains(unit)));
    }
    units
}
