//! One spelling for many: compatibility forms, zero-width characters and the ways to write digits.
//!
//! Every glyph remembers the code point that it came from, so that what is found in the folded text
//! can be cut out of the original. Folding is per character; nothing is looked up twice.

use std::{ops::Range, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use super::{marks::Marks, signs::Signs, traditional::simplified};

/// A character after folding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Compatibility form, Latin letters in lower case.
    pub(super) ch: char,
    /// Code point of the original text.
    pub(super) source: u32,
    digit: u8,
    script: Script,
    /// Whether it was a capital letter.
    capital: bool,
}

/// How a digit was written. A number may change the script; a change may also be where it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    None,
    Arabic,
    Chinese,
}

const NO_DIGIT: u8 = u8::MAX;

impl Glyph {
    /// Its value as a digit, Chinese digits included.
    pub(super) fn digit(self) -> Option<u8> {
        (self.digit != NO_DIGIT).then_some(self.digit)
    }

    /// Whether people put it between the digits of one number. Never `、` or `,`: those make lists
    /// and amounts.
    pub(super) fn is_separator(self) -> bool {
        match self.ch {
            ' ' | '\t' | '\n' | '\r' | '-' | '.' | '/' | '\\' | '_' | '~' | '*' | '(' | ')'
            | '[' | ']' => true,
            '·' | '•' | '・' | '‧' | '∙' | '⋅' | '●' | '〜' | '∼' | '−' | '─' | '━' => {
                true
            }
            ch => ('\u{2010}'..='\u{2015}').contains(&ch) || (!ch.is_ascii() && ch.is_whitespace()),
        }
    }

    /// Whether it was typed as a capital letter.
    pub(super) fn is_capital(self) -> bool {
        self.capital
    }

    pub(super) fn is_alphanumeric_ascii(self) -> bool {
        self.ch.is_ascii_alphanumeric()
    }
}

/// A folded text.
#[derive(Debug)]
pub(super) struct Folded {
    glyphs: Vec<Glyph>,
    groups: Vec<Group>,
    signs: Signs,
    source_length: usize,
}

/// Digits that stand side by side in one script.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the next group may belong to the same number: only separators lie between.
    pub(super) joined: bool,
}

/// Separators that one number may have in one place.
pub(super) const LONGEST_GAP: usize = 4;

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let mut glyphs = Vec::with_capacity(text.chars().count());
        let mut source = 0;
        for ch in text.chars() {
            push(&mut glyphs, ch, source);
            source += 1;
        }
        let groups = if glyphs.iter().any(|glyph| glyph.digit != NO_DIGIT) {
            mend_letters(&mut glyphs);
            groups(&glyphs)
        } else {
            Vec::new()
        };
        Self {
            signs: Signs::of(&glyphs),
            glyphs,
            groups,
            source_length: source as usize,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    pub(super) fn glyphs(&self) -> &[Glyph] {
        &self.glyphs
    }

    /// What the text has at all.
    pub(super) fn signs(&self) -> &Signs {
        &self.signs
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group that ends at an index.
    pub(super) fn group_ending(&self, end: usize) -> Option<&Group> {
        let at = self.groups.partition_point(|group| group.end < end);
        self.groups.get(at).filter(|group| group.end == end)
    }

    /// The character at an index.
    pub(super) fn ch(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|glyph| glyph.ch)
    }

    /// The digits of a range, others left out.
    pub(super) fn digits(&self, range: Range<usize>) -> impl Iterator<Item = char> {
        self.glyphs[range]
            .iter()
            .filter_map(|glyph| glyph.digit().map(|digit| char::from(b'0' + digit)))
    }

    /// Whether these characters stand at an index.
    pub(super) fn starts_with(&self, index: usize, word: &str) -> bool {
        let mut glyphs = self.glyphs.get(index..).unwrap_or_default().iter();
        word.chars()
            .all(|ch| glyphs.next().is_some_and(|glyph| glyph.ch == ch))
    }

    /// The first of the words that stands at an index, and where it ends.
    pub(super) fn word_at(&self, index: usize, words: &[&str]) -> Option<usize> {
        words
            .iter()
            .find(|word| self.starts_with(index, word))
            .map(|word| index + word.chars().count())
    }

    /// The same for words that are typed with gaps: 微 信, v-x.
    pub(super) fn spaced_word_at(&self, index: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| {
            let mut at = index;
            for (place, ch) in word.chars().enumerate() {
                if place > 0 {
                    at = self.skip(at, 2, Glyph::is_separator);
                }
                if self.ch(at) != Some(ch) {
                    return None;
                }
                at += 1;
            }
            Some(at)
        })
    }

    /// Whether one of the words stands within the `reach` characters before an index, in the same
    /// sentence.
    pub(super) fn before_has(&self, index: usize, reach: usize, words: &[&str]) -> bool {
        let mut from = index.saturating_sub(reach);
        if let Some(stop) = self.glyphs[from..index]
            .iter()
            .rposition(|glyph| is_stop(glyph.ch))
        {
            from += stop + 1;
        }
        (from..index).any(|at| {
            words
                .iter()
                .any(|word| at + word.chars().count() <= index && self.starts_with(at, word))
        })
    }

    /// The first index from here on that is not skipped by `skip`, at most `reach` further.
    pub(super) fn skip(&self, from: usize, reach: usize, skip: impl Fn(Glyph) -> bool) -> usize {
        let glyphs = self.glyphs.get(from..).unwrap_or_default();
        from + glyphs
            .iter()
            .take(reach)
            .take_while(|glyph| skip(**glyph))
            .count()
    }

    /// Code points of the original text that a range of glyphs came from, with what was dropped
    /// inside and right behind it.
    pub(super) fn source(&self, span: Range<usize>) -> (usize, usize) {
        let start = self.glyphs[span.start].source as usize;
        let last = self.glyphs[span.end - 1].source as usize;
        let next = self
            .glyphs
            .get(span.end)
            .map_or(self.source_length, |glyph| glyph.source as usize);
        (start, next.max(last + 1))
    }
}

