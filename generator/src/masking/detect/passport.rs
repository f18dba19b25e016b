//! Passports and travel permits, after a word that announces one.

use super::{Span, number::grouped};
use crate::masking::{
    AllowList,
    fold::{Folded, Glyph, LONGEST_GAP},
};

const ANNOUNCING: &[&str] = &[
    "护照",
    "通行证",
    "台胞证",
    "回乡证",
    "军官证",
    "居留证",
    "居住证",
    "passport",
];

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut from = 0;
    for at in 0..text.len() {
        if at < from || !text.ch(at).is_some_and(may_announce) {
            continue;
        }
        let Some(mut end) = text.spaced_word_at(at, ANNOUNCING) else {
            continue;
        };
        end = text
            .word_at(end, &["号码", "编号", "号", "no."])
            .unwrap_or(end);
        let start = text.skip(end, 4, |glyph| {
            matches!(glyph.ch, ':' | ' ' | '是' | '为' | '(' | '.' | ',')
        });
        let letters = text.skip(start, 2, |glyph| glyph.ch.is_ascii_alphabetic());
        let first = text.skip(letters, LONGEST_GAP, Glyph::is_separator);
        if let Some((upto, 6..)) = grouped(text, first, 11) {
            found.push(start..upto);
            from = upto;
        }
    }
}

/// The first characters of those words.
fn may_announce(ch: char) -> bool {
    matches!(ch, '护' | '通' | '台' | '回' | '军' | '居' | 'p')
}
