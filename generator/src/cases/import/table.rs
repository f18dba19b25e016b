//! What a platform's file holds, whatever its format: rows of cells under named columns, and the place
//! of each for findings.
//!
//! A place never shows what a cell says. The line that is drawn has one sign for each cell, so that
//! its column is the table's column and nobody's words end up on a screen or in a log.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::{
    diagnostic::{Place, Range2},
    json_line::{self, LineError},
};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Time(DateTime),
    Truth(bool),
    /// A formula that failed, or a value within a value.
    Broken,
}

impl Cell {
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// What kind of value it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "空白",
            Self::Text(_) => "文字",
            Self::Number(_) => "数字",
            Self::Time(_) => "日期",
            Self::Truth(_) => "真假值",
            Self::Broken => "错误值",
        }
    }

    fn sign(&self) -> char {
        match self {
            _ if self.is_blank() => '·',
            Self::Number(_) => '数',
            Self::Time(_) => '时',
            Self::Truth(_) => '真',
            Self::Broken => '错',
            Self::Text(_) | Self::Empty => '文',
        }
    }
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Counted as the program that shows the file counts: line of a text file, row of a sheet.
    pub(super) number: usize,
    pub(super) cells: Vec<Cell>,
    /// The line of a JSON Lines file.
    pub(super) json: Option<String>,
}

impl Row {
    pub(super) fn new(number: usize, cells: Vec<Cell>) -> Self {
        Self {
            number,
            cells,
            json: None,
        }
    }

    pub(super) fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// How people name a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// 第 5 列
    Numbered,
    /// E 列
    Lettered,
    /// By key alone.
    Keyed,
}

/// A file's table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) file: Arc<str>,
    pub(super) style: Columns,
    /// Row of the names.
    pub(super) header: usize,
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// “上报时间”（E 列）
    pub(super) fn called(&self, column: usize) -> String {
        let name = self.names.get(column).map_or("", String::as_str);
        match self.style {
            Columns::Numbered => format!("“{name}”（第 {} 列）", column + 1),
            Columns::Lettered => format!("“{name}”（{} 列）", letters(column)),
            Columns::Keyed => format!("“{name}”"),
        }
    }

    /// Where a row stands, or a cell of it.
    pub(super) fn place(&self, row: &Row, column: Option<usize>) -> Place {
        let (text, mark) = match &row.json {
            Some(line) => self.json_mark(line, column),
            None => row_signs(row, column),
        };
        Place {
            file: Arc::clone(&self.file),
            line: row.number,
            mark,
            text,
        }
    }

    /// Where the names stand, or one of them.
    pub(super) fn header_place(&self, column: Option<usize>) -> Place {
        let names = self.names.iter().cloned().map(Cell::Text).collect();
        let (text, mark) = row_signs(&Row::new(self.header, names), column);
        Place {
            file: Arc::clone(&self.file),
            line: self.header,
            mark,
            text,
        }
    }

    fn json_mark(&self, line: &str, column: Option<usize>) -> (String, Range2) {
        let name = column.and_then(|column| self.names.get(column));
        let mark = name.map_or(0..0, |name| LineError::new("", "").at_key(line, name).mark);
        let (text, mark) = json_line::blanked(line, &mark);
        let mark = Range2 {
            start: mark.start,
            end: mark.end,
        };
        (text, mark)
    }
}

fn row_signs(row: &Row, column: Option<usize>) -> (String, Range2) {
    let mut text = String::new();
    let mut mark = Range2 { start: 0, end: 0 };
    let width = row.cells.len().max(column.map_or(0, |column| column + 1));
    for index in 0..width {
        let start = text.len();
        text.push(row.cell(index).sign());
        if Some(index) == column {
            mark = Range2 {
                start,
                end: text.len(),
            };
        }
    }
    if column.is_none() {
        mark.end = text.len();
    }
    (text, mark)
}

/// A, B, …, Z, AA, …
pub(super) fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut text = Vec::new();
    while rest > 0 {
        text.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    text.reverse();
    String::from_utf8(text).expect("letters are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let named: Vec<_> = [0, 25, 26, 701, 702].into_iter().map(letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_place_shows_kinds_and_no_words() {
        let table = Table {
            file: "a.csv".into(),
            style: Columns::Numbered,
            header: 1,
            names: vec!["甲".into(), "乙".into(), "丙".into()],
            rows: Vec::new(),
        };
        let row = Row::new(
            7,
            vec![Cell::Text("张伟".into()), Cell::Empty, Cell::Number(3.0)],
        );
        let place = table.place(&row, Some(2));
        assert_eq!((place.line, place.column()), (7, 3));
        assert_eq!(place.text, "文·数");
        assert_eq!(table.place(&row, Some(4)).column(), 5);
    }
}
