//! Times as platforms and spreadsheets write them. The office's clock is UTC+8 all year.

use jiff::{
    SignedDuration, Timestamp, Zoned,
    civil::{Date, DateTime, Time, date},
    tz::{Offset, TimeZone},
};
use unicode_normalization::UnicodeNormalization;

const OFFICE: Offset = Offset::constant(8);

/// Serial days that are believed: 2000-01-01 to 2100-01-01. Anything else is another number.
const SERIALS: std::ops::Range<f64> = 36_526.0..73_051.0;

/// A moment, and whether its time of day was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) at: DateTime,
    pub(super) has_time: bool,
}

impl Moment {
    /// The instant. A day alone begins at midnight.
    pub(super) fn timestamp(self) -> Timestamp {
        OFFICE
            .to_timestamp(self.at)
            .expect("years of four digits are within range")
    }

    /// The instant by which something is due. A day alone lasts to its end.
    pub(super) fn deadline(self) -> Timestamp {
        if self.has_time {
            return self.timestamp();
        }
        let end = self.at.date().to_datetime(Time::constant(23, 59, 59, 0));
        Self {
            at: end,
            has_time: true,
        }
        .timestamp()
    }
}

/// As records write times.
pub(super) fn written(time: Timestamp) -> String {
    format!(
        "{}+08:00",
        OFFICE.to_datetime(time).strftime("%Y-%m-%dT%H:%M:%S")
    )
}

/// The office's day of an instant.
pub(super) fn day(time: Timestamp) -> Date {
    OFFICE.to_datetime(time).date()
}

/// A number of days since 1899-12-30, as spreadsheets count.
pub(super) fn serial(days: f64) -> Option<Moment> {
    if !SERIALS.contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as i64;
    let at = date(1899, 12, 30)
        .to_datetime(Time::midnight())
        .checked_add(SignedDuration::from_secs(seconds))
        .ok()?;
    Some(Moment {
        at,
        has_time: days.fract() != 0.0,
    })
}

