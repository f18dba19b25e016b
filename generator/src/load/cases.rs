//! Reads released cases, one file a month, and keeps of each what lists and digests need.
//!
//! The words stay in the file: a case's page reads its line again by offset, so that memory does not
//! grow with what residents wrote. A month whose file did not change is not parsed again: its
//! summaries come from where the last build kept them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{
    files,
    month_cache::{Known, MonthCache},
    source::SourceFile,
    stamps::Stamps,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Shown};
use crate::json_line;
use crate::masking::{self, AllowList};
use crate::model::released_case::{CaseSummary, Month, Names, PublicId, ReleasedCase};
use crate::model::tables::Tables;
use crate::scan::Clean;

/// The released cases of a month.
#[derive(Debug)]
pub struct ReleasedMonth {
    /// The month.
    pub month: Month,
    /// The file.
    pub path: PathBuf,
    /// The cases, in the order of the file.
    pub cases: Vec<PublishedCase>,
    /// Cases that the check of the words stopped.
    pub withheld: usize,
}

/// A released case without its long words.
#[derive(Debug)]
pub struct PublishedCase {
    /// What lists need.
    pub summary: CaseSummary,
    /// Where its line starts in the file.
    pub offset: u64,
    /// Length of its line in bytes.
    pub length: u32,
}

/// The files of all months.
fn month_files(root: &Path) -> Vec<PathBuf> {
    let folder = root.join("cases");
    let mut paths = files(&folder, "jsonl");
    paths.retain(|path| path.parent() == Some(folder.as_path()));
    paths
}

/// Whether a month does not look as it did in the last run.
pub(super) fn may_have_changed(root: &Path, stamps: &Stamps) -> bool {
    let mut paths = month_files(root).into_iter();
    paths.any(|path| !stamps.looks_known(&path))
}

/// Reads all months. Strange rows are errors; words with private data in them withhold their case.
pub(super) fn months(
    root: &Path,
    shown: &Shown,
    tables: &Tables,
    public_numbers: &AllowList,
    cache: &MonthCache<'_>,
    clean: &Clean,
    found: &mut Diagnostics,
) -> Vec<ReleasedMonth> {
    let check = Check {
        public_numbers,
        clean,
        cache,
    };
    let read: Vec<_> = month_files(root)
        .into_par_iter()
        .map_init(Vec::new, |buffer, path| {
            let mut found = Diagnostics::default();
            let month = month(path, root, shown, tables, &check, buffer, &mut found);
            (month, found)
        })
        .collect();
    let mut months = Vec::with_capacity(read.len());
    for (month, faults) in read {
        found.append(faults);
        months.extend(month);
    }
    check
        .cache
        .retain(&months.iter().map(|month| month.month).collect());
    repeated_ids(&months, shown, found);
    months
}

fn month(
    path: PathBuf,
    root: &Path,
    shown: &Shown,
    tables: &Tables,
    check: &Check<'_>,
    buffer: &mut Vec<u8>,
    found: &mut Diagnostics,
) -> Option<ReleasedMonth> {
    let name = shown.name(&path);
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let Some(month) = Month::parse(&stem) else {
        found.push(
            Diagnostic::error("bad-month-file", format!("{name} 的文件名不是月份。"))
                .at(Place::file(&name))
                .help(
                    "已发布案件的文件由 jiayuan cases release 写成，名为 YYYY-MM.jsonl，请勿改名。",
                ),
        );
        return None;
    };
    let mut lines = match check.cache.find(month, &path, buffer) {
        Known::Lines(lines) => lines,
        Known::Month(cases) => {
            return Some(ReleasedMonth {
                month,
                path,
                cases,
                withheld: 0,
            });
        }
    };
    let file = SourceFile::read_exact(&path, &name, found)?;
    let mut names = Names::default();
    let mut cases = Vec::new();
    let mut withheld = 0;
    let mut offset = 0;
    for (index, line) in file.text.split('\n').enumerate() {
        let start = offset;
        offset += line.len() + 1;
        if line.trim().is_empty() {
            continue;
        }
        let mut publish = |summary| {
            cases.push(PublishedCase {
                summary,
                offset: start as u64,
                length: u32::try_from(line.len()).unwrap_or(u32::MAX),
            });
        };
        if !lines.is_empty()
            && let Some(summary) = lines.remove(&ReleasedCase::digest_of(line))
            && check.cache.has_photos(&summary)
        {
            publish(summary);
            continue;
        }
        let place = |mark: std::ops::Range<usize>| file.place(start + mark.start..start + mark.end);
        let case = match ReleasedCase::read_with(line, &mut names) {
            Ok(case) => case,
            Err(error) => {
                found.push(
                    Diagnostic::error(error.code, error.message)
                        .at(place(error.mark))
                        .help(error.help.unwrap_or_else(|| {
                            "不要手改这个文件；改正原始记录后重新运行 jiayuan cases release。"
                                .into()
                        })),
                );
                continue;
            }
        };
        if case.summary().month() != month {
            found.push(
                Diagnostic::error("wrong-month", format!("这一行的月份不是 {stem}。"))
                    .at(file.line(index + 1))
                    .help("重新运行 jiayuan cases release，它把每个案件写进所属月份的文件。"),
            );
            continue;
        }
        unknown_names(&case, tables, &place, line, found);
        missing_photos(&case, root, &place, line, found);
        if let Some(key) = private_words(&case, check) {
            withheld += 1;
            found.push(
                Diagnostic::withheld(
                    "private-words",
                    format!("案件 {} 的 {key} 里还有个人信息，这一件不发布。", case.public_id()),
                )
                .at(without_words(place(0..line.len().min(1))))
                .help("重新运行 jiayuan cases release；再有这一条，请在 cases decide 里改为 --facts 或 --withhold。"),
            );
            continue;
        }
        publish(case.into_summary());
    }
    if found.counts() == (0, 0) {
        check.cache.keep(month, &file.text, &cases);
    }
    Some(ReleasedMonth {
        month,
        path,
        cases,
        withheld,
    })
}

