//! From a file's bytes to its table. What a file is, its first bytes say; its name only helps.

use std::{fs, path::Path, sync::Arc};

use super::{
    comma, excel, lines,
    map::ImportMap,
    table::{Columns, Table},
    text::{self, TextFault},
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Range2};

/// Largest export that is read.
const MOST_BYTES: u64 = 256 << 20;

/// Reads a platform's file.
pub(super) fn read(
    path: &Path,
    shown: &str,
    map: &ImportMap,
    found: &mut Diagnostics,
) -> Option<Table> {
    let file: Arc<str> = shown.into();
    let refuse = |code, message: String, help: &str| {
        Diagnostic::error(code, message)
            .at(Place::file(shown))
            .help(help)
    };
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    if size > MOST_BYTES {
        found.push(refuse(
            "file-too-big",
            format!("文件有 {} MB，超过了 {} MB。", size >> 20, MOST_BYTES >> 20),
            "在平台里按月份分开导出，一个一个导入。",
        ));
        return None;
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            found.push(refuse(
                "unreadable-file",
                format!("读不了文件 {shown}：{error}。"),
                "检查文件名和权限。",
            ));
            return None;
        }
    };
    if bytes.starts_with(b"PK\x03\x04") {
        return excel::read(&bytes, shown, map, found)?.into_table(
            file,
            Columns::Lettered,
            map,
            found,
        );
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        found.push(refuse(
            "old-workbook",
            "这是旧格式（XLS）或有密码的工作簿。".into(),
            "用表格软件打开，另存为没有密码的 XLSX。",
        ));
        return None;
    }
    let text = match text::decode(&bytes) {
        Ok(text) => text,
        Err(TextFault::BrokenUtf8(line)) => {
            found.push(
                Diagnostic::error("broken-text", "这一行的文字是坏的，读不出来。")
                    .at(Place {
                        file,
                        line,
                        mark: Range2 { start: 0, end: 0 },
                        text: String::new(),
                    })
                    .help("在平台里重新导出；不要用会截断文字的工具改它。"),
            );
            return None;
        }
        Err(TextFault::Unknown) => {
            found.push(refuse(
                "unknown-encoding",
                "认不出这个文件的编码。".into(),
                "另存为 UTF-8 或 GB18030（GBK）的 CSV，或者 XLSX。",
            ));
            return None;
        }
    };
    let is_json = text.trim_start().starts_with('{');
    if is_json {
        let before = found.counts().0;
        let table = lines::read(&text, &file, found);
        if table.rows.is_empty() && found.counts().0 == before {
            found.push(refuse(
                "no-rows",
                "文件里没有案件。".into(),
                "每行写一个 JSON 对象。",
            ));
        }
        return Some(table);
    }
    comma::read(&text, shown, found)?.into_table(file, Columns::Numbered, map, found)
}
