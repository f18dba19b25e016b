//! A calendar month, and dates as released files write them.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A calendar month, written `2017-08`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month that a date falls in.
    pub fn of(date: Date) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
        }
    }

    /// Reads `YYYY-MM` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 7 || bytes[4] != b'-' {
            return None;
        }
        let (year, month) = (number(&bytes[..4])?, number(&bytes[5..])?);
        (1..=12).contains(&month).then_some(Self {
            year,
            month: month as i8,
        })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reading {
            parse: Self::parse,
            wanted: "a month written YYYY-MM",
        })
    }
}

/// A date that reads `YYYY-MM-DD` and nothing else: a time of day beside it is a mistake.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(pub(super) Date);

impl Day {
    fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let (month, day) = (number(&bytes[5..7])?, number(&bytes[8..])?);
        Date::new(number(&bytes[..4])?, month as i8, day as i8)
            .ok()
            .map(Self)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reading {
            parse: Self::parse,
            wanted: "a date written YYYY-MM-DD",
        })
    }
}

/// Up to four decimal digits.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |sum, byte| {
        byte.is_ascii_digit()
            .then(|| sum * 10 + i16::from(byte - b'0'))
    })
}

/// Reads a string of one written form.
struct Reading<T> {
    parse: fn(&str) -> Option<T>,
    wanted: &'static str,
}

impl<T> de::Visitor<'_> for Reading<T> {
    type Value = T;
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.wanted)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_one_written_form() {
        assert_eq!(Month::parse("2017-08").unwrap().to_string(), "2017-08");
        for wrong in [
            "2017-13",
            "2017-00",
            "2017-8",
            "17-08",
            "2017-08-01",
            "2017/08",
            "二〇一七-八",
        ] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_date_never_carries_a_time() {
        assert!(Day::parse("2017-08-03").is_some());
        for wrong in [
            "2017-08-03T09:12:00+08:00",
            "20170803",
            "2017-02-30",
            "2017-8-3",
        ] {
            assert!(Day::parse(wrong).is_none(), "{wrong}");
        }
    }
}
