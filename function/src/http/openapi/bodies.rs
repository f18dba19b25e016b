//! What may be sent, field by field.

use crate::{
    domain::{location, patterns, report},
    http::{
        feedback::COMMENT_CHARACTERS,
        report_fields::{SWITCHED_OFF, SWITCHED_ON},
    },
    intake_tables::IntakeTables,
    photos::MOST_PHOTOS,
};
use serde_json::{Map, Value, json};

/// [`location::LATITUDES`] in decimals, as a form writes them.
const LATITUDE: &str = r"^(?:(?:[3-9]|[1-4][0-9]|5[0-3])(?:\.[0-9]{1,12})?|54(?:\.0{1,12})?)$";
/// [`location::LONGITUDES`] likewise.
const LONGITUDE: &str =
    r"^(?:(?:7[3-9]|[89][0-9]|1[0-2][0-9]|13[0-5])(?:\.[0-9]{1,12})?|136(?:\.0{1,12})?)$";

/// Schemas of all request bodies.
pub(super) fn all(tables: &IntakeTables, photo_bytes: u64) -> Vec<(String, Value)> {
    let mut with_photos = report_fields(tables, true);
    let photo = json!({"type": "string", "contentMediaType": "application/octet-stream", "format": "binary"});
    with_photos.insert(
        "photos".to_owned(),
        json!({
            "type": "array",
            "items": photo,
            "maxItems": MOST_PHOTOS,
            "description": "Photos. One that is none is named in the answer; the report is filed all the same.",
        }),
    );
    [
        ("ReportMultipart", object(with_photos, &conditions(tables))),
        ("PhotoRequest", photo_request(photo_bytes)),
        (
            "Feedback",
            object(
                feedback_fields(false),
                &json!({"required": ["code", "receipt", "resolved", "satisfied"]}),
            ),
        ),
        (
            "FeedbackForm",
            object(
                feedback_fields(true),
                &json!({"required": ["code", "receipt", "resolved", "satisfied"]}),
            ),
        ),
        (
            "Report",
            object(report_fields(tables, false), &conditions(tables)),
        ),
        (
            "ReportForm",
            object(report_fields(tables, true), &conditions(tables)),
        ),
        (
            "Lookup",
            object(lookup_fields(), &json!({"required": ["code"]})),
        ),
    ]
    .map(|(name, schema)| (name.to_owned(), schema))
    .to_vec()
}

/// An object that refuses every field which is not named.
fn object(properties: Map<String, Value>, more: &Value) -> Value {
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if let (Value::Object(schema), Value::Object(more)) = (&mut schema, more) {
        schema.extend(more.clone());
    }
    schema
}

/// A report about a place says what and where; other matters may.
fn conditions(tables: &IntakeTables) -> Value {
    // A sticker knows its street.
    let mut places = vec![json!({
        "required": ["street"], "properties": {"street": {"enum": tables.streets}},
    })];
    let stickers = stickers(tables);
    if !stickers.is_empty() {
        let known = json!({"place_token": {"enum": stickers}});
        places.push(json!({"required": ["place_token"], "properties": known}));
    }
    json!({
        "required": ["kind", "text", "consent", "altcha"],
        "if": {"required": ["kind"], "properties": {"kind": {"const": "report"}}},
        "then": {
            "required": ["category"],
            "properties": {"category": {"enum": categories(tables)}},
            "anyOf": places,
        },
        "dependentRequired": {"lat": ["lon", "datum"], "lon": ["lat", "datum"]},
    })
}

