//! Identity cards: 18 characters with or without the right check digit, and the old 15 digits.

use super::{
    Span,
    number::{Number, each_number, is_date},
};
use crate::masking::{
    AllowList,
    fold::{Folded, LONGEST_GAP},
};

/// Words that make any long number an identity card, typed wrongly or not.
const ANNOUNCING: &[&str] = &["身份证", "证件号", "身份号", "公民身份"];

/// Words that make it something else.
const PUBLIC: &[&str] = &[
    "信用代码",
    "组织机构",
    "许可证",
    "执照",
    "案件编号",
    "工单",
    "订单",
];

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    each_number(text, 14, 19, |number| id_card(text, number), found);
}

fn id_card(text: &Folded, number: &Number<'_>) -> Option<Span> {
    let digits = number.digits;
    let x_end = with_x(text, number.span.end);
    let span = number.span.start..x_end.unwrap_or(number.span.end);
    let length = digits.len() + usize::from(x_end.is_some());
    let start = number.span.start;
    // One digit too many is a slip; one that stands apart is something else.
    let one_group = || {
        let group = text.group_ending(number.span.end);
        group.is_some_and(|group| group.start == start)
    };
    if (matches!(length, 15..=18) || length == 19 && one_group())
        && text.before_has(start, 12, ANNOUNCING)
        && !text.before_has(start, 6, PUBLIC)
    {
        return Some(span);
    }
    let born = match length {
        18 => is_region(digits) && is_birthday(&digits[6..14]),
        15 if x_end.is_none() => {
            let mut birthday = *b"19000000";
            birthday[2..].copy_from_slice(&digits[6..12]);
            is_region(digits) && is_date(&birthday)
        }
        _ => false,
    };
    let checked = length == 18
        && is_region(digits)
        && check_digit(digits) == if x_end.is_some() { b'x' } else { digits[17] };
    // The check digit alone comes right for one number in eleven.
    ((born || checked) && !text.before_has(start, 12, PUBLIC)).then_some(span)
}

/// An x behind 17 digits, in whatever distance a separator may have.
fn with_x(text: &Folded, end: usize) -> Option<usize> {
    let at = text.skip(end, LONGEST_GAP, |glyph| glyph.is_separator());
    let alone = !text
        .glyphs()
        .get(at + 1)
        .is_some_and(|glyph| glyph.is_alphanumeric_ascii());
    (text.ch(at) == Some('x') && alone).then_some(at + 1)
}

fn is_region(digits: &[u8]) -> bool {
    matches!(
        (digits[0] - b'0') * 10 + (digits[1] - b'0'),
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91
    )
}

fn is_birthday(digits: &[u8]) -> bool {
    is_date(digits) && digits < &b"20300101"[..]
}

/// The last character that the first 17 ask for.
fn check_digit(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = WEIGHTS
        .iter()
        .zip(digits)
        .map(|(weight, digit)| weight * u32::from(digit - b'0'))
        .sum();
    b"10x98765432"[(sum % 11) as usize]
}
