//! Reads `records/YYYY-MM.jsonl`. Unknown fields are errors, every broken line is reported, and of
//! several lines of one id the newest holds.
//!
//! A record's line is never repeated in a message: its values are blanked, so that nobody's words
//! end up on a screen or in the log of a CI job.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    ops::Range,
    path::{Path, PathBuf},
};

use jiayuan_function::case_record::{CaseRecord, SCHEMA_VERSION};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{files, gate::GateFault, import::journal, paths::CasePaths};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Range2, Severity},
    json_line::{self, LineError},
    model::released_case::{Month, PublicId},
};

/// A line of a records file that could be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RecordLine {
    pub(super) public_id: PublicId,
    /// Seconds and nanoseconds of `updated_at`.
    pub(super) updated_at: (i64, i32),
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) bytes: Range<usize>,
    /// Digest of the line.
    pub(super) digest: String,
}

/// A records file, without its text.
#[derive(Debug)]
pub(super) struct RecordFile {
    pub(super) path: PathBuf,
    /// `2017-08`
    pub(super) stem: String,
    /// Digest of the whole file.
    pub(super) digest: String,
    pub(super) lines: Vec<RecordLine>,
}

/// All records files, and for every id the place of the line that holds.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) files: Vec<RecordFile>,
    /// Index of the file and of the line in it.
    pub(super) newest: BTreeMap<PublicId, (usize, usize)>,
}

/// What an earlier run knows of a file: its digest, and its lines if nothing in it was wrong.
pub(super) type KnownFiles = BTreeMap<String, (String, Vec<RecordLine>)>;

/// Reads all records. A file that has not changed since it was read without mistakes is not parsed.
pub(super) fn read(
    paths: &CasePaths,
    known: &KnownFiles,
    found: &mut Diagnostics,
) -> io::Result<Records> {
    journal::finish(paths)?;
    let folder = paths.records();
    if !folder.is_dir() {
        let name = paths.shown_private.name(&folder);
        found.push(
            Diagnostic::error("no-records", format!("没有原始记录的文件夹 {name}。"))
                .help("用 --private 指出私有文件夹；记录由 cases import 或 jiayuan-function export 写成。"),
        );
        return Ok(Records::default());
    }
    let read: Vec<_> = files::list(&folder, "jsonl")?
        .into_par_iter()
        .map(|path| {
            let mut found = Diagnostics::default();
            let file = read_file(path, paths, known, &mut found);
            (file, found)
        })
        .collect();
    let mut records = Records::default();
    for (file, faults) in read {
        found.append(faults);
        records.files.extend(file);
    }
    for (file_index, file) in records.files.iter().enumerate() {
        for (line_index, line) in file.lines.iter().enumerate() {
            let holder = records
                .newest
                .entry(line.public_id)
                .or_insert((file_index, line_index));
            let held = &records.files[holder.0].lines[holder.1];
            // Of two equally new lines the later one holds.
            if line.updated_at >= held.updated_at {
                *holder = (file_index, line_index);
            }
        }
    }
    Ok(records)
}

fn read_file(
    path: PathBuf,
    paths: &CasePaths,
    known: &KnownFiles,
    found: &mut Diagnostics,
) -> Option<RecordFile> {
    let name = paths.shown_private.name(&path);
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    if Month::parse(&stem).is_none() {
        found.push(
            Diagnostic::error("bad-month-file", format!("{name} 的文件名不是月份。"))
                .at(Place::file(&name))
                .help("原始记录按首个环节的月份存成 YYYY-MM.jsonl。"),
        );
        return None;
    }
    let text = files::read_optional(&path, &name, found)?;
    let digest = blake3::hash(text.as_bytes()).to_hex().to_string();
    if let Some((_, lines)) = known.get(&stem).filter(|(old, _)| *old == digest) {
        return Some(RecordFile {
            path,
            stem,
            digest,
            lines: lines.clone(),
        });
    }
    let mut lines = Vec::new();
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let bytes = start..start + line.len();
        start = bytes.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        match read_line(line) {
            Ok((public_id, time)) => lines.push(RecordLine {
                public_id,
                updated_at: (time.as_second(), time.subsec_nanosecond()),
                number: index + 1,
                bytes,
                digest: blake3::hash(line.as_bytes()).to_hex()[..32].to_string(),
            }),
            Err(error) => {
                let place = place(&name, index + 1, line, &error.mark);
                found.push(files::diagnostic(error, place));
            }
        }
    }
    Some(RecordFile {
        path,
        stem,
        digest,
        lines,
    })
}

fn read_line(line: &str) -> Result<(PublicId, Timestamp), LineError> {
    let record: CaseRecord = json_line::read(line)?;
    if record.schema_version != SCHEMA_VERSION {
        return Err(LineError::new(
            "wrong-version",
            format!("schema_version 应当是 {SCHEMA_VERSION}。"),
        )
        .at_key(line, "schema_version")
        .help("用同一版本的程序重新导出。"));
    }
    let id = PublicId::parse(&record.public_id).ok_or_else(|| {
        LineError::new("bad-id", "public_id 写得不对。")
            .at_value(line, &record.public_id)
            .help("写成 XXXXX-XXXXX-XXXXX，15 个 Crockford 字符。")
    })?;
    let time = record.updated_at.parse().map_err(|_| {
        LineError::new("bad-time", "这个时间读不出来。")
            .at_value(line, &record.updated_at)
            .help("写成 2017-08-03T09:12:00+08:00，带时区。")
    })?;
    Ok((id, time))
}

/// The texts of some lines of a file. Read again, because keeping all words in memory costs more.
pub(super) fn texts(
    file: &RecordFile,
    wanted: &BTreeSet<usize>,
) -> io::Result<BTreeMap<usize, String>> {
    let text =
        fs::read_to_string(&file.path).map_err(|error| files::with_path(&file.path, &error))?;
    let changed = || io::Error::other(format!("{} changed while it was read", file.path.display()));
    wanted
        .iter()
        .map(|index| {
            let line = text
                .get(file.lines[*index].bytes.clone())
                .ok_or_else(changed)?;
            let digest = blake3::hash(line.as_bytes()).to_hex();
            if digest[..32] != file.lines[*index].digest {
                return Err(changed());
            }
            Ok((*index, line.to_string()))
        })
        .collect()
}

/// Reads a line that was read before.
pub(super) fn parse(line: &str) -> CaseRecord {
    json_line::read(line).expect("the line was read before and has the same digest")
}

/// The gate's complaint about a record, at its place.
pub(super) fn complaint(
    paths: &CasePaths,
    file: &Path,
    number: usize,
    line: &str,
    fault: GateFault,
) -> Diagnostic {
    let mut error = LineError::new(fault.code, fault.message);
    error = match &fault.value {
        Some(value) => error.at_value(line, value),
        None => error.at_key(line, fault.key),
    };
    let place = place(&paths.shown_private.name(file), number, line, &error.mark);
    let mut diagnostic = Diagnostic::error(error.code, error.message)
        .at(place)
        .help(fault.help);
    if fault.is_warning {
        diagnostic.severity = Severity::Warning;
    }
    diagnostic
}

fn place(name: &str, number: usize, line: &str, mark: &Range<usize>) -> Place {
    let (text, mark) = json_line::blanked(line, mark);
    Place {
        file: name.into(),
        line: number,
        mark: Range2 {
            start: mark.start,
            end: mark.end,
        },
        text,
    }
}
