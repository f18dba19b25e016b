//! Makes what changed, scans it and writes it; removes what is no longer planned; the manifest comes
//! last.
//!
//! A killed run leaves a site that serves: files that exist are replaced whole, and a journal names
//! what was being replaced, so that the next run makes it again.

pub mod manifest;
mod sizes;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::assemble::CaseAt;
use crate::blame::{self, Blame, Verdict};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::make::{Made, Maker, Workshop};
use crate::masking::Class;
use crate::plan::{Planned, Subject};
use crate::scan::{Recent, Scanner};
use crate::whole_file::{Durability, replace};
use manifest::{Entry, Manifest};
use sizes::Sizes;

/// Folders of the output that hold nothing but what a build makes. Without a manifest, strange files
/// in them are removed: a withdrawn case must not stay because a cache was lost.
const OWNED: [&str; 9] = [
    "cases", "streets", "photos", "feeds", "data", "open311", "reply", "search", "sitemaps",
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
    /// Cases in whose words the scan found something. If there are any, the site has to be planned
    /// again without them: no list and no file beyond the other cases' pages was written.
    pub withheld: BTreeSet<CaseAt>,
}

/// Who looks through what is made, before it is written.
pub struct Watch<'a> {
    /// Finds.
    pub scanner: &'a Scanner<'a>,
    /// Says whose it is.
    pub blame: &'a Blame<'a>,
}

/// Brings an output folder to what is planned, adding to `report` what it did.
///
/// First everything but the cases' own pages is made and scanned, and kept in memory: with a mistake
/// in it, or if a template fails, nothing is written at all. Then the cases' pages are made, scanned
/// and written one by one; then the rest is written. `cache` is where the manifest of this output
/// folder lives.
///
/// # Errors
/// When the output or the cache cannot be written.
pub fn write(
    shop: &Workshop<'_>,
    watch: &Watch<'_>,
    output: &Path,
    cache: &Path,
    force: bool,
    report: &mut Written,
    found: &mut Diagnostics,
) -> io::Result<()> {
    report.withheld.clear();
    let old = if force {
        Manifest::default()
    } else {
        Manifest::read(cache)
    };
    let outputs = &shop.plan.outputs;
    let sizes = Sizes::below(output);
    let planned = Paths::of(outputs);
    let (known, unplanned) = planned.match_up(&old, outputs.len());
    let todo: Vec<&Planned> = (outputs.par_iter().zip(known))
        .filter(|(planned, entry)| {
            entry.is_none_or(|entry| {
                entry.digest != planned.digest || sizes.of(&planned.path) != Some(entry.size)
            })
        })
        .map(|(planned, _)| planned)
        .collect();
    let removed = no_longer_planned(output, &old, unplanned, &planned);
    report.photos_reused += (outputs.iter().filter(|p| is_picture(p)).count()
        - todo.iter().filter(|p| is_picture(p)).count()) as u64;
    if todo.is_empty() && removed.is_empty() && old.complete {
        return Ok(());
    }
    let (of_cases, others): (Vec<&Planned>, Vec<&Planned>) = todo
        .iter()
        .partition(|planned| matches!(planned.subject, Subject::Case(_)) || is_picture(planned));
    let first_case = of_cases
        .iter()
        .copied()
        .find(|planned| !is_picture(planned));
    let budget = AtomicUsize::new(HELD);
    let (held, faults) = settle(make_all(shop, watch, &others, |bytes| hold(bytes, &budget)));
    // The first page of a case tells whether its template works, before anything is written.
    let tried = first_case.into_iter().collect::<Vec<_>>();
    let (_, of_first) = settle(make_all(shop, watch, &tried, |_| Ok(())));
    let mut faults: Vec<Fault> = faults.into_iter().chain(of_first).collect();
    if tell(&mut faults, watch, report, found) {
        return Ok(());
    }
    fs::create_dir_all(output)?;
    let unsure = todo
        .iter()
        .map(|p| p.path.as_str())
        .chain(removed.iter().map(String::as_str));
    manifest::begin(cache, unsure)?;
    make_folders(output, &todo)?;
    let mut run = Run {
        changes: BTreeMap::new(),
        report,
    };
    let (pages, mut faults) = settle(make_all(shop, watch, &of_cases, |made| {
        put_made(output, made)
    }));
    for (planned, done) in pages {
        run.done(planned, &done);
    }
    let failed = tell(&mut faults, watch, run.report, found);
    if !failed && run.report.withheld.is_empty() {
        // What did not fit into memory is made once more.
        let put_held = |(planned, held): &(&Planned, Held)| {
            let again = match &held.bytes {
                Some(_) => None,
                None => {
                    let mut bytes = Vec::new();
                    Maker::new(shop).make(planned, &mut bytes)?;
                    Some(bytes)
                }
            };
            let bytes = held.bytes.as_ref().or(again.as_ref());
            put_made(
                output,
                Output {
                    planned,
                    made: held.made,
                    bytes: bytes.expect("held, or made again"),
                },
            )
        };
        let results: Vec<_> = held.par_iter().map(put_held).collect();
        for ((planned, _), result) in held.iter().zip(results) {
            run.done(planned, &result.map_err(io::Error::other)?);
        }
        for path in &removed {
            run.changes.insert(path.clone(), None);
            remove(output, path)?;
        }
        run.report.removed.extend(removed);
        let mut manifest = old;
        manifest.take_in(run.changes);
        // What is planned no more and was not there either.
        manifest.entries.retain(|(path, _)| planned.hold(path));
        manifest.complete = true;
        return manifest.write(cache);
    }
    // What was to be made and was not is not known any more.
    for planned in &todo {
        run.changes.entry(planned.path.clone()).or_insert(None);
    }
    let mut manifest = old;
    manifest.take_in(run.changes);
    manifest.complete = false;
    manifest.write(cache)
}

