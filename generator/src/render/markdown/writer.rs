//! Events of the parser become HTML and blocks.

mod links;
mod marked;
mod pictures;
mod tables;

use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use self::pictures::is_pictures;
use self::tables::Table;
use super::anchors::Anchors;
use super::blocks::Block;
use super::footnotes::Footnotes;
use super::walk::{end_of, is_between_han, words_of};
use super::{ContentsEntry, ProseView};
use crate::assemble::Site;
use crate::load::words::Words;
use crate::model::prose::attached::Attached;
use crate::model::prose::markup::{Cleaner, Level, escape};

/// Writes one text.
pub(super) struct Writer<'s, 'a> {
    site: &'s Site,
    words: &'s Words,
    attached: &'s Attached,
    anchors: Anchors,
    contents: Vec<ContentsEntry>,
    footnotes: Footnotes<'a>,
    cleaner: Cleaner,
    tables: usize,
    /// Columns of the open table, and where its cells stand.
    table: Option<Table>,
    /// Ends of the open links.
    links: Vec<String>,
    /// How deep the Markdown is nested.
    depth: usize,
    out: Vec<Event<'a>>,
    blocks: Vec<Block>,
}

impl<'s, 'a> Writer<'s, 'a> {
    pub(super) fn new(site: &'s Site, attached: &'s Attached) -> Self {
        Self {
            site,
            words: &site.words,
            attached,
            anchors: Anchors::default(),
            contents: Vec::new(),
            footnotes: Footnotes::default(),
            cleaner: Cleaner::default(),
            tables: 0,
            table: None,
            links: Vec::new(),
            depth: 0,
            out: Vec::new(),
            blocks: Vec::new(),
        }
    }

    pub(super) fn write(&mut self, events: Vec<Event<'a>>) -> ProseView {
        let (footnotes, events) = Footnotes::take(events);
        self.footnotes = footnotes;
        self.convert(&events, true);
        self.flush();
        self.notes();
        ProseView {
            blocks: std::mem::take(&mut self.blocks),
            contents: std::mem::take(&mut self.contents),
        }
    }

    fn raw(&mut self, html: impl Into<String>) {
        self.out.push(Event::Html(CowStr::from(html.into())));
    }

    /// What was written so far is a part of its own.
    fn flush(&mut self) {
        let html = self.finished();
        if !html.trim().is_empty() {
            self.blocks.push(Block::Html { html });
        }
    }

    fn finished(&mut self) -> String {
        let mut ends = String::new();
        self.cleaner.close(self.depth, &mut ends);
        if !ends.is_empty() {
            self.raw(ends);
        }
        let mut page = String::new();
        html::push_html(&mut page, self.out.drain(..));
        page
    }

