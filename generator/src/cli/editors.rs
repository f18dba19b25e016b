//! Commands for people who write content: a new file, a new site, the schemas of both.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::scaffold::{draft, site};
use crate::schema;

/// Begins a file. What is there already stays as it is.
pub(super) fn new(
    kind: &str,
    title: &str,
    cwd: &Path,
    content: &Path,
    now: DateTime,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    let root = cwd.join(content);
    if !root.is_dir() {
        found.push(
            Diagnostic::error("no-content", format!("没有内容文件夹 {}。", content.display()))
                .help("在网站的文件夹里运行；用 --content 指出内容文件夹；还没有网站的，先运行 jiayuan init 文件夹名。"),
        );
        return Ok(());
    }
    let Some(draft) = draft::draft(kind, title.trim(), now) else {
        found.push(
            Diagnostic::error(
                "empty-slug",
                format!("标题“{title}”里没有字，做不成文件名。"),
            )
            .help("写上标题，例如 jiayuan new guide 养犬登记。"),
        );
        return Ok(());
    };
    let path = root.join(&draft.path);
    let shown = format!("{}/{}", content.display(), draft.path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
    }
    match fs::File::create_new(&path) {
        Ok(mut file) => file
            .write_all(draft.text.as_bytes())
            .map_err(|error| named(&path, &error))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            found.push(
                Diagnostic::error("file-exists", format!("文件 {shown} 已经有了，没有动它。"))
                    .at(Place::file(&shown))
                    .help("打开它接着写；要另写一篇，标题里加上年份或者街道，再运行一次。"),
            );
            return Ok(());
        }
        Err(error) => return Err(named(&path, &error)),
    }
    writeln!(out, "{shown}")?;
    writeln!(out, "写好了，是草稿，还不会出现在网站上。")?;
    writeln!(
        out,
        "把【待填】的地方填好，运行 jiayuan check；没有问题了，删去 draft: true。"
    )
}

/// Begins a site in a folder that is empty or not there yet.
pub(super) fn init(
    folder: &Path,
    cwd: &Path,
    now: DateTime,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    let root = cwd.join(folder);
    let is_taken = match fs::read_dir(&root) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(_) => true,
    };
    if is_taken {
        let name = folder.display();
        found.push(
            Diagnostic::error(
                "folder-not-empty",
                format!("{name} 里面已经有文件，没有动它。"),
            )
            .help("换一个新的文件夹名，例如 jiayuan init wangzhan。"),
        );
        return Ok(());
    }
    for (path, bytes) in site::files(now) {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
        }
        fs::write(&path, bytes).map_err(|error| named(&path, &error))?;
    }
    let name = folder.display();
    writeln!(out, "网站的文件写在 {name} 里了。接着：")?;
    writeln!(out, "  cd {name}")?;
    writeln!(
        out,
        "  jiayuan serve                # 在 http://127.0.0.1:8080 看网站"
    )?;
    writeln!(out, "  jiayuan new guide 标题       # 新建一份办事指南")?;
    writeln!(out, "  jiayuan check                # 查出写得不对的地方")
}

/// Prints the schema of a kind of input.
pub(super) fn print_schema(kind: &str, out: &mut dyn Write) -> io::Result<()> {
    let schema = schema::schema(kind).expect("the command line knows the kinds");
    writeln!(out, "{}", serde_json::to_string_pretty(&schema)?)
}

/// The kinds whose schemas can be printed.
pub(super) fn schema_kinds() -> Vec<&'static str> {
    schema::KINDS.iter().map(|(kind, _)| *kind).collect()
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("{}: {error}", PathBuf::from(path).display()),
    )
}
