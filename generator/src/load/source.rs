//! A text file with its path and lines: what findings point into.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Range2};

/// A file that was read, with the offsets of its lines.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path as shown to people.
    pub path: Arc<str>,
    /// Content.
    pub text: String,
    line_starts: Vec<usize>,
}

impl SourceFile {
    /// Wraps a text.
    #[must_use]
    pub fn new(path: &str, text: String) -> Self {
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            path: path.into(),
            text,
            line_starts,
        }
    }

    /// Reads a file that people write: a byte order mark and Windows line ends are taken away.
    pub fn read(path: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let file = Self::read_exact(path, shown, diagnostics)?;
        if file.text.starts_with('\u{feff}') || file.text.contains("\r\n") {
            let text = file
                .text
                .trim_start_matches('\u{feff}')
                .replace("\r\n", "\n");
            return Some(Self::new(shown, text));
        }
        Some(file)
    }

    /// Reads a file byte for byte. What cannot be read, or is no UTF-8, becomes a diagnostic.
    pub fn read_exact(path: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(unreadable(shown, &error));
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(Self::new(shown, text)),
            Err(error) => {
                diagnostics.push(not_utf8(shown, &error));
                None
            }
        }
    }

    /// The place of a byte range. A range over several lines is marked to the end of its first.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = range.start.min(self.text.len());
        let line = self.line_starts.partition_point(|at| *at <= start).max(1);
        let begin = self.line_starts[line - 1];
        let rest = &self.text[begin..];
        let text = rest
            .split('\n')
            .next()
            .unwrap_or_default()
            .trim_end_matches('\r');
        // A mark never cuts a character in two.
        let from = text.floor_char_boundary(start - begin);
        let to = range.end.saturating_sub(begin).clamp(from, text.len());
        let to = text.ceil_char_boundary(to);
        Place {
            file: Arc::clone(&self.path),
            line,
            mark: Range2 {
                start: from,
                end: to,
            },
            text: text.to_owned(),
        }
    }

    /// The place of a line, counted from 1, from a byte of it on.
    #[must_use]
    pub fn line(&self, line: usize) -> Place {
        let start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |n| start + n);
        self.place(start..end)
    }
}

/// The finding for a file that cannot be read.
fn unreadable(shown: &str, error: &std::io::Error) -> Diagnostic {
    let finding = match error.kind() {
        std::io::ErrorKind::NotFound => {
            Diagnostic::error("missing-file", format!("没有文件 {shown}。")).help(
                "新建这个文件；写法照着示例站点里的同名文件，或者运行 jiayuan init 看一份小样。",
            )
        }
        std::io::ErrorKind::PermissionDenied => {
            Diagnostic::error("unreadable-file", format!("没有权限读文件 {shown}。"))
                .help("在文件的属性里允许读取，再试一次。")
        }
        _ => Diagnostic::error("unreadable-file", format!("读不了文件 {shown}。")).help(format!(
            "系统说：{error}。关掉占用它的程序，或者重新复制一份。"
        )),
    };
    finding.at(Place::file(shown))
}

/// The finding for a file in another encoding: the line where it begins to show, and which it is.
fn not_utf8(shown: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let good = error.utf8_error().valid_up_to();
    let mut place = Place::file(shown);
    place.line = bytes[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Diagnostic::error(
            "utf16-file",
            format!("{shown} 是“Unicode 文本”（UTF-16），读不了。"),
        )
        .at(Place::file(shown))
        .help("用记事本打开，“另存为”时编码选 UTF-8；表格选“CSV UTF-8（逗号分隔）”。");
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    if !broken {
        let start = text
            .split('\n')
            .nth(place.line - 1)
            .map(|line| line.trim_end_matches('\r').to_owned());
        place.text = start.unwrap_or_default();
        place.mark.end = place.text.len();
        return Diagnostic::error(
            "gbk-file",
            format!("{shown} 是 GBK（ANSI）编码，应当是 UTF-8。"),
        )
        .at(place)
        .help(
            "用记事本打开，“另存为”时编码选 UTF-8；表格在 Excel 里另存为“CSV UTF-8（逗号分隔）”。",
        );
    }
    Diagnostic::error("not-utf8", format!("{shown} 不是文本，或者编码坏了。"))
        .at(place)
        .help("在编辑器里选择“另存为”，编码选 UTF-8，再保存；从别处复制来的，重新复制一份。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let file = SourceFile::new("a.md", "一行\n标题：x\n".into());
        let start = file.text.find('x').unwrap();
        let place = file.place(start..start + 1);
        assert_eq!(
            (place.line, place.column(), place.text.as_str()),
            (2, 4, "标题：x")
        );
    }

    #[test]
    fn a_mark_stays_on_its_line() {
        let file = SourceFile::new("a.md", "ab\ncd".into());
        assert_eq!(file.place(1..5).mark, Range2 { start: 1, end: 2 });
        assert_eq!(file.line(2).text, "cd");
    }
}
