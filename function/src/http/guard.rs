//! Headers that every answer carries.

use super::{language, problem::Problem};
use crate::{settings::Edge, words::Lang};
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
    let lang = language::of_program(request.uri(), request.headers());
    let mut response = in_words(next.run(request).await, lang);
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

/// A problem says itself in the language of whoever asked. What has been added to the answer on its
/// way, such as `Allow`, stays.
fn in_words(mut response: Response, lang: Lang) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    if lang == Lang::default() {
        return response;
    }
    let (heads, body) = problem.spoken(lang).into_parts();
    *response.body_mut() = body;
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response.headers_mut().extend(heads.headers);
    response
}

/// Pages of the named origins may call us, nobody else's; there are no cookies to send.
pub(super) fn origins(edge: &Edge) -> Option<CorsLayer> {
    (!edge.origins.is_empty()).then(|| {
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(edge.origins.iter().cloned()))
            .allow_methods([Method::GET, Method::POST])
            .allow_headers([
                header::ACCEPT_LANGUAGE,
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
