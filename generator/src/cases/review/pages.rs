//! The desk's pages: the door, the queue, a case. Templates, style and scripts are part of the program.

use std::{collections::BTreeMap, fmt::Write as _, io};

use jiayuan_function::case_record::{CaseRecord, UnitRole};
use serde::Serialize;
use tera::{Context, Tera};

use super::{
    Office, answers,
    desk::{Desk, Progress},
    queue::{Entry, State},
    view::CaseView,
};
use crate::{
    cases::{
        decisions::{Decision, Verdict},
        edits::Edits,
    },
    model::released_case::PublicId,
};

/// Rows of a page of the queue.
const ROWS: usize = 50;

const TEMPLATES: [(&str, &str); 4] = [
    ("shell.html", include_str!("templates/shell.html")),
    ("door.html", include_str!("templates/door.html")),
    ("queue.html", include_str!("templates/queue.html")),
    ("case.html", include_str!("templates/case.html")),
];

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const ASSETS: [(&str, &str, &str); 8] = [
    ("desk.css", STYLE, include_str!("assets/desk.css")),
    ("case.css", STYLE, include_str!("assets/case.css")),
    ("door.js", SCRIPT, include_str!("assets/door.js")),
    ("queue.js", SCRIPT, include_str!("assets/queue.js")),
    ("case.js", SCRIPT, include_str!("assets/case.js")),
    ("words.js", SCRIPT, include_str!("assets/words.js")),
    ("photos.js", SCRIPT, include_str!("assets/photos.js")),
    ("ask.js", SCRIPT, include_str!("assets/ask.js")),
];

/// A style or script by its name, with its kind.
pub(super) fn asset(name: &str) -> Option<(&'static str, &'static str)> {
    (ASSETS.iter())
        .find(|(known, ..)| *known == name)
        .map(|(_, kind, text)| (*kind, *text))
}

/// The templates, ready to be filled.
pub(super) struct Pages(Tera);

impl Pages {
    pub(super) fn new() -> Self {
        let mut tera = Tera::default();
        tera.add_raw_templates(TEMPLATES)
            .expect("the desk's own templates parse");
        Self(tera)
    }

    /// The page for whoever has not entered yet.
    pub(super) fn door(&self) -> String {
        self.fill("door.html", &Context::new())
    }

    fn fill(&self, template: &str, context: &Context) -> String {
        (self.0.render(template, context)).expect("the desk's own templates ask for what there is")
    }
}

/// Which cases are wanted, as an address names it.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    show: String,
    why: String,
}

/// Groups of the queue: code, label, whether a state belongs.
type Group = (&'static str, &'static str, fn(State) -> bool);

const GROUPS: [Group; 4] = [
    ("", "待决定", State::waits),
    ("decided", "已决定", State::is_decided),
    ("rest", "不用决定", |state| {
        !state.waits() && !state.is_decided()
    }),
    ("all", "全部", |_| true),
];

const WHYS: [(&str, &str); 4] = [
    ("", "不限"),
    ("doubtful", "可能有姓名"),
    ("clean", "没有疑点"),
    ("photos", "有照片"),
];

impl Filter {
    /// What is not known means nothing.
    pub(super) fn read(asked: &BTreeMap<String, String>) -> Self {
        let known = |name: &str, codes: &[&str]| {
            let typed = asked.get(name).map_or("", String::as_str);
            let code = codes.iter().find(|code| **code == typed);
            code.copied().unwrap_or_default().to_string()
        };
        let groups = GROUPS.iter().map(|(code, ..)| *code);
        let states = State::ALL.iter().map(|state| state.code());
        Self {
            show: known("show", &groups.chain(states).collect::<Vec<_>>()),
            why: known("why", &WHYS.map(|(code, _)| code)),
        }
    }

    fn holds(&self, entry: &Entry) -> bool {
        let group = GROUPS.iter().find(|(code, ..)| *code == self.show);
        let shown = match group {
            Some((.., belongs)) => belongs(entry.state),
            None => entry.state.code() == self.show,
        };
        shown
            && match self.why.as_str() {
                "doubtful" => entry.doubtful,
                "clean" => entry.state.waits() && !entry.doubtful,
                "photos" => entry.photos > 0,
                _ => true,
            }
    }

    /// As the end of an address.
    pub(super) fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in [("show", &self.show), ("why", &self.why)] {
            if !value.is_empty() {
                let mark = if query.is_empty() { '?' } else { '&' };
                let _ = write!(query, "{mark}{name}={value}");
            }
        }
        query
    }
}

#[derive(Serialize)]
struct Link {
    href: String,
    label: &'static str,
    count: Option<usize>,
    current: bool,
}

#[derive(Serialize)]
struct Row {
    href: String,
    id: String,
    date: String,
    title: String,
    category: String,
    street: String,
    state: &'static str,
    state_code: &'static str,
    doubtful: bool,
    findings: usize,
    photos: usize,
}

