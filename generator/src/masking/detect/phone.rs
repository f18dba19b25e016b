//! Mobile numbers, landlines with their area code and extension, and, after a word that announces
//! one, landlines without.

use super::{
    Span, id_card,
    number::{Number, each_number, is_date, text_of},
};
use crate::masking::{AllowList, fold::Folded};

/// Words after which seven or eight digits are a phone number.
const ANNOUNCING: &[&str] = &[
    "电话",
    "座机",
    "固话",
    "联系方式",
    "号码",
    "致电",
    "拨打",
    "来电",
    "tel",
    "phone",
    "call",
];

/// Words that make the number behind them a published one.
const PUBLIC: &[&str] = &[
    "值班电话",
    "咨询电话",
    "举报电话",
    "报修电话",
    "公开电话",
    "服务电话",
    "监督电话",
    "热线",
    "办公电话",
    "抢修电话",
    "客服电话",
    "投诉举报电话",
    "监督举报电话",
    "维修电话",
    "受理电话",
    "值守电话",
    "值班座机",
    "公示电话",
    "咨询热线",
    "便民电话",
];

/// Units behind amounts: 13812345678元 is money.
const UNITS: &[&str] = &["元", "万元", "亿元", "平方米", "立方米"];

pub(super) fn find(text: &Folded, allow: &AllowList, found: &mut Vec<Span>) {
    // A card's last digits and the phone on the next line must not pass for one number.
    let mut cards = Vec::new();
    id_card::find(text, allow, &mut cards);
    let in_card = |span: &Span| {
        let next = cards.partition_point(|card| card.end <= span.start);
        cards.get(next).is_some_and(|card| card.start < span.end)
    };
    let take = |number: &Number<'_>| phone(text, allow, number).filter(|_| !in_card(&number.span));
    each_number(text, 7, 17, take, found);
}

fn phone(text: &Folded, allow: &AllowList, number: &Number<'_>) -> Option<Span> {
    let national = national(text, number);
    let mobile = is_mobile(national);
    let local = !mobile && is_local(text, number);
    if !mobile && !local && !is_landline(number, national) {
        return None;
    }
    let digits = text_of(national);
    if allow.holds(digits)
        || is_called_public(text, number.span.start)
        || is_amount(text, number.span.end)
    {
        return None;
    }
    let end = if mobile {
        number.span.end
    } else {
        with_extension(text, number.span.end)
    };
    Some(with_brackets(text, number.span.start..end))
}

/// The digits without the country's prefix.
fn national<'a>(text: &Folded, number: &Number<'a>) -> &'a [u8] {
    let digits = number.digits;
    if let Some(rest) = digits.strip_prefix(b"0086").filter(|rest| rest.len() >= 10) {
        return rest;
    }
    match digits.strip_prefix(b"86") {
        Some(rest) if is_mobile(rest) => rest,
        Some(rest) if rest.len() >= 10 && has_plus(text, number.span.start) => rest,
        _ => digits,
    }
}

fn is_mobile(digits: &[u8]) -> bool {
    let digits = if digits.len() == 12 {
        digits.strip_prefix(b"0").unwrap_or(digits)
    } else {
        digits
    };
    digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1])
}

/// Area code and seven or eight digits.
fn is_landline(number: &Number<'_>, national: &[u8]) -> bool {
    let abroad = national.len() < number.digits.len();
    let area_and_body = match national.strip_prefix(b"0") {
        Some(rest) => rest,
        None if abroad => national,
        None => return false,
    };
    let body = match area_and_body {
        [b'1', b'0', body @ ..] | [b'2', b'0'..=b'9', body @ ..] if body.len() == 8 => body,
        [b'3'..=b'9', _, _, body @ ..] if body.len() == 7 || body.len() == 8 => body,
        _ => return false,
    };
    (b'2'..=b'9').contains(&body[0])
}

/// Seven or eight digits that the text calls a phone number.
fn is_local(text: &Folded, number: &Number<'_>) -> bool {
    let digits = number.digits;
    if !matches!(digits.len(), 7 | 8) || !(b'2'..=b'8').contains(&digits[0]) || is_date(digits) {
        return false;
    }
    let before = skip_back(text, number.span.start, |ch| {
        matches!(ch, ':' | ' ' | '是' | '为' | '(')
    });
    ANNOUNCING.iter().any(|word| ends_with(text, before, word))
}

fn is_called_public(text: &Folded, start: usize) -> bool {
    let before = skip_back(text, start, |ch| {
        matches!(ch, ':' | ' ' | '是' | '为' | '(' | '+')
    });
    PUBLIC.iter().any(|word| ends_with(text, before, word))
}

fn is_amount(text: &Folded, end: usize) -> bool {
    // 元旦 is a day, not money.
    text.word_at(end, UNITS).is_some() && !text.starts_with(end, "元旦")
}

fn skip_back(text: &Folded, mut index: usize, skip: impl Fn(char) -> bool) -> usize {
    for _ in 0..3 {
        if index > 0 && text.ch(index - 1).is_some_and(&skip) {
            index -= 1;
        }
    }
    index
}

fn ends_with(text: &Folded, end: usize, word: &str) -> bool {
    let length = word.chars().count();
    end >= length && text.starts_with(end - length, word)
}

fn has_plus(text: &Folded, start: usize) -> bool {
    start
        .checked_sub(1)
        .is_some_and(|before| text.ch(before) == Some('+'))
}

/// Takes a plus in front along, and the brackets that were opened or closed inside.
fn with_brackets(text: &Folded, span: Span) -> Span {
    let count = |bracket: char| {
        text.glyphs()[span.clone()]
            .iter()
            .filter(|glyph| glyph.ch == bracket)
            .count()
    };
    let (opened, closed) = (count('('), count(')'));
    let mut start = span.start;
    if has_plus(text, start) {
        start -= 1;
    }
    if closed > opened && start > 0 && text.ch(start - 1) == Some('(') {
        start -= 1;
    }
    let end = if opened > closed && text.ch(span.end) == Some(')') {
        span.end + 1
    } else {
        span.end
    };
    start..end
}

/// 转801, 分机 12, ext. 3, -801
fn with_extension(text: &Folded, end: usize) -> usize {
    let at = text.skip(end, 2, |glyph| glyph.is_separator());
    let dashed = at > end && text.glyphs()[end..at].iter().any(|glyph| glyph.ch == '-');
    let Some(behind) = text
        .word_at(at, &["转分机", "转", "分机号", "分机", "ext", "#"])
        .or(dashed.then_some(at))
    else {
        return end;
    };
    let from = text.skip(behind, 3, |glyph| glyph.is_separator() || glyph.ch == ':');
    let upto = text.skip(from, 7, |glyph| glyph.digit().is_some());
    if (1..=6).contains(&(upto - from)) {
        upto
    } else {
        end
    }
}
