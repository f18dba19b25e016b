//! `cases withdraw`: takes cases back at once, whatever else is wrong.
//!
//! It parses nothing that it can do without: a released file with broken lines, a lost cache or a
//! record that cannot be read must not keep a case public. What is left is a decision without
//! content, so that no later release brings the case back.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use jiff::civil::DateTime;

use super::{
    cache::Cache,
    decisions::{self, Decision, Verdict},
    files, originals,
    paths::CasePaths,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    json_line,
    model::released_case::PublicId,
};

/// The arguments of `cases withdraw`.
#[derive(Debug, Clone)]
pub struct WithdrawOptions {
    /// As typed.
    pub ids: Vec<String>,
    /// Folder of a built site, if there is one to clean.
    pub output: Option<PathBuf>,
    /// Folders in which a build keeps pictures between runs.
    pub picture_caches: Vec<PathBuf>,
    /// The office's time.
    pub now: DateTime,
}

/// What was taken back.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct WithdrawReport {
    /// The cases.
    pub ids: Vec<PublicId>,
    /// Rows removed from released files.
    pub rows: u64,
    /// Site paths that have to be purged from caches in front of the site: removed pages and
    /// pictures, and files that still name a case until the next build.
    pub purge: Vec<String>,
    /// Files of the output that still name a case. A build makes them anew; if none is possible,
    /// [`erase`] removes them.
    pub mentions: Vec<PathBuf>,
}

/// Takes cases back. An id that cannot be read is reported; all others go.
pub fn withdraw(
    paths: &CasePaths,
    options: &WithdrawOptions,
    found: &mut Diagnostics,
) -> io::Result<WithdrawReport> {
    let mut report = WithdrawReport::default();
    for typed in &options.ids {
        match PublicId::read(typed) {
            Some(id) => report.ids.push(id),
            None => found.push(
                Diagnostic::error("bad-id", format!("{typed} 不是案件编号。"))
                    .help("写成 XXXXX-XXXXX-XXXXX；其余编号已经处理。"),
            ),
        }
    }
    report.ids.sort_unstable();
    report.ids.dedup();
    if report.ids.is_empty() {
        return Ok(report);
    }
    // The tombstone first: from here on no release brings the cases back.
    let tombstones: Vec<Decision> = (report.ids.iter())
        .map(|id| Decision::plain(*id, Verdict::Withdraw, "cases withdraw", options.now))
        .collect();
    decisions::append_at_once(&paths.private, &tombstones)?;
    let photos = remove_rows(paths, &mut report)?;
    for file in &photos {
        files::remove(&paths.masters().join(file))?;
    }
    Cache::forget(paths, &report.ids)?;
    originals::forget(paths, &photos, &record_lines(paths, &report.ids))?;
    let stems: Vec<&str> = photos
        .iter()
        .filter_map(|file| file.strip_suffix(".jpg"))
        .collect();
    for folder in &options.picture_caches {
        for path in everything_below(folder) {
            if is_of_photo(&path, &stems) {
                files::remove(&path)?;
            }
        }
    }
    if let Some(output) = &options.output {
        clean_output(output, &stems, &mut report)?;
    }
    Ok(report)
}

/// Removes files of the output that still name a case, where no build can make them anew.
pub fn erase(mentions: &[PathBuf]) -> io::Result<()> {
    mentions
        .iter()
        .try_for_each(|path| files::remove(path).map(drop))
}

/// Removes the rows from the released files. Returns photos that no other row shows.
fn remove_rows(paths: &CasePaths, report: &mut WithdrawReport) -> io::Result<Vec<String>> {
    let (mut taken, mut kept) = (BTreeSet::new(), BTreeSet::new());
    for path in files::list(&paths.released(), "jsonl")? {
        // Bytes that are no UTF-8 must not keep a case public either.
        let text = String::from_utf8_lossy(
            &fs::read(&path).map_err(|error| files::with_path(&path, &error))?,
        )
        .into_owned();
        let mut left = String::with_capacity(text.len());
        let mut rows = 0;
        for line in text.split_inclusive('\n') {
            if names(line, &report.ids) {
                rows += 1;
                taken.extend(photo_files(line));
            } else {
                kept.extend(photo_files(line));
                left.push_str(line);
            }
        }
        if rows > 0 {
            report.rows += rows;
            if left.trim().is_empty() {
                files::remove(&path)?;
            } else {
                files::replace(&path, left.as_bytes())?;
            }
        }
    }
    Ok(taken.difference(&kept).cloned().collect())
}

/// Whether a line is about one of the cases, broken or not.
fn names(line: &str, ids: &[PublicId]) -> bool {
    ids.iter().any(|id| line.contains(id.as_str()))
}

/// All words in a line that look like the file of a master.
fn photo_files(line: &str) -> Vec<String> {
    (json_line::strings(line))
        .map(|token| &line[token.inner()])
        .filter(|word| {
            word.len() == 36
                && word.ends_with(".jpg")
                && word[..32].bytes().all(|byte| byte.is_ascii_hexdigit())
        })
        .map(str::to_string)
        .collect()
}

/// The records' lines about the cases, broken or not: the names of their originals stand in them.
fn record_lines(paths: &CasePaths, ids: &[PublicId]) -> Vec<String> {
    let mut lines = Vec::new();
    for path in files::list(&paths.records(), "jsonl").unwrap_or_default() {
        let Ok(bytes) = fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        lines.extend(
            (text.lines())
                .filter(|line| names(line, ids))
                .map(str::to_string),
        );
    }
    lines
}

/// Removes pages and pictures of the cases from a built site and notes what still names them.
fn clean_output(output: &Path, stems: &[&str], report: &mut WithdrawReport) -> io::Result<()> {
    for id in &report.ids {
        let folder = output.join("cases").join(id.as_str());
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(|error| files::with_path(&folder, &error))?;
        }
        report.purge.push(format!("/cases/{id}/"));
    }
    for path in everything_below(output) {
        if is_of_photo(&path, stems) {
            files::remove(&path)?;
            report.purge.push(site_path(output, &path));
        } else if is_text(&path)
            && fs::read(&path)
                .is_ok_and(|bytes| names(&String::from_utf8_lossy(&bytes), &report.ids))
        {
            report.purge.push(site_path(output, &path));
            report.mentions.push(path);
        }
    }
    report.purge.sort();
    report.purge.dedup();
    Ok(())
}

fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// Whether a file's name starts with the digest of one of the photos.
fn is_of_photo(path: &Path, stems: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    stems.iter().any(|stem| name.starts_with(stem))
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    matches!(
        &*extension,
        "html" | "xml" | "json" | "jsonl" | "csv" | "txt" | "js" | ""
    )
}

/// The address of a file of the output: an index page is its folder.
fn site_path(output: &Path, path: &Path) -> String {
    let below = path
        .strip_prefix(output)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/");
    let address = below.strip_suffix("index.html").unwrap_or(&below);
    format!("/{address}")
}
