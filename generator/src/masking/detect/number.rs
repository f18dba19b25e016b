//! Numbers that are written in several groups of digits.

use super::Span;
use crate::masking::fold::{Folded, Glyph, LONGEST_GAP};

/// Digits that may be one number: whole groups with nothing but separators between.
pub(super) struct Number<'a> {
    /// All digits.
    pub(super) digits: &'a [u8],
    /// Where they stand.
    pub(super) span: Span,
}

/// Offers every number of `shortest` to `longest` digits that starts and ends with a group, the
/// longer ones first: the beginning of a number must not hide its end. `take` says where what it takes
/// ends; the search goes on behind.
///
/// A number never starts or ends inside a group: the digits of a case number stay one number. The
/// length is bounded, so this is linear in the text.
pub(super) fn each_number(
    text: &Folded,
    shortest: usize,
    longest: usize,
    mut take: impl FnMut(&Number<'_>) -> Option<Span>,
    found: &mut Vec<Span>,
) {
    let groups = text.groups();
    let mut digits: Vec<u8> = Vec::with_capacity(longest);
    // How many digits a number has that ends with a group, and where it ends.
    let mut ends: Vec<(usize, usize)> = Vec::with_capacity(longest);
    let mut first = 0;
    while let Some(group) = groups.get(first) {
        digits.clear();
        ends.clear();
        for part in &groups[first..] {
            if digits.len() + (part.end - part.start) > longest {
                break;
            }
            digits.extend(text.digits(part.start..part.end).map(|digit| digit as u8));
            if digits.len() >= shortest {
                ends.push((digits.len(), part.end));
            }
            if !part.joined {
                break;
            }
        }
        let taken = ends.iter().rev().find_map(|(length, end)| {
            take(&Number {
                digits: &digits[..*length],
                span: group.start..*end,
            })
        });
        first += 1;
        if let Some(span) = taken {
            while groups
                .get(first)
                .is_some_and(|group| group.start < span.end)
            {
                first += 1;
            }
            found.push(span);
        }
    }
}

/// Where a number ends that starts here and has at most `most` digits, and how many it has. It takes
/// whole groups only: what goes beyond is another number.
pub(super) fn grouped(text: &Folded, start: usize, most: usize) -> Option<(usize, usize)> {
    let glyphs = text.glyphs();
    let (mut at, mut count) = (start, 0);
    let mut whole = None;
    loop {
        let end = text.skip(at, most + 1, |glyph| glyph.digit().is_some());
        count += end - at;
        if end == at || count > most {
            return whole;
        }
        whole = Some((end, count));
        at = text.skip(end, LONGEST_GAP, Glyph::is_separator);
        if at == end || at >= glyphs.len() {
            return whole;
        }
    }
}

/// The digits as text.
pub(super) fn text_of(digits: &[u8]) -> &str {
    std::str::from_utf8(digits).expect("digits are ASCII")
}

/// Whether `yyyymmdd` can be somebody's birthday or the day of an event.
pub(super) fn is_date(digits: &[u8]) -> bool {
    let number = |range: Span| text_of(&digits[range]).parse::<u32>().unwrap_or(0);
    digits.len() == 8
        && (1900..=2099).contains(&number(0..4))
        && (1..=12).contains(&number(4..6))
        && (1..=31).contains(&number(6..8))
}
