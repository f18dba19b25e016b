//! Bank cards: long numbers whose check digit is right, or that the text calls a card or account.

use super::{
    Span,
    number::{Number, each_number},
};
use crate::masking::{AllowList, fold::Folded};

const ANNOUNCING: &[&str] = &[
    "卡号",
    "账号",
    "帐号",
    "银行卡",
    "账户",
    "帐户",
    "储蓄卡",
    "信用卡",
    "工资卡",
    "社保卡",
];
const PUBLIC: &[&str] = &["编号", "单号", "许可证", "信用代码", "执照", "文号"];

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    each_number(text, 12, 19, |number| card(text, number), found);
}

fn card(text: &Folded, number: &Number<'_>) -> Option<Span> {
    let digits = number.digits;
    let announced = text.before_has(number.span.start, 10, ANNOUNCING);
    // A shorter beginning of an announced number must not hide its end: take all groups that follow.
    let whole = !text
        .group_ending(number.span.end)
        .is_some_and(|group| group.joined);
    let taken = match digits.len() {
        12..=15 => announced && (whole || passes_luhn(digits)),
        _ if announced => whole || passes_luhn(digits),
        _ => {
            (b'3'..=b'6').contains(&digits[0])
                && passes_luhn(digits)
                && !text.before_has(number.span.start, 10, PUBLIC)
        }
    };
    taken.then(|| number.span.clone())
}

fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = (digits.iter().rev().enumerate())
        .map(
            |(place, digit)| match u32::from(digit - b'0') * (1 + place as u32 % 2) {
                double @ 10.. => double - 9,
                single => single,
            },
        )
        .sum();
    sum.is_multiple_of(10)
}
