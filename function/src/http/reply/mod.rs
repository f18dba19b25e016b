//! Pages for people without scripts. The site's theme draws the shell and the form; the function
//! puts words into their marks. What it adds of its own is in `templates/`.

pub mod files;
mod markers;

pub(super) mod check_page;
pub(super) mod feedback_page;
pub(super) mod form_page;
pub(super) mod lookup_page;
pub(super) mod photo_page;
pub(super) mod receipt_page;

use super::{App, problem::Problem};
use crate::{
    domain::Fault,
    intake_tables::IntakeTables,
    words::{Lang, Pages},
};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use std::borrow::Cow;

/// Something went wrong before there was a page to put it on.
#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble<'a> {
    w: &'static Pages,
    heading: &'a str,
    detail: &'a str,
    errors: &'a [Said<'a>],
    hotline: &'a str,
    home: &'a str,
}

/// What must be put right, at the top of a page.
#[derive(Template)]
#[template(path = "summary.html")]
struct Summary<'a> {
    heading: &'a str,
    faults: &'a [Said<'a>],
}

/// A fault in the words of a language.
struct Said<'a> {
    field: &'a str,
    detail: Cow<'static, str>,
}

fn said(faults: &[Fault], lang: Lang) -> Vec<Said<'_>> {
    faults
        .iter()
        .map(|fault| Said {
            field: &fault.field,
            detail: lang.say(&fault.detail),
        })
        .collect()
}

/// The language to answer in: the one asked for if the site has it, else the site's own.
pub(super) fn spoken(tables: &IntakeTables, lang: Lang) -> Lang {
    let others = tables.languages.iter().skip(1);
    match others.map(String::as_str).any(|known| known == lang.tag()) {
        true => lang,
        false => Lang::default(),
    }
}

/// How the site names a language in the names of its files.
fn tag(tables: &IntakeTables, lang: Lang) -> &str {
    match lang {
        Lang::Chinese => tables.languages.first().map_or(lang.tag(), String::as_str),
        other => other.tag(),
    }
}

/// A page of ours in the site's look.
fn page(app: &App, tag: &str, title: &str, main: &str, status: StatusCode) -> Response {
    let html = match app.reply.page(&format!("{tag}.html")) {
        Ok(shell) => markers::fill(&shell, |mark| match mark {
            "title" => Some(escaped(title)),
            "main" => Some(main.to_owned()),
            _ => None,
        }),
        // Without the site's files a resident still gets to read the answer.
        Err(_) => format!(
            "<!doctype html>\n<html lang=\"{tag}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\n<main>{main}</main></html>\n",
            escaped(title)
        ),
    };
    answer(status, tag, html)
}

fn answer(status: StatusCode, tag: &str, html: String) -> Response {
    let mut response = (status, Html(html)).into_response();
    if let Ok(tag) = header::HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, tag);
    }
    response
}

/// A problem as a page.
pub(super) fn trouble(app: &App, lang: Lang, problem: &Problem) -> Response {
    let tables = app.reply.tables().ok();
    let tables = tables.as_deref();
    let lang = tables.map_or(lang, |tables| spoken(tables, lang));
    let w = lang.pages();
    let heading = match problem.status {
        StatusCode::SERVICE_UNAVAILABLE => w.trouble[0],
        StatusCode::NOT_FOUND => w.trouble[1],
        StatusCode::TOO_MANY_REQUESTS => w.trouble[2],
        _ => w.trouble[3],
    };
    let main = render(&Trouble {
        w,
        heading,
        detail: &lang.say(&problem.detail),
        errors: &said(&problem.errors, lang),
        hotline: tables.map_or("12345", |tables| &tables.hotline),
        home: &tables.map_or_else(String::new, |tables| tables.home(lang.tag())),
    });
    let tag = tables.map_or(lang.tag(), |tables| tag(tables, lang));
    let mut response = page(app, tag, heading, &main, problem.status);
    problem.say_when(&mut response);
    response
}

fn summary(heading: &str, faults: &[Fault], lang: Lang) -> String {
    render(&Summary {
        heading,
        faults: &said(faults, lang),
    })
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
    use crate::words::Sentence;

    #[test]
    fn faults_link_to_their_fields() {
        let html = summary(
            "2 things to correct",
            &[
                Fault::new("text", Sentence::WriteText),
                Fault::new("altcha", Sentence::NotPaidField),
            ],
            Lang::English,
        );
        let text = Lang::English.say(&Sentence::WriteText);
        assert!(
            html.contains(&format!("<a href=\"#text\">{text}</a>")),
            "{html}"
        );
        let proof = Lang::English.say(&Sentence::NotPaidField);
        assert!(html.contains(&format!("<li>{proof}</li>")), "{html}");
    }
}