/// The queue under a filter, from behind a case on.
pub(super) fn queue(
    office: &Office,
    filter: &Filter,
    after: Option<PublicId>,
    missing: bool,
) -> io::Result<String> {
    let desk = office.desk.lock().expect("nobody panics at the desk");
    let queue = desk.queue(|entry| filter.holds(entry));
    let start = after
        .and_then(|after| queue.iter().position(|entry| entry.id == after))
        .map_or(0, |at| at + 1);
    let shown = &queue[start..queue.len().min(start + ROWS)];
    let rows = (shown.iter())
        .map(|entry| row(&desk, entry, filter))
        .collect::<io::Result<Vec<_>>>()?;
    let more = (start + ROWS < queue.len())
        .then(|| shown.last())
        .flatten()
        .map(|last| {
            let query = filter.query();
            let mark = if query.is_empty() { '?' } else { '&' };
            format!("/{query}{mark}after={}", last.id)
        });
    let progress = desk.progress();
    let mut context = around(office, &desk, &progress, filter);
    context.insert("rows", &rows);
    context.insert("total", &queue.len());
    context.insert("start", &start);
    context.insert("more", &more);
    context.insert("missing", &missing);
    context.insert("groups", &groups(&progress, filter));
    context.insert("states", &states(&progress, filter));
    context.insert("whys", &whys(filter));
    context.insert("first", &queue.first().map(|entry| href(entry.id, filter)));
    Ok(office.pages.fill("queue.html", &context))
}

/// A case, or none if there is no such record.
pub(super) fn case(office: &Office, id: PublicId, filter: &Filter) -> io::Result<Option<String>> {
    let Some(opened) = answers::opened(office, id)? else {
        return Ok(None);
    };
    // A later decision begins with what was edited before, as far as it still fits.
    let earlier = opened.decision.as_ref().map(|decision| &decision.edits);
    let edits = (earlier.cloned())
        .and_then(|edits| edits.tidied(&opened.record.photos).ok())
        .unwrap_or_default();
    let withdrawn = opened.state == State::Withdrawn;
    let mut view: Option<CaseView> = (!withdrawn).then(|| answers::look(office, &opened, &edits));
    let mut state = opened.state;
    if let (Some(view), Some(decision)) = (&mut view, &opened.decision)
        && matches!(state, State::Released | State::Facts)
        && !view.is_what_was_decided(decision)
    {
        // A photo that was replaced under the same name shows only here.
        state = State::Changed;
    }
    if let (Some(view), State::Changed) = (&mut view, state) {
        view.look("文字或照片在上次决定以后变了，现在只公开一行，请按新的内容再决定。".into());
    }
    let desk = office.desk.lock().expect("nobody panics at the desk");
    let queue = desk.queue(|entry| filter.holds(entry));
    let at = queue.iter().position(|entry| entry.id == id);
    let neighbour = |step: isize| {
        let at = at?.checked_add_signed(step)?;
        queue.get(at).map(|entry| href(entry.id, filter))
    };
    let progress = desk.progress();
    let mut context = around(office, &desk, &progress, filter);
    context.insert("id", id.as_str());
    context.insert("state", state.label());
    context.insert("state_code", state.code());
    context.insert("withdrawn", &withdrawn);
    context.insert("position", &at.map(|at| at + 1));
    context.insert("total", &queue.len());
    context.insert("previous", &neighbour(-1));
    context.insert("next", &neighbour(1));
    context.insert("facts", &(!withdrawn).then(|| facts(&opened.record)));
    let history: Vec<Past> = opened.history.iter().rev().map(Past::of).collect();
    context.insert("history", &history);
    let data = Data {
        id: id.as_str(),
        stamp: &opened.stamp,
        query: filter.query(),
        edits: &edits,
        view: &view,
    };
    // As text in a script element: a < would end it early.
    let data = serde_json::to_string(&data)?.replace('<', "\\u003c");
    context.insert("data", &data);
    Ok(Some(office.pages.fill("case.html", &context)))
}

/// Where to go after a decision: the next case that is wanted, else the queue.
pub(super) fn next(office: &Office, id: PublicId, filter: &Filter) -> io::Result<String> {
    let desk = office.desk.lock().expect("nobody panics at the desk");
    let since = desk.since(id);
    let queue = desk.queue(|entry| filter.holds(entry) && entry.id != id);
    let later = queue.iter().find(|entry| {
        since
            .as_ref()
            .is_none_or(|since| (&entry.since, entry.id) > (since, id))
    });
    Ok(match later.or(queue.first()) {
        Some(entry) => href(entry.id, filter),
        None => format!("/{}", filter.query()),
    })
}

#[derive(Serialize)]
struct Data<'a> {
    id: &'a str,
    stamp: &'a str,
    query: String,
    edits: &'a Edits,
    view: &'a Option<CaseView>,
}

/// A decision as the history shows it.
#[derive(Serialize)]
struct Past {
    at: String,
    by: String,
    verdict: &'static str,
    note: Option<String>,
}

