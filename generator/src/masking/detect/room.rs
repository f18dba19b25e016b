//! Dwellings: from the unit or the room on. Community, street number and building stay.

use super::Span;
use crate::masking::{
    AllowList,
    fold::{Folded, Glyph},
};

const BUILDINGS: &[&str] = &["号楼", "栋", "幢", "座", "号院", "楼"];
const NEIGHBOURS: &[&str] = &[
    "对面",
    "楼上",
    "楼下",
    "隔壁",
    "对门",
    "住在",
    "家住",
    "住",
    "租住",
    "居民楼",
    "家属楼",
    "单元楼",
];
/// How the dwellings of a floor are called.
const DOORS: &[&str] = &[
    "东户", "西户", "南户", "北户", "中户", "左户", "右户", "东门", "西门", "左手", "右手",
];
const MEASURES: &[&str] = &[
    "米",
    "平",
    "年",
    "月",
    "日",
    "元",
    "人",
    "户居民",
    "户",
    "件",
    "个",
    "多",
    "余",
    "路",
    "公",
    "分",
    "厘",
    "吨",
    "次",
    "处",
    "辆",
    "%",
    "棵",
    "张",
    "名",
    "家",
    "块",
    "套",
    "条",
    "天",
    "号楼",
    "栋",
    "幢",
    "立方",
    "度",
    "点",
    "时",
    "层",
    "号院",
    "周",
    "株",
    "斤",
    "克",
    "只",
    "位",
    "份",
    "毫",
    "台",
];

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut from = 0;
    for at in 0..text.len() {
        if at < from
            || !is_numeral(text.glyphs()[at])
            || at > 0 && is_numeral(text.glyphs()[at - 1])
        {
            continue;
        }
        if let Some(span) = unit(text, at)
            .or_else(|| floor(text, at))
            .or_else(|| dashed(text, at))
            .or_else(|| room(text, at))
        {
            from = span.end;
            found.push(span);
        }
    }
}

fn is_numeral(glyph: Glyph) -> bool {
    glyph.digit().is_some() || matches!(glyph.ch, '十' | '百' | '千')
}

fn numeral(text: &Folded, from: usize, longest: usize) -> usize {
    text.skip(from, longest, is_numeral)
}

fn gap(text: &Folded, from: usize) -> usize {
    text.skip(from, 2, |glyph| glyph.is_separator() || glyph.ch == ',')
}

/// 2单元501室, 二单元三零一, 6门702: a unit with its room. A unit alone is a place where people meet.
fn unit(text: &Folded, at: usize) -> Option<Span> {
    let number = numeral(text, at, 3);
    let behind = text.word_at(
        text.skip(number, 1, |glyph| glyph.ch == ' '),
        &["单元", "门洞", "门", "号门"],
    )?;
    let start = gap(text, behind);
    let digits = numeral(text, start, 7);
    // 一千二百零一: with its units, a numeral is longer.
    let longest = if text.glyphs()[start..digits]
        .iter()
        .any(|glyph| glyph.digit().is_none())
    {
        7
    } else {
        4
    };
    if digits - start < 2 || digits - start > longest {
        return None;
    }
    ends_as_room(text, digits).map(|end| at..end)
}

/// 3单元2楼, 1单元四楼西户: few live on one floor of a unit. Its ground floor is where people meet.
fn floor(text: &Folded, at: usize) -> Option<Span> {
    let number = numeral(text, at, 3);
    let behind = text.word_at(number, &["单元"])?;
    let start = gap(text, behind);
    let digits = numeral(text, start, 2);
    let end = text.word_at(digits, &["楼", "层"])?;
    let door = text.word_at(end, DOORS);
    let is_ground = digits == start + 1 && text.glyphs()[start].digit() == Some(1);
    (digits > start && (door.is_some() || !is_ground)).then(|| at..door.unwrap_or(end))
}

/// 2-3-501, 5-1202.
fn dashed(text: &Folded, at: usize) -> Option<Span> {
    let first = at.checked_sub(1).is_none_or(|before| {
        !text.glyphs()[before].is_separator() && !text.glyphs()[before].is_alphanumeric_ascii()
    });
    let mut end = numeral(text, at, 3);
    let mut parts = 1;
    let mut last = end - at;
    let building = last;
    while parts < 4 && matches!(text.ch(end), Some('-' | '–' | '—' | '/')) && end > at {
        let next = numeral(text, end + 1, 5);
        if next == end + 1 {
            break;
        }
        (last, end, parts) = (next - end - 1, next, parts + 1);
    }
    if parts < 2 {
        return None;
    }
    let lived_in = text.before_has(at, 6, &["住", "家", "号楼", "栋", "幢", "户", "房", "室"])
        || matches!(text.ch(end), Some('室' | '户'));
    let year: String = text.digits(end - last..end).take(2).collect();
    let fits = first
        && (last == 3 || last == 4 && !matches!(year.as_str(), "19" | "20"))
        && (parts >= 3 && building <= 2 || lived_in)
        && !text
            .glyphs()
            .get(end)
            .is_some_and(|glyph| glyph.is_alphanumeric_ascii());
    if !fits {
        return None;
    }
    ends_as_room(text, end).map(|end| at..end)
}

