//! Reads `tables/holidays/YYYY.toml`: the official days off, the weekends worked for them, and the
//! hours of a working day.

use std::path::Path;

use jiff::civil::{Date, Time, Weekday};

use super::fields::Fields;
use super::{files, node, source::SourceFile};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Shown};
use crate::model::calendar::{Calendar, CalendarYear, Hours, MissingYear, days};

/// Folder of the lists below the content folder.
const FOLDER: &str = "tables/holidays";

/// All years that somebody wrote down.
pub fn calendar(root: &Path, shown: &Shown, found: &mut Diagnostics) -> Calendar {
    let mut calendar = Calendar::default();
    for path in files(&root.join(FOLDER), "toml") {
        let name = shown.name(&path);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let number = stem.parse::<i16>().ok().filter(|_| stem.len() == 4);
        let Some(number) = number else {
            found.push(
                Diagnostic::error("bad-year-file", format!("{name} 的文件名不是年份。"))
                    .at(Place::file(&name))
                    .help("每年一个文件，名为四位年份，例如 2026.toml。"),
            );
            continue;
        };
        let Some(file) = SourceFile::read(&path, &name, found) else {
            continue;
        };
        if let Some(list) = year(&file, number, found) {
            calendar.insert(number, list);
        }
    }
    calendar
}

/// What to say of a year that working time needs and nobody wrote down.
#[must_use]
pub fn missing(year: MissingYear, shown: &Shown) -> Diagnostic {
    let MissingYear(year) = year;
    let file = format!("{}/{FOLDER}/{year}.toml", shown.label());
    Diagnostic::error(
        "missing-holidays",
        format!("没有 {year} 年的节假日表，算不出工作时间。"),
    )
    .at(Place::file(&file))
    .help(format!(
        "照着国务院办公厅关于{year}年部分节假日安排的通知写 {file}：source 写通知名称，hours 写工作时间，\
         每个节日一段 [[holidays]]，调休上班的周末写进 working。"
    ))
}

fn year(file: &SourceFile, number: i16, found: &mut Diagnostics) -> Option<CalendarYear> {
    let root = node::toml(file, found)?;
    let mut f = Fields::open(file, &root, 0..0, found).of("holidays");
    let list = take(&mut f, number);
    f.finish();
    Some(list)
}

/// Takes the fields of a year apart.
pub(crate) fn take(f: &mut Fields<'_>, number: i16) -> CalendarYear {
    let mut list = CalendarYear {
        source: f.text("source"),
        hours: hours(f),
        ..CalendarYear::default()
    };
    let holidays = f.some_entries("holidays", |h| {
        let name = h.text("name");
        let (from, to) = (day(h, "from", number), day(h, "to", number));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let place = h.place_of("to");
            h.fault(
                Diagnostic::error("bad-holiday", format!("“{name}”结束在开始之前。"))
                    .at(place)
                    .help("from 是第一天，to 是最后一天；只放一天的，两处写同一天。"),
            );
        }
        let working: Vec<Date> = h
            .texts("working")
            .iter()
            .filter_map(|text| worked_weekend(h, text, number))
            .collect();
        (from, to, working)
    });
    for (from, to, working) in holidays {
        if let (Some(from), Some(to)) = (from, to) {
            list.off.extend(days(from, to));
        }
        list.working.extend(working);
    }
    list
}

/// A day of the file's year; the last days of December may belong to next year's New Year.
fn day(h: &mut Fields<'_>, key: &'static str, number: i16) -> Option<Date> {
    h.text(key);
    let day = h.opt_date(key)?;
    let place = h.place_of(key);
    in_year(h, day, number, place)
}

fn worked_weekend(h: &mut Fields<'_>, text: &str, number: i16) -> Option<Date> {
    let place = h.place_of("working");
    let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    match text.parse::<Date>().ok().filter(weekend) {
        Some(day) => in_year(h, day, number, place),
        None => {
            h.fault(
                Diagnostic::error("bad-holiday", format!("“{text}”不是周六或周日。"))
                    .at(place)
                    .help("working 只写调休上班的周末，例如 working = [\"2026-02-14\"]。"),
            );
            None
        }
    }
}

fn in_year(h: &mut Fields<'_>, day: Date, number: i16, place: Place) -> Option<Date> {
    if day.year() == number {
        return Some(day);
    }
    h.fault(
        Diagnostic::error("bad-holiday", format!("{day} 不在 {number} 年。"))
            .at(place)
            .help(format!(
                "写进 {}.toml。跨年的假期两年各写一段。",
                day.year()
            )),
    );
    None
}

fn hours(f: &mut Fields<'_>) -> Hours {
    let written = f.some_texts("hours");
    let minute = |text: &str| {
        let time = Time::strptime("%H:%M", text.trim()).ok()?;
        Some(u32::from(time.hour().unsigned_abs()) * 60 + u32::from(time.minute().unsigned_abs()))
    };
    let span = |text: &String| {
        let (from, to) = text.split_once(['-', '–', '—'])?;
        Some((minute(from)?, minute(to)?))
    };
    let spans: Option<Vec<_>> = written.iter().map(span).collect();
    match spans.and_then(Hours::new) {
        Some(hours) => hours,
        None => {
            if !written.is_empty() {
                let place = f.place_of("hours");
                f.fault(
                    Diagnostic::error("bad-hours", "hours 写得不对。")
                        .at(place)
                        .help("按先后写，例如 hours = [\"09:00-12:00\", \"13:00-18:00\"]。"),
                );
            }
            Hours::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> (Option<CalendarYear>, Vec<&'static str>) {
        let mut found = Diagnostics::default();
        let list = year(
            &SourceFile::new("content/tables/holidays/2017.toml", text.into()),
            2017,
            &mut found,
        );
        (list, found.sorted().iter().map(|d| d.code).collect())
    }

    const GOOD: &str = "source = \"通知\"\nhours = [\"09:00-12:00\", \"13:00-18:00\"]\n\n[[holidays]]\nname = \"国庆节\"\nfrom = \"2017-10-01\"\nto = \"2017-10-08\"\nworking = [\"2017-09-30\"]\n";

    #[test]
    fn a_years_list_is_read() {
        let (list, codes) = read(GOOD);
        assert!(codes.is_empty(), "{codes:?}");
        let list = list.unwrap();
        assert_eq!(list.off.len(), 8);
        assert_eq!(list.working.first(), Some(&date(2017, 9, 30)));
        assert_eq!(list.hours.minutes(), 480);
    }

    #[test]
    fn mistakes_in_a_list_are_told() {
        for (from, to, code) in [
            ("2017-10-08\"", "2017-09-01\"", "bad-holiday"),
            ("2017-10-08\"", "2018-10-08\"", "bad-holiday"),
            ("[\"2017-09-30\"]", "[\"2017-09-29\"]", "bad-holiday"),
            ("13:00-18:00", "11:00-18:00", "bad-hours"),
            ("13:00-18:00", "下午", "bad-hours"),
            ("to = \"2017-10-08\"\n", "", "missing-field"),
            ("source", "sourse", "unknown-key"),
        ] {
            let (_, codes) = read(&GOOD.replace(from, to));
            assert!(codes.contains(&code), "{to}: {codes:?}");
        }
    }
}
