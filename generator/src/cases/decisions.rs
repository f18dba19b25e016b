//! Decisions of named reviewers: `decisions.jsonl`, which only grows. The last line of an id holds.
//!
//! A decision is bound to a digest of the words and photos as they were seen; it releases nothing
//! else. A withdrawal is a decision without content.

use std::{collections::BTreeMap, io, path::Path};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::files;
use crate::{
    diagnostic::{Diagnostics, Place, Range2, Shown},
    json_line,
    model::released_case::PublicId,
};

/// Name of the file under the private folder.
pub const FILE_NAME: &str = "decisions.jsonl";

/// What a reviewer decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The masked words may be read.
    Release,
    /// Only the unit's own words.
    Facts,
    /// Nothing, not even the row.
    Withhold,
    /// Taken back after publication.
    Withdraw,
}

/// One line of `decisions.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// Reads all decisions. A broken line is an error with its place; nothing is guessed.
pub fn read(
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
                let mark = Range2 {
                    start: error.mark.start,
                    end: error.mark.end,
                };
                let place = Place {
                    file: name.as_str().into(),
                    line: index + 1,
                    mark,
                    text: line.to_string(),
                };
                found.push(files::diagnostic(error, place));
            }
        }
    }
    decisions
}

/// Adds decisions; they are on disk when this returns.
pub fn append(private: &Path, decisions: &[Decision]) -> io::Result<()> {
    let mut lines = String::new();
    for decision in decisions {
        lines.push_str(&serde_json::to_string(decision)?);
        lines.push('\n');
    }
    files::append_durably(&private.join(FILE_NAME), &lines)
}

/// A time as decisions write it. `now` is the office's.
#[must_use]
pub fn written(now: DateTime) -> String {
    format!("{}+08:00", now.strftime("%Y-%m-%dT%H:%M:%S"))
}
