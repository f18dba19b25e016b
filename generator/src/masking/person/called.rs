//! Surnames with a way to call people: 张女士, 王师傅, 姓陈, 小刘, 老王.

use std::sync::LazyLock;

use super::{
    Found, Strength,
    after::bears_shop,
    full,
    lexicon::{Kind, Lexicon},
    line::Line,
    surnames,
    words::{GRAMMAR, SHORT_TITLES, TABLES},
};
use crate::masking::marks::Marks;

/// What a title is worth: people with one are much more frequent in cases than in books.
const TITLED: f64 = 9.0;
/// From here on a surname is masked.
const SURE: f64 = 2.0;
/// The same for titles that are plain nouns, too.
const SURE_OF_NOUN: f64 = 4.0;

pub(super) fn find(line: &Line, is_public: &[bool], found: &mut Vec<Found>) {
    for at in 0..line.len() {
        if !line.is_han_at(at) {
            continue;
        }
        if let Some(end) = named_by_surname(line, at) {
            found.push(sure(line, at, end));
            continue;
        }
        let length =
            full::compound(line, at).or_else(|| surnames::single(line.chars[at]).map(|_| 1));
        let Some(end) = length.map(|length| at + length) else {
            continue;
        };
        if titled(line, at, end)
            || nicknamed(line, at, end, is_public)
            || end - at > 1 && alone(line, at, end)
        {
            found.push(sure(line, at, end));
        }
    }
}

fn sure(line: &Line, start: usize, end: usize) -> Found {
    Found {
        span: line.span(start..end),
        strength: Strength::Sure,
    }
}

/// 我姓陈, 姓欧阳的: where the surname ends. Never 百姓.
fn named_by_surname(line: &Line, at: usize) -> Option<usize> {
    if at == 0 || line.chars[at - 1] != '姓' {
        return None;
    }
    if at >= 2
        && matches!(
            line.chars[at - 2],
            '百' | '同' | '贵' | '外' | '复' | '大' | '异'
        )
        && !(line.chars[at - 2] == '贵' && at >= 3 && line.chars[at - 3] == '免')
    {
        return None;
    }
    if let Some(length) = full::compound(line, at) {
        return Some(at + length);
    }
    let ch = line.chars[at];
    if matches!(
        ch,
        '名' | '氏' | '什' | '啥' | '甚' | '某' | '的' | '和' | '与' | '及' | '或' | '也'
    ) {
        return None;
    }
    let behind = line.ch(at + 1).is_none_or(|ch| {
        !ch.is_alphanumeric()
            || matches!(
                ch,
                '的' | '是' | '住' | '叫' | '名' | '在' | '家' | '电' | '手'
            )
    });
    (surnames::single(ch).is_some() || behind).then_some(at + 1)
}

/// 张女士, 欧阳师傅, 王老太太.
fn titled(line: &Line, start: usize, end: usize) -> bool {
    let Some(title_end) = line.starts(end, &TABLES.titles) else {
        return false;
    };
    let ch = line.chars[start];
    let single = end - start == 1;
    if single && line.ends(end, &TABLES.not_titled).is_some() {
        return false;
    }
    if line.starts(start, &TABLES.brands).is_some() && bears_shop(line, title_end) {
        return false;
    }
    // 街道办王主任, 派出所李队长 are named in office; 王主任 of a company or of nobody is not.
    if line.starts(end, &TABLES.offices) == Some(title_end) && has_public_body(line, start) {
        return false;
    }
    let is_noun = line.starts(end, &TABLES.noun_titles) == Some(title_end);
    if is_shop(line, title_end) {
        return false;
    }
    let begins = begins(line, start);
    if single && !begins && (line.is(end..title_end, "业主") || line.is(end..title_end, "家长"))
    {
        return false;
    }
    if single && GRAMMAR.has(ch) && is_noun && !begins {
        return false;
    }
    if title_end - end == 1 && bears_shop(line, title_end) {
        return false;
    }
    if title_end - end == 1 && !short_title_fits(line, start, end) {
        return false;
    }
    if ch == '车'
        && line
            .starts(end, &TABLES.titles)
            .is_some_and(|_| line.is(end..title_end, "司机"))
    {
        return false;
    }
    let word = line.word(start);
    if word.start == start && word.end == title_end && !is_noun {
        // The dictionary has 王大夫 and 李先生 as words.
        return true;
    }
    let share = -5.0 + surnames::single(ch).filter(|_| single).unwrap_or(-6.0);
    let gain = line.gain(start..end, share, title_end) + TITLED + if begins { 1.0 } else { 0.0 };
    gain >= if is_noun { SURE_OF_NOUN } else { SURE }
}

