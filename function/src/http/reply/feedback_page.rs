//! Thanks for a rating, and what happens now if it is not fixed.

use super::{App, page, render, spoken};
use crate::{http::lookups::ReportView, intake_tables::IntakeTables};
use askama::Template;
use axum::{http::StatusCode, response::Response};

#[derive(Template)]
#[template(path = "feedback.html")]
struct Page<'a> {
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
    lang: Option<&str>,
    report: &ReportView,
    not_fixed: bool,
) -> Response {
    let heading = if not_fixed {
        "已转回重新办理"
    } else {
        "已收到您的评价"
    };
    let main = render(&Page {
        heading,
        not_fixed,
        receipt: &report.receipt,
        lookup: tables.lookup_url(),
        hotline: &tables.hotline,
    });
    page(app, spoken(tables, lang), heading, &main, StatusCode::OK)
}
