//! JSON: every string, every key and every number is a text by itself.

use serde_json::Value;

use super::eye::Eye;
use super::markup;

/// Shows the texts of a JSON document. What is no JSON is shown line by line.
pub(super) fn json(text: &str, eye: &mut Eye<'_>) {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => visit(&value, eye),
        Err(_) => text.lines().for_each(|line| eye.text(line)),
    }
}

fn visit(value: &Value, eye: &mut Eye<'_>) {
    match value {
        Value::Null | Value::Bool(_) => {}
        // Nothing personal is told by four digits, and the search index has millions of them.
        Value::Number(number) if number.as_u64().is_some_and(|number| number < 10_000) => {}
        Value::Number(number) => eye.text(&number.to_string()),
        Value::String(text) => {
            eye.text(text);
            // Words in markup in JSON: what a page puts together again, this has to.
            if text.contains('<') {
                markup::html(text, eye);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| visit(value, eye)),
        Value::Object(entries) => {
            for (key, value) in entries {
                eye.text(key);
                visit(value, eye);
            }
        }
    }
}
