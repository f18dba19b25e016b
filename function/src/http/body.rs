//! What was posted: a JSON object or an urlencoded form, and which of the two the sender reads.

use super::problem::Problem;
use crate::words::Sentence;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use serde_json::{Map, Value};

/// The largest body: 2,000 characters of text, twelve bytes each when a form encodes them, and room.
const MOST_BYTES: usize = 64 * 1024;

/// A body that could be read.
pub(super) enum Posted {
    /// A JSON object.
    Json(Map<String, Value>),
    /// A form's fields, in order.
    Form(Vec<(String, String)>),
}

/// Reads the body according to its type.
pub(super) async fn read(parts: &Parts, body: Body) -> Result<Posted, Problem> {
    let kind = essence(&parts.headers);
    let json = match kind.as_str() {
        "application/json" => true,
        "application/x-www-form-urlencoded" => false,
        _ => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Sentence::WrongType,
            ));
        }
    };
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            Sentence::BodyTooLong(MOST_BYTES / 1024),
        ));
    };
    if !json {
        return Ok(Posted::Form(
            form_urlencoded::parse(&bytes).into_owned().collect(),
        ));
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(fields)) => Ok(Posted::Json(fields)),
        _ => Err(Problem::new(StatusCode::BAD_REQUEST, Sentence::NotAnObject)),
    }
}

/// Whether the sender is a browser that will show what it gets. A plain form cannot name its report
/// in a header; whoever does is a program.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    if essence(headers) != "application/x-www-form-urlencoded" {
        return false;
    }
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .unwrap_or_default();
    accept.contains("text/html")
        || !(accept.contains("application/json") || headers.contains_key("idempotency-key"))
}

fn essence(headers: &HeaderMap) -> String {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    kind.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}
