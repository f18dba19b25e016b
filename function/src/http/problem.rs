//! Faults as RFC 9457 problem details. The sender's fault is explained; ours is logged and answered
//! with nothing inside.

use crate::{domain::Fault, log, store::StoreError};
use axum::{
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// Seconds after which a sender may try again when the store was not there.
const RETRY_AFTER: i64 = 5;

/// An answer that is not what was asked for.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) detail: String,
    pub(super) errors: Vec<Fault>,
    /// Seconds after which it is worth coming back.
    pub(super) retry_after: Option<i64>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// Faults of fields.
    pub(super) fn fields(errors: Vec<Fault>) -> Self {
        let detail = format!("有 {} 处需要改正。", errors.len());
        Self {
            errors,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
        }
    }

    /// Ours: the table, the keys or the site's files are not there.
    pub(super) fn not_there() -> Self {
        Self {
            retry_after: Some(RETRY_AFTER),
            ..Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "系统暂时没有收下，请过几秒用同一份内容再提交一次，不会重复受理。",
            )
        }
    }

    /// The network has had its share of this hour.
    pub(super) fn over_quota(seconds: i64) -> Self {
        let minutes = seconds.div_euclid(60) + 1;
        Self {
            retry_after: Some(seconds),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!(
                    "您所在的网络这一小时提交得太多了，请过 {minutes} 分钟再试；急事请拨打 12345。"
                ),
            )
        }
    }

    /// A promise of ours was broken.
    pub(super) fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "系统出了错，没有收下；请过一会儿再试，或拨打 12345。",
        )
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
            detail: "验证没有通过，请重新获取验证（GET /api/challenge）后再提交。".to_owned(),
            errors: vec![Fault::new(
                "altcha",
                "验证缺失、已过期或已用过，请重新获取后再提交。",
            )],
            retry_after: None,
        }
    }

    /// The key came before, with other words.
    pub(super) fn key_reused() -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            detail: "先前用同一个编号（Idempotency-Key）提交的另一份内容已经收下。".to_owned(),
            errors: vec![Fault::new(
                "Idempotency-Key",
                "先前用同一个编号（Idempotency-Key）提交的另一份内容已经收下；要再交这一份，请换一个编号提交。",
            )],
            retry_after: None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "errors": self.errors,
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, kind, body.to_string()).into_response();
        self.say_when(&mut response);
        response
    }
}

impl Problem {
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
    Problem::new(
        StatusCode::NOT_FOUND,
        "没有这个地址；可用的有 /api/health、/api/challenge、/api/reports、/api/photos、/api/lookups、/api/feedback、/api/openapi.json。",
    )
}

/// 405; the router adds `Allow`.
pub(super) async fn wrong_method(method: Method) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("这个地址不接受 {method}，请看 Allow。"),
    )
}
