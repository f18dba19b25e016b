//! One tree for YAML and TOML: what was typed, with its place, before anyone believes it.
//!
//! Scalars keep their text, so that a code such as `0604` stays a code. Two libraries parse; this
//! module only maps their trees to ours.

mod mistakes;

use std::ops::Range;

use saphyr::{MarkedYaml, YamlData, YamlLoader};
use saphyr_parser::Parser;
use serde::{Deserialize, Serialize};

use super::source::SourceFile;
use crate::diagnostic::Diagnostics;

/// A value with its byte range in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Node {
    /// Byte range in the file.
    pub span: Range<usize>,
    /// The value.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Value {
    /// Nothing was written after the key.
    Empty,
    /// Text, number, date or truth value, as typed.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key with its byte range.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Key {
    /// The name.
    pub name: String,
    /// Byte range in the file.
    pub span: Range<usize>,
}

/// Parses the YAML in `range` of the file.
pub fn yaml(file: &SourceFile, range: Range<usize>, found: &mut Diagnostics) -> Option<Node> {
    let text = &file.text[range.clone()];
    // The parser counts characters; findings point at bytes.
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| range.start + at)
        .chain(std::iter::once(range.end))
        .collect();
    let byte = |index: usize| offsets[index.min(offsets.len() - 1)];
    let mut loader = YamlLoader::<MarkedYaml<'_>>::default();
    loader.early_parse(false);
    let mut parser = Parser::new_from_str(text);
    let result = parser.load(&mut loader, false);
    if let Err(error) = result.and_then(|()| loader.error().cloned().map_or(Ok(()), Err)) {
        mistakes::yaml(file, range, byte(error.marker().index()), found);
        return None;
    }
    match loader.into_documents().first() {
        None => Some(Node {
            span: range,
            value: Value::Map(Vec::new()),
        }),
        Some(root) => Some(from_yaml(root, &byte)),
    }
}

fn from_yaml(node: &MarkedYaml<'_>, byte: &impl Fn(usize) -> usize) -> Node {
    let span = byte(node.span.start.index())..byte(node.span.end.index());
    let value = match &node.data {
        YamlData::Representation(text, style, _) => {
            let plain = *style == saphyr_parser::ScalarStyle::Plain;
            if plain && matches!(&**text, "" | "~" | "null") {
                Value::Empty
            } else {
                Value::Scalar(text.trim_end_matches('\n').to_owned())
            }
        }
        YamlData::Sequence(items) => {
            Value::List(items.iter().map(|item| from_yaml(item, byte)).collect())
        }
        YamlData::Mapping(pairs) => Value::Map(
            pairs
                .iter()
                .map(|(key, value)| {
                    let key = from_yaml(key, byte);
                    let name = match key.value {
                        Value::Scalar(name) => name,
                        _ => String::new(),
                    };
                    (
                        Key {
                            name,
                            span: key.span,
                        },
                        from_yaml(value, byte),
                    )
                })
                .collect(),
        ),
        YamlData::Tagged(_, inner) => return from_yaml(inner, byte),
        YamlData::Value(_) | YamlData::Alias(_) | YamlData::BadValue => Value::Empty,
    };
    Node { span, value }
}

/// Parses a whole file as TOML.
pub fn toml(file: &SourceFile, found: &mut Diagnostics) -> Option<Node> {
    let (root, errors) = toml::de::DeTable::parse_recoverable(&file.text);
    for error in &errors {
        found.push(mistakes::toml(
            file,
            error.span().unwrap_or(0..0),
            error.message(),
        ));
    }
    if !errors.is_empty() {
        return None;
    }
    Some(Node {
        span: root.span(),
        value: from_toml_table(root.get_ref()),
    })
}

fn from_toml_table(table: &toml::de::DeTable<'_>) -> Value {
    let mut pairs: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            (
                Key {
                    name: key.get_ref().to_string(),
                    span: key.span(),
                },
                Node {
                    span: value.span(),
                    value: from_toml(value.get_ref()),
                },
            )
        })
        .collect();
    pairs.sort_by_key(|(key, _)| key.span.start);
    Value::Map(pairs)
}

fn from_toml(value: &toml::de::DeValue<'_>) -> Value {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => Value::Scalar(text.to_string()),
        DeValue::Integer(number) => Value::Scalar(number.to_string()),
        DeValue::Float(number) => Value::Scalar(number.to_string()),
        DeValue::Boolean(truth) => Value::Scalar(truth.to_string()),
        DeValue::Datetime(time) => Value::Scalar(time.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Node {
                    span: item.span(),
                    value: from_toml(item.get_ref()),
                })
                .collect(),
        ),
        DeValue::Table(table) => from_toml_table(table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_keeps_codes_and_places() {
        let file = SourceFile::new(
            "a.md",
            "---\n标题: 一\ncode: 0604\nlist:\n  - x\n---\n".into(),
        );
        let mut found = Diagnostics::default();
        let end = file.text.rfind("---").unwrap();
        let root = yaml(&file, 4..end, &mut found).unwrap();
        let Value::Map(pairs) = root.value else {
            panic!("a map")
        };
        assert_eq!(pairs[1].0.name, "code");
        assert_eq!(file.place(pairs[1].0.span.clone()).line, 3);
        assert!(matches!(&pairs[1].1.value, Value::Scalar(text) if text == "0604"));
        assert!(!found.has_errors());
    }

    #[test]
    fn broken_yaml_and_toml_say_where() {
        let file = SourceFile::new("a.md", "a: [1\nb: 2\n".into());
        let mut found = Diagnostics::default();
        assert!(yaml(&file, 0..file.text.len(), &mut found).is_none());
        let file = SourceFile::new("a.toml", "a = 1\nb = \n".into());
        assert!(toml(&file, &mut found).is_none());
        assert_eq!(found.counts().0, 2);
        assert_eq!(found.sorted()[1].place.as_ref().unwrap().line, 2);
    }
}
