//! The receipt: what was given, what happens next and when. Its address says nothing; loading it
//! again posts the same confirmation, which is answered with the same receipt.

use super::{App, check_page::kind_word, page, render, spoken};
use crate::{
    domain::{NewReport, status},
    http::{filing::Issued, photos::PlainForm},
    intake_tables::IntakeTables,
    photos::MOST_PHOTOS,
};
use askama::Template;
use axum::{http::StatusCode, response::Response};

#[derive(Template)]
#[template(path = "receipt.html")]
struct Page<'a> {
    kind: &'a str,
    receipt: String,
    code: String,
    joined: bool,
    code_unknown: bool,
    has_phone: bool,
    reply_wanted: bool,
    consent_publish: bool,
    answer_within_days: u32,
    steps: [(&'static str, &'static str); 7],
    lookup: String,
    base: &'a str,
    forms: &'a [PlainForm],
    /// Photos that lie there already.
    stored: usize,
    most_photos: u8,
    most_megabytes: u64,
}

/// Shows the receipt.
pub(in crate::http) fn show(
    app: &App,
    tables: &IntakeTables,
    lang: Option<&str>,
    report: &NewReport,
    issued: &Issued,
    forms: &[PlainForm],
) -> Response {
    let kind = kind_word(report.kind);
    let states = status::steps(&[crate::case_record::Stage::Reported]);
    let main = render(&Page {
        kind,
        receipt: issued.receipt.to_string(),
        code: issued.code.to_string(),
        joined: issued.joined,
        code_unknown: report.earlier_code.is_some() && !issued.joined,
        has_phone: report.phone.is_some(),
        reply_wanted: report.reply_wanted,
        consent_publish: report.consent_publish,
        answer_within_days: tables.answer_within_days,
        steps: std::array::from_fn(|step| (status::LOOP[step].0, states[step].word())),
        lookup: tables.lookup_url(),
        base: &tables.base_path,
        forms,
        stored: usize::from(MOST_PHOTOS) - forms.len(),
        most_photos: MOST_PHOTOS,
        most_megabytes: app.uploads.most_bytes() / (1024 * 1024),
    });
    page(
        app,
        spoken(tables, lang),
        &format!("已收到您的{kind}"),
        &main,
        StatusCode::CREATED,
    )
}