/// Ends of sentences and parts of sentences.
fn is_stop(ch: char) -> bool {
    matches!(ch, '。' | '!' | ';' | '?')
}

fn push(glyphs: &mut Vec<Glyph>, ch: char, source: u32) {
    match ch {
        '0'..='9' => glyphs.push(Glyph {
            ch,
            source,
            digit: ch as u8 - b'0',
            script: Script::Arabic,
            capital: false,
        }),
        '\0'..='\x7f' => {
            glyphs.push(Glyph {
                ch: ch.to_ascii_lowercase(),
                source,
                digit: NO_DIGIT,
                script: Script::None,
                capital: ch.is_ascii_uppercase(),
            });
        }
        // Nearly every character of a Chinese text ends here.
        '\u{3400}'..='\u{9fff}' | '\u{3007}' | '\u{3001}' | '\u{3002}' => {
            let ch = simplified(ch);
            let (digit, script) = match CHINESE_DIGITS.has(ch).then(|| chinese_digit(ch)).flatten()
            {
                Some(digit) => (digit, Script::Chinese),
                None => (NO_DIGIT, Script::None),
            };
            glyphs.push(Glyph {
                ch,
                source,
                digit,
                script,
                capital: false,
            });
        }
        // Full-width forms.
        '\u{ff01}'..='\u{ff5e}' => {
            push(
                glyphs,
                char::from((ch as u32 - 0xff01 + 0x21) as u8),
                source,
            );
        }
        _ if is_dropped(ch) => {}
        _ => push_rare(glyphs, ch, source),
    }
}

fn push_rare(glyphs: &mut Vec<Glyph>, ch: char, source: u32) {
    if let Some(digit) = other_digit(ch) {
        glyphs.push(Glyph {
            ch: char::from(b'0' + digit),
            source,
            digit,
            script: Script::Arabic,
            capital: false,
        });
        return;
    }
    let letter = match ch {
        // Letters that look like the X of an identity card.
        '×' | '✕' | '✖' | 'Х' | 'х' | 'Χ' | 'χ' => 'x',
        '＠' | '﹫' => '@',
        _ => '\0',
    };
    if letter != '\0' {
        glyphs.push(Glyph {
            ch: letter,
            source,
            digit: NO_DIGIT,
            script: Script::None,
            capital: false,
        });
        return;
    }
    for form in std::iter::once(ch).nfkc() {
        if form.is_ascii() {
            push(glyphs, form, source);
        } else {
            let capital = form.is_uppercase();
            let form = form.to_lowercase().next().unwrap_or(form);
            let (digit, script) = match chinese_digit(form) {
                Some(digit) => (digit, Script::Chinese),
                None => (NO_DIGIT, Script::None),
            };
            glyphs.push(Glyph {
                ch: form,
                source,
                digit,
                script,
                capital,
            });
        }
    }
}

