//! `POST /api/feedback`: what a resident says of a closing, once for each. "Not fixed" takes the case
//! up again. Who does not hold phone and code hears what everybody hears of a report that is not
//! there.

use super::{
    App, Shared, body,
    body::Posted,
    language,
    problem::Problem,
    quota::Counted,
    reply::{self, feedback_page},
    report_view::ReportView,
};
use crate::{
    case_record::Satisfaction,
    domain::{Fault, Rating, Receipt, Refusal, typed},
    intake_tables::IntakeTables,
    store::{Change, Changed, LogEntry},
    words::{Lang, Sentence},
};
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::Value;
use std::sync::Arc;

/// Most characters of a comment.
pub(super) const COMMENT_CHARACTERS: usize = 500;
/// Tries while the office changes the same case.
const TRIES: u32 = 4;

/// What was said.
#[derive(Default)]
struct Said {
    phone: String,
    code: String,
    receipt: String,
    resolved: Option<bool>,
    satisfied: Option<Satisfaction>,
    comment: String,
}

/// Takes a rating: the report as it stands afterwards, or a page for a plain form.
pub(super) async fn take(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let page = body::wants_page(&parts.headers);
    let lang = language::asked(&parts);
    let taken = async {
        let said = read(body::read(&parts, body).await?)?;
        let tables = app.tables()?;
        app.count(Counted::Feedback, &parts).await?;
        let lang = reply::spoken(&tables, lang);
        let report = rate(&app, &said, &tables, lang).await?;
        Ok((tables, said, report))
    };
    let taken: Result<(Arc<IntakeTables>, Said, ReportView), Problem> = taken.await;
    match taken {
        Ok((tables, said, report)) if page => feedback_page::show(
            &app,
            &tables,
            reply::spoken(&tables, lang),
            &report,
            said.resolved == Some(false),
        ),
        Ok((_, _, report)) => Json(report).into_response(),
        Err(problem) if page => reply::trouble(&app, lang, &problem),
        Err(problem) => problem.into_response(),
    }
}

async fn rate(
    app: &App,
    said: &Said,
    tables: &IntakeTables,
    lang: Lang,
) -> Result<ReportView, Problem> {
    let opened = app.opened(&said.phone, &said.code).await?;
    let receipt = Receipt::read(&said.receipt)
        .filter(|wanted| opened.iter().any(|report| report.receipt == *wanted))
        .ok_or_else(Problem::no_such_report)?;
    let (Some(resolved), Some(satisfied)) = (said.resolved, said.satisfied) else {
        unreachable!("both are faults of fields when they are missing");
    };
    for _ in 0..TRIES {
        let found = app.store.case(&receipt).await;
        let case = found
            .map_err(|error| Problem::store(&error))?
            .ok_or_else(Problem::no_such_report)?;
        let now = app.now();
        let rating = Rating {
            at: now,
            resolved,
            satisfied,
            closing: 0,
        };
        let after = case
            .progress
            .rated(rating)
            .map_err(|refusal| refused(&refusal))?;
        let change = Change {
            case: &case,
            after: &after,
            entry: LogEntry {
                at: now,
                by: None,
                did: "rated".to_owned(),
                sealed: app.sealed_comment(&said.comment)?,
            },
            clocks: app.clocks,
        };
        match app.store.change(&change).await {
            Ok(Changed::Done(progress)) => return Ok(ReportView::of(&progress, tables, lang)),
            Ok(Changed::Outdated) => {}
            Err(error) => return Err(Problem::store(&error)),
        }
    }
    Err(Problem::not_there())
}

impl App {
    /// A comment that only the office opens; none if nothing was said.
    fn sealed_comment(&self, comment: &str) -> Result<Option<Vec<u8>>, Problem> {
        if comment.is_empty() {
            return Ok(None);
        }
        let sealed = self.recipient.seal(&comment);
        sealed.map(Some).map_err(|error| {
            crate::log::error("seal", &error.to_string());
            Problem::not_there()
        })
    }
}

fn refused(refusal: &Refusal) -> Problem {
    let detail = match refusal {
        Refusal::RatedAlready => Sentence::RatedAlready,
        Refusal::NotClosed => Sentence::NotClosed,
        _ => Sentence::CannotRate,
    };
    Problem::new(StatusCode::CONFLICT, detail)
}

