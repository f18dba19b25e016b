//! `desk apply`: a file of moves. Rows are taken in the order of the file; one that is refused stops
//! no other, and all that were refused are told with their line and why. What is there already stays
//! as it is, so that the same file can be applied again.

use super::{
    Desk,
    arguments::Apply,
    moving::NotChanged,
    rows::{self, Row},
    table_text,
};
use crate::{
    domain::{Progress, Receipt, Refusal},
    doors::Refused,
};
use serde_json::json;
use std::{collections::HashMap, io::Write};

/// What became of a row.
enum Became {
    Applied,
    Unchanged,
}

struct RefusedRow {
    line: usize,
    receipt: String,
    code: &'static str,
    why: String,
}

pub(super) async fn apply(desk: &Desk, wish: &Apply, out: &mut dyn Write) -> Result<(), Refused> {
    let rows = rows::read(&wish.file, desk.now)?;
    let total = rows.len();
    let mut tried = HashMap::new();
    let (mut applied, mut unchanged) = (0, 0);
    let mut refused = Vec::new();
    for numbered in rows {
        let done = match numbered.row {
            Err(refusal) => Err(refusal),
            Ok(row) => {
                let done = if wish.dry_run {
                    try_out(desk, row, &mut tried).await
                } else {
                    take(desk, row).await
                };
                match done {
                    // A table that is not there refuses every row: say it once.
                    Err(NotChanged::Store(error)) => return Err(error.into()),
                    other => other.map_err(|error| (error.code(), error.to_string())),
                }
            }
        };
        match done {
            Ok(Became::Applied) => applied += 1,
            Ok(Became::Unchanged) => unchanged += 1,
            Err((code, why)) => refused.push(RefusedRow {
                line: numbered.number,
                receipt: numbered.receipt,
                code,
                why,
            }),
        }
    }
    say(
        desk,
        wish.dry_run,
        (total, applied, unchanged),
        &refused,
        out,
    )?;
    if refused.is_empty() {
        return Ok(());
    }
    Err(format!("{} of {total} rows were refused", refused.len()).into())
}

async fn take(desk: &Desk, row: Row) -> Result<Became, NotChanged> {
    let changed = desk
        .change(&row.receipt, row.step, row.internal.as_deref())
        .await;
    became(changed)
}

/// The same on copies, so that a file can be looked at before it is applied.
async fn try_out(
    desk: &Desk,
    row: Row,
    tried: &mut HashMap<Receipt, Progress>,
) -> Result<Became, NotChanged> {
    let step = desk.known_unit(row.step)?;
    if !tried.contains_key(&row.receipt) {
        let case = desk
            .store
            .case(&row.receipt)
            .await?
            .ok_or(NotChanged::NoCase)?;
        tried.insert(row.receipt.clone(), case.progress);
    }
    let after = step
        .take(&tried[&row.receipt], desk.now)
        .map_err(NotChanged::from);
    if let Ok(after) = &after {
        tried.insert(row.receipt, after.clone());
    }
    became(after)
}

fn became(changed: Result<Progress, NotChanged>) -> Result<Became, NotChanged> {
    match changed {
        Ok(_) => Ok(Became::Applied),
        Err(NotChanged::Refused(Refusal::AlreadyThere)) => Ok(Became::Unchanged),
        Err(error) => Err(error),
    }
}

fn say(
    desk: &Desk,
    dry_run: bool,
    (total, applied, unchanged): (usize, usize, usize),
    refused: &[RefusedRow],
    out: &mut dyn Write,
) -> Result<(), Refused> {
    if desk.json {
        let refused: Vec<_> = refused
            .iter()
            .map(|row| {
                json!({"row": row.line, "receipt": row.receipt, "code": row.code, "why": row.why})
            })
            .collect();
        let said = json!({
            "rows": total, "applied": applied, "unchanged": unchanged, "refused": refused,
            "dry_run": dry_run,
        });
        writeln!(out, "{said}")?;
        return Ok(());
    }
    let would = if dry_run { "would be " } else { "" };
    writeln!(
        out,
        "{total} rows: {applied} {would}applied, {unchanged} there already, {} {would}refused",
        refused.len()
    )?;
    if refused.is_empty() {
        return Ok(());
    }
    let rows: Vec<Vec<String>> = refused
        .iter()
        .map(|row| {
            vec![
                row.line.to_string(),
                row.receipt.clone(),
                row.code.to_owned(),
                row.why.clone(),
            ]
        })
        .collect();
    table_text::write(out, &["LINE", "RECEIPT", "CODE", "WHY"], &rows)?;
    Ok(())
}
