//! `cases import`: a platform's CSV, XLSX or JSON Lines become raw case records.
//!
//! One way through: bytes → text or workbook → table → rows → cases → records. A map says what each
//! column means; a column that it does not name stops the import. Every mistake of a file is reported
//! in one run, by row and column, in words that never repeat what a cell says. With a mistake nothing
//! is written; without one all months change together.

mod comma;
mod excel;
mod field;
mod grid;
mod header;
mod id;
pub(in crate::cases) mod journal;
mod lines;
mod map;
mod merge;
mod resolve;
mod row;
mod source;
mod store;
mod table;
mod text;
mod time;
mod value;
mod words;

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io,
    path::Path,
    time::Instant,
};

use jiayuan_function::case_record::LOCK_FILE;
use jiff::civil::DateTime;
use rayon::prelude::*;
use serde::Serialize;

use self::{
    header::Bound,
    id::IdKey,
    map::ImportMap,
    merge::Assembly,
    resolve::Site,
    row::{RowFacts, RowFault},
    store::Change,
    table::{Cell, Row, Table},
    value::CellFault,
};
use super::{files, paths::CasePaths};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Severity},
    load::source::SourceFile,
    masking::AllowList,
    model::tables::Tables,
};

/// The arguments of `cases import`.
#[derive(Debug, Clone, Copy)]
pub struct ImportOptions<'a> {
    /// The platform's file.
    pub file: &'a Path,
    /// How it is called towards people.
    pub shown_file: &'a str,
    /// The map.
    pub map: &'a Path,
    /// How it is called towards people.
    pub shown_map: &'a str,
    /// Only say what would happen.
    pub dry_run: bool,
    /// The office's time.
    pub now: DateTime,
}

/// What the import knows of the site.
#[derive(Debug, Clone, Copy)]
pub struct ImportSite<'a> {
    /// Streets, units, categories.
    pub tables: &'a Tables,
    /// Public numbers.
    pub allow: &'a AllowList,
    /// Whether the content is marked as a sample.
    pub is_sample: bool,
}

/// What an import did, or would do; printed by `--json`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows below the names of the columns.
    pub rows: u64,
    /// Rows that are no cases: totals, repeated names of columns.
    pub rows_skipped: u64,
    /// Rows with a mistake.
    pub rows_faulty: u64,
    /// Rows with something to look at.
    pub rows_doubtful: u64,
    /// Cases in the file.
    pub cases: u64,
    /// Cases that did not lie there.
    pub new: u64,
    /// Cases that lie there otherwise.
    pub changed: u64,
    /// Cases that lie there like this.
    pub unchanged: u64,
    /// Cases that lie there newer.
    pub older: u64,
    /// Records files written.
    pub files_written: u64,
    /// Time it took, in milliseconds.
    pub wall_ms: u64,
    /// New, changed, unchanged and older cases by month.
    #[serde(skip)]
    pub months: Vec<(String, [u64; 4])>,
    /// Whether the records were changed, or would be.
    #[serde(skip)]
    pub is_good: bool,
}

