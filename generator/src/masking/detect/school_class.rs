//! A child's school class: 六年级二班, 初二3班, 大班.

use super::Span;
use crate::masking::{AllowList, fold::Folded};

const CHILDREN: &[&str] = &[
    "孩子",
    "女儿",
    "儿子",
    "其女",
    "其子",
    "就读",
    "上学",
    "小孩",
    "孙子",
    "孙女",
    "外孙",
    "学生",
    "小朋友",
    "娃",
];

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut from = 0;
    for at in 0..text.len() {
        if at < from {
            continue;
        }
        let may_start = text.glyphs()[at].digit().is_some()
            || matches!(
                text.ch(at),
                Some('十' | '(' | '初' | '高' | '大' | '中' | '小' | '托')
            );
        let Some(end) = may_start.then(|| class(text, at)).flatten() else {
            continue;
        };
        if text.before_has(at, 20, CHILDREN) {
            found.push(at..end);
            from = end;
        }
    }
}

fn class(text: &Folded, at: usize) -> Option<usize> {
    if let Some(end) = text.word_at(at, &["大班", "中班", "小班", "托班"]) {
        return Some(end);
    }
    let number = |from: usize| {
        text.skip(from, 3, |glyph| {
            glyph.digit().is_some() || matches!(glyph.ch, '十' | '(' | ')')
        })
    };
    let year = match text.ch(at)? {
        '初' | '高' => number(at + 1).min(at + 2),
        _ => text.word_at(number(at), &["年级", "年"])?,
    };
    if year == at
        || text.glyphs()[at..year]
            .iter()
            .all(|glyph| glyph.digit().is_none())
    {
        return None;
    }
    let from = text.skip(year, 1, |glyph| matches!(glyph.ch, '(' | ' '));
    let upto = number(from);
    let end = text
        .word_at(text.skip(upto, 1, |glyph| glyph.ch == ' '), &["班"])
        .filter(|_| upto > from);
    // The grade alone says little; 初二 and a class together say who.
    end.or_else(|| text.starts_with(year - 1, "级").then_some(year))
}
