//! Raw HTML in editors' texts: what may stay, everything else goes.
//!
//! A tokenizer that follows the standard takes the markup apart; what stays is written anew, tag by
//! tag, from the lists below, so that nothing reaches a page that is not named here: no programs, no
//! styles, no forms, no frames, no pictures from elsewhere. An element ends where the Markdown around
//! it ends, whatever the editor forgot.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Elements that may stand in a line.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
];

/// Elements that may stand between paragraphs.
const BLOCKS: [&str; 28] = [
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements without an end.
const VOID: [&str; 3] = ["br", "hr", "wbr"];

/// Elements whose content goes with them.
const PROGRAMS: [&str; 8] = [
    "iframe", "math", "noscript", "object", "script", "style", "svg", "template",
];

/// Attributes that may stand on any element.
const ANYWHERE: [&str; 3] = ["dir", "lang", "title"];

/// Attributes that may stand on some.
const SOMEWHERE: [(&str, &[&str]); 6] = [
    ("a", &["href"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("ol", &["start"]),
    ("time", &["datetime"]),
    ("details", &["open"]),
];

/// Whether raw HTML stands within a line or between paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Within a line: a tag at a time.
    Inline,
    /// Between paragraphs.
    Block,
}

/// Cleans the raw HTML of one text, in the order in which it stands there.
#[derive(Debug, Default)]
pub struct Cleaner {
    /// Open elements, each with the depth of the Markdown around it.
    open: Vec<(String, usize)>,
}

impl Cleaner {
    /// Writes what may stay of `html` into `out` and names what may not in `removed`. `link` turns an
    /// address into what stands on the page, or refuses it.
    pub fn clean(
        &mut self,
        html: &str,
        level: Level,
        depth: usize,
        link: &dyn Fn(&str) -> Option<String>,
        out: &mut String,
        removed: &mut Vec<String>,
    ) {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        // The element whose content goes, and how many of it are open.
        let mut skipped: Option<(String, usize)> = None;
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    if let Some((program, count)) = &mut skipped {
                        *count += usize::from(*program == name && !tag.self_closing);
                        continue;
                    }
                    if !is_allowed(&name, level) {
                        note(removed, format!("<{name}>"));
                        if level == Level::Block
                            && PROGRAMS.contains(&name.as_str())
                            && !tag.self_closing
                        {
                            skipped = Some((name, 1));
                        }
                        continue;
                    }
                    out.push('<');
                    out.push_str(&name);
                    for (key, value) in &tag.attributes {
                        let key = String::from_utf8_lossy(key);
                        let value = String::from_utf8_lossy(value);
                        match attribute(&name, &key, &value, link) {
                            Some(value) => {
                                out.push(' ');
                                out.push_str(&key);
                                out.push_str("=\"");
                                escape(&value, out);
                                out.push('"');
                            }
                            None => note(removed, format!("{key}=")),
                        }
                    }
                    out.push('>');
                    if !VOID.contains(&name.as_str()) {
                        self.open.push((name, depth));
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    if let Some((program, count)) = &mut skipped {
                        if *program == name {
                            *count -= 1;
                            if *count == 0 {
                                skipped = None;
                            }
                        }
                        continue;
                    }
                    // Ends what was opened in the same Markdown, and what was forgotten within it.
                    let at = self
                        .open
                        .iter()
                        .rposition(|(open, at)| *open == name && *at == depth);
                    if let Some(at) = at {
                        self.end(at, out);
                    }
                }
                Token::String(text) if skipped.is_none() => {
                    escape(&String::from_utf8_lossy(&text), out);
                }
                _ => {}
            }
        }
    }

    /// Ends what was opened at this depth or deeper: the Markdown around it ends.
    pub fn close(&mut self, depth: usize, out: &mut String) {
        let at = self.open.iter().position(|(_, at)| *at >= depth);
        if let Some(at) = at {
            self.end(at, out);
        }
    }

    fn end(&mut self, at: usize, out: &mut String) {
        for (name, _) in self.open.drain(at..).rev() {
            out.push_str("</");
            out.push_str(&name);
            out.push('>');
        }
    }
}

fn is_allowed(name: &str, level: Level) -> bool {
    INLINE.contains(&name) || level == Level::Block && BLOCKS.contains(&name)
}

/// The value of an attribute as it may stand on the page.
fn attribute(
    element: &str,
    key: &str,
    value: &str,
    link: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let some = SOMEWHERE.iter().find(|(name, _)| *name == element);
    let allowed = ANYWHERE.contains(&key) || some.is_some_and(|(_, keys)| keys.contains(&key));
    match key {
        _ if !allowed => None,
        "href" => link(value),
        "colspan" | "rowspan" | "start" => {
            value.parse::<u16>().ok().map(|number| number.to_string())
        }
        _ => Some(value.to_owned()),
    }
}

fn note(removed: &mut Vec<String>, what: String) {
    if !removed.contains(&what) {
        removed.push(what);
    }
}

/// Text as it stands in HTML, in attributes too.
pub fn escape(text: &str, out: &mut String) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            ch => out.push(ch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> (String, Vec<String>) {
        let (mut out, mut removed) = (String::new(), Vec::new());
        let mut cleaner = Cleaner::default();
        let link = |url: &str| url.starts_with('/').then(|| url.to_owned());
        cleaner.clean(html, Level::Block, 0, &link, &mut out, &mut removed);
        cleaner.close(0, &mut out);
        (out, removed)
    }

    #[test]
    fn what_is_on_the_lists_stays_and_is_ended() {
        let (html, removed) = clean("<div>一<b>二</div>三<br/>H<sub>2</sub>O");
        assert_eq!(html, "<div>一<b>二</b></div>三<br>H<sub>2</sub>O");
        assert!(removed.is_empty());
    }

    #[test]
    fn programs_go_with_what_is_in_them_and_are_named() {
        let (html, removed) = clean(
            "<script>alert(1)</script><p onclick=\"x()\" style='color:red'>好</p><img src=x onerror=y><a href=\"javascript:x\">去</a>",
        );
        assert_eq!(html, "<p>好</p><a>去</a>");
        assert_eq!(
            removed,
            ["<script>", "onclick=", "style=", "<img>", "href="]
        );
    }

    #[test]
    fn an_unfinished_tag_and_a_foreign_world_leave_nothing() {
        for html in [
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<scr<script>ipt>alert(1)</script>",
            "<iframe srcdoc='<script>x</script>'>",
            "<a href='/x' title='\"><script>'>y",
        ] {
            let (clean, _) = clean(html);
            assert!(
                !clean.contains("<script") && !clean.contains("<img"),
                "{clean}"
            );
            assert!(!clean.contains("onerror=alert(1)>"), "{clean}");
        }
    }

    #[test]
    fn every_list_is_sorted_and_names_nothing_twice() {
        assert!(INLINE.is_sorted() && BLOCKS.is_sorted() && PROGRAMS.is_sorted());
        assert!(!BLOCKS.iter().any(|name| INLINE.contains(name)));
    }
}
