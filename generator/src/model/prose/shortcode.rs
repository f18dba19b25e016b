//! Blocks that a text may hold besides Markdown's own: steps, contacts, charts, and notice boxes.
//!
//! They are written so that an official can write them and any other reader of Markdown shows them
//! readably: a fenced block with a name, or a quotation that begins with `[!提示]`.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, nearest};

/// A fenced block that means something.
#[derive(Debug, Clone, PartialEq)]
pub enum Shortcode {
    /// 步骤
    Steps(Vec<Step>),
    /// 联系方式: names of offices.
    Contact(Vec<Named>),
    /// 柱状图
    Bars(Chart),
    /// 折线图
    Line(Chart),
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub title: String,
    /// What happens in it.
    pub detail: Option<String>,
}

/// A name that stands for something elsewhere, with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As typed.
    pub name: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// A chart with everything that a figure has to say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// Unit of the numbers.
    pub unit: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// What has to be known of it.
    pub note: Option<String>,
    /// Its numbers, in their order.
    pub points: Vec<Point>,
}

/// One number of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// What it is of; a reported figure has its own label.
    pub label: Option<String>,
    /// The number.
    pub value: PointValue,
}

/// A number, or where it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum PointValue {
    /// As typed, and what it is worth.
    Number(String, f64),
    /// `bulletin#key`
    Figure(Named),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Steps,
    Contact,
    Bars,
    Line,
}

/// Names of the blocks. The first of each is the one that is suggested.
const NAMES: [(&str, Kind); 12] = [
    ("步骤", Kind::Steps),
    ("联系方式", Kind::Contact),
    ("柱状图", Kind::Bars),
    ("折线图", Kind::Line),
    ("steps", Kind::Steps),
    ("contact", Kind::Contact),
    ("bars", Kind::Bars),
    ("line", Kind::Line),
    ("办理步骤", Kind::Steps),
    ("联系卡", Kind::Contact),
    ("bar-chart", Kind::Bars),
    ("line-chart", Kind::Line),
];

/// Names that mean that a block is shown as it is.
const PLAIN: [&str; 9] = [
    "", "csv", "html", "json", "sh", "text", "toml", "txt", "yaml",
];

/// Lines of a chart that are no numbers.
const UNIT: [&str; 2] = ["单位", "unit"];
const SOURCE: [&str; 2] = ["来源", "source"];
const NOTE: [&str; 2] = ["说明", "note"];

/// How grave a notice box is; the names that editors may write, and the key of the theme's words.
pub const NOTICES: [(&str, &str); 12] = [
    ("提示", "note"),
    ("小窍门", "tip"),
    ("重要", "important"),
    ("注意", "warning"),
    ("警告", "caution"),
    ("说明", "note"),
    ("NOTE", "note"),
    ("TIP", "tip"),
    ("IMPORTANT", "important"),
    ("WARNING", "warning"),
    ("CAUTION", "caution"),
    ("危险", "caution"),
];

/// The mark of a notice box at the beginning of a quotation's first line, `[!注意] 标题`: its key, or
/// the unknown word, and the title behind it.
#[must_use]
pub fn notice(line: &str) -> Option<(Result<&'static str, &str>, &str)> {
    let (word, title) = line.trim_start().strip_prefix("[!")?.split_once(']')?;
    let known = NOTICES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word.trim()));
    Some((known.map(|(_, key)| *key).ok_or(word), title.trim()))
}

/// The finding for a notice box of an unknown kind.
#[must_use]
pub fn unknown_notice(word: &str) -> Diagnostic {
    let names = NOTICES.iter().map(|(name, _)| *name);
    let hint =
        nearest(word, names).map_or_else(String::new, |name| format!("是不是想写 [!{name}]？"));
    Diagnostic::error("unknown-notice", format!("没有“{word}”这种提示框。")).help(format!(
        "{hint}可以写 [!提示]、[!小窍门]、[!重要]、[!注意]、[!警告]。"
    ))
}

/// Whether the words behind a fence name a block; an unknown name is none and is reported by
/// [`read`].
#[must_use]
pub fn is_named(info: &str) -> bool {
    kind(info).is_some()
}

fn split(info: &str) -> (&str, &str) {
    let info = info.trim();
    info.split_once(char::is_whitespace)
        .map_or((info, ""), |(name, rest)| (name, rest.trim()))
}

fn kind(info: &str) -> Option<Kind> {
    let (name, _) = split(info);
    let found = NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, kind)| *kind)
}