/// 刘师傅修脚堂, 李姐美甲: a shop, if no verb stands between.
fn is_shop(line: &Line, title_end: usize) -> bool {
    let mut at = title_end;
    for _ in 0..2 {
        if !line.is_han_at(at) {
            return false;
        }
        let bearer = line
            .starts(at, &TABLES.bearers)
            .is_some_and(|bearer| bearer - at > 1 || "店馆铺坊斋厂堂".contains(line.chars[at]));
        if (bearer || line.starts(at, &TABLES.bodies).is_some())
            && line.starts(at, &TABLES.not_bearers).is_none()
        {
            return true;
        }
        if line.starts(at, &TABLES.behind).is_some() || line.word(at).kind == Kind::Verb {
            return false;
        }
        at = line.word(at).end;
    }
    false
}

/// 我是司徒，: a compound surname where a name would stand.
fn alone(line: &Line, start: usize, end: usize) -> bool {
    line.ch(end).is_none_or(|ch| !ch.is_alphanumeric())
        && ["我是", "我叫", "叫我", "名叫"]
            .iter()
            .any(|word| start >= 2 && line.is(start - 2..start, word))
}

/// Whether an authority stands in front in the same part of the sentence.
fn has_public_body(line: &Line, start: usize) -> bool {
    const BODIES: &[&str] = &[
        "街道",
        "街道办",
        "区政府",
        "党委",
        "工委",
        "党工委",
        "局",
        "派出所",
        "支队",
        "大队",
        "委员会",
        "管委",
        "城管",
        "交警",
        "消防",
        "法院",
        "检察院",
        "镇政府",
        "乡政府",
        "区委",
        "市委",
        "执法队",
        "公安",
        "副",
        "党支部",
    ];
    BODIES.iter().any(|body| {
        let length = body.chars().count();
        start >= length && line.is(start - length..start, body)
    })
}

/// 王哥, 李总, 张工: only if the words are cut there, and the surname is a frequent one or no word
/// takes it up.
fn short_title_fits(line: &Line, start: usize, end: usize) -> bool {
    let (surname, title) = (line.chars[start], line.chars[end]);
    let usual = surnames::is_frequent(surname)
        || !GRAMMAR.has(surname)
            && Lexicon::get().pair(surname, title).is_none()
            && line.is_cut(start + 1);
    SHORT_TITLES.has(title)
        && end - start == 1
        && usual
        && line.is_cut(start)
        && line.is_cut(end + 1)
        && (!GRAMMAR.has(surname) || begins(line, start))
        && line.ch(end + 1).is_none_or(|next| {
            !next.is_alphanumeric()
                || begins(line, start) && !bears_shop(line, end + 1)
                || matches!(next, '你' | '您')
                || line.starts(end + 1, &TABLES.behind).is_some()
                || line.kind(end + 1) == Some(Kind::Verb)
        })
}

