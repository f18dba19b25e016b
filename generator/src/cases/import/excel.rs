//! Workbooks (XLSX): one sheet, cell by cell, so that a stray cell far away costs nothing.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use jiff::civil::DateTime;

use super::{
    grid::{Grid, Merged},
    map::ImportMap,
    table::{Cell, Row},
    time,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};

/// Columns beyond this are not a table of cases.
const MOST_COLUMNS: u32 = 500;

/// Reads the sheet that the map names, or the first that is shown. Says which.
pub(super) fn read(
    bytes: &[u8],
    file: &str,
    map: &ImportMap,
    found: &mut Diagnostics,
) -> Option<Grid> {
    let broken = |error: &XlsxError| {
        let message = match error {
            XlsxError::Password => "这个工作簿有密码，打不开。".to_owned(),
            error => format!("这个工作簿打不开：{error}。"),
        };
        Diagnostic::error("unreadable-file", message)
            .at(Place::file(file))
            .help("用表格软件打开，另存为没有密码的 XLSX 或 CSV。")
    };
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => {
            found.push(broken(&error));
            return None;
        }
    };
    let sheet = sheet(&book, file, map, found)?;
    let is_1904 = book.has_1904_epoch();
    match cells(&mut book, &sheet, is_1904) {
        Ok(grid) => Some(grid),
        Err(error) => {
            found.push(broken(&error));
            None
        }
    }
}

fn sheet(
    book: &Xlsx<Cursor<&[u8]>>,
    file: &str,
    map: &ImportMap,
    found: &mut Diagnostics,
) -> Option<String> {
    let names = book.sheet_names();
    if let Some(wanted) = &map.sheet {
        if names.contains(wanted) {
            return Some(wanted.clone());
        }
        let help = match nearest(wanted, names.iter().map(String::as_str)) {
            Some(meant) => format!("是不是“{meant}”？"),
            None => format!("工作簿里有：{}。", names.join("、")),
        };
        found.push(
            Diagnostic::error("no-sheet", format!("工作簿里没有工作表“{wanted}”。"))
                .at(Place::file(file))
                .help(help),
        );
        return None;
    }
    let shown = book
        .sheets_metadata()
        .iter()
        .find(|sheet| sheet.visible == SheetVisible::Visible);
    match shown {
        Some(sheet) => Some(sheet.name.clone()),
        None => {
            found.push(Diagnostic::error("no-sheet", "工作簿里没有工作表。").at(Place::file(file)));
            None
        }
    }
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, is_1904: bool) -> Result<Grid, XlsxError> {
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    {
        let mut reader = book.worksheet_cells_reader(sheet)?;
        while let Some(cell) = reader.next_cell()? {
            let (row, column) = cell.get_position();
            let value = value(cell.get_value(), is_1904);
            if column >= MOST_COLUMNS || value == Cell::Empty {
                continue;
            }
            let cells = rows.entry(row).or_default();
            let column = column as usize;
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            cells[column] = value;
        }
    }
    let merged = book
        .merge_cells_by_sheet_name(sheet)?
        .into_iter()
        .filter(|range| range.end.1 < MOST_COLUMNS)
        .map(|range| Merged {
            rows: (range.start.0 as usize + 1, range.end.0 as usize + 1),
            columns: (range.start.1 as usize, range.end.1 as usize),
        })
        .collect();
    let rows = rows
        .into_iter()
        .map(|(row, cells)| Row::new(row as usize + 1, cells))
        .collect();
    Ok(Grid { rows, merged })
}

fn value(value: &DataRef<'_>, is_1904: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(date) if date.is_datetime() => {
            let days = date.as_f64() + if is_1904 { 1462.0 } else { 0.0 };
            time::serial(days).map_or(Cell::Number(date.as_f64()), |moment| Cell::Time(moment.at))
        }
        DataRef::DateTime(duration) => Cell::Number(duration.as_f64()),
        DataRef::DateTimeIso(text) => text
            .parse::<DateTime>()
            .map_or_else(|_| Cell::Text(text.clone()), Cell::Time),
        DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::Error(_) => Cell::Broken,
    }
}
