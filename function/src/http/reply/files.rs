//! The site's own pages and tables, as `jiayuan build` wrote them. Read again when they change, so
//! that a new build shows without a restart.

use crate::intake_tables::{self, IntakeTables};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// A directory of reply pages with `intake.json`.
pub struct ReplyFiles {
    directory: PathBuf,
    tables: Mutex<Option<(Stamp, Arc<IntakeTables>)>>,
    pages: Mutex<HashMap<String, (Stamp, Arc<str>)>>,
}

/// What changes when a file does.
type Stamp = (Option<SystemTime>, u64);

impl ReplyFiles {
    /// The files in this directory. They are read when they are first needed: the site may not be
    /// built yet.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            tables: Mutex::default(),
            pages: Mutex::default(),
        }
    }

    /// Where they are.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The tables that forms are checked against.
    pub fn tables(&self) -> io::Result<Arc<IntakeTables>> {
        let path = self.directory.join(intake_tables::FILE_NAME);
        let stamp = stamp(&path)?;
        let mut known = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((seen, tables)) if *seen == stamp => Ok(tables.clone()),
            _ => {
                let text = fs::read(&path)?;
                let tables: IntakeTables = serde_json::from_slice(&text)?;
                let tables = Arc::new(tables);
                *known = Some((stamp, tables.clone()));
                Ok(tables)
            }
        }
    }

    /// A page by its file name.
    pub(super) fn page(&self, name: &str) -> io::Result<Arc<str>> {
        let path = self.directory.join(name);
        let stamp = stamp(&path)?;
        let mut known = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(name) {
            Some((seen, page)) if *seen == stamp => Ok(page.clone()),
            _ => {
                let page: Arc<str> = fs::read_to_string(&path)?.into();
                known.insert(name.to_owned(), (stamp, page.clone()));
                Ok(page)
            }
        }
    }
}

fn stamp(path: &Path) -> io::Result<Stamp> {
    let metadata = fs::metadata(path)?;
    Ok((metadata.modified().ok(), metadata.len()))
}
