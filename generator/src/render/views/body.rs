//! What editors write below the fields.

use serde::Serialize;

use crate::assemble::Site;
use crate::load::Loaded;
use crate::render::markdown::{self, ProseView};

/// Whether a view is made to be shown, or only to see whether it changed. The text of a page is
/// then left out; its source counts instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be shown.
    Page,
    /// To be digested.
    Digest,
}

/// The text of a page, or its digest.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum BodyView {
    /// As a theme sees it.
    Prose(ProseView),
    /// Digest of its source.
    Digest(String),
}

/// The text of a page, or its digest. A text that names something beside itself counts with all that
/// it shows: another picture, another telephone of an office, and its page is made again.
#[must_use]
pub fn body<T>(site: &Site, loaded: &Loaded<T>, purpose: Purpose) -> BodyView {
    if purpose == Purpose::Digest && loaded.mentions.is_empty() {
        let digest = blake3::Hash::from_bytes(loaded.digest.body);
        return BodyView::Digest(digest.to_hex().to_string());
    }
    BodyView::Prose(markdown::prose(site, loaded))
}

/// `YYYY-MM-DD HH:MM`
#[must_use]
pub fn minute(time: jiff::civil::DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M").to_string()
}