/// All planned paths, sorted, with their positions among the outputs.
struct Paths<'a>(Vec<(&'a str, usize)>);

impl<'a> Paths<'a> {
    fn of(outputs: &'a [Planned]) -> Self {
        let mut paths: Vec<(&str, usize)> = (outputs.par_iter().enumerate())
            .map(|(at, planned)| (planned.path.as_str(), at))
            .collect();
        paths.par_sort_unstable();
        Self(paths)
    }

    fn hold(&self, path: &str) -> bool {
        self.0
            .binary_search_by(|(known, _)| known.cmp(&path))
            .is_ok()
    }

    /// What a manifest knows of each output, and the paths in it that are not planned. Both are
    /// sorted, so that one walk finds all.
    fn match_up<'m>(
        &self,
        manifest: &'m Manifest,
        outputs: usize,
    ) -> (Vec<Option<Entry>>, Vec<&'m str>) {
        let mut known = vec![None; outputs];
        let mut unplanned = Vec::new();
        let mut planned = self.0.iter().peekable();
        for (path, entry) in &manifest.entries {
            let path = path.as_str();
            while planned.next_if(|(other, _)| *other < path).is_some() {}
            match planned.next_if(|(other, _)| *other == path) {
                Some((_, at)) => known[*at] = Some(*entry),
                None => unplanned.push(path),
            }
        }
        (known, unplanned)
    }
}

/// Bytes that wait in memory until all is known to be clean. What is more is made twice.
const HELD: usize = 256 << 20;

/// An output that waits.
struct Held {
    made: Made,
    bytes: Option<Vec<u8>>,
}

fn hold(output: Output<'_>, budget: &AtomicUsize) -> Result<Held, String> {
    let size = output.bytes.len();
    let fits = budget
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(size)
        })
        .is_ok();
    Ok(Held {
        made: output.made,
        bytes: fits.then(|| output.bytes.to_vec()),
    })
}

/// What was done so far.
struct Run<'a> {
    changes: BTreeMap<String, Option<Entry>>,
    report: &'a mut Written,
}

impl Run<'_> {
    fn done(&mut self, planned: &Planned, done: &Done) {
        count(self.report, planned, done);
        let entry = Entry {
            digest: planned.digest,
            size: done.size,
        };
        self.changes.insert(planned.path.clone(), Some(entry));
    }
}

/// Why an output was not written.
enum Fault {
    /// It cannot be made.
    CannotMake(String, String),
    /// Words of an editor or the theme.
    Mistake(String, Option<Place>, Class),
    /// Words of a case.
    Withhold(CaseAt, Class),
}

/// Takes what succeeded and what did not apart.
fn settle<T>(results: Vec<(&Planned, Result<T, Vec<Fault>>)>) -> (Vec<(&Planned, T)>, Vec<Fault>) {
    let (mut done, mut faults) = (Vec::with_capacity(results.len()), Vec::new());
    for (planned, result) in results {
        match result {
            Ok(made) => done.push((planned, made)),
            Err(more) => faults.extend(more),
        }
    }
    (done, faults)
}

