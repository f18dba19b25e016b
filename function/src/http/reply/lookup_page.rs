//! What a look-up found, as a page. The page for nothing found is the same to the byte, whatever
//! the reason.

use super::{App, check_page::kind_word, page, render, spoken};
use crate::{
    case_record::Satisfaction,
    domain::{status, time},
    http::lookups::{FeedbackView, ReportView},
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
    lang: Option<&str>,
    reports: Vec<ReportView>,
    opened_with: (String, String),
) -> Response {
    let action = format!("/api/feedback?lang={}", spoken(tables, lang));
    let main = render(&Page {
        reports: reports.into_iter().map(card).collect(),
        lookup: tables.lookup_url(),
        answer_within_days: tables.answer_within_days,
        hotline: &tables.hotline,
        phone: &opened_with.0,
        code: &opened_with.1,
        action: &action,
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
        expected: report.expected_at.as_deref().map(day_for_people),
        outcome_url: report.outcome_url,
        can_rate: report.can_rate,
        rated: report.feedback.as_ref().map(said),
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

/// What the resident said, said back.
fn said(feedback: &FeedbackView) -> String {
    let satisfied = match feedback.satisfied {
        Satisfaction::Yes => "满意",
        Satisfaction::Mostly => "基本满意",
        Satisfaction::No => "不满意",
    };
    let resolved = if feedback.resolved {
        "已经解决"
    } else {
        "没有解决"
    };
    format!(
        "{}，您说{resolved}，{satisfied}。",
        day_for_people(&feedback.at)
    )
}

/// `2026年11月22日`: the office's own day, as its times carry it.
fn day_for_people(at: &str) -> String {
    for_people(at)
        .split(' ')
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn for_people(at: &str) -> String {
    at.parse::<Timestamp>()
        .map_or_else(|_| at.to_owned(), time::for_people)
}
