//! Report → raw case record, on the office's machine with the office's key.
//!
//! A file of a month is written whole or not at all. What lies there already stays, unless the
//! table knows something newer of the same case: exports repeat, and platforms import beside them.

use crate::{
    case_record::{CaseRecord, Feedback, Kind, ResponsibleUnit, SCHEMA_VERSION, StageEvent},
    domain::{AssignedUnit, Progress, Receipt, time},
    seal::{Envelope, Identity},
    store::{Store, StoreError},
};
use jiff::Timestamp;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The channel that records of this function name.
const SOURCE: &str = "网站";

/// What an export did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Reports in the table.
    pub read: usize,
    /// Records that were not there before, or older.
    pub changed: usize,
    /// Files that were written.
    pub files: usize,
    /// Reports that are sealed to another key.
    pub closed: Vec<Receipt>,
}

/// Why nothing more was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A line that lies there and is no record.
    #[error("{}:{line}: is no case record ({error}); put it right or take it out, nothing of this month was written", path.display())]
    Line {
        /// Which file.
        path: PathBuf,
        /// Which line.
        line: usize,
        /// Why.
        error: String,
    },
}

/// Writes the record of every report into `directory/records/YYYY-MM.jsonl`.
pub async fn export(
    store: &Store,
    identity: &Identity,
    directory: &Path,
) -> Result<Exported, ExportError> {
    let mut exported = Exported::default();
    let mut months: BTreeMap<String, Vec<CaseRecord>> = BTreeMap::new();
    for filed in store.reports().await? {
        exported.read += 1;
        match identity.open(&filed.envelope) {
            Ok(envelope) => months
                .entry(time::month(filed.progress.filed_at))
                .or_default()
                .push(record(&filed.progress, &envelope)),
            Err(_) => exported.closed.push(filed.progress.receipt),
        }
    }
    let records = directory.join("records");
    fs::create_dir_all(&records).map_err(|error| ExportError::File {
        path: records.clone(),
        error,
    })?;
    for (month, new) in months {
        let path = records.join(format!("{month}.jsonl"));
        let changed = merge(&path, &new)?;
        exported.changed += changed;
        exported.files += usize::from(changed > 0);
    }
    Ok(exported)
}

/// The record of a report. Its title is made of category and street: the resident's words stay in
/// the description, where the gate looks for what is personal.
pub fn record(progress: &Progress, envelope: &Envelope) -> CaseRecord {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut known = Vec::new();
    for private in std::iter::once(&envelope.name).chain(&envelope.phone_spellings) {
        if !private.is_empty() && !known.contains(private) {
            known.push(private.clone());
        }
    }
    CaseRecord {
        schema_version: SCHEMA_VERSION,
        public_id: progress.receipt.to_string(),
        // Ten of fifteen characters are enough to tell the cases of a day apart.
        case_no: format!(
            "JY-{}-{}",
            time::compact_date(progress.filed_at),
            &progress.receipt.bare()[..10]
        ),
        kind: progress.kind,
        updated_at: time::rfc3339(progress.updated_at),
        source: SOURCE.to_owned(),
        category: progress.category.clone(),
        title: title(progress),
        description: envelope.text.clone(),
        result: progress.result.clone(),
        public_summary: None,
        street: progress.street.clone(),
        community: None,
        place: some(&envelope.place),
        grid: None,
        location: None,
        units: progress.units.iter().map(unit).collect(),
        stages: progress
            .stages
            .iter()
            .filter(|step| !step.reply)
            .map(|step| StageEvent {
                stage: step.stage,
                at: Some(time::rfc3339(step.at)),
                unit: step.unit.clone(),
            })
            .collect(),
        handle_due_at: progress.handle_due_at.map(time::rfc3339),
        close_due_at: progress.close_due_at.map(time::rfc3339),
        judgement: None,
        feedback: progress.rating.map(|rating| Feedback {
            at: time::rfc3339(rating.at),
            resolved: rating.resolved,
            satisfied: rating.satisfied,
        }),
        photos: Vec::new(),
        consent_publish: envelope.consent_publish,
        sensitive: false,
        featured: false,
        known,
    }
}

fn unit(unit: &AssignedUnit) -> ResponsibleUnit {
    ResponsibleUnit {
        name: unit.name.clone(),
        role: unit.role,
        dispatched_at: Some(time::rfc3339(unit.dispatched_at)),
        handle_due_at: unit.handle_due_at.map(time::rfc3339),
        handled_at: unit.handled_at.map(time::rfc3339),
    }
}

fn title(progress: &Progress) -> String {
    let what = progress.category.as_ref().map_or(
        match progress.kind {
            Kind::Report => "举报",
            Kind::Consult => "咨询",
            Kind::Suggest => "建议",
            Kind::Book => "预约",
        },
        |category| &category.label,
    );
    match &progress.street {
        Some(street) => format!("{street}：{what}"),
        None => what.to_owned(),
    }
}

