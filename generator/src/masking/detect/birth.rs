//! Dates of birth: a date that the text calls one. Dates of events stay.

use super::Span;
use crate::masking::{AllowList, fold::Folded};

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut from = 0;
    for group in text.groups() {
        if group.start < from {
            continue;
        }
        let Some(end) = date(text, group.start) else {
            continue;
        };
        if is_birth_before(text, group.start) || is_birth_behind(text, end) {
            found.push(group.start..end);
            from = end;
        }
    }
}

/// 1985年3月2日, 1985-03-02, 1985.3.2, 19850302, 一九八五年三月初二: where it ends.
fn date(text: &Folded, start: usize) -> Option<usize> {
    let numeral = |from: usize, longest: usize| {
        text.skip(from, longest, |glyph| {
            glyph.digit().is_some() || matches!(glyph.ch, '十' | '廿' | '初' | '正' | '腊' | '冬')
        })
    };
    let year = numeral(start, 9);
    let century: String = text.digits(start..year).take(2).collect();
    if !matches!(century.as_str(), "18" | "19" | "20") && year - start != 2 {
        return None;
    }
    if year - start == 8 {
        return Some(year);
    }
    if !matches!(year - start, 2 | 4) {
        return None;
    }
    let between = |at: usize, marks: &[char]| {
        let at = text.skip(at, 1, |glyph| glyph.ch == ' ');
        let next = text
            .ch(at)
            .filter(|ch| marks.contains(ch))
            .map(|_| at + 1)?;
        Some(text.skip(next, 1, |glyph| glyph.ch == ' '))
    };
    let month_start = between(year, &['年', '-', '.', '/'])?;
    let month = numeral(month_start, 3);
    if month == month_start {
        return None;
    }
    let day_start = between(month, &['月', '-', '.', '/'])?;
    let day = numeral(day_start, 3);
    if day == day_start {
        // 1985年3月生: the month alone.
        return (text.ch(day_start - 1) == Some('月')).then_some(day_start);
    }
    Some(text.word_at(day, &["日", "号"]).unwrap_or(day))
}

fn is_birth_before(text: &Folded, start: usize) -> bool {
    text.before_has(
        start,
        8,
        &["出生", "生日", "生于", "出生日期", "出生年月", "生辰"],
    )
}

fn is_birth_behind(text: &Folded, end: usize) -> bool {
    let end = text.skip(end, 2, |glyph| matches!(glyph.ch, ' ' | '('));
    if text
        .word_at(end, &["出生", "生人", "诞生", "降生"])
        .is_some()
    {
        return true;
    }
    // 生 alone, but not 生效, 生产, 生活.
    text.starts_with(end, "生")
        && text
            .ch(end + 1)
            .is_none_or(|ch| !ch.is_alphanumeric() || matches!(ch, '的' | '人' | '于'))
}
