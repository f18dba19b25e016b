//! Planned paths beside what a manifest knows: what is to be made, and what is to go.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::Standing;
use super::files::size;
use super::manifest::{Entry, Manifest};
use crate::plan::Planned;

/// Folders of the output that hold nothing but what a build makes. Without a manifest, strange files
/// in them are removed: a withdrawn case must not stay because a cache was lost.
const OWNED: [&str; 11] = [
    "cases", "streets", "photos", "pictures", "files", "feeds", "data", "open311", "reply",
    "search", "sitemaps",
];

/// All planned paths, sorted, with their positions among the outputs.
pub(super) struct Paths<'a>(Vec<(&'a str, usize)>);

impl<'a> Paths<'a> {
    pub(super) fn of(outputs: &'a [Planned]) -> Self {
        let mut paths: Vec<(&str, usize)> = (outputs.par_iter().enumerate())
            .map(|(at, planned)| (planned.path.as_str(), at))
            .collect();
        paths.par_sort_unstable();
        Self(paths)
    }

    pub(super) fn hold(&self, path: &str) -> bool {
        self.0
            .binary_search_by(|(known, _)| known.cmp(&path))
            .is_ok()
    }

    /// What is known of each output whose file is whole, and the paths in the manifest that are not
    /// planned. Both are sorted, so that one walk finds all.
    pub(super) fn match_up<'m>(
        &self,
        standing: &'m Standing,
        outputs: usize,
    ) -> (Vec<Option<Entry>>, Vec<&'m str>) {
        let mut known = vec![None; outputs];
        let mut unplanned = Vec::new();
        let mut planned = self.0.iter().peekable();
        for (path, entry) in standing.entries() {
            while planned.next_if(|(other, _)| *other < path).is_some() {}
            match planned.next_if(|(other, _)| *other == path) {
                Some((_, at)) => known[*at] = entry,
                None => unplanned.push(path),
            }
        }
        (known, unplanned)
    }
}

/// Planned before and not now, or of nobody's making in a folder that is all ours.
pub(super) fn no_longer_planned(
    output: &Path,
    old: &Manifest,
    unplanned: &[String],
    planned: &Paths<'_>,
) -> Vec<String> {
    let unsure = old.unsure.iter().map(String::as_str);
    let unsure = unsure.filter(|path| !planned.hold(path));
    let mut gone: BTreeSet<String> = (unplanned.iter().map(String::as_str).chain(unsure))
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
