//! `desk list`: what is there and what waits, from the facts in clear. Opens nothing.

use super::{Desk, arguments::Filter, table_text, words};
use crate::{
    domain::{Progress, moves::stage_word, status, time},
    doors::Refused,
    export::case_no,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::Write;

pub(super) async fn list(desk: &Desk, filter: &Filter, out: &mut dyn Write) -> Result<(), Refused> {
    // Whatever was filed since has changed since: the index need not be read from its beginning.
    let since = filter.since.map_or(0, Timestamp::as_millisecond);
    let mut cases = desk.store.list(since).await?;
    cases.retain(|case| filter.takes(case, desk.now));
    cases.sort_by(|a, b| (a.filed_at, &a.receipt).cmp(&(b.filed_at, &b.receipt)));
    if desk.json {
        for case in &cases {
            writeln!(out, "{}", facts(desk, case))?;
        }
        return Ok(());
    }
    let rows: Vec<Vec<String>> = cases.iter().map(|case| row(desk, case)).collect();
    let head = [
        "RECEIPT", "STAGE", "KIND", "CATEGORY", "STREET", "FILED", "DUE", "UNITS",
    ];
    table_text::write(out, &head, &rows)?;
    let late = cases.iter().filter(|case| is_late(case, desk.now)).count();
    writeln!(out, "{} cases, {late} overdue", cases.len())?;
    Ok(())
}

fn row(desk: &Desk, case: &Progress) -> Vec<String> {
    let category = case.category.as_ref();
    let units: Vec<_> = case.units.iter().map(|unit| unit.name.as_str()).collect();
    let due = case.due_at().map_or_else(String::new, |due| {
        let late = if is_late(case, desk.now) {
            " overdue"
        } else {
            ""
        };
        format!("{}{late}", time::minute(due))
    });
    vec![
        case.receipt.to_string(),
        format!("{} {}", desk.label(case.stage()), stage_word(case.stage())),
        words::kind(case.kind).to_owned(),
        category.map_or_else(String::new, |category| category.label.clone()),
        case.street.clone().unwrap_or_default(),
        time::minute(case.filed_at),
        due,
        units.join("、"),
    ]
}

fn is_late(case: &Progress, now: Timestamp) -> bool {
    case.due_at().is_some_and(|due| due < now)
}

impl Filter {
    fn takes(&self, case: &Progress, now: Timestamp) -> bool {
        let category = |wanted: &String| {
            let known = case.category.as_ref();
            known.is_some_and(|known| known.code == *wanted || known.label == *wanted)
        };
        (self.stage.is_empty() || self.stage.contains(&case.stage()))
            && (self.kind.is_empty() || self.kind.contains(&case.kind))
            && self.category.as_ref().is_none_or(category)
            && (self.street.is_none() || self.street == case.street)
            && self
                .unit
                .as_ref()
                .is_none_or(|wanted| case.units.iter().any(|unit| unit.name == *wanted))
            && self.since.is_none_or(|since| case.filed_at >= since)
            && (!self.overdue || is_late(case, now))
            && (!self.open || !status::is_over(case.stage()))
    }
}

/// The facts in clear, for scripts.
pub(super) fn facts(desk: &Desk, case: &Progress) -> Value {
    let at = |at: Option<Timestamp>| at.map(time::rfc3339);
    let units = case.units.iter().map(|unit| {
        json!({
            "name": unit.name, "role": unit.role, "dispatched_at": time::rfc3339(unit.dispatched_at),
            "handle_due_at": at(unit.handle_due_at), "handled_at": at(unit.handled_at),
        })
    });
    let stages = case.stages.iter().map(|step| {
        json!({
            "stage": step.stage, "label": desk.label(step.stage), "at": time::rfc3339(step.at),
            "unit": step.unit, "note": step.note, "reply": step.reply,
        })
    });
    let rating = case.rating.map(|rating| {
        json!({
            "at": time::rfc3339(rating.at), "resolved": rating.resolved, "satisfied": rating.satisfied,
        })
    });
    json!({
        "receipt": case.receipt.to_string(), "case_no": case_no(case), "kind": case.kind,
        "category": case.category, "street": case.street,
        "stage": case.stage(), "label": desk.label(case.stage()),
        "filed_at": time::rfc3339(case.filed_at), "updated_at": time::rfc3339(case.updated_at),
        "due_at": at(case.due_at()), "overdue": is_late(case, desk.now),
        "handle_due_at": at(case.handle_due_at), "close_due_at": at(case.close_due_at),
        "units": units.collect::<Vec<_>>(), "stages": stages.collect::<Vec<_>>(),
        "result": case.result, "rating": rating, "published": case.published,
    })
}
