//! Looks through finished outputs for personal data, in memory, before they are written.
//!
//! The last door: whatever went wrong before it (a released file that somebody edited, a number in a
//! heading, a theme that prints too much), nothing personal is written that can be recognised by its
//! shape. A pure room: bytes in, hits out; it knows no file, no page and no culprit.
//!
//! Readers see words, not markup, and so does this room: words that tags cut in two are joined again,
//! entities are decoded, and every value that can hold words (alternative texts, descriptions,
//! addresses of links) is looked at by itself. Most of a page is the same on the next one, so a text
//! in which nothing was found is not looked through again in the same run; that is what makes the
//! scan cheap.

mod clean;
mod data;
mod excuse;
mod markup;

use crate::masking::{self, AllowList, Class, Known, MaskContext};
use crate::model::released_case::PublicId;

pub use self::clean::{Clean, Recent};

/// Something personal in an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// What it is.
    pub class: Class,
    /// The characters that say so. They are for finding the culprit and are never printed.
    pub words: String,
}

/// Looks through outputs.
pub struct Scanner<'a> {
    allow: &'a AllowList,
    published: &'a [String],
    is_released: &'a (dyn Fn(PublicId) -> bool + Sync),
    clean: &'a Clean,
}

impl<'a> Scanner<'a> {
    /// A scanner for a site that publishes these numbers and further strings, and these cases.
    #[must_use]
    pub fn new(
        allow: &'a AllowList,
        published: &'a [String],
        is_released: &'a (dyn Fn(PublicId) -> bool + Sync),
        clean: &'a Clean,
    ) -> Self {
        Self {
            allow,
            published,
            is_released,
            clean,
        }
    }

    /// What is personal in an output: in its path, and in its text if it is one.
    #[must_use]
    pub fn output(&self, path: &str, bytes: &[u8], recent: &mut Recent) -> Vec<Hit> {
        let mut hits = Vec::new();
        for name in path.split('/') {
            self.text(name, recent, &mut hits);
        }
        let Some(format) = Format::of(path) else {
            return hits;
        };
        let Ok(text) = std::str::from_utf8(bytes) else {
            return hits;
        };
        let mut take = |text: &str| self.text(text, recent, &mut hits);
        match format {
            Format::Html => markup::html(text, &mut take),
            Format::Xml => markup::xml(text, &mut take),
            Format::Json => data::json(text, &mut take),
            Format::Lines => text.lines().for_each(take),
        }
        hits
    }

    /// Looks through one text that a reader sees in one piece.
    fn text(&self, text: &str, recent: &mut Recent, hits: &mut Vec<Hit>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let key = self.clean.key(text);
        if recent.holds(key) {
            return;
        }
        if self.clean.holds(key) {
            recent.add(key);
            return;
        }
        let context = MaskContext {
            known: &Known::default(),
            allow: self.allow,
        };
        let before = hits.len();
        // Names are looked for in each text of a case when it is read, where the masker knows what it
        // reads; in the headings and lists around it, every second word would be a name.
        for finding in masking::find_structured(text, &context) {
            let range = excuse::bytes(text, finding.start, finding.end);
            let words = &text[range.clone()];
            if !excuse::is_machine_made(text, range, self.is_released)
                && !excuse::is_published(words, self.published)
            {
                hits.push(Hit {
                    class: finding.class,
                    words: words.to_owned(),
                });
            }
        }
        if hits.len() == before {
            self.clean.add(key);
            recent.add(key);
        }
    }
}

/// How words stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Xml,
    Json,
    Lines,
}

impl Format {
    /// The format of a path; none for programs, styles, fonts and pictures, which hold no words. A
    /// file of an unknown kind is read as lines.
    fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or_default();
        let (_, extension) = name.rsplit_once('.').unwrap_or_default();
        match extension {
            "html" => Some(Self::Html),
            "xml" | "svg" | "atom" | "rss" => Some(Self::Xml),
            "json" | "geojson" | "webmanifest" => Some(Self::Json),
            "css" | "js" | "mjs" | "wasm" | "woff2" | "woff" | "ttf" | "ico" | "png" | "jpg"
            | "jpeg" | "webp" | "avif" | "gif" => None,
            _ => Some(Self::Lines),
        }
    }
}

#[cfg(test)]
mod tests;