/// What a month is checked with, and what is known of months that were checked before.
struct Check<'a> {
    public_numbers: &'a AllowList,
    clean: &'a Clean,
    cache: &'a MonthCache<'a>,
}

/// The key of the first text in which the masker still finds something.
fn private_words(case: &ReleasedCase, check: &Check<'_>) -> Option<&'static str> {
    let (key, _) = case.texts().find(|(_, text)| {
        let shown = case.kept_in(text);
        let private = masking::finds_private_again(text, check.public_numbers, &shown);
        if !private && shown.is_empty() {
            check.clean.note(text);
        }
        private
    })?;
    Some(key)
}

/// Where a case stands in its file, without a word of it.
#[must_use]
pub fn place(month: &ReleasedMonth, case: &PublishedCase, shown: &Shown) -> Place {
    let mut aside = Diagnostics::default();
    let name = shown.name(&month.path);
    let Some(file) = SourceFile::read_exact(&month.path, &name, &mut aside) else {
        return Place::file(&name);
    };
    let start = usize::try_from(case.offset).unwrap_or_default();
    without_words(file.place(start..start + 1))
}

/// A place in a line that holds what nobody may read: its values are blanked.
fn without_words(mut place: Place) -> Place {
    let (text, mark) = json_line::blanked(&place.text, &(place.mark.start..place.mark.end));
    place.text = text;
    (place.mark.start, place.mark.end) = (mark.start, mark.end);
    place
}

fn unknown_names(
    case: &ReleasedCase,
    tables: &Tables,
    place: &impl Fn(std::ops::Range<usize>) -> Place,
    line: &str,
    found: &mut Diagnostics,
) {
    let Some(row) = case.summary().row() else {
        return;
    };
    let mut unknown = |what: &str, table: &str, name: &str| {
        let at = line.find(name).unwrap_or(0);
        found.push(
            Diagnostic::error("unknown-name", format!("{table} 里没有{what}“{name}”。"))
                .at(place(at..at + name.len()))
                .help(format!(
                    "在 {table} 里加上它（改过名的写进 aliases），或者改正原始记录后重新 release。"
                )),
        );
    };
    // A table that is not there was told; no row is to blame for it.
    let has_streets = !tables.streets.is_empty();
    if has_streets
        && !tables
            .streets
            .iter()
            .any(|street| *street.name == *row.street)
    {
        unknown("街道", "streets.toml", &row.street);
    }
    let has_categories = !tables.categories.is_empty();
    if has_categories
        && !tables
            .categories
            .iter()
            .any(|category| *category.label == *row.category.label)
    {
        unknown("类别", "categories.toml", &row.category.label);
    }
    for unit in &row.units {
        let has_units = !tables.units.is_empty();
        if has_units && !tables.units.iter().any(|known| *known.name == *unit.name) {
            unknown("责任单位", "units.toml", &unit.name);
        }
    }
}

fn missing_photos(
    case: &ReleasedCase,
    root: &Path,
    place: &impl Fn(std::ops::Range<usize>) -> Place,
    line: &str,
    found: &mut Diagnostics,
) {
    for photo in case.summary().photos() {
        if !root.join("cases/photos").join(&*photo.file).is_file() {
            let at = line.find(&*photo.file).unwrap_or(0);
            found.push(
                Diagnostic::error(
                    "missing-photo",
                    format!("没有照片 cases/photos/{}。", photo.file),
                )
                .at(place(at..at + photo.file.len()))
                .help("重新运行 jiayuan cases release，它会再做出这张照片；或者从版本库恢复。"),
            );
        }
    }
}

fn repeated_ids(months: &[ReleasedMonth], shown: &Shown, found: &mut Diagnostics) {
    let cases = months.par_iter().flat_map_iter(|month| &month.cases);
    let mut ids: Vec<PublicId> = cases.map(|case| case.summary.public_id()).collect();
    ids.par_sort_unstable();
    if ids.is_sorted_by(|one, two| one < two) {
        return;
    }
    let mut seen = BTreeMap::new();
    for month in months {
        for case in &month.cases {
            let id = case.summary.public_id();
            if let Some(first) = seen.insert(id, &month.path) {
                found.push(
                    Diagnostic::error(
                        "repeated-case",
                        format!("案件 {id} 出现了两次，另一处在 {}。", shown.name(first)),
                    )
                    .at(Place::file(&shown.name(&month.path)))
                    .help("重新运行 jiayuan cases release。"),
                );
            }
        }
    }
}
