//! Files that need not be read again: their digests, by what the disk says of them.
//!
//! A file is believed to be the one that was read when name, length, inode and both of its times are
//! the same, to the nanosecond. A file that was written within two seconds before it was looked at may
//! be written again within the same tick of the disk's clock, so that it is read once more next time.
//! Where the disk says no such things, every file is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::whole_file::{Durability, replace};

const FILE: &str = "stamps";

/// How old a file has to be.
const SETTLED: Duration = Duration::from_secs(2);

/// What the disk says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    length: u64,
    inode: u64,
    /// When its bytes changed, in nanoseconds.
    written: i128,
    /// When anything about it changed.
    touched: i128,
}

impl Stamp {
    #[cfg(unix)]
    fn of(data: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds =
            |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Some(Self {
            length: data.len(),
            inode: data.ino(),
            written: nanoseconds(data.mtime(), data.mtime_nsec()),
            touched: nanoseconds(data.ctime(), data.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Self> {
        None
    }
}

/// What is known of a file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// Digest of all of them.
    pub(super) digest: [u8; 32],
    /// How many there are.
    pub(super) length: u64,
    /// Width and height, of a picture that can be opened.
    pub(super) size: Option<(u32, u32)>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stamped {
    stamp: Stamp,
    /// Whether it was old enough.
    settled: bool,
    seen: Seen,
}

/// What is known of files, and what is learnt of them in a run.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    root: PathBuf,
    path: Option<PathBuf>,
    /// Nanoseconds since 1970 when the run began.
    now: i128,
    known: BTreeMap<String, Stamped>,
    learnt: Mutex<BTreeMap<String, Stamped>>,
    used: Mutex<BTreeSet<String>>,
}

impl Stamps {
    /// Reads what is kept in a folder of the files below another; without one, nothing is known and
    /// nothing is kept.
    #[must_use]
    pub(super) fn open(folder: Option<&Path>, root: &Path) -> Self {
        let path = folder.map(|folder| folder.join(FILE));
        let known = path.as_deref().and_then(read).unwrap_or_default();
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            root: root.to_owned(),
            path,
            now: now.map_or(0, |now| i128::try_from(now.as_nanos()).unwrap_or(0)),
            known,
            ..Self::default()
        }
    }

    /// What is known of a file that is there. It is read only if it may have changed; `measure` then
    /// takes the size of a picture.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn seen(
        &self,
        path: &Path,
        measure: impl FnOnce(&[u8]) -> Option<(u32, u32)>,
    ) -> io::Result<Seen> {
        let name = self.name(path);
        // First what the disk says, then the bytes: what changes in between is seen next time.
        let stamp = Stamp::of(&fs::metadata(path)?);
        if let (Some(stamp), Some(known)) = (stamp, self.known.get(&name))
            && known.settled
            && known.stamp == stamp
        {
            lock(&self.used).insert(name);
            return Ok(known.seen.clone());
        }
        let bytes = fs::read(path)?;
        let seen = Seen {
            digest: *blake3::hash(&bytes).as_bytes(),
            length: bytes.len() as u64,
            size: measure(&bytes),
        };
        if let Some(stamp) = stamp {
            let newest = stamp.written.max(stamp.touched);
            let age = i128::try_from(SETTLED.as_nanos()).unwrap_or(i128::MAX);
            let stamped = Stamped {
                stamp,
                settled: newest + age <= self.now,
                seen: seen.clone(),
            };
            lock(&self.learnt).insert(name, stamped);
        }
        Ok(seen)
    }

    /// The digest of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn digest(&self, path: &Path) -> io::Result<[u8; 32]> {
        Ok(self.seen(path, |_| None)?.digest)
    }

    /// Whether a file looks as it did in the last run. It may have changed all the same.
    #[must_use]
    pub(super) fn looks_known(&self, path: &Path) -> bool {
        let stamp = fs::metadata(path).ok().as_ref().and_then(Stamp::of);
        let known = self.known.get(&self.name(path));
        known.is_some_and(|known| stamp == Some(known.stamp))
    }

    /// Keeps what is known of the files that were asked for. What cannot be kept is read again.
    pub(super) fn keep(&self) {
        let Some(path) = &self.path else { return };
        let mut learnt = std::mem::take(&mut *lock(&self.learnt));
        let used = lock(&self.used);
        if learnt.is_empty() && used.len() == self.known.len() {
            return;
        }
        let still = self.known.iter().filter(|(name, _)| used.contains(*name));
        learnt.extend(still.map(|(name, stamped)| (name.clone(), stamped.clone())));
        let body = postcard::to_stdvec(&learnt).expect("stamps are plain data");
        let mut bytes = blake3::hash(&body).as_bytes().to_vec();
        bytes.extend_from_slice(env!("JIAYUAN_SOURCES").as_bytes());
        bytes.extend_from_slice(&body);
        let _ = path.parent().map_or(Ok(()), fs::create_dir_all);
        let _ = replace(path, &bytes, Durability::CanBeMadeAgain);
    }

    fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        below.to_string_lossy().into_owned()
    }
}

/// A thread that panicked while it held the lock ends the run anyway.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What a file holds; nothing if it is damaged or of another version of the program.
fn read(path: &Path) -> Option<BTreeMap<String, Stamped>> {
    let bytes = fs::read(path).ok()?;
    let (digest, rest) = bytes.split_first_chunk::<32>()?;
    let body = rest.strip_prefix(env!("JIAYUAN_SOURCES").as_bytes())?;
    (blake3::hash(body).as_bytes() == digest).then_some(())?;
    postcard::from_bytes(body).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn digest(folder: &Path, file: &Path, now: i128) -> ([u8; 32], bool) {
        let mut stamps = Stamps::open(Some(folder), folder);
        stamps.now += now;
        let digest = stamps.digest(file).expect("a file");
        let was_read = !lock(&stamps.learnt).is_empty();
        stamps.keep();
        (digest, was_read)
    }

    #[test]
    fn a_file_is_read_again_while_it_is_young_and_when_it_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        let day = 86_400_000_000_000;
        fs::write(&file, "one").expect("written");
        let (one, _) = digest(folder.path(), &file, 0);
        // Too young to be believed; then it is old enough.
        assert_eq!(digest(folder.path(), &file, day), (one, true));
        assert_eq!(digest(folder.path(), &file, day), (one, false));
        // As long as before, and with the time of before.
        let before = fs::metadata(&file).and_then(|data| data.modified());
        fs::write(&file, "two").expect("written");
        let open = fs::File::options().write(true).open(&file).expect("a file");
        open.set_modified(before.expect("a time")).expect("set");
        let (two, was_read) = digest(folder.path(), &file, day);
        assert!(was_read && two != one);
    }

    #[test]
    fn a_damaged_file_of_stamps_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        fs::write(&file, "one").expect("written");
        let (one, _) = digest(folder.path(), &file, 86_400_000_000_000);
        let kept = folder.path().join(FILE);
        let mut bytes = fs::read(&kept).expect("kept");
        *bytes.last_mut().expect("bytes") ^= 1;
        fs::write(&kept, bytes).expect("written");
        assert_eq!(digest(folder.path(), &file, 0), (one, true));
    }
}
