//! Sizes of files below a folder. A build asks for every output, so the way to the folder is walked
//! once and not for each of them.

use std::path::{Path, PathBuf};

/// Answers for one folder.
pub(super) struct Sizes {
    folder: PathBuf,
    #[cfg(unix)]
    open: Option<std::fs::File>,
}

impl Sizes {
    /// For a folder that may not be there yet.
    pub(super) fn below(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            #[cfg(unix)]
            open: std::fs::File::open(folder).ok(),
        }
    }

    /// The size of a regular file.
    #[cfg(unix)]
    pub(super) fn of(&self, path: &str) -> Option<u64> {
        use rustix::fs::{AtFlags, FileType, statat};
        let Some(open) = &self.open else {
            return super::files::size(&self.folder.join(path));
        };
        let stat = statat(open, path, AtFlags::empty()).ok()?;
        let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        is_file.then(|| u64::try_from(stat.st_size).unwrap_or_default())
    }

    /// The size of a regular file.
    #[cfg(not(unix))]
    pub(super) fn of(&self, path: &str) -> Option<u64> {
        super::files::size(&self.folder.join(path))
    }
}
