//! What the check wants to know of a finished page: where it leads, where one can be led to.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};

use crate::plan::{Planned, Subject};

/// What stands on a page.
#[derive(Debug)]
pub(super) struct PageFacts {
    /// Path below the output folder.
    pub(super) path: String,
    /// What it shows.
    pub(super) subject: Subject,
    /// Addresses that it links to, fetches or posts to, each once.
    pub(super) links: BTreeSet<Link>,
    /// Anchors on it.
    pub(super) ids: BTreeSet<String>,
    /// Sources of pictures that lack a text for those who do not see them.
    pub(super) without_alt: BTreeSet<String>,
}

/// A link as it is written on a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    /// The address, entities decoded.
    pub(super) url: String,
    /// Whether a reader follows it; the browser fetches the others by itself.
    pub(super) is_followed: bool,
}

impl PageFacts {
    /// Reads a page.
    pub(super) fn read(planned: &Planned, bytes: &[u8]) -> Self {
        let mut facts = Self {
            path: planned.path.clone(),
            subject: planned.subject,
            links: BTreeSet::new(),
            ids: BTreeSet::new(),
            without_alt: BTreeSet::new(),
        };
        for Ok(token) in Tokenizer::new(bytes) {
            let Token::StartTag(tag) = token else {
                continue;
            };
            let attribute = |name: &[u8]| {
                let value = tag.attributes.get(name)?;
                Some(String::from_utf8_lossy(value).into_owned())
            };
            facts.ids.extend(attribute(b"id"));
            let name: &[u8] = &tag.name;
            match name {
                b"a" | b"area" => facts.link(attribute(b"href"), true),
                b"link" => {
                    // A canonical address is the page's own, wherever it will stand.
                    let rel = attribute(b"rel").unwrap_or_default();
                    if !matches!(rel.as_str(), "canonical" | "alternate" | "preconnect") {
                        facts.link(attribute(b"href"), false);
                    }
                }
                b"script" | b"iframe" | b"source" | b"video" | b"audio" => {
                    facts.link(attribute(b"src"), false);
                    facts.sources(attribute(b"srcset"));
                }
                b"img" => {
                    let source = attribute(b"src");
                    if attribute(b"alt").is_none() {
                        facts.without_alt.extend(source.clone());
                    }
                    facts.link(source, false);
                    facts.sources(attribute(b"srcset"));
                }
                _ => {}
            }
        }
        facts
    }

    fn link(&mut self, url: Option<String>, is_followed: bool) {
        let url = url.map(|url| url.trim().to_owned());
        if let Some(url) = url.filter(|url| !url.is_empty()) {
            self.links.insert(Link { url, is_followed });
        }
    }

    /// `a.webp 480w, b.webp 960w`
    fn sources(&mut self, list: Option<String>) {
        for source in list.iter().flat_map(|list| list.split(',')) {
            let url = source.split_whitespace().next().map(str::to_owned);
            self.link(url, false);
        }
    }
}
