//! By when a resident may expect an answer.
//!
//! What the office set at dispatch counts. Before that it is the site's own promise, so many working
//! days from the day after filing. Which days are worked is the official list's to say; in a year
//! that the site has no list for, Monday to Friday are counted, and the office's own time replaces
//! that as soon as it dispatches.

use super::{Progress, status, time};
use crate::intake_tables::{CalendarYear, IntakeTables};
use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Weekday},
};

impl Progress {
    /// By when; none once nothing more is owed.
    pub fn expected_at(&self, tables: &IntakeTables) -> Option<Timestamp> {
        if status::is_over(self.stage()) {
            return None;
        }
        let units = self.units.iter().filter_map(|unit| unit.handle_due_at);
        let set = self
            .close_due_at
            .or_else(|| units.chain(self.handle_due_at).max());
        set.or_else(|| promised(self.filed_at, tables))
    }
}

/// The end of the last of the promised working days.
fn promised(filed_at: Timestamp, tables: &IntakeTables) -> Option<Timestamp> {
    let mut day = time::date(filed_at);
    let mut left = tables.answer_within_days;
    // A promise of a year and more is none that can be counted in days.
    if left > 366 {
        return None;
    }
    while left > 0 {
        day = day.checked_add(1.day()).ok()?;
        left -= u32::from(is_worked(day, &tables.calendar));
    }
    time::end_of(day)
}

fn is_worked(day: Date, calendar: &[CalendarYear]) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let Some(year) = calendar.iter().find(|year| year.year == day.year()) else {
        return !weekend;
    };
    let written = day.to_string();
    year.working.contains(&written) || !(weekend || year.off.contains(&written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case_record::{Kind, Stage},
        domain::{Move, Step, samples},
    };

    fn tables() -> IntakeTables {
        serde_json::from_str(include_str!("../../testdata/intake.json")).unwrap()
    }

    fn filed(at: &str) -> Progress {
        samples::filed(Kind::Report, [1; 10], at.parse().unwrap())
    }

    fn said(progress: &Progress, tables: &IntakeTables) -> Option<String> {
        progress.expected_at(tables).map(time::rfc3339)
    }

    #[test]
    fn five_working_days_skip_the_weekend() {
        // A Friday.
        let case = filed("2026-11-20T09:00:00+08:00");
        let expected = said(&case, &tables()).unwrap();
        assert_eq!(expected, "2026-11-27T23:59:59+08:00");
    }

    #[test]
    fn the_official_list_counts_where_there_is_one() {
        let mut tables = tables();
        tables.calendar = vec![CalendarYear {
            year: 2026,
            off: vec!["2026-11-24".into()],
            working: vec!["2026-11-22".into()],
        }];
        let case = filed("2026-11-20T23:30:00+08:00");
        // 22 (a Sunday), 23, 25, 26, 27.
        assert_eq!(said(&case, &tables).unwrap(), "2026-11-27T23:59:59+08:00");
    }

    #[test]
    fn the_time_of_the_dispatch_wins_and_a_closed_case_owes_nothing() {
        let mut case = filed("2026-11-20T09:00:00+08:00");
        case.stages
            .push(Step::reached(Stage::Accepted, case.filed_at));
        let due: Timestamp = "2026-11-24T18:00:00+08:00".parse().unwrap();
        let wish = Move {
            unit: Some("甲".into()),
            handle_due_at: Some(due),
            ..Move::by_office(Stage::Dispatched, case.filed_at)
        };
        let mut sent = case.moved(&wish, case.filed_at).unwrap();
        assert_eq!(sent.expected_at(&tables()), Some(due));
        sent.stages.push(Step::reached(Stage::Closed, due));
        assert_eq!(sent.expected_at(&tables()), None);
    }
}
