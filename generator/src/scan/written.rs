//! Words as they are written in markup: entities, white space, percent signs.

use memchr::memchr;

/// Appends text with its entities decoded and its white space folded.
pub(super) fn append(out: &mut String, mut text: &str) {
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
pub(super) fn push_folded(out: &mut String, text: &str) {
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
pub(super) fn percent_decoded(text: &str) -> Option<String> {
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
