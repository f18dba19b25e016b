//! What editors write below the fields.

use crate::assemble::Site;
use crate::render::markdown;

/// Whether a view is made to be shown, or only to see whether it changed. The text of a page is
/// then left out; its source counts instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be shown.
    Page,
    /// To be digested.
    Digest,
}

/// The text of a page as HTML, or its digest.
pub(super) fn body(site: &Site, text: &str, purpose: Purpose) -> String {
    match purpose {
        Purpose::Page => markdown::to_html(text, &site.sources.settings.base_path),
        Purpose::Digest => blake3::hash(text.as_bytes()).to_hex().to_string(),
    }
}

/// `YYYY-MM-DD HH:MM`
#[must_use]
pub fn minute(time: jiff::civil::DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M").to_string()
}
