//! Editors' Markdown as HTML.
//!
//! pulldown-cmark parses; this module gives headings their anchors, puts the site's path before
//! links, and prints raw HTML as the text it is, so that no page runs what an editor pasted.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::model::address::slug;

/// The syntax that editors may use.
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Renders a text. Headings start at level two: the page's title is level one.
#[must_use]
pub fn to_html(text: &str, base_path: &str) -> String {
    let events: Vec<Event<'_>> = Parser::new_ext(text, options()).collect();
    let mut anchors = Anchors::default();
    let mut out = Vec::with_capacity(events.len());
    for (index, event) in events.iter().enumerate() {
        out.push(match event {
            Event::Start(Tag::Heading {
                level,
                classes,
                attrs,
                ..
            }) => {
                let id = anchors.next(&heading_text(&events[index + 1..]));
                Event::Start(Tag::Heading {
                    level: lower(*level),
                    id: Some(CowStr::from(id)),
                    classes: classes.clone(),
                    attrs: attrs.clone(),
                })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(*level))),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Link {
                link_type: *link_type,
                dest_url: target(dest_url, base_path),
                title: title.clone(),
                id: id.clone(),
            }),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Image {
                link_type: *link_type,
                dest_url: target(dest_url, base_path),
                title: title.clone(),
                id: id.clone(),
            }),
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text.clone()),
            other => other.clone(),
        });
    }
    let mut page = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut page, out.into_iter());
    page
}

/// A link as it stands on the page: the site's own addresses get its path, schemes that run code go.
fn target<'a>(url: &CowStr<'a>, base_path: &str) -> CowStr<'a> {
    if url.starts_with('/') && !url.starts_with("//") {
        return CowStr::from(format!("{base_path}{url}"));
    }
    let scheme = url
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        None | Some("http" | "https" | "mailto" | "tel") => url.clone(),
        // A colon after a slash, a question mark or a hash belongs to no scheme.
        Some(start) if start.contains(['/', '?', '#']) => url.clone(),
        Some(_) => CowStr::from("#"),
    }
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 {
        HeadingLevel::H2
    } else {
        level
    }
}

fn heading_text(events: &[Event<'_>]) -> String {
    events
        .iter()
        .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect()
}

/// Anchors that stand once only on a page.
#[derive(Default)]
struct Anchors(BTreeMap<String, usize>);

impl Anchors {
    fn next(&mut self, text: &str) -> String {
        let name = slug(text);
        let name = if name.is_empty() {
            "section".to_owned()
        } else {
            name
        };
        let count = self.0.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            name
        } else {
            format!("{name}-{count}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn headings_get_anchors_and_links_the_sites_path() {
        let html = to_html("# 办理\n\n[指南](/guides/)\n\n## 办理\n", "/zt/jy");
        assert!(html.contains("<h2 id=\"ban-li\">办理</h2>"), "{html}");
        assert!(html.contains("<h2 id=\"ban-li-2\">"), "{html}");
        assert!(html.contains("href=\"/zt/jy/guides/\""), "{html}");
    }

    #[test]
    fn raw_html_is_printed_and_code_schemes_lead_nowhere() {
        let html = to_html("<script>alert(1)</script>\n\n[x](javascript:alert(1))", "");
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("href=\"#\""), "{html}");
    }
}
