//! Reads tables in CSV, as spreadsheets save them: a row is taken apart like front matter.
//!
//! A column has a Chinese name, which messages use, and an English one; either may head it. What
//! concerns a whole column is said once, not once a row.

use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use super::fields::Fields;
use super::node::{Key, Node, Value};
use super::source::SourceFile;
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};

/// A column that a table may have.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name, as messages give it.
    pub name: &'static str,
    /// Its name in English.
    pub english: &'static str,
    /// Whether the table is of no use without it.
    pub required: bool,
}

/// A column that has to be there.
pub const fn needed(name: &'static str, english: &'static str) -> Column {
    Column {
        name,
        english,
        required: true,
    }
}

/// A column that may be left out.
pub const fn free(name: &'static str, english: &'static str) -> Column {
    Column {
        name,
        english,
        required: false,
    }
}

/// Reads every row. Blank rows are passed over; an uneven row is reported and left out. `kind` is the
/// kind of table, for the names of its columns.
pub fn read<T>(
    file: &SourceFile,
    kind: &'static str,
    columns: &[Column],
    found: &mut Diagnostics,
    mut read: impl FnMut(&mut Fields<'_>) -> T,
) -> Vec<T> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file.text.as_bytes());
    let mut record = StringRecord::new();
    let mut header: Option<Vec<(Option<&Column>, Range<usize>)>> = None;
    let mut items = Vec::new();
    if let Some(finding) = separator(file).or_else(|| open_quote(file)) {
        found.push(finding);
        return items;
    }
    loop {
        // What csv cannot split it still returns: quotes are its only syntax, and it forgives them.
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                found.push(
                    Diagnostic::error("unreadable-table", "这张表格读不下去。")
                        .at(file.line(error.position().map_or(1, |at| at.line() as usize)))
                        .help("用表格软件打开，另存为“CSV UTF-8（逗号分隔）”，再试一次。"),
                );
                break;
            }
        }
        // The reader's position stands before the empty lines that it passed over.
        let from = record
            .position()
            .map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        let rest = file.text.get(from..).unwrap_or_default();
        let from = from + rest.len() - rest.trim_start_matches('\n').len();
        let cells = cells(file, &record, from);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(header) = &header else {
            let known = heads(file, columns, &record, &cells, found);
            header = Some(match known {
                Some(known) => known,
                None => return items,
            });
            continue;
        };
        if record.len() != header.len() {
            found.push(
                Diagnostic::error(
                    "uneven-row",
                    format!("这一行有 {} 格，表头有 {} 格。", record.len(), header.len()),
                )
                .at(file.place(from..row_end(file, from)))
                .help("补上缺的逗号；内容里有逗号时，用英文双引号把这一格括起来。"),
            );
            continue;
        }
        let row = row(header, &record, cells, from..row_end(file, from));
        let mut fields = Fields::open_row(file, &row, found).of(kind);
        items.push(read(&mut fields));
        fields.finish();
    }
    if header.is_none() {
        found.push(
            Diagnostic::error("empty-table", format!("表格 {} 是空的。", file.path))
                .at(file.line(1))
                .help(format!("第一行写表头：{}。", names(columns))),
        );
    }
    items
}

/// A head that another sign than the comma divides.
fn separator(file: &SourceFile) -> Option<Diagnostic> {
    let head = file.text.lines().find(|line| !line.trim().is_empty())?;
    if head.contains(',') {
        return None;
    }
    let signs = [
        ('\t', "Tab 键"),
        (';', "分号"),
        ('；', "全角分号"),
        ('，', "全角逗号"),
        ('|', "竖线"),
        ('、', "顿号"),
    ];
    let (sign, name) = signs.into_iter().find(|(sign, _)| head.contains(*sign))?;
    let at = file.text.find(sign)?;
    Some(
        Diagnostic::error(
            "wrong-separator",
            format!("表格用{name}分隔，应当用半角逗号。"),
        )
        .at(file.place(at..at + sign.len_utf8()))
        .help("用表格软件打开，另存为“CSV UTF-8（逗号分隔）”；手写的，把它们都换成半角逗号。"),
    )
}

/// A quote that never ends would swallow every row below it.
fn open_quote(file: &SourceFile) -> Option<Diagnostic> {
    let mut opened = None;
    for (at, byte) in file.text.bytes().enumerate() {
        if byte == b'"' {
            opened = if opened.is_some() { None } else { Some(at) };
        }
    }
    let at = opened?;
    // Every quote above may be the one that is missing; the first line with an odd number of them is it.
    let mut offset = 0;
    let odd = file.text.split_inclusive('\n').find_map(|line| {
        let here = offset;
        offset += line.len();
        let quotes = line.bytes().filter(|byte| *byte == b'"').count();
        (quotes % 2 == 1).then(|| here + line.find('"').unwrap_or_default())
    });
    let at = odd.unwrap_or(at);
    Some(
        Diagnostic::error("open-quote", "这里的英文双引号没有成对。")
            .at(file.place(at..at + 1))
            .help("一格内容前后各写一个英文双引号；内容里本来就有的，写成两个连着的 \"\"。"),
    )
}

