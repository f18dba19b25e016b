//! Is the function up? Says nothing of the table: whoever watches asks often, and must cost nothing.

use axum::Json;
use serde_json::{Value, json};

/// `GET /api/health`
pub(super) async fn show() -> Json<Value> {
    Json(json!({"status": "ok"}))
}
