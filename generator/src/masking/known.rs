//! Private strings of the reporter, and the parts of them that still say who it is.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{AllowList, Class, Finding, detect::DETECTORS, fold::Folded};

const TITLES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "大爷",
    "大妈",
    "大娘",
    "大姐",
    "大哥",
    "大叔",
    "大婶",
    "阿姨",
    "叔叔",
    "伯伯",
    "奶奶",
    "爷爷",
    "师傅",
    "老师",
    "同志",
    "医生",
    "大夫",
    "老板",
    "经理",
    "老人",
    "老太太",
    "老先生",
    "某某",
    "某",
    "姐",
    "哥",
    "叔",
    "姨",
    "婶",
    "嫂",
    "爷",
    "工",
];
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯",
    "轩辕", "端木", "百里", "南宫", "独孤", "长孙", "宇文", "呼延",
];
/// Given names that are also words which public texts cannot do without.
const PUBLIC_WORDS: &[&str] = &[
    "建设", "和平", "平安", "文明", "安全", "卫生", "国庆", "光明", "健康", "幸福", "胜利", "团结",
    "高兴", "公平", "建国", "建军", "志愿", "长征", "城建", "解放",
];
/// What follows a surname in the name of a village: 老张家湾.
const VILLAGES: &str = "家庄村湾各店营坟沟桥坡屯堡寨口辛各";

/// What is known of one reporter, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Known {
    patterns: BTreeSet<Pattern>,
    surnames: BTreeSet<String>,
}

/// A string without separators, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    /// The longer one names the class where two overlap.
    rank: Reverse<usize>,
    text: String,
    class: Class,
    /// Digits: may not stand inside a longer number. Latin: not inside a longer word.
    whole: bool,
}

impl Known {
    /// Takes the strings of a record.
    pub fn of<'a>(strings: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = Self::default();
        for string in strings {
            known.add(string);
        }
        known
    }

    /// The office's number of the case, which is never public as it is.
    #[must_use]
    pub fn with_case_number(mut self, number: &str) -> Self {
        let text = Compact::of(&Folded::of(number)).text;
        if text.chars().count() >= 5 {
            self.pattern(&text, Class::CaseNumber, true);
        }
        self
    }

    fn add(&mut self, string: &str) {
        let folded = Folded::of(string);
        let compact = Compact::of(&folded);
        let text = &compact.text;
        let count = text.chars().count();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let han = text.chars().filter(|ch| is_han(*ch)).count();
        if count == 0 {
            return;
        }
        if han == count && count <= 4 {
            self.add_name(text);
        } else if digits == count || (digits + 1 == count && text.ends_with('x')) {
            self.add_number(text);
        } else if digits > 0 && han > 0 {
            self.add_address(&folded, text);
        } else if let Some((local, _)) = text.split_once('@') {
            self.pattern(text, Class::Email, true);
            if local.len() >= 5 {
                self.pattern(local, Class::Account, true);
            }
        } else {
            let class = if digits > 0 {
                Class::Account
            } else {
                Class::Person
            };
            if count >= 2 {
                self.pattern(text, class, true);
            }
            if class == Class::Person {
                self.add_parts(string);
            }
        }
    }

    fn pattern(&mut self, text: &str, class: Class, whole: bool) {
        self.patterns.insert(Pattern {
            rank: Reverse(text.len()),
            text: text.to_string(),
            class,
            whole,
        });
    }

    /// 王小明: the whole, the given name, and the surname before a title.
    fn add_name(&mut self, name: &str) {
        let surname = COMPOUND_SURNAMES
            .iter()
            .copied()
            .find(|compound| name.starts_with(compound) && name.len() > compound.len());
        let first = name.chars().next().map_or(0, char::len_utf8);
        let (surname, given) = name.split_at(surname.map_or(first, str::len));
        self.surnames.insert(surname.to_string());
        if !given.is_empty() {
            self.pattern(name, Class::Person, false);
        }
        if given.chars().count() >= 2 && !PUBLIC_WORDS.contains(&given) {
            self.pattern(given, Class::Person, false);
        }
    }

    /// 阿依古丽·买买提, John Smith: the parts too.
    fn add_parts(&mut self, name: &str) {
        let parts = name.split(|ch: char| !ch.is_alphanumeric()).filter(|part| {
            let count = part.chars().count();
            count >= if part.is_ascii() { 3 } else { 2 }
        });
        for part in parts {
            let compact = Compact::of(&Folded::of(part)).text;
            self.pattern(&compact, Class::Person, true);
        }
    }

    /// A number with and without what may be left out in front.
    fn add_number(&mut self, digits: &str) {
        let class = match digits.len() {
            15 | 18 => Class::IdCard,
            13.. if !digits.starts_with("86") && !digits.starts_with("0086") => Class::BankCard,
            5.. => Class::Phone,
            3 | 4 => Class::Room,
            _ => return,
        };
        // Digits inside a longer number are another number.
        self.pattern(digits, class, true);
        if class != Class::Phone {
            return;
        }
        let national = digits
            .strip_prefix("0086")
            .or_else(|| digits.strip_prefix("86").filter(|rest| rest.len() >= 10))
            .unwrap_or(digits);
        self.pattern(national, class, true);
        if national.starts_with('0') {
            for local in [national.get(3..), national.get(4..)]
                .into_iter()
                .flatten()
                .filter(|local| local.len() >= 7)
            {
                self.pattern(local, class, true);
            }
        }
    }

    /// An address from every administrative name on that is inside it, and its unit and room alone.
    fn add_address(&mut self, folded: &Folded, text: &str) {
        self.pattern(text, Class::Private, false);
        for (at, ch) in text.char_indices() {
            let tail = &text[at + ch.len_utf8()..];
            if "省市区县镇乡道".contains(ch)
                && tail.chars().count() >= 5
                && tail.chars().any(|ch| ch.is_ascii_digit())
            {
                self.pattern(tail, Class::Private, false);
            }
        }
        let allow = AllowList::default();
        for detector in DETECTORS
            .iter()
            .filter(|detector| matches!(detector.class, Class::Room | Class::Plate))
        {
            let mut spans = Vec::new();
            (detector.find)(folded, &allow, &mut spans);
            for span in spans {
                let part = Compact::of_glyphs(folded, span).text;
                if part.chars().count() >= 3 {
                    self.pattern(&part, detector.class, true);
                }
            }
        }
    }

    /// Where the strings and their parts occur.
    pub(super) fn find(&self, folded: &Folded) -> Vec<Finding> {
        if self.patterns.is_empty() && self.surnames.is_empty() {
            return Vec::new();
        }
        let compact = Compact::of(folded);
        let mut found = Vec::new();
        for pattern in &self.patterns {
            for (byte, _) in compact.text.match_indices(&pattern.text) {
                let end = byte + pattern.text.len();
                if pattern.whole && compact.goes_on(byte, end, folded) {
                    continue;
                }
                found.push(compact.finding(folded, byte, end, pattern.class));
            }
        }
        for surname in &self.surnames {
            for (byte, _) in compact.text.match_indices(surname.as_str()) {
                let end = byte + surname.len();
                let (before, behind) = (&compact.text[..byte], &compact.text[end..]);
                let titled = TITLES.iter().any(|title| behind.starts_with(title));
                let named = ["姓", "小", "老", "阿"]
                    .iter()
                    .any(|word| before.ends_with(word))
                    && (before.ends_with('姓') || !behind.starts_with(|ch| VILLAGES.contains(ch)));
                if titled || named {
                    found.push(compact.finding(folded, byte, end, Class::Person));
                }
            }
        }
        found
    }
}

