//! Words of HTML and XML as a reader sees them.
//!
//! Not a parser: it never builds a tree and forgives everything. Text runs on over tags that do not
//! break a line, so that `<b>138</b>1234…` is one number, and stops at those that do, so that two
//! cells of a table are not. Our own templates write most of what comes in here, which is why a few
//! hundred lines of a general tokenizer would buy nothing but time.

use memchr::{memchr, memchr3, memmem};

/// Offers the texts of a page.
pub(super) fn html(text: &str, take: &mut impl FnMut(&str)) {
    Reader::new(Kind::Html).read(text, take);
}

/// Offers the texts of an XML file. Each element is a text by itself; one that holds markup, as feeds
/// do, is read as a page too.
pub(super) fn xml(text: &str, take: &mut impl FnMut(&str)) {
    Reader::new(Kind::Xml).read(text, &mut |text: &str| {
        take(text);
        if text.contains('<') {
            html(text, take);
        }
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Html,
    Xml,
}

/// Elements that begin and end a text. Any other, known or not, runs on.
fn is_breaking(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"address"
            | b"article"
            | b"aside"
            | b"audio"
            | b"blockquote"
            | b"body"
            | b"button"
            | b"canvas"
            | b"caption"
            | b"col"
            | b"colgroup"
            | b"datalist"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"header"
            | b"hr"
            | b"html"
            | b"iframe"
            | b"input"
            | b"label"
            | b"legend"
            | b"li"
            | b"link"
            | b"main"
            | b"map"
            | b"menu"
            | b"meta"
            | b"meter"
            | b"nav"
            | b"noscript"
            | b"object"
            | b"ol"
            | b"optgroup"
            | b"option"
            | b"p"
            | b"path"
            | b"picture"
            | b"pre"
            | b"progress"
            | b"script"
            | b"search"
            | b"section"
            | b"select"
            | b"source"
            | b"style"
            | b"summary"
            | b"svg"
            | b"table"
            | b"tbody"
            | b"td"
            | b"template"
            | b"text"
            | b"textarea"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"title"
            | b"tr"
            | b"track"
            | b"ul"
            | b"video"
    )
}

/// Attributes whose values are the browser's affair and never words.
fn is_machine(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"class"
            | b"style"
            | b"width"
            | b"height"
            | b"type"
            | b"rel"
            | b"role"
            | b"lang"
            | b"tabindex"
            | b"sizes"
            | b"media"
            | b"method"
            | b"enctype"
            | b"charset"
            | b"http-equiv"
            | b"integrity"
            | b"nonce"
            | b"fill"
            | b"stroke"
            | b"viewbox"
            | b"d"
            | b"points"
            | b"transform"
            | b"loading"
            | b"decoding"
            | b"xmlns"
    )
}

