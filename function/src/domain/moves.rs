//! What a move does to a case. The table of [`super::status`] says whether it may.

mod refusal;

pub use refusal::Refusal;

use super::{
    Progress, Step,
    progress::{AssignedUnit, Rating},
    status::{self, Need, Who},
    typed,
};
use crate::case_record::{Kind, Stage, UnitRole};
use jiff::{SignedDuration, Timestamp};

/// Most characters of what a resident reads with a move.
pub const NOTE_CHARACTERS: usize = 500;
/// Most characters of a result, of an answer, and of an internal note.
pub const WORDS_CHARACTERS: usize = 2000;
/// Most characters of a unit's name.
pub const UNIT_CHARACTERS: usize = 100;
/// Most steps of one case: the whole of it travels with every look-up.
pub const MOST_STEPS: usize = 200;
/// How far clocks of two machines may differ.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(5);

/// A wish to move a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The stage to reach.
    pub to: Stage,
    /// When it was reached.
    pub at: Timestamp,
    /// Who says so.
    pub who: Who,
    /// The unit concerned.
    pub unit: Option<String>,
    /// Its part in the case; only for dispatching. The first unit leads, others join.
    pub role: Option<UnitRole>,
    /// What the resident reads with it.
    pub note: Option<String>,
    /// What was done; only for closing. Stands as the note unless there is one.
    pub result: Option<String>,
    /// By when the unit must have handled it; only for dispatching and deferring.
    pub handle_due_at: Option<Timestamp>,
    /// By when the case must be closed; only for dispatching and deferring.
    pub close_due_at: Option<Timestamp>,
}

impl Move {
    /// The office's move at this time, with nothing else said.
    pub fn by_office(to: Stage, at: Timestamp) -> Self {
        Self {
            to,
            at,
            who: Who::Office,
            unit: None,
            role: None,
            note: None,
            result: None,
            handle_due_at: None,
            close_due_at: None,
        }
    }
}

impl Progress {
    /// The case after this move, written down `now`.
    pub fn moved(&self, wish: &Move, now: Timestamp) -> Result<Self, Refusal> {
        let mut wish = wish.even();
        let repeated = |step: &Step| {
            step.stage == wish.to
                && !step.reply
                && is_moment(step.at, wish.at)
                && (wish.unit.is_none() || step.unit == wish.unit)
        };
        if self.stages.iter().any(repeated) {
            return Err(Refusal::AlreadyThere);
        }
        if let Some(last) = self
            .stages
            .last()
            .filter(|step| is_moment(step.at, wish.at))
        {
            wish.at = last.at;
        }
        let from = self.stage();
        let rule = status::allowed(self.kind, from, wish.to, wish.who).ok_or_else(|| {
            Refusal::NotAllowed {
                from,
                to: wish.to,
                next: status::next(self.kind, from, wish.who),
            }
        })?;
        self.time(wish.at, now)?;
        wish.said(rule.note)?;
        wish.times()?;
        let unit = self.concerned(&wish, rule.unit)?;
        let mut after = self.clone();
        after.assign(&wish, unit.as_deref());
        after.stages.push(Step {
            stage: wish.to,
            at: wish.at,
            unit,
            note: wish.note.clone().or_else(|| wish.result.clone()),
            reply: false,
        });
        after.result = match wish.to {
            Stage::Closed => wish.result.or(wish.note),
            Stage::Evaluated => after.result,
            _ => None,
        };
        after.updated_at = now;
        Ok(after)
    }

    /// The case with an answer to its resident. The stage stays.
    pub fn answered(
        &self,
        text: &str,
        unit: Option<&str>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let text = typed::lines(text);
        if text.is_empty() {
            return Err(Refusal::NoteMissing);
        }
        within("the answer", &text, WORDS_CHARACTERS)?;
        if self.stages.len() >= MOST_STEPS {
            return Err(Refusal::TooManySteps);
        }
        let mut after = self.clone();
        let last = self.stages.last().map_or(now, |step| step.at);
        after.stages.push(Step {
            stage: self.stage(),
            at: now.max(last),
            unit: unit.map(typed::line).filter(|unit| !unit.is_empty()),
            note: Some(text),
            reply: true,
        });
        after.updated_at = now;
        Ok(after)
    }

