//! Events of the parser become HTML and blocks.

use std::fmt::Write as _;
use std::iter;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd,
    html,
};

use super::anchors::Anchors;
use super::blocks::{Block, block};
use super::footnotes::Footnotes;
use super::{ContentsEntry, ProseView};
use crate::assemble::Site;
use crate::load::beside::leads_to_page;
use crate::load::words::Words;
use crate::model::prose::attached::{Attached, LinkedFile};
use crate::model::prose::markup::{Cleaner, Level, escape};
use crate::model::prose::options;
use crate::model::prose::shortcode;
use crate::model::prose::survey::{Leads, leads};
use crate::render::views::case_card::PictureView;

/// Width of a picture within a text.
const SIZES: &str = "(min-width: 48em) 42.75rem, 100vw";

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

struct Table {
    columns: Vec<Alignment>,
    in_head: bool,
    column: usize,
    /// The first cell of the head is empty: the first column names the rows.
    rows_are_named: bool,
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
            Tag::Table(columns) => {
                self.tables += 1;
                let number = self.tables.to_string();
                let mut html = String::from(
                    "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"",
                );
                escape(
                    &self.words.fill("prose.table", &[("n", &number)]),
                    &mut html,
                );
                html.push_str("\"><table>");
                self.raw(html);
                self.table = Some(Table {
                    columns: columns.clone(),
                    in_head: false,
                    column: 0,
                    rows_are_named: first_cell_is_empty(inner),
                });
            }
            Tag::TableHead => {
                if let Some(table) = &mut self.table {
                    (table.in_head, table.column) = (true, 0);
                }
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    (table.in_head, table.column) = (false, 0);
                }
                self.raw("<tr>");
            }
            Tag::TableCell => {
                let html = self.cell(inner.is_empty());
                self.raw(html);
            }
            other => self.out.push(Event::Start(other.clone())),
        }
    }

    fn cell(&self, is_empty: bool) -> String {
        let Some(table) = &self.table else {
            return "<td>".to_owned();
        };
        let class = match table.columns.get(table.column) {
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Center) => " class=\"middle\"",
            _ => "",
        };
        if table.in_head && !is_empty {
            format!("<th scope=\"col\"{class}>")
        } else if !table.in_head && table.column == 0 && table.rows_are_named {
            format!("<th scope=\"row\"{class}>")
        } else {
            format!("<td{class}>")
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
            TagEnd::TableCell => {
                // The end is that of the cell's beginning: the last one that was written.
                let is_head = self.open_cell_is_head();
                self.raw(if is_head { "</th>" } else { "</td>" });
                if let Some(table) = &mut self.table {
                    table.column += 1;
                }
            }
            TagEnd::Heading(level) => self.out.push(Event::End(TagEnd::Heading(lower(level)))),
            other => self.out.push(Event::End(other)),
        }
    }

    fn open_cell_is_head(&self) -> bool {
        let cell = self.out.iter().rev().find_map(|event| match event {
            Event::Html(html) if html.starts_with("<td") => Some(false),
            Event::Html(html) if html.starts_with("<th ") => Some(true),
            _ => None,
        });
        cell.unwrap_or(false)
    }

    /// Opens a link.
    fn link(&mut self, url: &str, title: &str) {
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

    /// A picture that was measured; nothing for one that is not there.
    fn picture(&self, image: &Event<'a>, alt: &[Event<'a>], on_its_own: bool) -> String {
        let Event::Start(Tag::Image {
            dest_url, title, ..
        }) = image
        else {
            return String::new();
        };
        let Some(picture) = self.attached.pictures.get(dest_url.as_ref()) else {
            return String::new();
        };
        let settings = &self.site.sources.settings;
        let view = PictureView::beside(picture, settings, words_of(alt).trim(), None);
        let (whole, caption) = if on_its_own {
            ("figure", "figcaption")
        } else {
            ("span", "span")
        };
        let mut html = format!("<{whole} class=\"picture\">");
        view.write(SIZES, &mut html);
        if !title.is_empty() {
            let _ = write!(html, "<{caption} class=\"caption\">");
            escape(title, &mut html);
            let _ = write!(html, "</{caption}>");
        }
        let _ = write!(html, "</{whole}>");
        html
    }

    /// Pictures that are a paragraph by themselves.
    fn figures(&mut self, inner: &[Event<'a>]) {
        let mut at = 0;
        while at < inner.len() {
            if let Event::Start(Tag::Image { .. }) = &inner[at] {
                let end = end_of(inner, at);
                let html = self.picture(&inner[at], &inner[at + 1..end], true);
                self.raw(html + "\n");
                at = end;
            }
            at += 1;
        }
    }

    fn markup(&mut self, html: &str, level: Level) {
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

    /// Puts a fenced block in its place, if it is one that means something.
    fn shortcode(&mut self, info: &str, inner: &[Event<'a>]) -> bool {
        if !shortcode::is_named(info) {
            return false;
        }
        let lines = words_of(inner);
        // What is wrong with it was told when the text was surveyed.
        let Some(read) = shortcode::read(info, &lines, 0, &(0..0), &mut Vec::new()) else {
            return false;
        };
        self.flush();
        let (site, attached) = (self.site, self.attached);
        let made = block(site, attached, read, |line| inline(self, line));
        self.blocks.push(made);
        true
    }

    /// Puts a quotation in its place, if it is a notice box.
    fn notice(&mut self, kind: Option<BlockQuoteKind>, inner: &[Event<'a>], is_top: bool) -> bool {
        let (tone, title, rest);
        match kind {
            Some(kind) => {
                tone = match kind {
                    BlockQuoteKind::Note => "note",
                    BlockQuoteKind::Tip => "tip",
                    BlockQuoteKind::Important => "important",
                    BlockQuoteKind::Warning => "warning",
                    BlockQuoteKind::Caution => "caution",
                };
                title = None;
                rest = inner.to_vec();
            }
            None => {
                // The first line of the first paragraph is the mark.
                let Some(Event::Start(Tag::Paragraph)) = inner.first() else {
                    return false;
                };
                let is_end = |event: &Event<'_>| {
                    matches!(
                        event,
                        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph)
                    )
                };
                let end = inner.iter().position(is_end).unwrap_or(inner.len());
                let line = words_of(&inner[1..end]);
                let Some((Ok(known), behind)) = shortcode::notice(&line) else {
                    return false;
                };
                tone = known;
                title = Some(behind.to_owned()).filter(|title| !title.is_empty());
                let left = inner.get(end + 1..).unwrap_or_default();
                rest = if matches!(inner.get(end), Some(Event::End(_)) | None) {
                    left.to_vec()
                } else {
                    iter::once(inner[0].clone())
                        .chain(left.iter().cloned())
                        .collect()
                };
            }
        }
        let html = self.aside(&rest);
        if is_top {
            self.flush();
            self.blocks.push(Block::Notice { tone, title, html });
        } else {
            self.raw(format!("<blockquote>\n{html}</blockquote>\n"));
        }
        true
    }
}

/// Markdown within a line.
fn inline(writer: &Writer<'_, '_>, line: &str) -> String {
    let events: Vec<Event<'_>> = Parser::new_ext(line, options())
        .filter(|event| {
            !matches!(
                event,
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
            )
        })
        .collect();
    let mut within = Writer::new(writer.site, writer.attached);
    within.aside(&events)
}

/// Where a link leads.
enum Target<'s> {
    Page(String),
    File(&'s LinkedFile),
    Nowhere,
}

/// The position of the end of what begins at `at`.
fn end_of(events: &[Event<'_>], at: usize) -> usize {
    let mut depth = 0usize;
    for (index, event) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                if depth == 0 {
                    return index;
                }
            }
            _ => {}
        }
    }
    events.len()
}

