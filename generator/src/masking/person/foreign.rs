//! Names with a middle dot, names of other languages in Chinese characters, and Latin ones.

use std::ops::Range;

use super::{
    Found, Strength,
    after::bears_shop,
    lexicon::Kind,
    line::{Line, is_han},
    surnames::is_transliteration,
    words::TABLES,
};
use crate::masking::fold::Folded;

/// Words behind a name that may be written with the characters of sounds.
const VERBS: &[&str] = &[
    "来电", "来访", "来信", "来过", "不肯", "不让", "不在", "不愿", "都在", "都说", "都是", "如何",
    "西侧", "东侧", "因", "说", "明天", "明确", "特别", "提出", "提起", "希望", "图片",
];
/// Longest name without dots.
const LONGEST_NAME: usize = 12;
/// Longest part of a name between two dots.
const LONGEST_PART: usize = 7;

/// 阿依古丽·买买提: parts with dots between that are written with the characters of sounds.
pub(super) fn dotted(text: &Folded, found: &mut Vec<Found>) {
    let glyphs = text.glyphs();
    let is_dot = |ch: char| matches!(ch, '·' | '•' | '・' | '‧' | '∙' | '⋅' | '.' | '。');
    let is_part = |ch: char| is_han(ch) || ch.is_ascii_alphabetic();
    let mut at = 0;
    while at < glyphs.len() {
        if !matches!(glyphs[at].ch, '·' | '•' | '・' | '‧' | '∙' | '⋅') {
            at += 1;
            continue;
        }
        // Part by part to the left and to the right, only of what is sound after sound.
        let sounds_back = |end: usize| {
            glyphs[..end]
                .iter()
                .rev()
                .take(LONGEST_PART)
                .take_while(|glyph| is_dotted_sound(glyph.ch))
                .count()
        };
        let sounds_on = |start: usize| {
            (start..start + LONGEST_PART)
                .take_while(|index| {
                    text.ch(*index).is_some_and(is_dotted_sound)
                        && text.word_at(*index, VERBS).is_none()
                })
                .count()
        };
        let back = at
            - text.glyphs()[..at]
                .iter()
                .rev()
                .take_while(|glyph| glyph.ch == ' ')
                .count()
                .min(1);
        let on = text.skip(at + 1, 1, |glyph| glyph.ch == ' ');
        let (left, right) = (sounds_back(back), sounds_on(on));
        let (mut start, mut end) = (back - left, on + right);
        while left > 0 && start > 0 && is_dot(glyphs[start - 1].ch) && sounds_back(start - 1) > 0 {
            start = start - 1 - sounds_back(start - 1);
        }
        while right > 0 && end < glyphs.len() && is_dot(glyphs[end].ch) && sounds_on(end + 1) > 0 {
            end = end + 1 + sounds_on(end + 1);
        }
        let next_is_word = text.ch(end).is_some_and(is_part);
        if left >= 1 && right >= 1 && left + right >= 4 {
            // A role in front is written with such characters now and then: 业主阿里木.
            found.push(Found {
                span: start..end,
                strength: if next_is_word && left + right < 5 && left < 3 {
                    Strength::Doubtful
                } else {
                    Strength::Sure
                },
            });
        }
        at = end.max(at + 1);
    }
}

/// Beside a dot, also characters that are too common elsewhere.
fn is_dotted_sound(ch: char) -> bool {
    is_han(ch)
        && (is_transliteration(ch)
            || matches!(
                ch,
                '别' | '地' | '吾' | '江' | '力' | '日' | '高' | '多' | '那'
            ))
}

/// 买买提反映, 阿依古丽大姐: sound after sound behind a word that announces a name or in front of a title;
/// 热依汗古丽在夜市: parts that hardly any Chinese word has.
pub(super) fn sounded(line: &Line, is_public: &[bool], found: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        if !sounds(line, at) {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < line.len() && sounds(line, at) && !line.gap_before(at) {
            at += 1;
        }
        if at - start < 2 {
            continue;
        }
        let name = in_parts(line, start..at).or_else(|| by_place(line, start..at));
        if let Some(name) = name.filter(|name| !is_public[name.clone()].contains(&true)) {
            found.push(Found {
                span: line.span(name),
                strength: Strength::Sure,
            });
        }
    }
}

fn sounds(line: &Line, at: usize) -> bool {
    is_han(line.chars[at]) && is_transliteration(line.chars[at])
}

