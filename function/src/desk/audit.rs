//! `desk audit`: who opened or purged what.

use super::{Desk, arguments::Audit, table_text};
use crate::{domain::time, doors::Refused};
use serde_json::json;
use std::io::Write;

pub(super) async fn audit(desk: &Desk, wish: &Audit, out: &mut dyn Write) -> Result<(), Refused> {
    let month = wish.month.clone().unwrap_or_else(|| time::month(desk.now));
    if time::read(&format!("{month}-01"), false).is_none() {
        return Err("--month takes a month such as 2026-11".into());
    }
    let events = desk.store.audited(&month).await?;
    let receipt =
        |event: &crate::store::AuditEvent| event.receipt.as_ref().map(ToString::to_string);
    if desk.json {
        for event in &events {
            let line = json!({
                "at": time::rfc3339(event.at), "by": event.by, "did": event.deed.word(),
                "receipt": receipt(event), "count": event.count,
            });
            writeln!(out, "{line}")?;
        }
        return Ok(());
    }
    let rows: Vec<Vec<String>> = events
        .iter()
        .map(|event| {
            let what = receipt(event).unwrap_or_else(|| format!("{} reports", event.count));
            let did = event.deed.word().to_owned();
            vec![time::minute(event.at), event.by.clone(), did, what]
        })
        .collect();
    table_text::write(out, &["AT", "BY", "DID", "WHAT"], &rows)?;
    Ok(())
}
