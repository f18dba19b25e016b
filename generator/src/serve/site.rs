//! The built files over HTTP, with the reloading script in every page.

use std::convert::Infallible;
use std::path::Path;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any_service, get};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};
use tower_http::services::{ServeDir, ServeFile};

use super::watch::Change;

/// Largest page that gets the script. Pages are far smaller.
const LARGEST_PAGE: usize = 64 << 20;

const RELOAD_TAG: &str = "<script src=\"/_jiayuan/reload.js\"></script>\n";

const RELOAD_SCRIPT: &str = "\
new EventSource('/_jiayuan/events').addEventListener('built', function () {
  location.reload();
});
";

/// The whole server: pages below the base path, the function below `/api`.
pub(super) fn router(
    output: &Path,
    base_path: &str,
    changed: broadcast::Sender<Change>,
    function: Router,
) -> Router {
    let files = ServeDir::new(output)
        .append_index_html_on_directories(true)
        .not_found_service(ServeFile::new(output.join("404.html")));
    let pages = Router::new()
        .fallback_service(files)
        .layer(axum::middleware::map_response(with_reload));
    let own = Router::new()
        .route("/_jiayuan/events", get(events))
        .route("/_jiayuan/reload.js", get(reload_script))
        .with_state(changed);
    // The function's paths are whole.
    let router = own.route("/api/{*path}", any_service(function));
    if base_path.is_empty() {
        return router.fallback_service(pages);
    }
    let home = format!("{base_path}/");
    router
        .route("/", get(move || async move { Redirect::temporary(&home) }))
        .nest_service(base_path, pages)
}

async fn reload_script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        RELOAD_SCRIPT,
    )
}

/// A stream that says when the site was built again, and ends when the server does.
async fn events(
    State(changed): State<broadcast::Sender<Change>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = BroadcastStream::new(changed.subscribe())
        .take_while(|change| !matches!(change, Ok(Change::Stopping)))
        .map(|_| Ok(Event::default().event("built").data("built")));
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// Puts the script at the end of a page. Nothing here is worth keeping in a browser's cache.
async fn with_reload(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts
        .headers
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let is_page = parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("text/html"));
    let is_whole = matches!(parts.status, StatusCode::OK | StatusCode::NOT_FOUND);
    if !is_page || !is_whole {
        return Response::from_parts(parts, body);
    }
    parts.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    parts.headers.remove(CONTENT_LENGTH);
    match to_bytes(body, LARGEST_PAGE).await {
        Ok(page) if !page.is_empty() => {
            let mut page = page.to_vec();
            page.extend_from_slice(RELOAD_TAG.as_bytes());
            Response::from_parts(parts, Body::from(page))
        }
        Ok(_) => Response::from_parts(parts, Body::empty()),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