/// A name around parts of names, if what stands beside it lets it be one.
fn in_parts(line: &Line, run: Range<usize>) -> Option<Range<usize>> {
    let part = run.clone().find(|at| {
        line.starts(*at, &TABLES.sounds)
            .is_some_and(|end| end <= run.end)
    })?;
    let starts = |at: usize| {
        at == 0
            || !line.chars[at - 1].is_alphanumeric()
            || line.ends(at, &TABLES.roles).is_some()
            || line.ends(at, &TABLES.announcing).is_some()
            || line.ends(at, &TABLES.calling).is_some()
    };
    let from = (run.start..=part).find(|at| starts(*at))?;
    let last = (part..run.end)
        .filter_map(|at| line.starts(at, &TABLES.sounds))
        .filter(|end| *end <= run.end)
        .max()?;
    let ends = |at: usize| {
        line.ch(at).is_none_or(|ch| !ch.is_alphanumeric())
            || line.starts(at, &TABLES.behind).is_some()
            || line.starts(at, &TABLES.titles).is_some()
            || line.kind(at) == Some(Kind::Verb)
    };
    // 尼亚孜, 买买提明: a sound or two more.
    let to = (last..=run.end.min(last + 2)).find(|at| ends(*at))?;
    let is_word = line.word(from).start <= from
        && line.word(from).end >= to
        && line.word(from).kind != Kind::Name;
    let shop = bears_shop(line, to) && line.starts(to, &TABLES.behind).is_none();
    (to - from >= 2 && to - from <= LONGEST_NAME && !is_word && !shop).then_some(from..to)
}

/// Any sounds, where a word in front or a title behind says that they are a name.
fn by_place(line: &Line, run: Range<usize>) -> Option<Range<usize>> {
    let to = run.end;
    (run.start.max(to.saturating_sub(LONGEST_NAME))..to - 1).find_map(|from| {
        let length = to - from;
        let announced = line.ends(from, &TABLES.announcing).is_some()
            || marked(line, from) && line.ends(from - 1, &TABLES.announcing).is_some();
        let role = has_role(line, from);
        let begins = from == 0 || !line.chars[from - 1].is_alphanumeric();
        let titled = begins
            && line
                .starts(to, &TABLES.titles)
                .is_some_and(|end| end - to > 1);
        let introduced = from >= 2
            && line.is(from - 2..from, "我是")
            && line.ch(to).is_none_or(|ch| !ch.is_alphanumeric());
        if length >= 3 && announced {
            return Some(from..to);
        }
        let couple = begins
            && ["先生", "女士", "太太", "夫妇"]
                .iter()
                .any(|word| line.goes_on(to, word));
        if !(role || titled || introduced || couple) {
            return None;
        }
        // A word of the dictionary is that word: 巴西, 沙特, 阿里巴巴.
        let is_word = (from..to).any(|index| {
            line.word(index).end - line.word(index).start > 2 && line.word(index).share > -14.0
        });
        let somebody = couple && (from..to).all(|index| line.word(index).kind == Kind::Name);
        (length >= 3 && !is_word || somebody).then_some(from..to)
    })
}

/// Whether a role stands in front that is more than a word of the grammar.
fn has_role(line: &Line, at: usize) -> bool {
    let role = line.ends(at, &TABLES.roles);
    role.is_some() && role != line.ends(at, &TABLES.weak_roles)
}

fn marked(line: &Line, at: usize) -> bool {
    at > 0
        && matches!(
            line.chars[at - 1],
            ':' | '(' | '“' | '"' | ' ' | '是' | '为'
        )
}

