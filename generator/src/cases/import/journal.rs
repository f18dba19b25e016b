//! Several records files replaced as one: after a kill at any moment there are the old ones or the new
//! ones, never some of each.
//!
//! New files are made whole beside the old ones; then a journal says which they are, and with it the
//! change has happened. Whoever reads records next finishes what the journal says.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::super::{files, paths::CasePaths};

const JOURNAL: &str = "journal.json";

/// Files that change together, by name; none means that the file goes.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    files: Vec<(String, bool)>,
}

fn stage(paths: &CasePaths) -> PathBuf {
    paths.private.join("import")
}

/// Replaces files of `records/`. When this returns they are on disk.
pub(super) fn replace(paths: &CasePaths, changes: &[(String, Option<String>)]) -> io::Result<()> {
    prepare(paths, changes)?;
    finish(paths)
}

/// Everything up to the moment from which on the change has happened.
fn prepare(paths: &CasePaths, changes: &[(String, Option<String>)]) -> io::Result<()> {
    finish(paths)?;
    let stage = stage(paths);
    if stage.is_dir() {
        // An import that was killed before it had happened.
        fs::remove_dir_all(&stage).map_err(|error| files::with_path(&stage, &error))?;
    }
    let mut journal = Journal::default();
    for (name, text) in changes {
        if let Some(text) = text {
            files::replace(&stage.join(name), text.as_bytes())?;
        }
        journal.files.push((name.clone(), text.is_some()));
    }
    files::replace(&stage.join(JOURNAL), &serde_json::to_vec(&journal)?)
}

/// Finishes an import that had happened when it was killed. Cheap where there is none.
pub(in crate::cases) fn finish(paths: &CasePaths) -> io::Result<()> {
    let stage = stage(paths);
    let journal_file = stage.join(JOURNAL);
    let bytes = match fs::read(&journal_file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(files::with_path(&journal_file, &error)),
    };
    let journal: Journal = serde_json::from_slice(&bytes)
        .map_err(|error| io::Error::other(format!("{}: {error}", journal_file.display())))?;
    let records = paths.records();
    fs::create_dir_all(&records).map_err(|error| files::with_path(&records, &error))?;
    for (name, is_kept) in &journal.files {
        let (from, to) = (stage.join(name), records.join(name));
        if *is_kept {
            match fs::rename(&from, &to) {
                Ok(()) => {}
                // It was carried over before the kill.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(files::with_path(&to, &error)),
            }
        } else {
            files::remove(&to)?;
        }
    }
    sync(&records)?;
    files::remove(&journal_file)?;
    fs::remove_dir(&stage).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty => Ok(()),
        _ => Err(files::with_path(&stage, &error)),
    })
}

/// New names in a folder are on disk when the folder is.
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| files::with_path(folder, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side() -> (tempfile::TempDir, CasePaths) {
        let folder = tempfile::tempdir().unwrap();
        let paths = CasePaths::new(folder.path(), Path::new("private"), Path::new("content"));
        fs::create_dir_all(paths.records()).unwrap();
        for month in ["2018-01", "2018-02", "2018-03"] {
            fs::write(paths.records().join(format!("{month}.jsonl")), "old").unwrap();
        }
        (folder, paths)
    }

    fn changes() -> Vec<(String, Option<String>)> {
        vec![
            ("2018-01.jsonl".into(), Some("new".into())),
            ("2018-02.jsonl".into(), Some("new".into())),
            ("2018-03.jsonl".into(), None),
        ]
    }

    fn texts(paths: &CasePaths) -> Vec<String> {
        ["2018-01", "2018-02", "2018-03"]
            .iter()
            .map(|month| {
                fs::read_to_string(paths.records().join(format!("{month}.jsonl")))
                    .unwrap_or_default()
            })
            .collect()
    }

    #[test]
    fn a_kill_before_the_journal_leaves_the_old_files() {
        let (_folder, paths) = side();
        prepare(&paths, &changes()).unwrap();
        fs::remove_file(stage(&paths).join(JOURNAL)).unwrap();
        finish(&paths).unwrap();
        assert_eq!(texts(&paths), ["old", "old", "old"]);
        replace(&paths, &changes()).unwrap();
        assert_eq!(texts(&paths), ["new", "new", ""]);
    }

    #[test]
    fn a_kill_after_the_journal_is_finished_by_whoever_comes_next() {
        for carried in 0..=2 {
            let (_folder, paths) = side();
            prepare(&paths, &changes()).unwrap();
            for (name, _) in changes().iter().take(carried) {
                fs::rename(stage(&paths).join(name), paths.records().join(name)).unwrap();
            }
            finish(&paths).unwrap();
            assert_eq!(texts(&paths), ["new", "new", ""], "{carried}");
            assert!(!stage(&paths).exists());
        }
    }
}
