//! Makes what changed and writes it; removes what is no longer planned; the manifest comes last.
//!
//! A killed run leaves a site that serves: files that exist are replaced whole, and a journal names
//! what was being replaced, so that the next run makes it again.

pub mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::make::{Made, Maker, Workshop};
use crate::plan::{Planned, Subject};
use crate::whole_file::{Durability, replace};
use manifest::{Entry, Manifest};

/// Folders of the output that hold nothing but what a build makes. Without a manifest, strange files
/// in them are removed: a withdrawn case must not stay because a cache was lost.
const OWNED: [&str; 7] = [
    "cases", "photos", "feeds", "data", "open311", "reply", "sitemaps",
];

/// What a run did.
#[derive(Debug, Default)]
pub struct Written {
    /// Pages rendered.
    pub pages_rendered: u64,
    /// Photos resized and encoded.
    pub photos_encoded: u64,
    /// Pictures that were there or were kept from an earlier run.
    pub photos_reused: u64,
    /// Files whose bytes changed.
    pub files_written: u64,
    /// Bytes in them.
    pub bytes_written: u64,
    /// Paths that are new.
    pub added: Vec<String>,
    /// Paths whose bytes changed.
    pub changed: Vec<String>,
    /// Paths that went.
    pub removed: Vec<String>,
}

/// Brings an output folder to what is planned.
///
/// Nothing is written if a template fails on the first page of its kind. `cache` is where the
/// manifest of this output folder lives.
pub fn write(
    shop: &Workshop<'_>,
    output: &Path,
    cache: &Path,
    force: bool,
    found: &mut Diagnostics,
) -> io::Result<Written> {
    let old = if force {
        Manifest::default()
    } else {
        Manifest::read(cache)
    };
    let outputs = &shop.plan.outputs;
    let todo: Vec<&Planned> = outputs
        .par_iter()
        .filter(|planned| {
            let entry = old.entries.get(&planned.path);
            entry.is_none_or(|entry| {
                entry.digest != planned.digest
                    || size(&output.join(&planned.path)) != Some(entry.size)
            })
        })
        .collect();
    let planned: BTreeSet<&str> = outputs
        .iter()
        .map(|planned| planned.path.as_str())
        .collect();
    let removed = no_longer_planned(output, &old, &planned);
    let mut report = Written {
        photos_reused: (outputs.iter().filter(|p| is_picture(p)).count()
            - todo.iter().filter(|p| is_picture(p)).count()) as u64,
        ..Written::default()
    };
    if todo.is_empty() && removed.is_empty() && old.complete {
        return Ok(report);
    }
    if !templates_work(shop, &todo, found) {
        return Ok(report);
    }
    fs::create_dir_all(output)?;
    let unsure = todo
        .iter()
        .map(|p| p.path.as_str())
        .chain(removed.iter().map(String::as_str));
    manifest::begin(cache, unsure)?;
    make_folders(output, &todo)?;
    let results = make_all(shop, output, &todo);
    let mut entries: BTreeMap<String, Entry> = old.entries;
    let mut failed = false;
    for (planned, result) in todo.iter().zip(results) {
        match result {
            Ok(done) => {
                count(&mut report, planned, &done);
                entries.insert(
                    planned.path.clone(),
                    Entry {
                        digest: planned.digest,
                        size: done.size,
                    },
                );
            }
            Err(sentence) => {
                failed = true;
                entries.remove(&planned.path);
                found.push(cannot_make(&planned.path, &sentence));
            }
        }
    }
    for path in &removed {
        entries.remove(path);
        remove(output, path)?;
    }
    report.removed = removed;
    // What could not be made stays in the journal's shadow: it has no entry and is tried again.
    entries.retain(|path, _| planned.contains(path.as_str()));
    Manifest {
        entries,
        complete: !failed,
        unsure: Vec::new(),
    }
    .write(cache)?;
    Ok(report)
}

fn cannot_make(path: &str, sentence: &str) -> Diagnostic {
    Diagnostic::error("cannot-make", format!("做不出 {path}：{sentence}"))
        .at(Place::file(path))
        .help("主题的模板或者案件文件有问题；改正后再生成。")
}

fn is_picture(planned: &Planned) -> bool {
    matches!(planned.subject, Subject::Picture { .. })
}

fn size(path: &Path) -> Option<u64> {
    fs::metadata(path)
        .ok()
        .filter(fs::Metadata::is_file)
        .map(|data| data.len())
}

