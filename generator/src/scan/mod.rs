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
mod elements;
mod excuse;
mod eye;
mod markup;
mod written;

use crate::masking::{self, AllowList, Class, Known, MaskContext};
use crate::model::released_case::PublicId;

pub use self::clean::{Clean, Recent};
use self::eye::Eye;

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
        let mut eye = Eye::new(self, recent);
        for name in path.split('/') {
            eye.text(name);
        }
        if let Some(format) = Format::of(path)
            && let Ok(text) = simdutf8::basic::from_utf8(bytes)
        {
            match format {
                Format::Html => markup::html(text, &mut eye),
                Format::Xml => markup::xml(text, &mut eye),
                Format::Json => data::json(text, &mut eye),
                Format::Lines => text.lines().for_each(|line| eye.text(line)),
            }
        }
        eye.into_hits()
    }

    /// What is personal in one text that a reader sees in one piece.
    fn hits(&self, text: &str) -> impl Iterator<Item = Hit> {
        let context = MaskContext {
            known: &Known::default(),
            allow: self.allow,
        };
        // Names are looked for in each text of a case when it is read, where the masker knows what it
        // reads; in the headings and lists around it, every second word would be a name.
        let findings = masking::find_structured(text, &context);
        findings.into_iter().filter_map(|finding| {
            let range = excuse::bytes(text, finding.start, finding.end);
            let words = &text[range.clone()];
            let excused = excuse::is_machine_made(text, range, self.is_released)
                || excuse::is_published(words, self.published);
            (!excused).then(|| Hit {
                class: finding.class,
                words: words.to_owned(),
            })
        })
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
