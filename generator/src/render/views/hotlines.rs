//! The one-number directory.

use serde::Serialize;

use crate::assemble::Site;

/// Old numbers and where they went.
#[derive(Debug, Serialize)]
pub struct HotlineListView {
    rows: Vec<HotlineView>,
    /// How many old numbers there are, and how many numbers answer now.
    before: usize,
    after: usize,
}

#[derive(Debug, Serialize)]
struct HotlineView {
    number: String,
    name: String,
    agency: String,
    merged_into: String,
    way: String,
    note: Option<String>,
}

/// All rows in the order of the file.
#[must_use]
pub fn hotline_list(site: &Site) -> HotlineListView {
    let hotlines = &site.sources.boards.hotlines;
    let now: std::collections::BTreeSet<_> = hotlines.iter().map(|h| &h.merged_into).collect();
    HotlineListView {
        rows: hotlines
            .iter()
            .map(|hotline| HotlineView {
                number: hotline.number.clone(),
                name: hotline.name.clone(),
                agency: hotline.agency.clone(),
                merged_into: hotline.merged_into.clone(),
                way: hotline.way.clone(),
                note: hotline.note.clone(),
            })
            .collect(),
        before: hotlines.len(),
        after: now.len(),
    }
}
