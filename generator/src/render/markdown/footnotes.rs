//! Footnotes: numbered as they are first referred to, and printed behind the text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::load::words::Words;
use crate::model::prose::markup::escape;

/// Footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    notes: BTreeMap<String, Vec<Event<'a>>>,
    /// Names in the order of their first reference, with the number of references.
    used: Vec<(String, usize)>,
}

impl<'a> Footnotes<'a> {
    /// Takes the notes out of a text.
    pub(super) fn take(events: Vec<Event<'a>>) -> (Self, Vec<Event<'a>>) {
        let mut footnotes = Self::default();
        let mut rest = Vec::with_capacity(events.len());
        let mut open: Option<(String, Vec<Event<'a>>)> = None;
        for event in events {
            match (&event, &mut open) {
                (Event::Start(Tag::FootnoteDefinition(name)), None) => {
                    open = Some((name.to_string(), Vec::new()));
                }
                (Event::End(TagEnd::FootnoteDefinition), Some(_)) => {
                    if let Some((name, note)) = open.take() {
                        footnotes.notes.entry(name).or_insert(note);
                    }
                }
                (_, Some((_, note))) => note.push(event),
                (_, None) => rest.push(event),
            }
        }
        (footnotes, rest)
    }

    /// The mark that stands in the text.
    pub(super) fn mark(&mut self, name: &str, words: &Words) -> String {
        let at = match self.used.iter().position(|(used, _)| used == name) {
            Some(at) => at,
            None => {
                self.used.push((name.to_owned(), 0));
                self.used.len() - 1
            }
        };
        self.used[at].1 += 1;
        let (number, count) = (at + 1, self.used[at].1);
        let again = if count == 1 {
            String::new()
        } else {
            format!("-{count}")
        };
        let label = words.fill("prose.footnote", &[("n", &number.to_string())]);
        let mut html = format!(
            "<sup class=\"note-mark\"><a id=\"fnref-{number}{again}\" href=\"#fn-{number}\" aria-label=\""
        );
        escape(&label, &mut html);
        let _ = write!(html, "\">{number}</a></sup>");
        html
    }

    /// The notes in the order of their numbers, each with its events; none that nobody refers to.
    /// Notes may refer to others, which then follow.
    pub(super) fn next(&mut self, done: usize) -> Option<(usize, Vec<Event<'a>>)> {
        let (name, _) = self.used.get(done)?;
        let note = self.notes.get(name).cloned().unwrap_or_default();
        Some((done + 1, note))
    }

    /// The link back to the text.
    pub(super) fn back(number: usize, words: &Words) -> String {
        let mut html = format!("<a class=\"note-back\" href=\"#fnref-{number}\" aria-label=\"");
        escape(words.get("prose.footnote_back"), &mut html);
        html.push_str("\">↩</a>");
        html
    }
}
