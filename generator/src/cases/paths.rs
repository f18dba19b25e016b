//! Where the two sides of the border lie.

use std::path::{Path, PathBuf};

use crate::diagnostic::Shown;

/// The folders that every `cases` command works between, and how they are called towards people.
#[derive(Debug, Clone)]
pub struct CasePaths {
    /// The private side.
    pub private: PathBuf,
    /// The public side, `content/`.
    pub content: PathBuf,
    /// How the private side is called.
    pub shown_private: Shown,
    /// How the public side is called.
    pub shown_content: Shown,
}

impl CasePaths {
    /// Folders as typed, below the working directory.
    #[must_use]
    pub fn new(cwd: &Path, private: &Path, content: &Path) -> Self {
        let shown = |typed: &Path| Shown::new(&cwd.join(typed), &typed.to_string_lossy());
        Self {
            private: cwd.join(private),
            content: cwd.join(content),
            shown_private: shown(private),
            shown_content: shown(content),
        }
    }

    pub(super) fn records(&self) -> PathBuf {
        self.private.join("records")
    }

    pub(super) fn originals(&self) -> PathBuf {
        self.private.join("photos")
    }

    /// What can be made again from records, decisions and originals. As private as they are.
    pub(super) fn cache(&self) -> PathBuf {
        self.private.join("cache")
    }

    pub(super) fn released(&self) -> PathBuf {
        self.content.join("cases")
    }

    pub(super) fn masters(&self) -> PathBuf {
        self.content.join("cases/photos")
    }
}
