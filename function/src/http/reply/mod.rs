//! Pages for people without scripts. The site's theme draws the shell and the form; the function
//! puts words into their marks. What it adds of its own is in `templates/`.

pub mod files;
mod form_page;
mod markers;

pub(super) mod check_page;
pub(super) mod feedback_page;
pub(super) mod lookup_page;
pub(super) mod photo_page;
pub(super) mod receipt_page;

pub(super) use form_page::show as form;

use super::{App, problem::Problem};
use crate::{domain::Fault, intake_tables::IntakeTables};
use askama::Template;
use axum::{
    http::{StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};

/// Something went wrong before there was a page to put it on.
#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble<'a> {
    heading: &'a str,
    detail: &'a str,
    errors: &'a [Fault],
    hotline: &'a str,
    base: &'a str,
}

/// What must be put right, at the top of a page.
#[derive(Template)]
#[template(path = "summary.html")]
struct Summary<'a> {
    heading: &'a str,
    faults: &'a [Fault],
}

/// The language that the form asked for (`?lang=en`), if it did.
pub(super) fn language(parts: &Parts) -> Option<String> {
    let query = parts.uri.query()?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "lang")
        .map(|(_, lang)| lang.into_owned())
}

/// The language to answer in: the one asked for if the site has it, else the site's own.
fn spoken<'a>(tables: &'a IntakeTables, lang: Option<&str>) -> &'a str {
    let wanted = tables
        .languages
        .iter()
        .find(|known| Some(known.as_str()) == lang);
    wanted
        .or(tables.languages.first())
        .map_or("zh-CN", String::as_str)
}

/// A page of ours in the site's look.
fn page(app: &App, lang: &str, title: &str, main: &str, status: StatusCode) -> Response {
    let html = match app.reply.page(&format!("{lang}.html")) {
        Ok(shell) => markers::fill(&shell, |mark| match mark {
            "title" => Some(escaped(title)),
            "main" => Some(main.to_owned()),
            _ => None,
        }),
        // Without the site's files a resident still gets to read the answer.
        Err(_) => format!(
            "<!doctype html>\n<html lang=\"{lang}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\n<main>{main}</main></html>\n",
            escaped(title)
        ),
    };
    answer(status, lang, html)
}

fn answer(status: StatusCode, lang: &str, html: String) -> Response {
    let mut response = (status, Html(html)).into_response();
    if let Ok(lang) = header::HeaderValue::from_str(lang) {
        response
            .headers_mut()
            .insert(header::CONTENT_LANGUAGE, lang);
    }
    response
}

/// A problem as a page.
pub(super) fn trouble(app: &App, lang: Option<&str>, problem: Problem) -> Response {
    let tables = app.reply.tables().ok();
    let lang = tables
        .as_deref()
        .map_or("zh-CN", |tables| spoken(tables, lang))
        .to_owned();
    let heading = match problem.status {
        StatusCode::SERVICE_UNAVAILABLE => "暂时没有收下",
        StatusCode::NOT_FOUND => "没有这个地址",
        StatusCode::TOO_MANY_REQUESTS => "请过一会儿再试",
        _ => "没有收下",
    };
    let main = render(&Trouble {
        heading,
        detail: &problem.detail,
        errors: &problem.errors,
        hotline: tables.as_deref().map_or("12345", |tables| &tables.hotline),
        base: tables.as_deref().map_or("", |tables| &tables.base_path),
    });
    let mut response = page(app, &lang, heading, &main, problem.status);
    problem.say_when(&mut response);
    response
}

fn summary(heading: &str, faults: &[Fault]) -> String {
    render(&Summary { heading, faults })
}

fn render(template: &impl Template) -> String {
    template
        .render()
        .expect("templates write into a string, which takes everything")
}

/// Text for HTML, in elements and in quoted attributes alike.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Which fields the form shows, so that a fault can link to its field.
fn on_the_form(field: &str) -> bool {
    matches!(
        field,
        "kind" | "category" | "text" | "street" | "place" | "phone" | "name" | "code" | "consent"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_link_to_their_fields() {
        let html = summary(
            "有 2 处需要改正",
            &[Fault::new("text", "请写<b>"), Fault::new("altcha", "再试")],
        );
        assert!(
            html.contains("<a href=\"#text\">请写&#60;b&#62;</a>"),
            "{html}"
        );
        assert!(html.contains("<li>再试</li>"), "{html}");
    }
}
