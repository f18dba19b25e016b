//! What the gate decided before, one file for each records file. Private, and can be lost at any
//! time: the next release then works on everything again.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    files,
    gate::{GateFault, Reason, Standing},
    paths::CasePaths,
    records::{KnownFiles, RecordLine},
};
use crate::model::released_case::{Month, PublicId};

const VERSION: u32 = 2;

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    /// Nothing is released.
    Withheld(Reason),
    /// A line of a released file.
    Released {
        month: Month,
        line: String,
        standing: Standing,
        has_page: bool,
        photos: Vec<String>,
    },
}

/// An outcome and everything that it was made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Settled {
    pub(super) key: String,
    /// Originals that were finished for it, each with the digest it had.
    pub(super) originals: Vec<(String, String)>,
    /// Warnings about it, told again at every release without working on it again.
    #[serde(default)]
    pub(super) told: Vec<Told>,
    pub(super) outcome: Outcome,
}

/// A warning that is remembered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Told {
    code: String,
    key: String,
    value: Option<String>,
    message: String,
    help: String,
}

/// Codes of warnings, each with the key of the record that it may be about.
const WARNINGS: [(&str, &str); 6] = [
    ("missing-photo", "file"),
    ("unknown-community", "community"),
    ("same-photo", "file"),
    ("photo-order", "file"),
    ("missing-half", "photos"),
    ("missing-half", "file"),
];

impl Told {
    /// A fault that can be remembered: a warning that is known here.
    pub(super) fn of(fault: &GateFault) -> Option<Self> {
        let is_known = WARNINGS.contains(&(fault.code, fault.key));
        (fault.is_warning && is_known).then(|| Self {
            code: fault.code.to_owned(),
            key: fault.key.to_owned(),
            value: fault.value.clone(),
            message: fault.message.clone(),
            help: fault.help.clone(),
        })
    }

    /// The warning again.
    pub(super) fn fault(&self) -> Option<GateFault> {
        let (code, key) = WARNINGS
            .into_iter()
            .find(|(code, key)| (*code, *key) == (self.code.as_str(), self.key.as_str()))?;
        Some(GateFault {
            code,
            key,
            value: self.value.clone(),
            message: self.message.clone(),
            help: self.help.clone(),
            is_warning: true,
        })
    }
}

/// What is remembered of a records file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct CachedFile {
    version: u32,
    digest: String,
    lines: Vec<RecordLine>,
    pub(super) settled: BTreeMap<PublicId, Settled>,
}

/// All that is remembered, by the name of the records file.
#[derive(Debug, Default)]
pub(super) struct Cache {
    pub(super) files: BTreeMap<String, CachedFile>,
}

impl CachedFile {
    pub(super) fn new(
        digest: &str,
        lines: &[RecordLine],
        settled: BTreeMap<PublicId, Settled>,
    ) -> Self {
        Self {
            version: VERSION,
            digest: digest.to_string(),
            lines: lines.to_vec(),
            settled,
        }
    }
}

impl Cache {
    /// Reads what can be read.
    pub(super) fn read(paths: &CasePaths) -> io::Result<Self> {
        let mut cache = Self::default();
        for path in files::list(&folder(paths), "json")? {
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let file = fs::read(&path)
                .ok()
                .and_then(|bytes| serde_json::from_slice::<CachedFile>(&bytes).ok());
            if let Some(file) = file.filter(|file| file.version == VERSION) {
                cache.files.insert(stem, file);
            }
        }
        Ok(cache)
    }

    /// Files whose lines are known to be right.
    pub(super) fn known_files(&self) -> KnownFiles {
        (self.files.iter())
            .map(|(stem, file)| (stem.clone(), (file.digest.clone(), file.lines.clone())))
            .collect()
    }

    /// Replaces everything that is remembered.
    pub(super) fn write(paths: &CasePaths, files: &BTreeMap<String, CachedFile>) -> io::Result<()> {
        for (stem, file) in files {
            let path = folder(paths).join(format!("{stem}.json"));
            files::replace_if_other(&path, &serde_json::to_vec(file)?)?;
        }
        for path in files::list(&folder(paths), "json")? {
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if !files.contains_key(&stem) {
                files::remove(&path)?;
            }
        }
        Ok(())
    }

    /// Forgets some cases. A file that cannot be read is removed whole.
    pub(super) fn forget(paths: &CasePaths, ids: &[PublicId]) -> io::Result<()> {
        for path in files::list(&folder(paths), "json")? {
            let Ok(bytes) = fs::read(&path) else { continue };
            let Ok(mut file) = serde_json::from_slice::<CachedFile>(&bytes) else {
                files::remove(&path)?;
                continue;
            };
            let before = file.settled.len();
            file.settled.retain(|id, _| !ids.contains(id));
            if file.settled.len() < before {
                files::replace(&path, &serde_json::to_vec(&file)?)?;
            }
        }
        Ok(())
    }
}

fn folder(paths: &CasePaths) -> PathBuf {
    paths.cache().join("release")
}
