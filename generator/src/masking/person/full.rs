//! Full names: a surname and one or two characters that read better as a name than as words.

use super::{
    Found, Strength,
    after::{self, After},
    lexicon::{Kind, Lexicon},
    line::{Line, is_word},
    surnames,
    words::{ENDS_BEFORE_NAMES, GRAMMAR, PLACE_ENDS, TABLES},
};

/// Logarithm of the share of names among the words of a case.
const NAMES: f64 = -4.6;
/// From here on a name is masked.
const SURE: f64 = 3.8;
/// From here on a name beside a sure one is sure.
const JOINED: f64 = 0.0;
/// From here on nobody releases it without looking.
const DOUBTFUL: f64 = 2.8;
/// What the shape of a name adds at most.
const MOST_BONUS: f64 = 2.0;
/// Longest name that nothing but the word in front makes one.
const LONGEST_UNHEARD: usize = 4;
/// What stands in front adds at most, where no role and nothing that announces does.
const MOST_BEFORE: f64 = 1.5;
/// What an announcing word is worth: more than any dictionary says against it.
const ANNOUNCED: f64 = 12.0;

/// A piece of text that may be a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) score: f64,
    /// Whether a word in front says that it is a name.
    announced: bool,
}

/// What may be a full name, with how sure that is.
pub(super) fn weigh(line: &Line, is_public: &[bool]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    // Where a name ends that is an official's: in a list of them, the next one is one, too.
    let mut officials: Vec<usize> = Vec::new();
    let mut is_public = is_public.to_vec();
    for start in 0..line.len() {
        if !line.is_han_at(start) {
            continue;
        }
        let mut in_front = None;
        for length in surname_lengths(line, start) {
            let in_front = *in_front.get_or_insert_with(|| {
                if may_follow(line, start) {
                    before(line, start)
                } else {
                    MOST_BEFORE
                }
            });
            for given in 1..=2 {
                let end = start + length + given;
                if end > line.len() || !(start..end).all(|at| line.is_han_at(at)) {
                    break;
                }
                if cannot_be(line, start, start + length, end, in_front) {
                    continue;
                }
                if is_official(line, start, end, &officials) {
                    officials.push(end);
                    is_public[start..end].fill(true);
                    continue;
                }
                candidates.extend(score(line, start, length, end, &is_public));
            }
        }
    }
    unheard(line, &mut candidates);
    weigh_lists(line, &mut candidates);
    // 区城管委主任邵蕾: what starts before an official's name must not take it along.
    candidates.retain(|candidate| {
        candidate.announced || !is_public[candidate.start..candidate.end].contains(&true)
    });
    candidates
}

/// The likeliest names where several overlap.
pub(super) fn choose(line: &Line, candidates: &[Candidate], found: &mut Vec<Found>) {
    let mut candidates = candidates.to_vec();
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

/// 我叫山口惠子， 联系人：石磨。: where a word says that a name follows and a mark says where it ends, what
/// stands between is one, whatever it looks like.
fn unheard(line: &Line, candidates: &mut Vec<Candidate>) {
    let mut sure = vec![false; line.len()];
    for other in candidates.iter().filter(|other| other.score >= SURE) {
        sure[other.start..other.end].fill(true);
    }
    let mut start = 0;
    while start < line.len() {
        let end = (start..line.len())
            .find(|at| !line.is_han_at(*at) || *at > start && line.gap_before(*at))
            .unwrap_or(line.len());
        let marks = skip_marks(line, start);
        let from = if marks < start || line.gap_before(start) {
            // A field of its own.
            line.ends(marks, &TABLES.announcing).map(|_| start)
        } else {
            (start..end)
                .rev()
                .take(LONGEST_UNHEARD + 1)
                .find(|at| {
                    line.chars[*at] == '叫' && line.ends(at + 1, &TABLES.announcing).is_some()
                })
                .map(|at| at + 1)
        };
        if let Some(from) = from
            && (2..=LONGEST_UNHEARD).contains(&(end - from))
            && line.starts(from, &TABLES.nobody).is_none()
            && !sure[from..end].contains(&true)
        {
            let called = line.chars[from - 1] == '叫';
            let weak = |least: f64| {
                (from..end)
                    .filter(|at| surnames::given(line.chars[*at]) < least)
                    .count()
            };
            let plain = line.word(from).start == from
                && line.word(from).end == end
                && !(called && weak(-6.0) == 0);
            let odd = weak(-9.0) * 2 >= end - from;
            candidates.push(Candidate {
                start: from,
                end,
                score: if plain || odd { DOUBTFUL } else { ANNOUNCED },
                announced: true,
            });
        }
        start = end.max(start + 1);
    }
}

/// 张伟、李娜 are two names; 翠竹园、龙腾苑 and 杜鹃、金桂 are none, because what stands beside them in
/// the list could not be one.
fn weigh_lists(line: &Line, candidates: &mut [Candidate]) {
    let (mut starts, mut ends) = (vec![false; line.len()], vec![false; line.len() + 1]);
    for other in candidates.iter().filter(|other| other.score >= JOINED) {
        starts[other.start] = true;
        ends[other.end] = true;
    }
    let mut alone = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let (start, end) = (candidate.start, candidate.end);
        if candidate.announced || candidate.score < JOINED {
            continue;
        }
        if start > 1 && line.chars[start - 1] == '、' {
            let named = ends[start - 1]
                || line.ends(start - 1, &TABLES.titles).is_some()
                || matches!(line.chars[start - 2], '某' | ')' | '”')
                // 三、乔长河
                || matches!(
                    line.chars[start - 2],
                    '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
                )
                || line.chars[start - 2].is_ascii_alphanumeric();
            if !named {
                alone.push(index);
                continue;
            }
        }
        let begins = start == 0 || !is_word(line.chars[start - 1]);
        if begins && line.ch(end) == Some('、') {
            let next = end + 1;
            let named = starts.get(next).copied().unwrap_or(false)
                || line.ch(next).and_then(surnames::single).is_some()
                    && line.starts(next + 1, &TABLES.titles).is_some()
                || line.ch(next).is_none_or(|ch| !super::line::is_han(ch));
            if !named {
                alone.push(index);
            }
        }
    }
    for index in alone {
        candidates[index].score -= 4.5;
    }
}

