//! What a build keeps of each month of released cases: the summaries, under the digest of the file.
//!
//! A month is found again only if nothing was wrong with it, and if file, tables, masker, public
//! numbers and program are the same. The folder can be removed at any time; `cases withdraw` does.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::cases::PublishedCase;
use crate::masking::{self, AllowList};
use crate::model::released_case::{Month, stored};
use crate::model::tables::Tables;
use crate::whole_file::{Durability, replace};

const DIGEST: usize = 16;

/// The summaries kept from an earlier run.
pub(super) struct MonthCache<'a> {
    folder: Option<&'a Path>,
    checked_with: [u8; 32],
    photos: BTreeSet<OsString>,
}

impl<'a> MonthCache<'a> {
    /// Opens a folder; without one, nothing is known and nothing is kept.
    pub(super) fn open(
        folder: Option<&'a Path>,
        root: &Path,
        tables: &Tables,
        public: &AllowList,
    ) -> Self {
        let with = format!(
            "{} {} {public:?} {tables:?}",
            env!("JIAYUAN_SOURCES"),
            masking::VERSION
        );
        let photos = folder.map(|_| names(&root.join("cases/photos")));
        Self {
            folder,
            checked_with: *blake3::hash(with.as_bytes()).as_bytes(),
            photos: photos.unwrap_or_default(),
        }
    }

    /// The cases of a month whose file is as it was, with all its photos in place. The file is
    /// digested in small pieces: its bytes need not be in memory for that.
    pub(super) fn find(&self, month: Month, file: &Path) -> Option<Vec<PublishedCase>> {
        let kept = fs::read(self.path(month)?).ok()?;
        let (head, body) = kept.split_at_checked(2 * DIGEST)?;
        let mut hasher = blake3::Hasher::new_keyed(&self.checked_with);
        hasher.update_reader(fs::File::open(file).ok()?).ok()?;
        if head[..DIGEST] != short(&hasher.finalize())
            || head[DIGEST..] != short(&blake3::hash(body))
        {
            return None;
        }
        let cases = stored::restore(month, body)?;
        let cases = cases
            .into_iter()
            .map(|(summary, offset, length)| PublishedCase {
                summary,
                offset,
                length,
            });
        let cases: Vec<_> = cases.collect();
        let photos = cases.iter().flat_map(|case| case.summary.photos());
        let has_all = photos
            .map(|photo| OsString::from(&*photo.file))
            .all(|file| self.photos.contains(&file));
        has_all.then_some(cases)
    }

    /// Keeps a month in which nothing was wrong. What cannot be kept is read again next time.
    pub(super) fn keep(&self, month: Month, text: &str, cases: &[PublishedCase]) {
        let Some(path) = self.path(month) else { return };
        let mut hasher = blake3::Hasher::new_keyed(&self.checked_with);
        hasher.update(text.as_bytes());
        let body = stored::store(
            cases
                .iter()
                .map(|case| (&case.summary, case.offset, case.length)),
        );
        let mut bytes = Vec::with_capacity(2 * DIGEST + body.len());
        bytes.extend_from_slice(&short(&hasher.finalize()));
        bytes.extend_from_slice(&short(&blake3::hash(&body)));
        bytes.extend_from_slice(&body);
        let _ = path.parent().map_or(Ok(()), fs::create_dir_all);
        let _ = replace(&path, &bytes, Durability::CanBeMadeAgain);
    }

    /// Forgets all months but these.
    pub(super) fn retain(&self, months: &BTreeSet<Month>) {
        let Some(folder) = self.folder else { return };
        let kept: BTreeSet<OsString> = months
            .iter()
            .map(|month| OsString::from(month.to_string()))
            .collect();
        for name in names(folder) {
            if !kept.contains(&name) {
                let _ = fs::remove_file(folder.join(name));
            }
        }
    }

    fn path(&self, month: Month) -> Option<PathBuf> {
        Some(self.folder?.join(month.to_string()))
    }
}

fn names(folder: &Path) -> BTreeSet<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).collect()
}

fn short(hash: &blake3::Hash) -> [u8; DIGEST] {
    let mut short = [0; DIGEST];
    short.copy_from_slice(&hash.as_bytes()[..DIGEST]);
    short
}
