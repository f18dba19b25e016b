//! Outputs made in parallel, and scanned as soon as they are made.

use rayon::prelude::*;

use super::Watch;
use super::faults::Fault;
use crate::blame::Verdict;
use crate::make::{Made, Maker, Workshop};
use crate::plan::{Planned, Subject};
use crate::scan::Recent;

/// An output that was made and in which nothing was found.
pub(super) struct Output<'a> {
    pub(super) planned: &'a Planned,
    pub(super) made: Made,
    pub(super) bytes: &'a [u8],
}

/// Outputs that one maker makes in a row.
const RUN: usize = 64;

/// Makes outputs, scans them, and hands those that are clean to `finish`.
pub(super) fn make_all<'p, T: Send>(
    shop: &Workshop<'_>,
    watch: &Watch<'_>,
    todo: &[&'p Planned],
    finish: impl Fn(Output<'_>) -> Result<T, String> + Sync,
) -> Vec<(&'p Planned, Result<T, Vec<Fault>>)> {
    make_indexes(shop, todo);
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
        (Subject::EditorPicture { at: a, .. }, Subject::EditorPicture { at: b, .. }) => a == b,
        _ => !planned.is_picture() && !next.is_picture(),
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

/// The indexes of which files are to be made are made before, each on all threads.
fn make_indexes(shop: &Workshop<'_>, todo: &[&Planned]) {
    let (mut own, mut english) = (false, false);
    for planned in todo {
        own |= matches!(planned.subject, Subject::Search(_));
        english |= matches!(planned.subject, Subject::EnglishSearch(_));
    }
    if own {
        shop.plan.search.get_ready(shop.site);
    }
    let site = shop.english.as_ref().map(|shop| shop.site);
    if let (true, Some(search), Some(site)) = (english, &shop.plan.english_search, site) {
        search.get_ready(site);
    }
}

/// What the scan finds in an output, and whose it is. Names of pictures are digests.
fn faults(
    maker: &mut Maker<'_>,
    watch: &Watch<'_>,
    recent: &mut Recent,
    planned: &Planned,
    bytes: &[u8],
) -> Vec<Fault> {
    if planned.is_picture() {
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
