//! A report without scripts: form → check your answers → receipt. Every answer is a page; what was
//! typed is kept on all of them until it is filed.

use super::{
    App, Shared, body,
    body::Posted,
    filing::{self, Outcome, Payment},
    language,
    problem::Problem,
    quota::Counted,
    reply::{self, check_page, form_page, form_page::Form, receipt_page},
    report_fields::{Fields, together},
};
use crate::{
    domain::{Fault, NewReport, RawReport, report::KINDS},
    intake_tables::IntakeTables,
    keyring::Keys,
    limits, log,
    words::{Lang, Sentence},
};
use axum::{
    body::Body,
    extract::State,
    http::{StatusCode, Uri, request::Parts},
    response::Response,
};

/// Seconds that nobody needs fewer of to read a form. Only our own pages say when they were made.
const QUICKEST: i64 = 2;

/// What every answer needs.
struct Visit<'a> {
    app: &'a App,
    tables: &'a IntakeTables,
    lang: Lang,
    /// Where the page's form posts to: the address that this one came to.
    action: String,
}

/// `GET /api/form`: the form with what a link says filled in, for browsers in which no script does.
/// Only names that the site's own tables hold are looked at, and none of what a resident would write.
pub(super) async fn show(State(app): State<Shared>, uri: Uri) -> Response {
    let lang = language::named(&uri).unwrap_or_default();
    let tables = match app.tables() {
        Ok(tables) => tables,
        Err(problem) => return reply::trouble(&app, lang, &problem),
    };
    let lang = reply::spoken(&tables, lang);
    let raw = linked(uri.query().unwrap_or_default());
    form_page::show(&app, &tables, lang, &raw, &Form::Empty)
}

/// What a link says of a report to come.
fn linked(query: &str) -> RawReport {
    let mut raw = RawReport {
        kind: KINDS[0].0.to_owned(),
        ..RawReport::default()
    };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "kind" if KINDS.iter().any(|(known, ..)| *known == value) => {
                raw.kind = value.into_owned();
            }
            "category" => raw.category = value.into_owned(),
            "street" => raw.street = value.into_owned(),
            "place" => raw.place_token = value.into_owned(),
            _ => {}
        }
    }
    raw
}

/// Takes a form.
pub(super) async fn take(app: &Shared, parts: &Parts, body: Body) -> Response {
    let lang = language::asked(parts);
    let tables = match app.tables() {
        Ok(tables) => tables,
        Err(problem) => return reply::trouble(app, lang, &problem),
    };
    let lang = reply::spoken(&tables, lang);
    let fields = match body::read(parts, body).await {
        Ok(Posted::Form(pairs)) => Fields::from_form(pairs),
        Ok(Posted::Json(_)) => unreachable!("a page is only made for a form"),
        Err(problem) => return reply::trouble(app, lang, &problem),
    };
    let action = parts
        .uri
        .path_and_query()
        .map_or("", |address| address.as_str())
        .to_owned();
    let visit = Visit {
        app,
        tables: &tables,
        lang,
        action,
    };
    if fields.step == "edit" {
        return visit.form(&fields.raw, &Form::Again);
    }
    match check(&fields, &tables, app.now().as_second()) {
        Err(faults) => visit.form(&fields.raw, &Form::Faulty(&faults)),
        Ok(report) => match app.keys().await {
            Err(problem) => reply::trouble(app, lang, &problem),
            Ok(keys) if fields.token.is_empty() => visit.check(&keys, &fields.raw, &report, None),
            Ok(keys) => visit.confirm(&keys, parts, &fields, &report).await,
        },
    }
}

/// The rules of the report, and the two traps that only plain forms need.
fn check(fields: &Fields, tables: &IntakeTables, now: i64) -> Result<NewReport, Vec<Fault>> {
    let mut faults = fields.faults.clone();
    if !fields.website.trim().is_empty() {
        faults.push(Fault::new("website", Sentence::Trapped));
    }
    if fields
        .started
        .trim()
        .parse::<i64>()
        .is_ok_and(|started| now - started < QUICKEST)
    {
        faults.push(Fault::new("started", Sentence::TooQuick));
    }
    match fields.raw.check(tables) {
        Ok(report) if faults.is_empty() => Ok(report),
        Ok(_) => Err(faults),
        Err(rules) => Err(together(faults, rules)),
    }
}

impl Visit<'_> {
    fn form(&self, raw: &RawReport, form: &Form<'_>) -> Response {
        form_page::show(self.app, self.tables, self.lang, raw, form)
    }

    /// The check page with a new token.
    fn check(
        &self,
        keys: &Keys,
        raw: &RawReport,
        report: &NewReport,
        notice: Option<&Sentence>,
    ) -> Response {
        let digest_of = |key: &str| filing::digest(report, key);
        match limits::form_token(&keys.current, digest_of, self.app.now()) {
            Ok(token) => self.check_with(
                raw,
                report,
                &token,
                notice.map(|notice| (notice, StatusCode::OK)),
            ),
            Err(error) => {
                log::error("form token", &error.to_string());
                reply::trouble(self.app, self.lang, &Problem::not_there())
            }
        }
    }

    fn check_with(
        &self,
        raw: &RawReport,
        report: &NewReport,
        token: &str,
        notice: Option<(&Sentence, StatusCode)>,
    ) -> Response {
        check_page::show(
            self.app,
            self.tables,
            self.lang,
            (raw, report),
            token,
            &self.action,
            notice,
        )
    }

    /// 确认提交: the token pays, and its key makes a second click, a reload and a retry harmless.
    async fn confirm(
        &self,
        keys: &Keys,
        parts: &Parts,
        fields: &Fields,
        report: &NewReport,
    ) -> Response {
        let digest_of = |key: &str| filing::digest(report, key);
        let token = limits::read_form_token(keys, &fields.token, digest_of, self.app.now());
        let Some(token) = token else {
            return self.check(keys, &fields.raw, report, Some(&Sentence::CheckAgain));
        };
        let payment = if token.fresh {
            Payment::Token
        } else {
            Payment::None
        };
        let filed = async {
            self.app.count(Counted::Form, parts).await?;
            self.app.count(Counted::Report, parts).await?;
            self.app.file(report, &token.key, payment).await
        };
        match filed.await {
            Ok(Outcome::Receipt(issued)) => {
                let forms = self
                    .app
                    .plain_forms(&issued.receipt, self.tables, self.lang)
                    .await;
                receipt_page::show(self.app, self.tables, self.lang, report, &issued, &forms)
            }
            Ok(Outcome::NotPaid | Outcome::KeyReused) => {
                self.check(keys, &fields.raw, report, Some(&Sentence::CheckedLongAgo))
            }
            // The same token again: if the first try did reach the table, the next finds it.
            Err(problem) => {
                let notice = Some((&problem.detail, problem.status));
                let mut page = self.check_with(&fields.raw, report, &fields.token, notice);
                problem.say_when(&mut page);
                page
            }
        }
    }
}
