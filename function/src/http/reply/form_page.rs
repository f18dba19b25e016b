//! The report form again, with everything that was typed and what must be put right.

use super::{App, answer, escaped, markers, on_the_form, page, spoken, summary};
use crate::{
    domain::{Fault, RawReport, report::find_category, typed},
    intake_tables::IntakeTables,
};
use axum::{http::StatusCode, response::Response};

/// Shows the form. `heading` stands over the faults, if there are any.
pub(in crate::http) fn show(
    app: &App,
    tables: &IntakeTables,
    lang: Option<&str>,
    raw: &RawReport,
    heading: &str,
    faults: &[Fault],
    status: StatusCode,
) -> Response {
    let lang = spoken(tables, lang);
    let summary = if faults.is_empty() {
        String::new()
    } else {
        summary(heading, faults)
    };
    let Ok(form) = app.reply.page(&format!("report.{lang}.html")) else {
        return page(app, lang, heading, &summary, status);
    };
    let filled = Filled {
        raw,
        tables,
        faults,
        summary,
        started: app.now().as_second(),
    };
    answer(
        status,
        lang,
        markers::fill(&form, |mark| filled.value(mark)),
    )
}

struct Filled<'a> {
    raw: &'a RawReport,
    tables: &'a IntakeTables,
    faults: &'a [Fault],
    summary: String,
    started: i64,
}

impl Filled<'_> {
    /// What a mark stands for. Text is escaped here, once.
    fn value(&self, mark: &str) -> Option<String> {
        let mut parts = mark.splitn(3, ':');
        match (parts.next()?, parts.next(), parts.next()) {
            // Said first by a screen reader, and in the list of tabs.
            ("title", None, _) if self.faults.is_empty() => Some("修改后再提交".to_owned()),
            ("title", None, _) => Some("请改正后再提交".to_owned()),
            ("summary", None, _) => Some(self.summary.clone()),
            ("value", Some("started"), None) => Some(self.started.to_string()),
            ("value", Some(field), None) => self.words(field).map(escaped),
            ("checked", Some("kind"), Some(kind)) => on(self.raw.kind == kind, " checked"),
            ("checked", Some(switch), None) => on(self.switch(switch), " checked"),
            ("selected", Some("category"), Some(code)) => {
                on(self.category() == Some(code), " selected")
            }
            ("selected", Some("street"), Some(street)) => {
                on(typed::line(&self.raw.street) == street, " selected")
            }
            ("error", Some(field), None) => self.fault(field).map(|fault| {
                format!(
                    "<p class=\"field-error\" id=\"error-{field}\">{}</p>",
                    escaped(&fault.detail)
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
            _ => None,
        }
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
        let faults = [Fault::new("phone", "电话不对。")];
        let filled = Filled {
            raw: &raw,
            tables: &tables,
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
            "<p class=\"field-error\" id=\"error-phone\">电话不对。</p>"
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
        assert_eq!(value("title"), "请改正后再提交");
    }
}