    /// Writes a part aside, as HTML.
    fn aside(&mut self, events: &[Event<'a>]) -> String {
        let before = std::mem::take(&mut self.out);
        self.depth += 1;
        self.convert(events, false);
        let html = self.finished();
        self.depth -= 1;
        self.out = before;
        html
    }

    fn notes(&mut self) {
        let mut done = 0;
        let mut list = String::new();
        while let Some((number, events)) = self.footnotes.next(done) {
            done += 1;
            let mut note = self.aside(&events);
            let back = Footnotes::back(number, self.words);
            match note.trim_end().strip_suffix("</p>") {
                Some(open) => note = format!("{open} {back}</p>"),
                None => note.push_str(&back),
            }
            let _ = writeln!(list, "<li id=\"fn-{number}\">{note}</li>");
        }
        if done > 0 {
            let mut html = String::from("<section class=\"notes\" aria-label=\"");
            escape(self.words.get("prose.footnotes"), &mut html);
            let _ = write!(html, "\">\n<ol>\n{list}</ol>\n</section>\n");
            self.blocks.push(Block::Html { html });
        }
    }

    /// Converts events. Blocks stand only at the top.
    fn convert(&mut self, events: &[Event<'a>], top: bool) {
        let mut at = 0;
        while at < events.len() {
            let end = match &events[at] {
                Event::Start(_) => end_of(events, at),
                _ => at,
            };
            let inner = events.get(at + 1..end).unwrap_or_default();
            let is_top = top && self.depth == 0;
            match &events[at] {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                    if is_top && self.shortcode(info, inner) =>
                {
                    at = end + 1;
                    continue;
                }
                Event::Start(Tag::BlockQuote(kind)) if self.notice(*kind, inner, is_top) => {
                    at = end + 1;
                    continue;
                }
                Event::Start(Tag::Paragraph) if is_pictures(inner) => {
                    self.figures(inner);
                    at = end + 1;
                    continue;
                }
                Event::Start(Tag::Image { .. }) => {
                    let html = self.picture(&events[at], inner, false);
                    self.out.push(Event::InlineHtml(CowStr::from(html)));
                    at = end + 1;
                    continue;
                }
                Event::Start(Tag::HtmlBlock) => {
                    let html: String = inner
                        .iter()
                        .filter_map(|event| match event {
                            Event::Html(html) | Event::Text(html) => Some(html.as_ref()),
                            _ => None,
                        })
                        .collect();
                    self.markup(&html, Level::Block);
                    at = end + 1;
                    continue;
                }
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let text = words_of(inner);
                    let anchor = self.anchors.next(&text, id.as_deref());
                    if *level <= HeadingLevel::H2 {
                        self.contents.push(ContentsEntry {
                            title: text,
                            id: anchor.clone(),
                        });
                    }
                    self.depth += 1;
                    // Nothing that an editor wrote in braces but the anchor.
                    self.out.push(Event::Start(Tag::Heading {
                        level: lower(*level),
                        id: Some(CowStr::from(anchor)),
                        classes: Vec::new(),
                        attrs: Vec::new(),
                    }));
                }
                Event::Start(tag) => {
                    self.depth += 1;
                    self.begin(tag, inner);
                }
                Event::End(tag) => {
                    let mut ends = String::new();
                    self.cleaner.close(self.depth, &mut ends);
                    if !ends.is_empty() {
                        self.raw(ends);
                    }
                    self.depth = self.depth.saturating_sub(1);
                    self.end(*tag);
                }
                Event::Html(html) => self.markup(&html.clone(), Level::Block),
                Event::InlineHtml(html) => self.markup(&html.clone(), Level::Inline),
                Event::FootnoteReference(name) => {
                    let mark = self.footnotes.mark(name, self.words);
                    self.out.push(Event::InlineHtml(CowStr::from(mark)));
                }
                Event::TaskListMarker(done) => {
                    let key = if *done { "prose.done" } else { "prose.to_do" };
                    let checked = if *done { " checked" } else { "" };
                    let mut html =
                        format!("<input type=\"checkbox\" disabled{checked} aria-label=\"");
                    escape(self.words.get(key), &mut html);
                    html.push_str("\"> ");
                    self.out.push(Event::InlineHtml(CowStr::from(html)));
                }
                Event::SoftBreak if is_between_han(events, at) => {}
                other => self.out.push(other.clone()),
            }
            at += 1;
        }
    }

    fn begin(&mut self, tag: &Tag<'a>, inner: &[Event<'a>]) {
        match tag {
            Tag::Link {
                dest_url, title, ..
            } => self.link(dest_url, title),
            Tag::Table(columns) => self.begin_table(columns, inner),
            Tag::TableHead => self.begin_row(true),
            Tag::TableRow => self.begin_row(false),
            Tag::TableCell => {
                let html = self.cell(inner.is_empty());
                self.raw(html);
            }
            other => self.out.push(Event::Start(other.clone())),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                let end = self.links.pop().unwrap_or_default();
                self.out.push(Event::InlineHtml(CowStr::from(end)));
            }
            TagEnd::Table => {
                self.table = None;
                self.raw("</tbody></table></div>\n");
            }
            TagEnd::TableHead => self.raw("</tr></thead>\n<tbody>\n"),
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Heading(level) => self.out.push(Event::End(TagEnd::Heading(lower(level)))),
            other => self.out.push(Event::End(other)),
        }
    }
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 {
        HeadingLevel::H2
    } else {
        level
    }
}
