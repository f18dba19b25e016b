//! The manifest: what an output folder holds, and from which digest each file was made.
//!
//! Lines of digest, size and path, sorted by path. Beside it lies a journal while a run is under way:
//! the paths whose files may be of either run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::plan::digest::Digest;
use crate::whole_file::{Durability, replace};

const VERSION: &str = "jiayuan-manifest 1";
const FILE: &str = "manifest";
const JOURNAL: &str = "journal";
const HEX: &[u8; 16] = b"0123456789abcdef";

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
    /// Files with their paths below the folder, sorted by path.
    pub entries: Vec<(String, Entry)>,
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
        let mut entries: Vec<(String, Entry)> = Vec::with_capacity(text.len() / 60);
        for line in lines {
            let Some((path, entry)) = parse(line) else {
                return Self::default();
            };
            entries.push((path.to_owned(), entry));
        }
        if !entries.is_sorted_by(|(one, _), (two, _)| one < two) {
            return Self::default();
        }
        let mut manifest = Self {
            entries,
            complete: state == " complete",
            unsure: Vec::new(),
        };
        if let Ok(journal) = fs::read_to_string(cache.join(JOURNAL)) {
            manifest.complete = false;
            manifest.unsure = journal.lines().map(str::to_owned).collect();
            let unsure: BTreeSet<&str> = manifest.unsure.iter().map(String::as_str).collect();
            manifest
                .entries
                .retain(|(path, _)| !unsure.contains(path.as_str()));
        }
        manifest
    }

    /// Takes in what a run did: files that it made, and those of which nothing is known any more.
    pub fn take_in(&mut self, changes: BTreeMap<String, Option<Entry>>) {
        // Both are sorted: one walk merges them.
        let more = self.entries.len() + changes.len();
        let old = std::mem::replace(&mut self.entries, Vec::with_capacity(more));
        let mut old = old.into_iter().peekable();
        for (path, entry) in changes {
            while let Some(before) = old.next_if(|(other, _)| *other < path) {
                self.entries.push(before);
            }
            let _ = old.next_if(|(other, _)| *other == path);
            self.entries.extend(entry.map(|entry| (path, entry)));
        }
        self.entries.extend(old);
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
                text.push(char::from(HEX[usize::from(byte >> 4)]));
                text.push(char::from(HEX[usize::from(byte & 15)]));
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
