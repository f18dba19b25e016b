//! Files of the private side and of `content/cases/`: replaced whole or removed.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    json_line::LineError,
    whole_file::{self, Durability},
};

/// Reads a file that may be absent. Anything else that hinders is an error.
pub(super) fn read_optional(path: &Path, name: &str, found: &mut Diagnostics) -> Option<String> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(_) => {
                found.push(
                    Diagnostic::error("not-utf8", format!("{name} 不是 UTF-8 编码。"))
                        .at(Place::file(name))
                        .help("另存为不带 BOM 的 UTF-8。"),
                );
                None
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            found.push(
                Diagnostic::error("unreadable", format!("读不了 {name}：{error}。"))
                    .at(Place::file(name)),
            );
            None
        }
    }
}

/// A mistake in a line, with its place.
pub(super) fn diagnostic(error: LineError, place: Place) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(error.code, error.message).at(place);
    diagnostic.help = error.help;
    diagnostic
}

/// Files directly below a folder with an ending, by name. A folder that is not there has none.
pub(super) fn list(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(with_path(folder, &error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Replaces a file whole, durably, with the folder that it lies in.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| with_path(folder, &error))?;
    whole_file::replace(path, bytes, Durability::OnDisk)
}

/// Replaces a file only if its bytes change. Says whether they did.
pub(super) fn replace_if_other(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    replace(path, bytes).map(|()| true)
}

/// Removes a file that may be gone already. Says whether it was there.
pub(super) fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(with_path(path, &error)),
    }
}

/// Every file error names its path.
pub(super) fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
