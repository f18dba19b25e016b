use super::*;
use crate::{case_record::Satisfaction, domain::samples};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_795_300_000 - 1_795_300_000 % 60 + minute * 60 + 7).unwrap()
}

fn case(kind: Kind) -> Progress {
    samples::filed(kind, [3; 10], at(0))
}

fn wish(to: Stage, minute: i64) -> Move {
    Move::by_office(to, at(minute))
}

fn to_unit(to: Stage, minute: i64, unit: &str) -> Move {
    Move {
        unit: Some(unit.into()),
        ..wish(to, minute)
    }
}

fn noted(to: Stage, minute: i64, note: &str) -> Move {
    Move {
        note: Some(note.into()),
        ..wish(to, minute)
    }
}

/// A case that went this way.
fn after(moves: &[Move]) -> Progress {
    moves.iter().fold(case(Kind::Report), |case, wish| {
        case.moved(wish, wish.at)
            .unwrap_or_else(|refusal| panic!("{:?}: {refusal}", wish.to))
    })
}

fn closed() -> Progress {
    after(&[
        wish(Stage::Accepted, 1),
        to_unit(Stage::Dispatched, 2, "甲"),
        to_unit(Stage::Dispatched, 3, "乙"),
        to_unit(Stage::Feedback, 4, "甲"),
        noted(Stage::Closed, 5, "已拆除。"),
    ])
}

#[test]
fn several_units_keep_their_own_times() {
    let case = closed();
    let roles: Vec<_> = case
        .units
        .iter()
        .map(|unit| (unit.name.as_str(), unit.role, unit.handled_at))
        .collect();
    assert_eq!(
        roles,
        [
            ("甲", UnitRole::Lead, Some(at(4))),
            ("乙", UnitRole::Joint, Some(at(5)))
        ]
    );
    assert_eq!(case.result.as_deref(), Some("已拆除。"));
    assert_eq!(case.stage(), Stage::Closed);
}

#[test]
fn what_the_table_lacks_is_refused_with_what_it_has() {
    let refusal = case(Kind::Report).moved(&wish(Stage::Closed, 1), at(1));
    let said = refusal.unwrap_err().to_string();
    assert_eq!(
        said,
        "a case at reported cannot go to closed; from there it goes to accepted, rejected, voided"
    );
}

#[test]
fn a_reason_or_a_unit_that_is_needed_is_asked_for() {
    let accepted = after(&[wish(Stage::Accepted, 1)]);
    let said = |wish: Move| accepted.moved(&wish, at(9)).unwrap_err();
    assert_eq!(said(wish(Stage::Rejected, 2)), Refusal::NoteMissing);
    assert_eq!(
        said(noted(
            Stage::Rejected,
            2,
            " 
"
        )),
        Refusal::NoteMissing
    );
    assert_eq!(said(wish(Stage::Dispatched, 2)), Refusal::UnitMissing);
    let sent = accepted
        .moved(&to_unit(Stage::Dispatched, 2, "甲"), at(2))
        .unwrap();
    assert_eq!(
        sent.moved(&to_unit(Stage::Feedback, 3, "丙"), at(3)),
        Err(Refusal::NotItsUnit("丙".into()))
    );
    let both = sent
        .moved(&to_unit(Stage::Dispatched, 3, "乙"), at(3))
        .unwrap();
    assert_eq!(
        both.moved(&wish(Stage::Feedback, 4), at(4)),
        Err(Refusal::UnitMissing)
    );
    let one = both
        .moved(&to_unit(Stage::Feedback, 4, "乙"), at(4))
        .unwrap();
    let named = one.moved(&wish(Stage::Feedback, 5), at(5)).unwrap();
    assert_eq!(named.stages.last().unwrap().unit.as_deref(), Some("甲"));
    assert!(named.is_handled());
}

