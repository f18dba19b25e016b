//! What a look-up found, as a page. The page for nothing found is the same to the byte, whatever
//! the reason.

use super::{App, check_page::kind_word, page, render, spoken};
use crate::{
    domain::{status, time},
    http::{lookups::ReportView, reports::lookup_url},
    intake_tables::IntakeTables,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "lookup.html")]
struct Page<'a> {
    reports: Vec<Card>,
    lookup: String,
    answer_within_days: u32,
    hotline: &'a str,
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
    lang: Option<&str>,
    reports: Vec<ReportView>,
) -> Response {
    let main = render(&Page {
        reports: reports.into_iter().map(card).collect(),
        lookup: lookup_url(tables),
        answer_within_days: tables.answer_within_days,
        hotline: &tables.hotline,
    });
    page(app, spoken(tables, lang), "办理进度", &main, StatusCode::OK)
}

fn card(report: ReportView) -> Card {
    let reached: Vec<_> = report.stages.iter().map(|step| step.stage).collect();
    let states = status::steps(&reached);
    let kind = kind_word(report.kind);
    Card {
        title: report
            .category
            .map_or_else(|| kind.to_owned(), |category| format!("{kind}：{category}")),
        receipt: report.receipt,
        label: report.label,
        filed: report
            .stages
            .first()
            .map_or_else(String::new, |step| for_people(&step.at)),
        updated: for_people(&report.updated_at),
        street: report.street,
        steps: status::LOOP
            .iter()
            .zip(states)
            .map(|((label, _), state)| (*label, state.word()))
            .collect(),
        open: states.contains(&status::StepState::Now),
        history: report
            .stages
            .into_iter()
            .map(|step| Event {
                label: step.label,
                at: for_people(&step.at),
                unit: step.unit,
                note: step.note,
            })
            .collect(),
    }
}

fn for_people(at: &str) -> String {
    at.parse::<Timestamp>()
        .map_or_else(|_| at.to_owned(), time::for_people)
}
