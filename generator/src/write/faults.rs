//! Why outputs were not written, and how that is told.

use std::collections::BTreeSet;

use super::{Watch, Written};
use crate::assemble::CaseAt;
use crate::blame;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::masking::Class;
use crate::plan::Planned;

/// Why an output was not written.
pub(super) enum Fault {
    /// It cannot be made.
    CannotMake(String, String),
    /// Words of an editor or the theme.
    Mistake(String, Option<Place>, Class),
    /// Words of a case.
    Withhold(CaseAt, Class),
}

/// Takes what succeeded and what did not apart.
pub(super) fn settle<T>(
    results: Vec<(&Planned, Result<T, Vec<Fault>>)>,
) -> (Vec<(&Planned, T)>, Vec<Fault>) {
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
pub(super) fn tell(
    faults: &mut Vec<Fault>,
    watch: &Watch<'_>,
    report: &mut Written,
    found: &mut Diagnostics,
) -> bool {
    let mut places = BTreeSet::new();
    let mut stops = false;
    let mut sentences = BTreeSet::new();
    for fault in faults.drain(..) {
        match fault {
            Fault::CannotMake(path, sentence) => {
                stops = true;
                // A template's fault stands on every page of its kind; its first page tells it.
                if sentences.insert(sentence.clone()) {
                    found.push(cannot_make(&path, &sentence));
                }
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
