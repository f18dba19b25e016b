//! The manifest: what an output folder holds, and from which digest each file was made.
//!
//! Lines of digest, size and path, sorted by path. Beside it lies a journal while a run is under way:
//! the paths whose files may be of either run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::plan::digest::Digest;
use crate::whole_file::{Durability, replace};

const VERSION: &str = "jiayuan-manifest 1";
const FILE: &str = "manifest";
const JOURNAL: &str = "journal";

/// What is known of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Digest of what it was made from.
    pub digest: Digest,
    /// Size in bytes.
    pub size: u64,
}

/// What is known of an output folder.
#[derive(Debug, Default)]
pub struct Manifest {
    /// Files by path below the folder.
    pub entries: BTreeMap<String, Entry>,
    /// Whether it tells of everything in the folder: the last run came to its end.
    pub complete: bool,
    /// Paths that a run which did not come to its end was working on.
    pub unsure: Vec<String>,
}

impl Manifest {
    /// Reads a manifest. One that is missing, damaged or of another version is as good as empty.
    #[must_use]
    pub fn read(cache: &Path) -> Self {
        let Ok(text) = fs::read_to_string(cache.join(FILE)) else {
            return Self::default();
        };
        let mut lines = text.lines();
        let head = lines.next().unwrap_or_default();
        let Some(state) = head.strip_prefix(VERSION) else {
            return Self::default();
        };
        let mut entries = BTreeMap::new();
        for line in lines {
            let Some((path, entry)) = parse(line) else {
                return Self::default();
            };
            entries.insert(path.to_owned(), entry);
        }
        let mut manifest = Self {
            entries,
            complete: state == " complete",
            unsure: Vec::new(),
        };
        if let Ok(journal) = fs::read_to_string(cache.join(JOURNAL)) {
            manifest.complete = false;
            for path in journal.lines() {
                manifest.entries.remove(path);
                manifest.unsure.push(path.to_owned());
            }
        }
        manifest
    }

    /// Writes the manifest and ends the run.
    ///
    /// # Errors
    /// When the cache folder cannot be written.
    pub fn write(&self, cache: &Path) -> io::Result<()> {
        let mut text = String::with_capacity(self.entries.len() * 80 + 32);
        text.push_str(VERSION);
        text.push_str(if self.complete {
            " complete\n"
        } else {
            " partial\n"
        });
        for (path, entry) in &self.entries {
            for byte in entry.digest {
                let _ = write!(text, "{byte:02x}");
            }
            let _ = writeln!(text, " {} {path}", entry.size);
        }
        replace(
            &cache.join(FILE),
            text.as_bytes(),
            Durability::CanBeMadeAgain,
        )?;
        match fs::remove_file(cache.join(JOURNAL)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Begins a run: names the files that it may leave half done.
///
/// # Errors
/// When the cache folder cannot be written.
pub fn begin<'a>(cache: &Path, paths: impl Iterator<Item = &'a str>) -> io::Result<()> {
    fs::create_dir_all(cache)?;
    let mut text = fs::read_to_string(cache.join(JOURNAL)).unwrap_or_default();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    replace(
        &cache.join(JOURNAL),
        text.as_bytes(),
        Durability::CanBeMadeAgain,
    )
}

fn parse(line: &str) -> Option<(&str, Entry)> {
    let (digest, rest) = line.split_once(' ')?;
    let (size, path) = rest.split_once(' ')?;
    let mut bytes = [0; 16];
    if digest.len() != 32 || !digest.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digest[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some((
        path,
        Entry {
            digest: bytes,
            size: size.parse().ok()?,
        },
    ))
}
