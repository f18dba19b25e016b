//! `desk advance`, `reply`, `close`, `reject`: one case, one step.

use super::{
    Desk,
    arguments::{Advance, Close, Common, Reject, Reply},
    list, photos,
};
use crate::{
    case_record::Stage,
    domain::{Move, Progress, Receipt, Refusal, moves, time, typed},
    doors::Refused,
    store::{Change, Changed, LogEntry, StoreError},
};
use std::io::Write;

/// Tries of one change while others change the same case.
const TRIES: u32 = 5;

/// Why a case was not changed.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotChanged {
    /// There is none.
    #[error("there is no such case; `desk list` shows those there are")]
    NoCase,
    /// The rules.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The unit stands in no table.
    #[error("the site has no unit {name}{}", nearest.as_ref().map_or_else(String::new, |near| format!("; did you mean {near}?")))]
    NoUnit {
        /// As it was written.
        name: String,
        /// One like it.
        nearest: Option<String>,
    },
    /// The internal note could not be sealed.
    #[error("the internal note cannot be sealed: {0}")]
    Sealing(String),
    /// The table.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Others were always quicker.
    #[error("others keep changing this case; try again")]
    Busy,
}

impl NotChanged {
    /// A code that scripts can rely on.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoCase => "no_case",
            Self::Refused(refusal) => refusal.code(),
            Self::NoUnit { .. } => "no_unit",
            Self::Sealing(_) => "not_sealed",
            Self::Store(_) => "store",
            Self::Busy => "busy",
        }
    }
}

/// A step to take.
#[derive(Clone)]
pub(super) enum Step {
    /// To a stage.
    Move(Move),
    /// An answer to the resident.
    Reply {
        /// The words.
        text: String,
        /// Who answers.
        unit: Option<String>,
    },
}

pub(super) async fn advance(
    desk: &Desk,
    wish: Advance,
    out: &mut dyn Write,
) -> Result<(), Refused> {
    let step = Move {
        role: wish.role,
        note: wish.note,
        handle_due_at: wish.due,
        close_due_at: wish.close_due,
        ..step(desk, wish.stage, &wish.common)
    };
    one(desk, &wish.common, Step::Move(step), out).await
}

pub(super) async fn reject(desk: &Desk, wish: Reject, out: &mut dyn Write) -> Result<(), Refused> {
    let step = Move {
        note: Some(wish.reason),
        ..step(desk, Stage::Rejected, &wish.common)
    };
    one(desk, &wish.common, Step::Move(step), out).await
}

pub(super) async fn reply(desk: &Desk, wish: Reply, out: &mut dyn Write) -> Result<(), Refused> {
    let common = Common {
        receipt: wish.receipt,
        unit: wish.unit.clone(),
        internal: wish.internal,
        at: None,
    };
    let step = Step::Reply {
        text: wish.text,
        unit: wish.unit,
    };
    one(desk, &common, step, out).await
}

pub(super) async fn close(desk: &Desk, wish: Close, out: &mut dyn Write) -> Result<(), Refused> {
    let step = Move {
        note: wish.note,
        result: Some(wish.result),
        ..step(desk, Stage::Closed, &wish.common)
    };
    let receipt = &wish.common.receipt;
    // Nothing is put beside a case that cannot be closed.
    let files = photos::read(desk, &wish.photo)?;
    if !files.is_empty() {
        let case = desk.case(receipt).await?;
        let step = desk.known_unit(Step::Move(step.clone()));
        step.and_then(|step| Ok(step.take(&case.progress, desk.now)?))
            .map_err(|error| format!("{receipt}: {error}"))?;
    }
    let put = photos::put_after(desk, receipt, files).await?;
    let closed = one(desk, &wish.common, Step::Move(step), out).await;
    if closed.is_err() {
        for name in put {
            desk.uploads.delete(receipt, name).await?;
        }
    }
    closed
}

fn step(desk: &Desk, to: Stage, common: &Common) -> Move {
    Move {
        unit: common.unit.clone(),
        ..Move::by_office(to, common.at.unwrap_or(desk.now))
    }
}

