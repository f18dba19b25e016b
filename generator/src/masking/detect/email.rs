//! E-mail addresses, also with the sign spelt out: `a(at)b点com`.

use super::Span;
use crate::masking::{
    AllowList,
    fold::{Folded, Glyph},
};

const SIGNS: &[&str] = &["(at)", "[at]", "{at}", "<at>", " at ", "#at#", "艾特", "@"];
const DOTS: &[&str] = &["(dot)", "[dot]", " dot ", "点", "。", "."];
const LONGEST: usize = 64;

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut from = 0;
    for at in 0..text.len() {
        if at < from
            || !matches!(
                text.ch(at),
                Some('@' | '(' | '[' | '{' | '<' | ' ' | '#' | '艾')
            )
        {
            continue;
        }
        let Some(behind) = text.word_at(at, SIGNS) else {
            continue;
        };
        let start = local_part(text, at, from);
        let end = domain(text, text.skip(behind, 2, is_space));
        if let (Some(start), Some(end)) = (start, end) {
            found.push(start..end);
            from = end;
        }
    }
}

fn is_space(glyph: Glyph) -> bool {
    glyph.ch == ' '
}

/// Where the part before the sign starts.
fn local_part(text: &Folded, sign: usize, floor: usize) -> Option<usize> {
    let glyphs = text.glyphs();
    let mut end = sign;
    while end > floor && is_space(glyphs[end - 1]) && sign - end < 2 {
        end -= 1;
    }
    let in_name = |glyph: &Glyph| {
        glyph.is_alphanumeric_ascii() || matches!(glyph.ch, '.' | '_' | '-' | '+' | '%')
    };
    let length = glyphs[floor..end]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|glyph| in_name(glyph))
        .count();
    (length > 0).then_some(end - length)
}

/// Where the domain ends: labels with dots between, at least two.
fn domain(text: &Folded, start: usize) -> Option<usize> {
    let label = |from: usize| {
        text.skip(from, LONGEST, |glyph| {
            glyph.is_alphanumeric_ascii() || glyph.ch == '-'
        })
    };
    let mut end = label(start);
    let mut labels = u32::from(end > start);
    while let Some(behind) =
        (text.word_at(end, DOTS)).or_else(|| text.word_at(text.skip(end, 1, is_space), DOTS))
    {
        let next = text.skip(behind, 1, is_space);
        let upto = label(next);
        if upto == next || labels == 0 {
            break;
        }
        (end, labels) = (upto, labels + 1);
    }
    (labels >= 2).then_some(end)
}
