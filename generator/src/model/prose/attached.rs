//! What a text brings with it: pictures and files beside it, and what its links and blocks name.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything that a text names, by the words with which it does.
#[derive(Debug, Clone, Default)]
pub struct Attached {
    /// Pictures beside the file.
    pub pictures: BTreeMap<String, EditorPicture>,
    /// Files to be taken home.
    pub files: BTreeMap<String, LinkedFile>,
    /// Pages by the path of their Markdown file: address without the base path, and their language
    /// if it is another one. None for a page that is not shown yet.
    pub pages: BTreeMap<String, Option<String>>,
    /// Offices by position.
    pub offices: BTreeMap<String, usize>,
    /// Figures by the positions of their bulletin and themselves.
    pub figures: BTreeMap<String, (usize, usize)>,
}

/// A picture that lies beside a Markdown file.
#[derive(Debug, Clone)]
pub struct EditorPicture {
    /// On disk.
    pub path: PathBuf,
    /// First 32 hexadecimal digits of the file's digest: its public name.
    pub stem: String,
    /// Width of the upright picture.
    pub width: u32,
    /// Height of the upright picture.
    pub height: u32,
}

/// A file that lies beside a Markdown file and is offered for download.
#[derive(Debug, Clone)]
pub struct LinkedFile {
    /// On disk.
    pub path: PathBuf,
    /// Path below the site's root.
    pub public: String,
    /// Name under which it is saved.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Digest of its bytes.
    pub digest: [u8; 32],
}

impl LinkedFile {
    /// What kind of file it is, as people call it: PDF, DOCX.
    #[must_use]
    pub fn kind(&self) -> String {
        let extension = self.name.rsplit_once('.').map_or("", |(_, e)| e);
        extension.to_ascii_uppercase()
    }

    /// Its size as people read it.
    #[must_use]
    pub fn size_text(&self) -> String {
        const UNITS: [(u64, &str); 2] = [(1 << 20, "MB"), (1 << 10, "KB")];
        for (unit, name) in UNITS {
            if self.size >= unit {
                let tenths = self.size * 10 / unit;
                return if tenths < 100 && !tenths.is_multiple_of(10) {
                    format!("{}.{} {name}", tenths / 10, tenths % 10)
                } else {
                    format!("{} {name}", tenths / 10)
                };
            }
        }
        format!("{} B", self.size)
    }
}

/// Kinds of files that may be offered: documents, tables, slides, archives, calendars. Programs and
/// web pages are not among them, nor pictures, which would carry where they were taken.
pub const FILE_KINDS: [&str; 18] = [
    "pdf", "ofd", "doc", "docx", "wps", "odt", "rtf", "txt", "xls", "xlsx", "et", "ods", "csv",
    "ppt", "pptx", "dps", "zip", "ics",
];

/// Kinds of pictures that are shown.
pub const PICTURE_KINDS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];

#[cfg(test)]
mod tests {
    use super::LinkedFile;

    #[test]
    fn sizes_are_told_in_round_numbers() {
        let text = |size| {
            LinkedFile {
                path: "a".into(),
                public: String::new(),
                name: "申请表.Docx".into(),
                size,
                digest: [0; 32],
            }
            .size_text()
        };
        assert_eq!(text(900), "900 B");
        assert_eq!(text(2048), "2 KB");
        assert_eq!(text(1536), "1.5 KB");
        assert_eq!(text(123 << 10), "123 KB");
        assert_eq!(text((3 << 20) + (1 << 19)), "3.5 MB");
    }
}