/// Findings told at most, of each kind: a number in the footer stands on every page.
const TOLD: usize = 20;

/// Tells what went wrong. Returns whether that stops the run.
fn tell(
    faults: &mut Vec<Fault>,
    watch: &Watch<'_>,
    report: &mut Written,
    found: &mut Diagnostics,
) -> bool {
    let mut places = BTreeSet::new();
    let mut stops = false;
    for fault in faults.drain(..) {
        match fault {
            Fault::CannotMake(path, sentence) => {
                stops = true;
                found.push(cannot_make(&path, &sentence));
            }
            Fault::Mistake(path, place, class) => {
                stops = true;
                // One place is told once, whatever the number of pages that show it.
                let new = match &place {
                    Some(place) => places.insert((place.clone(), class)),
                    None => places.insert((Place::file(&path), class)),
                };
                if new && places.len() <= TOLD {
                    found.push(blame::mistake(&path, place, class));
                }
            }
            Fault::Withhold(at, class) => {
                if report.withheld.insert(at) {
                    found.push(watch.blame.withheld(at, class));
                }
            }
        }
    }
    stops
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

/// Planned before and not now, or of nobody's making in a folder that is all ours.
fn no_longer_planned(
    output: &Path,
    old: &Manifest,
    unplanned: Vec<&str>,
    planned: &Paths<'_>,
) -> Vec<String> {
    let unsure = old.unsure.iter().map(String::as_str);
    let unsure = unsure.filter(|path| !planned.hold(path));
    let mut gone: BTreeSet<String> = (unplanned.into_iter().chain(unsure))
        .map(str::to_owned)
        .collect();
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
                    if !planned.hold(&below) {
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

/// An output that was made and in which nothing was found.
struct Output<'a> {
    planned: &'a Planned,
    made: Made,
    bytes: &'a [u8],
}

/// Outputs that one maker makes in a row.
const RUN: usize = 64;

/// Makes outputs, scans them, and hands those that are clean to `finish`.
fn make_all<'p, T: Send>(
    shop: &Workshop<'_>,
    watch: &Watch<'_>,
    todo: &[&'p Planned],
    finish: impl Fn(Output<'_>) -> Result<T, String> + Sync,
) -> Vec<(&'p Planned, Result<T, Vec<Fault>>)> {
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
    let runs: Vec<&[&'p Planned]> = todo
        .chunk_by(split)
        .flat_map(|same| same.chunks(RUN))
        .collect();
    runs.into_par_iter()
        .flat_map_iter(|run| {
            let mut maker = Maker::new(shop);
            let mut bytes = Vec::new();
            let mut recent = Recent::default();
            run.iter()
                .map(|planned| {
                    bytes.clear();
                    let cannot = |sentence| vec![Fault::CannotMake(planned.path.clone(), sentence)];
                    let result = maker.make(planned, &mut bytes).map_err(cannot);
                    let result = result.and_then(|made| {
                        let faults = faults(&mut maker, watch, &mut recent, planned, &bytes);
                        if !faults.is_empty() {
                            return Err(faults);
                        }
                        finish(Output {
                            planned,
                            made,
                            bytes: &bytes,
                        })
                        .map_err(cannot)
                    });
                    (*planned, result)
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What the scan finds in an output, and whose it is. Names of pictures are digests.
fn faults(
    maker: &mut Maker<'_>,
    watch: &Watch<'_>,
    recent: &mut Recent,
    planned: &Planned,
    bytes: &[u8],
) -> Vec<Fault> {
    if is_picture(planned) {
        return Vec::new();
    }
    let hits = watch.scanner.output(&planned.path, bytes, recent);
    if hits.is_empty() {
        return Vec::new();
    }
    let mut read = |at| maker.read_case(at).ok();
    hits.into_iter()
        .filter_map(|hit| match watch.blame.judge(planned, &hit, &mut read) {
            Verdict::Withhold(at) => Some(Fault::Withhold(at, hit.class)),
            Verdict::Mistake(place) => Some(Fault::Mistake(planned.path.clone(), place, hit.class)),
            Verdict::Fine => None,
        })
        .collect()
}

fn put_made(output: &Path, made: Output<'_>) -> Result<Done, String> {
    let path = output.join(&made.planned.path);
    let change = put(&path, made.bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Done {
        made: made.made,
        size: made.bytes.len() as u64,
        change,
    })
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
