//! Thanks for a rating, and what happens now if it is not fixed.

use super::{App, page, render, tag};
use crate::{
    http::report_view::ReportView,
    intake_tables::IntakeTables,
    words::{Lang, Pages},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};

#[derive(Template)]
#[template(path = "feedback.html")]
struct Page<'a> {
    w: &'static Pages,
    heading: &'a str,
    not_fixed: bool,
    receipt: &'a str,
    lookup: String,
    hotline: &'a str,
}

/// Shows the page.
pub(in crate::http) fn show(
    app: &App,
    tables: &IntakeTables,
    lang: Lang,
    report: &ReportView,
    not_fixed: bool,
) -> Response {
    let w = lang.pages();
    let heading = match not_fixed {
        true => w.reopened_title,
        false => w.thanks_title,
    };
    let main = render(&Page {
        w,
        heading,
        not_fixed,
        receipt: &report.receipt,
        lookup: tables.lookup_url(lang.tag()),
        hotline: &tables.hotline,
    });
    page(app, tag(tables, lang), heading, &main, StatusCode::OK)
}
