//! Imported records beside those that lie there: what is new, what changed, and which files that
//! touches.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
};

use jiayuan_function::case_record::CaseRecord;
use jiff::Timestamp;

use super::{super::records, field::Field, journal, map::ImportMap, time};
use crate::{
    cases::{files, paths::CasePaths},
    diagnostic::Diagnostics,
    model::released_case::{Month, PublicId},
};

/// What becomes of one imported case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    New,
    Changed,
    Unchanged,
    /// What lies there is newer.
    Older,
}

/// What an import would do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// By month of the case.
    pub(super) cases: BTreeMap<Month, Vec<(PublicId, Change)>>,
    /// Cases that already lie there under another id.
    pub(super) other_ids: Vec<PublicId>,
    /// Files of `records/` and what they hold afterwards.
    files: Vec<(String, Option<String>)>,
}

/// A line that lies there.
struct Line {
    month: Month,
    text: String,
    record: CaseRecord,
    updated: Timestamp,
}

/// Plans an import. Mistakes in what lies there are in `found`.
pub(super) fn plan(
    paths: &CasePaths,
    map: &ImportMap,
    records: Vec<(PublicId, CaseRecord)>,
    found: &mut Diagnostics,
) -> io::Result<Plan> {
    let (mut lying, months) = lying(paths, found)?;
    let numbers: BTreeMap<(String, Option<String>), PublicId> = lying
        .iter()
        .map(|(id, lines)| (same_case(&lines[0].record), *id))
        .collect();
    let mut plan = Plan::default();
    let mut touched = BTreeSet::new();
    for (id, mut record) in records {
        let Some(month) = month_of(&record) else {
            continue;
        };
        let old = lying.get(&id).and_then(|lines| {
            lines
                .iter()
                .enumerate()
                .max_by_key(|(index, line)| (line.updated, *index))
        });
        let change = match old {
            None => {
                if numbers.contains_key(&same_case(&record)) {
                    plan.other_ids.push(id);
                }
                Change::New
            }
            Some((_, old)) => {
                keep_what_no_column_says(&mut record, &old.record, map);
                if record == old.record && old.month == month {
                    Change::Unchanged
                } else if parsed(&record.updated_at) < old.updated {
                    Change::Older
                } else {
                    Change::Changed
                }
            }
        };
        plan.cases.entry(month).or_default().push((id, change));
        if matches!(change, Change::New | Change::Changed) {
            for line in lying.remove(&id).into_iter().flatten() {
                touched.insert(line.month);
            }
            touched.insert(month);
            let text = serde_json::to_string(&record)?;
            let updated = parsed(&record.updated_at);
            let line = Line {
                month,
                text,
                record,
                updated,
            };
            lying.insert(id, vec![line]);
        }
    }
    let mut texts: BTreeMap<Month, String> = BTreeMap::new();
    // In the order of ids, as the function's export writes them: the same records, the same file.
    for line in lying.values().flatten() {
        if touched.contains(&line.month) {
            let text = texts.entry(line.month).or_default();
            text.push_str(&line.text);
            text.push('\n');
        }
    }
    for month in touched {
        let text = texts.remove(&month);
        if text.is_some() || months.contains(&month) {
            plan.files.push((format!("{month}.jsonl"), text));
        }
    }
    Ok(plan)
}

impl Plan {
    /// Carries it out, all or nothing. Says how many files were written.
    pub(super) fn carry_out(&self, paths: &CasePaths) -> io::Result<usize> {
        if !self.files.is_empty() {
            journal::replace(paths, &self.files)?;
        }
        Ok(self.files.len())
    }
}

/// All lines of all months, by id.
type Lying = BTreeMap<PublicId, Vec<Line>>;

fn lying(paths: &CasePaths, found: &mut Diagnostics) -> io::Result<(Lying, BTreeSet<Month>)> {
    let mut all: Lying = BTreeMap::new();
    let mut months = BTreeSet::new();
    if !paths.records().is_dir() {
        return Ok((all, months));
    }
    let read = records::read(paths, &records::KnownFiles::default(), found)?;
    for file in &read.files {
        let Some(month) = Month::parse(&file.stem) else {
            continue;
        };
        months.insert(month);
        let text =
            fs::read_to_string(&file.path).map_err(|error| files::with_path(&file.path, &error))?;
        for line in &file.lines {
            let text = text
                .get(line.bytes.clone())
                .ok_or_else(|| {
                    io::Error::other(format!("{} changed while it was read", file.path.display()))
                })?
                .to_owned();
            let record = records::parse(&text);
            all.entry(line.public_id).or_default().push(Line {
                month,
                updated: parsed(&record.updated_at),
                text,
                record,
            });
        }
    }
    Ok((all, months))
}

/// The month of the first stage that has a time.
fn month_of(record: &CaseRecord) -> Option<Month> {
    let first = record.stages.iter().find_map(|event| event.at.as_deref())?;
    Some(Month::of(time::day(first.parse().ok()?)))
}

/// Number and first time: the same pair is the same case, whoever made its id.
fn same_case(record: &CaseRecord) -> (String, Option<String>) {
    let first = record.stages.iter().find_map(|event| event.at.clone());
    (record.case_no.clone(), first)
}

fn parsed(time: &str) -> Timestamp {
    time.parse()
        .expect("records with other times were refused before")
}

/// What the map has no column for was written on this side, and an import does not undo it. Nor does
/// it make a case less sensitive.
fn keep_what_no_column_says(record: &mut CaseRecord, old: &CaseRecord, map: &ImportMap) {
    record.feedback.clone_from(&old.feedback);
    record.sensitive |= old.sensitive;
    if !map.has(Field::Featured) {
        record.featured = old.featured;
    }
    if !map.has(Field::Consent) {
        record.consent_publish = old.consent_publish;
    }
    if !map.has(Field::PublicSummary) {
        record.public_summary.clone_from(&old.public_summary);
    }
    if !map.has(Field::Lat) {
        record.location.clone_from(&old.location);
    }
    if map.private.is_empty() {
        record.known.clone_from(&old.known);
    }
    if !map.has(Field::PhotosBefore) && !map.has(Field::PhotosAfter) {
        record.photos.clone_from(&old.photos);
        return;
    }
    for photo in &mut record.photos {
        let same = old
            .photos
            .iter()
            .find(|other| other.role == photo.role && other.file == photo.file);
        if let Some(other) = same {
            photo.alt.clone_from(&other.alt);
            photo.redact.clone_from(&other.redact);
        }
    }
}
