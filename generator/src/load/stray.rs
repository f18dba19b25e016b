//! Files that would silently not appear: in no folder of the content, or of the wrong kind.

use std::path::Path;

use walkdir::WalkDir;

use super::is_aside;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Shown, nearest};

/// Folders of Markdown.
const TEXTS: [&str; 7] = [
    "guides", "offices", "news", "notices", "pages", "topics", "featured",
];

/// Folders of tables in CSV.
const SHEETS: [&str; 3] = ["places", "grids", "ledger"];

/// Tables at the root.
const TABLES: [&str; 5] = [
    "site.toml",
    "categories.toml",
    "streets.toml",
    "units.toml",
    "hotlines.csv",
];

/// Looks through the content folder for files that nobody reads.
pub(super) fn files(root: &Path, shown: &Shown, found: &mut Diagnostics) {
    let mut paths: Vec<_> = WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && !is_aside(entry.path()))
        .map(walkdir::DirEntry::into_path)
        .collect();
    paths.sort();
    for path in paths {
        let below = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let (folder, file) = match parts.as_slice() {
            [file] => ("", file),
            [folder, .., file] => (&**folder, file),
            [] => continue,
        };
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        if let Some(finding) = judge(folder, file, extension) {
            found.push(finding.at(Place::file(&shown.name(&path))));
        }
    }
}

fn judge(folder: &str, file: &str, extension: &str) -> Option<Diagnostic> {
    let low = extension.to_ascii_lowercase();
    if TEXTS.contains(&folder) {
        let is_text = matches!(&*low, "md" | "markdown" | "mdx" | "txt");
        return (is_text && extension != "md")
            .then(|| wrong(file, extension, "把文件名结尾改成小写的 .md。"));
    }
    if SHEETS.contains(&folder) {
        let is_sheet = matches!(
            &*low,
            "csv" | "xls" | "xlsx" | "et" | "ods" | "numbers" | "txt" | "tsv"
        );
        return (is_sheet && extension != "csv").then(|| {
            wrong(
                file,
                extension,
                "用表格软件打开，另存为“CSV UTF-8（逗号分隔）”，文件名结尾是小写的 .csv。",
            )
        });
    }
    match (&*low, folder) {
        ("md" | "markdown", _) => Some(misplaced(folder, file, &TEXTS)),
        ("csv" | "xls" | "xlsx" | "et", "") if !TABLES.contains(&file) => {
            Some(misplaced(folder, file, &SHEETS))
        }
        ("csv" | "xls" | "xlsx" | "et", other) if !other.is_empty() => {
            Some(misplaced(folder, file, &SHEETS))
        }
        ("toml", "") if !TABLES.contains(&file) => {
            let help = nearest(file, TABLES).map_or_else(
                || "数字放进 bulletins，节假日放进 tables/holidays；用不着的删去。".to_owned(),
                |near| format!("是不是想叫 {near}？"),
            );
            Some(Diagnostic::error("misplaced-file", format!("{file} 不会被读到。")).help(help))
        }
        _ => None,
    }
}

fn wrong(file: &str, extension: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-extension",
        format!("{file} 以 .{extension} 结尾，不会出现在网站上。"),
    )
    .help(help)
}

fn misplaced(folder: &str, file: &str, folders: &[&'static str]) -> Diagnostic {
    let near = nearest(folder, folders.iter().copied())
        .map_or_else(String::new, |near| format!("是不是想放在 {near}？"));
    Diagnostic::error(
        "misplaced-file",
        format!("{file} 不在任何栏目里，不会出现在网站上。"),
    )
    .help(format!("{near}移到 {} 之一。", folders.join("、")))
}