/// The fields of a report as JSON, or as a form, where everything is text and nothing is null.
fn report_fields(tables: &IntakeTables, form: bool) -> Map<String, Value> {
    let kinds: Vec<_> = report::KINDS.iter().map(|(value, ..)| value).collect();
    // A field that may stay empty: left out, empty, or null where there is a null.
    let optional = |mut schema: Value, described: &str| {
        if !form {
            schema["type"] = json!(["string", "null"]);
        }
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(json!(""));
            if !form {
                values.push(Value::Null);
            }
        }
        schema["description"] = json!(described);
        schema
    };
    let switch = |described: &str| {
        let mut schema = if form {
            let both = [&SWITCHED_ON[..], &SWITCHED_OFF].concat();
            json!({"type": "string", "enum": both})
        } else {
            json!({"type": ["boolean", "null"]})
        };
        schema["description"] = json!(described);
        schema
    };
    let consent = if form {
        json!({"type": "string", "enum": SWITCHED_ON})
    } else {
        json!({"type": "boolean", "const": true})
    };
    let fields = json!({
        "kind": {"type": "string", "enum": kinds, "description": "举报, 咨询, 建议 or 预约."},
        "category": optional(json!({"type": "string", "enum": categories(tables)}), "A category's code, its label, or an everyday word for it. Required for `report`."),
        "text": {
            "type": "string",
            "maxLength": report::TEXT_CHARACTERS.end(),
            "pattern": patterns::text(),
            "description": format!("The words: at least {} characters without blanks at the ends and control characters.", report::TEXT_CHARACTERS.start()),
        },
        "street": optional(json!({"type": "string", "enum": tables.streets}), "A street of the site. Required for `report`."),
        "place_token": optional(json!({"type": "string", "enum": stickers(tables)}), "What a sticker's QR code carries; it says the place and its street."),
        "place": optional(json!({"type": "string", "maxLength": report::PLACE_CHARACTERS}), "Where, in words."),
        "phone": optional(json!({"type": "string", "maxLength": report::PHONE_CHARACTERS, "pattern": patterns::phone()}), "How to reach whoever reports; together with the code it opens the report. Without one the code alone opens it."),
        "name": optional(json!({"type": "string", "maxLength": report::NAME_CHARACTERS}), "How to address them."),
        "code": optional(json!({"type": "string"}), "A code from an earlier report under the same phone, which this one shall join. What opens nothing is replaced by a new code."),
        "reply_wanted": switch("They want an answer."),
        "consent_publish": switch("The anonymised words may be published."),
        "consent": consent,
        "altcha": {"type": "string", "description": "The solved challenge: base64 of {algorithm, challenge, number, salt, signature}."},
    });
    let Value::Object(mut fields) = fields else {
        return Map::new();
    };
    let (north, east) = (location::LATITUDES, location::LONGITUDES);
    let datums = [location::WGS84, location::GCJ02];
    if form {
        fields.insert(
            "lat".to_owned(),
            json!({"type": "string", "pattern": LATITUDE}),
        );
        fields.insert(
            "lon".to_owned(),
            json!({"type": "string", "pattern": LONGITUDE}),
        );
        fields.insert(
            "datum".to_owned(),
            json!({"type": "string", "enum": datums}),
        );
    } else {
        let position = json!({
            "type": ["object", "null"],
            "description": "Kept as coarse as about a hundred metres.",
            "properties": {
                "lat": {"type": "number", "minimum": north.start(), "maximum": north.end()},
                "lon": {"type": "number", "minimum": east.start(), "maximum": east.end()},
                "datum": {"type": "string", "enum": datums},
            },
            "required": ["lat", "lon", "datum"],
            "additionalProperties": false,
        });
        fields.insert("location".to_owned(), position);
    }
    if form {
        for name in ["website", "started", "token", "step"] {
            let described = "Of the site's own pages; leave it out elsewhere.";
            fields.insert(
                name.to_owned(),
                json!({"type": "string", "description": described}),
            );
        }
    }
    fields
}

/// What is asked for before photos are sent.
fn photo_request(photo_bytes: u64) -> Value {
    let mut size = json!({"type": "integer", "minimum": 1});
    if photo_bytes > 0 {
        size["maximum"] = json!(photo_bytes);
    }
    let file = json!({
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["image/jpeg", "image/jpg", "image/png", "image/webp"]},
            "size": size,
        },
        "required": ["type", "size"],
        "additionalProperties": false,
    });
    let fields = json!({
        "receipt": {"type": "string", "minLength": 1},
        "code": {"type": "string", "minLength": 1},
        "phone": {"type": ["string", "null"]},
        "files": {"type": "array", "items": file, "minItems": 1, "maxItems": MOST_PHOTOS},
    });
    let required = json!({"required": ["receipt", "code", "files"]});
    object(fields.as_object().cloned().unwrap_or_default(), &required)
}

fn feedback_fields(form: bool) -> Map<String, Value> {
    let words = || match form {
        true => json!({"type": "string"}),
        false => json!({"type": ["string", "null"]}),
    };
    let mut comment = words();
    comment["maxLength"] = json!(COMMENT_CHARACTERS);
    let resolved = match form {
        true => json!({"type": "string", "enum": ["true", "false"]}),
        false => json!({"type": "boolean"}),
    };
    let fields = json!({
        "phone": words(),
        "code": {"type": "string", "minLength": 1},
        "receipt": {"type": "string", "minLength": 1},
        "resolved": resolved,
        "satisfied": {"type": "string", "enum": ["yes", "mostly", "no"]},
        "comment": comment,
    });
    fields.as_object().cloned().unwrap_or_default()
}

fn lookup_fields() -> Map<String, Value> {
    let phone = json!({"type": "string", "description": "The phone that the report was filed with, in any spelling; left out or empty if there was none."});
    let code = json!({"type": "string", "description": "The code of the receipt, in any spelling. What cannot be a code opens nothing, like a wrong one."});
    [("phone".to_owned(), phone), ("code".to_owned(), code)]
        .into_iter()
        .collect()
}

fn stickers(tables: &IntakeTables) -> Vec<&str> {
    tables
        .places
        .iter()
        .map(|place| place.token.as_str())
        .collect()
}

/// Codes, labels and everyday words, each once.
fn categories(tables: &IntakeTables) -> Vec<&str> {
    let all = &tables.categories;
    let codes = all.iter().map(|category| category.code.as_str());
    let labels = all.iter().map(|category| category.label.as_str());
    let aliases = all
        .iter()
        .flat_map(|category| category.aliases.iter().map(String::as_str));
    let mut names: Vec<&str> = Vec::new();
    for name in codes.chain(labels).chain(aliases) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
