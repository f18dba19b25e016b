//! Full names: a surname and one or two characters that read better as a name than as words.

use super::{
    Found, Strength,
    line::Line,
    surnames,
    words::{GRAMMAR, PLACE_ENDS, TABLES},
};

/// Logarithm of the share of names among the words of a case.
const NAMES: f64 = -4.6;
/// From here on a name is masked.
const SURE: f64 = 3.8;
/// From here on a name beside a sure one is sure.
const JOINED: f64 = 0.0;
/// From here on nobody releases it without looking.
const DOUBTFUL: f64 = 2.8;
/// What an announcing word is worth: more than any dictionary says against it.
const ANNOUNCED: f64 = 12.0;

/// A piece of text that may be a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    start: usize,
    end: usize,
    score: f64,
}

/// Finds full names, the likeliest where several overlap.
pub(super) fn find(line: &Line, is_public: &[bool], found: &mut Vec<Found>) {
    let mut candidates = Vec::new();
    // Where a name ends that is an official's: in a list of them, the next one is one, too.
    let mut officials: Vec<usize> = Vec::new();
    let mut is_public = is_public.to_vec();
    for start in 0..line.len() {
        if !line.is_han_at(start) {
            continue;
        }
        for length in surname_lengths(line, start) {
            for given in 1..=2 {
                let end = start + length + given;
                if end > line.len() || !(start..end).all(|at| line.is_han_at(at)) {
                    break;
                }
                if is_official(line, start, end, &officials) {
                    officials.push(end);
                    is_public[start..end].fill(true);
                    continue;
                }
                if let Some(score) = score(line, start, length, end, &is_public) {
                    candidates.push(Candidate { start, end, score });
                }
            }
        }
    }
    // 区城管委主任邵蕾: what starts before an official's name must not take it along.
    candidates.retain(|candidate| {
        candidate.score >= ANNOUNCED || !is_public[candidate.start..candidate.end].contains(&true)
    });
    candidates.sort_by(|one, other| {
        (other.score.total_cmp(&one.score)).then_with(|| one.start.cmp(&other.start))
    });
    let mut taken = vec![false; line.len()];
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let range = candidate.start..candidate.end;
        if candidate.score >= JOINED && !taken[range.clone()].contains(&true) {
            taken[range].fill(true);
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| candidate.start);
    join(line, &mut kept);
    let kept = kept.iter().filter(|candidate| candidate.score >= DOUBTFUL);
    found.extend(kept.map(|candidate| Found {
        span: line.span(candidate.start..candidate.end),
        strength: if candidate.score >= SURE {
            Strength::Sure
        } else {
            Strength::Doubtful
        },
    }));
}

/// 张伟与李娜, 张伟、李娜: beside a sure name, a likely one is sure. What was sure once is sure again.
fn join(line: &Line, kept: &mut [Candidate]) {
    for round in 0..2 {
        for at in 0..kept.len() {
            let at = if round == 0 { at } else { kept.len() - 1 - at };
            if kept[at].score >= SURE {
                continue;
            }
            let beside = |other: Option<&Candidate>| {
                other.is_some_and(|other| {
                    let between = other.end.min(kept[at].end)..other.start.max(kept[at].start);
                    other.score >= SURE
                        && between.len() == 1
                        && matches!(
                            line.chars[between.start],
                            '与' | '和' | '、' | '及' | '跟' | '同'
                        )
                })
            };
            if beside(at.checked_sub(1).and_then(|before| kept.get(before)))
                || beside(kept.get(at + 1))
            {
                kept[at].score = SURE;
            }
        }
    }
}

/// Lengths of the surnames that may start here.
fn surname_lengths(line: &Line, start: usize) -> impl Iterator<Item = usize> {
    let compound = compound(line, start);
    let single = surnames::single(line.chars[start])
        .map(|_| 1)
        // Behind an announcing word and a mark, also a surname that no table has.
        .or_else(|| {
            (line
                .ends(skip_marks(line, start), &TABLES.announcing)
                .is_some())
            .then_some(1)
        });
    compound.into_iter().chain(single)
}

/// Length of the compound surname that starts here.
pub(super) fn compound(line: &Line, start: usize) -> Option<usize> {
    line.starts(start, &TABLES.compound_surnames)
        .map(|end| end - start)
}

/// How sure it is that a name stands here.
fn score(line: &Line, start: usize, surname: usize, end: usize, is_public: &[bool]) -> Option<f64> {
    let before = before(line, start);
    let announced = before >= ANNOUNCED;
    let given = start + surname..end;
    if line.has_gap(start..end) && !announced
        || line.chars[given.clone()]
            .iter()
            .any(|ch| matches!(ch, '某' | '氏'))
        || is_public[start..end].contains(&true) && !announced
    {
        return None;
    }
    // 姓名和住处: a list of words, not a name.
    if "和与及或同".contains(line.chars[start]) && skip_marks(line, start) == start {
        return None;
    }
    let is_famous = line.starts(start, &TABLES.famous) == Some(end);
    if is_famous && !announced || line.starts(start, &TABLES.brands).is_some() && before < 6.0 {
        return None;
    }
    let share_of_surname = if surname > 1 {
        // Compound surnames are rare and seldom anything else.
        -7.0
    } else {
        surnames::single(line.chars[start]).unwrap_or(-11.0)
    };
    let mut shares_of_given = surnames::given_name(&line.chars[given]);
    let bounded = line.ch(end).is_none_or(|ch| !is_word(ch)) || line.gap_before(end);
    if announced && bounded && line.ch(start).and_then(surnames::single).is_some() {
        // 联系人：万里, and nothing else: whatever it means, it is the name.
        shares_of_given = shares_of_given.max(-8.0);
    }
    let share = NAMES + share_of_surname + shares_of_given;
    let mut score = line.gain(start..end, share, end) + before + after(line, start, end, announced);
    let called = start > 0 && line.chars[start - 1] == '叫';
    let begins = before >= ANNOUNCED - 4.0 && bounded
        || before >= 1.0 && (before < 6.0 || called || !is_word(line.chars[start - 1]));
    if GRAMMAR.contains(line.chars[start]) && surname == 1 && !begins {
        score -= 6.0;
    }
    if end - start == 2 && line.chars[start] == line.chars[start + 1] {
        score += 2.0;
    }
    if !line.is_cut(end) {
        score -= 1.0;
    }

    Some(score)
}

