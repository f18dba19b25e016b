//! Addresses in the network.

use super::Span;
use crate::masking::{AllowList, fold::Folded, signs::Signs};

/// Digits that an address of version four has at least: one of its numbers has two.
const FOUR: u32 = 5;
/// Colons that one of version six has at least.
const SIX: u32 = 3;

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    if text.signs().digits >= FOUR {
        version_four(text, found);
    }
    if text.signs().colons >= SIX {
        version_six(text, found);
    }
}

/// Whether there are digits or colons enough for an address.
pub(super) fn may_be_in(signs: &Signs) -> bool {
    signs.digits >= FOUR || signs.colons >= SIX
}

/// Four numbers up to 255 with dots between, and nothing of the kind around them.
fn version_four(text: &Folded, found: &mut Vec<Span>) {
    let groups = text.groups();
    let dotted = |left: usize| {
        groups[left].joined
            && groups[left + 1].start - groups[left].end == 1
            && text.ch(groups[left].end) == Some('.')
    };
    let mut first = 0;
    while first + 3 < groups.len() {
        let parts = &groups[first..first + 4];
        let fits = (first..first + 3).all(dotted)
            && !(first > 0 && dotted(first - 1))
            && !(first + 4 < groups.len() && dotted(first + 3));
        let value = |group: &crate::masking::fold::Group| {
            let digits: String = text.digits(group.start..group.end).collect();
            digits.parse::<u32>().unwrap_or(u32::MAX)
        };
        // Small numbers all through are the number of a section, not of a computer.
        if fits
            && parts.iter().all(|part| value(part) <= 255)
            && parts.iter().any(|part| value(part) >= 32)
        {
            found.push(parts[0].start..parts[3].end);
            first += 4;
        } else {
            first += 1;
        }
    }
}

/// Groups of hexadecimal digits with colons between: at least five colons, or two side by side.
fn version_six(text: &Folded, found: &mut Vec<Span>) {
    let glyphs = text.glyphs();
    let in_address = |ch: char| ch.is_ascii_hexdigit() || ch == ':';
    let mut at = 0;
    while at < glyphs.len() {
        let end = text.skip(at, usize::MAX, |glyph| in_address(glyph.ch));
        if end == at {
            at += 1;
            continue;
        }
        let colons = glyphs[at..end]
            .iter()
            .filter(|glyph| glyph.ch == ':')
            .count();
        let double = (at..end).any(|index| text.starts_with(index, "::"));
        let digits = end - at - colons;
        if (colons >= 5 && digits >= 6 || colons >= 3 && double && digits >= 4)
            && glyphs[at].ch != ':'
        {
            found.push(at..end);
        }
        at = end;
    }
}
