//! What stands in an output folder before a build: its manifest, and the sizes of the files that it
//! names.
//!
//! Asking for the size of every file takes longer than anything else of a build in which little
//! changed, and waits for nothing: a build asks while it reads its sources.

use std::path::Path;
use std::thread::{self, JoinHandle};

use super::manifest::{Entry, Manifest};
use super::sizes::Sizes;

/// What is known of an output folder, and how large its files really are.
#[derive(Debug, Default)]
pub struct Standing {
    pub(super) manifest: Manifest,
    sizes: Vec<Option<u64>>,
}

impl Standing {
    /// Looks at an output folder. Its manifest lives in `cache`.
    #[must_use]
    pub fn look(output: &Path, cache: &Path) -> Self {
        let manifest = Manifest::read(cache);
        let sizes = Sizes::below(output);
        let entries = manifest.entries.iter();
        let sizes = entries.map(|(path, _)| sizes.of(path)).collect();
        Self { manifest, sizes }
    }

    /// Looks at it beside everything else that is done.
    #[must_use]
    pub fn look_beside(output: &Path, cache: &Path) -> JoinHandle<Self> {
        let (output, cache) = (output.to_owned(), cache.to_owned());
        thread::spawn(move || Self::look(&output, &cache))
    }

    /// The entries of the manifest, sorted by path; none of a file that is missing or of another size.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, Option<Entry>)> {
        let entries = self.manifest.entries.iter().zip(&self.sizes);
        entries.map(|((path, entry), size)| {
            let whole = (*size == Some(entry.size)).then_some(*entry);
            (path.as_str(), whole)
        })
    }
}
