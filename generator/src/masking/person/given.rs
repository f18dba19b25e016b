//! Given names alone: 我儿子浩浩, 我哥铁军, 秋菊嫂子, “桂兰，快跑”.

use super::{
    Found, Strength,
    after::{self, After},
    lexicon::Kind,
    line::{Line, is_word},
    surnames,
    words::{ENDS_BEFORE_GIVEN, TABLES},
};

/// Logarithm of the share of given names among the words of a case.
const GIVEN: f64 = -7.0;
/// From here on a given name is masked.
const SURE: f64 = 3.8;
/// From here on nobody releases it without looking.
const DOUBTFUL: f64 = 2.4;

pub(super) fn find(line: &Line, is_public: &[bool], found: &mut Vec<Found>) {
    for start in 0..line.len().saturating_sub(1) {
        let end = start + 2;
        // Most places have nothing in front of a name.
        if start > 0
            && is_word(line.chars[start - 1])
            && !ENDS_BEFORE_GIVEN.has(line.chars[start - 1])
            || !line.is_han_at(start)
        {
            continue;
        }
        let name = &line.chars[start..end];
        if surnames::given(name[0]) + surnames::given(name[1]) < -20.0 {
            continue;
        }
        let share = surnames::given_name(name);
        // Both characters are some that names have.
        if share < -13.5 || is_public[start..end].contains(&true) || line.has_gap(start..end) {
            continue;
        }
        let listed = surnames::is_listed(name);
        let before = before(line, start, end, listed);
        if before <= 0.0 {
            continue;
        }
        // 孩子天天哭, 小孩放学: a word, unless some are called so.
        let word = line.word(start);
        if word.start == start && word.end == end && word.kind != Kind::Name && !listed {
            continue;
        }
        let after = after::weigh(
            line,
            &After {
                start,
                end,
                announced: false,
                before,
            },
        );
        let score = line.gain(start..end, GIVEN + share, end) + before + after;
        let strength = if score >= SURE {
            Strength::Sure
        } else if score >= DOUBTFUL {
            Strength::Doubtful
        } else {
            continue;
        };
        found.push(Found {
            span: line.span(start..end),
            strength,
        });
    }
}

/// What stands around speaks for a name without a surname, or nothing does.
fn before(line: &Line, start: usize, end: usize, listed: bool) -> f64 {
    if let Some(kin) = line.ends(start, &TABLES.kin) {
        // 我妹|妹晓莉
        if line.ends(start + 1, &TABLES.kin).is_some() {
            return 0.0;
        }
        let mine = kin > 0 && line.chars[kin - 1] == '我' || line.chars[kin] == '我';
        return if mine { 8.0 } else { 6.0 };
    }
    let called = line.ends(start, &TABLES.calling).is_some();
    if !listed {
        // 车主铁栓: no word has both.
        let usual = (start..end).all(|at| surnames::given(line.chars[at]) > -6.0);
        let begins = start == 0 || !line.chars[start - 1].is_alphanumeric();
        let parent = [
            "妈妈", "爸爸", "大姐", "大哥", "大爷", "大妈", "阿姨", "奶奶", "嫂子",
        ]
        .iter()
        .any(|word| line.goes_on(end, word));
        return match usual && line.is_cut(start + 1) {
            true if called => 5.0,
            true if begins && parent => 4.5,
            _ => 0.0,
        };
    }
    let begins = start == 0
        || !line.chars[start - 1].is_alphanumeric()
        || matches!(line.chars[start - 1], '和' | '跟' | '与');
    if called {
        return 5.5;
    }
    // 秋菊嫂子, 玉凤大姐
    if (begins || line.chars[start - 1] == '的')
        && line
            .starts(end, &TABLES.titles)
            .is_some_and(|title| title - end > 1)
        && line.starts(end, &TABLES.noun_titles).is_none()
    {
        return 4.5;
    }
    let calls = [
        "啊,", "呀,", ",你", ",您", ",快", ",别", "你家", "是我", "妈", "爸",
    ];
    if begins && calls.iter().any(|call| line.goes_on(end, call)) {
        return 8.0;
    }
    0.0
}
