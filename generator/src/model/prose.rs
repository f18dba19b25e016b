//! Editors' Markdown: its dialect, and what a text names that lies outside of it.
//!
//! A text is surveyed when it is read, so that a missing picture or a misspelt block is told with its
//! line like any other mistake; it is written as HTML only when its page is made.

pub mod attached;
pub mod markup;
pub mod shortcode;
pub mod survey;

use pulldown_cmark::Options;

/// The syntax that editors may use.
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}
