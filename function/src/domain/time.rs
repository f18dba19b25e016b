//! Times as the office writes them: RFC 3339 with +08:00. China keeps one offset and no summer
//! time, so no table of time zones is needed.

use jiff::{
    Timestamp,
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

/// `2026年11月22日 09:12`, for people.
pub fn for_people(at: Timestamp) -> String {
    at_the_office(at)
        .strftime("%Y年%-m月%-d日 %H:%M")
        .to_string()
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
        assert_eq!(for_people(at), "2026年12月1日 02:05");
    }
}
