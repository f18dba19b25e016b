//! The Lambda runtime: polls for events, answers each through the router.

use super::{Refused, app, environment, reply_beside_the_binary};
use crate::{
    http::router,
    log,
    settings::{Settings, TableSettings},
    store::remote,
};
use std::process::ExitCode;

/// Set by the runtime, and by nothing else.
const RUNTIME_API: &str = "AWS_LAMBDA_RUNTIME_API";

/// Whether this process was started by Lambda.
pub fn is_here() -> bool {
    environment(RUNTIME_API).is_some()
}

/// Answers events until the environment is frozen for good.
pub fn run() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => {
            log::error("start", &refused.to_string());
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Refused> {
    let settings = Settings::read(environment)?;
    let store = remote::store(&TableSettings::read(environment)?);
    let reply = settings
        .reply
        .clone()
        .unwrap_or_else(reply_beside_the_binary);
    let router = router(app(store, settings, reply));
    // One event at a time is what Lambda sends: more threads would only cost time to start.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(lambda_http::run(router))
}
