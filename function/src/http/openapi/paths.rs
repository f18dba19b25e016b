//! The addresses, each with what it takes and all that it may answer.

use super::{
    answers::{fault, usual},
    fixed, schema,
};
use serde_json::{Map, Value, json};

/// Faults of a read.
const READ: [&str; 3] = ["405", "500", "503"];
/// Faults of everything that is posted.
const POSTED: [&str; 8] = ["400", "405", "413", "415", "422", "429", "500", "503"];

/// All paths.
pub(super) fn all() -> Value {
    json!({
        "/api/health": {"get": read("health", "Whether the function is up", "Health")},
        "/api/challenge": {"get": read("challenge", "A proof of work to solve; good for 20 minutes and one report", "Challenge")},
        "/api/openapi.json": {"get": {
            "operationId": "openapi",
            "summary": "This document",
            "responses": responses("200", "The document", json!({"application/json": {"schema": {"type": "object"}}}), &READ, false),
        }},
        "/api/form": {"get": form()},
        "/api/reports": {"post": {
            "operationId": "report",
            "summary": "File a report, a question, a suggestion or an appointment",
            "description": "Sent again under the same key with the same words it is answered with the same receipt, for 60 days. A form without the header Idempotency-Key, as a browser without scripts sends it, is answered with pages: first to check the answers, then with the receipt; the page carries the key.",
            "parameters": [{"$ref": "#/components/parameters/IdempotencyKey"}, {"$ref": "#/components/parameters/Lang"}],
            "requestBody": body(&[("application/json", "Report"), ("application/x-www-form-urlencoded", "ReportForm"), ("multipart/form-data", "ReportMultipart")]),
            "responses": report_responses(),
        }},
        "/api/lookups": {"post": {
            "operationId": "lookup",
            "summary": "What became of the reports under a phone and a code",
            "description": "Malformed, unknown, wrong and expired are answered alike: with no reports.",
            "parameters": [{"$ref": "#/components/parameters/Lang"}],
            "requestBody": body(&[("application/json", "Lookup"), ("application/x-www-form-urlencoded", "Lookup")]),
            "responses": responses("200", "The reports, newest first", or_page("Reports"), &POSTED, true),
        }},
        "/api/photos": {"post": {
            "operationId": "photos",
            "summary": "The right to send photos for a report",
            "description": "Each grant is a form that the browser posts with the file, straight to where photos are kept. It fixes name, type and greatest size, and ends soon.",
            "parameters": [{"$ref": "#/components/parameters/Lang"}],
            "requestBody": body(&[("application/json", "PhotoRequest")]),
            "responses": responses("200", "A grant for each file, in their order", json!({"application/json": {"schema": schema("Grants")}}), &[&POSTED[..], &["404"]].concat(), false),
        }},
        "/api/feedback": {"post": {
            "operationId": "feedback",
            "summary": "What a resident says of a closing, once for each; not resolved takes the case up again",
            "parameters": [{"$ref": "#/components/parameters/Lang"}],
            "requestBody": body(&[("application/json", "Feedback"), ("application/x-www-form-urlencoded", "FeedbackForm")]),
            "responses": responses("200", "The report as it stands afterwards", or_page("ReportStatus"), &[&POSTED[..], &["404", "409"]].concat(), true),
        }},
    })
}

/// Parameters that several paths take. As text, like all that is fixed: it is a third of the code.
pub(super) fn parameters() -> Value {
    fixed(
        r#"{
        "IdempotencyKey": {
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "Names this report, so that sending it again cannot file it twice. A UUID will do.",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,128}$", "minLength": 16, "maxLength": 128}
        },
        "Lang": {
            "name": "lang", "in": "query", "required": false,
            "description": "Language of the answer, before Accept-Language; the site's own if there is no such.",
            "schema": {"type": "string"}
        }
    }"#,
    )
}

/// The form that a link fills in.
fn form() -> Value {
    let mut form = fixed(
        r##"{
        "operationId": "form",
        "summary": "The report form for browsers without scripts, with what a link says filled in",
        "description": "Takes public names only, never words of a report. What the site does not know is left out.",
        "parameters": [
            {"$ref": "#/components/parameters/Lang"},
            {"name": "kind", "in": "query", "required": false, "description": "What is wanted.", "schema": {"type": "string"}},
            {"name": "category", "in": "query", "required": false, "description": "Code or label of a category.", "schema": {"type": "string"}},
            {"name": "street", "in": "query", "required": false, "description": "Name of a street.", "schema": {"type": "string"}},
            {"name": "place", "in": "query", "required": false, "description": "Token of a sticker.", "schema": {"type": "string"}}
        ]
    }"##,
    );
    let page = fixed(r#"{"text/html": {"schema": {"type": "string"}}}"#);
    form["responses"] = responses("200", "The form", page, &READ, true);
    form
}

fn read(id: &str, summary: &str, answer: &str) -> Value {
    let content = json!({"application/json": {"schema": schema(answer)}});
    json!({
        "operationId": id,
        "summary": summary,
        "responses": responses("200", summary, content, &READ, false),
    })
}

fn body(kinds: &[(&str, &str)]) -> Value {
    let content: Map<String, Value> = kinds
        .iter()
        .map(|(kind, name)| ((*kind).to_owned(), json!({"schema": schema(name)})))
        .collect();
    json!({"required": true, "content": content})
}

fn or_page(name: &str) -> Value {
    json!({"application/json": {"schema": schema(name)}, "text/html": {"schema": {"type": "string"}}})
}

fn responses(
    status: &str,
    description: &str,
    content: Value,
    faults: &[&str],
    pages: bool,
) -> Value {
    let mut all = Map::new();
    let good = json!({"description": description, "headers": usual(), "content": content});
    all.insert(status.to_owned(), good);
    for known in faults {
        let suffix = if pages { "Page" } else { "" };
        let reference = format!("#/components/responses/{}{suffix}", fault(known));
        all.insert((*known).to_owned(), json!({"$ref": reference}));
    }
    Value::Object(all)
}

fn report_responses() -> Value {
    let faults = [&POSTED[..], &["403"]].concat();
    let mut all = responses(
        "201",
        "Filed, now or before",
        or_page("Receipt"),
        &faults,
        true,
    );
    all["200"] = json!({
        "description": "A page of a plain form: the answers to check, or the form again",
        "headers": usual(),
        "content": {"text/html": {"schema": {"type": "string"}}},
    });
    all
}