/// Imports a file.
///
/// # Errors
/// When a folder of the private side cannot be read or written.
pub fn import(
    paths: &CasePaths,
    site: ImportSite<'_>,
    options: &ImportOptions<'_>,
    found: &mut Diagnostics,
) -> io::Result<ImportReport> {
    let started = Instant::now();
    let mut report = ImportReport::default();
    let map = SourceFile::read(options.map, options.shown_map, found)
        .and_then(|file| ImportMap::read(file, found));
    let key = IdKey::read(paths, site.is_sample, found);
    let Some(map) = map else {
        return Ok(report);
    };
    let Some(mut table) = source::read(options.file, options.shown_file, &map, found) else {
        return Ok(report);
    };
    let Some(bound) = header::bind(&table, &map, found) else {
        return Ok(report);
    };
    fill_down(&mut table, &bound, &map);
    let site = Site {
        tables: site.tables,
        allow: site.allow,
        map: &map,
    };
    let mut faults = Vec::new();
    let cases = read_cases(&table, &bound, &site, &mut report, &mut faults);
    let assembly = Assembly {
        table: &table,
        bound: &bound,
        map: &map,
        now: jiff::tz::Offset::constant(8)
            .to_timestamp(options.now)
            .map_err(io::Error::other)?,
    };
    let mut records = Vec::new();
    for rows in &cases {
        report.cases += 1;
        if rows.iter().any(|row| row.has_errors) {
            continue;
        }
        // Without a key there is nothing to import, but the rows can be looked at.
        let id = (key.as_ref()).map_or_else(
            || IdKey::placeholder(&map.platform, &rows[0].case_no),
            |key| key.public_id(&map.platform, &rows[0].case_no),
        );
        if let Some(record) = assembly.record(id, rows, &mut faults) {
            missing_photos(paths, &record, rows, &bound, &mut faults);
            records.push((id, record));
        }
    }
    tell(&table, faults, &mut report, found);
    if key.is_none() {
        return Ok(report);
    }
    let _lock = if options.dry_run {
        None
    } else {
        Some(lock(paths)?)
    };
    if !options.dry_run {
        journal::finish(paths)?;
    }
    records.sort_by_key(|(id, _)| *id);
    let plan = store::plan(paths, &map, records, found)?;
    other_ids(&plan.other_ids, found);
    count(&plan, &mut report);
    report.is_good = !found.has_errors();
    if report.is_good && !options.dry_run {
        report.files_written = plan.carry_out(paths)? as u64;
    }
    report.wall_ms = started.elapsed().as_millis() as u64;
    Ok(report)
}

/// A blank cell of these columns says what the cell above it says.
fn fill_down(table: &mut Table, bound: &Bound, map: &ImportMap) {
    for column in &bound.fill_down {
        let mut above = Cell::Empty;
        for row in &mut table.rows {
            let is_total = begins(row).is_some_and(|word| map.words.is_total(word));
            let cell = row.cell(*column);
            if is_total {
                continue;
            }
            if !cell.is_blank() {
                above = cell.clone();
            } else if let Some(cell) = row.cells.get_mut(*column) {
                *cell = above.clone();
            }
        }
    }
}

/// The first word of a row.
fn begins(row: &Row) -> Option<&str> {
    row.cells.iter().find_map(|cell| match cell {
        Cell::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
        _ => None,
    })
}

/// The rows of each case, in the order in which the cases first occur.
fn read_cases(
    table: &Table,
    bound: &Bound,
    site: &Site<'_>,
    report: &mut ImportReport,
    faults: &mut Vec<RowFault>,
) -> Vec<Vec<RowFacts>> {
    let skipped = |row: usize, code, says: &str, help: &str| RowFault {
        row,
        column: None,
        fault: CellFault::new(code, says, help).warning(),
    };
    let mut wanted = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        report.rows += 1;
        if begins(row).is_some_and(|word| site.map.words.is_total(word)) {
            report.rows_skipped += 1;
            faults.push(skipped(
                index,
                "total-row",
                "是合计或小计，不是案件，跳过了",
                "不用改；不想再看到提醒，就导出不带合计的表。",
            ));
        } else if table.repeats_names(row) {
            report.rows_skipped += 1;
            faults.push(skipped(
                index,
                "repeated-header",
                "重复了表头，不是案件，跳过了",
                "不用改；不想再看到提醒，就导出不分页的表。",
            ));
        } else {
            wanted.push(index);
        }
    }
    let read: Vec<(RowFacts, Vec<RowFault>)> = wanted
        .into_par_iter()
        .map(|index| {
            let mut faults = Vec::new();
            (row::read(index, table, bound, site, &mut faults), faults)
        })
        .collect();
    let mut cases: Vec<Vec<RowFacts>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (facts, mut of_row) in read {
        faults.append(&mut of_row);
        if facts.case_no.is_empty() {
            continue;
        }
        let place = *places.entry(facts.case_no.clone()).or_insert_with(|| {
            cases.push(Vec::new());
            cases.len() - 1
        });
        cases[place].push(facts);
    }
    cases
}

