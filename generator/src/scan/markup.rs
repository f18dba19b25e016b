//! Words of HTML and XML as a reader sees them.
//!
//! Not a parser: it never builds a tree and forgives everything. Text runs on over tags that do not
//! break a line, so that `<b>138</b>1234…` is one number, and stops at those that do, so that two
//! cells of a table are not. Our own templates write most of what comes in here, which is why a few
//! hundred lines of a general tokenizer would buy nothing but time.

use memchr::{memchr, memchr2, memchr3, memmem};

use super::elements::{holds_words_in_drawing, is_breaking, is_machine};
use super::eye::Eye;
use super::written::{append, percent_decoded, push_folded};

/// Shows the texts of a page.
pub(super) fn html(text: &str, eye: &mut Eye<'_>) {
    Reader::new(Kind::Html).read_lines(text, eye);
}

/// Shows the texts of an XML file. Each element is a text by itself; one that holds markup, as feeds
/// do, is read as a page too.
pub(super) fn xml(text: &str, eye: &mut Eye<'_>) {
    Reader::new(Kind::Xml).read(text, eye);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Html,
    Xml,
}

struct Reader {
    kind: Kind,
    /// The text that is being put together.
    block: String,
    /// An attribute's value with its entities decoded.
    value: String,
    in_drawing: bool,
}

