//! What is answered: bodies, statuses and headers.

use super::{fixed, schema};
use crate::{case_record::Stage, domain::report, limits};
use serde_json::{Map, Value, json};

const RECEIPT: &str = "^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){2}$";
const CODE: &str = "^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$";
/// Faults that every route may answer with, and what each one says.
const FAULTS: [(&str, &str, &str); 11] = [
    (
        "Unreadable",
        "400",
        "The body cannot be read, or a header that must be there is missing.",
    ),
    (
        "NotPaid",
        "403",
        "The proof of work is missing, false, too old or was used.",
    ),
    ("NotThat", "404", "There is nothing like that here."),
    (
        "WrongMethod",
        "405",
        "The address does not take this method; `Allow` names those it does.",
    ),
    (
        "NotNow",
        "409",
        "The report takes no rating now: it is not closed, or was rated since.",
    ),
    ("TooLarge", "413", "The body is too large."),
    (
        "WrongType",
        "415",
        "The body is of a type that is not taken here.",
    ),
    (
        "Faults",
        "422",
        "Fields that have to be put right, all of them.",
    ),
    (
        "OverQuota",
        "429",
        "The network has had its share of this hour.",
    ),
    ("Broken", "500", "A fault of ours."),
    (
        "NotThere",
        "503",
        "The store is not there. Send the same again, under the same key: nothing is filed twice.",
    ),
];

/// The name of a fault's response by its status.
pub(super) fn fault(status: &str) -> &'static str {
    FAULTS
        .iter()
        .find(|(_, known, _)| *known == status)
        .map_or("Broken", |(name, ..)| name)
}

/// The responses of faults, in JSON for programs and as pages for plain forms.
pub(super) fn responses() -> Value {
    let mut all = Map::new();
    for (name, status, description) in FAULTS {
        let problem = || json!({"application/problem+json": {"schema": schema("Problem")}});
        let mut with_page = problem();
        with_page["text/html"] = json!({"schema": {"type": "string"}});
        for (name, content) in [
            (name.to_owned(), problem()),
            (format!("{name}Page"), with_page),
        ] {
            let mut response =
                json!({"description": description, "headers": usual(), "content": content});
            match status {
                "405" => response["headers"]["Allow"] = header("Allow"),
                "429" | "503" => response["headers"]["Retry-After"] = header("RetryAfter"),
                _ => {}
            }
            all.insert(name, response);
        }
    }
    Value::Object(all)
}

/// Headers of every answer.
pub(super) fn usual() -> Value {
    json!({
        "Cache-Control": header("CacheControl"),
        "X-Content-Type-Options": header("ContentTypeOptions"),
    })
}

fn header(name: &str) -> Value {
    json!({"$ref": format!("#/components/headers/{name}")})
}

/// The headers themselves.
pub(super) fn headers() -> Value {
    fixed(
        r#"{
        "CacheControl": {"required": true, "schema": {"type": "string", "const": "no-store"}},
        "ContentTypeOptions": {"required": true, "schema": {"type": "string", "const": "nosniff"}},
        "Allow": {"required": true, "description": "Methods that the address takes.", "schema": {"type": "string"}},
        "RetryAfter": {"required": true, "description": "Seconds after which it is worth coming back.", "schema": {"type": "integer", "minimum": 1, "maximum": 3600}}
    }"#,
    )
}

/// An object with all of these and nothing else.
fn exactly(properties: Value) -> Value {
    let names: Vec<_> = properties
        .as_object()
        .map(|all| all.keys().cloned().collect())
        .unwrap_or_default();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}

const PROBLEM: &str = r#"{
    "type": {"type": "string"},
    "title": {"type": "string"},
    "status": {"type": "integer", "minimum": 400, "maximum": 599},
    "detail": {"type": "string"},
    "errors": {"type": "array", "items": {
        "type": "object",
        "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
        "required": ["detail", "field"],
        "additionalProperties": false
    }}
}"#;

/// Schemas of all answers.
pub(super) fn schemas() -> Vec<(String, Value)> {
    let kinds: Vec<_> = report::KINDS.iter().map(|(value, ..)| value).collect();
    let time = || json!({"type": "string", "format": "date-time"});
    let maybe = |schema: Value| json!({"anyOf": [schema, {"type": "null"}]});
    let words = || json!({"type": ["string", "null"]});
    let mut receipt = exactly(json!({
        "receipt": {"type": "string", "pattern": RECEIPT},
        "code": {"type": "string", "pattern": CODE},
        "reports_url": {"type": "string"},
    }));
    receipt["properties"]["photos"] = json!({
        "type": "array", "items": schema("PhotoKept"),
        "description": "What became of photos that came along; absent if none did.",
    });
    let mut kept = exactly(
        json!({"number": {"type": "integer", "minimum": 1}, "stored": {"type": "boolean"}}),
    );
    kept["properties"]["detail"] = json!({"type": "string"});
    let hex = |digits: u32| json!({"type": "string", "pattern": format!("^[0-9a-f]{{{digits}}}$")});
    [
        ("Health", exactly(json!({"status": {"const": "ok"}}))),
        ("Challenge", exactly(json!({
            "algorithm": {"const": "SHA-256"},
            "challenge": hex(64),
            "salt": {"type": "string"},
            "signature": hex(64),
            "maxnumber": {"type": "integer", "const": limits::MAX_NUMBER},
        }))),
        ("Receipt", receipt),
        ("PhotoKept", kept),
        ("Grants", json!({"type": "array", "items": exactly(json!({
            "url": {"type": "string", "description": "Where the browser posts the file, as a form."},
            "fields": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Fields of that form; the file comes last, as `file`."},
        }))})),
        ("Reports", exactly(json!({"reports": {"type": "array", "items": schema("ReportStatus")}}))),
        ("ReportStatus", exactly(json!({
            "receipt": {"type": "string", "pattern": RECEIPT},
            "kind": {"type": "string", "enum": kinds},
            "category": words(),
            "street": words(),
            "stage": schema("Stage"),
            "label": {"type": "string", "description": "What residents read for the stage."},
            "updated_at": time(),
            "expected_at": maybe(time()),
            "stages": {"type": "array", "items": schema("Step")},
            "outcome_url": words(),
            "can_rate": {"type": "boolean", "description": "Whether a rating is taken now: once for each closing."},
            "feedback": maybe(exactly(json!({
                "at": time(), "resolved": {"type": "boolean"}, "satisfied": {"type": "string", "enum": ["yes", "mostly", "no"]},
            }))),
        }))),
        ("Step", exactly(json!({
            "stage": schema("Stage"), "label": {"type": "string"}, "at": time(), "unit": words(), "note": words(),
        }))),
        ("Stage", json!({"type": "string", "enum": Stage::ALL})),
        ("Problem", exactly(fixed(PROBLEM))),
    ]
    .map(|(name, schema)| (name.to_owned(), schema))
    .to_vec()
}