/// One step, and the case after it.
async fn one(desk: &Desk, common: &Common, step: Step, out: &mut dyn Write) -> Result<(), Refused> {
    let receipt = &common.receipt;
    let after = desk
        .change(receipt, step, common.internal.as_deref())
        .await
        .map_err(|error| format!("{receipt}: {error}"))?;
    if desk.json {
        writeln!(out, "{}", list::facts(desk, &after))?;
    } else {
        writeln!(
            out,
            "{receipt}  {} {}  {}",
            desk.label(after.stage()),
            moves::stage_word(after.stage()),
            time::minute(after.updated_at)
        )?;
    }
    Ok(())
}

impl Step {
    /// The case after this step.
    pub(super) fn take(&self, case: &Progress, now: jiff::Timestamp) -> Result<Progress, Refusal> {
        match self {
            Self::Move(wish) => case.moved(wish, now),
            Self::Reply { text, unit } => {
                let said = typed::lines(text);
                let again = |step: &crate::domain::Step| {
                    step.reply && step.note.as_deref() == Some(said.as_str())
                };
                if case.stages.last().is_some_and(again) {
                    return Err(Refusal::AlreadyThere);
                }
                case.answered(text, unit.as_deref(), now)
            }
        }
    }

    fn did(&self) -> String {
        match self {
            Self::Move(wish) => moves::stage_word(wish.to),
            Self::Reply { .. } => "reply".to_owned(),
        }
    }
}

impl Desk {
    /// Takes a step and writes it down, again if somebody else was quicker.
    pub(super) async fn change(
        &self,
        receipt: &Receipt,
        step: Step,
        internal: Option<&str>,
    ) -> Result<Progress, NotChanged> {
        let step = self.known_unit(step)?;
        let internal = internal.map(typed::lines).filter(|note| !note.is_empty());
        if let Some(note) = &internal
            && note.chars().count() > moves::WORDS_CHARACTERS
        {
            return Err(NotChanged::Refused(Refusal::TooLong {
                what: "the internal note",
                most: moves::WORDS_CHARACTERS,
            }));
        }
        let sealed = internal
            .map(|note| self.seal(&note))
            .transpose()
            .map_err(|error| NotChanged::Sealing(error.to_string()))?;
        for _ in 0..TRIES {
            let case = self.store.case(receipt).await?.ok_or(NotChanged::NoCase)?;
            let after = step.take(&case.progress, self.now)?;
            let change = Change {
                case: &case,
                after: &after,
                entry: LogEntry {
                    at: self.now,
                    by: self.by.clone(),
                    did: step.did(),
                    sealed: sealed.clone(),
                },
                clocks: self.clocks,
            };
            if let Changed::Done(after) = self.store.change(&change).await? {
                return Ok(after);
            }
        }
        Err(NotChanged::Busy)
    }

    /// The step with its unit's full name.
    pub(super) fn known_unit(&self, mut step: Step) -> Result<Step, NotChanged> {
        let unit = match &mut step {
            Step::Move(wish) => &mut wish.unit,
            Step::Reply { unit, .. } => unit,
        };
        let (Some(tables), Some(name)) = (&self.tables, unit.as_deref().map(typed::line)) else {
            return Ok(step);
        };
        if name.is_empty() {
            return Ok(step);
        }
        match tables.unit(&name) {
            Some(known) => *unit = Some(known),
            None => {
                // In thousandths, for floats have no order.
                let likeness = |unit: &&crate::intake_tables::IntakeUnit| {
                    let names = std::iter::once(&unit.name).chain(&unit.aliases);
                    let like = names.map(|known| strsim::normalized_levenshtein(known, &name));
                    (like.fold(0.0, f64::max) * 1000.0) as u32
                };
                let nearest = tables.units.iter().max_by_key(likeness);
                let nearest = nearest
                    .filter(|unit| likeness(unit) >= 400)
                    .map(|unit| unit.name.clone());
                return Err(NotChanged::NoUnit { name, nearest });
            }
        }
        Ok(step)
    }
}
