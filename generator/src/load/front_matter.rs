//! A Markdown file: front matter between two lines of `---`, then the text.

use std::ops::Range;

use super::node::{self, Node};
use super::source::SourceFile;
use super::trees::Trees;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// A Markdown file taken apart.
#[derive(Debug)]
pub struct Document {
    /// Fields at the top.
    pub front: Node,
    /// The line that a missing field is reported at.
    pub head: Range<usize>,
    /// Byte range of the Markdown text.
    pub body: Range<usize>,
}

/// Splits a file. A file without front matter is a mistake, since its title is unknown.
pub(super) fn split(file: &SourceFile, trees: &Trees, found: &mut Diagnostics) -> Option<Document> {
    let text = &file.text;
    let head = 0..3.min(text.len());
    let Some(rest) = text.strip_prefix("---\n") else {
        if let Some(finding) = nearly(file) {
            found.push(finding);
            return None;
        }
        found.push(
            Diagnostic::error("no-front-matter", "文件开头没有字段区。")
                .at(file.line(1))
                .help("文件第一行写 ---，接着每行一个字段，例如“title: 标题”，再写一行 ---。"),
        );
        return None;
    };
    let start = 4;
    let end = if rest.starts_with("---") {
        Some(start)
    } else {
        rest.find("\n---\n")
            .or_else(|| rest.strip_suffix("\n---").map(str::len))
            .map(|at| start + at + 1)
    };
    let Some(end) = end else {
        found.push(
            Diagnostic::error("open-front-matter", "开头的字段区没有结束。")
                .at(file.line(1))
                .help("在最后一个字段下面单独写一行 ---。"),
        );
        return None;
    };
    let body = (end + 4).min(text.len())..text.len();
    let front = trees.of(&text[start..end], start, || {
        node::yaml(file, start..end, found)
    })?;
    Some(Document { front, head, body })
}

/// A first line that was meant to be `---`.
fn nearly(file: &SourceFile) -> Option<Diagnostic> {
    let blank = file.text.len() - file.text.trim_start().len();
    let first = file.text[blank..].lines().next()?;
    let sign = first.trim();
    let is_line = sign.chars().count() >= 2 && sign.chars().all(|c| "-—–－_=*+".contains(c));
    if !is_line {
        return None;
    }
    let help = if sign == "---" && blank > 0 {
        "把它上面的空行和前面的空格删去：--- 要在文件的第一行，顶格写。"
    } else {
        "第一行写三个半角减号 ---，前后不加别的；字段下面再写一行 ---。"
    };
    let finding = Diagnostic::error("bad-front-matter-line", "字段区的第一行写得不对。");
    Some(
        finding
            .at(file.place(blank..blank + first.len()))
            .help(help),
    )
}
