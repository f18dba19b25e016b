//! Files of the private side and of `content/cases/`: replaced whole, or grown durably.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
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

/// Adds lines to a file; they are on disk when this returns. A last line that broke off is closed
/// first, so that it spoils no other.
pub(super) fn append_durably(path: &Path, lines: &str) -> io::Result<()> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)?;
        let mut last = [b'\n'];
        if file.metadata()?.len() > 0 {
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
        }
        let start = if last == [b'\n'] { "" } else { "\n" };
        file.write_all(format!("{start}{lines}").as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| with_path(path, &error))
}

/// Every file error names its path.
pub(super) fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
