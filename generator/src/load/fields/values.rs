//! Numbers, days and chosen words, with what was probably meant.

use jiff::civil::{Date, DateTime};
use unicode_normalization::UnicodeNormalization;

use super::Fields;
use crate::diagnostic::{Diagnostic, nearest};
use crate::load::shape::Holds;

impl Fields<'_> {
    /// A truth value; `default` if left out.
    pub fn flag(&mut self, key: &'static str, default: bool) -> bool {
        let value = self.choice_of(
            key,
            &[
                ("true", true),
                ("false", false),
                ("是", true),
                ("否", false),
            ],
        );
        self.note(key, false, Holds::Flag);
        value.unwrap_or(default)
    }

    /// A truth value that must be there.
    pub fn required_flag(&mut self, key: &'static str) -> bool {
        self.note(key, true, Holds::Flag);
        if !self.is_written(key) {
            self.asked.push(key);
            self.missing_fact(key);
            return false;
        }
        self.flag(key, false)
    }

    /// A whole number, not negative.
    pub fn opt_count(&mut self, key: &'static str) -> Option<u32> {
        let text = self.opt_text(key);
        self.note(key, false, Holds::Count);
        let text = text?;
        text.parse().map_or_else(
            |_| {
                self.not_a_number(key, &text, "整数", "5");
                None
            },
            Some,
        )
    }

    /// A whole number that must be there.
    pub fn count(&mut self, key: &'static str) -> u32 {
        self.note(key, true, Holds::Count);
        let number = self.opt_count(key);
        if !self.is_written(key) {
            self.missing_fact(key);
        }
        number.unwrap_or_default()
    }

    /// A decimal number, if written.
    pub fn opt_number(&mut self, key: &'static str) -> Option<f64> {
        let text = self.opt_text(key);
        self.note(key, false, Holds::Number);
        let text = text?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            _ => {
                self.not_a_number(key, &text, "数字", "59.8");
                None
            }
        }
    }

    /// Full-width digits, separators and units are what people write around a number.
    fn not_a_number(&mut self, key: &str, text: &str, wanted: &str, example: &str) {
        let plain: String = text
            .nfkc()
            .filter(|c| !matches!(c, ',' | '，' | ' '))
            .collect();
        let number: String = plain
            .trim_start_matches('+')
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let is_whole = wanted == "整数";
        let is_meant = !(number.is_empty() || is_whole && number.contains('.'));
        let help = if is_meant {
            format!("只写半角数字，不写单位和逗号。是不是想写 {number}？")
        } else {
            format!("只写半角数字，不写单位，例如 {example}。")
        };
        self.unsound(key);
        let (place, called) = (self.place_of(key), self.called(key));
        self.found.push(
            Diagnostic::error(
                "not-a-number",
                format!("{called}应当是{wanted}，写的是“{text}”。"),
            )
            .at(place)
            .help(help),
        );
    }

    /// One of several words, if written.
    pub fn choice_of<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.opt_text(key);
        let all = words.iter().map(|(word, _)| (*word).to_owned()).collect();
        self.note(key, false, Holds::Choice(all));
        let text = text?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let allowed: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        self.unsound(key);
        let (place, called) = (self.place_of(key), self.called(key));
        let hint = nearest(&text, allowed.iter().copied())
            .map_or_else(String::new, |word| format!("是不是想写“{word}”？"));
        self.found.push(
            Diagnostic::error("unknown-value", format!("{called}不能写“{text}”。"))
                .at(place)
                .help(format!("{hint}可以写：{}。", allowed.join("、"))),
        );
        None
    }

    /// One of several words that must be there.
    pub fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        self.note(key, true, Holds::Text);
        if !self.is_noting() && !self.is_written(key) {
            self.asked.push(key);
            self.missing_fact(key);
            return None;
        }
        self.choice_of(key, words)
    }

    /// A day, `YYYY-MM-DD`, if written.
    pub fn opt_date(&mut self, key: &'static str) -> Option<Date> {
        let text = self.opt_text(key);
        self.note(key, false, Holds::Day);
        let text = text?;
        let parsed = text.parse::<Date>().ok().filter(|_| text.len() == 10);
        if parsed.is_none() {
            self.bad_time(key, &text, "YYYY-MM-DD", "2026-03-01");
        }
        parsed
    }

    /// A minute of local time, `YYYY-MM-DD HH:MM`, if written.
    pub fn opt_minute(&mut self, key: &'static str) -> Option<DateTime> {
        let text = self.opt_text(key);
        self.note(key, false, Holds::Minute);
        let text = text?;
        let parsed = DateTime::strptime("%Y-%m-%d %H:%M", &text)
            .ok()
            .filter(|_| text.len() == 16);
        if parsed.is_none() {
            self.bad_time(key, &text, "YYYY-MM-DD HH:MM", "2026-03-01 09:30");
        }
        parsed
    }

    /// A minute of local time that must be there.
    pub fn minute(&mut self, key: &'static str) -> DateTime {
        self.note(key, true, Holds::Minute);
        if !self.is_noting() && !self.is_written(key) {
            self.asked.push(key);
            self.missing_fact(key);
            return DateTime::default();
        }
        self.opt_minute(key).unwrap_or_default()
    }

    fn bad_time(&mut self, key: &str, text: &str, form: &str, example: &str) {
        self.unsound(key);
        let (place, called) = (self.place_of(key), self.called(key));
        let with_minutes = form.len() > 10;
        let finding = match meant(text, with_minutes) {
            Meant::Time(written) if written == text => {
                Diagnostic::error("no-such-day", format!("{called}写的“{text}”不存在。"))
                    .help("查一查这个月有几天，小时写 00 到 23，分钟写 00 到 59。")
            }
            Meant::Time(written) => {
                Diagnostic::error("bad-date", format!("{called}的“{text}”写法不对。"))
                    .help(format!("写成 {form}。是不是想写 {written}？"))
            }
            Meant::Unclear => {
                Diagnostic::error("bad-date", format!("{called}的“{text}”写法不对。"))
                    .help(format!("写成 {form}，例如 {example}。"))
            }
        };
        self.found.push(finding.at(place));
    }
}

/// What somebody meant by a time in another form.
enum Meant {
    /// In our form.
    Time(String),
    /// Nobody can tell.
    Unclear,
}

/// `2026/3/1`, `2026年3月1日 9点`, `２０２６．３．１`: the numbers in it, in our form.
fn meant(text: &str, with_minutes: bool) -> Meant {
    let plain: String = text.nfkc().collect();
    let numbers: Vec<u32> = plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    match numbers.as_slice() {
        [year @ 1900..=2200, month @ 1..=99, day @ 1..=99, rest @ ..] => {
            let date = format!("{year:04}-{month:02}-{day:02}");
            if !with_minutes {
                return Meant::Time(date);
            }
            let (hour, minute) = match rest {
                [] => return Meant::Unclear,
                [hour] => (*hour, 0),
                [hour, minute, ..] => (*hour, *minute),
            };
            Meant::Time(format!("{date} {hour:02}:{minute:02}"))
        }
        _ => Meant::Unclear,
    }
}
