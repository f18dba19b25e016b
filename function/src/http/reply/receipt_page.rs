//! The receipt: what was given, what happens next and when. Its address says nothing; loading it
//! again posts the same confirmation, which is answered with the same receipt.

use super::{App, page, render, tag};
use crate::{
    domain::{NewReport, status},
    http::{filing::Issued, plain_photos::PlainForm},
    intake_tables::IntakeTables,
    photos::MOST_PHOTOS,
    words::{self, Lang, Pages},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is written with `%` in an address.
const BESIDE_WORDS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

#[derive(Template)]
#[template(path = "receipt.html")]
struct Page<'a> {
    w: &'static Pages,
    title: &'a str,
    receipt: &'a str,
    code: &'a str,
    joined: bool,
    code_unknown: bool,
    has_phone: bool,
    reply_wanted: bool,
    consent_publish: bool,
    steps: [(&'static str, &'static str); 7],
    lookup: String,
    home: String,
    /// The receipt as a file that the page itself holds.
    file: String,
    file_name: String,
    next_second: String,
    forms: Vec<PhotoForm<'a>>,
    /// What is said of photos that lie there already, if any do.
    there: Option<String>,
    full: String,
    how: String,
    takes_photos: bool,
}

/// A form for one photo, with its words.
struct PhotoForm<'a> {
    form: &'a PlainForm,
    label: String,
    frame: String,
}

/// Shows the receipt.
pub(in crate::http) fn show(
    app: &App,
    tables: &IntakeTables,
    lang: Lang,
    report: &NewReport,
    issued: &Issued,
    forms: &[PlainForm],
) -> Response {
    let w = lang.pages();
    // In the middle of a sentence; Chinese has no small letters.
    let kind = lang.kind(report.kind).to_lowercase();
    let title = words::fill(w.done_title, &[("kind", &kind)]);
    let (receipt, code) = (issued.receipt.to_string(), issued.code.to_string());
    let states = status::steps(&[crate::case_record::Stage::Reported]);
    let most_megabytes = app.uploads.most_bytes() / (1024 * 1024);
    let stored = usize::from(MOST_PHOTOS) - forms.len();
    let number = |text: &str, n: usize| words::fill(text, &[("n", &n.to_string())]);
    let forms: Vec<_> = forms
        .iter()
        .map(|form| PhotoForm {
            form,
            label: number(w.photo_number, form.number.into()),
            frame: number(w.photo_frame, form.number.into()),
        })
        .collect();
    let look = match report.phone {
        Some(_) => w.look,
        None => w.look_code,
    };
    let main = render(&Page {
        w,
        title: &title,
        receipt: &receipt,
        code: &code,
        joined: issued.joined,
        code_unknown: report.earlier_code.is_some() && !issued.joined,
        has_phone: report.phone.is_some(),
        reply_wanted: report.reply_wanted,
        consent_publish: report.consent_publish,
        steps: std::array::from_fn(|step| (w.steps[step], states[step].word())),
        lookup: tables.lookup_url(lang.tag()),
        home: tables.home(lang.tag()),
        file: text_file(&[
            &title,
            &format!("{}{}{receipt}", w.receipt, w.colon),
            &format!("{}{}{code}", w.code, w.colon),
            &words::fill(w.save_where, &[("site", &tables.site_name)]),
            look,
            w.save_keep,
        ]),
        file_name: words::fill(w.save_name, &[("receipt", &receipt)]),
        next_second: number(w.next_second, tables.answer_within_days as usize),
        takes_photos: !forms.is_empty() || stored > 0 && most_megabytes > 0,
        there: (stored > 0).then(|| number(w.photos_there, stored)),
        full: number(w.photos_full, MOST_PHOTOS.into()),
        how: words::fill(w.photos_how, &[("mb", &most_megabytes.to_string())]),
        forms,
    });
    page(app, tag(tables, lang), &title, &main, StatusCode::CREATED)
}

/// Lines as a text file within an address that leads nowhere: following it asks nobody for anything,
/// so that the code reaches no log. With a mark of its encoding, for editors that would guess.
fn text_file(lines: &[&str]) -> String {
    let text: String = lines.iter().flat_map(|line| [*line, "\r\n"]).collect();
    let text = utf8_percent_encode(&text, BESIDE_WORDS);
    format!("data:text/plain;charset=utf-8,%EF%BB%BF{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_within_an_address_is_whole_and_plain() {
        assert_eq!(
            text_file(&["a-1", "回 \"&"]),
            "data:text/plain;charset=utf-8,%EF%BB%BFa-1%0D%0A%E5%9B%9E%20%22%26%0D%0A"
        );
    }
}
