//! From original photos to finished ones, each made once.
//!
//! What an original becomes is remembered by the digest of its bytes, its boxes and the version of
//! our pixels. An original is read again only when its size or time changed. A finished photo waits
//! in the private cache until a release carries it over.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Component, Path},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::UNIX_EPOCH,
};

use jiayuan_function::case_record::CaseRecord;
use serde::{Deserialize, Serialize};

use super::{
    edits::Picture,
    files,
    gate::{FinishedPhoto, GateFault},
    paths::CasePaths,
};
use crate::photos;

/// Remembered between runs.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    /// Original's file name to size, time and digest.
    originals: BTreeMap<String, Seen>,
    /// Digest of original, boxes and version to the finished photo.
    finished: BTreeMap<String, FinishedEntry>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Seen {
    bytes: u64,
    modified: u128,
    digest: String,
    /// When it was taken, read before that is thrown away.
    taken: Option<String>,
    /// Digest of its pixels, once they have been decoded.
    pixels: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct FinishedEntry {
    file: String,
    width: u32,
    height: u32,
    /// Digest of the original, so that a withdrawal finds what was made from it.
    #[serde(default)]
    original: String,
}

/// The originals of the private side.
#[derive(Debug)]
pub(super) struct Originals<'p> {
    paths: &'p CasePaths,
    memory: Mutex<Memory>,
    encoded: AtomicU64,
    reused: AtomicU64,
}

impl<'p> Originals<'p> {
    /// Opens them with what an earlier run remembered; a memory that cannot be read is none.
    pub(super) fn open(paths: &'p CasePaths) -> Self {
        let memory = fs::read(memory_file(paths))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self {
            paths,
            memory: Mutex::new(memory),
            encoded: AtomicU64::new(0),
            reused: AtomicU64::new(0),
        }
    }

    /// A record's originals, each with the digest that it has now.
    pub(super) fn digests(&self, record: &CaseRecord) -> Vec<(String, String)> {
        (record.photos.iter())
            .map(|photo| {
                (
                    photo.file.clone(),
                    self.digest(&photo.file).unwrap_or_default(),
                )
            })
            .collect()
    }

    /// Whether originals still are what they were.
    pub(super) fn are_unchanged(&self, originals: &[(String, String)]) -> bool {
        // One that was missing and still is has not changed either.
        (originals.iter()).all(|(file, digest)| self.digest(file).unwrap_or_default() == *digest)
    }

    /// When a photo was taken, if it says so.
    pub(super) fn taken(&self, file: &str) -> Option<String> {
        self.digest(file).ok()?;
        self.memory().originals.get(file)?.taken.clone()
    }

    /// What a photo has in common with every copy of it: its bytes, and its pixels where they are
    /// known.
    pub(super) fn likenesses(&self, file: &str) -> Vec<String> {
        let Ok(digest) = self.digest(file) else {
            return Vec::new();
        };
        let memory = self.memory();
        let pixels = memory
            .originals
            .get(file)
            .and_then(|seen| seen.pixels.clone());
        std::iter::once(digest).chain(pixels).collect()
    }

