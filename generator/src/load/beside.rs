//! Pictures and files that lie beside a Markdown file: measured and digested, never decoded here.

use std::path::{Component, Path, PathBuf};

use super::source::SourceFile;
use super::stamps::Stamps;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};
use crate::model::address::slug;
use crate::model::prose::attached::{
    Attached, EditorPicture, FILE_KINDS, LinkedFile, PICTURE_KINDS,
};
use crate::model::prose::survey::{Mention, What};
use crate::photos;

/// Looks for what a text names beside its file.
pub(super) fn look(
    file: &SourceFile,
    path: &Path,
    root: &Path,
    body_at: usize,
    mentions: &[Mention],
    stamps: &Stamps,
    found: &mut Diagnostics,
) -> Attached {
    let mut attached = Attached::default();
    for mention in mentions {
        let place = || file.place(body_at + mention.range.start..body_at + mention.range.end);
        match &mention.what {
            What::Picture(target) if !attached.pictures.contains_key(target) => {
                match picture(path, root, target, stamps) {
                    Ok(picture) => {
                        attached.pictures.insert(target.clone(), picture);
                    }
                    Err(fault) => found.push(fault.at(place())),
                }
            }
            What::Link(target)
                if !leads_to_page(target) && !attached.files.contains_key(target) =>
            {
                match linked_file(path, root, target, stamps) {
                    Ok(linked) => {
                        attached.files.insert(target.clone(), linked);
                    }
                    Err(fault) => found.push(fault.at(place())),
                }
            }
            _ => {}
        }
    }
    attached
}

/// Looks for the picture that a field names.
pub(super) fn image(
    path: &Path,
    root: &Path,
    target: &str,
    place: Place,
    stamps: &Stamps,
    found: &mut Diagnostics,
) -> Option<EditorPicture> {
    picture(path, root, target, stamps)
        .map_err(|fault| found.push(fault.at(place)))
        .ok()
}

/// Looks for the file that a field names.
pub(super) fn file(
    path: &Path,
    root: &Path,
    target: &str,
    place: Place,
    stamps: &Stamps,
    found: &mut Diagnostics,
) -> Option<LinkedFile> {
    linked_file(path, root, target, stamps)
        .map_err(|fault| found.push(fault.at(place)))
        .ok()
}

/// Whether a relative address means a page: another Markdown file.
#[must_use]
pub fn leads_to_page(target: &str) -> bool {
    without_fragment(target).ends_with(".md")
}

/// An address without what stands behind `#` or `?`.
#[must_use]
pub fn without_fragment(target: &str) -> &str {
    target.split(['#', '?']).next().unwrap_or_default()
}

