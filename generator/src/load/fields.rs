//! Takes a table of keys apart, field by field, and says what is wrong with each.
//!
//! A reader asks for every key that it knows; [`Fields::finish`] then reports the keys that nobody
//! asked for. So a new field cannot be forgotten in either place, and all faults show in one run.

pub mod lists;
mod values;

use std::ops::Range;

use super::glossary;
use super::node::{Key, Node, Value};
use super::shape::{Holds, Shape};
use super::source::SourceFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Reference, nearest};

/// The keys of one table.
pub struct Fields<'a> {
    file: &'a SourceFile,
    span: Range<usize>,
    pairs: &'a [(Key, Node)],
    asked: Vec<&'static str>,
    /// Keys whose values could not be read.
    unsound: Vec<String>,
    /// Nothing of it can be read, which was told.
    is_unreadable: bool,
    /// A row of a table: its keys are columns.
    is_row: bool,
    /// A translation: what is no words stands in the original.
    is_translation: bool,
    /// What kind of file it is, for the names of its fields.
    kind: &'static str,
    /// The keys above this table, each with a dot behind it.
    above: String,
    /// Notes what is asked, when nothing is read but the questions.
    shape: Option<&'a mut Shape>,
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
                        .help("每个字段一行，写成“字段: 内容”；冒号用半角，后面空一格。"),
                );
                &[]
            }
        };
        Self {
            file,
            span,
            pairs,
            asked: Vec::new(),
            unsound: Vec::new(),
            is_unreadable: !matches!(node.value, Value::Map(_) | Value::Empty),
            is_row: false,
            is_translation: false,
            kind: "",
            above: String::new(),
            shape: None,
            found,
        }
    }

    /// Opens a row of a table whose columns are known to be there.
    pub fn open_row(file: &'a SourceFile, node: &'a Node, found: &'a mut Diagnostics) -> Self {
        let mut fields = Self::open(file, node, node.span.clone(), found);
        fields.is_row = true;
        fields
    }

    /// Says what kind of file this is: messages then give its fields' Chinese names.
    #[must_use]
    pub fn of(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// Notes in `shape` what is asked from here on.
    #[must_use]
    pub fn noting(mut self, shape: &'a mut Shape) -> Self {
        self.shape = Some(shape);
        self
    }

    /// Whether only the questions count: there is nothing to read.
    #[must_use]
    pub fn is_noting(&self) -> bool {
        self.shape.is_some()
    }

    /// Notes a question that no method below asks by itself.
    pub fn note(&mut self, key: &'static str, required: bool, holds: Holds) {
        if let Some(shape) = &mut self.shape {
            shape.note(key, required, holds);
        }
    }

    /// The same fields as those of a translation, if they are: what is no words may be missing.
    #[must_use]
    pub fn translating(mut self, is_translation: bool) -> Self {
        self.is_translation = is_translation;
        self
    }

    /// Whether this is a translation.
    #[must_use]
    pub fn is_translation(&self) -> bool {
        self.is_translation
    }

    fn pair(&self, key: &str) -> Option<&'a Node> {
        let pairs = self.pairs;
        let found = pairs.iter().find(|(name, _)| name.name == key);
        found.map(|(_, node)| node)
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.pair(key)
            .filter(|node| !matches!(node.value, Value::Empty))
    }

    /// Whether something stands behind a key.
    fn is_written(&self, key: &str) -> bool {
        self.pair(key).is_some_and(|node| !is_blank(&node.value))
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
        let span = self.pair(key).map(|node| &node.span);
        self.file.place(span.unwrap_or(&self.span).clone())
    }

    /// Where a key stands, or the table if it is not there.
    #[must_use]
    pub fn place_of_key(&self, key: &str) -> Place {
        let span = self.pairs.iter().find(|(name, _)| name.name == key);
        self.file
            .place(span.map_or(&self.span, |(name, _)| &name.span).clone())
    }

    /// Reports a fault of this table that spans several fields.
    pub fn fault(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// What is known of a key of this table.
    fn known(&self, key: &str) -> Option<&'static glossary::Entry> {
        glossary::entry(self.kind, &format!("{}{key}", self.above))
    }

    /// A key with its Chinese name, as messages call it.
    fn called(&self, key: &str) -> String {
        match self.known(key) {
            _ if self.is_row => format!("“{key}”一列"),
            Some(entry) => format!("字段 {key}（{}）", entry.name),
            None => format!("字段 {key} "),
        }
    }

    /// Notes that a value could not be read, so that no rule is built on it.
    fn unsound(&mut self, key: &str) {
        self.unsound.push(key.to_owned());
    }

    /// Whether the value of a key was read without a fault.
    #[must_use]
    pub fn is_sound(&self, key: &str) -> bool {
        !self.unsound.iter().any(|unsound| unsound == key)
    }

    /// Whether a key that nobody knows was probably meant to be this one; it is told by itself.
    fn is_misspelt(&self, key: &'static str) -> bool {
        let name = self.known(key).map(|entry| entry.name);
        self.pairs.iter().any(|(written, _)| {
            self.known(&written.name).is_none()
                && (name == Some(written.name.as_str()) || nearest(&written.name, [key]).is_some())
        })
    }

    fn missing(&mut self, key: &'static str) {
        self.lacks(key, "");
    }

    /// Reports a missing key that is no words, unless the original has it.
    fn missing_fact(&mut self, key: &'static str) {
        if !self.is_translation {
            self.missing(key);
        }
    }

    /// Reports that a key or its value is not there. `item` stands before the example of a list.
    fn lacks(&mut self, key: &'static str, item: &str) {
        if self.is_noting() || self.is_unreadable || (!self.is_row && self.is_misspelt(key)) {
            return;
        }
        self.unsound(key);
        let called = self.called(key);
        let example = self
            .known(key)
            .map(|entry| format!("{item}{}", entry.example));
        if self.is_row {
            let span = self.span.clone();
            let finding = Diagnostic::error("empty-cell", format!("这一行的“{key}”空着。"));
            let help = match example {
                Some(example) => {
                    format!("在“{key}”一列填上内容，例如“{example}”；这一行不要了就整行删去。")
                }
                None => format!("在“{key}”一列填上内容；这一行不要了就整行删去。"),
            };
            self.report(finding.help(help), &span);
        } else if let Some((name, _)) = self.pairs.iter().find(|(name, _)| name.name == key) {
            let span = name.span.clone();
            let help = example.map_or_else(
                || "在冒号后面写上内容。".to_owned(),
                |example| format!("在冒号后面写上内容，例如“{key}: {example}”。"),
            );
            self.report(
                Diagnostic::error("empty-field", format!("必填字段 {called} 后面空着。"))
                    .help(help),
                &span,
            );
        } else {
            let span = self.span.clone();
            let help = match example {
                None => format!("加一行“{key}: …”。"),
                Some(example) if item.is_empty() => format!("加一行，例如“{key}: {example}”。"),
                Some(example) => {
                    format!("加一行“{key}:”，下面每项写一行，例如“{example}”。")
                }
            };
            self.report(
                Diagnostic::error(
                    "missing-field",
                    format!("缺少必填的{called}").trim_end().to_owned() + "。",
                )
                .help(help),
                &span,
            );
        }
    }

    fn wrong(&mut self, key: &str, node: &Node, wanted: &str) {
        self.unsound(key);
        let span = node.span.clone();
        let called = self.called(key);
        let help = match self.known(key) {
            Some(entry) => format!("把 {key} 的内容改成{wanted}，例如“{}”。", entry.example),
            None => format!("把 {key} 的内容改成{wanted}。"),
        };
        self.report(
            Diagnostic::error("wrong-type", format!("{called}应当是{wanted}。")).help(help),
            &span,
        );
    }

    /// Text that may be left out. Blank text counts as left out.
    pub fn opt_text(&mut self, key: &'static str) -> Option<String> {
        self.note(key, false, Holds::Text);
        let node = self.get(key)?;
        match &node.value {
            Value::Scalar(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => {
                self.wrong(key, node, "一段文字");
                None
            }
        }
    }

    /// Text that must be there.
    pub fn text(&mut self, key: &'static str) -> String {
        self.note(key, true, Holds::Text);
        let wrong_type = self
            .pair(key)
            .is_some_and(|node| matches!(node.value, Value::List(_) | Value::Map(_)));
        self.opt_text(key).unwrap_or_else(|| {
            if !wrong_type {
                self.missing(key);
            }
            String::new()
        })
    }

    /// One word that names something elsewhere, if written.
    pub fn opt_reference(&mut self, key: &'static str) -> Option<Reference> {
        let text = self.opt_text(key)?;
        Some(Reference {
            text,
            place: self.place_of(key),
        })
    }

    /// Every text behind a key, however deep, with its place.
    #[must_use]
    pub fn scalars(&self, key: &str) -> Vec<Reference> {
        let mut found = Vec::new();
        if let Some(node) = self.pair(key) {
            self.collect(node, None, &mut found);
        }
        found
    }

    /// Every text behind a key that stands under an inner key of this name.
    #[must_use]
    pub fn scalars_named(&self, key: &str, inner: &str) -> Vec<Reference> {
        let mut found = Vec::new();
        if let Some(node) = self.pair(key) {
            self.collect(node, Some(inner), &mut found);
        }
        found
    }

    fn collect(&self, node: &Node, only: Option<&str>, found: &mut Vec<Reference>) {
        match &node.value {
            Value::Scalar(text) if only.is_none() => found.push(Reference {
                text: text.trim().to_owned(),
                place: self.file.place(node.span.clone()),
            }),
            Value::List(items) => {
                items
                    .iter()
                    .for_each(|item| self.collect(item, only, found));
            }
            Value::Map(pairs) => {
                for (name, inner) in pairs {
                    let asked = only.is_none_or(|only| only == name.name);
                    self.collect(inner, only.filter(|_| !asked), found);
                }
            }
            Value::Scalar(_) | Value::Empty => {}
        }
    }

    /// Reports the keys that nobody asked for, with the nearest known name.
    pub fn finish(self) {
        for (index, (key, _)) in self.pairs.iter().enumerate() {
            let earlier = self.pairs[..index]
                .iter()
                .find(|(earlier, _)| earlier.name == key.name);
            if let Some((first, _)) = earlier {
                let line = self.file.place(first.span.clone()).line;
                self.found.push(
                    Diagnostic::error("repeated-key", format!("字段 {} 写了两次。", key.name))
                        .at(self.file.place(key.span.clone()))
                        .help(format!("第一次在第 {line} 行；留下一处，删去另一处。")),
                );
            } else if !self.asked.contains(&key.name.as_str()) {
                let by_name = self.asked.iter().find(|asked| {
                    self.known(asked)
                        .is_some_and(|entry| entry.name == key.name)
                });
                let near = by_name
                    .copied()
                    .or_else(|| nearest(&key.name, self.asked.iter().copied()));
                let help = match near {
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
