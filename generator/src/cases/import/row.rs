//! One row: what it says of a case, and what is wrong with it.

use std::collections::BTreeMap;

use jiayuan_function::case_record::{PhotoRole, UnitRole};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use super::{
    field::{Field, may_lack_time},
    header::Bound,
    resolve::{CategoryWords, Site},
    table::{Cell, Row, Table},
    time,
    value::{self, CellFault, Value},
};

/// What a row says.
#[derive(Debug, Default)]
pub(super) struct RowFacts {
    /// Index of the row.
    pub(super) row: usize,
    pub(super) case_no: String,
    pub(super) updated: Option<Timestamp>,
    /// Fields with the columns that they come from.
    pub(super) values: BTreeMap<Field, (Value, usize)>,
    /// Units of this row by their names in the tables.
    pub(super) units: Vec<String>,
    pub(super) role: Option<UnitRole>,
    /// Private strings.
    pub(super) known: Vec<String>,
    pub(super) photos: Vec<(PhotoRole, String)>,
    pub(super) has_errors: bool,
}

/// Something wrong with a row, or with a cell of it.
#[derive(Debug)]
pub(super) struct RowFault {
    pub(super) row: usize,
    pub(super) column: Option<usize>,
    pub(super) fault: CellFault,
}

/// Reads a row.
pub(super) fn read(
    index: usize,
    table: &Table,
    bound: &Bound,
    site: &Site<'_>,
    faults: &mut Vec<RowFault>,
) -> RowFacts {
    let mut reading = Reading {
        index,
        row: &table.rows[index],
        bound,
        site,
        facts: RowFacts {
            row: index,
            ..RowFacts::default()
        },
        faults: Vec::new(),
    };
    reading.width(table);
    reading.case_no();
    reading.times();
    let day = reading.day();
    reading.words();
    reading.place(day);
    reading.category(day);
    reading.units(day);
    reading.answers();
    reading.private();
    reading.facts.has_errors = reading.faults.iter().any(|fault| !fault.fault.is_warning);
    faults.append(&mut reading.faults);
    reading.facts
}

struct Reading<'r> {
    index: usize,
    row: &'r Row,
    bound: &'r Bound,
    site: &'r Site<'r>,
    facts: RowFacts,
    faults: Vec<RowFault>,
}

