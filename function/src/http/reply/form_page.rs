//! The report form again, with everything that was typed and what must be put right.

use super::{App, answer, escaped, markers, on_the_form, page, summary, tag};
use crate::{
    domain::{Fault, RawReport, report::find_category, typed},
    intake_tables::{IntakePlace, IntakeTables},
    words::{self, Lang},
};
use axum::{http::StatusCode, response::Response};

/// Which form is shown.
pub(in crate::http) enum Form<'a> {
    /// A new one, with what a link says filled in.
    Empty,
    /// What was sent, to be changed.
    Again,
    /// What was sent, with what must be put right.
    Faulty(&'a [Fault]),
}

/// Shows the form.
pub(in crate::http) fn show(
    app: &App,
    tables: &IntakeTables,
    lang: Lang,
    raw: &RawReport,
    form: &Form<'_>,
) -> Response {
    let w = lang.pages();
    let (title, faults, status) = match form {
        Form::Empty => (w.fill_in, &[][..], StatusCode::OK),
        Form::Again => (w.change, &[][..], StatusCode::OK),
        Form::Faulty(faults) => (w.correct, *faults, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let heading = match faults.len() {
        1 => w.one_problem.to_owned(),
        count => words::fill(w.problems, &[("n", &count.to_string())]),
    };
    let summary = match faults.is_empty() {
        true => String::new(),
        false => summary(&heading, faults, lang),
    };
    let tag = tag(tables, lang);
    let Ok(page_of_form) = app.reply.page(&format!("report.{tag}.html")) else {
        return page(app, tag, title, &summary, status);
    };
    let filled = Filled {
        raw,
        tables,
        lang,
        title,
        faults,
        summary,
        started: app.now().as_second(),
    };
    answer(
        status,
        tag,
        markers::fill(&page_of_form, |mark| filled.value(mark)),
    )
}

struct Filled<'a> {
    raw: &'a RawReport,
    tables: &'a IntakeTables,
    lang: Lang,
    /// Said first by a screen reader, and in the list of tabs.
    title: &'a str,
    faults: &'a [Fault],
    summary: String,
    started: i64,
}

impl Filled<'_> {
    /// What a mark stands for. Text is escaped here, once.
    fn value(&self, mark: &str) -> Option<String> {
        let mut parts = mark.splitn(3, ':');
        match (parts.next()?, parts.next(), parts.next()) {
            ("title", None, _) => Some(self.title.to_owned()),
            ("placed", None, _) => self.placed(),
            ("summary", None, _) => Some(self.summary.clone()),
            ("value", Some("started"), None) => Some(self.started.to_string()),
            ("value", Some(field), None) => self.words(field).map(escaped),
            ("checked", Some("kind"), Some(kind)) => on(self.raw.kind == kind, " checked"),
            ("checked", Some(switch), None) => on(self.switch(switch), " checked"),
            ("selected", Some("category"), Some(code)) => {
                on(self.category() == Some(code), " selected")
            }
            ("selected", Some("street"), Some(street)) => on(self.street() == street, " selected"),
            ("error", Some(field), None) => self.fault(field).map(|fault| {
                format!(
                    "<p class=\"field-error\" id=\"error-{field}\">{}</p>",
                    escaped(&self.lang.say(&fault.detail))
                )
            }),
            ("invalid", Some(field), None) => self
                .fault(field)
                .map(|_| format!(" aria-invalid=\"true\" aria-describedby=\"error-{field}\"")),
            _ => None,
        }
    }

    fn words(&self, field: &str) -> Option<&str> {
        let raw = self.raw;
        match field {
            "text" => Some(&raw.text),
            "place" => Some(&raw.place),
            "phone" => Some(&raw.phone),
            "name" => Some(&raw.name),
            "code" => Some(&raw.code),
            "place_token" => self.sticker().map(|place| place.token.as_str()),
            _ => None,
        }
    }

    /// The sticker that was scanned, if the site knows it: what it does not know is not sent again.
    fn sticker(&self) -> Option<&IntakePlace> {
        self.tables.place(self.raw.place_token.trim())
    }

    /// For which place this is, in the words of its sticker.
    fn placed(&self) -> Option<String> {
        let place = self.sticker()?;
        let said = words::fill(self.lang.pages().placed, &[("place", &place.place)]);
        Some(format!("<p class=\"placed\">{}</p>", escaped(&said)))
    }

    fn switch(&self, name: &str) -> bool {
        match name {
            "reply_wanted" => self.raw.reply_wanted,
            "consent_publish" => self.raw.consent_publish,
            "consent" => self.raw.consent,
            _ => false,
        }
    }

    /// The code of the chosen category, even if it was sent as a label.
    fn category(&self) -> Option<&str> {
        find_category(self.tables, &typed::line(&self.raw.category))
            .map(|category| category.code.as_str())
    }

    /// The chosen street; without one that of the sticker.
    fn street(&self) -> String {
        let chosen = typed::line(&self.raw.street);
        match self.sticker() {
            Some(place) if chosen.is_empty() => place.street.clone(),
            _ => chosen,
        }
    }

    fn fault(&self, field: &str) -> Option<&Fault> {
        self.faults
            .iter()
            .find(|fault| fault.field == field && on_the_form(field))
    }
}

