//! One router for every door: the Lambda runtime, `--listen`, and `serve`.
//!
//! JSON is answered with JSON, a plain form with a page in the site's look. Nothing in here keeps
//! anything between two requests; what must last goes to the store.

mod body;
mod challenge;
mod filing;
mod guard;
mod health;
mod lookups;
mod problem;
pub mod reply;
mod report_fields;
mod report_form;
mod reports;

pub use reply::files::ReplyFiles;

use crate::{
    seal::{Recipient, Secret},
    store::Store,
};
use axum::{
    Router, middleware,
    routing::{any, get, post},
};
use jiff::Timestamp;
use std::sync::Arc;

/// All that the handlers share.
pub struct App {
    /// Where reports are kept.
    pub store: Store,
    /// Codes, lookup keys, challenges and form tokens derive from it.
    pub secret: Secret,
    /// What was typed is sealed to it.
    pub recipient: Recipient,
    /// Reply pages and tables of the site.
    pub reply: ReplyFiles,
    /// Days for which a code opens its reports.
    pub code_days: u32,
    /// Tells the time.
    pub clock: fn() -> Timestamp,
}

type Shared = Arc<App>;

/// The router. Its paths are whole and begin with `/api/`; it has no fallback of its own, so that
/// `serve` can merge it into a router that has one (`Router::new().merge(router)`).
pub fn router(app: App) -> Router {
    Router::new()
        .route("/api/health", get(health::show))
        .route("/api/challenge", get(challenge::make))
        .route("/api/reports", post(reports::take))
        .route("/api/lookups", post(lookups::answer))
        .route("/api/{*path}", any(problem::no_such_address))
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(middleware::map_response(guard::headers))
        .with_state(Arc::new(app))
}

impl App {
    fn now(&self) -> Timestamp {
        (self.clock)()
    }
}
