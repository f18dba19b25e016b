//! Plain HTTP on an address, for a machine of one's own behind a proxy that speaks TLS.

use super::Refused;
use axum::Router;
use std::{future::IntoFuture as _, io::Write, time::Duration};
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
    let (told, tell) = (tokio::sync::Notify::new(), signal());
    let stopping = std::sync::Arc::new(told);
    let heard = stopping.clone();
    let server = axum::serve(listener, router)
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

async fn signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