impl Reading<'_> {
    fn fault(&mut self, column: Option<usize>, fault: CellFault) {
        self.faults.push(RowFault {
            row: self.index,
            column,
            fault,
        });
    }

    /// The value of a cell, with what is wrong with it on the list.
    fn take<T>(&mut self, column: usize, read: Result<Option<T>, CellFault>) -> Option<T> {
        match read {
            Ok(value) => value,
            Err(fault) => {
                self.fault(Some(column), fault);
                None
            }
        }
    }

    fn column(&self, field: Field) -> Option<(usize, &Cell)> {
        let column = self.bound.columns(field).next()?;
        Some((column, self.row.cell(column)))
    }

    fn set(&mut self, field: Field, column: usize, value: impl Into<Value>) {
        self.facts.values.insert(field, (value.into(), column));
    }

    /// More cells than columns: something in the row has shifted the rest.
    fn width(&mut self, table: &Table) {
        let names = table.names.len();
        let filled = self
            .row
            .cells
            .iter()
            .rposition(|cell| !cell.is_blank())
            .map_or(0, |last| last + 1);
        if filled > names {
            self.fault(
                Some(names),
                CellFault::new(
                    "too-many-cells",
                    "在表头之外，这一行比表头宽",
                    "多半是内容里有没加引号的逗号，后面的格子都错了位；在平台里重新导出。",
                ),
            );
        } else if table.style == super::table::Columns::Numbered && self.row.cells.len() < names {
            self.fault(
                Some(self.row.cells.len()),
                CellFault::new(
                    "too-few-cells",
                    "起就没有了，这一行没有写完",
                    "在平台里重新导出这一行。",
                ),
            );
        }
    }

    fn case_no(&mut self) {
        let Some((column, cell)) = self.column(Field::CaseNo) else {
            self.fault(None, no_case_number());
            return;
        };
        match value::code(cell, self.site.map) {
            Ok(Some(number)) => self.facts.case_no = number,
            Ok(None) => self.fault(Some(column), no_case_number()),
            Err(fault) => self.fault(Some(column), fault),
        }
    }

    fn times(&mut self) {
        let map = self.site.map;
        for (field, column) in self.bound.fields().to_vec() {
            let cell = self.row.cell(column);
            match field {
                Field::UpdatedAt => {
                    let read = value::instant(cell, map);
                    self.facts.updated = self.take(column, read);
                }
                Field::JudgedAt | Field::UnitDispatchedAt | Field::UnitHandledAt => {
                    let read = value::instant(cell, map);
                    if let Some(at) = self.take(column, read) {
                        self.set(field, column, time::written(at));
                    }
                }
                Field::HandleDueAt | Field::CloseDueAt | Field::UnitDueAt => {
                    let read = value::moment(cell, map);
                    if let Some(moment) = self.take(column, read) {
                        self.set(field, column, time::written(moment.deadline()));
                    }
                }
                Field::Reached(stage) => {
                    // A side state is often only ticked.
                    let ticked = may_lack_time(stage)
                        .then(|| value::truth(cell, map).ok().flatten())
                        .flatten();
                    match ticked {
                        Some(true) => self.set(field, column, Value::Null),
                        Some(false) => {}
                        None => {
                            let read = value::instant(cell, map);
                            if let Some(at) = self.take(column, read) {
                                self.set(field, column, time::written(at));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The day of the case: that of its first stage.
    fn day(&self) -> Option<Date> {
        (self.facts.values.iter())
            .filter(|(field, _)| matches!(field, Field::Reached(_)))
            .filter_map(|(_, (value, _))| value.as_str()?.parse::<Timestamp>().ok())
            .min()
            .map(time::day)
    }

    fn words(&mut self) {
        let map = self.site.map;
        for field in [
            Field::Title,
            Field::Result,
            Field::PublicSummary,
            Field::Place,
            Field::Grid,
        ] {
            if let Some((column, cell)) = self.column(field) {
                let read = value::words(cell, map);
                if let Some(text) = self.take(column, read) {
                    self.set(field, column, text);
                }
            }
        }
        let mut parts = Vec::new();
        let mut first = None;
        for column in self.bound.columns(Field::Description).collect::<Vec<_>>() {
            let read = value::words(self.row.cell(column), map);
            if let Some(text) = self.take(column, read) {
                parts.push(text);
                first.get_or_insert(column);
            }
        }
        if let Some(column) = first {
            self.set(Field::Description, column, parts.join("\n"));
        }
        if let Some((column, cell)) = self.column(Field::Kind) {
            let read = value::meaning(cell, map, "report、consult、suggest 或 book", |word| {
                map.words.kind(word)
            });
            if let Some(kind) = self.take(column, read) {
                self.set(Field::Kind, column, json!(kind));
            }
        }
        if let Some((column, cell)) = self.column(Field::Source) {
            let read = value::words(cell, map)
                .and_then(|word| word.map(|word| self.site.source(&word)).transpose());
            if let Some(word) = self.take(column, read) {
                self.set(Field::Source, column, word);
            } else if map.source.is_none()
                && !(self.faults.iter()).any(|fault| fault.column == Some(column))
            {
                self.fault(
                    Some(column),
                    CellFault::new(
                        "no-source",
                        "是空的，不知道案件从哪个渠道来",
                        "补上渠道，或者在映射最上面写 source = \"…\" 作为没有写时的渠道。",
                    ),
                );
            }
        }
    }

    fn place(&mut self, day: Option<Date>) {
        let map = self.site.map;
        let mut street = None;
        if let Some((column, cell)) = self.column(Field::Street) {
            let read = value::code(cell, map)
                .and_then(|word| word.map(|word| self.site.street(&word, day)).transpose());
            street = self.take(column, read);
            if let Some(street) = street {
                self.set(Field::Street, column, street.name.clone());
            }
        }
        if let Some((column, cell)) = self.column(Field::Community) {
            let read = value::words(cell, map);
            if let Some(name) = self.take(column, read) {
                let known = street.is_none_or(|street| street.communities.contains(&name));
                if !known {
                    self.fault(
                        Some(column),
                        CellFault::new(
                            "unknown-community",
                            "里的社区 streets.toml 的这个街道下没有，只公开到街道",
                            "要公开到社区，就在 streets.toml 的 communities 里加上它。",
                        )
                        .warning(),
                    );
                }
                self.set(Field::Community, column, name);
            }
        }
        for (field, range) in [(Field::Lat, 3.0..=54.0), (Field::Lon, 73.0..=136.0)] {
            if let Some((column, cell)) = self.column(field) {
                let read = value::degrees(cell, map, range);
                if let Some(number) = self.take(column, read) {
                    self.set(field, column, number);
                }
            }
        }
    }

    fn category(&mut self, day: Option<Date>) {
        let mut words = CategoryWords::default();
        let mut at = None;
        for (field, column) in self.bound.fields().to_vec() {
            let is_category = matches!(
                field,
                Field::CategoryCode
                    | Field::CategoryKind
                    | Field::CategoryEdition
                    | Field::CategoryLabel
            );
            if !is_category {
                continue;
            }
            let cell = self.row.cell(column);
            let read = if field == Field::CategoryCode {
                value::code(cell, self.site.map)
            } else {
                value::words(cell, self.site.map)
            };
            let failed = read.is_err();
            let Some(word) = self.take(column, read) else {
                if failed {
                    return;
                }
                continue;
            };
            at = at.or(Some(column));
            match field {
                Field::CategoryCode => words.code = Some(word),
                Field::CategoryKind => words.kind = Some(word),
                Field::CategoryEdition => words.edition = Some(word),
                _ => words.labels.push(word),
            }
        }
        let Some(column) = at else { return };
        let read = self.site.category(&words, day);
        if let Some(category) = self.take(column, read) {
            self.set(Field::CategoryCode, column, json!(category));
        }
    }

    fn units(&mut self, day: Option<Date>) {
        let map = self.site.map;
        for column in self.bound.columns(Field::Unit).collect::<Vec<_>>() {
            let read = value::words(self.row.cell(column), map);
            let Some(text) = self.take(column, read) else {
                continue;
            };
            let names = match self.site.unit(&text, day) {
                Ok(unit) => vec![Ok(unit)],
                Err(fault) => {
                    let parts = value::several(&text);
                    if parts.len() < 2 {
                        vec![Err(fault)]
                    } else {
                        parts.iter().map(|part| self.site.unit(part, day)).collect()
                    }
                }
            };
            for unit in names {
                if let Some(unit) = self.take(column, unit.map(Some))
                    && !self.facts.units.contains(&unit.name)
                {
                    self.facts.units.push(unit.name.clone());
                }
            }
        }
        if let Some((column, cell)) = self.column(Field::UnitRole) {
            let read = value::meaning(cell, map, "lead 或 joint", |word| map.words.role(word));
            self.facts.role = self.take(column, read);
        }
    }

    fn answers(&mut self) {
        let map = self.site.map;
        for field in [
            Field::Consent,
            Field::Sensitive,
            Field::Featured,
            Field::FollowUpValid,
            Field::Contacted,
            Field::Resolved,
        ] {
            if let Some((column, cell)) = self.column(field) {
                let read = value::truth(cell, map);
                if let Some(truth) = self.take(column, read) {
                    self.set(field, column, truth);
                }
            }
        }
        if let Some((column, cell)) = self.column(Field::Satisfied) {
            let read = value::meaning(cell, map, "satisfied、mostly 或 dissatisfied", |word| {
                map.words.satisfaction(word)
            });
            if let Some(satisfied) = self.take(column, read) {
                self.set(Field::Satisfied, column, json!(satisfied));
            }
        }
        for (field, role) in [
            (Field::PhotosBefore, PhotoRole::Before),
            (Field::PhotosAfter, PhotoRole::After),
        ] {
            for column in self.bound.columns(field).collect::<Vec<_>>() {
                let read = value::files(self.row.cell(column), map).map(Some);
                let names = self.take(column, read).unwrap_or_default();
                let photos = names.into_iter().map(|name| (role, name));
                self.facts.photos.extend(photos);
            }
        }
    }

    /// The reporter's own strings. Several in one cell are known alone too.
    fn private(&mut self) {
        let map = self.site.map;
        for column in self.bound.columns(Field::Private).collect::<Vec<_>>() {
            let cell = self.row.cell(column);
            // A rounded number would be looked for and never found.
            let read = value::code(cell, map).and_then(|_| value::words(cell, map));
            let Some(text) = self.take(column, read) else {
                continue;
            };
            let parts = text
                .split(['\n', ';', '；', ',', '，', '、', '|', '/'])
                .map(str::trim);
            for string in std::iter::once(text.trim()).chain(parts) {
                let is_new = !self.facts.known.iter().any(|known| known == string);
                if is_new && !string.is_empty() && !map.words.is_nobody(string) {
                    self.facts.known.push(string.to_owned());
                }
            }
        }
    }
}

fn no_case_number() -> CellFault {
    CellFault::new(
        "no-case-number",
        "是空的，这一行没有案件编号",
        "补上编号；合并过的单元格，在映射的 fill_down 里写上这一列；表尾的说明行删去。",
    )
}