/// Characters that nobody sees.
fn is_dropped(ch: char) -> bool {
    matches!(ch,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20dd}'..='\u{20e4}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// The characters that [`chinese_digit`] knows.
static CHINESE_DIGITS: LazyLock<Marks> = LazyLock::new(|| {
    let all = '\u{25cb}'..='\u{9fff}';
    Marks::of(all.filter(|ch| chinese_digit(*ch).is_some()))
});

fn chinese_digit(ch: char) -> Option<u8> {
    Some(match ch {
        '零' | '〇' | '○' | '◯' => 0,
        '一' | '壹' | '幺' | '弌' | '壱' => 1,
        '二' | '贰' | '两' | '貳' | '兩' | '弍' | '弐' => 2,
        '三' | '叁' | '參' | '叄' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Digits whose compatibility form is not the digit alone, and digits of other scripts.
fn other_digit(ch: char) -> Option<u8> {
    let from = |first: u32, value: u32| u8::try_from(ch as u32 - first + value).ok();
    match ch {
        '\u{2474}'..='\u{247c}' => from(0x2474, 1), // ⑴
        '\u{2488}'..='\u{2490}' => from(0x2488, 1), // ⒈
        '\u{24ff}' | '\u{1f10c}' | '\u{1f10b}' | '\u{1f100}' => Some(0),
        '\u{1f101}'..='\u{1f10a}' => from(0x1f101, 0), // 🄁
        '\u{24f5}'..='\u{24fd}' => from(0x24f5, 1),    // ⓵
        '\u{2776}'..='\u{277e}' => from(0x2776, 1),    // ❶
        '\u{2780}'..='\u{2788}' => from(0x2780, 1),    // ➀
        '\u{278a}'..='\u{2792}' => from(0x278a, 1),    // ➊
        '\u{3220}'..='\u{3228}' => from(0x3220, 1),    // ㈠
        '\u{3280}'..='\u{3288}' => from(0x3280, 1),    // ㊀
        '\u{2160}'..='\u{2168}' => from(0x2160, 1),    // Ⅰ
        '\u{2170}'..='\u{2178}' => from(0x2170, 1),    // ⅰ
        '\u{660}'..='\u{669}' => from(0x660, 0),
        '\u{6f0}'..='\u{6f9}' => from(0x6f0, 0),
        '\u{966}'..='\u{96f}' => from(0x966, 0),
        _ => None,
    }
}

/// Takes `138oo41o927` for what it is: letters that look like digits, among many digits.
fn mend_letters(glyphs: &mut [Glyph]) {
    let like = |ch: char| match ch {
        'o' => Some(0),
        'l' | 'i' | '|' => Some(1),
        _ => None,
    };
    let mut at = 0;
    while at < glyphs.len() {
        // A bar between the fields of a form is no digit.
        if glyphs[at].script != Script::Arabic
            && (like(glyphs[at].ch).is_none() || glyphs[at].ch == '|')
        {
            at += 1;
            continue;
        }
        let start = at;
        let (mut digits, mut letters) = (0, 0);
        while let Some(glyph) = glyphs.get(at) {
            if glyph.ch == '|'
                && glyphs
                    .get(at + 1)
                    .is_none_or(|next| next.script != Script::Arabic && like(next.ch).is_none())
            {
                break;
            }
            match (glyph.script, like(glyph.ch)) {
                (Script::Arabic, _) => digits += 1,
                (_, Some(_)) => letters += 1,
                _ => break,
            }
            at += 1;
        }
        let letter = |glyph: Option<&Glyph>| {
            glyph.is_some_and(|glyph| glyph.ch.is_ascii_alphabetic() && glyph.ch != 'x')
        };
        let apart = !letter(start.checked_sub(1).and_then(|before| glyphs.get(before)))
            && !letter(glyphs.get(at));
        let only_o = glyphs[start..at]
            .iter()
            .all(|glyph| glyph.script == Script::Arabic || glyph.ch == 'o');
        if letters > 0 && (digits >= 6 || only_o && digits >= 2) && letters <= 5 && apart {
            for glyph in &mut glyphs[start..at] {
                if let Some(digit) = like(glyph.ch) {
                    (glyph.digit, glyph.script) = (digit, Script::Arabic);
                }
            }
        }
    }
}

/// Whether the last digit of a group is the first character of a word: 一三八…零零一直没人接.
fn starts_word(glyphs: &[Glyph], start: usize, end: usize) -> bool {
    if end - start < 2 || glyphs[end - 1].script != Script::Chinese {
        return false;
    }
    let (last, next) = (glyphs[end - 1].ch, glyphs.get(end).map(|glyph| glyph.ch));
    let always = last == '一'
        && matches!(
            next,
            Some('直' | '样' | '般' | '些' | '起' | '共' | '定' | '旦' | '律' | '再' | '并')
        );
    // Behind a long number, also what counts something: 一次, 两天.
    let counts = matches!(last, '一' | '两' | '二' | '三' | '四' | '五')
        && matches!(
            next,
            Some(
                '次' | '个'
                    | '天'
                    | '家'
                    | '位'
                    | '下'
                    | '点'
                    | '人'
                    | '年'
                    | '周'
                    | '月'
                    | '边'
                    | '方'
                    | '会'
                    | '楼'
                    | '层'
                    | '单'
                    | '号'
            )
        );
    always || counts && end - start > 7
}

fn groups(glyphs: &[Glyph]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        if glyphs[at].script == Script::None {
            at += 1;
            continue;
        }
        let start = at;
        while at < glyphs.len() && glyphs[at].script == glyphs[start].script {
            at += 1;
        }
        if starts_word(glyphs, start, at) {
            at -= 1;
        }
        if let Some(last) = groups.last_mut() {
            let gap = &glyphs[last.end..start];
            last.joined = gap.len() <= LONGEST_GAP && gap.iter().all(|glyph| glyph.is_separator());
        }
        groups.push(Group {
            start,
            end: at,
            joined: false,
        });
    }
    groups
}
