//! Names with a middle dot, names of other languages in Chinese characters, and Latin ones.

use super::{
    Found, Strength,
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
                .take_while(|glyph| is_han(glyph.ch) && is_transliteration(glyph.ch))
                .count()
        };
        let sounds_on = |start: usize| {
            (start..start + LONGEST_PART)
                .take_while(|index| {
                    text.ch(*index)
                        .is_some_and(|ch| is_han(ch) && is_transliteration(ch))
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
                strength: if next_is_word && left + right < 5 {
                    Strength::Doubtful
                } else {
                    Strength::Sure
                },
            });
        }
        at = end.max(at + 1);
    }
}

/// 买买提反映, 阿依古丽大姐: sound after sound behind a word that announces a name, or many in front of
/// a title.
pub(super) fn sounded(line: &Line, is_public: &[bool], found: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        let sounds = |ch: char| is_han(ch) && is_transliteration(ch);
        if !sounds(line.chars[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < line.len() && sounds(line.chars[at]) && !(at > start && line.gap_before(at)) {
            at += 1;
        }
        for from in start.max(at.saturating_sub(LONGEST_NAME))..at.saturating_sub(1) {
            let length = at - from;
            let announced = line.ends(from, &TABLES.announcing).is_some()
                || marked(line, from) && line.ends(from - 1, &TABLES.announcing).is_some();
            let role = has_role(line, from);
            let titled = line
                .starts(at, &TABLES.titles)
                .is_some_and(|end| end - at > 1)
                && (from == 0 || !line.chars[from - 1].is_alphanumeric());
            let couple = ["先生", "女士", "太太", "夫妇"]
                .iter()
                .any(|word| line.goes_on(at, word));
            let somebody = (from..at).all(|index| line.word(index).kind == Kind::Name);
            let begins = from == 0 || !line.chars[from - 1].is_alphanumeric();
            let introduced = from >= 2
                && line.is(from - 2..from, "我是")
                && line.ch(at).is_none_or(|ch| !ch.is_alphanumeric());
            // 热依汗古丽在夜市: parts that no Chinese word has.
            let sounds_foreign = length >= 3
                && (from..at).any(|index| {
                    line.starts(index, &TABLES.sounds)
                        .is_some_and(|end| end <= at)
                })
                && (begins || role)
                && (line.ch(at).is_none_or(|ch| !ch.is_alphanumeric())
                    || line.starts(at, &TABLES.behind).is_some());
            // A word of the dictionary is that word: 巴西, 沙特, 阿里巴巴.
            let is_word = (from..at).any(|index| {
                line.word(index).end - line.word(index).start > 2 && line.word(index).share > -14.0
            });
            let fits = length >= 2
                && !is_public[from..at].contains(&true)
                && (announced && length >= 3
                    || (role || titled || introduced || sounds_foreign) && length >= 3 && !is_word
                    || couple && begins && somebody);
            if fits {
                found.push(Found {
                    span: line.span(from..at),
                    strength: Strength::Sure,
                });
                break;
            }
        }
    }
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
                .is_some_and(|ch| ch.is_alphabetic() && !is_han(ch))
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
        let name = line.str(start..end);
        let capital = is_capital(text, line, start);
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
        let fits = !is_thing
            && (called
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

/// Latin words that stand in cases without being names.
const THINGS: &[&str] = &[
    "app", "wifi", "wi fi", "ktv", "led", "vip", "gps", "pm", "atm", "etc", "kfc", "suv", "pvc",
    "id", "qq", "vx", "wx", "wechat", "tel", "phone", "email", "e mail", "mail", "ok", "no", "am",
    "http", "https", "www", "cbd", "vr", "ip", "pdf", "jpg", "ppt",
];

fn is_capital(text: &Folded, line: &Line, at: usize) -> bool {
    text.glyphs()[line.span(at..at + 1).start].is_capital()
}