fn words_of(events: &[Event<'_>]) -> String {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}

/// Whether a paragraph holds pictures and nothing else.
fn is_pictures(inner: &[Event<'_>]) -> bool {
    let mut at = 0;
    let mut any = false;
    while at < inner.len() {
        match &inner[at] {
            Event::Start(Tag::Image { .. }) => {
                any = true;
                at = end_of(inner, at);
            }
            Event::SoftBreak | Event::HardBreak => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return false,
        }
        at += 1;
    }
    any
}

fn first_cell_is_empty(table: &[Event<'_>]) -> bool {
    matches!(
        table,
        [
            Event::Start(Tag::TableHead),
            Event::Start(Tag::TableCell),
            Event::End(TagEnd::TableCell),
            ..
        ]
    )
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 {
        HeadingLevel::H2
    } else {
        level
    }
}

/// A line break within a Chinese sentence is none to its reader: browsers would print a blank.
fn is_between_han(events: &[Event<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| events.get(at));
    let (Some(Event::Text(before)), Some(Event::Text(after))) = (before, events.get(at + 1)) else {
        return false;
    };
    let is_wide = |ch: char| matches!(ch, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '—' | '…');
    before.chars().next_back().is_some_and(is_wide) && after.chars().next().is_some_and(is_wide)
}