fn on(state: bool, word: &str) -> Option<String> {
    state.then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Sentence;

    #[test]
    fn what_was_typed_is_kept_and_escaped() {
        let tables: IntakeTables =
            serde_json::from_str(include_str!("../../../testdata/intake.json")).unwrap();
        let raw = RawReport {
            kind: "report".into(),
            category: "工地扬尘".into(),
            street: "金顶街街道".into(),
            text: "</textarea>\"%%summary%%".into(),
            ..RawReport::default()
        };
        let faults = [Fault::new("phone", Sentence::PhoneArea)];
        let filled = Filled {
            raw: &raw,
            tables: &tables,
            lang: Lang::Chinese,
            title: "请改正",
            faults: &faults,
            summary: "S".into(),
            started: 7,
        };
        let value = |mark: &str| filled.value(mark).unwrap_or_default();
        assert_eq!(value("value:text"), "&lt;/textarea&gt;&quot;%%summary%%");
        assert_eq!(value("checked:kind:report"), " checked");
        assert_eq!(value("checked:kind:book"), "");
        assert_eq!(value("selected:category:08004"), " selected");
        assert_eq!(value("selected:street:金顶街街道"), " selected");
        assert_eq!(
            value("error:phone"),
            "<p class=\"field-error\" id=\"error-phone\">固定电话请加上区号，例如 010-12345678。</p>"
        );
        assert_eq!(
            value("invalid:phone"),
            " aria-invalid=\"true\" aria-describedby=\"error-phone\""
        );
        assert_eq!(
            value("error:text") + &value("nothing") + &value("checked:consent"),
            ""
        );
        assert_eq!(value("value:started"), "7");
        assert_eq!(value("title"), "请改正");
    }

    #[test]
    fn a_sticker_names_its_place_and_its_street() {
        let tables: IntakeTables =
            serde_json::from_str(include_str!("../../../testdata/intake.json")).unwrap();
        let value = |token: &str, mark: &str| {
            let raw = RawReport {
                place_token: token.to_owned(),
                ..RawReport::default()
            };
            let filled = Filled {
                raw: &raw,
                tables: &tables,
                lang: Lang::English,
                title: "",
                faults: &[],
                summary: String::new(),
                started: 0,
            };
            filled.value(mark).unwrap_or_default()
        };
        assert_eq!(
            value("JD7-012", "placed"),
            "<p class=\"placed\">You are reporting for “金顶街四区北门”.</p>"
        );
        assert_eq!(value("JD7-012", "value:place_token"), "JD7-012");
        assert_eq!(value("JD7-012", "selected:street:金顶街街道"), " selected");
        for mark in ["placed", "value:place_token", "selected:street:金顶街街道"] {
            assert_eq!(value("<unknown>", mark), "", "{mark}");
        }
    }
}
