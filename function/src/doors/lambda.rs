//! The Lambda runtime: polls for events, answers each through the router.

use super::{Refused, app, bucket, environment, from_aws, reply_beside_the_binary};
use crate::{
    http::{Peer, router},
    log,
    network::Network,
    settings::{Settings, TableSettings},
    store::remote,
};
use axum::{extract::Request, middleware};
use lambda_http::request::RequestContext;
use std::process::ExitCode;

/// Set by the runtime, and by nothing else.
const RUNTIME_API: &str = "AWS_LAMBDA_RUNTIME_API";

/// Whether this process was started by Lambda.
pub fn is_here() -> bool {
    environment(RUNTIME_API).is_some()
}

/// Answers events until the environment is frozen for good.
pub fn run() -> ExitCode {
    log::quiet_panics();
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
    let table = TableSettings::read(environment)?;
    let network = Network::new(table.roots.clone());
    network.warm();
    let store = remote::store(&table, &network);
    let reply = settings
        .reply
        .clone()
        .unwrap_or_else(reply_beside_the_binary);
    let uploads = bucket(&network)?;
    let app = app(store, uploads, settings, reply, from_aws(network, table))?;
    let router = router(app).layer(middleware::map_request(with_peer));
    // One event at a time is what Lambda sends: more threads would only cost time to start.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(lambda_http::run(router))
}

/// The address that the API saw at the other end, from the event itself: a header could be made up.
async fn with_peer(mut request: Request) -> Request {
    let source = match request.extensions().get::<RequestContext>() {
        Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref(),
        _ => None,
    };
    if let Some(peer) = source.and_then(|address| address.parse().ok()) {
        request.extensions_mut().insert(Peer(peer));
    }
    request
}
