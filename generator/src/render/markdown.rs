//! Editors' Markdown as a page shows it: HTML, and blocks that the theme's components draw.
//!
//! pulldown-cmark parses. What this module writes itself is what editors and readers expect beyond
//! it: anchors and a table of contents, pictures in their widths, files with type and size, tables
//! that scroll, footnotes at the end, links by file name, raw HTML as far as it is harmless.

mod anchors;
mod blocks;
mod footnotes;
mod walk;
mod writer;

use pulldown_cmark::{Event, Parser};
use serde::Serialize;

use crate::assemble::Site;
use crate::load::Loaded;
use crate::model::prose::options;

pub use blocks::{BarPoint, Block, ContactView, LinePoint};

/// A text as a theme sees it.
#[derive(Debug, Default, Serialize)]
pub struct ProseView {
    blocks: Vec<Block>,
    /// Headings of a long text.
    contents: Vec<ContentsEntry>,
}

/// A heading, for the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct ContentsEntry {
    /// Its words.
    title: String,
    /// Its anchor.
    id: String,
}

/// Headings from which on a text is long.
const LONG: usize = 4;

/// Writes a text.
#[must_use]
pub fn prose<T>(site: &Site, loaded: &Loaded<T>) -> ProseView {
    let text = loaded.text();
    let events: Vec<Event<'_>> = Parser::new_ext(text, options()).collect();
    let mut writer = writer::Writer::new(site, &loaded.attached);
    let mut view = writer.write(events);
    if view.contents.len() < LONG {
        view.contents.clear();
    }
    view
}