/// 小刘, 老王: in front of a verb or the end of a part of the sentence.
fn nicknamed(line: &Line, start: usize, end: usize, is_public: &[bool]) -> bool {
    if start == 0 || !matches!(line.chars[start - 1], '小' | '老' | '阿') || is_public[start] {
        return false;
    }
    // 老赖段九: what somebody is.
    if line
        .ends(end, &TABLES.roles)
        .is_some_and(|role| role < start)
    {
        return false;
    }
    let ch = line.chars[start];
    let single = end - start == 1;
    // 那条狗是小段的， 老余头
    let owned = line.is_end_of_owner(end) && start >= 2 && line.chars[start - 2] == '是';
    let old =
        line.chars[start - 1] == '老' && line.goes_on(end, "头") && !bears_shop(line, end + 1);
    // 看门的老房让我打
    let speaks = start >= 2
        && line.chars[start - 2] == '的'
        && ["让我", "说", "告诉", "叫我"]
            .iter()
            .any(|word| line.goes_on(end, word));
    if single
        && (owned || old || speaks)
        && line.ch(end + 1).is_none_or(|ch| !"子儿脑".contains(ch))
    {
        return true;
    }
    let is_word = NOT_NICKNAMES.has(ch) || GRAMMAR.has(ch);
    let rare = single && !surnames::is_frequent(ch);
    if single && (is_word || rare) {
        // 问了小苗，, 门卫老向不让进: somebody stands in front, or somebody does something behind.
        let prefix = start - 1;
        let named = prefix == 0
            || !line.chars[prefix - 1].is_alphanumeric()
            || line.chars[prefix - 1] == '的'
            || line.ends(prefix, &TABLES.roles).is_some()
            || line.ends(prefix, &TABLES.calling).is_some()
            || [
                "叫他", "叫她", "问", "问了", "找", "跟", "一楼", "二楼", "三楼", "四楼", "五楼",
                "六楼",
            ]
            .iter()
            .any(|word| {
                prefix >= word.chars().count()
                    && line.is(prefix - word.chars().count()..prefix, word)
            });
        let acts = line.ch(end).is_none_or(|next| !next.is_alphanumeric())
            || line.starts(end, &TABLES.behind).is_some()
            || line.kind(end) == Some(Kind::Verb)
            || ["占道", "无照", "干的"]
                .iter()
                .any(|word| line.goes_on(end, word));
        let heard = if rare { -14.0 } else { -11.9 };
        let unheard = Lexicon::get()
            .pair(line.chars[prefix], ch)
            .is_none_or(|share| share < heard);
        let apart = line.word(prefix).end <= end && !bears_shop(line, end);
        if is_word {
            return named && acts && unheard && apart && !GRAMMAR.has(ch);
        }
        if named && acts && apart && unheard {
            return true;
        }
    }
    // 大小张贴, 老黄历
    if start >= 2
        && matches!(
            line.chars[start - 2],
            '大' | '从' | '最' | '弱' | '幼' | '敬' | '养'
        )
    {
        return false;
    }
    if line.word(start - 1).end > end
        || line.word(start).end > end && !is_household(line, end)
        || bears_shop(line, end)
    {
        return false;
    }
    match line.ch(end) {
        None => true,
        Some(next) if !next.is_alphanumeric() => !single || surnames::is_frequent(ch),
        Some(_) if line.starts(end, &TABLES.titles).is_some() => true,
        // Behind a frequent surname any word may follow.
        Some(_) if single && surnames::is_frequent(ch) => {
            (line.is_cut(end) || is_household(line, end))
                && line.starts(end, &TABLES.bearers).is_none()
        }
        Some(_) => {
            line.starts(end, &TABLES.behind).is_some()
                && (line.starts(end, &TABLES.bearers).is_none()
                    || line.starts(end, &TABLES.not_bearers).is_some())
        }
    }
}

/// 老韩家的空调: the dictionary has 韩家 for a village.
fn is_household(line: &Line, end: usize) -> bool {
    line.ch(end) == Some('家') && line.word(end).end == end + 1
}

/// Behind 小 or 老, these make a thing more often than a person.
static NOT_NICKNAMES: LazyLock<Marks> = LazyLock::new(|| {
    Marks::of("师虎公盘代计展房区车冷热米包花苗路方石江万田高黄白康汤林叶金毛雷房车区时米包木龙钱段余汪乔史常武安向文陆夏熊牛马洋范温".chars())
});

/// Whether a name may begin here: behind a mark, a role or a word that announces one.
fn begins(line: &Line, start: usize) -> bool {
    start == 0
        || line.chars[start - 1] == '的' && line.is_cut(start - 1)
        || !line.chars[start - 1].is_alphanumeric()
        || line.gap_before(start)
        || line.ends(start, &TABLES.roles).is_some()
        || line.ends(start, &TABLES.announcing).is_some()
}
