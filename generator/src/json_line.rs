//! Reading one JSON object from one line, with mistakes that point at the word that is wrong.
//!
//! Lines may hold what a resident wrote, so a message never repeats a value: the place says where it
//! stands, the caller decides whether the line may be shown.

use serde::Deserialize;
use std::ops::Range;

use crate::diagnostic::nearest;

/// A mistake within a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// Stable name of the kind of mistake.
    pub code: &'static str,
    /// Bytes of the line that are wrong.
    pub mark: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl LineError {
    /// A mistake that the whole line shares.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            mark: 0..0,
            message: message.into(),
            help: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at the first key of this name.
    #[must_use]
    pub fn at_key(mut self, line: &str, key: &str) -> Self {
        let found = strings(line).find(|token| token.is_key && line[token.inner()] == *key);
        self.mark = found.map_or(self.mark, |token| token.range);
        self
    }

    /// Points at the first value that reads like this.
    #[must_use]
    pub fn at_value(mut self, line: &str, value: &str) -> Self {
        let found = strings(line).find(|token| !token.is_key && line[token.inner()] == *value);
        self.mark = found.map_or(self.mark, |token| token.range);
        self
    }
}

/// Reads the object that a line holds. Whatever `T` refuses is an error with its place.
pub fn read<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, LineError> {
    serde_json::from_str(line).map_err(|error| explain(line, &error))
}

/// A JSON string in a line, with its quotes.
pub(crate) struct StringToken {
    pub(crate) range: Range<usize>,
    pub(crate) is_key: bool,
}

impl StringToken {
    /// What stands between the quotes.
    pub(crate) fn inner(&self) -> Range<usize> {
        self.range.start + 1..self.range.end - 1
    }
}

/// All strings of a line in order. A string that never ends is left out.
pub(crate) fn strings(line: &str) -> impl Iterator<Item = StringToken> {
    let bytes = line.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next + bytes[next..].iter().position(|byte| *byte == b'"')?;
        let mut end = start + 1;
        while *bytes.get(end)? != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        next = end + 1;
        let after = bytes[next..]
            .iter()
            .find(|byte| !byte.is_ascii_whitespace());
        Some(StringToken {
            range: start..next,
            is_key: after == Some(&b':'),
        })
    })
}

/// The line with every value blanked, and where the mark lies in it: keys and punctuation show what is
/// wrong, and nobody's words end up on a screen or in a log.
pub(crate) fn blanked(line: &str, mark: &Range<usize>) -> (String, Range<usize>) {
    let mut visible = vec![false; line.len()];
    let mut end = 0;
    for token in strings(line) {
        show_punctuation(line, end..token.range.start, &mut visible);
        end = token.range.end;
        let shown = if token.is_key {
            token.range
        } else {
            token.range.start..token.range.start + 1
        };
        visible[shown].fill(true);
        visible[end - 1] = true;
    }
    // A string that never ends hides the rest.
    let rest = line[end..]
        .find('"')
        .map_or(line.len(), |quote| end + quote + 1);
    show_punctuation(line, end..rest, &mut visible);
    let mut text = String::with_capacity(line.len());
    let mut moved = 0..0;
    for (byte, ch) in line.char_indices() {
        if byte == mark.start {
            moved.start = text.len();
        }
        if byte == mark.end {
            moved.end = text.len();
        }
        text.push(if visible[byte] { ch } else { '·' });
    }
    if mark.start >= line.len() {
        moved.start = text.len();
    }
    if mark.end >= line.len() {
        moved.end = text.len();
    }
    (text, moved)
}

/// Between strings stand punctuation, words such as `true`, and short numbers.
fn show_punctuation(line: &str, range: Range<usize>, visible: &mut [bool]) {
    let bytes = line.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let word = bytes[at..range.end]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        visible[at..at + word.max(1)].fill(word < 6 && bytes[at].is_ascii());
        at += word.max(1);
    }
}

