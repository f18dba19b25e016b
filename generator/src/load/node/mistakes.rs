//! What is probably wrong with YAML or TOML that a parser gave up on.
//!
//! Parsers speak of tokens. Editors make the same few mistakes: a Tab, a full-width colon, a quote
//! that never ends, a colon in a title. Each line is looked at for these, and every one found is told
//! with its own remedy; only if there is none does the parser's own place count.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::source::SourceFile;

/// Tells what is wrong with the YAML in `range`; `at` is where the parser gave up.
pub(super) fn yaml(file: &SourceFile, range: Range<usize>, at: usize, found: &mut Diagnostics) {
    let before = found.counts();
    let mut offset = range.start;
    let mut in_block = None;
    let mut keys = BTreeMap::new();
    for line in file.text[range].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let text = line.trim_end_matches('\n');
        let indent = text.len() - text.trim_start_matches(' ').len();
        // The lines of a text block are words, whatever they look like.
        match in_block {
            Some(outer) if text.trim().is_empty() || indent > outer => continue,
            _ => in_block = None,
        }
        if text.trim_end().ends_with(['|', '>']) && text.contains(':') {
            in_block = Some(indent);
            continue;
        }
        if let Some(key) = text.split(':').next().filter(|key| is_key(key)) {
            let place = file.place(start..start + key.len());
            if let Some(first) = keys.insert(key, place.line) {
                found.push(
                    Diagnostic::error("repeated-key", format!("字段 {key} 写了两次。"))
                        .at(place)
                        .help(format!("第一次在第 {first} 行；留下一处，删去另一处。")),
                );
                continue;
            }
        }
        if let Some((mark, finding)) = yaml_line(text) {
            found.push(finding.at(file.place(start + mark.start..start + mark.end)));
        }
    }
    if found.counts() == before {
        found.push(
            Diagnostic::error("bad-yaml", "从这里起写法不对，读不懂。")
                .at(file.place(at..at + 1))
                .help(
                    "每行写成“字段: 内容”；列表每项前写“- ”；同一层的字段左边对齐，用空格缩进。\
                     看看这一行和它的上一行。",
                ),
        );
    }
}

