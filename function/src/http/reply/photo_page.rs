//! The small page that stands in a frame beside a plain form for one photo.

use super::{App, render};
use crate::{
    http::{guard::Framed, problem::Problem},
    words::{Lang, Sentence},
};
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
pub(in crate::http) fn received(app: &App, lang: Lang) -> Response {
    show(app, lang, StatusCode::OK, &Sentence::PhotoReceived)
}

/// It is not, and why.
pub(in crate::http) fn refused(app: &App, problem: &Problem, lang: Lang) -> Response {
    show(app, lang, problem.status, &problem.detail)
}

fn show(app: &App, lang: Lang, status: StatusCode, said: &Sentence) -> Response {
    let tables = app.reply.tables().ok();
    let tables = tables.as_deref();
    let lang = tables.map_or(lang, |tables| super::spoken(tables, lang));
    let page = render(&Page {
        base: tables.map_or("", |tables| &tables.base_path),
        lang: tables.map_or(lang.tag(), |tables| super::tag(tables, lang)),
        stored: status.is_success(),
        said: &lang.say(said),
    });
    (status, Extension(Framed), Html(page)).into_response()
}