fn is_han(ch: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&ch) || ('\u{20000}'..='\u{3ffff}').contains(&ch)
}

/// A folded text without separators, digits in one spelling.
struct Compact {
    text: String,
    /// Glyph of every byte.
    glyphs: Vec<usize>,
}

impl Compact {
    fn of(folded: &Folded) -> Self {
        Self::of_glyphs(folded, 0..folded.len())
    }

    fn of_glyphs(folded: &Folded, range: std::ops::Range<usize>) -> Self {
        let mut compact = Self {
            text: String::new(),
            glyphs: Vec::new(),
        };
        for index in range {
            let glyph = folded.glyphs()[index];
            if glyph.is_separator() {
                continue;
            }
            let ch = glyph
                .digit()
                .map_or(glyph.ch, |digit| char::from(b'0' + digit));
            compact.text.push(ch);
            compact.glyphs.resize(compact.text.len(), index);
        }
        compact
    }

    fn finding(&self, folded: &Folded, byte: usize, end: usize, class: Class) -> Finding {
        let (start, end) = folded.source(self.glyphs[byte]..self.glyphs[end - 1] + 1);
        Finding {
            start,
            end,
            class,
            known: true,
        }
    }

    /// Whether a number or word goes on, without a gap, before or behind a match.
    fn goes_on(&self, byte: usize, end: usize, folded: &Folded) -> bool {
        let same = |inside: usize, outside: usize| {
            let (inside, outside) = (folded.glyphs()[inside], folded.glyphs()[outside]);
            inside.digit().is_some() && outside.digit().is_some()
                || inside.ch.is_ascii_alphabetic() && outside.ch.is_ascii_alphabetic()
        };
        let (first, last) = (self.glyphs[byte], self.glyphs[end - 1]);
        first > 0 && same(first, first - 1) || last + 1 < folded.len() && same(last, last + 1)
    }
}
