//! Check your answers: everything once more before it counts. The answers travel along as hidden
//! fields, and a signed token carries the Idempotency-Key.

use super::{App, page, render, spoken, summary};
use crate::{
    case_record::Kind,
    domain::{Fault, NewReport, RawReport, report::KINDS},
    intake_tables::IntakeTables,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};

#[derive(Template)]
#[template(path = "check.html")]
struct Check<'a> {
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
    lang: Option<&str>,
    answers: (&RawReport, &NewReport),
    token: &str,
    action: &str,
    notice: Option<(&str, StatusCode)>,
) -> Response {
    let (raw, report) = answers;
    let (summary, status) = match notice {
        Some((notice, status)) => (summary(notice, &[] as &[Fault]), status),
        None => (String::new(), StatusCode::OK),
    };
    let main = render(&Check {
        summary,
        answers: said(report),
        hidden: hidden(raw),
        token,
        action,
        has_phone: report.phone.is_some(),
        hotline: &tables.hotline,
        similar: similar(tables, report),
    });
    page(app, spoken(tables, lang), "请核对后提交", &main, status)
}

/// The list of published cases that a report resembles, if the site has one.
fn similar(tables: &IntakeTables, report: &NewReport) -> Option<String> {
    let category = report.category.as_ref()?;
    let street = report.street.as_deref()?;
    let mut pages = tables.similar.iter();
    let page = pages.find(|page| page.category == category.code && page.street == street)?;
    Some(format!("{}{}", tables.base_path, page.path))
}

/// The word for a kind.
pub(in crate::http) fn kind_word(kind: Kind) -> &'static str {
    KINDS
        .iter()
        .find(|(.., known)| *known == kind)
        .map_or("", |(_, word, _)| word)
}

/// The answers in the order of the form and under its labels; what was left out says so.
fn said(report: &NewReport) -> Vec<(&'static str, String)> {
    let or_none = |text: &str| {
        if text.is_empty() {
            "（未填）".to_owned()
        } else {
            text.to_owned()
        }
    };
    let yes_no = |yes: bool| if yes { "是" } else { "否" }.to_owned();
    let mut all = vec![
        ("您要做什么", kind_word(report.kind).to_owned()),
        (
            "问题类别",
            or_none(
                report
                    .category
                    .as_ref()
                    .map_or("", |category| &category.label),
            ),
        ),
        ("具体情况", report.text.clone()),
        (
            "所在街道",
            or_none(report.street.as_deref().unwrap_or_default()),
        ),
        ("具体地点", or_none(&report.place)),
        ("联系电话", or_none(&report.phone_typed)),
        ("怎么称呼您", or_none(&report.name)),
        ("办完以后请回复我", yes_no(report.reply_wanted)),
        (
            "同意隐去个人信息后，在本站公开这件事和处理结果",
            yes_no(report.consent_publish),
        ),
    ];
    if let Some(code) = &report.earlier_code {
        all.insert(7, ("以前的查询码", code.to_string()));
    }
    all
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
    use crate::domain::samples;

    /// Whoever reads the check page beside the form finds the same words on both.
    #[test]
    fn the_labels_are_those_of_the_form() {
        let words = include_str!("../../../../themes/default/i18n/zh-CN.toml");
        let form = words.split("\n[form]").nth(1).unwrap();
        let form = form.split("\n[").next().unwrap();
        let report = NewReport {
            earlier_code: crate::domain::Code::read("7KQ2-M9X0-1T01"),
            ..samples::report(Kind::Report)
        };
        let answers = said(&report);
        assert_eq!(answers.len(), 10);
        for (label, _) in answers {
            assert!(form.contains(&format!(" = \"{label}\"\n")), "{label}");
        }
    }
}
