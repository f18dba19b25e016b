//! Links: within the site, to files beside a text, and away from it.

use pulldown_cmark::{CowStr, Event};

use super::Writer;
use crate::load::beside::leads_to_page;
use crate::model::prose::attached::LinkedFile;
use crate::model::prose::markup::{Level, escape};
use crate::model::prose::survey::{Leads, leads};

/// Where a link leads.
pub(super) enum Target<'s> {
    Page(String),
    File(&'s LinkedFile),
    Nowhere,
}

impl<'s> Writer<'s, '_> {
    /// Opens a link.
    pub(super) fn link(&mut self, url: &str, title: &str) {
        let (open, end) = match self.target(url) {
            Target::Nowhere => (String::new(), String::new()),
            Target::Page(href) => {
                let mut open = String::from("<a href=\"");
                escape(&href, &mut open);
                if !title.is_empty() {
                    open.push_str("\" title=\"");
                    escape(title, &mut open);
                }
                open.push_str("\">");
                (open, "</a>".to_owned())
            }
            Target::File(file) => {
                let mut open = String::from("<a class=\"file\" href=\"");
                let href = self
                    .site
                    .sources
                    .settings
                    .href(&format!("/{}", file.public));
                escape(&href, &mut open);
                open.push_str("\" download=\"");
                escape(&file.name, &mut open);
                open.push_str("\">");
                let facts = self.words.fill(
                    "prose.file",
                    &[("type", &file.kind()), ("size", &file.size_text())],
                );
                let mut end = String::from("</a><span class=\"file-facts\">");
                escape(&facts, &mut end);
                end.push_str("</span>");
                (open, end)
            }
        };
        self.out.push(Event::InlineHtml(CowStr::from(open)));
        self.links.push(end);
    }

    fn target(&self, url: &str) -> Target<'s> {
        let settings = &self.site.sources.settings;
        match leads(url) {
            Leads::Program => Target::Nowhere,
            Leads::Site => Target::Page(settings.href(url)),
            Leads::Away => Target::Page(url.to_owned()),
            Leads::Beside if leads_to_page(url) => match self.attached.pages.get(url) {
                Some(Some(path)) => Target::Page(settings.href(path)),
                _ => Target::Nowhere,
            },
            Leads::Beside => self
                .attached
                .files
                .get(url)
                .map_or(Target::Nowhere, Target::File),
        }
    }

    /// Raw markup of an editor, cleaned.
    pub(super) fn markup(&mut self, html: &str, level: Level) {
        let mut out = String::new();
        let mut cleaner = std::mem::take(&mut self.cleaner);
        let link = |url: &str| match self.target(url) {
            Target::Page(href) => Some(href),
            Target::File(file) => Some(
                self.site
                    .sources
                    .settings
                    .href(&format!("/{}", file.public)),
            ),
            Target::Nowhere => None,
        };
        cleaner.clean(html, level, self.depth, &link, &mut out, &mut Vec::new());
        self.cleaner = cleaner;
        if !out.is_empty() {
            self.out.push(match level {
                Level::Inline => Event::InlineHtml(CowStr::from(out)),
                Level::Block => Event::Html(CowStr::from(out)),
            });
        }
    }
}
