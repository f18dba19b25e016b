//! The file of a month: what lies there, what the table knows, and which of the two holds.

use super::{ExportError, Fresh, Month};
use crate::{case_record::CaseRecord, domain::Receipt};
use jiff::Timestamp;
use serde::Deserialize;
use std::{fs, io, io::Write as _, path::Path};

/// What must be known of a line to merge it; the rest is not ours to judge.
#[derive(Deserialize)]
struct Line {
    public_id: String,
    updated_at: Timestamp,
}

/// What merging did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) changed: usize,
    pub(super) removed: usize,
    pub(super) nameless: Vec<Receipt>,
}

/// Merges records into a file. Lines of other origin stay byte for byte; all are ordered by public
/// id, so that the same records give the same file.
pub(super) fn merge(path: &Path, month: Month, photos: &Path) -> Result<Merged, ExportError> {
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
    let mut merged = Merged::default();
    for gone in month.gone {
        let before = lines.len();
        lines.retain(|(line, _)| line.public_id != gone.to_string());
        merged.removed += before - lines.len();
    }
    for mut fresh in month.records {
        let updated_at: Timestamp = fresh
            .record
            .updated_at
            .parse()
            .expect("a record's times are written by us");
        let same = |line: &Line| line.public_id == fresh.record.public_id;
        let mut held = lines.iter().filter(|(line, _)| same(line)).peekable();
        if held.peek().is_some() && held.clone().any(|(line, _)| line.updated_at > updated_at) {
            continue;
        }
        let before = held.max_by_key(|(line, _)| line.updated_at);
        let before = before.map(|(_, text)| text.clone());
        let known = before
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        if keep(&mut fresh, known, photos) {
            let receipt = Receipt::read(&fresh.record.public_id);
            merged.nameless.extend(receipt);
        }
        let text = serde_json::to_string(&fresh.record).expect("a record is plain data");
        if before.as_deref() == Some(text.as_str()) {
            continue;
        }
        let public_id = fresh.record.public_id;
        lines.retain(|(line, _)| line.public_id != public_id);
        let line = Line {
            public_id,
            updated_at,
        };
        lines.push((line, text));
        merged.changed += 1;
    }
    if merged.changed + merged.removed > 0 {
        lines.sort_by(|(a, _), (b, _)| a.public_id.cmp(&b.public_id));
        let mut text = String::new();
        for (_, line) in lines {
            text.push_str(&line);
            text.push('\n');
        }
        write_whole(path, text.as_bytes()).map_err(unusable)?;
    }
    Ok(merged)
}

