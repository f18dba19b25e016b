//! Filters for templates, where a component would have to take texts apart on every page.

use tera::{Kwargs, State, Tera, TeraResult};
use toml::{Table, Value};

/// Puts the filters in. They speak the theme's words, those of `t`.
pub fn register(tera: &mut Tera, words: &Table) {
    let dates = Dates::of(words.get("date"));
    tera.register_filter(
        "in_words",
        move |value: &str, arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let with_time = arguments.get::<bool>("time")?.unwrap_or(false);
            Ok(dates.in_words(value, with_time))
        },
    );
}

/// How days and months are written: `date` of the theme's words, taken apart once.
struct Dates {
    day: Option<Pattern>,
    month: Option<Pattern>,
    /// Names of the months, where they have names.
    months: Vec<String>,
}

/// A text with a year, a month and a day in it: `{y}`, `{m}` and `{d}`.
struct Pattern(Vec<Piece>);

enum Piece {
    Text(String),
    Year,
    Month,
    Day,
}

impl Dates {
    fn of(words: Option<&Value>) -> Self {
        let word = |key: &str| words.and_then(|words| words.get(key));
        let pattern = |key| word(key).and_then(Value::as_str).map(Pattern::of);
        let months = word("months").and_then(Value::as_array);
        let name = |name: &Value| name.as_str().unwrap_or_default().to_owned();
        Self {
            day: pattern("day"),
            month: pattern("month"),
            months: months.into_iter().flatten().map(name).collect(),
        }
    }

    /// A day or month in words. `value` is `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` or `YYYY-MM`; the time of
    /// day follows if it is asked for. What is no date stays as it is.
    fn in_words(&self, value: &str, with_time: bool) -> String {
        let (date, time) = value.split_once(' ').unwrap_or((value, ""));
        let mut parts = date.split('-');
        let (Some(year), Some(month), day, None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return value.to_owned();
        };
        let pattern = if day.is_some() {
            &self.day
        } else {
            &self.month
        };
        let Some(pattern) = pattern else {
            return value.to_owned();
        };
        let number = month.parse::<usize>().ok();
        let name = number.and_then(|number| self.months.get(number.checked_sub(1)?));
        let month = name.map_or_else(|| plain(month), String::as_str);
        let mut words = pattern.fill(year, month, day.map_or("", plain));
        if with_time && !time.is_empty() {
            words.push(' ');
            words.push_str(time);
        }
        words
    }
}

fn plain(number: &str) -> &str {
    number.trim_start_matches('0')
}

impl Pattern {
    fn of(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            let (piece, length) = match &rest.as_bytes()[at..] {
                [b'{', b'y', b'}', ..] => (Piece::Year, 3),
                [b'{', b'm', b'}', ..] => (Piece::Month, 3),
                [b'{', b'd', b'}', ..] => (Piece::Day, 3),
                _ => (Piece::Text("{".into()), 1),
            };
            pieces.push(Piece::Text(rest[..at].to_owned()));
            pieces.push(piece);
            rest = &rest[at + length..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Self(pieces)
    }

    fn fill(&self, year: &str, month: &str, day: &str) -> String {
        let mut words = String::with_capacity(24);
        for piece in &self.0 {
            words.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Year => year,
                Piece::Month => month,
                Piece::Day => day,
            });
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn said(template: &str, value: &str, words: &str) -> String {
        let mut tera = Tera::default();
        register(&mut tera, &words.parse().expect("words"));
        let mut context = Context::new();
        context.insert("v", value);
        tera.add_raw_templates([("t.txt", template)])
            .expect("a template");
        tera.render("t.txt", &context).expect("rendered")
    }

    #[test]
    fn a_day_a_month_and_a_time_are_words() {
        let chinese = "date = {day = '{y}年{m}月{d}日', month = '{y}年{m}月'}";
        let english =
            "date = {day = '{d} {m} {y}', month = '{m} {y}', months = ['January', 'May']}";
        let day = "{{ v | in_words }}";
        assert_eq!(said(day, "2017-08-03", chinese), "2017年8月3日");
        assert_eq!(said(day, "2017-08-03 09:12", chinese), "2017年8月3日");
        assert_eq!(said(day, "2017-08", chinese), "2017年8月");
        assert_eq!(said(day, "2017-02", english), "May 2017");
        assert_eq!(said(day, "2017-02-10", english), "10 May 2017");
        assert_eq!(said(day, "2017-08-10", english), "10 8 2017");
        assert_eq!(said(day, "去年", chinese), "去年");
        let timed = "{{ v | in_words(time=true) }}";
        assert_eq!(
            said(timed, "2017-08-03 09:12", chinese),
            "2017年8月3日 09:12"
        );
        assert_eq!(said(timed, "2017-08-03", chinese), "2017年8月3日");
    }

    #[test]
    fn a_theme_without_words_for_days_writes_them_as_they_are() {
        assert_eq!(said("{{ v | in_words }}", "2017-08-03", ""), "2017-08-03");
        let odd = "date = {day = '{x} {y'}";
        assert_eq!(said("{{ v | in_words }}", "2017-08-03", odd), "{x} {y");
    }
}
