//! What stands behind a name, and what bears a name without being a person.

use super::{
    lexicon::Kind,
    line::{Line, is_word},
    surnames,
    words::{FOODS, GRAMMAR, PLACE_ENDS, TABLES},
};

/// The most that [`weigh`] adds.
pub(super) const MOST: f64 = 8.0;
/// The most that it adds where no number and no remark follows.
const MOST_OF_WORDS: f64 = 5.0;
/// Words that are looked at behind a name for what it may belong to.
const WORDS_ON: usize = 4;
/// Last characters of places that given names end with, too.
const SOFT_ENDS: &str = "山河湖岭塔江台城居门川";

/// Where a name may stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct After {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a word in front says that it is a name.
    pub(super) announced: bool,
    /// What stands in front adds this.
    pub(super) before: f64,
}

/// The most that [`weigh`] can add to a name that ends here.
pub(super) fn most(line: &Line, end: usize) -> f64 {
    let remark = (line.chars[end..].iter().take(3))
        .any(|ch| ch.is_ascii_digit() || matches!(ch, ',' | '(' | ':' | '|'));
    if remark { MOST } else { MOST_OF_WORDS }
}

/// How much what follows speaks for a name.
pub(super) fn weigh(line: &Line, name: &After) -> f64 {
    let After {
        start,
        end,
        announced,
        before,
    } = *name;
    let last = line.chars[end - 1];
    let mut score = 0.0;
    if PLACE_ENDS.has(last) && end - start == 2 && !announced {
        score -= if SOFT_ENDS.contains(last) || before >= 6.0 {
            0.0
        } else {
            8.0
        };
    }
    if PLACE_ENDS.has(last) && end - start > 2 && !announced {
        // 冯家峪, 曹各庄: villages are called after families.
        score -= if matches!(line.chars[end - 2], '家' | '各' | '公' | '官') {
            15.0
        } else if SOFT_ENDS.contains(last) {
            1.5
        } else if before >= 3.0 {
            4.0
        } else {
            12.0
        };
    }
    if end - start > 2 && !announced {
        let hard =
            |at: usize| PLACE_ENDS.has(line.chars[at]) && !SOFT_ENDS.contains(line.chars[at]);
        // 郭庄子, 厉家菜
        if hard(end - 2) && matches!(last, '子' | '口' | '里' | '头' | '东' | '西' | '南' | '北')
            || line.chars[end - 2] == '家' && FOODS.has(last)
        {
            score -= 10.0;
        }
    }
    // 宋庆胡|同, 小杨生|煎: what bears a name begins inside.
    if !announced
        && end - start > 1
        && [&TABLES.bearers, &TABLES.bodies].iter().any(|table| {
            line.starts(end - 1, table).is_some_and(|to| to > end)
                || end - start > 2 && line.starts(end - 2, table) == Some(end)
        })
        && line.starts(end, &TABLES.behind).is_none()
    {
        score -= 8.0;
    }
    let Some(next) = line.ch(end) else {
        return score + 1.5;
    };
    if line.gap_before(end) {
        score += 0.5;
    }
    if !announced && belongs_here(line, end) {
        return score - 14.0;
    }
    if let Some(title_end) = line.starts(end, &TABLES.titles) {
        // 居民顾女士, 由辛阿姨: a word and a titled surname.
        let word_in_front = line.is_cut(start) && line.word(start).end == end - 1;
        let grammar = GRAMMAR.has(line.chars[start]) || line.chars[start] == '代';
        if surnames::single(last).is_some() && (word_in_front && end - start > 2 || grammar) {
            return score - 8.0;
        }
        return score + if title_end - end > 1 { 4.0 } else { 1.0 };
    }
    if is_bearer(line, end) && !announced {
        let whole_word = line
            .starts(end, &TABLES.bearers)
            .is_some_and(|bearer| bearer - end > 1);
        return score - if whole_word { 20.0 } else { 12.0 };
    }
    if !announced && belongs_to_place(line, end, before) {
        score -= 14.0;
    }
    if let Some(word_end) = line.starts(end, &TABLES.behind) {
        return score + if word_end - end > 1 { 3.0 } else { 2.0 };
    }
    score + next_word(line, start, end, next, before)
}

fn next_word(line: &Line, start: usize, end: usize, next: char, before: f64) -> f64 {
    if next == '('
        && (line.starts(end + 1, &TABLES.behind).is_some()
            || line.ch(end + 1).is_some_and(|ch| ch.is_ascii_digit()))
    {
        return 5.0;
    }
    if next.is_ascii_digit() {
        return numbered(line, end);
    }
    if next == '、' {
        return 0.5;
    }
    // 谷雨，女，四十二岁
    let described = [",女,", ",男,", "(女", "(男"];
    if described.iter().any(|word| line.goes_on(end, word)) {
        return MOST;
    }
    if !is_word(next) {
        return if before_number(line, end) && !is_word_of_its_own(line, start, end) {
            MOST
        } else {
            1.5
        };
    }
    match line.kind(end) {
        Some(Kind::Verb) => 1.8,
        // 周大生珠宝, 欧阳修诗词馆: of what the noun names.
        Some(Kind::Noun) if before < 6.0 && line.word(end).end > end + 1 => -1.2,
        _ => 0.0,
    }
}