/// Keeps of the record that lies there what the table does not know: the office's own marks, photos
/// whose upload has expired, and the strings to mask once the contact is deleted. Says whether those strings are lost: then the
/// words must not be published any more.
fn keep(fresh: &mut Fresh, before: Option<CaseRecord>, photos: &Path) -> bool {
    let record = &mut fresh.record;
    if let Some(before) = before {
        for photo in before.photos {
            match record.photos.iter_mut().find(|new| new.file == photo.file) {
                Some(new) => *new = photo,
                // It was fetched before it went from where it was sent to.
                None if photos.join(&photo.file).is_file() => record.photos.push(photo),
                None => {}
            }
        }
        record.sensitive |= before.sensitive;
        record.featured |= before.featured;
        record.public_summary = record.public_summary.take().or(before.public_summary);
        record.judgement = record.judgement.take().or(before.judgement);
        if fresh.contact_deleted {
            record.known = before.known;
        }
    }
    let lost = fresh.contact_deleted && record.known.is_empty();
    if lost {
        record.consent_publish = false;
    }
    lost
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
    use crate::{
        case_record::Kind,
        domain::{Progress, samples},
        export::record,
        seal::{Contact, Envelope},
    };

    fn progress(bytes: [u8; 10], updated_at: &str) -> Progress {
        let at = "2026-11-22T01:02:03Z".parse().unwrap();
        Progress {
            street: Some("金顶街街道".into()),
            updated_at: updated_at.parse().unwrap(),
            ..samples::filed(Kind::Report, bytes, at)
        }
    }

    fn envelope(text: &str) -> Envelope {
        Envelope {
            version: 2,
            text: text.into(),
            place: String::new(),
            place_token: None,
            community: None,
            grid: None,
            location: None,
            reply_wanted: false,
            consent_publish: true,
            has_contact: true,
        }
    }

    fn contact() -> Contact {
        Contact {
            version: 2,
            name: "张伟".into(),
            phone: "+8613812345678".into(),
            phone_spellings: vec!["138 1234 5678".into(), "+8613812345678".into()],
        }
    }

    fn fresh(updated_at: &str, text: &str) -> Month {
        let progress = progress([1; 10], updated_at);
        Month {
            records: vec![Fresh {
                record: record(&progress, &envelope(text), Some(&contact())),
                contact_deleted: false,
            }],
            gone: Vec::new(),
        }
    }

    fn without_contact(updated_at: &str, text: &str) -> Month {
        let mut month = fresh(updated_at, text);
        month.records[0].record.known.clear();
        month.records[0].contact_deleted = true;
        month
    }

    fn read(path: &Path) -> Vec<CaseRecord> {
        let text = fs::read_to_string(path).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn a_title_never_holds_the_residents_words() {
        let month = fresh("2026-11-22T01:02:03Z", "张伟家门口");
        let record = &month.records[0].record;
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
        let first = || fresh("2026-11-22T01:02:03Z", "旧");
        let second = || fresh("2026-11-23T01:02:03Z", "新");
        assert_eq!(merge(&path, first(), directory.path()).unwrap().changed, 1);
        assert_eq!(merge(&path, first(), directory.path()).unwrap().changed, 0);
        assert_eq!(merge(&path, second(), directory.path()).unwrap().changed, 1);
        assert_eq!(merge(&path, first(), directory.path()).unwrap().changed, 0);
        let line = serde_json::to_string(&second().records[0].record).unwrap();
        let lines = fs::read_to_string(&path).unwrap();
        assert_eq!(lines, format!("{line}\n{stranger}\n"));
    }

    #[test]
    fn what_was_purged_goes_and_strangers_stay() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("2026-11.jsonl");
        let stranger =
            r#"{"updated_at":"2026-11-01T00:00:00+08:00","public_id":"ZZZZZ-ZZZZZ-ZZZZZ"}"#;
        fs::write(&path, format!("{stranger}\n")).unwrap();
        merge(&path, fresh("2026-11-22T01:02:03Z", "旧"), directory.path()).unwrap();
        let gone = || Month {
            records: Vec::new(),
            gone: vec![Receipt::from_random([1; 10])],
        };
        assert_eq!(merge(&path, gone(), directory.path()).unwrap().removed, 1);
        assert_eq!(
            merge(&path, gone(), directory.path()).unwrap(),
            Merged::default()
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{stranger}\n"));
    }

    #[test]
    fn the_offices_own_marks_and_the_known_strings_survive_a_newer_record() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("2026-11.jsonl");
        let mut marked = fresh("2026-11-22T01:02:03Z", "张伟家门口");
        marked.records[0].record.featured = true;
        merge(&path, marked, directory.path()).unwrap();
        let later = without_contact("2027-03-22T01:02:03Z", "张伟家门口");
        assert_eq!(merge(&path, later, directory.path()).unwrap().nameless, []);
        let kept = read(&path).remove(0);
        assert!(kept.featured && kept.consent_publish);
        assert_eq!(kept.known[0], "张伟");
    }

    #[test]
    fn words_whose_names_are_no_longer_known_are_not_published() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("2026-11.jsonl");
        let first = without_contact("2027-03-22T01:02:03Z", "张伟家门口");
        assert_eq!(
            merge(&path, first, directory.path()).unwrap().nameless,
            [Receipt::from_random([1; 10])]
        );
        assert!(!read(&path)[0].consent_publish);
    }

    #[test]
    fn a_broken_line_is_named_and_nothing_is_written() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("2026-11.jsonl");
        fs::write(&path, "\n{\"public_id\":\n").unwrap();
        let error =
            merge(&path, fresh("2026-11-22T01:02:03Z", "新"), directory.path()).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("2026-11.jsonl:2: is no case record"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "\n{\"public_id\":\n");
    }
}
