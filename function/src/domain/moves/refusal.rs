//! Why a case did not move, in words that say what to do instead.

use super::{MOST_STEPS, stage_word};
use crate::case_record::Stage;
use std::fmt;

/// Why a case did not move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The table has no such line.
    NotAllowed {
        /// Where the case stands.
        from: Stage,
        /// Where it was to go.
        to: Stage,
        /// Where it may go.
        next: Vec<Stage>,
    },
    /// This very step is there already: nothing to do.
    AlreadyThere,
    /// A unit has to be named.
    UnitMissing,
    /// The unit is not one of the case's.
    NotItsUnit(String),
    /// This move names no unit.
    UnitTooMany,
    /// The resident has to be told something.
    NoteMissing,
    /// This move says nothing.
    NoteTooMany,
    /// Only a closing has a result.
    ResultTooMany,
    /// Only dispatching gives a unit its part.
    RoleTooMany,
    /// Only dispatching and deferring set a time.
    DueTooMany,
    /// Longer than what can be shown.
    TooLong {
        /// What.
        what: &'static str,
        /// Most characters.
        most: usize,
    },
    /// Before the step that came last.
    TimeBackwards,
    /// Not yet.
    TimeAhead,
    /// Due before it was dispatched.
    DueBackwards,
    /// The case has too many steps.
    TooManySteps,
    /// The case is not closed: there is nothing to rate.
    NotClosed,
    /// This closing was rated already.
    RatedAlready,
}

impl Refusal {
    /// A code that scripts can rely on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "not_allowed",
            Self::AlreadyThere => "already_there",
            Self::UnitMissing => "unit_missing",
            Self::NotItsUnit(_) => "not_its_unit",
            Self::UnitTooMany => "unit_too_many",
            Self::NoteMissing => "note_missing",
            Self::NoteTooMany => "note_too_many",
            Self::ResultTooMany => "result_too_many",
            Self::RoleTooMany => "role_too_many",
            Self::DueTooMany => "due_too_many",
            Self::TooLong { .. } => "too_long",
            Self::TimeBackwards => "time_backwards",
            Self::TimeAhead => "time_ahead",
            Self::DueBackwards => "due_backwards",
            Self::TooManySteps => "too_many_steps",
            Self::NotClosed => "not_closed",
            Self::RatedAlready => "rated_already",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAllowed { from, to, next } => {
                let (from, to) = (stage_word(*from), stage_word(*to));
                let next: Vec<_> = next.iter().copied().map(stage_word).collect();
                write!(out, "a case at {from} cannot go to {to}; ")?;
                if next.is_empty() {
                    write!(out, "it goes nowhere from there")
                } else {
                    write!(out, "from there it goes to {}", next.join(", "))
                }
            }
            Self::AlreadyThere => write!(out, "this step is there already"),
            Self::UnitMissing => write!(out, "name the unit"),
            Self::NotItsUnit(unit) => {
                write!(
                    out,
                    "{unit} is not on this case; dispatch it first, or name one that is"
                )
            }
            Self::UnitTooMany => write!(out, "this move names no unit; leave it out"),
            Self::NoteMissing => write!(out, "say why or what was done: the resident reads it"),
            Self::NoteTooMany => write!(out, "this move carries no note; leave it out"),
            Self::ResultTooMany => write!(out, "only a closing has a result; write a note instead"),
            Self::RoleTooMany => {
                write!(out, "only dispatching gives a unit its role; leave it out")
            }
            Self::DueTooMany => {
                write!(
                    out,
                    "only dispatching and deferring set a time; leave it out"
                )
            }
            Self::TooLong { what, most } => write!(out, "shorten {what} to {most} characters"),
            Self::TimeBackwards => write!(out, "the time lies before the step that came last"),
            Self::TimeAhead => write!(out, "the time lies ahead of now"),
            Self::DueBackwards => write!(out, "it would be due before it is dispatched"),
            Self::TooManySteps => write!(
                out,
                "the case has {MOST_STEPS} steps, no more fit; void it and open another"
            ),
            Self::NotClosed => write!(out, "the case is not closed"),
            Self::RatedAlready => write!(out, "this closing was rated already"),
        }
    }
}

impl std::error::Error for Refusal {}