    /// Finishes photos, or says what is wrong with each that cannot be.
    pub(super) fn finish(&self, photos: &[Picture]) -> Result<Vec<FinishedPhoto>, Vec<GateFault>> {
        let (mut finished, mut faults) = (Vec::new(), Vec::new());
        for photo in photos {
            match self.finish_one(photo) {
                Ok(photo) => finished.push(photo),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() {
            Ok(finished)
        } else {
            Err(faults)
        }
    }

    /// Photos of a record whose files are not there.
    pub(super) fn missing(&self, record: &CaseRecord) -> Vec<GateFault> {
        (record.photos.iter())
            .filter(|photo| {
                !is_plain(&photo.file) || !self.paths.originals().join(&photo.file).is_file()
            })
            .map(|photo| GateFault {
                is_warning: true,
                ..missing(&photo.file)
            })
            .collect()
    }

    fn finish_one(&self, photo: &Picture) -> Result<FinishedPhoto, GateFault> {
        let original = self.digest(&photo.file).map_err(|_| missing(&photo.file))?;
        let key = {
            let everything = format!("{} {original} {:?}", photos::VERSION, photo.redact);
            blake3::hash(everything.as_bytes()).to_hex()[..32].to_string()
        };
        let entry = self.memory().finished.get(&key).cloned();
        if let Some(entry) = entry.filter(|entry| self.is_kept(&entry.file)) {
            self.reused.fetch_add(1, Ordering::Relaxed);
            return Ok(FinishedPhoto {
                file: entry.file,
                width: entry.width,
                height: entry.height,
            });
        }
        let bytes =
            fs::read(self.paths.originals().join(&photo.file)).map_err(|_| missing(&photo.file))?;
        let finished = photos::finish(&bytes, &photo.redact).map_err(|fault| GateFault {
            code: "bad-photo",
            key: "file",
            value: Some(photo.file.clone()),
            message: fault.to_string(),
            help: fault.remedy().into(),
            is_warning: false,
        })?;
        let file = format!("{}.jpg", finished.digest);
        files::replace(
            &self.paths.cache().join("photos").join(&file),
            &finished.jpeg,
        )
        .map_err(|error| GateFault {
            code: "unwritable",
            key: "file",
            value: Some(photo.file.clone()),
            message: format!("处理好的照片写不下来：{error}。"),
            help: "检查私有文件夹的空间和权限。".into(),
            is_warning: false,
        })?;
        self.encoded.fetch_add(1, Ordering::Relaxed);
        let (width, height) = (finished.width, finished.height);
        if let Some(seen) = self.memory().originals.get_mut(&photo.file) {
            seen.pixels = Some(finished.pixels);
        }
        self.memory().finished.insert(
            key,
            FinishedEntry {
                file: file.clone(),
                width,
                height,
                original,
            },
        );
        Ok(FinishedPhoto {
            file,
            width,
            height,
        })
    }

    /// Whether a finished photo still is somewhere.
    pub(super) fn is_kept(&self, file: &str) -> bool {
        self.paths.masters().join(file).is_file()
            || self.paths.cache().join("photos").join(file).is_file()
    }

    /// Carries a finished photo over the border. Says how many bytes that took, none if it was there.
    pub(super) fn carry_over(&self, file: &str) -> io::Result<Option<u64>> {
        let target = self.paths.masters().join(file);
        let waiting = self.paths.cache().join("photos").join(file);
        let carried = if target.is_file() {
            None
        } else {
            let bytes = fs::read(&waiting).map_err(|error| files::with_path(&waiting, &error))?;
            files::replace(&target, &bytes)?;
            Some(bytes.len() as u64)
        };
        files::remove(&waiting)?;
        Ok(carried)
    }

    /// Photos encoded and photos that were finished before.
    pub(super) fn counts(&self) -> (u64, u64) {
        (
            self.encoded.load(Ordering::Relaxed),
            self.reused.load(Ordering::Relaxed),
        )
    }

    /// Remembers for the next run.
    pub(super) fn close(self) -> io::Result<()> {
        let memory = self
            .memory
            .into_inner()
            .expect("no thread panicked while it held the memory");
        files::replace_if_other(&memory_file(self.paths), &serde_json::to_vec(&memory)?).map(drop)
    }

    fn digest(&self, file: &str) -> io::Result<String> {
        if !is_plain(file) {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        let path = self.paths.originals().join(file);
        let metadata = fs::metadata(&path)?;
        let modified = metadata
            .modified()?
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_nanos());
        let seen = self.memory().originals.get(file).cloned();
        if let Some(seen) =
            seen.filter(|seen| (seen.bytes, seen.modified) == (metadata.len(), modified))
        {
            return Ok(seen.digest);
        }
        let bytes = fs::read(&path)?;
        let digest = blake3::hash(&bytes).to_hex()[..32].to_string();
        let seen = Seen {
            bytes: metadata.len(),
            modified,
            digest: digest.clone(),
            taken: photos::taken(&bytes).map(|at| at.to_string()),
            pixels: None,
        };
        self.memory().originals.insert(file.to_string(), seen);
        Ok(digest)
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory
            .lock()
            .expect("no thread panicked while it held the memory")
    }
}

/// Forgets photos that were made for a case: nothing of a withdrawn case stays in a cache. `files` are
/// masters that were released, `records` the lines of its records, which name its originals even where
/// they are broken. What still waits to be carried over goes too, whatever it was made from: it can
/// be made again.
pub(super) fn forget(paths: &CasePaths, files: &[String], records: &[String]) -> io::Result<()> {
    for path in files::list(&paths.cache().join("photos"), "jpg")? {
        files::remove(&path)?;
    }
    let path = memory_file(paths);
    let Ok(bytes) = fs::read(&path) else {
        return Ok(());
    };
    let Ok(mut memory) = serde_json::from_slice::<Memory>(&bytes) else {
        return files::remove(&path).map(drop);
    };
    let is_named = |name: &str| records.iter().any(|line| line.contains(name));
    let digests: Vec<String> = (memory.originals.iter())
        .filter(|(name, _)| is_named(name))
        .map(|(_, seen)| seen.digest.clone())
        .collect();
    memory
        .finished
        .retain(|_, entry| !files.contains(&entry.file) && !digests.contains(&entry.original));
    memory.originals.retain(|name, _| !is_named(name));
    files::replace(&path, &serde_json::to_vec(&memory)?)
}

fn memory_file(paths: &CasePaths) -> std::path::PathBuf {
    paths.cache().join("photos.json")
}

/// A record names a file, never a way to one.
fn is_plain(file: &str) -> bool {
    let mut parts = Path::new(file).components();
    matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(_)), None)
    ) && !file.contains('\\')
}

fn missing(file: &str) -> GateFault {
    GateFault {
        code: "missing-photo",
        key: "file",
        value: Some(file.to_string()),
        message: format!("photos/ 里没有照片 {file}。"),
        help: "把原图放进私有文件夹的 photos/，或者从记录里去掉它。".into(),
        is_warning: false,
    }
}
