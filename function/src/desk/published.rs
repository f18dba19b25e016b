//! `desk published`: which reports have a page on the built site.

use super::Desk;
use crate::doors::Refused;
use serde_json::json;
use std::{io::Write, path::Path};

pub(super) async fn published(
    desk: &Desk,
    public: &Path,
    out: &mut dyn Write,
) -> Result<(), Refused> {
    // A wrong directory would take every mark away.
    if !public.join("index.html").is_file() {
        return Err(format!(
            "{}: is no built site; name it with --public",
            public.display()
        )
        .into());
    }
    let cases = public.join("cases");
    let has_page = |receipt: &crate::domain::Receipt| {
        cases.join(receipt.to_string()).join("index.html").is_file()
    };
    let done = desk.store.mark_published(has_page).await?;
    if desk.json {
        let said = json!({"pages": done.pages, "marked": done.marked, "unmarked": done.unmarked});
        writeln!(out, "{said}")?;
    } else {
        writeln!(
            out,
            "{} reports have a page, {} newly, {} no longer",
            done.pages, done.marked, done.unmarked
        )?;
    }
    Ok(())
}
