//! What looks like somebody's number and is none: names of photos, public ids of released cases, and
//! what the office says that it publishes.

use std::ops::Range;

use crate::model::released_case::PublicId;

/// Digits of a photo's name.
const DIGEST: usize = 32;

/// Characters of a written public id.
const ID: usize = 17;

/// The bytes of a range of code points.
pub(super) fn bytes(text: &str, start: usize, end: usize) -> Range<usize> {
    let at = |point: usize| {
        text.char_indices()
            .nth(point)
            .map_or(text.len(), |(byte, _)| byte)
    };
    at(start)..at(end)
}

/// Whether a range lies within the name of a photo, or within the id of a case that is released.
/// Digits fall together in them by chance; nobody wrote them.
pub(super) fn is_machine_made(
    text: &str,
    range: Range<usize>,
    is_released: &(dyn Fn(PublicId) -> bool + Sync),
) -> bool {
    in_photo_name(text.as_bytes(), &range) || in_released_id(text, &range, is_released)
}

/// `00112233445566778899aabbccddeeff-480`: the digest and, behind a hyphen, the width.
fn in_photo_name(text: &[u8], range: &Range<usize>) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    // Back to where the hexadecimal digits begin; a finding may start in the width already.
    let mut at = range.start;
    let mut steps = 0;
    while at > 0 && steps < DIGEST + 8 && (is_digit(&text[at - 1]) || text[at - 1] == b'-') {
        at -= 1;
        steps += 1;
    }
    let word = &text[at..];
    let digits = word.iter().take_while(|byte| is_digit(byte)).count();
    if digits != DIGEST || at > 0 && text[at - 1].is_ascii_alphanumeric() {
        return false;
    }
    let mut end = at + DIGEST;
    if text.get(end) == Some(&b'-') {
        end += 1 + text[end + 1..]
            .iter()
            .take(5)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
    }
    range.end <= end
}

fn in_released_id(
    text: &str,
    range: &Range<usize>,
    is_released: &(dyn Fn(PublicId) -> bool + Sync),
) -> bool {
    let bytes = text.as_bytes();
    let apart = |at: Option<&u8>| at.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let first = range.end.saturating_sub(ID);
    (first..=range.start).any(|at| {
        text.get(at..at + ID)
            .and_then(PublicId::parse)
            .is_some_and(is_released)
            && apart(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && apart(bytes.get(at + ID))
    })
}

/// Whether the office says that it publishes these words itself.
pub(super) fn is_published(words: &str, published: &[String]) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|ch| !ch.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect()
    };
    !published.is_empty() && {
        let words = plain(words);
        published.iter().any(|text| plain(text) == words)
    }
}