/// Puts a parser's complaint into our words.
fn explain(line: &str, error: &serde_json::Error) -> LineError {
    let text = error.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(complaint, _)| complaint);
    let mut quoted = text.split('`').skip(1).step_by(2);
    let subject = quoted.next().unwrap_or_default();
    let known: Vec<&str> = quoted.collect();
    let mut found = if text.starts_with("unknown field") {
        let found = LineError::new("unknown-key", format!("不认识的字段 {subject}。"));
        match nearest(subject, known.iter().copied()) {
            Some(name) => found.help(format!("是不是想写 {name}？")),
            None => found.help(format!("可以写的字段：{}。", known.join("、"))),
        }
    } else if text.starts_with("missing field") {
        LineError::new("missing-key", format!("缺少字段 {subject}。"))
    } else if text.starts_with("duplicate field") {
        LineError::new("duplicate-key", format!("字段 {subject} 写了两次。"))
    } else if text.starts_with("unknown variant") {
        LineError::new("wrong-value", "这里不能写这个值。")
            .help(format!("可以写：{}。", known.join("、")))
    } else if let Some((_, wanted)) = text.split_once("expected ").filter(|_| error.is_data()) {
        LineError::new("wrong-value", "这里的值不对。").help(format!("这里应当是：{wanted}。"))
    } else {
        LineError::new("broken-json", format!("这一行不是完整的 JSON（{text}）。"))
            .help("每行写一个 JSON 对象，字符串用英文双引号，最后一项后面没有逗号。")
    };
    found.mark = token_before(line, error.column());
    found
}

/// The token that ends where the parser stopped.
fn token_before(line: &str, stop: usize) -> Range<usize> {
    let mut end = stop.min(line.len());
    while !line.is_char_boundary(end) {
        end += 1;
    }
    if let Some(token) = strings(line).find(|token| token.range.contains(&end.saturating_sub(1))) {
        return token.range;
    }
    let word =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'_');
    let length = line.as_bytes()[..end]
        .iter()
        .rev()
        .take_while(|byte| word(byte))
        .count();
    let start = if length > 0 {
        end - length
    } else {
        line[..end]
            .char_indices()
            .next_back()
            .map_or(0, |(start, _)| start)
    };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[allow(dead_code, reason = "only read by the parser")]
        title: String,
        #[allow(dead_code, reason = "only read by the parser")]
        count: u32,
    }

    fn mistake(line: &str) -> (String, String) {
        let error = read::<Sample>(line).unwrap_err();
        (
            line[error.mark].to_string(),
            format!("{} {}", error.message, error.help.unwrap_or_default()),
        )
    }

    #[test]
    fn points_at_the_unknown_key_and_names_the_nearest() {
        let (mark, text) = mistake(r#"{"titel":"甲","count":1}"#);
        assert_eq!(mark, "\"titel\"");
        assert!(text.contains("title"), "{text}");
    }

    #[test]
    fn points_at_a_wrong_value_without_repeating_it() {
        let (mark, text) = mistake(r#"{"title":"甲","count":"张伟13812345678"}"#);
        assert_eq!(mark, "\"张伟13812345678\"");
        assert!(!text.contains("张伟"), "{text}");
        assert_eq!(mistake(r#"{"title":"甲","count":-5}"#).0, "-5");
    }

    #[test]
    fn a_blanked_line_shows_keys_and_no_values() {
        let line =
            r#"{"title":"张伟\"13812345678","known":["张伟"],"n":13812345678,"ok":true} 张伟 "李"#;
        let (text, mark) = blanked(line, &(1..8));
        assert_eq!(&text[mark], "\"title\"");
        assert_eq!(text.chars().count(), line.chars().count());
        assert!(
            text.contains("\"known\":[\"··\"]") && text.contains("\"ok\":true"),
            "{text}"
        );
        assert!(
            !text.contains("138") && !text.contains('张') && !text.contains('李'),
            "{text}"
        );
    }

    #[test]
    fn explains_a_line_that_breaks_off() {
        let (_, text) = mistake(r#"{"title":"甲"#);
        assert!(text.contains("JSON"), "{text}");
        assert!(mistake(r#"{"title":"甲"}"#).1.contains("count"));
        assert!(mistake("").1.contains("JSON"));
    }
}
