//! Single files of an output folder.

use std::fs;
use std::io;
use std::path::Path;

use crate::whole_file::{Durability, replace};

/// What writing a file changed.
#[derive(PartialEq, Eq)]
pub(super) enum Change {
    Added,
    Changed,
    Same,
}

/// The size of a regular file.
pub(super) fn size(path: &Path) -> Option<u64> {
    fs::metadata(path)
        .ok()
        .filter(fs::Metadata::is_file)
        .map(|data| data.len())
}

/// Writes a file unless it holds these bytes already.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<Change> {
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

/// Removes a file and the folders that it leaves empty.
pub(super) fn remove(output: &Path, path: &str) -> io::Result<()> {
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
