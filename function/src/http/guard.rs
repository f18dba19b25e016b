//! Headers that every answer carries.

use super::problem::Problem;
use crate::settings::Edge;
use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::{any::Any, time::Duration};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long a browser remembers what an origin may do.
const PREFLIGHT: Duration = Duration::from_secs(60 * 60);

/// Marks a page that stands in a frame of our own receipt page.
#[derive(Clone, Copy)]
pub(super) struct Framed;

/// Nothing is kept by caches, nothing is framed, nothing leaks by referrer. A page's own policy is
/// in its meta tag, as everywhere on the site; what a meta tag cannot say is said here.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    // Whoever speaks TLS before us says so; plain HTTP ignores the header that answers it.
    let secure = request
        .headers()
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https");
    let mut response = next.run(request).await;
    let page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let framed = response.extensions().get::<Framed>().is_some();
    let policy = if framed {
        "base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
    } else if page {
        "base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    };
    let all: [(HeaderName, &'static str); 6] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::X_FRAME_OPTIONS,
            if framed { "SAMEORIGIN" } else { "DENY" },
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-site",
        ),
    ];
    for (name, value) in all {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    if secure {
        response.headers_mut().insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}

/// Pages of the named origins may call us, nobody else's; there are no cookies to send.
pub(super) fn origins(edge: &Edge) -> Option<CorsLayer> {
    (!edge.origins.is_empty()).then(|| {
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(edge.origins.iter().cloned()))
            .allow_methods([Method::GET, Method::POST])
            .allow_headers([
                header::CONTENT_TYPE,
                HeaderName::from_static("idempotency-key"),
            ])
            .expose_headers([header::RETRY_AFTER, header::ALLOW])
            .max_age(PREFLIGHT)
    })
}

/// A panic is answered like every other fault of ours, with nothing inside. The hook of the log has
/// said where it was.
pub(super) fn panicked(_words: Box<dyn Any + Send>) -> Response {
    Problem::broken().into_response()
}
