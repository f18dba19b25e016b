//! The ways in. Each one reads its settings, builds the one router and hands it over; none of them
//! knows a rule.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "lambda")]
pub mod lambda;
#[cfg(feature = "cli")]
pub mod listen;

use crate::{
    http::{App, ReplyFiles},
    settings::Settings,
    store::Store,
};
use jiff::Timestamp;
use std::path::PathBuf;

/// What went wrong at a door, as a sentence for the operator.
pub type Refused = Box<dyn std::error::Error + Send + Sync>;

/// The shared state from settings and a store.
pub fn app(store: Store, settings: Settings, reply: PathBuf) -> App {
    App {
        store,
        secret: settings.secret,
        recipient: settings.recipient,
        reply: ReplyFiles::new(reply),
        code_days: settings.code_days,
        clock: Timestamp::now,
    }
}

/// `reply` beside the binary: where a deployment packs the site's pages and tables.
pub fn reply_beside_the_binary() -> PathBuf {
    let binary = std::env::current_exe().ok();
    binary
        .and_then(|binary| Some(binary.parent()?.join("reply")))
        .unwrap_or_else(|| "reply".into())
}

/// A variable of the environment.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