/// Tries the first page of each kind before anything is written.
fn templates_work(shop: &Workshop<'_>, todo: &[&Planned], found: &mut Diagnostics) -> bool {
    let mut tried = BTreeSet::new();
    let mut works = true;
    for planned in todo.iter().filter(|planned| planned.is_page()) {
        let kind = match planned.subject {
            Subject::Page(page) => format!("{:?}", std::mem::discriminant(&page)),
            other => format!("{:?}", std::mem::discriminant(&other)),
        };
        if tried.insert(kind)
            && let Err(sentence) = Maker::new(shop).make(planned, &mut Vec::new())
        {
            works = false;
            found.push(cannot_make(&planned.path, &sentence));
        }
    }
    works
}

/// Planned before and not now, or of nobody's making in a folder that is all ours.
fn no_longer_planned(output: &Path, old: &Manifest, planned: &BTreeSet<&str>) -> Vec<String> {
    let mut gone: BTreeSet<String> = old
        .entries
        .keys()
        .filter(|path| !planned.contains(path.as_str()))
        .cloned()
        .collect();
    gone.extend(
        old.unsure
            .iter()
            .filter(|path| !planned.contains(path.as_str()))
            .cloned(),
    );
    if !old.complete {
        for folder in OWNED {
            for entry in walkdir::WalkDir::new(output.join(folder))
                .into_iter()
                .flatten()
            {
                if let Ok(below) = entry.path().strip_prefix(output)
                    && entry.file_type().is_file()
                {
                    let below = below.to_string_lossy().replace('\\', "/");
                    if !planned.contains(below.as_str()) {
                        gone.insert(below);
                    }
                }
            }
        }
    }
    gone.into_iter()
        .filter(|path| size(&output.join(path)).is_some())
        .collect()
}

fn make_folders(output: &Path, todo: &[&Planned]) -> io::Result<()> {
    let folders: BTreeSet<&str> = todo
        .iter()
        .filter_map(|planned| planned.path.rsplit_once('/'))
        .map(|(f, _)| f)
        .collect();
    for folder in folders {
        let path = output.join(folder);
        if fs::create_dir(&path).is_err() {
            fs::create_dir_all(&path)?;
        }
    }
    Ok(())
}

/// What became of one output.
struct Done {
    made: Made,
    size: u64,
    change: Change,
}

#[derive(PartialEq, Eq)]
enum Change {
    Added,
    Changed,
    Same,
}

/// Outputs that one maker makes in a row.
const RUN: usize = 64;

fn make_all(shop: &Workshop<'_>, output: &Path, todo: &[&Planned]) -> Vec<Result<Done, String>> {
    // Pictures take long and go photo by photo; the rest in runs.
    let split = |planned: &&Planned, next: &&Planned| match (planned.subject, next.subject) {
        (
            Subject::Picture {
                case: a, photo: i, ..
            },
            Subject::Picture {
                case: b, photo: j, ..
            },
        ) => (a, i) == (b, j),
        (Subject::Picture { .. }, _) | (_, Subject::Picture { .. }) => false,
        _ => true,
    };
    let runs: Vec<&[&Planned]> = todo
        .chunk_by(split)
        .flat_map(|same| same.chunks(RUN))
        .collect();
    runs.into_par_iter()
        .flat_map_iter(|run| {
            let mut maker = Maker::new(shop);
            let mut bytes = Vec::new();
            run.iter()
                .map(|planned| {
                    bytes.clear();
                    let made = maker.make(planned, &mut bytes)?;
                    let path = output.join(&planned.path);
                    let change = put(&path, &bytes)
                        .map_err(|error| format!("{}: {error}", path.display()))?;
                    Ok(Done {
                        made,
                        size: bytes.len() as u64,
                        change,
                    })
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Writes a file unless it holds these bytes already.
fn put(path: &Path, bytes: &[u8]) -> io::Result<Change> {
    match size(path) {
        None => {
            fs::write(path, bytes)?;
            Ok(Change::Added)
        }
        Some(old) if old == bytes.len() as u64 && fs::read(path)? == bytes => Ok(Change::Same),
        Some(_) => {
            replace(path, bytes, Durability::CanBeMadeAgain)?;
            Ok(Change::Changed)
        }
    }
}

fn count(report: &mut Written, planned: &Planned, done: &Done) {
    match done.made {
        Made::New => report.pages_rendered += u64::from(planned.is_page()),
        Made::Encoded => report.photos_encoded += 1,
        Made::Kept => report.photos_reused += 1,
    }
    let paths = match done.change {
        Change::Same => return,
        Change::Added => &mut report.added,
        Change::Changed => &mut report.changed,
    };
    paths.push(planned.path.clone());
    report.files_written += 1;
    report.bytes_written += done.size;
}

/// Removes a file and the folders that it leaves empty.
fn remove(output: &Path, path: &str) -> io::Result<()> {
    let full = output.join(path);
    match fs::remove_file(&full) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut folder = full.parent();
    while let Some(here) = folder.filter(|here| *here != output) {
        if fs::remove_dir(here).is_err() {
            break;
        }
        folder = here.parent();
    }
    Ok(())
}
