//! Working days and working time: the official holidays, the weekends that are worked for them
//! (调休), and the hours of a working day.
//!
//! A year without its list is an answer of its own, [`MissingYear`]: nobody can guess which weekends
//! will be worked. The office's clock is UTC+8 all year, without daylight saving.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};

/// The office's clock.
pub const OFFICE: Offset = Offset::constant(8);

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// The years that somebody wrote down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, CalendarYear>,
}

/// One year's official list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarYear {
    /// Days off, weekends among them or not.
    pub off: BTreeSet<Date>,
    /// Days of a weekend that are worked.
    pub working: BTreeSet<Date>,
    /// Hours of a working day.
    pub hours: Hours,
    /// The notice that says so.
    pub source: String,
}

/// Spans of a working day, in minutes from midnight, in their order and apart from each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours(Vec<(u32, u32)>);

/// A year that nobody wrote down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingYear(pub i16);

/// A working time as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingTime {
    /// Whole working days.
    pub days: u32,
    /// Hours of the rest.
    pub hours: u32,
    /// Minutes of the rest.
    pub minutes: u32,
}

impl Hours {
    /// Spans in minutes from midnight; none if they overlap, stand in no order, or are no spans.
    #[must_use]
    pub fn new(spans: Vec<(u32, u32)>) -> Option<Self> {
        let mut last = 0;
        for (from, to) in &spans {
            if *from < last || from >= to || *to > DAY {
                return None;
            }
            last = *to;
        }
        (!spans.is_empty()).then_some(Self(spans))
    }

    /// Minutes of a whole working day.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.0.iter().map(|(from, to)| to - from).sum()
    }

    /// Minutes worked between two minutes of one day.
    fn within(&self, begin: u32, end: u32) -> u32 {
        let shared = |(from, to): &(u32, u32)| to.min(&end).saturating_sub(*from.max(&begin));
        self.0.iter().map(shared).sum()
    }
}

impl Calendar {
    /// Adds a year; a later one of the same number replaces it.
    pub fn insert(&mut self, year: i16, list: CalendarYear) {
        self.years.insert(year, list);
    }

    /// The years that somebody wrote down, in their order.
    pub fn years(&self) -> impl Iterator<Item = (i16, &CalendarYear)> {
        self.years.iter().map(|(year, list)| (*year, list))
    }

    /// A year's list.
    ///
    /// # Errors
    /// When nobody wrote it down.
    pub fn year(&self, year: i16) -> Result<&CalendarYear, MissingYear> {
        self.years.get(&year).ok_or(MissingYear(year))
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// When its year is missing.
    pub fn is_working(&self, day: Date) -> Result<bool, MissingYear> {
        let year = self.year(day.year())?;
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(year.working.contains(&day) || !(weekend || year.off.contains(&day)))
    }

    /// Working minutes from one instant to another; none are counted backwards.
    ///
    /// # Errors
    /// When a year between them is missing.
    pub fn minutes_between(&self, from: Timestamp, to: Timestamp) -> Result<u32, MissingYear> {
        let (from, to) = (OFFICE.to_datetime(from), OFFICE.to_datetime(to));
        let minute = |time: jiff::civil::DateTime| {
            u32::from(time.hour().unsigned_abs()) * 60 + u32::from(time.minute().unsigned_abs())
        };
        let mut sum = 0;
        for day in days(from.date(), to.date()) {
            if !self.is_working(day)? {
                continue;
            }
            let begin = if day == from.date() { minute(from) } else { 0 };
            let end = if day == to.date() { minute(to) } else { DAY };
            sum += self.year(day.year())?.hours.within(begin, end);
        }
        Ok(sum)
    }

    /// Working days from one day to another: the first does not count, the last does. What is due
    /// in two working days from a Thursday is due on Monday.
    ///
    /// # Errors
    /// When a year between them is missing.
    pub fn days_between(&self, from: Date, to: Date) -> Result<u32, MissingYear> {
        let mut sum = 0;
        for day in days(from, to).skip(1) {
            sum += u32::from(self.is_working(day)?);
        }
        Ok(sum)
    }

    /// The day on which a number of working days after a day is over.
    ///
    /// # Errors
    /// When a year on the way is missing.
    pub fn due(&self, from: Date, working_days: u32) -> Result<Date, MissingYear> {
        let mut day = from;
        let mut left = working_days;
        while left > 0 {
            day = day.tomorrow().map_err(|_| MissingYear(day.year()))?;
            left -= u32::from(self.is_working(day)?);
        }
        Ok(day)
    }

    /// Working minutes in whole days of a year's hours, and the rest.
    ///
    /// # Errors
    /// When the year is missing.
    pub fn words(&self, minutes: u32, year: i16) -> Result<WorkingTime, MissingYear> {
        let day = self.year(year)?.hours.minutes().max(1);
        let rest = minutes % day;
        Ok(WorkingTime {
            days: minutes / day,
            hours: rest / 60,
            minutes: rest % 60,
        })
    }
}

/// All days from one to another, both included; none if the second is earlier.
pub fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(1.day()).take_while(move |day| *day <= to)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// 2017 and 2018 as far as the tests go: the National Day week with its worked Saturday.
    fn calendar() -> Calendar {
        let mut calendar = Calendar::default();
        let hours = || Hours::new(vec![(9 * 60, 12 * 60), (13 * 60, 18 * 60)]).unwrap();
        calendar.insert(
            2017,
            CalendarYear {
                off: days(date(2017, 10, 1), date(2017, 10, 8)).collect(),
                working: BTreeSet::from([date(2017, 9, 30)]),
                hours: hours(),
                source: String::new(),
            },
        );
        calendar.insert(
            2018,
            CalendarYear {
                off: BTreeSet::from([date(2018, 1, 1)]),
                hours: hours(),
                ..CalendarYear::default()
            },
        );
        calendar
    }

