//! Decisions of named reviewers: `decisions.jsonl`, which only grows. The last line of an id holds.
//!
//! A decision is bound to a digest of the words and photos as they were seen; it releases nothing
//! else. A withdrawal is a decision without content. Whoever writes holds the file's lock, looks again
//! at what the last line says, and returns only when the new line is on the disk.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    time::{Duration, Instant},
};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{edits::Edits, files};
use crate::{
    diagnostic::{Diagnostics, Place, Range2, Shown},
    json_line,
    model::released_case::PublicId,
};

/// Name of the file under the private folder.
pub const FILE_NAME: &str = "decisions.jsonl";

/// How long a reader or a withdrawal waits for a writer before it goes on without the lock.
const PATIENCE: Duration = Duration::from_secs(3);

/// What a reviewer decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The masked words may be read.
    Release,
    /// Only the unit's own words.
    Facts,
    /// Nothing, not even the row.
    Withhold,
    /// Back to whoever keeps the records; no words until it is decided again.
    SendBack,
    /// As if nobody had decided: an earlier decision was undone.
    Reopen,
    /// Taken back after publication.
    Withdraw,
}

/// One line of `decisions.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The case.
    pub public_id: PublicId,
    /// When, in the office's time.
    pub at: String,
    /// Who.
    pub by: String,
    /// What.
    pub verdict: Verdict,
    /// Whether the photos may be shown too.
    pub photos: bool,
    /// Digest of what was seen; empty where nothing is released.
    pub digest: String,
    /// What the reviewer changed before deciding.
    #[serde(default, skip_serializing_if = "Edits::is_empty")]
    pub edits: Edits,
    /// For whoever has to mend the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether this line brings back what held before the last one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undo: bool,
}

impl Decision {
    /// A decision that releases nothing by itself.
    #[must_use]
    pub fn plain(public_id: PublicId, verdict: Verdict, by: &str, now: DateTime) -> Self {
        Self {
            public_id,
            at: written(now),
            by: by.to_string(),
            verdict,
            photos: false,
            digest: String::new(),
            edits: Edits::default(),
            note: None,
            undo: false,
        }
    }
}

/// Reads all decisions. A broken line is an error with its place; nothing is guessed. A line that is
/// just being written is waited for.
pub fn read(
    private: &Path,
    shown: &Shown,
    found: &mut Diagnostics,
) -> BTreeMap<PublicId, Decision> {
    let file = File::open(private.join(FILE_NAME)).ok();
    if let Some(file) = &file {
        wait_a_little(|| file.try_lock_shared());
    }
    read_locked(private, shown, found)
}

fn read_locked(
    private: &Path,
    shown: &Shown,
    found: &mut Diagnostics,
) -> BTreeMap<PublicId, Decision> {
    let path = private.join(FILE_NAME);
    let name = shown.name(&path);
    let Some(text) = files::read_optional(&path, &name, found) else {
        return BTreeMap::new();
    };
    let mut decisions = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match json_line::read::<Decision>(line) {
            Ok(decision) => {
                decisions.insert(decision.public_id, decision);
            }
            Err(error) => {
                let (text, mark) = json_line::blanked(line, &error.mark);
                let place = Place {
                    file: name.as_str().into(),
                    line: index + 1,
                    mark: Range2 {
                        start: mark.start,
                        end: mark.end,
                    },
                    text,
                };
                let mut diagnostic = files::diagnostic(error, place);
                diagnostic.help.get_or_insert_with(|| {
                    "写了一半的行可以删掉：没有写完的决定从来没有生效。".into()
                });
                found.push(diagnostic);
            }
        }
    }
    decisions
}

/// Adds decisions about cases whose last decision still is the one in `seen`; they are on disk when this
/// returns. Answers with the ids that someone else decided meanwhile: about those nothing is written.
pub(super) fn append_unless_overtaken(
    private: &Path,
    shown: &Shown,
    seen: &BTreeMap<PublicId, Decision>,
    decisions: &[Decision],
) -> io::Result<Vec<PublicId>> {
    if decisions.is_empty() {
        return Ok(Vec::new());
    }
    let mut file = Locked::wait(private)?;
    let now = read_locked(private, shown, &mut Diagnostics::default());
    let (fresh, overtaken): (Vec<_>, Vec<_>) = (decisions.iter())
        .partition(|decision| seen.get(&decision.public_id) == now.get(&decision.public_id));
    file.append(fresh)?;
    Ok((overtaken.iter())
        .map(|decision| decision.public_id)
        .collect())
}

