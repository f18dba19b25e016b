//! `POST /api/lookups`: phone and code in, reports out. No report, a malformed code, a wrong one and
//! an expired one give the same bytes after the same work, so that nobody learns from an answer
//! whether a neighbour has complained.

use super::{
    Shared, body,
    body::Posted,
    problem::Problem,
    quota::Counted,
    reply::{self, lookup_page},
};
use crate::{
    case_record::{Kind, Satisfaction, Stage},
    domain::{Fault, Progress, time},
    intake_tables::IntakeTables,
};
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Answer {
    reports: Vec<ReportView>,
}

/// A report as its resident may see it.
#[derive(Serialize)]
pub(super) struct ReportView {
    pub(super) receipt: String,
    pub(super) kind: Kind,
    pub(super) category: Option<String>,
    pub(super) street: Option<String>,
    pub(super) stage: Stage,
    pub(super) label: String,
    pub(super) updated_at: String,
    /// By when an answer may be expected; null once nothing more is owed.
    pub(super) expected_at: Option<String>,
    pub(super) stages: Vec<StepView>,
    /// The published outcome, once there is one.
    pub(super) outcome_url: Option<String>,
    /// Whether a rating is taken now: once for each closing.
    pub(super) can_rate: bool,
    /// What the resident last said of a closing.
    pub(super) feedback: Option<FeedbackView>,
}

/// A rating, without its comment: that is sealed.
#[derive(Serialize)]
pub(super) struct FeedbackView {
    pub(super) at: String,
    pub(super) resolved: bool,
    pub(super) satisfied: Satisfaction,
}

/// A stage reached.
#[derive(Serialize)]
pub(super) struct StepView {
    pub(super) stage: Stage,
    pub(super) label: String,
    pub(super) at: String,
    pub(super) unit: Option<String>,
    pub(super) note: Option<String>,
}

/// Answers a look-up.
pub(super) async fn answer(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let page = body::wants_page(&parts.headers);
    let lang = reply::language(&parts);
    let found = async {
        let (phone, code) = read(body::read(&parts, body).await?)?;
        let tables = app
            .reply
            .tables()
            .map_err(|error| reply::files::missing(&error))?;
        app.count(Counted::Lookup, &parts).await?;
        let reports = app.opened(&phone, &code).await?;
        Ok((tables, reports, (phone, code)))
    };
    match found.await {
        Ok((tables, reports, opened_with)) if page => {
            let reports = reports
                .iter()
                .map(|progress| view(progress, &tables))
                .collect();
            lookup_page::show(&app, &tables, lang.as_deref(), reports, opened_with)
        }
        Ok((tables, reports, _)) => Json(Answer {
            reports: reports
                .iter()
                .map(|progress| view(progress, &tables))
                .collect(),
        })
        .into_response(),
        Err(problem) if page => reply::trouble(&app, lang.as_deref(), problem),
        Err(problem) => problem.into_response(),
    }
}

/// The one answer for a receipt that is not there, is somebody else's, or is asked for with a wrong
/// or expired code.
pub(super) fn no_such_report() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "没有查到这一件，请核对回执号、电话和查询码。",
    )
}

/// Phone and code as typed.
fn read(posted: Posted) -> Result<(String, String), Problem> {
    let (mut phone, mut code) = (None, None);
    let mut faults = Vec::new();
    let mut take = |name: &str, typed: Option<String>| match (name, typed) {
        ("phone", Some(typed)) => phone = Some(typed),
        ("code", Some(typed)) => code = Some(typed),
        ("phone" | "code", None) => faults.push(Fault::new(name, "只能是文字（字符串）。")),
        _ => faults.push(Fault::new(
            name.chars().take(40).collect::<String>(),
            "没有这个字段，请去掉。",
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
        faults.push(Fault::new("code", "请填写查询码。"));
    }
    if !faults.is_empty() {
        return Err(Problem::fields(faults));
    }
    Ok((phone.unwrap_or_default(), code.unwrap_or_default()))
}

pub(super) fn view(progress: &Progress, tables: &IntakeTables) -> ReportView {
    ReportView {
        receipt: progress.receipt.to_string(),
        kind: progress.kind,
        category: progress
            .category
            .as_ref()
            .map(|category| category.label.clone()),
        street: progress.street.clone(),
        stage: progress.stage(),
        label: label(progress.stage(), tables),
        updated_at: time::rfc3339(progress.updated_at),
        expected_at: progress.expected_at(tables).map(time::rfc3339),
        stages: progress
            .stages
            .iter()
            .map(|step| StepView {
                stage: step.stage,
                label: match step.reply {
                    true => "答复".to_owned(),
                    false => label(step.stage, tables),
                },
                at: time::rfc3339(step.at),
                unit: step.unit.clone(),
                note: step.note.clone(),
            })
            .collect(),
        outcome_url: progress
            .published
            .then(|| format!("{}/cases/{}/", tables.base_path, progress.receipt)),
        can_rate: progress.may_rate().is_ok(),
        feedback: progress.rating.map(|rating| FeedbackView {
            at: time::rfc3339(rating.at),
            resolved: rating.resolved,
            satisfied: rating.satisfied,
        }),
    }
}

/// What residents read for a stage; the words are the site's.
fn label(stage: Stage, tables: &IntakeTables) -> String {
    let found = tables.stages.iter().find(|known| known.stage == stage);
    found.map_or_else(|| "办理中".to_owned(), |known| known.label.clone())
}
