//! Faults as RFC 9457 problem details. The sender's fault is explained; ours is logged and answered
//! with nothing inside.

use crate::{
    domain::Fault,
    log,
    store::StoreError,
    words::{Lang, Sentence},
};
use axum::{
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// Seconds after which a sender may try again when the store was not there.
const RETRY_AFTER: i64 = 5;

/// An answer that is not what was asked for.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) detail: Sentence,
    pub(super) errors: Vec<Fault>,
    /// Seconds after which it is worth coming back.
    pub(super) retry_after: Option<i64>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: Sentence) -> Self {
        Self {
            status,
            detail,
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// Faults of fields.
    pub(super) fn fields(errors: Vec<Fault>) -> Self {
        let detail = Sentence::Faults(errors.len());
        Self {
            errors,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
        }
    }

    /// Ours: the table, the keys or the site's files are not there.
    pub(super) fn not_there() -> Self {
        Self {
            retry_after: Some(RETRY_AFTER),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, Sentence::NotThere)
        }
    }

    /// The network has had its share of this hour.
    pub(super) fn over_quota(seconds: i64) -> Self {
        let minutes = seconds.div_euclid(60) + 1;
        Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, Sentence::OverQuota(minutes))
        }
    }

    /// A promise of ours was broken.
    pub(super) fn broken() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, Sentence::Broken)
    }

    /// The store's failure, logged by its code.
    pub(super) fn store(error: &StoreError) -> Self {
        log::error("store", &error.to_string());
        Self::not_there()
    }

    /// The proof of work is missing, false, too old or was used.
    pub(super) fn not_paid() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            detail: Sentence::NotPaid,
            errors: vec![Fault::new("altcha", Sentence::NotPaidField)],
            retry_after: None,
        }
    }

    /// The one answer for a receipt that is not there, is somebody else's, or is asked for with a
    /// wrong or expired code.
    pub(super) fn no_such_report() -> Self {
        Self::new(StatusCode::NOT_FOUND, Sentence::NoSuchReport)
    }

    /// The key came before, with other words.
    pub(super) fn key_reused() -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            detail: Sentence::KeyReused,
            errors: vec![Fault::new("Idempotency-Key", Sentence::KeyReusedField)],
            retry_after: None,
        }
    }
}

impl IntoResponse for Problem {
    /// In the site's own language; the problem goes along, so that the edge can say it in another.
    fn into_response(self) -> Response {
        let mut response = self.spoken(Lang::default());
        response.extensions_mut().insert(self);
        response
    }
}

impl Problem {
    /// The problem in the words of a language.
    pub(super) fn spoken(&self, lang: Lang) -> Response {
        let errors: Vec<_> = self
            .errors
            .iter()
            .map(|fault| json!({"field": fault.field, "detail": lang.say(&fault.detail)}))
            .collect();
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": lang.say(&self.detail),
            "errors": errors,
        });
        let heads = [
            (header::CONTENT_TYPE, "application/problem+json"),
            (header::CONTENT_LANGUAGE, lang.tag()),
        ];
        let mut response = (self.status, heads, body.to_string()).into_response();
        self.say_when(&mut response);
        response
    }

    /// Says when to come back, on answers that are worth coming back for, whatever their form.
    pub(super) fn say_when(&self, response: &mut Response) {
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.max(1).into());
        }
    }
}

/// 404
pub(super) async fn no_such_address() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, Sentence::NoSuchAddress)
}

/// 405; the router adds `Allow`.
pub(super) async fn wrong_method(method: Method) -> Problem {
    let detail = Sentence::WrongMethod(method.to_string());
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail)
}