/// Reads a fenced block. `at` is where its lines begin in the text, `whole` where all of it stands.
pub fn read(
    info: &str,
    lines: &str,
    at: usize,
    whole: &Range<usize>,
    faults: &mut Vec<(Range<usize>, Diagnostic)>,
) -> Option<Shortcode> {
    let (name, rest) = split(info);
    let first = whole.start..whole.start + 3.min(whole.len());
    let Some(kind) = kind(info) else {
        if !PLAIN.contains(&name.to_ascii_lowercase().as_str()) {
            let names = NAMES.iter().map(|(name, _)| *name);
            let hint = nearest(name, names)
                .map_or_else(String::new, |near| format!("是不是想写“{near}”？"));
            faults.push((
                first,
                Diagnostic::error("unknown-block", format!("不认识的内容块“{name}”。")).help(
                    format!(
                        "{hint}可以写：步骤、联系方式、柱状图、折线图；只想照原样显示，三个反引号后面什么也不写。"
                    ),
                ),
            ));
        }
        return None;
    };
    let lines = numbered(lines, at);
    if lines.is_empty() {
        faults.push((
            first,
            Diagnostic::error("empty-block", format!("内容块“{name}”是空的。"))
                .help("每行写一项；不要了就连同前后的三个反引号一起删去。"),
        ));
        return None;
    }
    match kind {
        Kind::Steps => Some(Shortcode::Steps(
            lines.iter().map(|(line, _)| step(line)).collect(),
        )),
        Kind::Contact => Some(Shortcode::Contact(
            lines
                .into_iter()
                .map(|(line, range)| Named {
                    name: unlisted(line).to_owned(),
                    range,
                })
                .collect(),
        )),
        Kind::Bars | Kind::Line => {
            let chart = chart(name, rest, &lines, first, faults)?;
            Some(if kind == Kind::Bars {
                Shortcode::Bars(chart)
            } else {
                Shortcode::Line(chart)
            })
        }
    }
}

/// Lines that say something, with their places.
fn numbered(lines: &str, mut at: usize) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    for line in lines.split_inclusive('\n') {
        let text = line.trim();
        if !text.is_empty() {
            let begin = at + (line.len() - line.trim_start().len());
            found.push((text, begin..begin + text.len()));
        }
        at += line.len();
    }
    found
}

/// A line without the sign or number that makes it an entry of a list.
fn unlisted(line: &str) -> &str {
    if let Some(rest) = line.strip_prefix(['-', '*', '•']) {
        return rest.trim_start();
    }
    let rest = line.trim_start_matches(|ch: char| ch.is_ascii_digit());
    if rest.len() < line.len()
        && let Some(rest) = rest.strip_prefix(['.', '、', '．', '）', ')'])
    {
        return rest.trim_start();
    }
    line
}

fn step(line: &str) -> Step {
    let line = unlisted(line);
    match line.find(['：', ':']) {
        Some(at) => {
            let rest = line[at..].trim_start_matches(['：', ':']).trim();
            Step {
                title: line[..at].trim().to_owned(),
                detail: Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
            }
        }
        None => Step {
            title: line.to_owned(),
            detail: None,
        },
    }
}

