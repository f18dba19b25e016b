//! A shape as JSON Schema, with the glossary's words.

use serde_json::{Map, Value, json};

use crate::load::glossary;
use crate::load::rows::Column;
use crate::load::shape::{Field, Holds, Shape};

/// The schema of a table of keys. `above` is what stands before its keys in the glossary.
pub(super) fn object(kind: &str, above: &str, shape: &Shape) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in &shape.fields {
        properties.insert(field.key.to_owned(), property(kind, above, field));
        if field.required {
            required.push(Value::from(field.key));
        }
    }
    let mut object = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        object["required"] = required.into();
    }
    object
}

/// The schema of a row: each column by its Chinese or its English name.
pub(super) fn row(kind: &str, shape: &Shape, columns: &[Column]) -> Value {
    let mut object = object(kind, "", shape);
    let mut both = Vec::new();
    for column in columns {
        let property = object["properties"][column.name].clone();
        object["properties"][column.english] = property;
        let needed = shape
            .fields
            .iter()
            .any(|f| f.key == column.name && f.required);
        if needed || column.required {
            both.push(json!({"oneOf": [
                {"required": [column.name]},
                {"required": [column.english]},
            ]}));
        }
    }
    let map = object.as_object_mut().expect("an object");
    map.remove("required");
    map.insert("allOf".to_owned(), both.into());
    object
}

fn property(kind: &str, above: &str, field: &Field) -> Value {
    let key = format!("{above}{}", field.key);
    let mut property = holds(kind, &key, field);
    if let Some(entry) = glossary::entry(kind, &key) {
        let object = property.as_object_mut().expect("a schema is an object");
        object.insert("title".to_owned(), entry.name.into());
        object.insert("description".to_owned(), entry.about.into());
    }
    property
}

fn holds(kind: &str, key: &str, field: &Field) -> Value {
    let inside = format!("{key}.");
    let mut schema = match &field.holds {
        Holds::Text if field.key == "slug" => {
            json!({"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"})
        }
        Holds::Text => scalar(field.required),
        Holds::Count => json!({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$"}),
        Holds::Number => {
            json!({"type": ["number", "string"], "pattern": "^-?[0-9]+([.][0-9]+)?$"})
        }
        Holds::Day => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Holds::Minute => json!({
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$",
        }),
        Holds::Flag => json!({"enum": [true, false, "true", "false", "是", "否"]}),
        Holds::Choice(words) => json!({"enum": words}),
        Holds::Texts => several(scalar(true), field.required),
        Holds::Choices(words) => several(json!({"enum": words}), field.required),
        Holds::Position => json!({
            "type": "array",
            "items": {"type": ["number", "string"]},
            "minItems": 2,
            "maxItems": 2,
        }),
        Holds::Entries(inner) => {
            let mut list = json!({"type": "array", "items": object(kind, &inside, inner)});
            if field.required {
                list["minItems"] = 1.into();
            }
            list
        }
        // A glossary: whoever writes it chooses its keys.
        Holds::Table(inner) if inner.fields.is_empty() => {
            json!({"type": "object", "additionalProperties": {"type": "string"}})
        }
        Holds::Table(inner) => object(kind, &inside, inner),
    };
    if !field.required {
        // A key with nothing behind it counts as left out.
        allow_nothing(&mut schema);
    }
    schema
}

/// Text, or what a reader takes for one: a number, a truth value.
fn scalar(required: bool) -> Value {
    let mut schema = json!({"type": ["string", "number", "boolean"]});
    if required {
        schema["pattern"] = "\\S".into();
    }
    schema
}

/// A list; one item alone counts as a list of one.
fn several(item: Value, required: bool) -> Value {
    let mut list = json!({"type": "array", "items": item});
    if required {
        list["minItems"] = 1.into();
    }
    json!({"anyOf": [item, list]})
}

fn allow_nothing(schema: &mut Value) {
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    } else if let Some(any) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        any.push(json!({"type": "null"}));
    } else if let Some(kind) = schema.get_mut("type") {
        let mut kinds = match kind.take() {
            Value::Array(kinds) => kinds,
            one => vec![one],
        };
        kinds.push("null".into());
        *kind = kinds.into();
    }
}

/// Rules between the fields of a guide that a schema can say.
pub(super) fn guide_rules(schema: &mut Value) {
    let yes = json!([true, "true", "是"]);
    schema["allOf"] = json!([
        {
            "if": {"properties": {"is_fee": {"enum": yes}}, "required": ["is_fee"]},
            "then": {"required": ["fees"], "properties": {"fees": {"type": "array", "minItems": 1}}},
        },
        {
            "if": {
                "properties": {"limit_scene_num": {"type": "integer", "exclusiveMinimum": 0}},
                "required": ["limit_scene_num"],
            },
            "then": {"required": ["limit_scene_explain"]},
        },
        {
            "if": {
                "properties": {"promise_day": {"type": "integer", "exclusiveMinimum": 0}},
                "required": ["promise_day"],
            },
            "then": {"properties": {"project_type": {"const": "承诺件"}}},
        },
        {
            "if": {
                "properties": {"online_handle_depth": {"const": "Ⅳ"}},
                "required": ["online_handle_depth"],
            },
            "then": {"properties": {"limit_scene_num": {"const": 0}}},
        },
    ]);
    let material = &mut schema["properties"]["materials"]["items"];
    material["if"] = json!({
        "properties": {"is_need": {"const": "非必要"}},
        "required": ["is_need"],
    });
    material["then"] = json!({"required": ["handle_case"]});
    material["properties"]["material_name"]["not"] =
        json!({"pattern": "等$|其他材料|其它材料|相关材料|有关材料|等材料|等证明"});
}
