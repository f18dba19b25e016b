//! A file of moves as the case platform wrote it: CSV or JSON Lines, read whole before anything is
//! applied. A row that cannot be read is a row that is refused; a column that nobody knows refuses
//! the file, for it may hold what should have been done.

use super::words;
use crate::{
    domain::{Move, Receipt, time},
    doors::Refused,
};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::{borrow::Cow, path::Path};

/// The columns with what platforms call them.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("receipt", &["回执号", "受理编号", "公开编号"]),
    ("stage", &["阶段", "状态", "环节"]),
    ("at", &["时间", "办理时间", "操作时间"]),
    ("unit", &["单位", "承办单位", "处置单位"]),
    ("role", &["角色", "主协办"]),
    ("note", &["说明", "公开说明", "原因", "答复"]),
    ("internal", &["内部备注", "备注"]),
    ("result", &["处理结果", "处置结果", "办理结果"]),
    ("due", &["处置时限", "处理时限"]),
    ("close_due", &["结案时限"]),
];

/// The word that stands for an answer in the column of stages.
const REPLY: [&str; 2] = ["reply", "答复"];

/// A row that can be applied.
#[derive(Clone)]
pub(super) struct Row {
    /// Whose.
    pub(super) receipt: Receipt,
    /// What.
    pub(super) step: super::moving::Step,
    /// A note for the office alone.
    pub(super) internal: Option<String>,
}

/// A row as it stands in the file.
pub(super) struct Numbered {
    /// The line of the file.
    pub(super) number: usize,
    /// What stands for its receipt, as written.
    pub(super) receipt: String,
    /// The row, or a code and a sentence.
    pub(super) row: Result<Row, (&'static str, String)>,
}

/// Reads a file of moves.
pub(super) fn read(path: &Path, now: Timestamp) -> Result<Vec<Numbered>, Refused> {
    let at = |error: String| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| at(error.to_string()))?;
    let text = decode(&bytes);
    let rows = if text.trim_start().starts_with('{') {
        json_lines(&text)
    } else {
        csv(&text)
    };
    let rows = rows.map_err(at)?;
    Ok(rows
        .into_iter()
        .map(|(number, fields)| match fields {
            Ok(fields) => Numbered {
                number,
                receipt: fields.get("receipt").to_owned(),
                row: row(&fields, now),
            },
            Err(why) => Numbered {
                number,
                receipt: String::new(),
                row: Err(("not_read", why)),
            },
        })
        .collect())
}

/// UTF-8, with or without a mark, or what Chinese Windows writes.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Err(_) => encoding_rs::GB18030.decode(bytes).0,
    }
}

type Read = Vec<(usize, Result<Fields, String>)>;

/// The fields of a row, empty if absent.
struct Fields([String; COLUMNS.len()]);

impl Fields {
    fn get(&self, name: &str) -> &str {
        let place = COLUMNS.iter().position(|(known, _)| *known == name);
        place.map_or("", |place| self.0[place].trim())
    }

    fn said(&self, name: &str) -> Option<String> {
        let said = self.get(name);
        (!said.is_empty()).then(|| said.to_owned())
    }
}

fn column(name: &str) -> Result<usize, String> {
    let name = name.trim();
    let found = COLUMNS
        .iter()
        .position(|(known, others)| known.eq_ignore_ascii_case(name) || others.contains(&name));
    found.ok_or_else(|| {
        let all: Vec<_> = COLUMNS.iter().map(|(known, _)| *known).collect();
        format!(
            "there is no column {name}; the columns are {}",
            all.join(", ")
        )
    })
}

fn csv(text: &str) -> Result<Read, String> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| error.to_string())?;
    let places = head.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    for needed in ["receipt", "stage"] {
        if !places.contains(&column(needed)?) {
            return Err(format!("the column {needed} is missing"));
        }
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                rows.push((usize::try_from(line).unwrap_or(0), Err(error.to_string())));
                continue;
            }
        };
        let line = record.position().map_or(0, |at| line_of(text, at));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != places.len() {
            let why = format!(
                "the row has {} cells, the head has {}",
                record.len(),
                places.len()
            );
            rows.push((line, Err(why)));
            continue;
        }
        let mut fields = Fields(Default::default());
        for (place, cell) in places.iter().zip(record.iter()) {
            cell.clone_into(&mut fields.0[*place]);
        }
        rows.push((line, Ok(fields)));
    }
    Ok(rows)
}

/// The line of a row. The reader's own count stands before the empty lines that it passed over.
fn line_of(text: &str, at: &csv::Position) -> usize {
    let from = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    let passed = empty.filter(|byte| **byte == b'\n').count();
    usize::try_from(at.line()).unwrap_or(0) + passed
}

fn json_lines(text: &str) -> Result<Read, String> {
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        rows.push((number + 1, json_line(line)));
    }
    Ok(rows)
}

