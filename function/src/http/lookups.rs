//! `POST /api/lookups`: phone and code in, reports out. No report, a malformed code, a wrong one and
//! an expired one give the same bytes after the same work, so that nobody learns from an answer
//! whether a neighbour has complained.

use super::{
    Shared, body,
    body::Posted,
    language,
    problem::Problem,
    quota::Counted,
    reply::{self, lookup_page},
    report_view::ReportView,
};
use crate::{domain::Fault, words::Sentence};
use axum::{
    Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Answer {
    reports: Vec<ReportView>,
}

/// Answers a look-up.
pub(super) async fn answer(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let page = body::wants_page(&parts.headers);
    let lang = language::asked(&parts);
    let found = async {
        let (phone, code) = read(body::read(&parts, body).await?)?;
        let tables = app.tables()?;
        app.count(Counted::Lookup, &parts).await?;
        let reports = app.opened(&phone, &code).await?;
        Ok((tables, reports, (phone, code)))
    };
    match found.await {
        Ok((tables, reports, opened_with)) => {
            let lang = reply::spoken(&tables, lang);
            let reports = reports
                .iter()
                .map(|progress| ReportView::of(progress, &tables, lang))
                .collect();
            match page {
                true => lookup_page::show(&app, &tables, lang, reports, opened_with),
                false => Json(Answer { reports }).into_response(),
            }
        }
        Err(problem) if page => reply::trouble(&app, lang, &problem),
        Err(problem) => problem.into_response(),
    }
}

/// Phone and code as typed.
fn read(posted: Posted) -> Result<(String, String), Problem> {
    let (mut phone, mut code) = (None, None);
    let mut faults = Vec::new();
    let mut take = |name: &str, typed: Option<String>| match (name, typed) {
        ("phone", Some(typed)) => phone = Some(typed),
        ("code", Some(typed)) => code = Some(typed),
        ("phone" | "code", None) => faults.push(Fault::new(name, Sentence::OnlyText)),
        _ => faults.push(Fault::new(
            name.chars().take(40).collect::<String>(),
            Sentence::UnknownField,
        )),
    };
    match posted {
        Posted::Json(object) => {
            for (name, value) in object {
                // A resident without a phone leaves it out, or empty.
                match value {
                    Value::String(typed) => take(&name, Some(typed)),
                    _ => take(&name, None),
                }
            }
        }
        Posted::Form(pairs) => pairs
            .into_iter()
            .for_each(|(name, typed)| take(&name, Some(typed))),
    }
    if code.is_none() && !faults.iter().any(|fault| fault.field == "code") {
        faults.push(Fault::new("code", Sentence::WriteCode));
    }
    if !faults.is_empty() {
        return Err(Problem::fields(faults));
    }
    Ok((phone.unwrap_or_default(), code.unwrap_or_default()))
}
