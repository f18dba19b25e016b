//! Takes a table of keys apart, field by field, and says what is wrong with each.
//!
//! A reader asks for every key that it knows; [`Fields::finish`] then reports the keys that nobody
//! asked for. So a new field cannot be forgotten in either place, and all faults show in one run.

use std::ops::Range;

use jiff::civil::{Date, DateTime};

use super::node::{Key, Node, Value};
use super::source::SourceFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Reference, nearest};

/// The keys of one table.
pub struct Fields<'a> {
    file: &'a SourceFile,
    span: Range<usize>,
    pairs: &'a [(Key, Node)],
    asked: Vec<&'static str>,
    /// A row of a table: its keys are columns.
    is_row: bool,
    found: &'a mut Diagnostics,
}

impl<'a> Fields<'a> {
    /// Opens a table. `span` is where a missing key is reported.
    pub fn open(
        file: &'a SourceFile,
        node: &'a Node,
        span: Range<usize>,
        found: &'a mut Diagnostics,
    ) -> Self {
        let pairs: &[(Key, Node)] = match &node.value {
            Value::Map(pairs) => pairs,
            Value::Empty => &[],
            _ => {
                found.push(
                    Diagnostic::error("not-a-table", "这里应当是一组“字段: 内容”。")
                        .at(file.place(node.span.clone()))
                        .help("每个字段一行，写成“字段: 内容”。"),
                );
                &[]
            }
        };
        Self {
            file,
            span,
            pairs,
            asked: Vec::new(),
            is_row: false,
            found,
        }
    }

    /// Opens a row of a table whose columns are known to be there.
    pub fn open_row(file: &'a SourceFile, node: &'a Node, found: &'a mut Diagnostics) -> Self {
        let mut fields = Self::open(file, node, node.span.clone(), found);
        fields.is_row = true;
        fields
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        let pairs = self.pairs;
        pairs
            .iter()
            .find(|(name, _)| name.name == key)
            .map(|(_, node)| node)
            .filter(|node| !matches!(node.value, Value::Empty))
    }

    fn report(&mut self, diagnostic: Diagnostic, span: &Range<usize>) {
        let place = self.file.place(span.clone());
        self.found.push(diagnostic.at(place));
    }

    /// Where a missing key of this table is reported.
    #[must_use]
    pub fn place(&self) -> Place {
        self.file.place(self.span.clone())
    }