/// 我叫John Smith, 租客Anna, Mr. Brown: capital letters behind or in front of a word that announces.
pub(super) fn latin(text: &Folded, line: &Line, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        let letter = |index: usize| {
            line.ch(index)
                .is_some_and(|ch| !is_han(ch) && ch.is_alphabetic())
        };
        if !letter(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut words = 1;
        let mut end = start;
        loop {
            while letter(at) || matches!(line.ch(at), Some('\'' | '’')) && letter(at + 1) {
                at += 1;
            }
            end = at.max(end);
            // Another word of the name: one space or a dot and a space, then a capital letter.
            let mut next = at;
            while next < at + 2 && matches!(line.ch(next), Some(' ' | '.' | '-' | '·' | '•')) {
                next += 1;
            }
            if next == at || !letter(next) || !is_capital(text, line, next) || words == 5 {
                break;
            }
            (at, words) = (next, words + 1);
        }
        let capital = is_capital(text, line, start);
        if !capital && words == 1 && (start == 0 || line.chars[start - 1].is_ascii()) {
            // Nearly every Latin word of a page.
            at = end.max(at + 1);
            continue;
        }
        let name = line.str(start..end);
        let front = {
            let mut front = start;
            while front > 0
                && start - front < 2
                && matches!(line.chars[front - 1], ':' | ' ' | '“' | '"' | '(')
            {
                front -= 1;
            }
            front
        };
        let announced = line.ends(front, &TABLES.announcing).is_some();
        let role = has_role(line, front);
        let titled = line
            .starts(end, &TABLES.titles)
            .is_some_and(|title| title - end > 1);
        let called = matches!(
            name.split([' ', '.']).next(),
            Some("mr" | "mrs" | "ms" | "miss" | "dr")
        ) && words > 1;
        let verb = [
            "反映", "来电", "称", "投诉", "表示", "护照", "举报", "(护照", "家住", "住", "说",
            "来信", "留言", "提出", "要求", "希望",
        ]
        .iter()
        .any(|word| {
            let behind = end + usize::from(line.ch(end) == Some(' '));
            line.goes_on(behind, word)
        });
        let is_thing = name.chars().count() < 2
            || THINGS.contains(&name.as_str())
            || line
                .ch(end)
                .is_some_and(|ch| ch.is_ascii_digit() || matches!(ch, '@' | '_'))
            || start > 0 && line.chars[start - 1].is_ascii_digit();
        let all_capitals = words == 1
            && name.chars().count() <= 4
            && (start..end).all(|index| is_capital(text, line, index));
        let weak = words > 1
            && (line.ends(front, &TABLES.weak_roles).is_some()
                || line.ends(front, &TABLES.calling).is_some());
        let citizen = line.ch(end) == Some('(')
            && (end + 1..line.len().min(end + 8)).any(|at| line.chars[at] == '籍');
        let speaks = capital
            && !all_capitals
            && (start == 0 || !line.chars[start - 1].is_alphanumeric())
            && ["说", "称", "来电", "反映", "表示", "投诉"]
                .iter()
                .any(|word| line.goes_on(end, word));
        let pinyin = capital && is_pinyin_name(&name);
        let fits = !is_thing
            && (called
                || weak && capital
                || citizen
                || speaks
                || pinyin
                || announced && (capital || words > 1)
                || capital && !all_capitals && (role || titled)
                || capital && words > 1 && verb);
        if fits {
            found.push(Found {
                span: line.span(start..end),
                strength: Strength::Sure,
            });
        } else if capital
            && !is_thing
            && !all_capitals
            && words > 1
            && name.chars().filter(|ch| *ch == ' ').count() < 3
        {
            found.push(Found {
                span: line.span(start..end),
                strength: Strength::Doubtful,
            });
        }
        at = end.max(at + 1);
    }
}

/// Zhang Wei, LI Xiaoming: a Chinese surname and one or two syllables more.
fn is_pinyin_name(name: &str) -> bool {
    let mut words = name.split([' ', '-', '.']).filter(|word| !word.is_empty());
    let surname = words.next().is_some_and(|word| SURNAMES.contains(&word));
    let rest: Vec<&str> = words.collect();
    surname && matches!(rest.len(), 1..=2) && rest.iter().all(|word| are_syllables(word))
}

/// Whether a word is one to three syllables of pinyin.
fn are_syllables(word: &str) -> bool {
    fn rest(word: &str, left: usize) -> bool {
        if word.is_empty() {
            return true;
        }
        let initial = INITIALS
            .iter()
            .filter(|initial| word.starts_with(**initial));
        left > 0
            && initial.chain([&""]).any(|initial| {
                let word = &word[initial.len()..];
                let mut finals = FINALS.iter().filter(|last| word.starts_with(**last));
                finals.any(|last| rest(&word[last.len()..], left - 1))
            })
    }
    rest(word, 3)
}

const INITIALS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "z",
    "c", "s", "r", "y", "w",
];
const FINALS: &[&str] = &[
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai", "ei",
    "ao", "ou", "an", "en", "in", "un", "ia", "ie", "iu", "ua", "uo", "ui", "ue", "er", "a", "o",
    "e", "i", "u", "v",
];
const SURNAMES: &[&str] = &[
    "wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu", "zhou", "xu", "sun", "ma",
    "zhu", "hu", "guo", "he", "lin", "gao", "luo", "zheng", "liang", "xie", "song", "tang", "deng",
    "feng", "han", "cao", "zeng", "peng", "xiao", "cai", "pan", "tian", "dong", "yuan", "yu", "ye",
    "jiang", "du", "su", "wei", "cheng", "lv", "lu", "ding", "ren", "yao", "shen", "zhong", "cui",
    "tan", "fan", "liao", "shi", "jin", "jia", "xia", "fu", "fang", "zou", "xiong", "bai", "meng",
    "qin", "qiu", "hou", "yin", "xue", "yan", "duan", "lei", "long", "hao", "kong", "shao", "mao",
    "chang", "wan", "gu", "lai", "kang", "qian", "niu", "hong", "gong", "ouyang", "sima", "situ",
];

/// Latin words that stand in cases without being names.
const THINGS: &[&str] = &[
    "app", "wifi", "wi fi", "ktv", "led", "vip", "gps", "pm", "atm", "etc", "kfc", "suv", "pvc",
    "id", "qq", "vx", "wx", "wechat", "tel", "phone", "email", "e mail", "mail", "ok", "no", "am",
    "http", "https", "www", "cbd", "vr", "ip", "pdf", "jpg", "ppt",
];

fn is_capital(text: &Folded, line: &Line, at: usize) -> bool {
    text.glyphs()[line.span(at..at + 1).start].is_capital()
}