    /// Whether the resident may rate: once for each closing.
    pub fn may_rate(&self) -> Result<(), Refusal> {
        if !matches!(self.stage(), Stage::Closed | Stage::Evaluated) {
            return Err(Refusal::NotClosed);
        }
        match self.rating {
            Some(rating) if rating.closing >= self.closings() => Err(Refusal::RatedAlready),
            _ => Ok(()),
        }
    }

    /// How often the case was closed.
    fn closings(&self) -> usize {
        let closed = |step: &&Step| step.stage == Stage::Closed && !step.reply;
        self.stages.iter().filter(closed).count()
    }

    /// The case after its resident has rated the closing. 未解决 reopens it as 返工.
    pub fn rated(&self, rating: Rating) -> Result<Self, Refusal> {
        self.may_rate()?;
        let last = self.stages.last().map_or(rating.at, |step| step.at);
        let rating = Rating {
            // A closing may have been entered with a clock that goes before ours.
            at: rating.at.max(last),
            closing: self.closings(),
            ..rating
        };
        let mut after = self.clone();
        if !rating.resolved {
            let wish = Move {
                who: Who::Resident,
                ..Move::by_office(Stage::Reworked, rating.at)
            };
            after = self.moved(&wish, rating.at)?;
        }
        after.rating = Some(rating);
        after.updated_at = rating.at;
        Ok(after)
    }

    /// Steps stand in the order of their times, and none of them lies ahead.
    fn time(&self, at: Timestamp, now: Timestamp) -> Result<(), Refusal> {
        if self.stages.len() >= MOST_STEPS {
            return Err(Refusal::TooManySteps);
        }
        if self.stages.last().is_some_and(|step| at < step.at) {
            return Err(Refusal::TimeBackwards);
        }
        if at > now + CLOCKS_DIFFER {
            return Err(Refusal::TimeAhead);
        }
        Ok(())
    }

    /// The unit that a move concerns. Where only one can be meant it need not be named.
    fn concerned(&self, wish: &Move, need: Need) -> Result<Option<String>, Refusal> {
        let Some(unit) = &wish.unit else {
            let at_work: Vec<_> = self
                .units
                .iter()
                .filter(|unit| unit.handled_at.is_none())
                .collect();
            return match (need, wish.to, at_work.as_slice()) {
                (Need::Must, ..) => Err(Refusal::UnitMissing),
                (_, Stage::Feedback | Stage::Returned, [one]) => Ok(Some(one.name.clone())),
                (_, Stage::Feedback | Stage::Returned, [_, _, ..]) => Err(Refusal::UnitMissing),
                (_, Stage::Handling, [one]) => Ok(Some(one.name.clone())),
                _ => Ok(None),
            };
        };
        within("the unit's name", unit, UNIT_CHARACTERS)?;
        let is_on_the_case = self.units.iter().any(|known| known.name == *unit);
        let answers = wish.to == Stage::Closed && self.kind != Kind::Report;
        match need {
            Need::Never => Err(Refusal::UnitTooMany),
            // Whoever has to act is on the case; a question is closed by whoever answers it.
            Need::May if !(is_on_the_case || answers) => Err(Refusal::NotItsUnit(unit.clone())),
            _ => Ok(Some(unit.clone())),
        }
    }

    /// Keeps the units' own times.
    fn assign(&mut self, wish: &Move, unit: Option<&str>) {
        let this = |known: &AssignedUnit| unit.is_none_or(|unit| known.name == unit);
        match (wish.to, unit) {
            (Stage::Dispatched, Some(name)) => self.dispatch(name, wish),
            (Stage::Deferred, _) => {
                for known in self.units.iter_mut().filter(|known| this(known)) {
                    known.handle_due_at = wish.handle_due_at.or(known.handle_due_at);
                }
            }
            (Stage::Feedback, _) => {
                for known in self.units.iter_mut().filter(|known| this(known)) {
                    known.handled_at = Some(wish.at);
                }
            }
            // Who sends it back has nothing more to do with it.
            (Stage::Returned, Some(name)) => self.units.retain(|known| known.name != name),
            (Stage::Reworked, _) => {
                for known in self.units.iter_mut().filter(|known| this(known)) {
                    known.handled_at = None;
                }
            }
            // A closing says that all of it is handled, also by those who did not write back.
            (Stage::Closed, _) => {
                for known in &mut self.units {
                    known.handled_at.get_or_insert(wish.at);
                }
            }
            _ => {}
        }
        // The whole case is due with the last of its units; 延期 sets the time anew.
        self.handle_due_at = match wish.to {
            Stage::Deferred => wish.handle_due_at.or(self.handle_due_at),
            _ => wish.handle_due_at.max(self.handle_due_at),
        };
        self.close_due_at = wish.close_due_at.or(self.close_due_at);
    }

