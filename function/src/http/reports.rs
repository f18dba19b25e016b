//! `POST /api/reports`: JSON and multipart here, plain forms in `report_form`.

use super::{
    Shared, body,
    body::Posted,
    filing::{Issued, Outcome, Payment},
    language,
    multipart::{self, PhotoView},
    problem::Problem,
    quota::Counted,
    report_fields::{Fields, together},
    report_form,
};
use crate::{
    domain::Fault,
    intake_tables::IntakeTables,
    limits,
    words::{Lang, Sentence},
};
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;

const KEY_HEADER: &str = "idempotency-key";

/// The answer to a filed report.
#[derive(Serialize)]
struct Receipt {
    receipt: String,
    code: String,
    reports_url: String,
    /// What became of the photos that came along; absent if none did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    photos: Vec<PhotoView>,
}

/// Takes a report.
pub(super) async fn take(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if body::wants_page(&parts.headers) {
        return report_form::take(&app, &parts, body).await;
    }
    let mut photos = Vec::new();
    let fields = if multipart::is_multipart(&parts.headers) {
        multipart::read(&parts.headers, body).await.map(|parts| {
            photos = parts.photos;
            Fields::from_form(parts.fields)
        })
    } else {
        body::read(&parts, body).await.map(|posted| match posted {
            Posted::Json(object) => Fields::from_json(object),
            Posted::Form(pairs) => Fields::from_form(pairs),
        })
    };
    let fields = match fields {
        Ok(fields) => fields,
        Err(problem) => return problem.into_response(),
    };
    match file(&app, &parts, fields, photos).await {
        Ok(receipt) => (StatusCode::CREATED, Json(receipt)).into_response(),
        Err(problem) => problem.into_response(),
    }
}

async fn file(
    app: &Shared,
    parts: &Parts,
    fields: Fields,
    photos: Vec<Vec<u8>>,
) -> Result<Receipt, Problem> {
    let tables = app.tables()?;
    let key = idempotency_key(&parts.headers);
    let checked = match fields.raw.check(&tables) {
        Ok(report) if fields.faults.is_empty() => Ok(report),
        Ok(_) => Err(fields.faults),
        Err(rules) => Err(together(fields.faults, rules)),
    };
    let (key, report) = match (key, checked) {
        (Some(key), Ok(report)) => (key, report),
        (Some(_), Err(faults)) => return Err(Problem::fields(faults)),
        (None, checked) => return Err(no_key(checked.err().unwrap_or_default())),
    };
    let keys = app.keys().await?;
    let payment =
        limits::solved(&keys, &fields.altcha, app.now()).map_or(Payment::None, Payment::Proof);
    // Counted when something is about to be filed, not for every mistake on the way there.
    app.count(Counted::Report, parts).await?;
    match app.file(&report, &key, payment).await? {
        Outcome::Receipt(issued) => {
            let photos = app.keep_photos(&issued.receipt, photos).await;
            Ok(receipt(&issued, &tables, photos, language::asked(parts)))
        }
        Outcome::KeyReused => Err(Problem::key_reused()),
        Outcome::NotPaid => Err(Problem::not_paid()),
    }
}

fn receipt(
    issued: &Issued,
    tables: &IntakeTables,
    photos: Vec<(usize, Option<Sentence>)>,
    lang: Lang,
) -> Receipt {
    Receipt {
        receipt: issued.receipt.to_string(),
        code: issued.code.to_string(),
        reports_url: tables.lookup_url(lang.tag()),
        photos: photos
            .into_iter()
            .map(|(number, refused)| PhotoView::of(number, refused.as_ref(), lang))
            .collect(),
    }
}

fn idempotency_key(headers: &HeaderMap) -> Option<String> {
    let key = headers.get(KEY_HEADER)?.to_str().ok()?;
    let good = (16..=128).contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    good.then(|| key.to_owned())
}

/// The header is no field of the body: 400, with the fields' faults beside it all the same.
fn no_key(mut faults: Vec<Fault>) -> Problem {
    faults.insert(0, Fault::new("Idempotency-Key", Sentence::NoKeyField));
    Problem {
        errors: faults,
        ..Problem::new(StatusCode::BAD_REQUEST, Sentence::NoKey)
    }
}