fn json_line(line: &str) -> Result<Fields, String> {
    // The parser's own message could repeat what stands there.
    let object: Map<String, Value> =
        serde_json::from_str(line).map_err(|_| "the line is no JSON object".to_owned())?;
    let mut fields = Fields(Default::default());
    for (name, value) in object {
        let place = column(&name)?;
        fields.0[place] = match value {
            Value::String(text) => text,
            Value::Null => continue,
            _ => return Err(format!("{name} must be a text")),
        };
    }
    Ok(fields)
}

fn row(fields: &Fields, now: Timestamp) -> Result<Row, (&'static str, String)> {
    let receipt = Receipt::read(fields.get("receipt")).ok_or_else(|| {
        let why = "a receipt looks like 7KQ2M-9XJ4T-0WBAE".to_owned();
        ("bad_receipt", why)
    })?;
    let internal = fields.said("internal");
    let unit = fields.said("unit");
    let stage = fields.get("stage");
    if REPLY.contains(&stage) {
        let said = fields.said("note").or_else(|| fields.said("result"));
        let step = super::moving::Step::Reply {
            text: said.unwrap_or_default(),
            unit,
        };
        return Ok(Row {
            receipt,
            step,
            internal,
        });
    }
    let to = words::read_stage(stage).ok_or_else(|| {
        (
            "bad_stage",
            format!("there is no stage {stage}; see `desk moves`"),
        )
    })?;
    let moment = |name: &str, ends| match fields.said(name) {
        None => Ok(None),
        Some(written) => time::read(&written, ends).map(Some).ok_or_else(|| {
            let why = format!("{name} must be a time such as 2026-11-22 09:12");
            ("bad_time", why)
        }),
    };
    let role = match fields.said("role") {
        None => None,
        Some(role) => Some(words::read_role(&role).ok_or_else(|| {
            (
                "bad_role",
                "the roles are lead (主责) and joint (协办)".to_owned(),
            )
        })?),
    };
    let step = Move {
        unit,
        role,
        note: fields.said("note"),
        result: fields.said("result"),
        handle_due_at: moment("due", true)?,
        close_due_at: moment("close_due", true)?,
        ..Move::by_office(to, moment("at", false)?.unwrap_or(now))
    };
    Ok(Row {
        receipt,
        step: super::moving::Step::Move(step),
        internal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_record::Stage;

    fn read_text(text: &[u8]) -> Result<Vec<Numbered>, String> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("moves");
        std::fs::write(&path, text).unwrap();
        read(&path, "2026-11-22T01:02:03Z".parse().unwrap()).map_err(|error| error.to_string())
    }

    fn codes(text: &[u8]) -> Vec<(usize, String)> {
        let rows = read_text(text).unwrap();
        rows.into_iter()
            .map(|row| {
                let code = row.row.err().map_or("", |(code, _)| code);
                (row.number, code.to_owned())
            })
            .collect()
    }

    #[test]
    fn a_platforms_own_words_are_understood_in_either_encoding() {
        let text = "回执号,状态,承办单位,主协办,处置时限\r\n7KQ2M-9XJ4T-0WBAE,派遣,甲,协办,2026/11/25 18:00\r\n";
        let (gb18030, ..) = encoding_rs::GB18030.encode(text);
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), &gb18030, marked.as_bytes()] {
            let rows = read_text(bytes).unwrap();
            let row = rows[0].row.as_ref().ok().unwrap();
            let super::super::moving::Step::Move(step) = &row.step else {
                panic!("a move");
            };
            assert_eq!(
                (step.to, step.unit.as_deref()),
                (Stage::Dispatched, Some("甲"))
            );
            assert_eq!(
                step.handle_due_at.map(time::rfc3339).unwrap(),
                "2026-11-25T18:00:00+08:00"
            );
        }
    }

    #[test]
    fn every_bad_row_is_named_by_its_line_and_the_others_are_read() {
        let text = "receipt,stage,at\n7KQ2M-9XJ4T-0WBAE,accepted,\n\nx,accepted,\n7KQ2M-9XJ4T-0WBAE,done,\n7KQ2M-9XJ4T-0WBAE,closed,soon\n7KQ2M-9XJ4T-0WBAE\n";
        let expected = [
            (2, ""),
            (4, "bad_receipt"),
            (5, "bad_stage"),
            (6, "bad_time"),
            (7, "not_read"),
        ];
        assert_eq!(
            codes(text.as_bytes()),
            expected.map(|(line, code)| (line, code.to_owned()))
        );
        let lines = "{\"receipt\":\"7KQ2M-9XJ4T-0WBAE\",\"stage\":\"答复\",\"note\":\"好\"}\n{\"receipt\":1}\n{\"who\":\"\"}\n{";
        let expected = [(1, ""), (2, "not_read"), (3, "not_read"), (4, "not_read")];
        assert_eq!(
            codes(lines.as_bytes()),
            expected.map(|(line, code)| (line, code.to_owned()))
        );
    }

    #[test]
    fn an_unknown_column_refuses_the_file() {
        let refused = read_text(b"receipt,stage,score\n").err().unwrap();
        assert!(refused.contains("there is no column score"), "{refused}");
        assert!(
            read_text(b"stage\n")
                .err()
                .unwrap()
                .contains("receipt is missing")
        );
    }
}
