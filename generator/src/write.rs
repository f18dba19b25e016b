//! Makes what changed, scans it and writes it; removes what is no longer planned; the manifest comes
//! last.
//!
//! A killed run leaves a site that serves: files that exist are replaced whole, and a journal names
//! what was being replaced, so that the next run makes it again.

mod faults;
mod files;
mod making;
pub mod manifest;
mod paths;
mod sizes;
mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::assemble::CaseAt;
use crate::blame::Blame;
use crate::diagnostic::Diagnostics;
use crate::make::{Made, Maker, Workshop};
use crate::plan::{Planned, Subject};
use crate::scan::Scanner;
use faults::{Fault, settle, tell};
use files::{Change, put, remove};
use making::{Output, make_all};
use manifest::Entry;
use paths::{Paths, no_longer_planned};
pub use standing::Standing;

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
/// folder lives; `standing` is what stood in the folder, nothing if it is not to be believed.
///
/// # Errors
/// When the output or the cache cannot be written.
pub fn write(
    shop: &Workshop<'_>,
    watch: &Watch<'_>,
    output: &Path,
    cache: &Path,
    standing: Standing,
    report: &mut Written,
    found: &mut Diagnostics,
) -> io::Result<()> {
    report.withheld.clear();
    let outputs = &shop.plan.outputs;
    let planned = Paths::of(outputs);
    let (known, unplanned) = planned.match_up(&standing, outputs.len());
    let todo: Vec<&Planned> = (outputs.iter().zip(known))
        .filter(|(planned, entry)| entry.is_none_or(|entry| entry.digest != planned.digest))
        .map(|(planned, _)| planned)
        .collect();
    let unplanned: Vec<String> = unplanned.into_iter().map(str::to_owned).collect();
    let old = standing.manifest;
    let removed = no_longer_planned(output, &old, &unplanned, &planned);
    report.photos_reused += (outputs.iter().filter(|p| p.is_picture()).count()
        - todo.iter().filter(|p| p.is_picture()).count()) as u64;
    if todo.is_empty() && removed.is_empty() && old.complete {
        return Ok(());
    }
    let (of_cases, others): (Vec<&Planned>, Vec<&Planned>) = todo
        .iter()
        .partition(|planned| matches!(planned.subject, Subject::Case(_)) || planned.is_picture());
    let first_case = of_cases
        .iter()
        .copied()
        .find(|planned| !planned.is_picture());
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
        // What is planned no more and was not there either.
        run.changes
            .extend(unplanned.into_iter().map(|path| (path, None)));
        manifest.take_in(run.changes);
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

/// Makes and scans everything but pictures, hands each output to `see`, and writes nothing. Returns
/// what `see` made of them, in the order of the plan.
pub fn rehearse<T: Send>(
    shop: &Workshop<'_>,
    watch: &Watch<'_>,
    found: &mut Diagnostics,
    see: impl Fn(&Planned, &[u8]) -> Option<T> + Sync,
) -> Vec<T> {
    let outputs = shop.plan.outputs.iter();
    let todo: Vec<&Planned> = outputs.filter(|planned| !planned.is_picture()).collect();
    let made = make_all(shop, watch, &todo, |output| {
        Ok(see(output.planned, output.bytes))
    });
    let (seen, mut faults) = settle(made);
    tell(&mut faults, watch, &mut Written::default(), found);
    seen.into_iter().filter_map(|(_, seen)| seen).collect()
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

/// What became of one output.
struct Done {
    made: Made,
    size: u64,
    change: Change,
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
