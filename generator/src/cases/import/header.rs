//! Which column fills which field. A column that nobody decided about stops the import: it may hold
//! who reported.

use std::collections::BTreeSet;

use super::{
    field::Field,
    map::ImportMap,
    table::{Columns, Table},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, nearest},
    masking::{self, AllowList},
};

/// Fields with the columns that fill them.
#[derive(Debug)]
pub(super) struct Bound {
    columns: Vec<(Field, usize)>,
    /// Columns in which a blank cell says what the cell above it says.
    pub(super) fill_down: Vec<usize>,
    /// Columns that fill a field.
    pub(super) used: BTreeSet<usize>,
}

impl Bound {
    /// The columns of a field, in the map's order.
    pub(super) fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        self.columns
            .iter()
            .filter(move |(known, _)| *known == field)
            .map(|(_, column)| *column)
    }

    /// All fields with their columns.
    pub(super) fn fields(&self) -> &[(Field, usize)] {
        &self.columns
    }
}

/// Finds the map's columns in the table.
pub(super) fn bind(table: &Table, map: &ImportMap, found: &mut Diagnostics) -> Option<Bound> {
    let before = found.counts().0;
    let position = |name: &str| {
        let name: String = name.split_whitespace().collect();
        table.names.iter().position(|known| *known == name)
    };
    let mut bound = Bound {
        columns: Vec::new(),
        fill_down: Vec::new(),
        used: BTreeSet::new(),
    };
    let mut missing = Vec::new();
    for (field, reference) in &map.columns {
        match position(&reference.text) {
            Some(column) => {
                bound.columns.push((*field, column));
                bound.used.insert(column);
            }
            // JSON leaves out keys that say nothing.
            None if table.style == Columns::Keyed => {}
            None => missing.push(reference),
        }
    }
    // Without most of its columns this is not the table that the map is about, and what stands in its
    // first row may be anybody's words.
    if bound.columns.len() * 2 < map.columns.len() && !missing.is_empty() {
        found.push(
            Diagnostic::error("no-header", "这一行不是映射所说的表头。")
                .at(table.header_place(None))
                .help(format!(
                    "表头在第几行、占几行，写在映射的 skip_rows 和 header_rows 里；找不到的列：{}。",
                    missing
                        .iter()
                        .map(|reference| reference.text.as_str())
                        .collect::<Vec<_>>()
                        .join("、")
                )),
        );
        return None;
    }
    let names = || table.names.iter().map(String::as_str);
    for reference in missing {
        let help = match nearest(&reference.text, names().filter(|name| is_name(name))) {
            Some(meant) => format!("是不是“{meant}”？表头占两行的，写成“上面/下面”。"),
            None => "在映射里改成表里的列名，或者删去这一行。".into(),
        };
        found.push(
            Diagnostic::error(
                "missing-column",
                format!("表里没有“{}”这一列。", reference.text),
            )
            .at(reference.place.clone())
            .help(help),
        );
    }
    for column in &bound.used {
        let name = &table.names[*column];
        if names().filter(|other| other == name).count() > 1 {
            found.push(
                Diagnostic::error(
                    "repeated-column",
                    format!("有两列都叫{}。", table.called(*column)),
                )
                .at(table.header_place(Some(*column)))
                .help("在平台里改名，或者把表头的两行都算进 header_rows。"),
            );
        }
    }
    for reference in &map.fill_down {
        match position(&reference.text) {
            Some(column) => bound.fill_down.push(column),
            None => found.push(
                Diagnostic::error(
                    "missing-column",
                    format!("表里没有“{}”这一列。", reference.text),
                )
                .at(reference.place.clone())
                .help("fill_down 里写表里的列名。"),
            ),
        }
    }
    unknown_columns(table, map, &bound, found);
    (found.counts().0 == before).then_some(bound)
}

fn unknown_columns(table: &Table, map: &ImportMap, bound: &Bound, found: &mut Diagnostics) {
    let ignored: BTreeSet<String> = (map.ignore.iter())
        .map(|reference| reference.text.split_whitespace().collect())
        .collect();
    let unknown: Vec<usize> = (0..table.names.len())
        .filter(|column| {
            let name = &table.names[*column];
            let is_empty =
                name.is_empty() && table.rows.iter().all(|row| row.cell(*column).is_blank());
            !bound.used.contains(column) && !ignored.contains(name) && !is_empty
        })
        .collect();
    let Some(first) = unknown.first() else {
        return;
    };
    let listed: Vec<String> = unknown
        .iter()
        .map(|column| {
            if is_name(&table.names[*column]) {
                table.called(*column)
            } else {
                format!("第 {} 列（名字不像列名，不在这里显示）", column + 1)
            }
        })
        .collect();
    found.push(
        Diagnostic::error(
            "unmapped-column",
            format!(
                "有 {} 列映射没有提到：{}。",
                unknown.len(),
                listed.join("、")
            ),
        )
        .at(table.header_place(Some(*first)))
        .help(
            "报件人的姓名、电话、住址写进 private；确实不要的写进 ignore；其余的写进 [columns]。",
        ),
    );
}

/// Whether this may be printed as a column's name: short, and nothing personal in it.
fn is_name(name: &str) -> bool {
    (1..=30).contains(&name.chars().count())
        && !masking::finds_private(name, &AllowList::default(), &[])
}