/// 28号楼804, 602室, 对面1503.
fn room(text: &Folded, at: usize) -> Option<Span> {
    let end = numeral(text, at, 6);
    if !matches!(end - at, 3 | 4) {
        return None;
    }
    let round = text
        .digits(at..end)
        .skip(end - at - 2)
        .all(|digit| digit == '0');
    let tagged = text.word_at(end, &["室", "号房", "房间"]).is_some()
        || !round
            && text
                .word_at(end, &["业主", "住户", "租户", "房主", "户主"])
                .is_some();
    let before = at
        - text.glyphs()[..at]
            .iter()
            .rev()
            .take(1)
            .filter(|glyph| glyph.is_separator())
            .count();
    let follows = |words: &[&str]| {
        words.iter().any(|word| {
            let length = word.chars().count();
            before >= length && text.starts_with(before - length, word)
        })
    };
    let in_building = follows(BUILDINGS) && is_building(text, before);
    if !tagged && !in_building && !follows(NEIGHBOURS)
        || text
            .glyphs()
            .get(at.wrapping_sub(1))
            .is_some_and(|glyph| glyph.ch.is_ascii_alphabetic())
    {
        return None;
    }
    ends_as_room(text, end).map(|end| at..end)
}

/// 宋丽萍 301, 601毛姐, 101的王老师: a number like a room's beside somebody's name. Names are ranges of
/// glyphs.
pub(in super::super) fn beside_names(text: &Folded, names: &[Span]) -> Vec<Span> {
    let room_from = |start: usize| {
        let end = numeral(text, start, 6);
        let is_room = start < end && is_room_number(text, start, end);
        (is_room && ends_as_room(text, end).is_some()).then_some(start..end)
    };
    let mut found = Vec::new();
    for name in names {
        found.extend(room_from(gap(text, name.end)));
        let glyphs = text.glyphs();
        let between = (name.start.checked_sub(1))
            .filter(|at| matches!(glyphs[*at].ch, '的' | ' ' | ':'))
            .unwrap_or(name.start);
        let digits = (glyphs[..between].iter().rev())
            .take_while(|glyph| is_numeral(**glyph))
            .count();
        if is_room_number(text, between - digits, between) {
            found.push(between - digits..between);
        }
    }
    found
}

/// Floor and door: 301, 1203, 2802. Never the numbers that all call for help.
fn is_room_number(text: &Folded, start: usize, end: usize) -> bool {
    let digits: String = text.digits(start..end).collect();
    let stands_alone = start.checked_sub(1).is_none_or(|before| {
        let before = text.glyphs()[before];
        !is_numeral(before) && !before.is_alphanumeric_ascii() && !matches!(before.ch, '.' | '-')
    });
    if digits.len() != end - start || !matches!(digits.len(), 3 | 4) || !stands_alone {
        return false;
    }
    let (floor, door) = digits.split_at(digits.len() - 2);
    let in_range = |number: &str, range: std::ops::RangeInclusive<u8>| {
        number.parse().is_ok_and(|number| range.contains(&number))
    };
    in_range(floor, 1..=40)
        && in_range(door, 1..=20)
        && !matches!(digits.as_str(), "110" | "119" | "120" | "114")
}

/// Whether the word before is a building with its number or letter: 5栋, B座, but not 写字楼.
fn is_building(text: &Folded, end: usize) -> bool {
    let from = end.saturating_sub(5);
    text.glyphs()[from..end]
        .iter()
        .any(|glyph| is_numeral(*glyph) || glyph.ch.is_ascii_alphabetic())
}

/// The end of a room's number with the word behind it; none if it is an amount or a longer number.
fn ends_as_room(text: &Folded, end: usize) -> Option<usize> {
    if let Some(behind) = text.word_at(end, &["室", "号房", "房间", "房"]) {
        return Some(behind);
    }
    if text.starts_with(end, "户") && !text.starts_with(end, "户居民")
        || text.starts_with(end, "号")
            && !text.starts_with(end, "号楼")
            && !text.starts_with(end, "号院")
    {
        return Some(end + 1);
    }
    // 208天 is a length of time; 1503天天吵架 is a neighbour.
    let doubled = text.ch(end).is_some() && text.ch(end) == text.ch(end + 1);
    let measured = !doubled
        && text
            .word_at(text.skip(end, 1, |glyph| glyph.ch == ' '), MEASURES)
            .is_some();
    let goes_on = text
        .glyphs()
        .get(end)
        .is_some_and(|glyph| glyph.is_alphanumeric_ascii())
        || text.ch(end) == Some('.')
            && text
                .glyphs()
                .get(end + 1)
                .is_some_and(|glyph| glyph.digit().is_some());
    (!measured && !goes_on).then_some(end)
}