/// The index in front of marks that stand between an announcing word and a name.
fn skip_marks(line: &Line, start: usize) -> usize {
    let mut at = start;
    while at > 0
        && start - at < 3
        && matches!(
            line.chars[at - 1],
            ':' | ' ' | '(' | '"' | '“' | '\'' | '‘' | '=' | '|' | '-' | '[' | '<'
        )
    {
        at -= 1;
    }
    at
}

/// What stands in front of a name.
fn before(line: &Line, start: usize) -> f64 {
    let marks = skip_marks(line, start);
    let verb = marks
        .checked_sub(1)
        .filter(|at| matches!(line.chars[*at], '是' | '为' | '叫' | '系'));
    let announcing = [Some(marks), verb]
        .into_iter()
        .flatten()
        .find_map(|at| line.ends(at, &TABLES.announcing).map(|from| from..at));
    if let Some(word) = announcing {
        // 申请人年满十八岁: with nothing between, a person's part in the case may go on as a sentence.
        let part = line.chars[word.end - 1] == '人' && word.end == start && !line.gap_before(start);
        return if part { ANNOUNCED - 4.0 } else { ANNOUNCED };
    }
    let role = line.ends(marks, &TABLES.roles);
    let weak = line.ends(marks, &TABLES.weak_roles);
    if let Some(role) = role {
        // Who writes in the first person says who.
        if line.str(role..marks) == "本人" || line.chars[role] == '我' && marks - role > 1 {
            return if weak == Some(role) { 6.0 } else { 9.0 };
        }
        return if weak == Some(role) { 3.0 } else { 6.0 };
    }
    if start == 0 {
        return 1.5;
    }
    match line.chars[start - 1] {
        // Out of the reporter's form: 姓名列表, 13800000000 张伟
        ch if ch.is_ascii_digit() => 1.0,
        '、' => 1.5,
        '的' => 1.0,
        ch if !is_word(ch) => 1.5,
        _ if line.gap_before(start) => 1.0,
        _ => 0.0,
    }
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric()
}

/// What stands behind a name.
fn after(line: &Line, start: usize, end: usize, announced: bool) -> f64 {
    let last = line.chars[end - 1];
    let mut score = 0.0;
    if PLACE_ENDS.contains(last) && end - start > 2 && !announced {
        // 冯家峪, 曹各庄: villages are called after families.
        let village = matches!(line.chars[end - 2], '家' | '各' | '公' | '官');
        score -= if village { 15.0 } else { 6.0 };
    }
    let Some(next) = line.ch(end) else {
        return score + 1.5;
    };
    if line.gap_before(end) {
        score += 0.5;
    }
    if let Some(title_end) = line.starts(end, &TABLES.titles) {
        // 居民顾女士: a word and a titled surname.
        if line.is_cut(start) && line.word(start).end == end - 1 && surnames::single(last).is_some()
        {
            return score - 8.0;
        }
        return score + if title_end - end > 1 { 4.0 } else { 1.0 };
    }
    let is_bearer = line.starts(end, &TABLES.not_bearers).is_none()
        && (line.starts(end, &TABLES.bearers).is_some() || PLACE_ENDS.contains(next));
    if is_bearer && !announced {
        let whole_word = line
            .starts(end, &TABLES.bearers)
            .is_some_and(|bearer| bearer - end > 1);
        return score - if whole_word { 20.0 } else { 12.0 };
    }
    if !announced && bears_shop(line, end) {
        score -= 6.0;
    }
    if let Some(word_end) = line.starts(end, &TABLES.behind) {
        return score + if word_end - end > 1 { 3.0 } else { 2.0 };
    }
    match next {
        '(' if line.starts(end + 1, &TABLES.behind).is_some()
            || line.ch(end + 1).is_some_and(|ch| ch.is_ascii_digit()) =>
        {
            score + 5.0
        }
        ch if ch.is_ascii_digit() && line.ch(end + 1).is_some_and(|ch| ch.is_ascii_digit()) => {
            score + 4.0
        }
        ch if !is_word(ch) => score + 1.5,
        _ => score,
    }
}

/// 老王头包子铺, 王记早点: a shop's name goes on, without a verb, to what it sells.
pub(super) fn bears_shop(line: &Line, end: usize) -> bool {
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

/// 区长李明, 李明局长, and who is listed beside them.
fn is_official(line: &Line, start: usize, end: usize, officials: &[usize]) -> bool {
    let marks = skip_marks(line, start);
    if line.ends(marks, &TABLES.bylines).is_some() {
        return true;
    }
    if let Some(office) = line.ends(marks, &TABLES.offices) {
        return line.ends(office, &TABLES.private_bodies).is_none();
    }
    if line.starts(end, &TABLES.offices).is_some() && line.gap_before(end) <= line.gap_before(start)
    {
        return true;
    }
    start > 0
        && matches!(line.chars[start - 1], '、' | '和')
        && officials.iter().rev().take(4).any(|end| *end == start - 1)
}