fn chart(
    name: &str,
    title: &str,
    lines: &[(&str, Range<usize>)],
    first: Range<usize>,
    faults: &mut Vec<(Range<usize>, Diagnostic)>,
) -> Option<Chart> {
    let before = faults.len();
    if title.is_empty() {
        faults.push((
            first.clone(),
            Diagnostic::error("chart-without-title", format!("“{name}”没有标题。")).help(format!(
                "在“{name}”后面空一格写标题，例如“```{name} 各街道办结件数”。"
            )),
        ));
    }
    let mut chart = Chart {
        title: title.to_owned(),
        ..Chart::default()
    };
    for (line, range) in lines {
        let line = unlisted(line);
        let (label, value) = match line.rfind(['：', ':']) {
            Some(at) => (
                Some(line[..at].trim()),
                line[at..].trim_start_matches(['：', ':']).trim(),
            ),
            None => (None, line),
        };
        let is = |names: &[&str]| {
            label.is_some_and(|label| names.iter().any(|name| name.eq_ignore_ascii_case(label)))
        };
        if is(&UNIT) {
            chart.unit = Some(value.to_owned());
            continue;
        }
        // A source may hold colons of its own.
        let whole = |names: &[&str]| {
            let at = line.find(['：', ':'])?;
            names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(line[..at].trim()))
                .then(|| line[at..].trim_start_matches(['：', ':']).trim().to_owned())
        };
        if let Some(source) = whole(&SOURCE) {
            chart.source = Some(source);
            continue;
        }
        if let Some(note) = whole(&NOTE) {
            chart.note = Some(note);
            continue;
        }
        let label = label.filter(|label| !label.is_empty()).map(str::to_owned);
        if value.contains('#') {
            chart.points.push(Point {
                label,
                value: PointValue::Figure(Named {
                    name: value.to_owned(),
                    range: range.clone(),
                }),
            });
        } else if let (Some(label), Some(number)) = (label, number(value)) {
            chart.points.push(Point {
                label: Some(label),
                value: PointValue::Number(value.to_owned(), number),
            });
        } else {
            faults.push((
                range.clone(),
                Diagnostic::error("bad-chart-line", format!("图里的这一行读不懂：“{line}”。")).help(
                    "写成“名称: 数”，例如“八角街道: 128”；也可以写公布过的数字，例如“2019-wangge#cases”。单位另起一行，写“单位: 件”。",
                ),
            ));
        }
    }
    if faults.len() > before {
        return None;
    }
    if chart.points.is_empty() {
        faults.push((
            first,
            Diagnostic::error("empty-block", format!("“{name}”里没有数字。"))
                .help("每行写“名称: 数”，例如“八角街道: 128”。"),
        ));
        return None;
    }
    Some(chart)
}

/// A number as people type it: `1,234`, `59.8`, `59.8%`.
fn number(text: &str) -> Option<f64> {
    let plain: String = text
        .trim_end_matches(['%', '％'])
        .chars()
        .filter(|ch| !matches!(ch, ',' | '，' | ' '))
        .collect();
    if !plain.starts_with(|ch: char| ch.is_ascii_digit() || ch == '-') {
        return None;
    }
    plain
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(info: &str, lines: &str) -> (Option<Shortcode>, Vec<&'static str>) {
        let mut faults = Vec::new();
        let block = read(info, lines, 0, &(0..10), &mut faults);
        (
            block,
            faults.into_iter().map(|(_, fault)| fault.code).collect(),
        )
    }

    #[test]
    fn steps_have_a_title_and_what_happens() {
        let (block, faults) = read_all("步骤", "1. 取号：在门口取号。\n\n- 递交\n");
        let Some(Shortcode::Steps(steps)) = block else {
            panic!("no steps")
        };
        assert_eq!(steps[0].title, "取号");
        assert_eq!(steps[0].detail.as_deref(), Some("在门口取号。"));
        assert_eq!((steps[1].title.as_str(), &steps[1].detail), ("递交", &None));
        assert!(faults.is_empty());
    }

    #[test]
    fn a_chart_takes_numbers_figures_unit_and_source() {
        let (block, faults) = read_all(
            "柱状图 各街道件数",
            "单位: 件\n来源: 简报 9:30\n八角街道：1,280\n老山街道: 59.5\n2019-wangge#cases\n",
        );
        let Some(Shortcode::Bars(chart)) = block else {
            panic!("no chart")
        };
        assert!(faults.is_empty());
        assert_eq!(chart.unit.as_deref(), Some("件"));
        assert_eq!(chart.source.as_deref(), Some("简报 9:30"));
        assert_eq!(
            chart.points[0].value,
            PointValue::Number("1,280".into(), 1280.0)
        );
        assert!(
            matches!(&chart.points[2].value, PointValue::Figure(figure) if figure.name == "2019-wangge#cases")
        );
    }

    #[test]
    fn a_misspelt_name_and_a_line_without_a_number_are_told() {
        assert_eq!(read_all("步聚", "一").1, ["unknown-block"]);
        assert_eq!(
            read_all("柱状图 件数", "八角街道 很多").1,
            ["bad-chart-line"]
        );
        assert_eq!(read_all("柱状图", "八角街道: 1").1, ["chart-without-title"]);
        assert_eq!(read_all("步骤", "\n").1, ["empty-block"]);
        assert!(read_all("", "随便").1.is_empty());
    }

    #[test]
    fn a_notice_box_may_have_a_title() {
        assert_eq!(
            notice("[!注意] 周六不开窗"),
            Some((Ok("warning"), "周六不开窗"))
        );
        assert_eq!(notice("[!note]"), Some((Ok("note"), "")));
        assert_eq!(notice("[!通知]"), Some((Err("通知"), "")));
        assert_eq!(notice("一般的引用"), None);
    }
}
