//! The proof of work that a report must bring.

use super::{Shared, problem::Problem};
use crate::{limits, log};
use axum::{Json, extract::State};

/// `GET /api/challenge`
pub(super) async fn make(State(app): State<Shared>) -> Result<Json<limits::Challenge>, Problem> {
    let keys = app.keys().await?;
    limits::challenge(&keys.current, app.now())
        .map(Json)
        .map_err(|error| {
            log::error("challenge", &error.to_string());
            Problem::not_there()
        })
}
