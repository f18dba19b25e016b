//! Rows of cells as they lie in a file, before anyone knows which row names the columns.

use std::sync::Arc;

use super::{
    map::ImportMap,
    table::{Cell, Columns, Row, Table},
    words::folded,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Rows of a sheet or of a text file.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Row>,
    /// Merged cells: first row and column, last row and column; rows as they are numbered.
    pub(super) merged: Vec<Merged>,
}

/// Cells that show one value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merged {
    pub(super) rows: (usize, usize),
    pub(super) columns: (usize, usize),
}

impl Grid {
    /// Takes the names of the columns off the top and gives merged cells their value.
    pub(super) fn into_table(
        mut self,
        file: Arc<str>,
        style: Columns,
        map: &ImportMap,
        found: &mut Diagnostics,
    ) -> Option<Table> {
        self.spread_merged();
        self.rows
            .retain(|row| !row.is_blank() && row.number > map.skip_rows);
        if self.rows.len() <= map.header_rows {
            found.push(
                Diagnostic::error("no-rows", "文件里没有案件。")
                    .at(Place::file(&file))
                    .help("表头下面至少要有一行；表头在第几行、占几行，写在映射的 skip_rows 和 header_rows 里。"),
            );
            return None;
        }
        let rows = self.rows.split_off(map.header_rows);
        let header = self.rows;
        Some(Table {
            file,
            style,
            header: header.last().map_or(1, |row| row.number),
            names: names(&header),
            rows,
        })
    }

    /// Every cell of a merged range says what its first cell says.
    fn spread_merged(&mut self) {
        for merged in &self.merged {
            let start = self.rows.partition_point(|row| row.number < merged.rows.0);
            let end = self.rows.partition_point(|row| row.number <= merged.rows.1);
            let value = match self.rows.get(start) {
                Some(row) if row.number == merged.rows.0 => row.cell(merged.columns.0).clone(),
                _ => continue,
            };
            for row in &mut self.rows[start..end] {
                if row.cells.len() <= merged.columns.1 {
                    row.cells.resize(merged.columns.1 + 1, Cell::Empty);
                }
                for cell in &mut row.cells[merged.columns.0..=merged.columns.1] {
                    if cell.is_blank() {
                        *cell = value.clone();
                    }
                }
            }
        }
    }
}

/// 回访 above 是否解决 is 回访/是否解决; a cell that was merged over both rows is named once. In a text
/// file a merged name stands over its first column only, so a blank cell above another takes the
/// name to its left.
fn names(header: &[Row]) -> Vec<String> {
    let width = header.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut levels: Vec<Vec<String>> = Vec::new();
    for (depth, row) in header.iter().enumerate() {
        let mut level: Vec<String> = (0..width).map(|column| name(row.cell(column))).collect();
        if let Some(below) = header.get(depth + 1) {
            for column in 1..width {
                if level[column].is_empty() && !name(below.cell(column)).is_empty() {
                    level[column] = level[column - 1].clone();
                }
            }
        }
        levels.push(level);
    }
    (0..width)
        .map(|column| {
            let mut parts: Vec<&str> = Vec::new();
            for level in &levels {
                let part = level[column].as_str();
                if !part.is_empty() && parts.last() != Some(&part) {
                    parts.push(part);
                }
            }
            parts.join("/")
        })
        .collect()
}

fn name(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.split_whitespace().collect(),
        Cell::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

impl Table {
    /// Whether a row repeats the names of the columns, as every page of a printed table does.
    pub(super) fn repeats_names(&self, row: &Row) -> bool {
        let mut same = 0;
        for (index, name) in self.names.iter().enumerate() {
            match row.cell(index) {
                Cell::Text(text) if !name.is_empty() => {
                    let last = name.rsplit('/').next().unwrap_or(name);
                    if folded(text) != folded(last) {
                        return false;
                    }
                    same += 1;
                }
                cell if cell.is_blank() => {}
                _ => return false,
            }
        }
        same > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize, cells: &[&str]) -> Row {
        let cells = cells.iter().map(|text| match *text {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        });
        Row::new(number, cells.collect())
    }

    #[test]
    fn names_in_two_rows_are_joined() {
        let header = [
            row(1, &["工单编号", "回访", "", "", "街道"]),
            row(2, &["", "是否联系", "是否 解决", "是否满意", ""]),
        ];
        assert_eq!(
            names(&header),
            [
                "工单编号",
                "回访/是否联系",
                "回访/是否解决",
                "回访/是否满意",
                "街道"
            ]
        );
    }

    #[test]
    fn merged_cells_say_what_their_first_cell_says() {
        let mut grid = Grid {
            rows: vec![
                row(2, &["SL-1", "甲"]),
                row(3, &["", "乙"]),
                row(4, &["SL-2", "甲"]),
            ],
            merged: vec![Merged {
                rows: (2, 3),
                columns: (0, 0),
            }],
        };
        grid.spread_merged();
        assert_eq!(grid.rows[1].cells[0], Cell::Text("SL-1".into()));
    }
}
