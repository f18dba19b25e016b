//! One router for every door: the Lambda runtime, `--listen`, and `serve`.
//!
//! JSON is answered with JSON, a plain form with a page in the site's look. Nothing in here keeps
//! anything between two requests; what must last goes to the store.

mod body;
mod challenge;
mod client;
mod feedback;
mod filing;
mod guard;
mod health;
mod language;
mod lookups;
mod multipart;
mod openapi;
mod opened;
mod photos;
mod plain_photos;
mod problem;
mod quota;
pub mod reply;
mod report_fields;
mod report_form;
mod report_view;
mod reports;
mod upload;

pub use client::Peer;
pub use reply::files::ReplyFiles;

use crate::{
    intake_tables::IntakeTables,
    keyring::{Keyring, Keys},
    log,
    seal::Recipient,
    settings::Edge,
    store::{Clocks, Store, Uploads},
};
use axum::{
    Router, middleware,
    routing::{any, get, post},
};
use jiff::Timestamp;
use problem::Problem;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// All that the handlers share.
pub struct App {
    /// Where reports are kept.
    pub store: Store,
    /// Where photos are kept.
    pub uploads: Uploads,
    /// Codes, lookup keys, challenges and form tokens derive from what is on it.
    pub keyring: Keyring,
    /// What was typed is sealed to it.
    pub recipient: Recipient,
    /// Reply pages and tables of the site.
    pub reply: ReplyFiles,
    /// Days for which a code opens its reports.
    pub code_days: u32,
    /// When what is closed is deleted.
    pub clocks: Clocks,
    /// Quotas, origins, client addresses.
    pub edge: Edge,
    /// Tells the time.
    pub clock: fn() -> Timestamp,
}

type Shared = Arc<App>;

/// The router. Its paths are whole and begin with `/api/`; it has no fallback of its own, so that
/// `serve` can merge it into a router that has one (`Router::new().merge(router)`).
pub fn router(app: App) -> Router {
    let origins = guard::origins(&app.edge);
    let router = Router::new()
        .route("/api/health", get(health::show))
        .route("/api/challenge", get(challenge::make))
        .route("/api/form", get(report_form::show))
        .route("/api/reports", post(reports::take))
        .route("/api/photos", post(photos::grant))
        .route(photos::RECEIVED, get(upload::received))
        .route("/api/upload", post(upload::take))
        .route("/api/lookups", post(lookups::answer))
        .route("/api/feedback", post(feedback::take))
        .route("/api/openapi.json", get(openapi::show))
        .route("/api/{*path}", any(problem::no_such_address))
        .method_not_allowed_fallback(problem::wrong_method)
        .layer(CatchPanicLayer::custom(guard::panicked));
    let router = match origins {
        Some(origins) => router.layer(origins),
        None => router,
    };
    router
        .layer(middleware::from_fn(guard::headers))
        .with_state(Arc::new(app))
}

impl App {
    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The site's tables.
    fn tables(&self) -> Result<Arc<IntakeTables>, Problem> {
        self.reply.tables().map_err(|error| {
            // The site's files are missing or broken: ours to put right, not the sender's.
            log::error("reply files", &error.kind().to_string());
            Problem::not_there()
        })
    }

    /// The secrets, asked for if they are kept elsewhere.
    async fn keys(&self) -> Result<Arc<Keys>, Problem> {
        self.keyring.keys().await.map_err(|missing| {
            log::error("secret", &missing);
            Problem::not_there()
        })
    }
}
