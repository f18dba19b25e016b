//! `jiayuan-function export`.

use super::key;
use crate::{
    domain::time,
    doors::{Refused, environment},
    export::{self, Wanted},
    settings,
    store::{Store, Uploads},
};
use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// An export as it is asked for.
#[derive(Args)]
pub struct ExportWish {
    /// The private side: records are merged into DIR/records/YYYY-MM.jsonl, photos go to DIR/photos/
    #[arg(long = "out", value_name = "DIR")]
    directory: PathBuf,
    /// The office's private key, an age identity; the file may hold several
    #[arg(
        long,
        value_name = "FILE",
        default_value = ".jiayuan/private/keys/office.age"
    )]
    identity: PathBuf,
    /// Only what changed since the cursor that an earlier export printed, or since a time
    #[arg(long, value_name = "CURSOR")]
    changed_since: Option<String>,
    /// Who exports, for the audit; JIAYUAN_STAFF if not given
    #[arg(long = "as", value_name = "NAME")]
    by: Option<String>,
    /// Print what was done as one JSON object
    #[arg(long)]
    json: bool,
}

/// Writes the records and says what was done.
pub async fn export(
    store: &Store,
    uploads: &Uploads,
    wish: ExportWish,
    out: &mut dyn Write,
) -> Result<(), Refused> {
    let identity = key::identity(&wish.identity)?;
    let by = key::staff(wish.by.as_deref());
    let wanted = Wanted {
        since: wish.changed_since.as_deref().map(cursor).transpose()?,
        by: by.as_deref().unwrap_or("export"),
        now: Timestamp::now(),
        clocks: settings::clocks::clocks(&environment)?,
    };
    let done = export::export(store, uploads, &identity, &wish.directory, &wanted).await?;
    let names = |receipts: &[crate::domain::Receipt]| -> Vec<String> {
        receipts.iter().map(ToString::to_string).collect()
    };
    if wish.json {
        let dropped: Vec<_> = done
            .dropped
            .iter()
            .map(|photo| {
                json!({"receipt": photo.receipt.to_string(), "photo": photo.name, "why": photo.why})
            })
            .collect();
        let said = json!({
            "read": done.read, "changed": done.changed, "removed": done.removed,
            "files": done.files, "closed": names(&done.closed),
            "nameless": names(&done.nameless), "photos_dropped": dropped, "cursor": done.cursor.to_string(),
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
        for photo in &done.dropped {
            let (receipt, name, why) = (&photo.receipt, &photo.name, photo.why);
            writeln!(out, "photo {name} of {receipt} was left out: {why}")?;
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
