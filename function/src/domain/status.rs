//! The table of moves: from which stages a case may come to which, who may move it, and what has to
//! be said with the move. What a move does to the case stands in [`super::moves`].
//!
//! Read a line as a sentence: *to be closed, a report must stand at one of these; the office moves
//! it; no unit need be named; the resident reads a note.* Whatever is not in the table is refused.

pub use super::public_loop::{LOOP, StepState, steps};

use crate::case_record::{Kind, Stage};
use Need::{May, Must, Never};
use Stage::{
    Accepted, Closed, Deferred, Dispatched, Evaluated, Feedback, Filed, Handling, Rejected,
    Reported, Returned, Reworked, Suspended, Verified, Voided,
};

/// Who moves a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The office: at its desk, or by a file of moves from its case platform.
    Office,
    /// The resident, who says that it is not fixed.
    Resident,
}

/// Whether something goes with a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It has no place there.
    Never,
    /// If there is something to say.
    May,
    /// Without it the move is refused.
    Must,
}

/// For which kinds of reports a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// All four.
    All,
    /// 咨询, 建议, 预约: they need no unit, an answer is enough.
    Questions,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The stage that is reached.
    pub to: Stage,
    /// The stages that it can be reached from.
    pub from: &'static [Stage],
    /// Who may.
    pub who: Who,
    /// For what.
    pub kinds: For,
    /// Whether a unit is named.
    pub unit: Need,
    /// Whether the resident is told something: for side states, the reason.
    pub note: Need,
}

/// Every move there is.
#[rustfmt::skip]
pub const MOVES: &[Rule] = &[
    // The public loop. 一案多派: what is dispatched may be dispatched to another unit as well, and
    // each unit reports back by itself.
    rule(Accepted,   &[Reported, Rejected],                                              Never, May),
    rule(Filed,      &[Accepted],                                                        Never, May),
    rule(Dispatched, &[Accepted, Filed, Dispatched, Handling, Feedback, Deferred, Suspended, Reworked, Returned], Must, May),
    rule(Handling,   &[Dispatched, Deferred, Suspended, Reworked],                       May,   May),
    rule(Feedback,   &[Dispatched, Handling, Feedback, Deferred, Suspended, Reworked],   May,   May),
    rule(Verified,   &[Feedback],                                                        Never, May),
    rule(Closed,     &[Dispatched, Handling, Feedback, Verified, Deferred, Suspended, Reworked], May, Must),
    rule(Evaluated,  &[Closed],                                                          Never, May),
    // A question is answered; nobody has to be sent out for it.
    Rule { kinds: For::Questions, ..
    rule(Closed,     &[Reported, Accepted, Filed, Returned],                             May,   Must) },
    // Side states. Each says why, and the resident reads it.
    rule(Rejected,   &[Reported, Accepted],                                              Never, Must),
    rule(Deferred,   &[Dispatched, Handling, Deferred, Reworked],                        May,   Must),
    rule(Suspended,  &[Filed, Dispatched, Handling, Deferred, Reworked],                 May,   Must),
    rule(Returned,   &[Dispatched, Handling, Deferred, Reworked],                        May,   Must),
    rule(Reworked,   &[Feedback, Verified, Closed, Evaluated],                           May,   Must),
    rule(Voided,     &[Reported, Accepted, Filed, Dispatched, Handling, Feedback, Verified, Deferred, Suspended, Reworked, Returned], Never, Must),
    // 未解决: the resident's word reopens what was closed.
    Rule { who: Who::Resident, ..
    rule(Reworked,   &[Closed, Evaluated],                                               Never, Never) },
];

const fn rule(to: Stage, from: &'static [Stage], unit: Need, note: Need) -> Rule {
    Rule {
        to,
        from,
        who: Who::Office,
        kinds: For::All,
        unit,
        note,
    }
}

/// The line that allows this move, if one does.
pub fn allowed(kind: Kind, from: Stage, to: Stage, who: Who) -> Option<&'static Rule> {
    lines(kind, from, who).find(|rule| rule.to == to)
}

/// Where a case may go from here, in the table's order.
pub fn next(kind: Kind, from: Stage, who: Who) -> Vec<Stage> {
    let mut all = Vec::new();
    for rule in lines(kind, from, who) {
        if !all.contains(&rule.to) {
            all.push(rule.to);
        }
    }
    all
}

/// Whether nothing more is owed at this stage. Rejected and closed cases can still be taken up
/// again; the clocks of deletion run meanwhile.
pub fn is_over(stage: Stage) -> bool {
    matches!(stage, Closed | Evaluated | Rejected | Voided)
}

fn lines(kind: Kind, from: Stage, who: Who) -> impl Iterator<Item = &'static Rule> {
    MOVES.iter().filter(move |rule| {
        rule.who == who
            && rule.from.contains(&from)
            && (rule.kinds == For::All || kind != Kind::Report)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Stage; 15] = [
        Reported, Accepted, Filed, Dispatched, Handling, Feedback, Verified, Closed, Evaluated,
        Rejected, Deferred, Suspended, Reworked, Returned, Voided,
    ];

    #[test]
    fn every_stage_but_the_first_can_be_reached() {
        for stage in ALL {
            assert_eq!(
                MOVES.iter().any(|rule| rule.to == stage),
                stage != Reported,
                "{stage:?}"
            );
        }
    }

    #[test]
    fn only_what_is_void_goes_nowhere() {
        for stage in ALL {
            let stuck = next(Kind::Report, stage, Who::Office).is_empty();
            assert_eq!(stuck, stage == Voided, "{stage:?}");
        }
    }

    #[test]
    fn a_report_is_not_closed_before_anyone_went_there() {
        assert!(allowed(Kind::Report, Reported, Closed, Who::Office).is_none());
        assert!(allowed(Kind::Report, Accepted, Closed, Who::Office).is_none());
        assert!(allowed(Kind::Consult, Accepted, Closed, Who::Office).is_some());
    }

    #[test]
    fn a_resident_can_say_not_fixed_and_nothing_else() {
        for from in ALL {
            let may = next(Kind::Report, from, Who::Resident);
            let expected: &[Stage] = match from {
                Closed | Evaluated => &[Reworked],
                _ => &[],
            };
            assert_eq!(may, expected, "{from:?}");
        }
    }

    #[test]
    fn every_side_state_says_why() {
        for side in [Rejected, Deferred, Suspended, Returned, Voided] {
            assert!(
                MOVES
                    .iter()
                    .filter(|rule| rule.to == side)
                    .all(|rule| rule.note == Must)
            );
        }
    }
}