/// Photos whose files are not there yet.
fn missing_photos(
    paths: &CasePaths,
    record: &jiayuan_function::case_record::CaseRecord,
    rows: &[RowFacts],
    bound: &Bound,
    faults: &mut Vec<RowFault>,
) {
    use jiayuan_function::case_record::PhotoRole;
    for photo in &record.photos {
        if paths.originals().join(&photo.file).is_file() {
            continue;
        }
        let field = match photo.role {
            PhotoRole::Before => field::Field::PhotosBefore,
            PhotoRole::After => field::Field::PhotosAfter,
        };
        let row = rows.iter().find(|row| {
            (row.photos.iter()).any(|(role, name)| (*role, name) == (photo.role, &photo.file))
        });
        faults.push(RowFault {
            row: row.unwrap_or(&rows[0]).row,
            column: bound.columns(field).next(),
            fault: CellFault::new(
                "missing-photo",
                "里的照片不在私有文件夹的 photos/ 里",
                "把原图按这个文件名放进去，或者从这一格去掉它。",
            )
            .warning(),
        });
    }
}

/// Turns faults into findings, at most one of a kind for each cell.
fn tell(table: &Table, faults: Vec<RowFault>, report: &mut ImportReport, found: &mut Diagnostics) {
    let mut rows: BTreeMap<usize, bool> = BTreeMap::new();
    let mut told = std::collections::BTreeSet::new();
    for RowFault { row, column, fault } in faults {
        let is_skipped = matches!(fault.code, "total-row" | "repeated-header");
        if !is_skipped {
            *rows.entry(row).or_default() |= !fault.is_warning;
        }
        if !told.insert((row, column, fault.code)) {
            continue;
        }
        let subject = match column {
            Some(column) => table.called(column),
            None => "这一行".to_owned(),
        };
        let mut diagnostic = Diagnostic::error(fault.code, format!("{subject}{}。", fault.says))
            .at(table.place(&table.rows[row], column))
            .help(fault.help);
        if fault.is_warning {
            diagnostic.severity = Severity::Warning;
        }
        found.push(diagnostic);
    }
    report.rows_faulty = rows.values().filter(|is_faulty| **is_faulty).count() as u64;
    report.rows_doubtful = rows.len() as u64 - report.rows_faulty;
}

/// The same case under two ids would be counted twice.
fn other_ids(ids: &[crate::model::released_case::PublicId], found: &mut Diagnostics) {
    let Some(first) = ids.first() else { return };
    found.push(
        Diagnostic::error(
            "other-id",
            format!(
                "有 {} 件案件已经用另一个公开编号导入过，例如这次的 {first}。",
                ids.len()
            ),
        )
        .help("多半是编号密钥换了，或者映射里的 platform 改了：换回原来的再导入。"),
    );
}

fn count(plan: &store::Plan, report: &mut ImportReport) {
    for (month, cases) in &plan.cases {
        let mut counts = [0; 4];
        for (_, change) in cases {
            counts[match change {
                Change::New => 0,
                Change::Changed => 1,
                Change::Unchanged => 2,
                Change::Older => 3,
            }] += 1;
        }
        report.new += counts[0];
        report.changed += counts[1];
        report.unchanged += counts[2];
        report.older += counts[3];
        report.months.push((month.to_string(), counts));
    }
}

/// One import or export at a time.
fn lock(paths: &CasePaths) -> io::Result<File> {
    fs::create_dir_all(&paths.private).map_err(|error| files::with_path(&paths.private, &error))?;
    let path = paths.private.join(LOCK_FILE);
    let file = File::create(&path).map_err(|error| files::with_path(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(io::Error::other(format!(
            "{}: another import or export is running; run it again when that is done",
            path.display()
        ))),
        Err(TryLockError::Error(error)) => Err(files::with_path(&path, &error)),
    }
}
