//! Plain HTTP on an address, for a machine of one's own behind a proxy that speaks TLS.

use super::{Refused, stopping::interrupted};
use crate::http::Peer;
use axum::{
    Router,
    extract::{ConnectInfo, Request},
    middleware,
};
use std::{future::IntoFuture as _, io::Write, net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

/// How long requests under way may take to end after a signal.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until SIGINT or SIGTERM; then takes no more connections and lets requests end.
pub async fn serve(address: &str, router: Router, out: &mut dyn Write) -> Result<(), Refused> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("{address}: {error}"))?;
    writeln!(out, "listening on http://{}", listener.local_addr()?)?;
    out.flush()?;
    let (told, tell) = (tokio::sync::Notify::new(), interrupted());
    let stopping = std::sync::Arc::new(told);
    let heard = stopping.clone();
    let service = with_peers(router).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            tell.await;
            heard.notify_one();
        })
        .into_future();
    tokio::select! {
        served = server => served?,
        () = async { stopping.notified().await; tokio::time::sleep(PATIENCE).await } => {}
    }
    Ok(())
}

/// Tells the router who is at the other end of a connection, if the server that it runs in knows.
pub fn with_peers(router: Router) -> Router {
    router.layer(middleware::map_request(with_peer))
}

async fn with_peer(mut request: Request) -> Request {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(peer) = peer.map(|peer| Peer(peer.0.ip())) {
        request.extensions_mut().insert(peer);
    }
    request
}
