//! `desk purge`: a resident wants to be forgotten. Report, contact, photos, look-up entry and
//! feedback go; a tombstone tells the next export to take record and photos away too.

use super::{Desk, arguments::Purge};
use crate::{
    domain::Receipt,
    doors::Refused,
    store::{Changed, Deed},
};
use serde_json::json;
use std::io::Write;

/// Tries while others change the same case.
const TRIES: u32 = 5;

pub(super) async fn purge(desk: &Desk, wish: &Purge, out: &mut dyn Write) -> Result<(), Refused> {
    desk.who()?;
    let mut missing = Vec::new();
    for receipt in &wish.receipts {
        // Also where the report is gone already: photos may have come after it.
        let Some(photos) = one(desk, receipt).await? else {
            desk.uploads.delete_all(receipt).await?;
            missing.push(receipt.to_string());
            continue;
        };
        if desk.json {
            let said = json!({"receipt": receipt.to_string(), "purged": true, "photos": photos});
            writeln!(out, "{said}")?;
        } else {
            writeln!(out, "{receipt}  gone, with {photos} photos")?;
        }
    }
    if !desk.json && missing.len() < wish.receipts.len() {
        writeln!(
            out,
            "Run `export` and `jiayuan cases release` next: records, photos and pages follow then."
        )?;
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("there is no such case (any more): {}", missing.join(", ")).into())
}

/// How many photos went with it; none if there is no such case.
async fn one(desk: &Desk, receipt: &Receipt) -> Result<Option<usize>, Refused> {
    for tries in 0..TRIES {
        let Some(case) = desk.store.case(receipt).await? else {
            return Ok(None);
        };
        if tries == 0 {
            desk.write_down(Deed::Purged, receipt).await?;
        }
        if let Changed::Done(_) = desk.store.purge(&case, desk.now).await? {
            return Ok(Some(desk.uploads.delete_all(receipt).await?));
        }
    }
    Err(format!("{receipt}: others keep changing this case; try again").into())
}
