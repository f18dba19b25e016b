//! Times as the office writes them: RFC 3339 with +08:00. China keeps one offset and no summer
//! time, so no table of time zones is needed.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{self, TimeZone},
};

fn at_the_office(at: Timestamp) -> jiff::Zoned {
    at.to_zoned(TimeZone::fixed(tz::offset(8)))
}

/// `2026-11-22T09:12:00+08:00`.
pub fn rfc3339(at: Timestamp) -> String {
    at_the_office(at)
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// `20261122`, the office's date, as case numbers carry it.
pub fn compact_date(at: Timestamp) -> String {
    at_the_office(at).strftime("%Y%m%d").to_string()
}

/// `2026-11`, the month a record is filed under.
pub fn month(at: Timestamp) -> String {
    at_the_office(at).strftime("%Y-%m").to_string()
}

/// The office's day at this moment.
pub fn date(at: Timestamp) -> Date {
    at_the_office(at).date()
}

/// The last second of a day at the office.
pub fn end_of(day: Date) -> Option<Timestamp> {
    of(day.at(23, 59, 59, 0))
}

/// A clock time at the office.
pub fn of(at: DateTime) -> Option<Timestamp> {
    tz::offset(8).to_timestamp(at).ok()
}

/// `2026-11-22 09:12`, the office's clock, for lists.
pub fn minute(at: Timestamp) -> String {
    at_the_office(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Reads what people and platforms write: RFC 3339 with an offset, or without one the office's own
/// clock, `2026-11-22 09:12`, `2026-11-22T09:12:30`, `2026/11/22 9:12`. A day alone is its last
/// second if `ends`, else its first.
pub fn read(written: &str, ends: bool) -> Option<Timestamp> {
    let written = written.trim();
    if let Ok(at) = written.parse() {
        return Some(at);
    }
    let even = written.replace('/', "-");
    for form in [
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M",
    ] {
        if let Ok(at) = DateTime::strptime(form, &even) {
            return of(at);
        }
    }
    let day = Date::strptime("%Y-%m-%d", &even).ok()?;
    if ends {
        end_of(day)
    } else {
        of(day.at(0, 0, 0, 0))
    }
}

/// `2026年11月22日 09:12`, for people.
pub fn for_people(at: Timestamp) -> String {
    at_the_office(at)
        .strftime("%Y年%-m月%-d日 %H:%M")
        .to_string()
}

/// `2026年11月22日`, the office's day.
pub fn day_for_people(at: Timestamp) -> String {
    at_the_office(at).strftime("%Y年%-m月%-d日").to_string()
}

/// `2026-11-22`, the office's day as it is read in every language.
pub fn day(at: Timestamp) -> String {
    at_the_office(at).strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_is_eight_hours_ahead() {
        let at: Timestamp = "2026-11-30T18:05:09Z".parse().unwrap();
        assert_eq!(rfc3339(at), "2026-12-01T02:05:09+08:00");
        assert_eq!(month(at), "2026-12");
        assert_eq!(compact_date(at), "20261201");
        assert_eq!(minute(at), "2026-12-01 02:05");
        assert_eq!(for_people(at), "2026年12月1日 02:05");
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        for written in [
            "2026-11-22T09:12:00+08:00",
            "2026-11-22T01:12:00Z",
            "2026-11-22 09:12",
            "2026-11-22 09:12:00",
            "2026/11/22 9:12",
            " 2026-11-22T09:12 ",
        ] {
            let at = read(written, false).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(rfc3339(at), "2026-11-22T09:12:00+08:00", "{written}");
        }
        let whole = |ends| rfc3339(read("2026-11-22", ends).unwrap());
        assert_eq!(whole(true), "2026-11-22T23:59:59+08:00");
        assert_eq!(whole(false), "2026-11-22T00:00:00+08:00");
        assert_eq!(read("明天", false), None);
    }
}