/// Whether nothing that may stand around these characters makes them a name: a bound from above on
/// what [`score`] says, without cutting words. Most of a clean text ends here.
fn cannot_be(line: &Line, start: usize, given: usize, end: usize, in_front: f64) -> bool {
    let share = NAMES
        + if given - start > 1 {
            -7.0
        } else {
            surnames::single(line.chars[start]).unwrap_or(-11.0)
        }
        + surnames::given_name(&line.chars[given..end]);
    let lexicon = Lexicon::get();
    let single = |at: usize| lexicon.single(line.chars[at]);
    let mut words: f64 = (start..end).map(single).sum();
    let behind = after::most(line, end);
    let reaches = |words: f64| share - words + in_front + MOST_BONUS + behind >= JOINED;
    if in_front >= ANNOUNCED - 4.0 || !reaches(words) {
        return in_front < ANNOUNCED - 4.0;
    }
    for at in start..end - 1 {
        if let Some(pair) = lexicon.pair(line.chars[at], line.chars[at + 1]) {
            let others: f64 = (start..end)
                .filter(|it| *it != at && *it != at + 1)
                .map(single)
                .sum();
            words = words.max(pair + others);
        }
    }
    if !reaches(words) {
        return true;
    }
    // 管|理局: the neighbour that is left behind has to stand alone, unless its other side takes it.
    let pair = |at: usize| {
        let (one, other) = (line.chars[at], line.ch(at + 1)?);
        (super::line::is_han(one) && super::line::is_han(other) && !line.gap_before(at + 1))
            .then(|| lexicon.pair(one, other))?
    };
    let inside = |from: usize, to: usize| (from..to).map(single).sum::<f64>();
    if start > 0
        && let Some(crossing) = pair(start - 1)
        && (start < 2 || pair(start - 2).is_none())
        && !reaches(crossing + inside(start + 1, end) - single(start - 1))
    {
        return true;
    }
    if let Some(crossing) = pair(end - 1)
        && pair(end).is_none()
        && !reaches(inside(start, end - 1) + crossing - single(end))
    {
        return true;
    }
    false
}

