//! Accounts of messengers, after the name of one: vx: abc_123, 扣扣12345678.

use super::{Span, number::grouped};
use crate::masking::{
    AllowList,
    fold::{Folded, Glyph},
};

const ANNOUNCING: &[&str] = &[
    "微信",
    "wechat",
    "weixin",
    "薇信",
    "v信",
    "vx",
    "wx",
    "v❤",
    "加v",
    "威信号",
    "qq",
    "扣扣",
    "企鹅号",
    "q号",
    "抖音号",
    "钉钉",
    "微信号",
    "支付宝",
];
const FILLERS: &[&str] = &[
    "账号", "帐号", "号码", "号", "同号", "id", "是", "为", "联系", "加", "搜", ":", "=", " ", "(",
    "-", ",",
];

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut from = 0;
    for at in 0..text.len() {
        if at < from || !text.ch(at).is_some_and(may_announce) {
            continue;
        }
        let Some(mut start) = text.spaced_word_at(at, ANNOUNCING) else {
            continue;
        };
        // `wx` inside an English word or a domain's name announces nothing.
        if text.ch(at).is_some_and(|ch| ch.is_ascii())
            && at.checked_sub(1).is_some_and(|before| {
                text.glyphs()[before].is_alphanumeric_ascii() || text.ch(before) == Some('/')
            })
        {
            continue;
        }
        for _ in 0..4 {
            start = text.word_at(start, FILLERS).unwrap_or(start);
        }
        if let Some(end) = account(text, start) {
            found.push(start..end);
            from = end;
        }
    }
}

/// The first characters of those words. Most characters of a text are none of them.
fn may_announce(ch: char) -> bool {
    matches!(
        ch,
        '微' | 'w' | '薇' | 'v' | '加' | '威' | 'q' | '扣' | '企' | '抖' | '钉' | '支'
    )
}

/// A word of 5 to 20 letters, digits, `_` and `-`, or 5 to 12 digits however they are grouped.
fn account(text: &Folded, start: usize) -> Option<usize> {
    let in_word = |glyph: Glyph| glyph.is_alphanumeric_ascii() || matches!(glyph.ch, '_' | '-');
    let word = text.skip(start, 24, in_word);
    let glyphs = &text.glyphs()[start..word];
    let starts_well = glyphs
        .first()
        .is_some_and(|glyph| glyph.is_alphanumeric_ascii());
    let is_number = !glyphs.iter().any(|glyph| glyph.ch.is_ascii_alphabetic());
    if starts_well && !is_number && glyphs.len() >= 5 && text.ch(word) != Some('.') {
        return Some(word);
    }
    let (end, digits) = grouped(text, start, 12)?;
    (digits >= 5).then_some(end)
}
