//! What loading remembers from one run to the next, so that it need not do everything again.

use std::path::Path;

use super::stamps::Stamps;
use super::trees::Trees;

/// What is known of the files below the content folder.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Digests of files.
    pub(super) stamps: Stamps,
    /// Fields of texts.
    pub(super) trees: Trees,
}

impl Memory {
    /// Reads what is kept in a folder; without one, nothing is known and nothing is kept.
    #[must_use]
    pub(super) fn open(folder: Option<&Path>, root: &Path) -> Self {
        Self {
            stamps: Stamps::open(folder, root),
            trees: Trees::open(folder),
        }
    }

    /// Keeps what this run asked for.
    pub(super) fn keep(&self) {
        self.stamps.keep();
        self.trees.keep();
    }
}