/// Whether a role or an announcing word may stand in front.
fn may_follow(line: &Line, start: usize) -> bool {
    let marks = skip_marks(line, start);
    marks != start
        || start == 0
        || ENDS_BEFORE_NAMES.has(line.chars[marks - 1])
        || line.gap_before(start)
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

/// Length of the surname that a name begins with.
pub(super) fn surname_of(name: &[char]) -> usize {
    (TABLES.compound_surnames.longest_start(name))
        .filter(|length| *length < name.len())
        .unwrap_or(1)
}

/// How sure it is that a name stands here.
fn score(
    line: &Line,
    start: usize,
    surname: usize,
    end: usize,
    is_public: &[bool],
) -> Option<Candidate> {
    let before = before(line, start);
    let announced = before >= ANNOUNCED;
    let given = start + surname..end;
    if line.has_gap(start..end) && (before < 6.0 || !line.has_even_gaps(start..end))
        || line.chars[given.clone()]
            .iter()
            .any(|ch| matches!(ch, '某' | '氏' | '记'))
        || is_public[start..end].contains(&true) && !announced
    {
        return None;
    }
    // 廉店长: a surname and a title.
    if line.starts(start + surname, &TABLES.titles) == Some(end) && end - start > surname + 1 {
        return None;
    }
    // 姓名和住处: a list of words, not a name.
    if matches!(line.chars[start], '和' | '与' | '及' | '或' | '同')
        && skip_marks(line, start) == start
    {
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
    let after = after::weigh(
        line,
        &After {
            start,
            end,
            announced,
            before,
        },
    );
    let mut score = line.gain(start..end, share, end) + before + after;
    let called = start > 0 && line.chars[start - 1] == '叫';
    let begins = before >= ANNOUNCED - 4.0 && bounded
        || before >= 1.0 && (before < 6.0 || called || !is_word(line.chars[start - 1]));
    let known_given = line.word(start + surname).start == start + surname
        && line.word(start + surname).end == end;
    if GRAMMAR.has(line.chars[start]) && surname == 1 && !begins {
        score -= if known_given || shares_of_given < -11.0 {
            6.0
        } else {
            3.5
        };
    } else if GRAMMAR.has(line.chars[start])
        && surname == 1
        && !announced
        && !bounded
        && before < 3.0
        && after < 3.0
    {
        // 由辛阿姨牵头
        score -= 3.0;
    } else if known_given && end - start > 2 && shares_of_given > -13.3 && line.is_cut(start) {
        // 王|得胜: a surname that no word takes up, and what many are called.
        score += 1.5;
    }
    // 邻|居小邹: a name does not begin inside a word, nor 黄家|庄开展 with the end of a place.
    if before < 6.0 && start > 0 && line.is_han_at(start - 1) {
        if !line.is_cut(start) {
            score -= 4.0;
        }
        if PLACE_ENDS.has(line.chars[start]) {
            score -= 4.0;
        }
    }
    // 闵敏|发的照片
    if end - start > 2 && line.ch(end) == Some('的') && surnames::given(line.chars[end - 1]) < -5.0
    {
        score -= 2.0;
    }
    if end - start == 2 && line.chars[end - 1] == '家' && line.is_han_at(end) {
        score -= 4.0;
    }
    if end - start == 2 && line.chars[start] == line.chars[start + 1] {
        score += 2.0;
    }
    if !line.is_cut(end) {
        // 任霞|开着: the end of a name that takes a word apart is no end.
        score -= if end - start > 2 && line.is_cut(end - 1) {
            2.5
        } else {
            1.0
        };
    }
    // 任霞|开着车: what somebody does.
    let is_listed = surnames::is_listed(&line.chars[start + surname..end]);
    if end - start > 2
        && !is_listed
        && line.kind(end - 1) == Some(Kind::Verb)
        && line.word(end - 1).end == end
    {
        score -= 2.5;
    }
    // 雍|景豪庭: one character that is left over belongs to the same name of something else.
    let left_over = start == 1 || start > 1 && !is_word(line.chars[start - 2]);
    if left_over
        && line.is_han_at(start - 1)
        && before < 3.0
        && line.kind(start - 1) != Some(Kind::Verb)
    {
        score -= 4.0;
    }
    // 老陈来收过钱
    let nickname = start > 0 && matches!(line.chars[start - 1], '老' | '小');
    if nickname && end - start == 2 && line.kind(end - 1) == Some(Kind::Verb) {
        score -= 4.0;
    }
    // 童骁家老人: one's family, not one's name.
    if end - start > surname + 1 && line.chars[end - 1] == '家' && line.ch(end).is_some_and(is_word)
    {
        score -= 4.0;
    }

    Some(Candidate {
        start,
        end,
        score,
        announced,
    })
}

/// The index in front of marks that stand between an announcing word and a name.
pub(super) fn skip_marks(line: &Line, start: usize) -> usize {
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
    if marks == start && line.ends(start, &TABLES.whereabouts).is_some() {
        return -6.0;
    }
    let role = line.ends(marks, &TABLES.roles);
    let weak = line.ends(marks, &TABLES.weak_roles);
    if let Some(role) = role {
        // Who writes in the first person says who.
        if line.is(role..marks, "本人") || line.chars[role] == '我' && marks - role > 1 {
            return if weak == Some(role) { 6.0 } else { 9.0 };
        }
        return if weak == Some(role) { 3.0 } else { 6.0 };
    }
    if start == 0 {
        return 1.5;
    }
    match line.chars[start - 1] {
        // Out of the reporter's form: 姓名列表, 13800000000 张伟
        ch if ch.is_ascii_digit() => {
            let number = line.chars[..start].iter().rev().take(7);
            if number.filter(|ch| ch.is_ascii_digit()).count() == 7 {
                3.0
            } else {
                1.0
            }
        }
        '、' => 1.5,
        '的' => 1.0,
        // 在冉庄开展, 从彭庄
        '在' | '从' | '至' => -2.5,
        ch if !is_word(ch) => 1.5,
        _ if line.gap_before(start) => 1.0,
        _ => 0.0,
    }
}

/// 区长李明, 李明局长, and who is listed beside them.
fn is_official(line: &Line, start: usize, end: usize, officials: &[usize]) -> bool {
    let marks = skip_marks(line, start);
    // 组长管大叔、党员孟彪: people, beside an office.
    if line
        .starts(start + 1, &TABLES.titles)
        .is_some_and(|title| title > start + 2)
        || line.starts(start, &TABLES.roles).is_some()
    {
        return false;
    }
    if let Some(byline) = line.ends(marks, &TABLES.bylines) {
        // Never 社区工作者.
        return byline == 0 || line.chars[byline - 1] != '工';
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