#[test]
fn time_goes_forward_and_not_ahead() {
    let case = after(&[wish(Stage::Accepted, 5)]);
    let sent = |minute| case.moved(&to_unit(Stage::Dispatched, minute, "甲"), at(10));
    assert_eq!(sent(4), Err(Refusal::TimeBackwards));
    assert_eq!(sent(16), Err(Refusal::TimeAhead));
    assert!(sent(12).is_ok(), "clocks of two machines differ");
}

#[test]
fn a_time_in_whole_minutes_is_read_kindly() {
    let seconds = |at: Timestamp| Timestamp::from_second(at.as_second() - 7).unwrap();
    let first = Move::by_office(Stage::Accepted, seconds(at(0)));
    let case = case(Kind::Report).moved(&first, at(1)).unwrap();
    assert_eq!(case.stages[1].at, at(0));
    assert_eq!(case.moved(&first, at(1)), Err(Refusal::AlreadyThere));
}

#[test]
fn a_step_that_is_there_is_not_made_again() {
    let case = closed();
    assert_eq!(
        case.moved(&to_unit(Stage::Dispatched, 3, "乙"), at(9)),
        Err(Refusal::AlreadyThere)
    );
}

#[test]
fn who_sends_it_back_is_off_the_case() {
    let case = after(&[
        wish(Stage::Accepted, 1),
        to_unit(Stage::Dispatched, 2, "甲"),
        noted(Stage::Returned, 3, "不属于本单位管辖。"),
    ]);
    assert_eq!(case.units, []);
    assert_eq!(case.stages[3].unit.as_deref(), Some("甲"));
}

#[test]
fn not_fixed_reopens_and_each_closing_is_rated_once() {
    let rating = |minute, resolved| Rating {
        at: at(minute),
        resolved,
        satisfied: Satisfaction::No,
        closing: 0,
    };
    assert_eq!(
        case(Kind::Report).rated(rating(1, true)),
        Err(Refusal::NotClosed)
    );
    let again = closed().rated(rating(6, false)).unwrap();
    assert_eq!(again.stage(), Stage::Reworked);
    assert_eq!(again.result, None);
    assert!(again.units.iter().all(|unit| unit.handled_at.is_none()));
    assert_eq!(again.rated(rating(7, true)), Err(Refusal::NotClosed));
    let handled = again
        .moved(&to_unit(Stage::Feedback, 6, "甲"), at(6))
        .unwrap();
    let closed = handled
        .moved(&noted(Stage::Closed, 6, "重新拆除。"), at(6))
        .unwrap();
    let rated = closed.rated(rating(6, true)).unwrap();
    assert_eq!(rated.stage(), Stage::Closed);
    assert_eq!(rated.rated(rating(9, false)), Err(Refusal::RatedAlready));
}

#[test]
fn an_answer_moves_nothing() {
    let case = case(Kind::Consult)
        .answered("周一到周五办理。\r\n", None, at(2))
        .unwrap();
    assert_eq!(case.stage(), Stage::Reported);
    assert_eq!(case.stages[1].note.as_deref(), Some("周一到周五办理。"));
    assert_eq!(
        case.answered(&"字".repeat(2001), None, at(3))
            .unwrap_err()
            .code(),
        "too_long"
    );
}

#[test]
fn what_is_owed_first_is_due() {
    let due = |unit: &str, minute, due| Move {
        handle_due_at: Some(at(due)),
        ..to_unit(Stage::Dispatched, minute, unit)
    };
    let case = after(&[wish(Stage::Accepted, 1), due("甲", 2, 60), due("乙", 3, 90)]);
    assert_eq!(case.due_at(), Some(at(60)));
    assert_eq!(case.handle_due_at, Some(at(90)));
    let one = case
        .moved(&to_unit(Stage::Feedback, 4, "甲"), at(4))
        .unwrap();
    assert_eq!(one.due_at(), Some(at(90)));
    assert_eq!(closed().due_at(), None);
}