/// The only attributes that hold words inside a drawing; the others are numbers.
fn holds_words_in_drawing(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"alt" | b"aria-label" | b"href" | b"id" | b"title" | b"xlink:href"
    )
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

    fn read(&mut self, text: &str, take: &mut impl FnMut(&str)) {
        let mut rest = text;
        while let Some(at) = memchr(b'<', rest.as_bytes()) {
            append(&mut self.block, &rest[..at]);
            rest = self.tag(&rest[at..], take);
        }
        append(&mut self.block, rest);
        self.end(take);
    }

    /// Ends a text.
    fn end(&mut self, take: &mut impl FnMut(&str)) {
        if !self.block.is_empty() {
            take(&self.block);
            self.block.clear();
        }
    }

    /// Reads what begins with `<`. Returns what is behind it.
    fn tag<'t>(&mut self, text: &'t str, take: &mut impl FnMut(&str)) -> &'t str {
        if let Some(comment) = text.strip_prefix("<!--") {
            let (inside, rest) = split(comment, "-->");
            take(inside);
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
            self.end(take);
        } else if name == "br" {
            self.block.push(' ');
        }
        if name == "svg" {
            self.in_drawing = !closes;
        }
        let (rest, is_json) = self.attributes(&text[start + length..], take);
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
                    super::data::json(inside, take);
                } else {
                    inside.lines().for_each(take);
                }
                return after;
            }
        }
        rest
    }

    /// Reads attributes up to the end of their tag. Returns what is behind it, and whether one of
    /// them says that the element holds JSON.
    fn attributes<'t>(&mut self, text: &'t str, take: &mut impl FnMut(&str)) -> (&'t str, bool) {
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
            self.attribute(name, value, take);
        }
    }

    fn attribute(&mut self, name: &str, value: &str, take: &mut impl FnMut(&str)) {
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
            take(value);
            return;
        }
        self.value.clear();
        append(&mut self.value, value);
        take(&self.value);
        if let Some(plain) = percent_decoded(&self.value) {
            take(&plain);
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

/// Appends text with its entities decoded and its white space folded.
fn append(out: &mut String, mut text: &str) {
    while let Some(at) = memchr(b'&', text.as_bytes()) {
        push_folded(out, &text[..at]);
        let (ch, length) = entity(&text[at..]);
        match ch {
            Some(ch) => out.push(ch),
            None => out.push_str(&text[at..at + length]),
        }
        text = &text[at + length..];
    }
    push_folded(out, text);
}

/// A run of white space is one space to a reader, and none at the beginning.
fn push_folded(out: &mut String, text: &str) {
    let mut words = text.split_ascii_whitespace();
    let Some(first) = words.next() else {
        if !text.is_empty() {
            space(out);
        }
        return;
    };
    if text.starts_with(|ch: char| ch.is_ascii_whitespace()) {
        space(out);
    }
    out.push_str(first);
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
    if text.ends_with(|ch: char| ch.is_ascii_whitespace()) {
        out.push(' ');
    }
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The character of the entity that a text starts with, and its length. Browsers read numbers without
/// the semicolon too.
fn entity(text: &str) -> (Option<char>, usize) {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let (radix, from) = match bytes.get(2) {
            Some(b'x' | b'X') => (16, 3),
            _ => (10, 2),
        };
        let digits = bytes[from.min(bytes.len())..]
            .iter()
            .take_while(|byte| char::from(**byte).is_digit(radix))
            .count();
        let end = from + digits;
        let ch = text
            .get(from..end)
            .and_then(|digits| u32::from_str_radix(digits, radix).ok())
            .and_then(char::from_u32);
        let semicolon = usize::from(bytes.get(end) == Some(&b';'));
        return match ch {
            Some(ch) => (Some(ch), end + semicolon),
            None => (None, 1),
        };
    }
    let named = NAMED.iter().find(|(name, _)| text[1..].starts_with(name));
    match named {
        Some((name, ch)) => (Some(*ch), 1 + name.len()),
        None => (None, 1),
    }
}

/// Entities by name that can stand in or beside a number or an address. Others stay as written.
const NAMED: &[(&str, char)] = &[
    ("amp;", '&'),
    ("lt;", '<'),
    ("gt;", '>'),
    ("quot;", '"'),
    ("apos;", '\''),
    ("nbsp;", '\u{a0}'),
    ("ensp;", '\u{2002}'),
    ("emsp;", '\u{2003}'),
    ("thinsp;", '\u{2009}'),
    ("hairsp;", '\u{200a}'),
    ("zwnj;", '\u{200c}'),
    ("zwj;", '\u{200d}'),
    ("ZeroWidthSpace;", '\u{200b}'),
    ("NoBreak;", '\u{2060}'),
    ("shy;", '\u{ad}'),
    ("hyphen;", '\u{2010}'),
    ("dash;", '\u{2010}'),
    ("ndash;", '\u{2013}'),
    ("mdash;", '\u{2014}'),
    ("minus;", '\u{2212}'),
    ("middot;", '\u{b7}'),
    ("bull;", '\u{2022}'),
    ("commat;", '@'),
    ("period;", '.'),
    ("comma;", ','),
    ("colon;", ':'),
    ("lowbar;", '_'),
    ("sol;", '/'),
    ("num;", '#'),
    ("plus;", '+'),
    ("equals;", '='),
    ("quest;", '?'),
    ("ast;", '*'),
    ("lpar;", '('),
    ("rpar;", ')'),
];

/// A text with its percent signs decoded, if there are any that mean bytes.
fn percent_decoded(text: &str) -> Option<String> {
    memchr(b'%', text.as_bytes())?;
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = text
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    let plain = String::from_utf8(plain).ok()?;
    (plain != text).then_some(plain)
}
