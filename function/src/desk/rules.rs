//! `desk moves`: the table of moves, for people.

use super::{Desk, table_text, words};
use crate::{
    domain::{
        moves::stage_word,
        status::{For, MOVES, Need, Who},
    },
    doors::Refused,
};
use serde_json::json;
use std::io::Write;

pub(super) fn moves(desk: &Desk, out: &mut dyn Write) -> Result<(), Refused> {
    let mut rows = Vec::new();
    for rule in MOVES {
        let from: Vec<_> = rule.from.iter().copied().map(stage_word).collect();
        let who = match rule.who {
            Who::Office => "office",
            Who::Resident => "resident",
        };
        let kinds = match rule.kinds {
            For::All => "all",
            For::Questions => "consult, suggest, book",
        };
        if desk.json {
            let line = json!({
                "to": stage_word(rule.to), "label": desk.label(rule.to), "from": from, "who": who,
                "kinds": kinds, "unit": need(rule.unit), "note": need(rule.note),
            });
            writeln!(out, "{line}")?;
            continue;
        }
        rows.push(vec![
            stage_word(rule.to),
            words::stage(rule.to).to_owned(),
            who.to_owned(),
            need(rule.unit).to_owned(),
            need(rule.note).to_owned(),
            kinds.to_owned(),
            from.join(", "),
        ]);
    }
    if !desk.json {
        let head = ["TO", "", "WHO", "UNIT", "NOTE", "KINDS", "FROM"];
        table_text::write(out, &head, &rows)?;
    }
    Ok(())
}

fn need(need: Need) -> &'static str {
    match need {
        Need::Never => "-",
        Need::May => "may",
        Need::Must => "must",
    }
}