/// 张伟13800000000 is somebody, 翠竹园12号楼 is a place.
fn numbered(line: &Line, end: usize) -> f64 {
    let digits = (end..line.len())
        .take_while(|at| line.chars[*at].is_ascii_digit())
        .count();
    match line.ch(end + digits) {
        Some('岁' | '周' | '年' | '月' | '日' | '点' | '时' | '米') => 0.0,
        Some('号' | '栋' | '幢' | '弄' | '区' | '路' | '#') => -12.0,
        _ if digits >= 7 => MOST,
        _ if digits >= 2 => 4.0,
        _ => 0.0,
    }
}

/// 全天, 010-…: the dictionary has all of it as one word.
fn is_word_of_its_own(line: &Line, start: usize, end: usize) -> bool {
    let word = line.word(start);
    word.start == start && word.end == end && word.kind != Kind::Name
}

/// 张伟 138 1234 5678, 张伟（电话：… : a long number behind a mark or two.
fn before_number(line: &Line, end: usize) -> bool {
    let marks = (end..line.len())
        .take(2)
        .take_while(|at| matches!(line.chars[*at], ' ' | ':' | ',' | '(' | '|' | '\t'))
        .count();
    let number = (end + marks..line.len())
        .take(24)
        .map(|at| line.chars[at])
        .take_while(|ch| ch.is_ascii_digit() || matches!(ch, ' ' | '-' | '.' | '~' | '*' | '_'));
    marks > 0 && number.filter(char::is_ascii_digit).count() >= 7
}

/// 童馨园业主群, 金悦府（二期）, 阳光丽|景附近: what only a place has, at once or behind one more
/// character of its name.
fn belongs_here(line: &Line, end: usize) -> bool {
    let belongs = |at: usize| {
        line.starts(at, &TABLES.belongs).is_some()
            || line.ch(at).is_some_and(|ch| ch.is_ascii_digit()) && numbered(line, at) < 0.0
    };
    let inside = || {
        line.is_han_at(end)
            && !matches!(
                line.chars[end],
                '家' | '的' | '和' | '与' | '跟' | '及' | '在' | '说' | '把' | '被' | '等'
            )
            && belongs(end + 1)
            && line.word(end).end == end + 1
    };
    belongs(end) || line.ch(end) == Some('(') && belongs(end + 1) || inside()
}

fn is_bearer(line: &Line, at: usize) -> bool {
    line.starts(at, &TABLES.not_bearers).is_none()
        && (line.starts(at, &TABLES.bearers).is_some()
            || line.ch(at).is_some_and(|ch| PLACE_ENDS.has(ch))
            // 雍景豪庭、
            || line.ch(at).is_some_and(|ch| matches!(ch, '庭' | '轩' | '府' | '城' | '汇' | '景')) && !line.is_han_at(at + 1))
}

/// 金汉绿港居委会, 雍景豪庭小区, 老王头包子铺: noun after noun, up to what is called so.
fn belongs_to_place(line: &Line, end: usize, before: f64) -> bool {
    if bears_shop(line, end) {
        return true;
    }
    let mut verbs = 0;
    let mut at = end;
    for _ in 0..WORDS_ON {
        if at >= line.len() || !line.is_han_at(at) {
            return false;
        }
        if line.starts(at, &TABLES.bodies).is_some() {
            return true;
        }
        // 古槐养老服务驿站: a verb may be part of it, if nobody is announced in front.
        let kind = line.kind(at);
        let verb = kind == Some(Kind::Verb);
        if line.starts(at, &TABLES.behind).is_some()
            || kind == Some(Kind::Name)
            || verb && (before >= 3.0 || verbs > 0 || line.word(at).end == at + 1)
        {
            return false;
        }
        verbs += usize::from(verb);
        at = line.word(at).end;
    }
    false
}

/// 老王头包子铺, 王记早点: a shop's name goes on, without a verb, to what it sells.
pub(super) fn bears_shop(line: &Line, end: usize) -> bool {
    if sells_food(line, end) {
        return true;
    }
    let mut at = end;
    while at < line.len() && at < end + 6 && line.is_han_at(at) {
        if line.starts(at, &TABLES.behind).is_some_and(|word| {
            word - at > 1
                || matches!(
                    line.chars[at],
                    '在' | '把'
                        | '将'
                        | '因'
                        | '被'
                        | '的'
                        | '住'
                        | '说'
                        | '从'
                        | '向'
                        | '对'
                        | '与'
                        | '和'
                )
        }) {
            return false;
        }
        if let Some(bearer) = line.starts(at, &TABLES.bearers)
            && (bearer - at > 1
                || matches!(line.chars[at], '店' | '馆' | '铺' | '坊' | '斋' | '厂'))
            && line.starts(at, &TABLES.not_bearers).is_none()
        {
            return true;
        }
        at += 1;
    }
    false
}

/// 小谢|热干面, 李连贵|熏肉|大饼: noun after noun, up to something to eat.
fn sells_food(line: &Line, end: usize) -> bool {
    let mut at = end;
    // Without one in reach no word needs to be cut.
    let reach = (end..line.len().min(end + 6)).take_while(|at| line.is_han_at(*at));
    if !reach.into_iter().any(|at| FOODS.has(line.chars[at])) {
        return false;
    }
    for _ in 0..3 {
        if !line.is_han_at(at) || line.starts(at, &TABLES.behind).is_some() {
            return false;
        }
        let word = line.word(at);
        if word.kind == Kind::Verb && word.end - at > 1 {
            return false;
        }
        if word.end - at > 1 && FOODS.has(line.chars[word.end - 1])
            || at > end && FOODS.has(line.chars[word.end - 1])
        {
            return true;
        }
        at = word.end;
    }
    false
}