/// The file that a relative address means, as it would be written from the content folder; none if it
/// leads out of it.
#[must_use]
pub fn relative(path: &Path, root: &Path, target: &str) -> Option<PathBuf> {
    let folder = path.strip_prefix(root).ok()?.parent()?;
    let mut plain = folder.to_owned();
    for part in Path::new(&decoded(without_fragment(target))).components() {
        match part {
            Component::ParentDir => {
                if !plain.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            Component::Normal(name) => plain.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(plain)
}

/// Editors' tools write Chinese names and blanks with percent signs.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        plain.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}

fn extension(target: &str) -> String {
    let target = without_fragment(target);
    let name = target.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

fn picture(
    path: &Path,
    root: &Path,
    target: &str,
    stamps: &Stamps,
) -> Result<EditorPicture, Box<Diagnostic>> {
    let on_disk = on_disk(path, root, target, "图片", &PICTURE_KINDS)?;
    let unreadable = |error| unreadable("图片", target, &error);
    let seen = stamps
        .seen(&on_disk, |bytes| photos::measure(bytes).ok())
        .map_err(unreadable)?;
    let (width, height) = match seen.size {
        Some(size) => size,
        None => {
            // It is looked at once more to say why.
            let bytes = std::fs::read(&on_disk).map_err(unreadable)?;
            photos::measure(&bytes).map_err(|fault| {
                Box::new(
                    Diagnostic::error("bad-picture", format!("图片 {target} 打不开：{fault}"))
                        .help("换成 JPG、PNG 或 WebP 格式的图片，重新保存一次。"),
                )
            })?
        }
    };
    Ok(EditorPicture {
        path: on_disk,
        stem: blake3::Hash::from_bytes(seen.digest).to_hex()[..32].to_owned(),
        width,
        height,
    })
}

fn linked_file(
    path: &Path,
    root: &Path,
    target: &str,
    stamps: &Stamps,
) -> Result<LinkedFile, Box<Diagnostic>> {
    let kind = extension(target);
    if PICTURE_KINDS.contains(&kind.as_str()) {
        return Err(Box::new(Diagnostic::error("picture-as-link", format!("图片 {target} 写成了链接。")).help(
                format!("写成“![图上是什么]({target})”，图片会显示在页面上；原图不提供下载，里面可能带着拍摄地点。"),
            )));
    }
    if !FILE_KINDS.contains(&kind.as_str()) {
        return Err(Box::new(
            Diagnostic::error(
                "file-kind",
                format!("“{target}”不是可以下载的文件，也不是页面。"),
            )
            .help(format!(
                "链接到本站的页面，写它的 .md 文件或者 / 开头的地址；可以下载的文件有：{}。",
                FILE_KINDS.join("、")
            )),
        ));
    }
    let on_disk = on_disk(path, root, target, "文件", &FILE_KINDS)?;
    let seen = stamps
        .seen(&on_disk, |_| None)
        .map_err(|error| unreadable("文件", target, &error))?;
    let below = on_disk.strip_prefix(root).unwrap_or(&on_disk);
    let name = below
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let stem = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(stem, _)| stem);
    let folders: String = below
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .map(|part| format!("{}/", slug(&part.as_os_str().to_string_lossy())))
        .collect();
    // Two names may sound alike; one that changes in becoming an address gets a mark of its own.
    let plain = slug(stem);
    let mark = if plain == stem {
        String::new()
    } else {
        format!("-{}", &blake3::hash(name.as_bytes()).to_hex()[..6])
    };
    Ok(LinkedFile {
        public: format!("files/{folders}{plain}{mark}.{kind}"),
        size: seen.length,
        digest: seen.digest,
        path: on_disk,
        name,
    })
}

/// The finding for a file that is there and cannot be read.
fn unreadable(what: &str, target: &str, error: &std::io::Error) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(
        "unreadable-file",
        format!("读不了{what} {target}：{error}。"),
    ))
}

/// Where a file beside another lies.
fn on_disk(
    path: &Path,
    root: &Path,
    target: &str,
    what: &str,
    kinds: &[&str],
) -> Result<PathBuf, Box<Diagnostic>> {
    let Some(below) = relative(path, root, target) else {
        return Err(Box::new(
            Diagnostic::error(
                "outside-content",
                format!("{what} {target} 在内容文件夹外面。"),
            )
            .help(format!("把{what}放到这个 .md 文件旁边，只写文件名。")),
        ));
    };
    let on_disk = root.join(below);
    if on_disk.is_file() {
        return Ok(on_disk);
    }
    let names: Vec<String> = std::fs::read_dir(on_disk.parent().unwrap_or(root))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| kinds.contains(&extension(name).as_str()))
        .collect();
    let wanted = on_disk
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let hint =
        nearest(&wanted, sorted).map_or_else(String::new, |near| format!("是不是想写“{near}”？"));
    let code = if what == "图片" {
        "missing-picture"
    } else {
        "missing-file"
    };
    Err(Box::new(
        Diagnostic::error(code, format!("没有{what} {target}。")).help(format!(
            "{hint}把{what}放在这个文件旁边，文件名写得一样，大小写也一样；或者删去这一处。"
        )),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_address_stays_within_the_content() {
        let (root, path) = (Path::new("/c"), Path::new("/c/news/2019/a.md"));
        let at = |target| relative(path, root, target).map(|p| p.display().to_string());
        assert_eq!(at("b.md#x").as_deref(), Some("news/2019/b.md"));
        assert_eq!(at("../../guides/./b.md").as_deref(), Some("guides/b.md"));
        assert_eq!(at("%E8%A1%A8.pdf").as_deref(), Some("news/2019/表.pdf"));
        assert_eq!(at("../../../etc/passwd"), None);
    }
}