fn read(posted: Posted) -> Result<Said, Problem> {
    let pairs: Vec<(String, Value)> = match posted {
        Posted::Json(object) => object.into_iter().collect(),
        Posted::Form(pairs) => pairs.into_iter().map(from_form).collect(),
    };
    let mut said = Said::default();
    let (mut faults, mut length) = (Vec::new(), 0);
    for (name, value) in pairs {
        match (name.as_str(), value) {
            ("phone", Value::String(typed)) => said.phone = typed,
            ("code", Value::String(typed)) => said.code = typed,
            ("receipt", Value::String(typed)) => said.receipt = typed,
            ("comment", Value::String(typed)) => {
                // Counted as typed; a form sends every line end as two characters.
                length = typed.replace("\r\n", "\n").chars().count();
                said.comment = typed::lines(&typed);
            }
            ("phone" | "comment", Value::Null) => {}
            ("phone" | "code" | "receipt" | "comment", _) => {
                faults.push(Fault::new(name, Sentence::OnlyText));
            }
            ("resolved", Value::Bool(resolved)) => said.resolved = Some(resolved),
            ("resolved", _) => faults.push(Fault::new(name, Sentence::ChooseResolved)),
            ("satisfied", value) => match serde_json::from_value(value) {
                Ok(satisfied) => said.satisfied = Some(satisfied),
                Err(_) => faults.push(Fault::new(name, Sentence::ChooseSatisfied)),
            },
            _ => {
                let name: String = name.chars().take(40).collect();
                faults.push(Fault::new(name, Sentence::UnknownField));
            }
        }
    }
    if length > COMMENT_CHARACTERS {
        let detail = Sentence::CommentTooLong {
            most: COMMENT_CHARACTERS,
            now: length,
        };
        faults.push(Fault::new("comment", detail));
    }
    for (name, missing, detail) in [
        ("code", said.code.is_empty(), Sentence::GiveCode),
        ("receipt", said.receipt.is_empty(), Sentence::GiveReceipt),
        (
            "resolved",
            said.resolved.is_none(),
            Sentence::ChooseResolved,
        ),
        (
            "satisfied",
            said.satisfied.is_none(),
            Sentence::ChooseSatisfied,
        ),
    ] {
        if missing && !faults.iter().any(|fault| fault.field == name) {
            faults.push(Fault::new(name, detail));
        }
    }
    if faults.is_empty() {
        Ok(said)
    } else {
        Err(Problem::fields(faults))
    }
}

/// A form has words only: what is a switch in JSON is `true` or `false` in it.
fn from_form((name, typed): (String, String)) -> (String, Value) {
    let value = match (name.as_str(), typed.as_str()) {
        ("resolved", "true") => Value::Bool(true),
        ("resolved", "false") => Value::Bool(false),
        _ => Value::String(typed),
    };
    (name, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(value: &Value) -> Vec<String> {
        let posted = Posted::Json(value.as_object().cloned().unwrap());
        let problem = read(posted).err();
        let faults = problem.map(|problem| problem.errors).unwrap_or_default();
        faults.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let all = json!({"code": 1, "satisfied": "very", "comment": "字".repeat(501), "stars": 5});
        assert_eq!(
            faults(&all),
            [
                "code",
                "satisfied",
                "stars",
                "comment",
                "receipt",
                "resolved"
            ]
        );
        let good = json!({"phone": null, "code": "x", "receipt": "y", "resolved": false, "satisfied": "mostly"});
        assert_eq!(faults(&good), [] as [&str; 0]);
    }

    #[test]
    fn a_form_says_true_and_false_in_words() {
        let pair = |name: &str, typed: &str| (name.to_owned(), typed.to_owned());
        let said = read(Posted::Form(vec![
            pair("code", "x"),
            pair("receipt", "y"),
            pair("resolved", "false"),
            pair("satisfied", "no"),
            pair("comment", ""),
        ]));
        assert_eq!(said.ok().unwrap().resolved, Some(false));
        let wrong = read(Posted::Form(vec![pair("resolved", "maybe")]));
        assert!(wrong.is_err());
    }
}
