//! What an editor marked as something of its own: fenced blocks and notice boxes.

use std::iter;

use pulldown_cmark::{BlockQuoteKind, Event, Parser, Tag, TagEnd};

use super::Writer;
use crate::model::prose::options;
use crate::model::prose::shortcode;
use crate::render::markdown::blocks::{Block, block};
use crate::render::markdown::walk::words_of;

impl<'a> Writer<'_, 'a> {
    /// Puts a fenced block in its place, if it is one that means something.
    pub(super) fn shortcode(&mut self, info: &str, inner: &[Event<'a>]) -> bool {
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
    pub(super) fn notice(
        &mut self,
        kind: Option<BlockQuoteKind>,
        inner: &[Event<'a>],
        is_top: bool,
    ) -> bool {
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
