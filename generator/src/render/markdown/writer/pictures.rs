//! Pictures beside a text, in their widths and with their captions.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag};

use super::Writer;
use crate::model::prose::markup::escape;
use crate::render::markdown::walk::{end_of, words_of};
use crate::render::views::case_card::PictureView;

/// Width of a picture within a text.
const SIZES: &str = "(min-width: 48em) 42.75rem, 100vw";

impl<'a> Writer<'_, 'a> {
    /// A picture that was measured; nothing for one that is not there.
    pub(super) fn picture(&self, image: &Event<'a>, alt: &[Event<'a>], on_its_own: bool) -> String {
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
    pub(super) fn figures(&mut self, inner: &[Event<'a>]) {
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
}

/// Whether a paragraph holds pictures and nothing else.
pub(super) fn is_pictures(inner: &[Event<'_>]) -> bool {
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