/// Reads a time as typed: by the map's own formats, with an offset, as people write it, or as a
/// spreadsheet's serial number.
pub(super) fn parse(text: &str, formats: &[String]) -> Option<Moment> {
    let text: String = text.nfkc().collect();
    let text = text.trim();
    for format in formats {
        if let Ok(at) = DateTime::strptime(format, text) {
            return plausible(at, true);
        }
        if let Ok(day) = Date::strptime(format, text) {
            return plausible(day.to_datetime(Time::midnight()), false);
        }
    }
    if let Ok(time) = text.parse::<Timestamp>() {
        return plausible(OFFICE.to_datetime(time), true);
    }
    if let Ok(time) = text.parse::<Zoned>() {
        let office = time.with_time_zone(TimeZone::fixed(OFFICE));
        return plausible(office.datetime(), true);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(text.len(), 8 | 12 | 14) {
        return compact(text);
    }
    if let Ok(days) = text.parse::<f64>()
        && !text.contains(['e', 'E', '-', '+'])
    {
        return serial(days);
    }
    spelled(text)
}

/// 20170803, 201708030912, 20170803091200
fn compact(digits: &str) -> Option<Moment> {
    let part =
        |range: std::ops::Range<usize>| digits.get(range).map_or(Some(0), |part| part.parse().ok());
    moment(
        [
            part(0..4)?,
            part(4..6)?,
            part(6..8)?,
            part(8..10)?,
            part(10..12)?,
            part(12..14)?,
        ],
        digits.len() > 8,
    )
}

/// 2017-8-3 9:12, 2017/08/03 09:12:00, 2017年8月3日 上午9时12分, 2017.8.3
fn spelled(text: &str) -> Option<Moment> {
    let afternoon = text.contains("下午") || text.contains("PM");
    let morning = text.contains("上午") || text.contains("AM");
    let mut plain = String::with_capacity(text.len());
    let bare = text.replace(['上', '下'], "").replace("午", " ");
    let bare = bare.replace("AM", " ").replace("PM", " ");
    for ch in bare.chars() {
        plain.push(match ch {
            '年' | '月' | '/' => '-',
            '日' | '号' | 'T' | '\t' => ' ',
            '时' | '点' | '分' => ':',
            '秒' => ' ',
            other => other,
        });
    }
    let mut words = plain.split_whitespace();
    let (day, clock) = (words.next()?, words.collect::<String>());
    let separator = if day.contains('-') { '-' } else { '.' };
    let mut numbers = [0; 6];
    let parts: Vec<&str> = day.split(separator).collect();
    let [year, month, of_month] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    for (slot, part) in numbers.iter_mut().zip([year, month, of_month]) {
        *slot = number(part)?;
    }
    let clock = clock.trim_end_matches(':');
    if !clock.is_empty() {
        let parts: Vec<&str> = clock.split(':').collect();
        if !(1..=3).contains(&parts.len()) || parts.len() == 1 && !text.contains(['时', '点']) {
            return None;
        }
        for (slot, part) in numbers[3..].iter_mut().zip(parts) {
            // Parts of a second are more than anyone asks for.
            *slot = number(part.split('.').next().unwrap_or_default())?;
        }
    }
    if afternoon && numbers[3] < 12 {
        numbers[3] += 12;
    } else if morning && numbers[3] == 12 {
        numbers[3] = 0;
    }
    moment(numbers, !clock.is_empty())
}

fn number(text: &str) -> Option<i32> {
    let is_short = (1..=4).contains(&text.len());
    (is_short && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn moment(numbers: [i32; 6], has_time: bool) -> Option<Moment> {
    let [year, month, day, hour, minute, second] = numbers;
    let small = |number: i32| i8::try_from(number).ok();
    let at = DateTime::new(
        i16::try_from(year).ok()?,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        0,
    )
    .ok()?;
    plausible(at, has_time)
}

/// A year that no case can have is a mistake of typing or of the format.
pub(super) fn plausible(at: DateTime, has_time: bool) -> Option<Moment> {
    (2000..2100)
        .contains(&at.year())
        .then_some(Moment { at, has_time })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn one_moment_in_every_spelling() {
        for text in [
            "2017-08-03 09:12:00",
            "2017-8-3 9:12",
            "2017/08/03 09:12:00.0",
            "２０１７－０８－０３　０９：１２",
            "2017年8月3日 9时12分",
            "2017年08月03日09时12分00秒",
            "2017.8.3 9:12",
            "2017-08-03T09:12:00+08:00",
            "2017-08-03T01:12:00Z",
            "20170803091200",
            "2017-08-03 上午9:12",
            "42950.383333333331",
        ] {
            let moment = parse(text, &[]).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(moment.at, datetime(2017, 8, 3, 9, 12, 0, 0), "{text}");
            assert!(moment.has_time, "{text}");
        }
        let own = ["%m/%d/%Y %H:%M".to_owned()];
        assert_eq!(
            parse("08/03/2017 09:12", &own).unwrap().at,
            datetime(2017, 8, 3, 9, 12, 0, 0)
        );
        assert_eq!(parse("2017/8/3 下午 3:05", &[]).unwrap().at.hour(), 15);
    }

    #[test]
    fn a_day_alone_is_due_at_its_end() {
        for text in ["2017-08-03", "2017年8月3日", "20170803", "42950"] {
            let moment = parse(text, &[]).unwrap();
            assert!(!moment.has_time, "{text}");
            assert_eq!(written(moment.timestamp()), "2017-08-03T00:00:00+08:00");
            assert_eq!(written(moment.deadline()), "2017-08-03T23:59:59+08:00");
        }
    }

    #[test]
    fn what_is_no_time_is_not_guessed() {
        for text in [
            "",
            "昨天",
            "2017-13-01",
            "2017-02-30",
            "08/03/2017",
            "3.5",
            "1.10107E+17",
            "20171301",
            "17-8-3",
            "2017-8-3 9",
            "1017-08-03",
            "138 0000 0021",
        ] {
            assert_eq!(parse(text, &[]), None, "{text}");
        }
    }
}
