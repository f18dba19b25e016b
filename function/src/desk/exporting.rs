//! `jiayuan-function export`.

use super::key;
use crate::{
    domain::time,
    doors::{Refused, environment},
    export::{self, Wanted},
    settings,
    store::Store,
};
use jiff::Timestamp;
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// An export as it was asked for.
pub struct ExportWish {
    /// The private side.
    pub directory: PathBuf,
    /// The office's key.
    pub identity: PathBuf,
    /// Where to begin.
    pub changed_since: Option<String>,
    /// Who exports.
    pub by: Option<String>,
    /// As JSON.
    pub json: bool,
}

/// Writes the records and says what was done.
pub async fn export(store: &Store, wish: ExportWish, out: &mut dyn Write) -> Result<(), Refused> {
    let identity = key::identity(&wish.identity)?;
    let by = key::staff(wish.by.as_deref());
    let wanted = Wanted {
        since: wish.changed_since.as_deref().map(cursor).transpose()?,
        by: by.as_deref().unwrap_or("export"),
        now: Timestamp::now(),
        clocks: settings::clocks::clocks(&environment)?,
    };
    let done = export::export(store, &identity, &wish.directory, &wanted).await?;
    let names = |receipts: &[crate::domain::Receipt]| -> Vec<String> {
        receipts.iter().map(ToString::to_string).collect()
    };
    if wish.json {
        let said = json!({
            "read": done.read, "changed": done.changed, "removed": done.removed,
            "files": done.files, "closed": names(&done.closed),
            "nameless": names(&done.nameless), "cursor": done.cursor.to_string(),
        });
        writeln!(out, "{said}")?;
    } else {
        writeln!(
            out,
            "{} reports read, {} records new or changed, {} removed, {} files written",
            done.read, done.changed, done.removed, done.files
        )?;
        if !done.nameless.is_empty() {
            writeln!(
                out,
                "their words stay private, because the contact was deleted before the first export: {}",
                names(&done.nameless).join(", ")
            )?;
        }
        writeln!(out, "next cursor: {}", done.cursor)?;
    }
    if done.closed.is_empty() {
        return Ok(());
    }
    Err(format!(
        "these reports do not open with this key and were left out (a key file may hold several keys, see the README): {}",
        names(&done.closed).join(", ")
    )
    .into())
}

/// A cursor as an export printed it, or a time.
fn cursor(typed: &str) -> Result<i64, Refused> {
    typed
        .trim()
        .parse()
        .ok()
        .or_else(|| time::read(typed, false).map(|at| at.as_millisecond()))
        .ok_or_else(|| "--changed-since takes the cursor of an earlier export, or a time such as 2026-11-22T09:12:00+08:00".into())
}
