//! Single files of an output folder.

use std::fs::{self, File};
use std::io::{self, Write as _};
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

/// Writes a file unless it holds these bytes already. Most files of a clean build are new: the first
/// try is to make one.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<Change> {
    match make(path) {
        Ok(mut file) => {
            file.write_all(bytes)?;
            return Ok(Change::Added);
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
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

/// Makes a file that is not there, and the folders above it.
fn make(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let Some(folder) = path.parent() else {
                return Err(error);
            };
            if fs::create_dir(folder).is_err() {
                fs::create_dir_all(folder)?;
            }
            File::create_new(path)
        }
        made => made,
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
