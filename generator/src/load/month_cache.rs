//! What a build keeps of each month of released cases: the summaries, under the digest of the file.
//!
//! A month is found again only if nothing was wrong with it, and if file, tables, masker, public
//! numbers and program are the same. If only the file differs, the lines that did not change are found
//! again by their own digests. The folder can be removed at any time; `cases withdraw` does.

use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::cases::PublishedCase;
use super::stamps::Stamps;
use crate::masking::{self, AllowList};
use crate::model::released_case::{CaseSummary, Month, stored};
use crate::model::tables::Tables;
use crate::whole_file::{Durability, replace};

const DIGEST: usize = 16;

/// What an earlier run knew of a month.
pub(super) enum Known {
    /// All of it: nothing changed.
    Month(Vec<PublishedCase>),
    /// Cases by the digest of their lines: the file changed.
    Lines(HashMap<[u8; DIGEST], CaseSummary>),
}

impl Default for Known {
    fn default() -> Self {
        Self::Lines(HashMap::new())
    }
}

/// The summaries kept from an earlier run.
pub(super) struct MonthCache<'a> {
    folder: Option<PathBuf>,
    stamps: &'a Stamps,
    /// Digest of everything but the file that a month was checked with.
    checked_with: [u8; DIGEST],
    photos: BTreeSet<OsString>,
}

impl<'a> MonthCache<'a> {
    /// Opens a folder; without one, nothing is known and nothing is kept.
    pub(super) fn open(
        folder: Option<PathBuf>,
        root: &Path,
        tables: &Tables,
        public: &AllowList,
        stamps: &'a Stamps,
    ) -> Self {
        let with = format!(
            "{} {} {public:?} {tables:?}",
            env!("JIAYUAN_SOURCES"),
            masking::VERSION
        );
        let photos = folder.as_ref().map(|_| names(&root.join("cases/photos")));
        Self {
            folder,
            stamps,
            checked_with: short(&blake3::hash(with.as_bytes())),
            photos: photos.unwrap_or_default(),
        }
    }

    /// What is known of a month. `buffer` is memory for it that is used again and again.
    pub(super) fn find(&self, month: Month, file: &Path, buffer: &mut Vec<u8>) -> Known {
        self.read(month, file, buffer).unwrap_or_default()
    }

    fn read(&self, month: Month, file: &Path, kept: &mut Vec<u8>) -> Option<Known> {
        kept.clear();
        let mut open = fs::File::open(self.path(month)?).ok()?;
        open.read_to_end(kept).ok()?;
        let (head, body) = kept.split_at_checked(3 * DIGEST)?;
        let (checked_with, digests) = head.split_at(DIGEST);
        let (of_file, of_body) = digests.split_at(DIGEST);
        if checked_with != self.checked_with || of_body != short(&blake3::hash(body)) {
            return None;
        }
        let cases = stored::restore(month, body)?;
        if of_file != &self.stamps.digest(file).ok()?[..DIGEST] {
            let lines = cases.into_iter();
            return Some(Known::Lines(
                lines.map(|(case, ..)| (case.digest(), case)).collect(),
            ));
        }
        let cases: Vec<_> = (cases.into_iter())
            .map(|(summary, offset, length)| PublishedCase {
                summary,
                offset,
                length,
            })
            .collect();
        let has_all = cases.iter().all(|case| self.has_photos(&case.summary));
        Some(if has_all {
            Known::Month(cases)
        } else {
            Known::default()
        })
    }

    /// Whether all photos of a case are in place.
    pub(super) fn has_photos(&self, case: &CaseSummary) -> bool {
        let mut photos = case.photos().iter();
        photos.all(|photo| self.photos.contains(OsStr::new(&*photo.file)))
    }

    /// Keeps a month in which nothing was wrong. What cannot be kept is read again next time.
    pub(super) fn keep(&self, month: Month, text: &str, cases: &[PublishedCase]) {
        let Some(path) = self.path(month) else { return };
        let body = stored::store(
            cases
                .iter()
                .map(|case| (&case.summary, case.offset, case.length)),
        );
        let mut bytes = Vec::with_capacity(3 * DIGEST + body.len());
        bytes.extend_from_slice(&self.checked_with);
        bytes.extend_from_slice(&short(&blake3::hash(text.as_bytes())));
        bytes.extend_from_slice(&short(&blake3::hash(&body)));
        bytes.extend_from_slice(&body);
        let _ = path.parent().map_or(Ok(()), fs::create_dir_all);
        let _ = replace(&path, &bytes, Durability::CanBeMadeAgain);
    }

    /// Forgets all months but these.
    pub(super) fn retain(&self, months: &BTreeSet<Month>) {
        let Some(folder) = &self.folder else { return };
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
        Some(self.folder.as_ref()?.join(month.to_string()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::released_case::ReleasedCase;

    const LINES: [&str; 2] = [
        r#"{"schema_version":1,"public_id":"7KQ13-81234-5678X","month":"2017-08","group":"家里的事"}"#,
        r#"{"schema_version":1,"public_id":"8KQ13-81234-5678X","month":"2017-08","group":"家里的事"}"#,
    ];

    #[test]
    fn a_changed_month_is_known_by_its_lines_and_an_unchanged_one_as_a_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let (months, file) = (
            folder.path().join("months"),
            folder.path().join("2017-08.jsonl"),
        );
        let month = Month::parse("2017-08").expect("a month");
        let stamps = Stamps::default();
        let cache = |numbers: &[&str]| {
            let public = AllowList::of(numbers.iter().copied());
            let tables = Tables::default();
            MonthCache::open(
                Some(months.clone()),
                folder.path(),
                &tables,
                &public,
                &stamps,
            )
        };
        let text = LINES.join("\n");
        fs::write(&file, &text).expect("written");
        let cases = LINES.map(|line| PublishedCase {
            summary: ReleasedCase::read(line).expect("a line").into_summary(),
            offset: 0,
            length: 0,
        });
        cache(&[]).keep(month, &text, &cases);
        assert!(
            matches!(cache(&[]).find(month, &file, &mut Vec::new()), Known::Month(cases) if cases.len() == 2)
        );
        fs::write(&file, LINES[1]).expect("written");
        let Known::Lines(lines) = cache(&[]).find(month, &file, &mut Vec::new()) else {
            panic!("the file changed")
        };
        let kept = &lines[&ReleasedCase::digest_of(LINES[1])];
        assert_eq!(kept.public_id(), cases[1].summary.public_id());
        // Checked with other numbers, nothing is known.
        let other = cache(&["010-68860001"]).find(month, &file, &mut Vec::new());
        assert!(matches!(other, Known::Lines(lines) if lines.is_empty()));
    }
}
