//! Number plates: 京A12345, 京a·12345, 京AD12345, 京A 12345挂.

use super::Span;
use crate::masking::{AllowList, fold::Folded};

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut from = 0;
    for at in 0..text.len() {
        if at < from || !text.ch(at).is_some_and(is_province) {
            continue;
        }
        if let Some(end) = plate(text, at) {
            found.push(at..end);
            from = end;
        }
    }
}

/// Where the plate ends that starts with a province.
fn plate(text: &Folded, at: usize) -> Option<usize> {
    let letter = text.skip(at + 1, 2, |glyph| glyph.is_separator());
    if !text.ch(letter)?.is_ascii_alphabetic() {
        return None;
    }
    let (mut count, mut digits, mut end, mut next) = (0, 0, letter + 1, letter + 1);
    while count < 6 {
        next = text.skip(next, 2, |glyph| glyph.is_separator());
        match text.glyphs().get(next) {
            Some(glyph) if glyph.digit().is_some() => digits += 1,
            Some(glyph) if glyph.ch.is_ascii_alphabetic() => {}
            _ => break,
        }
        // Behind a complete plate a gap ends it: 京A12345 3号楼.
        if count == 5 && next > end {
            break;
        }
        (count, end, next) = (count + 1, next + 1, next + 1);
    }
    let goes_on = text
        .glyphs()
        .get(end)
        .is_some_and(|glyph| glyph.is_alphanumeric_ascii());
    if count < 5 || digits < 1 || goes_on {
        return None;
    }
    Some(
        text.word_at(end, &["挂", "学", "警", "港", "澳"])
            .unwrap_or(end),
    )
}

fn is_province(ch: char) -> bool {
    matches!(
        ch,
        '京' | '津'
            | '沪'
            | '渝'
            | '冀'
            | '豫'
            | '云'
            | '辽'
            | '黑'
            | '湘'
            | '皖'
            | '鲁'
            | '新'
            | '苏'
            | '浙'
            | '赣'
            | '鄂'
            | '桂'
            | '甘'
            | '晋'
            | '蒙'
            | '陕'
            | '吉'
            | '闽'
            | '贵'
            | '粤'
            | '青'
            | '藏'
            | '川'
            | '宁'
            | '琼'
    )
}