    fn dispatch(&mut self, name: &str, wish: &Move) {
        let led = self
            .units
            .iter()
            .any(|known| known.role == UnitRole::Lead && known.name != name);
        let usual = if led { UnitRole::Joint } else { UnitRole::Lead };
        match self.units.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                known.role = wish.role.unwrap_or(known.role);
                known.dispatched_at = wish.at;
                known.handle_due_at = wish.handle_due_at.or(known.handle_due_at);
                known.handled_at = None;
            }
            None => self.units.push(AssignedUnit {
                name: name.to_owned(),
                role: wish.role.unwrap_or(usual),
                dispatched_at: wish.at,
                handle_due_at: wish.handle_due_at,
                handled_at: None,
            }),
        }
    }
}

impl Move {
    /// The same with its words made even; what is empty was not said.
    fn even(&self) -> Self {
        let said = |text: &Option<String>, even: fn(&str) -> String| {
            text.as_deref().map(even).filter(|text| !text.is_empty())
        };
        Self {
            unit: said(&self.unit, typed::line),
            note: said(&self.note, typed::lines),
            result: said(&self.result, typed::lines),
            ..self.clone()
        }
    }

    fn said(&self, need: Need) -> Result<(), Refusal> {
        if self.result.is_some() && self.to != Stage::Closed {
            return Err(Refusal::ResultTooMany);
        }
        if self.role.is_some() && self.to != Stage::Dispatched {
            return Err(Refusal::RoleTooMany);
        }
        if let Some(note) = &self.note {
            within("the note", note, NOTE_CHARACTERS)?;
        }
        if let Some(result) = &self.result {
            within("the result", result, WORDS_CHARACTERS)?;
        }
        match need {
            Need::Must if self.note.is_none() && self.result.is_none() => Err(Refusal::NoteMissing),
            Need::Never if self.note.is_some() => Err(Refusal::NoteTooMany),
            _ => Ok(()),
        }
    }

    fn times(&self) -> Result<(), Refusal> {
        let due: Vec<_> = self
            .handle_due_at
            .iter()
            .chain(&self.close_due_at)
            .collect();
        if due.is_empty() {
            return Ok(());
        }
        if !matches!(self.to, Stage::Dispatched | Stage::Deferred) {
            return Err(Refusal::DueTooMany);
        }
        if due.into_iter().any(|due| *due <= self.at) {
            return Err(Refusal::DueBackwards);
        }
        Ok(())
    }
}

/// Whether a time as written means this moment. Platforms write minutes; a report that came in at
/// 09:12:45 was not accepted before that when the platform says 09:12.
fn is_moment(at: Timestamp, written: Timestamp) -> bool {
    let (at, written) = (at.as_second(), written.as_second());
    at == written || (written % 60 == 0 && at - at % 60 == written)
}

fn within(what: &'static str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most {
        return Err(Refusal::TooLong { what, most });
    }
    Ok(())
}

/// The word of a stage, as commands and files write it.
pub fn stage_word(stage: Stage) -> String {
    match serde_json::to_value(stage) {
        Ok(serde_json::Value::String(word)) => word,
        _ => unreachable!("stages are written as words"),
    }
}

/// The stage of a word.
pub fn read_stage(word: &str) -> Option<Stage> {
    serde_json::from_value(serde_json::Value::String(word.trim().to_lowercase())).ok()
}

#[cfg(test)]
mod tests;
