//! Lists and tables within a table.

use std::collections::BTreeMap;

use super::{Fields, is_blank};
use crate::diagnostic::{Diagnostic, Diagnostics, Reference, nearest};
use crate::load::node::{Node, Value};
use crate::load::shape::{Holds, Shape};
use crate::load::source::SourceFile;

/// What a reader finds that only tells its questions.
static NOTHING: Node = Node {
    span: 0..0,
    value: Value::Empty,
};

impl Fields<'_> {
    /// A list of texts; one text alone is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.references(key)
            .into_iter()
            .map(|reference| reference.text)
            .collect()
    }

    /// A list of texts that must not be empty.
    pub fn some_texts(&mut self, key: &'static str) -> Vec<String> {
        self.note(key, true, Holds::Texts);
        let texts = self.texts(key);
        if texts.is_empty() {
            self.lacks_items(key);
        }
        texts
    }

    /// A list that must not be empty is. Whatever stands there instead was reported before.
    fn lacks_items(&mut self, key: &'static str) {
        let Some(node) = self.pair(key).filter(|node| !is_blank(&node.value)) else {
            self.lacks(key, "- ");
            return;
        };
        if matches!(&node.value, Value::List(items) if items.is_empty()) {
            let span = node.span.clone();
            let called = self.called(key);
            let example = self.known(key).map_or("…", |entry| entry.example);
            self.report(
                Diagnostic::error("empty-list", format!("{called}的列表里一项也没有。")).help(
                    format!("至少写一项，每项另起一行，前面写“- ”，例如“- {example}”。"),
                ),
                &span,
            );
        }
    }

    /// A list of words that name something elsewhere.
    pub fn references(&mut self, key: &'static str) -> Vec<Reference> {
        self.note(key, false, Holds::Texts);
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
                Value::Scalar(text) if !text.trim().is_empty() => words.push(Reference {
                    text: text.trim().to_owned(),
                    place: self.file.place(item.span.clone()),
                }),
                Value::Empty | Value::Scalar(_) => self.empty_item(key, item),
                _ => self.wrong(key, item, "一段文字"),
            }
        }
        words
    }

    fn empty_item(&mut self, key: &str, item: &Node) {
        let called = self.called(key);
        let span = item.span.clone();
        self.report(
            Diagnostic::error("empty-item", format!("{called}的列表里有一项空着。"))
                .help("补上这一项的内容，或者连同前面的“-”一起删去。"),
            &span,
        );
    }

    /// Words out of several.
    pub fn choices(
        &mut self,
        key: &'static str,
        words: &[&'static str],
        required: bool,
    ) -> Vec<&'static str> {
        let written = self.references(key);
        let all = words.iter().map(|word| (*word).to_owned()).collect();
        self.note(key, required, Holds::Choices(all));
        if written.is_empty() && required && !self.is_translation {
            self.lacks_items(key);
        }
        let mut chosen = Vec::with_capacity(written.len());
        for reference in written {
            match words.iter().copied().find(|word| *word == reference.text) {
                Some(word) => chosen.push(word),
                None => {
                    let called = self.called(key);
                    let hint = nearest(&reference.text, words.iter().copied())
                        .map_or_else(String::new, |word| format!("是不是想写“{word}”？"));
                    self.fault(
                        Diagnostic::error(
                            "unknown-value",
                            format!("{called}不能写“{}”。", reference.text),
                        )
                        .at(reference.place)
                        .help(format!("{hint}可以写：{}。", words.join("、"))),
                    );
                }
            }
        }
        chosen
    }

    /// A list of tables, each taken apart by `read`.
    pub fn entries<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        if self.is_noting() {
            let inner = self.questions(key, |f| drop(read(f)));
            self.note(key, false, Holds::Entries(inner));
            return Vec::new();
        }
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            self.wrong(key, node, "一个列表，每项一组字段");
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(items.len());
        for item in items {
            if is_blank(&item.value) {
                self.empty_item(key, item);
            } else {
                entries.push(self.within(key, item, &mut read));
            }
        }
        entries
    }

    fn within<T>(&mut self, key: &str, node: &Node, read: impl FnOnce(&mut Fields<'_>) -> T) -> T {
        let span = node.span.start..node.span.start + 1;
        let mut fields = Fields::open(self.file, node, span, self.found)
            .of(self.kind)
            .translating(self.is_translation);
        fields.above = format!("{}{key}.", self.above);
        let value = read(&mut fields);
        fields.finish();
        value
    }

    /// What a reader asks of a table within this one.
    fn questions(&self, key: &str, read: impl FnOnce(&mut Fields<'_>)) -> Shape {
        let mut shape = Shape::default();
        let mut aside = Diagnostics::default();
        let mut fields = Fields::open(self.file, &NOTHING, 0..0, &mut aside)
            .of(self.kind)
            .noting(&mut shape);
        fields.above = format!("{}{key}.", self.above);
        read(&mut fields);
        shape
    }

    /// A list of tables that must not be empty.
    pub fn some_entries<T>(
        &mut self,
        key: &'static str,
        read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        let entries = self.entries(key, read);
        if let Some(shape) = &mut self.shape {
            shape.require(key);
        } else if entries.is_empty() {
            self.lacks_items(key);
        }
        entries
    }

    /// A list of tables that must not be empty, but in a translation may be left to the original.
    pub fn entries_unless_translated<T>(
        &mut self,
        key: &'static str,
        read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        if self.is_translation {
            self.entries(key, read)
        } else {
            self.some_entries(key, read)
        }
    }

    /// Every key with its text: a glossary, whose keys are anybody's.
    pub fn glossary(&mut self) -> BTreeMap<String, String> {
        let mut words = BTreeMap::new();
        for (key, node) in std::mem::take(&mut self.pairs) {
            match &node.value {
                Value::Scalar(text) => {
                    words.insert(key.name.clone(), text.trim().to_owned());
                }
                _ => self.wrong(&key.name, node, "一段文字"),
            }
        }
        words
    }

    /// A table within the table.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        if self.is_noting() {
            let inner = self.questions(key, |f| drop(read(f)));
            self.note(key, false, Holds::Table(inner));
            return None;
        }
        let node = self.get(key)?;
        Some(self.within(key, node, read))
    }
}

/// The questions of a reader that is handed a whole file.
#[must_use]
pub fn shape(kind: &'static str, read: impl FnOnce(&mut Fields<'_>)) -> Shape {
    let nowhere = SourceFile::new("", String::new());
    let (mut shape, mut aside) = (Shape::default(), Diagnostics::default());
    let mut fields = Fields::open(&nowhere, &NOTHING, 0..0, &mut aside)
        .of(kind)
        .noting(&mut shape);
    read(&mut fields);
    drop(fields);
    shape
}
