//! Text tables: commas, semicolons or tabs between the cells.

use super::{
    grid::Grid,
    table::{Cell, Row},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Range2};

/// Reads a text table. Cells stay text; what they mean is decided by their column.
pub(super) fn read(text: &str, file: &str, found: &mut Diagnostics) -> Option<Grid> {
    // Spreadsheets write a first line `sep=;` to tell each other.
    let (text, skipped, told) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (rest, 1, first.as_bytes().get(4).copied())
        }
        _ => (text, 0, None),
    };
    let delimiter = told.unwrap_or_else(|| likely_delimiter(text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                found.push(
                    Diagnostic::error("unreadable-file", format!("表格读不下去：{error}。"))
                        .at(Place::file(file)),
                );
                return None;
            }
        };
        let number = record.position().map_or(1, |place| place.line() as usize) + skipped;
        let cells = record
            .iter()
            .map(|cell| match cell {
                "" => Cell::Empty,
                text => Cell::Text(unwrapped(text).to_owned()),
            })
            .collect();
        grid.rows.push(Row::new(number, cells));
    }
    let width = grid.rows.first().map_or(0, |row| row.cells.len());
    let swallowed = (grid.rows.iter()).find(|row| {
        row.cells
            .iter()
            .any(|cell| swallows(cell, delimiter, width))
    });
    let open = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    if let Some(row) = swallowed.or_else(|| grid.rows.last().filter(|_| open)) {
        found.push(
            Diagnostic::error(
                "open-quote",
                "从这一行起有一个引号没有关上，后面的行被当成了同一格。",
            )
            .at(Place {
                file: file.into(),
                line: row.number,
                mark: Range2 { start: 0, end: 0 },
                text: String::new(),
            })
            .help("在平台里重新导出；手工改过的，把这一行里多出或缺少的英文双引号补好。"),
        );
        return None;
    }
    Some(grid)
}

/// The sign that parts the first line into most cells.
fn likely_delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |sign: u8| line.bytes().filter(|byte| *byte == sign).count();
    let mut best = b',';
    for sign in [b'\t', b';'] {
        if count(sign) > count(best) {
            best = sign;
        }
    }
    best
}

/// `="0123"` and `'0123` are how spreadsheets are told to keep a number as it is.
fn unwrapped(text: &str) -> &str {
    let bare = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    bare.unwrap_or_else(|| {
        text.strip_prefix('\'')
            .filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
            .unwrap_or(text)
    })
}

/// Whether a cell holds whole rows: a quote that was never closed swallows what follows.
fn swallows(cell: &Cell, delimiter: u8, width: usize) -> bool {
    let Cell::Text(text) = cell else { return false };
    width > 2
        && text
            .lines()
            .skip(1)
            .any(|line| line.bytes().filter(|byte| *byte == delimiter).count() + 1 >= width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_line_breaks_keep_the_line_that_they_begin_in() {
        let mut found = Diagnostics::default();
        let text = "编号;内容;街道\n1;\"两\n行\";甲\n=\"02\";x;乙\n";
        let grid = read(text, "a.csv", &mut found).unwrap();
        let numbers: Vec<_> = grid.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 4]);
        assert_eq!(grid.rows[2].cells[0], Cell::Text("02".into()));
    }

    #[test]
    fn a_quote_that_is_never_closed_loses_no_row_silently() {
        for text in [
            "a,b,c\n1,\"x,y\n2,x,y\n",
            "a,b,c\n1,\"x,y\n2,x,y\n3,x\",y\n",
        ] {
            let mut found = Diagnostics::default();
            assert!(read(text, "a.csv", &mut found).is_none());
            assert_eq!(found.sorted()[0].place.as_ref().unwrap().line, 2);
        }
    }
}
