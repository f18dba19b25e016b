//! The public side brought to what was settled.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::ReleaseReport;
use crate::{
    cases::{
        cache::{Outcome, Settled},
        files,
        originals::Originals,
        paths::CasePaths,
    },
    model::released_case::{Month, PublicId},
};

/// Brings `content/cases/` to what was settled.
pub(super) fn publish(
    paths: &CasePaths,
    originals: &Originals<'_>,
    settled: &BTreeMap<PublicId, Settled>,
    report: &mut ReleaseReport,
) -> io::Result<()> {
    let mut months: BTreeMap<Month, String> = BTreeMap::new();
    let mut masters = BTreeSet::new();
    // In the order of ids, which is the order within a file.
    for Settled { outcome, .. } in settled.values() {
        if let Outcome::Released {
            month,
            line,
            photos,
            ..
        } = outcome
        {
            let text = months.entry(*month).or_default();
            text.push_str(line);
            text.push('\n');
            masters.extend(photos.iter().map(String::as_str));
        }
    }
    // Photos before the rows that name them.
    for file in &masters {
        if let Some(bytes) = originals.carry_over(file)? {
            report.files_written += 1;
            report.bytes_written += bytes;
        }
    }
    let folder = paths.released();
    for (month, text) in &months {
        if files::replace_if_other(&folder.join(format!("{month}.jsonl")), text.as_bytes())? {
            report.files_written += 1;
            report.bytes_written += text.len() as u64;
        }
    }
    for path in files::list(&folder, "jsonl")? {
        let month = path
            .file_stem()
            .and_then(|stem| Month::parse(&stem.to_string_lossy()));
        if month.is_some_and(|month| !months.contains_key(&month)) {
            report.files_removed += u64::from(files::remove(&path)?);
        }
    }
    for path in files::list(&paths.masters(), "jpg")? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !masters.contains(name.as_str()) {
            report.files_removed += u64::from(files::remove(&path)?);
        }
    }
    Ok(())
}