/// What each column of the file is. None if one is missing that the table needs.
fn heads<'c>(
    file: &SourceFile,
    columns: &'c [Column],
    record: &StringRecord,
    cells: &[Range<usize>],
    found: &mut Diagnostics,
) -> Option<Vec<(Option<&'c Column>, Range<usize>)>> {
    let mut heads: Vec<(Option<&Column>, Range<usize>)> = Vec::with_capacity(record.len());
    for (name, span) in record.iter().zip(cells) {
        let name = name.trim();
        let column = columns
            .iter()
            .find(|column| column.name == name || column.english.eq_ignore_ascii_case(name));
        let twice = column.is_some_and(|column| {
            heads
                .iter()
                .any(|(earlier, _)| earlier.is_some_and(|earlier| earlier.name == column.name))
        });
        if twice {
            found.push(
                Diagnostic::error("repeated-column", format!("表头“{name}”写了两次。"))
                    .at(file.place(span.clone()))
                    .help("留下一列，删去另一列。"),
            );
        } else if column.is_none() {
            let known = columns.iter().map(|column| column.name);
            let help = nearest(name, known).map_or_else(
                || format!("可以用的表头：{}。不要的列请删去。", names(columns)),
                |near| format!("是不是想写“{near}”？"),
            );
            found.push(
                Diagnostic::error("unknown-column", format!("不认识的表头“{name}”。"))
                    .at(file.place(span.clone()))
                    .help(help),
            );
        }
        heads.push((column.filter(|_| !twice), span.clone()));
    }
    let missing: Vec<_> = columns
        .iter()
        .filter(|column| column.required)
        .filter(|column| {
            !heads
                .iter()
                .any(|(head, _)| head.is_some_and(|head| head.name == column.name))
        })
        .map(|column| column.name)
        .collect();
    for name in &missing {
        found.push(
            Diagnostic::error("missing-column", format!("表格缺少“{name}”一列。"))
                .at(file.line(1))
                .help(format!(
                    "在表头加上“{name}”，每一行填上内容。这张表要有：{}。",
                    needed_names(columns)
                )),
        );
    }
    missing.is_empty().then_some(heads)
}

fn row(
    header: &[(Option<&Column>, Range<usize>)],
    record: &StringRecord,
    cells: Vec<Range<usize>>,
    span: Range<usize>,
) -> Node {
    let pairs = header
        .iter()
        .zip(record.iter().zip(cells))
        .filter_map(|((column, head), (cell, span))| {
            let cell = cell.trim();
            let value = if cell.is_empty() {
                Value::Empty
            } else {
                Value::Scalar(cell.to_owned())
            };
            let key = Key {
                name: column.as_ref()?.name.to_owned(),
                span: head.clone(),
            };
            Some((key, Node { span, value }))
        })
        .collect();
    Node {
        span,
        value: Value::Map(pairs),
    }
}

/// Where each cell stands. The reader tells only where a row begins, so cells are looked for in
/// their order; one that was written with doubled quotes is found by its beginning.
fn cells(file: &SourceFile, record: &StringRecord, from: usize) -> Vec<Range<usize>> {
    let mut at = from;
    record
        .iter()
        .map(|cell| {
            let first = cell.trim().split(['"', '\n']).next().unwrap_or_default();
            let start = file
                .text
                .get(at..)
                .and_then(|rest| rest.find(first))
                .map_or(at, |found| at + found);
            let end = start + first.len();
            // The next cell begins behind this one's comma.
            at = file
                .text
                .get(end..)
                .and_then(|rest| rest.find([',', '\n']))
                .map_or(end, |comma| end + comma + 1);
            start..end
        })
        .collect()
}

fn row_end(file: &SourceFile, from: usize) -> usize {
    file.text
        .get(from..)
        .and_then(|rest| rest.find('\n'))
        .map_or(file.text.len(), |end| from + end)
}

fn needed_names(columns: &[Column]) -> String {
    let needed = columns.iter().filter(|column| column.required);
    let names: Vec<_> = needed.map(|column| column.name).collect();
    names.join("、")
}

fn names(columns: &[Column]) -> String {
    let names: Vec<_> = columns.iter().map(|column| column.name).collect();
    names.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        needed("名称", "name"),
        needed("街道", "street"),
        free("备注", "note"),
    ];

    fn all(text: &str) -> (Vec<String>, Vec<(&'static str, usize, usize)>) {
        let file = SourceFile::new("places/a.csv", text.to_owned());
        let mut found = Diagnostics::default();
        let rows = read(&file, "place", &COLUMNS, &mut found, |f| {
            format!(
                "{}|{}|{}",
                f.text("名称"),
                f.text("街道"),
                f.opt_text("备注").unwrap_or_default()
            )
        });
        let found = found
            .sorted()
            .into_iter()
            .map(|d| {
                let place = d.place.as_ref().expect("every finding has a place");
                (d.code, place.line, place.column())
            })
            .collect();
        (rows, found)
    }

    #[test]
    fn reads_chinese_and_english_heads_quotes_and_blank_rows() {
        let (rows, found) = all("name,街道,备注\n甲,老山街道,\"一,二\"\n,,\n乙,八角街道,\n");
        assert_eq!(rows, ["甲|老山街道|一,二", "乙|八角街道|"]);
        assert_eq!(found, []);
    }

    #[test]
    fn points_at_the_cell_that_is_empty_and_the_row_that_is_uneven() {
        let (rows, found) = all("名称,街道\n,老山街道\n\n甲\n乙,八角街道\n");
        assert_eq!(rows, ["|老山街道|", "乙|八角街道|"]);
        assert_eq!(found, [("empty-cell", 2, 1), ("uneven-row", 4, 1)]);
    }

    #[test]
    fn a_column_is_missed_once() {
        let (rows, found) = all("名字,备注\n甲,\n乙,\n");
        assert!(rows.is_empty());
        assert_eq!(
            found,
            [
                ("unknown-column", 1, 1),
                ("missing-column", 1, 1),
                ("missing-column", 1, 1)
            ]
        );
    }
}
