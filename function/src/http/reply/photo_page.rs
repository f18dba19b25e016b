//! The small page that stands in a frame beside a plain form for one photo.

use super::{App, render};
use crate::http::{guard::Framed, problem::Problem};
use askama::Template;
use axum::{
    Extension,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

#[derive(Template)]
#[template(path = "photo.html")]
struct Page<'a> {
    base: &'a str,
    lang: &'a str,
    stored: bool,
    said: &'a str,
}

/// The photo is there.
pub(in crate::http) fn received(app: &App) -> Response {
    show(app, StatusCode::OK, "照片已收到。")
}

/// It is not, and why.
pub(in crate::http) fn refused(app: &App, problem: &Problem) -> Response {
    show(app, problem.status, &problem.detail)
}

fn show(app: &App, status: StatusCode, said: &str) -> Response {
    let tables = app.reply.tables().ok();
    let page = render(&Page {
        base: tables.as_deref().map_or("", |tables| &tables.base_path),
        lang: tables
            .as_deref()
            .map_or("zh-CN", |tables| super::spoken(tables, None)),
        stored: status.is_success(),
        said,
    });
    (status, Extension(Framed), Html(page)).into_response()
}
