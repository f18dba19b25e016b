//! `GET /api/openapi.json`: what the handlers take and answer, as OpenAPI 3.1. The rules come from the
//! same constants, patterns and tables that the handlers check with, so that the two cannot drift; the
//! tests let a generator of requests look for a difference.

mod answers;
mod bodies;
mod paths;

use super::{Shared, problem::Problem};
use crate::intake_tables::IntakeTables;
use axum::{Json, extract::State};
use serde_json::{Value, json};

/// `GET /api/openapi.json`
pub(super) async fn show(State(app): State<Shared>) -> Result<Json<Value>, Problem> {
    let tables = app.tables()?;
    Ok(Json(document(&tables, app.uploads.most_bytes())))
}

/// The document for a site with these tables, and photos of at most so many bytes.
pub(crate) fn document(tables: &IntakeTables, photo_bytes: u64) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("{}：residents' reports", tables.site_name),
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Takes reports, questions, suggestions and appointments, and answers look-ups. Faults are RFC 9457 problem details, all of them at once, in Chinese or, where `lang` or Accept-Language ask for it, in English. There are no cookies.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths::all(),
        "components": {
            "schemas": bodies::all(tables, photo_bytes).into_iter().chain(answers::schemas()).collect::<serde_json::Map<_, _>>(),
            "responses": answers::responses(),
            "headers": answers::headers(),
            "parameters": paths::parameters(),
        },
    })
}

/// A part that depends on nothing.
fn fixed(text: &str) -> Value {
    serde_json::from_str(text).expect("our own text is JSON")
}

/// A reference to a schema.
fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http::report_fields::Fields, words::Sentence};

    fn tables() -> IntakeTables {
        serde_json::from_str(include_str!("../../../testdata/intake.json")).unwrap()
    }

    /// Names that a reader of fields refuses as unknown.
    fn unknown(name: &str, form: bool) -> bool {
        let fields = if form {
            Fields::from_form(vec![(name.to_owned(), String::new())])
        } else {
            Fields::from_json([(name.to_owned(), Value::Null)].into_iter().collect())
        };
        fields.faults.iter().any(|fault| {
            matches!(
                fault.detail,
                Sentence::UnknownField | Sentence::UnknownFormField
            )
        })
    }

    #[test]
    fn every_documented_field_is_read_and_no_other() {
        let document = document(&tables(), 1000);
        for (schema, form) in [("Report", false), ("ReportForm", true)] {
            let schema = &document["components"]["schemas"][schema];
            assert_eq!(schema["additionalProperties"], false);
            let names = schema["properties"].as_object().unwrap();
            assert!(names.len() > 10);
            for name in names.keys() {
                assert!(!unknown(name, form), "{name} is documented and not read");
            }
            assert!(unknown("colour", form));
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document(&tables(), 1000);
        let text = document.to_string();
        let mut count = 0;
        for rest in text.split("\"$ref\":\"#").skip(1) {
            let pointer = rest.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
            count += 1;
        }
        assert!(count > 20);
    }
}