    fn minutes(from: &str, to: &str) -> Result<u32, MissingYear> {
        let at = |text: &str| format!("{text}:00+08:00").parse::<Timestamp>().unwrap();
        calendar().minutes_between(at(from), at(to))
    }

    #[test]
    fn counts_only_the_hours_of_a_working_day() {
        assert_eq!(minutes("2017-08-03T09:42", "2017-08-03T10:46"), Ok(64));
        // Lunch is nobody's working time.
        assert_eq!(minutes("2017-08-03T11:30", "2017-08-03T13:30"), Ok(60));
        // Reported at night, begun in the morning.
        assert_eq!(minutes("2017-08-02T22:00", "2017-08-03T09:30"), Ok(30));
        assert_eq!(minutes("2017-08-03T07:00", "2017-08-03T08:00"), Ok(0));
        assert_eq!(minutes("2017-08-03T10:00", "2017-08-03T09:00"), Ok(0));
    }

    #[test]
    fn a_weekend_counts_nothing_and_a_worked_saturday_a_day() {
        assert_eq!(minutes("2017-08-04T17:00", "2017-08-07T10:00"), Ok(120));
        // Friday evening to Monday the 9th of October: the worked Saturday, then eight days off.
        assert_eq!(minutes("2017-09-29T18:00", "2017-10-09T09:00"), Ok(480));
    }

    #[test]
    fn a_time_is_read_on_the_offices_clock() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let counted =
            calendar().minutes_between(at("2017-08-03T01:00:00Z"), at("2017-08-03T02:00:59Z"));
        assert_eq!(counted, Ok(60));
    }

    #[test]
    fn years_run_into_each_other_and_a_missing_one_is_no_guess() {
        assert_eq!(minutes("2017-12-29T17:00", "2018-01-02T10:00"), Ok(120));
        assert_eq!(
            minutes("2016-12-30T09:00", "2017-01-03T09:00"),
            Err(MissingYear(2016))
        );
        assert_eq!(
            minutes("2018-12-31T09:00", "2019-01-02T09:00"),
            Err(MissingYear(2019))
        );
    }

    #[test]
    fn working_days_lead_to_the_day_that_something_is_due() {
        let calendar = calendar();
        assert_eq!(calendar.due(date(2017, 8, 3), 2), Ok(date(2017, 8, 7)));
        assert_eq!(calendar.due(date(2017, 9, 29), 2), Ok(date(2017, 10, 9)));
        assert_eq!(
            calendar.days_between(date(2017, 9, 29), date(2017, 10, 9)),
            Ok(2)
        );
        assert_eq!(calendar.due(date(2018, 12, 31), 1), Err(MissingYear(2019)));
        assert_eq!(calendar.due(date(2017, 8, 5), 0), Ok(date(2017, 8, 5)));
    }

    #[test]
    fn minutes_become_words_by_the_hours_of_a_day() {
        let words = calendar().words(2 * 480 + 3 * 60 + 5, 2017).unwrap();
        assert_eq!((words.days, words.hours, words.minutes), (2, 3, 5));
        assert_eq!(calendar().words(5, 2020), Err(MissingYear(2020)));
    }

    #[test]
    fn hours_stand_in_order_and_apart() {
        for wrong in [
            vec![],
            vec![(600, 540)],
            vec![(540, 720), (700, 800)],
            vec![(780, 1080), (540, 720)],
            vec![(0, 1500)],
        ] {
            assert_eq!(Hours::new(wrong), None);
        }
    }
}