    /// Where the value of a key stands, or the table if it has none.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Place {
        let span = self
            .pairs
            .iter()
            .find(|(name, _)| name.name == key)
            .map(|(_, n)| &n.span);
        self.file.place(span.unwrap_or(&self.span).clone())
    }

    /// Reports a fault of this table that spans several fields.
    pub fn fault(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    fn missing(&mut self, key: &'static str) {
        let span = self.span.clone();
        let finding = if self.is_row {
            Diagnostic::error("empty-cell", format!("这一行的“{key}”空着。"))
                .help(format!("在“{key}”一列填上内容；这一行不要了就整行删去。"))
        } else {
            Diagnostic::error("missing-field", format!("缺少必填字段 {key}。"))
                .help(format!("加一行“{key}: …”。"))
        };
        self.report(finding, &span);
    }

    /// Text that may be left out. Blank text counts as left out.
    pub fn opt_text(&mut self, key: &'static str) -> Option<String> {
        let node = self.get(key)?;
        match &node.value {
            Value::Scalar(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => {
                self.wrong(key, node, "一段文字");
                None
            }
        }
    }

    fn wrong(&mut self, key: &str, node: &Node, wanted: &str) {
        let span = node.span.clone();
        self.report(
            Diagnostic::error("wrong-type", format!("字段 {key} 应当是{wanted}。"))
                .help(format!("把 {key} 的内容改成{wanted}。")),
            &span,
        );
    }

    /// Text that must be there.
    pub fn text(&mut self, key: &'static str) -> String {
        let wrong_type = self
            .pairs
            .iter()
            .any(|(k, n)| k.name == key && matches!(n.value, Value::List(_) | Value::Map(_)));
        self.opt_text(key).unwrap_or_else(|| {
            if !wrong_type {
                self.missing(key);
            }
            String::new()
        })
    }

    /// A list of texts; one text alone is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.references(key)
            .into_iter()
            .map(|reference| reference.text)
            .collect()
    }

    /// A list of texts that must not be empty.
    pub fn some_texts(&mut self, key: &'static str) -> Vec<String> {
        let texts = self.texts(key);
        if texts.is_empty() && !self.pairs.iter().any(|(k, _)| k.name == key) {
            self.missing(key);
        }
        texts
    }

    /// A list of words that name something elsewhere.
    pub fn references(&mut self, key: &'static str) -> Vec<Reference> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let items: &[Node] = match &node.value {
            Value::List(items) => items,
            Value::Scalar(_) => std::slice::from_ref(node),
            _ => {
                self.wrong(key, node, "一个列表");
                &[]
            }
        };
        let mut words = Vec::with_capacity(items.len());
        for item in items {
            match &item.value {
                Value::Scalar(text) => words.push(Reference {
                    text: text.trim().to_owned(),
                    place: self.file.place(item.span.clone()),
                }),
                _ => self.wrong(key, item, "一段文字"),
            }
        }
        words
    }

    /// One word that names something elsewhere, if written.
    pub fn opt_reference(&mut self, key: &'static str) -> Option<Reference> {
        let text = self.opt_text(key)?;
        Some(Reference {
            text,
            place: self.place_of(key),
        })
    }

    /// A truth value; `default` if left out.
    pub fn flag(&mut self, key: &'static str, default: bool) -> bool {
        self.choice_of(
            key,
            &[
                ("true", true),
                ("false", false),
                ("是", true),
                ("否", false),
            ],
        )
        .unwrap_or(default)
    }

    /// A truth value that must be there.
    pub fn required_flag(&mut self, key: &'static str) -> bool {
        if !self
            .pairs
            .iter()
            .any(|(k, n)| k.name == key && !matches!(n.value, Value::Empty))
        {
            self.asked.push(key);
            self.missing(key);
            return false;
        }
        self.flag(key, false)
    }

    /// A whole number, not negative.
    pub fn opt_count(&mut self, key: &'static str) -> Option<u32> {
        let text = self.opt_text(key)?;
        text.parse().map_or_else(
            |_| {
                let place = self.place_of(key);
                self.found.push(
                    Diagnostic::error("not-a-number", format!("字段 {key} 应当是整数。"))
                        .at(place)
                        .help(format!("只写半角数字，例如“{key}: 5”，单位写在别处。")),
                );
                None
            },
            Some,
        )
    }

    /// A whole number that must be there.
    pub fn count(&mut self, key: &'static str) -> u32 {
        let written = self.pairs.iter().any(|(k, n)| {
            k.name == key && !matches!(&n.value, Value::Empty) && !is_blank(&n.value)
        });
        let number = self.opt_count(key);
        if !written {
            self.missing(key);
        }
        number.unwrap_or_default()
    }

    /// A decimal number, if written.
    pub fn opt_number(&mut self, key: &'static str) -> Option<f64> {
        let text = self.opt_text(key)?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(number),
            _ => {
                let place = self.place_of(key);
                self.found.push(
                    Diagnostic::error("not-a-number", format!("字段 {key} 应当是数字。"))
                        .at(place)
                        .help(format!("只写半角数字，例如“{key}: 59.8”。")),
                );
                None
            }
        }
    }

    /// One of several words, if written.
    pub fn choice_of<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.opt_text(key)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let allowed: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let place = self.place_of(key);
        let hint = nearest(&text, allowed.iter().copied())
            .map_or_else(String::new, |word| format!("是不是想写“{word}”？"));
        self.found.push(
            Diagnostic::error("unknown-value", format!("字段 {key} 不能写“{text}”。"))
                .at(place)
                .help(format!("{hint}可以写：{}。", allowed.join("、"))),
        );
        None
    }

    /// One of several words that must be there.
    pub fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        if !self
            .pairs
            .iter()
            .any(|(k, n)| k.name == key && !is_blank(&n.value))
        {
            self.asked.push(key);
            self.missing(key);
            return None;
        }
        self.choice_of(key, words)
    }

    /// A day, `YYYY-MM-DD`, if written.
    pub fn opt_date(&mut self, key: &'static str) -> Option<Date> {
        let text = self.opt_text(key)?;
        let parsed = text.parse::<Date>().ok().filter(|_| text.len() == 10);
        if parsed.is_none() {
            self.bad_time(key, &text, "YYYY-MM-DD", "2026-03-01");
        }
        parsed
    }

    /// A minute of local time, `YYYY-MM-DD HH:MM`, if written.
    pub fn opt_minute(&mut self, key: &'static str) -> Option<DateTime> {
        let text = self.opt_text(key)?;
        let parsed = DateTime::strptime("%Y-%m-%d %H:%M", &text)
            .ok()
            .filter(|_| text.len() == 16);
        if parsed.is_none() {
            self.bad_time(key, &text, "YYYY-MM-DD HH:MM", "2026-03-01 09:30");
        }
        parsed
    }

    /// A minute of local time that must be there.
    pub fn minute(&mut self, key: &'static str) -> DateTime {
        if !self
            .pairs
            .iter()
            .any(|(k, n)| k.name == key && !is_blank(&n.value))
        {
            self.asked.push(key);
            self.missing(key);
            return DateTime::default();
        }
        self.opt_minute(key).unwrap_or_default()
    }

    fn bad_time(&mut self, key: &str, text: &str, form: &str, example: &str) {
        let place = self.place_of(key);
        self.found.push(
            Diagnostic::error("bad-date", format!("字段 {key} 的“{text}”不是有效的日期。"))
                .at(place)
                .help(format!("写成 {form}，例如 {example}。")),
        );
    }

    /// A list of tables, each taken apart by `read`.
    pub fn entries<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            self.wrong(key, node, "一个列表，每项一组字段");
            return Vec::new();
        };
        items
            .iter()
            .map(|item| {
                let span = item.span.start..item.span.start + 1;
                let mut fields = Fields::open(self.file, item, span, self.found);
                let value = read(&mut fields);
                fields.finish();
                value
            })
            .collect()
    }

    /// A list of tables that must not be empty.
    pub fn some_entries<T>(
        &mut self,
        key: &'static str,
        read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        let entries = self.entries(key, read);
        if entries.is_empty()
            && !self
                .pairs
                .iter()
                .any(|(k, n)| k.name == key && matches!(n.value, Value::Scalar(_)))
        {
            self.missing(key);
        }
        entries
    }

    /// A table within the table.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let node = self.get(key)?;
        let mut fields = Fields::open(
            self.file,
            node,
            node.span.start..node.span.start + 1,
            self.found,
        );
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    /// Reports the keys that nobody asked for, with the nearest known name.
    pub fn finish(self) {
        for (index, (key, _)) in self.pairs.iter().enumerate() {
            if self.pairs[..index]
                .iter()
                .any(|(earlier, _)| earlier.name == key.name)
            {
                self.found.push(
                    Diagnostic::error("repeated-key", format!("字段 {} 写了两次。", key.name))
                        .at(self.file.place(key.span.clone()))
                        .help("留下一行，删去另一行。"),
                );
            } else if !self.asked.contains(&key.name.as_str()) {
                let help = match nearest(&key.name, self.asked.iter().copied()) {
                    Some(name) => format!("是不是想写 {name}？"),
                    None => format!("可以写的字段：{}。", self.asked.join("、")),
                };
                self.found.push(
                    Diagnostic::error("unknown-key", format!("不认识的字段 {}。", key.name))
                        .at(self.file.place(key.span.clone()))
                        .help(help),
                );
            }
        }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Empty => true,
        Value::Scalar(text) => text.trim().is_empty(),
        _ => false,
    }
}
