//! What was posted: a JSON object or an urlencoded form, and which of the two the sender reads.

use super::problem::Problem;
use crate::words::Sentence;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use http_body_util::BodyExt as _;
use serde_json::{Map, Value};

/// The largest body: 2,000 characters of text, twelve bytes each when a form encodes them, and room.
const MOST_BYTES: usize = 64 * 1024;

/// What is read of a body that is too large, and thrown away.
const MOST_DRAINED: usize = 64 * 1024 * 1024;

/// A body that could be read.
pub(super) enum Posted {
    /// A JSON object.
    Json(Map<String, Value>),
    /// A form's fields, in order.
    Form(Vec<(String, String)>),
}

/// A body that is not longer than this by its own account; none if it is. That one is read to its end
/// first: whoever is still sending when the connection closes never sees the answer.
pub(super) async fn within(headers: &HeaderMap, mut body: Body, most: usize) -> Option<Body> {
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_none_or(|length| length <= most) {
        return Some(body);
    }
    let mut drained = 0;
    while drained < MOST_DRAINED
        && let Some(Ok(frame)) = body.frame().await
    {
        drained += frame.data_ref().map_or(0, |bytes| bytes.len());
    }
    None
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
    let too_long = || {
        let sentence = Sentence::BodyTooLong(MOST_BYTES / 1024);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, sentence)
    };
    let body = within(&parts.headers, body, MOST_BYTES)
        .await
        .ok_or_else(too_long)?;
    let bytes = to_bytes(body, MOST_BYTES).await.map_err(|_| too_long())?;
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