impl Reader {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            block: String::new(),
            value: String::new(),
            in_drawing: false,
        }
    }

    fn read(&mut self, text: &str, eye: &mut Eye<'_>) {
        let mut rest = text;
        while let Some(at) = memchr(b'<', rest.as_bytes()) {
            append(&mut self.block, &rest[..at]);
            rest = self.tag(&rest[at..], eye);
        }
        append(&mut self.block, rest);
        self.end(eye);
    }

    /// Reads what is the same line for line on many pages. A line that begins and ends with nothing
    /// open is read by itself: if nothing was found in it once, nothing is found in it again.
    fn read_lines(&mut self, text: &str, eye: &mut Eye<'_>) {
        let mut rest = text;
        let mut begins = true;
        // The line that began with nothing open: what is behind it, its key, and what was found before.
        let mut line: Option<(usize, u64, usize)> = None;
        while !rest.is_empty() {
            if begins && self.nothing_is_open() {
                let length = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
                let key = eye.line_key(&rest[..length]);
                if eye.has_read(key) {
                    rest = &rest[length..];
                    continue;
                }
                line = Some((rest.len() - length, key, eye.found()));
            }
            begins = false;
            match memchr2(b'<', b'\n', rest.as_bytes()) {
                None => {
                    append(&mut self.block, rest);
                    rest = "";
                }
                Some(at) if rest.as_bytes()[at] == b'<' => {
                    append(&mut self.block, &rest[..at]);
                    rest = self.tag(&rest[at..], eye);
                }
                Some(at) => {
                    append(&mut self.block, &rest[..=at]);
                    rest = &rest[at + 1..];
                    begins = true;
                    if let Some((behind, key, found)) = line.take()
                        && behind == rest.len()
                        && found == eye.found()
                        && self.nothing_is_open()
                    {
                        eye.remember_line(key);
                    }
                }
            }
        }
        self.end(eye);
    }

    fn nothing_is_open(&self) -> bool {
        self.block.is_empty() && !self.in_drawing
    }

    /// Ends a text.
    fn end(&mut self, eye: &mut Eye<'_>) {
        if self.block.is_empty() {
            return;
        }
        self.show(&self.block, eye);
        self.block.clear();
    }

    fn show(&self, text: &str, eye: &mut Eye<'_>) {
        eye.text(text);
        if self.kind == Kind::Xml && text.contains('<') {
            html(text, eye);
        }
    }

    /// Reads what begins with `<`. Returns what is behind it.
    fn tag<'t>(&mut self, text: &'t str, eye: &mut Eye<'_>) -> &'t str {
        if let Some(comment) = text.strip_prefix("<!--") {
            let (inside, rest) = split(comment, "-->");
            self.show(inside, eye);
            return rest;
        }
        if let Some(raw) = text.strip_prefix("<![CDATA[") {
            let (inside, rest) = split(raw, "]]>");
            push_folded(&mut self.block, inside);
            return rest;
        }
        if text.starts_with("<!") || text.starts_with("<?") {
            return split(text, ">").1;
        }
        let closes = text[1..].starts_with('/');
        let start = 1 + usize::from(closes);
        let length = name_length(&text.as_bytes()[start..]);
        if length == 0 {
            // A lone `<` is text.
            self.block.push('<');
            return &text[1..];
        }
        let mut buffer = [0; 24];
        let name = lower(&text[start..start + length], &mut buffer);
        let breaks = self.kind == Kind::Xml || is_breaking(name);
        if breaks {
            self.end(eye);
        } else if name == "br" {
            self.block.push(' ');
        }
        if name == "svg" {
            self.in_drawing = !closes;
        }
        let (rest, is_json) = self.attributes(&text[start + length..], eye);
        if name == "svg" && text[..text.len() - rest.len()].ends_with("/>") {
            self.in_drawing = false;
        }
        if !closes && self.kind == Kind::Html {
            if name == "style" {
                return skip_to(rest, "</style");
            }
            if name == "script" {
                let after = skip_to(rest, "</script");
                let inside = &rest[..rest.len() - after.len()];
                if is_json {
                    super::data::json(inside, eye);
                } else {
                    inside.lines().for_each(|line| eye.text(line));
                }
                return after;
            }
        }
        rest
    }

    /// Reads attributes up to the end of their tag. Returns what is behind it, and whether one of
    /// them says that the element holds JSON.
    fn attributes<'t>(&mut self, text: &'t str, eye: &mut Eye<'_>) -> (&'t str, bool) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut is_json = false;
        loop {
            while bytes
                .get(at)
                .is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/')
            {
                at += 1;
            }
            match bytes.get(at) {
                None => return ("", is_json),
                Some(b'>') => return (&text[at + 1..], is_json),
                _ => {}
            }
            let begin = at;
            while bytes.get(at).is_some_and(|byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/')
            }) {
                at += 1;
            }
            let name = &text[begin..at];
            if name.is_empty() {
                // A stray `=`.
                at += 1;
                continue;
            }
            let mut next = at;
            while bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
                next += 1;
            }
            if bytes.get(next) != Some(&b'=') {
                continue;
            }
            at = next + 1;
            while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            let value = match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let from = at + 1;
                    let length = memchr(*quote, &bytes[from..]).unwrap_or(bytes.len() - from);
                    at = (from + length + 1).min(bytes.len());
                    &text[from..from + length]
                }
                _ => {
                    let from = at;
                    while bytes
                        .get(at)
                        .is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>')
                    {
                        at += 1;
                    }
                    &text[from..at]
                }
            };
            is_json |= name.eq_ignore_ascii_case("type") && value.contains("json");
            self.attribute(name, value, eye);
        }
    }

    fn attribute(&mut self, name: &str, value: &str, eye: &mut Eye<'_>) {
        let mut buffer = [0; 24];
        let name = lower(name, &mut buffer);
        let is_machine = if self.in_drawing {
            !holds_words_in_drawing(name)
        } else {
            is_machine(name)
        };
        if is_machine || value.is_empty() {
            return;
        }
        if memchr3(b'&', b'%', b'\n', value.as_bytes()).is_none() {
            self.show(value, eye);
            return;
        }
        self.value.clear();
        append(&mut self.value, value);
        self.show(&self.value, eye);
        if let Some(plain) = percent_decoded(&self.value) {
            self.show(&plain, eye);
        }
    }
}

/// What stands before a mark, and what behind it.
fn split<'t>(text: &'t str, mark: &str) -> (&'t str, &'t str) {
    match memmem::find(text.as_bytes(), mark.as_bytes()) {
        Some(at) => (&text[..at], &text[at + mark.len()..]),
        None => (text, ""),
    }
}

/// From the tag on that ends an element whose content is no markup.
fn skip_to<'t>(text: &'t str, mark: &str) -> &'t str {
    let begins = |at: &usize| {
        text.get(*at..*at + mark.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(mark))
    };
    memchr::memchr_iter(b'<', text.as_bytes())
        .find(begins)
        .map_or("", |at| &text[at..])
}

fn name_length(bytes: &[u8]) -> usize {
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return 0;
    }
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_'))
        .count()
}

/// A name in lower case, without an allocation. One that is too long for every list stays as it is.
fn lower<'a>(name: &'a str, buffer: &'a mut [u8; 24]) -> &'a str {
    if name.len() > buffer.len() || !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return name;
    }
    let low = &mut buffer[..name.len()];
    low.copy_from_slice(name.as_bytes());
    low.make_ascii_lowercase();
    std::str::from_utf8(low).unwrap_or(name)
}
