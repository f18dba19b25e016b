//! What a look-up found, as a page. The page for nothing found is the same to the byte, whatever
//! the reason.

use super::{App, page, render, tag};
use crate::{
    domain::{status, time},
    http::{language::with_language, report_view::ReportView},
    intake_tables::IntakeTables,
    words::{self, Lang, Pages},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "lookup.html")]
struct Page<'a> {
    w: &'static Pages,
    reports: Vec<Card>,
    lookup: String,
    usual: String,
    hotline: &'a str,
    /// What opened them, for the form of a rating. Never in an address.
    phone: &'a str,
    code: &'a str,
    action: &'a str,
}

/// One report.
struct Card {
    title: String,
    receipt: String,
    label: String,
    filed: String,
    updated: String,
    street: Option<String>,
    history: Vec<Event>,
    steps: Vec<(&'static str, &'static str)>,
    open: bool,
    expected: Option<String>,
    outcome_url: Option<String>,
    can_rate: bool,
    rated: Option<String>,
}

/// A stage reached.
struct Event {
    label: String,
    at: String,
    unit: Option<String>,
    note: Option<String>,
}

/// Shows what was found.
pub(in crate::http) fn show(
    app: &App,
    tables: &IntakeTables,
    lang: Lang,
    reports: Vec<ReportView>,
    opened_with: (String, String),
) -> Response {
    let w = lang.pages();
    let main = render(&Page {
        w,
        reports: reports
            .into_iter()
            .map(|report| card(report, lang))
            .collect(),
        lookup: tables.lookup_url(lang.tag()),
        usual: words::fill(w.usual, &[("n", &tables.answer_within_days.to_string())]),
        hotline: &tables.hotline,
        phone: &opened_with.0,
        code: &opened_with.1,
        action: &with_language("/api/feedback", lang),
    });
    page(app, tag(tables, lang), w.progress, &main, StatusCode::OK)
}

fn card(report: ReportView, lang: Lang) -> Card {
    let w = lang.pages();
    let reached: Vec<_> = report.stages.iter().map(|step| step.stage).collect();
    let states = status::steps(&reached);
    let kind = lang.kind(report.kind);
    let day = |at: &str| said_time(at, lang, Said::Day);
    let minute = |at: &str| said_time(at, lang, Said::Minute);
    Card {
        title: report.category.map_or_else(
            || kind.to_owned(),
            |category| format!("{kind}{}{category}", w.colon),
        ),
        receipt: report.receipt,
        label: report.label,
        filed: report
            .stages
            .first()
            .map_or_else(String::new, |step| minute(&step.at)),
        updated: minute(&report.updated_at),
        street: report.street,
        steps: w
            .steps
            .iter()
            .zip(states)
            .map(|(label, state)| (*label, state.word()))
            .collect(),
        open: states.contains(&status::StepState::Now),
        expected: report
            .expected_at
            .map(|at| words::fill(w.before, &[("day", &day(&at))])),
        outcome_url: report.outcome_url,
        can_rate: report.can_rate,
        rated: report.feedback.as_ref().map(|feedback| {
            let resolved = w.rated_resolved[usize::from(!feedback.resolved)];
            let satisfied = lang.satisfied(feedback.satisfied);
            words::fill(
                w.rated,
                &[
                    ("day", &day(&feedback.at)),
                    ("resolved", resolved),
                    ("satisfied", satisfied),
                ],
            )
        }),
        history: report
            .stages
            .into_iter()
            .map(|step| Event {
                at: minute(&step.at),
                label: step.label,
                unit: step.unit,
                note: step.note,
            })
            .collect(),
    }
}

#[derive(Clone, Copy)]
enum Said {
    Day,
    Minute,
}

/// A time as people of a language read it, by the office's clock.
fn said_time(at: &str, lang: Lang, how: Said) -> String {
    let Ok(time) = at.parse::<Timestamp>() else {
        return at.to_owned();
    };
    match (lang, how) {
        (Lang::Chinese, Said::Day) => time::day_for_people(time),
        (Lang::Chinese, Said::Minute) => time::for_people(time),
        (Lang::English, Said::Day) => time::day(time),
        (Lang::English, Said::Minute) => time::minute(time),
    }
}