/// What must be known of a line to merge it; the rest is not ours to judge.
#[derive(Deserialize)]
struct Line {
    public_id: String,
    updated_at: Timestamp,
}

/// Merges records into a file and says how many of them it did not hold. Lines of other origin stay
/// byte for byte; all are ordered by public id, so that the same records give the same file.
fn merge(path: &Path, new: &[CaseRecord]) -> Result<usize, ExportError> {
    let unusable = |error| ExportError::File {
        path: path.to_owned(),
        error,
    };
    let lying = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unusable(error)),
    };
    let mut lines: Vec<(Line, String)> = Vec::new();
    for (number, text) in lying
        .lines()
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty())
    {
        let line = serde_json::from_str(text).map_err(|error| ExportError::Line {
            path: path.to_owned(),
            line: number + 1,
            error: error.to_string(),
        })?;
        lines.push((line, text.to_owned()));
    }
    let mut changed = 0;
    for record in new {
        let updated_at: Timestamp = record
            .updated_at
            .parse()
            .expect("a record's times are written by us");
        let same = |line: &Line| line.public_id == record.public_id;
        if lines
            .iter()
            .any(|(line, _)| same(line) && line.updated_at >= updated_at)
        {
            continue;
        }
        lines.retain(|(line, _)| !same(line));
        let text = serde_json::to_string(record).expect("a record is plain data");
        lines.push((
            Line {
                public_id: record.public_id.clone(),
                updated_at,
            },
            text,
        ));
        changed += 1;
    }
    if changed > 0 {
        lines.sort_by(|(a, _), (b, _)| a.public_id.cmp(&b.public_id));
        let mut text = String::new();
        for (_, line) in lines {
            text.push_str(&line);
            text.push('\n');
        }
        write_whole(path, text.as_bytes()).map_err(unusable)?;
    }
    Ok(changed)
}

/// The whole file under its name, or the old one; readable by its owner alone, for it names who
/// reported.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = path.parent().unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{case_record::Stage, domain::Step};

    fn progress(bytes: [u8; 10], updated_at: &str) -> Progress {
        let at: Timestamp = "2026-11-22T01:02:03Z".parse().unwrap();
        Progress {
            receipt: Receipt::from_random(bytes),
            kind: Kind::Report,
            category: None,
            street: Some("金顶街街道".into()),
            filed_at: at,
            updated_at: updated_at.parse().unwrap(),
            stages: vec![Step::reached(Stage::Reported, at)],
            units: Vec::new(),
            handle_due_at: None,
            close_due_at: None,
            result: None,
            rating: None,
            published: false,
            version: 1,
        }
    }

    fn envelope(text: &str) -> Envelope {
        Envelope {
            version: 1,
            text: text.into(),
            place: String::new(),
            name: "张伟".into(),
            phone: "+8613812345678".into(),
            phone_spellings: vec!["138 1234 5678".into(), "+8613812345678".into()],
            reply_wanted: false,
            consent_publish: true,
        }
    }

    #[test]
    fn a_title_never_holds_the_residents_words() {
        let record = record(
            &progress([1; 10], "2026-11-22T01:02:03Z"),
            &envelope("张伟家门口"),
        );
        assert_eq!(record.title, "金顶街街道：举报");
        assert_eq!(record.description, "张伟家门口");
        assert_eq!(record.known, ["张伟", "138 1234 5678", "+8613812345678"]);
        assert_eq!(record.case_no, "JY-20261122-040G208104");
    }

    #[test]
    fn newer_replaces_older_and_strangers_stay() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("2026-11.jsonl");
        let stranger = r#"{"updated_at":"2026-11-01T00:00:00+08:00","public_id":"ZZZZZ-ZZZZZ-ZZZZZ","more":[1, 2]}"#;
        fs::write(&path, format!("{stranger}\n\n")).unwrap();
        let first = record(&progress([1; 10], "2026-11-22T01:02:03Z"), &envelope("旧"));
        assert_eq!(merge(&path, std::slice::from_ref(&first)).unwrap(), 1);
        assert_eq!(merge(&path, std::slice::from_ref(&first)).unwrap(), 0);
        let second = record(&progress([1; 10], "2026-11-23T01:02:03Z"), &envelope("新"));
        assert_eq!(merge(&path, std::slice::from_ref(&second)).unwrap(), 1);
        assert_eq!(merge(&path, &[first]).unwrap(), 0);
        let lines = fs::read_to_string(&path).unwrap();
        assert_eq!(
            lines,
            format!("{}\n{stranger}\n", serde_json::to_string(&second).unwrap())
        );
    }

    #[test]
    fn a_broken_line_is_named_and_nothing_is_written() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("2026-11.jsonl");
        fs::write(&path, "\n{\"public_id\":\n").unwrap();
        let new = record(&progress([1; 10], "2026-11-22T01:02:03Z"), &envelope("新"));
        let error = merge(&path, &[new]).unwrap_err().to_string();
        assert!(
            error.contains("2026-11.jsonl:2: is no case record"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "\n{\"public_id\":\n");
    }
}