/// Adds decisions whatever else is wrong, also while another program keeps the file locked.
pub(super) fn append_at_once(private: &Path, decisions: &[Decision]) -> io::Result<()> {
    Locked::wait_a_little(private)?.append(decisions)
}

/// The file, open for adding lines, with nobody else adding any until this is dropped.
pub(super) struct Locked {
    file: File,
    path: std::path::PathBuf,
}

impl Locked {
    /// Waits until nobody else writes.
    pub(super) fn wait(private: &Path) -> io::Result<Self> {
        let locked = Self::open(private)?;
        match locked.file.lock() {
            // Some network disks have no locks; lines are added whole there all the same.
            Err(error) if error.kind() != io::ErrorKind::Unsupported => {
                Err(files::with_path(&locked.path, &error))
            }
            _ => Ok(locked),
        }
    }

    fn wait_a_little(private: &Path) -> io::Result<Self> {
        let locked = Self::open(private)?;
        wait_a_little(|| locked.file.try_lock());
        Ok(locked)
    }

    fn open(private: &Path) -> io::Result<Self> {
        let path = private.join(FILE_NAME);
        let is_new = !path.exists();
        let open = || {
            std::fs::create_dir_all(private)?;
            let file = OpenOptions::new()
                .read(true)
                .append(true)
                .create(true)
                .open(&path)?;
            if is_new {
                // The name of a new file is on disk only when its folder is.
                File::open(private)?.sync_all()?;
            }
            Ok(file)
        };
        let file = open().map_err(|error| files::with_path(&path, &error))?;
        Ok(Self { file, path })
    }

    /// Adds lines; they are on disk when this returns. A last line that broke off is closed first, so
    /// that it spoils no other.
    pub(super) fn append<'d>(
        &mut self,
        decisions: impl IntoIterator<Item = &'d Decision>,
    ) -> io::Result<()> {
        let mut lines = String::new();
        for decision in decisions {
            lines.push_str(&serde_json::to_string(decision)?);
            lines.push('\n');
        }
        if lines.is_empty() {
            return Ok(());
        }
        let start = if self.is_closed()? { "" } else { "\n" };
        let mut write = || {
            self.file.write_all(format!("{start}{lines}").as_bytes())?;
            self.file.sync_all()
        };
        write().map_err(|error| files::with_path(&self.path, &error))
    }

    /// Closes a last line that broke off or was written without its end.
    #[cfg(feature = "serve")]
    pub(super) fn close_last_line(&mut self) -> io::Result<()> {
        if !self.is_closed()? {
            self.file.write_all(b"\n")?;
            self.file.sync_all()?;
        }
        Ok(())
    }

    fn is_closed(&mut self) -> io::Result<bool> {
        let mut last = [b'\n'];
        if self.file.metadata()?.len() > 0 {
            self.file.seek(SeekFrom::End(-1))?;
            self.file.read_exact(&mut last)?;
        }
        Ok(last == [b'\n'])
    }

    /// What was added behind a byte, as far as it is whole lines.
    #[cfg(feature = "serve")]
    pub(super) fn lines_behind(&mut self, byte: u64) -> io::Result<String> {
        let mut read = || {
            self.file.seek(SeekFrom::Start(byte))?;
            let mut bytes = Vec::new();
            self.file.read_to_end(&mut bytes)?;
            let whole = bytes
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            bytes.truncate(whole);
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        read().map_err(|error| files::with_path(&self.path, &error))
    }

    /// Length of the file in bytes.
    #[cfg(feature = "serve")]
    pub(super) fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }
}

fn wait_a_little(lock: impl Fn() -> Result<(), TryLockError>) {
    let begun = Instant::now();
    while let Err(TryLockError::WouldBlock) = lock() {
        if begun.elapsed() > PATIENCE {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A time as decisions write it. `now` is the office's.
#[must_use]
pub fn written(now: DateTime) -> String {
    format!("{}+08:00", now.strftime("%Y-%m-%dT%H:%M:%S"))
}