/// Whether a line begins with a key at the outermost level.
fn is_key(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn yaml_line(text: &str) -> Option<(Range<usize>, Diagnostic)> {
    let spaces = text.len() - text.trim_start().len();
    if let Some(tab) = text[..spaces].find('\t') {
        let finding = Diagnostic::error("tab-indent", "缩进用了 Tab 键。")
            .help("把行首的 Tab 换成空格：每深一层两个空格。");
        return Some((tab..spaces.max(tab + 1), finding));
    }
    let line = &text[spaces..];
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let item = line.trim_start_matches("- ").trim_start();
    let from = text.len() - item.len();
    let key = item
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .map(|end| &item[..end])
        .filter(|key| !key.is_empty());
    let Some(key) = key else {
        return value(text, from);
    };
    let rest = &item[key.len()..];
    let colon = from + key.len();
    if rest.starts_with('：') && key.is_ascii() {
        let finding = Diagnostic::error("full-width-colon", format!("{key} 后面是全角冒号。"))
            .help(format!("换成半角冒号，后面空一格，写成“{key}: …”。"));
        return Some((colon..colon + '：'.len_utf8(), finding));
    }
    let after = rest.strip_prefix(':')?;
    if !after.is_empty() && !after.starts_with([' ', '\t']) && key.is_ascii() {
        let finding = Diagnostic::error("no-space-after-colon", format!("{key}: 后面少一个空格。"))
            .help(format!("冒号后面空一格，写成“{key}: {}”。", after.trim()));
        return Some((colon..colon + 1, finding));
    }
    let written = after.trim_start();
    value(text, text.len() - written.len())
}

/// What is wrong with the value that starts at a byte of a line.
fn value(text: &str, from: usize) -> Option<(Range<usize>, Diagnostic)> {
    let value = text[from..].trim_end();
    let first = value.chars().next()?;
    if matches!(first, '"' | '\'') {
        let closing = value[1..].rfind(first);
        let is_open = closing.is_none();
        let behind = closing.map_or("", |at| &value[at + 2..]).trim_start();
        let inside = closing.map_or("", |at| &value[1..=at]);
        if is_open {
            let finding = Diagnostic::error("open-quote", "引号只写了一半。")
                .help(format!("在这一行末尾补上 {first}；或者把开头的引号删去。"));
            return Some((from..from + value.len(), finding));
        }
        let is_comment = behind.is_empty() || behind.starts_with('#');
        if !is_comment || (first == '"' && inside.replace("\\\"", "").contains('"')) {
            let finding = Diagnostic::error("text-after-quote", "引号后面还有文字。")
                .help("整段内容用一对引号括起来，里面的引号写成“ ”；或者整段都不加英文引号。");
            return Some((from..from + value.len(), finding));
        }
        return None;
    }
    if matches!(first, '@' | '`' | '%' | '*' | '&' | '!') {
        let finding = Diagnostic::error("special-start", format!("内容不能用 {first} 开头。"))
            .help("把整段内容用英文双引号括起来。");
        return Some((from..from + 1, finding));
    }
    if first == '[' || first == '{' {
        let closing = if first == '[' { ']' } else { '}' };
        let plain = value.split(" #").next().unwrap_or_default().trim_end();
        if !plain.ends_with(closing) {
            let finding = Diagnostic::error(
                "open-bracket",
                format!("{first} 开头的内容没有用 {closing} 结束。"),
            )
            .help(format!(
                "列表写成 [甲, 乙]；不是列表的，整段用英文双引号括起来，例如 \"{}\"。",
                plain.replace('"', "")
            ));
            return Some((from..from + value.len(), finding));
        }
        return None;
    }
    let colon = value.find(": ").or_else(|| {
        let ends = value.ends_with(':');
        ends.then(|| value.len() - 1)
    })?;
    let plain = value.replace('"', "\\\"");
    let finding = Diagnostic::error("colon-in-value", "内容里还有一个半角冒号，读不懂。").help(
        format!("换成全角冒号，或者整段用英文双引号括起来：\"{plain}\"。"),
    );
    Some((from + colon..from + colon + 1, finding))
}

/// Tells what is wrong with a line of TOML.
pub(super) fn toml(file: &SourceFile, span: Range<usize>, message: &str) -> Diagnostic {
    let place = file.place(span.clone());
    if message.contains("duplicate key") {
        let key = place.text[place.mark.start..place.mark.end].to_owned();
        return Diagnostic::error("repeated-key", format!("字段 {key} 写了两次。"))
            .at(place)
            .help("留下一处，删去另一处；要写第二段的，先写一行 [[…]]。");
    }
    // The parser may stop a line below the one that is wrong.
    let begin = file.text[..span.start.min(file.text.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = place.text.as_str();
    let curly = line.char_indices().find(|(at, c)| {
        matches!(c, '“' | '”' | '＂') && line[..*at].matches('"').count().is_multiple_of(2)
    });
    if let Some((at, c)) = curly {
        return Diagnostic::error("curly-quote", "这里用了中文引号。")
            .at(file.place(begin + at..begin + at + c.len_utf8()))
            .help("文字两头用英文双引号 \"；中文引号只能写在文字里面。");
    }
    if let Some((at, c)) = line.char_indices().find(|(_, c)| matches!(c, '＝' | '：')) {
        return Diagnostic::error("no-equals", "字段和内容之间应当是半角等号。")
            .at(file.place(begin + at..begin + at + c.len_utf8()))
            .help("写成 字段 = \"内容\"。");
    }
    if let Some((key, value)) = line.split_once('=') {
        let value = value.trim();
        let from = begin + line.len() - line[key.len() + 1..].trim_start().len();
        if value.is_empty() {
            return Diagnostic::error("empty-field", format!("{} 后面空着。", key.trim()))
                .at(file.place(begin..begin + key.trim_end().len()))
                .help("在等号后面写上内容；没有内容的，删去这一行。");
        }
        if value.starts_with('"') && value[1..].matches('"').count() % 2 == 0 {
            return Diagnostic::error("open-quote", "引号只写了一半。")
                .at(file.place(from..from + value.len()))
                .help("在内容末尾补上英文双引号 \"；内容里的双引号写成 \\\"。");
        }
        let is_word = value.starts_with(|c: char| c.is_alphabetic())
            || (value.starts_with(|c: char| c.is_ascii_digit()) && !value.is_ascii());
        if is_word {
            return Diagnostic::error("unquoted-text", "文字没有加引号。")
                .at(file.place(from..from + value.len()))
                .help(format!("写成 {} = \"{value}\"。", key.trim()));
        }
    }
    Diagnostic::error("bad-toml", "这一行写法不对，读不懂。")
        .at(place)
        .help("每行写成 字段 = \"内容\"，文字用英文双引号括起来，列表写成 [\"甲\", \"乙\"]。")
}
