//! Check your answers: everything once more before it counts. The answers travel along as hidden
//! fields, and a signed token carries the Idempotency-Key.

use super::{App, page, render, summary, tag};
use crate::{
    domain::{NewReport, RawReport},
    intake_tables::IntakeTables,
    words::{Lang, Pages, Sentence},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};

#[derive(Template)]
#[template(path = "check.html")]
struct Check<'a> {
    w: &'static Pages,
    summary: String,
    answers: Vec<(&'static str, String)>,
    hidden: Vec<(&'static str, &'a str)>,
    token: &'a str,
    action: &'a str,
    has_phone: bool,
    hotline: &'a str,
    /// Where published cases of the same category in the same street are listed.
    similar: Option<String>,
}

/// Shows the page. `notice` says why it is shown again, if it is.
pub(in crate::http) fn show(
    app: &App,
    tables: &IntakeTables,
    lang: Lang,
    answers: (&RawReport, &NewReport),
    token: &str,
    action: &str,
    notice: Option<(&Sentence, StatusCode)>,
) -> Response {
    let (raw, report) = answers;
    let (summary, status) = match notice {
        Some((notice, status)) => (summary(&lang.say(notice), &[], lang), status),
        None => (String::new(), StatusCode::OK),
    };
    let w = lang.pages();
    let main = render(&Check {
        w,
        summary,
        answers: said(report, tables, lang),
        hidden: hidden(raw),
        token,
        action,
        has_phone: report.phone.is_some(),
        hotline: &tables.hotline,
        similar: similar(tables, report),
    });
    page(app, tag(tables, lang), w.check_title, &main, status)
}

/// The list of published cases that a report resembles, if the site has one.
fn similar(tables: &IntakeTables, report: &NewReport) -> Option<String> {
    let category = report.category.as_ref()?;
    let street = report.street.as_deref()?;
    let mut pages = tables.similar.iter();
    let page = pages.find(|page| page.category == category.code && page.street == street)?;
    Some(format!("{}{}", tables.base_path, page.path))
}

/// The answers in the order of the form and under its labels; what was left out says so.
fn said(report: &NewReport, tables: &IntakeTables, lang: Lang) -> Vec<(&'static str, String)> {
    let w = lang.pages();
    let or_none = |text: &str| match text {
        "" => w.left_out.to_owned(),
        text => text.to_owned(),
    };
    let called = |name: Option<&str>| or_none(tables.label(lang.tag(), name.unwrap_or_default()));
    let yes_no = |yes: bool| if yes { w.yes } else { w.no }.to_owned();
    let category = report.category.as_ref();
    let all = [
        Some(lang.kind(report.kind).to_owned()),
        Some(called(category.map(|category| category.label.as_str()))),
        Some(report.text.clone()),
        Some(called(report.street.as_deref())),
        Some(or_none(&report.place)),
        Some(or_none(&report.phone_typed)),
        Some(or_none(&report.name)),
        report.earlier_code.as_ref().map(ToString::to_string),
        Some(yes_no(report.reply_wanted)),
        Some(yes_no(report.consent_publish)),
    ];
    w.answers
        .into_iter()
        .zip(all)
        .filter_map(|(label, said)| Some((label, said?)))
        .collect()
}

/// The fields as they were typed. Boxes that are not ticked are not sent, as in every form.
fn hidden(raw: &RawReport) -> Vec<(&'static str, &str)> {
    let words = [
        ("kind", &raw.kind),
        ("category", &raw.category),
        ("text", &raw.text),
        ("street", &raw.street),
        ("place", &raw.place),
        ("place_token", &raw.place_token),
        ("lat", &raw.location.lat),
        ("lon", &raw.location.lon),
        ("datum", &raw.location.datum),
        ("phone", &raw.phone),
        ("name", &raw.name),
        ("code", &raw.code),
    ];
    let boxes = [
        ("reply_wanted", raw.reply_wanted),
        ("consent_publish", raw.consent_publish),
        ("consent", raw.consent),
    ];
    let words = words
        .into_iter()
        .filter(|(_, typed)| !typed.is_empty())
        .map(|(name, typed)| (name, typed.as_str()));
    let boxes = boxes
        .into_iter()
        .filter(|(_, ticked)| *ticked)
        .map(|(name, _)| (name, "on"));
    words.chain(boxes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{case_record::Kind, domain::samples};

    #[test]
    fn an_earlier_code_is_an_answer_only_if_there_is_one() {
        let tables = serde_json::from_str(include_str!("../../../testdata/intake.json")).unwrap();
        let report = samples::report(Kind::Report);
        assert_eq!(said(&report, &tables, Lang::Chinese).len(), 9);
        let report = NewReport {
            earlier_code: crate::domain::Code::read("7KQ2-M9X0-1T01"),
            ..report
        };
        let answers = said(&report, &tables, Lang::English);
        assert_eq!(answers.len(), 10);
        assert_eq!(answers[7], ("Earlier code", "7KQ2-M9X0-1T01".to_owned()));
    }
}
