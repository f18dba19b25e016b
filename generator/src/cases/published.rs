//! What is published already, month by month, read only when somebody asks.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs,
    path::PathBuf,
    sync::Mutex,
};

use super::paths::CasePaths;
use crate::model::released_case::{Month, PublicId, ReleasedCase};

/// The released files as they lie there.
#[derive(Debug)]
pub(super) struct Published {
    folder: PathBuf,
    months: Mutex<BTreeMap<Month, BTreeMap<PublicId, String>>>,
}

impl Published {
    pub(super) fn at(paths: &CasePaths) -> Self {
        Self {
            folder: paths.released(),
            months: Mutex::new(BTreeMap::new()),
        }
    }

    /// A case as it is published. A line that cannot be read is none.
    pub(super) fn case(&self, month: Month, id: PublicId) -> Option<ReleasedCase> {
        let mut months = self
            .months
            .lock()
            .expect("no thread panicked while it held the months");
        let lines = match months.entry(month) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let text = fs::read_to_string(self.folder.join(format!("{month}.jsonl")))
                    .unwrap_or_default();
                let lines = text
                    .lines()
                    .filter_map(|line| {
                        let case = ReleasedCase::read(line).ok()?;
                        Some((case.public_id(), line.to_owned()))
                    })
                    .collect();
                new.insert(lines)
            }
        };
        ReleasedCase::read(lines.get(&id)?).ok()
    }
}
