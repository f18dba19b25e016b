//! JSON: every string, every key and every number is a text by itself.

use serde_json::Value;

use super::markup;

/// Offers the texts of a JSON document. What is no JSON is offered line by line.
pub(super) fn json(text: &str, take: &mut impl FnMut(&str)) {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => visit(&value, take),
        Err(_) => text.lines().for_each(take),
    }
}

fn visit(value: &Value, take: &mut impl FnMut(&str)) {
    match value {
        Value::Null | Value::Bool(_) => {}
        // Nothing personal is told by four digits, and the search index has millions of them.
        Value::Number(number) if number.as_u64().is_some_and(|number| number < 10_000) => {}
        Value::Number(number) => take(&number.to_string()),
        Value::String(text) => {
            take(text);
            // Words in markup in JSON: what a page puts together again, this has to.
            if text.contains('<') {
                markup::html(text, take);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| visit(value, take)),
        Value::Object(entries) => {
            for (key, value) in entries {
                take(key);
                visit(value, take);
            }
        }
    }
}