impl Past {
    fn of(decision: &Decision) -> Self {
        let verdict = match (decision.verdict, decision.photos) {
            (Verdict::Release, true) => "公开文字和照片",
            (Verdict::Release, false) => "公开文字",
            (Verdict::Facts, _) => "只公开办理情况",
            (Verdict::Withhold, _) => "不公开",
            (Verdict::SendBack, _) => "退回",
            (Verdict::Reopen, _) => "撤销，等待重新决定",
            (Verdict::Withdraw, _) => "撤回",
        };
        let at = decision.at.get(..16).unwrap_or(&decision.at);
        Self {
            at: at.replace('T', " "),
            by: decision.by.clone(),
            verdict: if decision.undo && decision.verdict != Verdict::Reopen {
                "撤销，恢复原来的决定"
            } else {
                verdict
            },
            note: decision.note.clone(),
        }
    }
}

fn around(office: &Office, desk: &Desk, progress: &Progress, filter: &Filter) -> Context {
    let mut context = Context::new();
    context.insert("reviewer", &desk.by);
    context.insert("waiting", &progress.waiting);
    context.insert("decided", &progress.decided);
    context.insert("both", &(progress.waiting + progress.decided));
    context.insert("broken", &desk.broken_decisions());
    context.insert("mistakes", &desk.mistakes);
    context.insert("back", &format!("/{}", filter.query()));
    context.insert("query", &filter.query());
    context.insert("address", &office.address);
    context
}

fn row(desk: &Desk, entry: &Entry, filter: &Filter) -> io::Result<Row> {
    let record = desk.case(entry.id)?.map(|opened| opened.record);
    let hidden = entry.state == State::Withdrawn;
    let record = record.filter(|_| !hidden);
    let text = |text: Option<&str>| text.unwrap_or_default().to_string();
    Ok(Row {
        href: href(entry.id, filter),
        id: entry.id.to_string(),
        date: entry.since.get(..10).unwrap_or_default().to_string(),
        title: text(record.as_ref().map(|record| record.title.as_str())),
        category: text(
            (record.as_ref())
                .and_then(|record| record.category.as_ref())
                .map(|category| category.label.as_str()),
        ),
        street: text(record.as_ref().and_then(|record| record.street.as_deref())),
        state: entry.state.label(),
        state_code: entry.state.code(),
        doubtful: entry.doubtful,
        findings: entry.findings,
        photos: entry.photos,
    })
}

fn href(id: PublicId, filter: &Filter) -> String {
    format!("/cases/{id}{}", filter.query())
}

fn groups(progress: &Progress, filter: &Filter) -> Vec<Link> {
    (GROUPS.iter())
        .map(|(code, label, belongs)| Link {
            href: format!(
                "/{}",
                Filter {
                    show: (*code).into(),
                    why: String::new()
                }
                .query()
            ),
            label,
            count: Some(
                (progress.by_state.iter())
                    .filter(|(state, _)| belongs(**state))
                    .map(|(_, count)| count)
                    .sum(),
            ),
            current: *code == filter.show,
        })
        .collect()
}

fn states(progress: &Progress, filter: &Filter) -> Vec<Link> {
    (progress.by_state.iter())
        .map(|(state, count)| Link {
            href: format!("/?show={}", state.code()),
            label: state.label(),
            count: Some(*count),
            current: state.code() == filter.show,
        })
        .collect()
}

fn whys(filter: &Filter) -> Vec<Link> {
    (WHYS.iter())
        .map(|(code, label)| Link {
            href: format!(
                "/{}",
                Filter {
                    show: filter.show.clone(),
                    why: (*code).into()
                }
                .query()
            ),
            label,
            count: None,
            current: *code == filter.why,
        })
        .collect()
}

/// What is certain about a case.
fn facts(record: &CaseRecord) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let mut fact = |name, text: String| {
        if !text.is_empty() {
            facts.push((name, text));
        }
    };
    let label = record
        .category
        .as_ref()
        .map(|category| category.label.clone());
    fact("类别", label.unwrap_or_default());
    let place = [record.street.as_deref(), record.community.as_deref()];
    fact(
        "街道、社区",
        place.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    );
    fact("来源", record.source.clone());
    let day = |at: &Option<String>| {
        at.as_deref()
            .and_then(|at| at.get(..10))
            .map(str::to_string)
    };
    let first = record.stages.iter().find_map(|stage| day(&stage.at));
    let last = record.stages.iter().rev().find_map(|stage| day(&stage.at));
    fact("首个环节", first.unwrap_or_default());
    fact("最近环节", last.unwrap_or_default());
    let units = (record.units.iter())
        .map(|unit| match unit.role {
            UnitRole::Lead => unit.name.clone(),
            UnitRole::Joint => format!("{}（协办）", unit.name),
        })
        .collect::<Vec<_>>();
    fact("责任单位", units.join("、"));
    if record.featured {
        fact("典型案例", "是".into());
    }
    facts
}
