//! Texts as the terms that they are found by.
//!
//! Chinese has no spaces, and a browser's own segmentation cuts a query otherwise than ours cuts a
//! text. So a text gives two kinds of terms: every pair of neighbouring characters, which any query
//! can be cut into without a dictionary, and, in titles, names and summaries, the words of three
//! characters and more that the dictionary sees: they make 居住证 differ from 居住证明, and looking
//! for them in long texts would cost more than it tells. The browser needs no dictionary for them
//! either: it asks for every stretch of the query and takes those that the index knows
//! (`search-terms.js`, which has to fold and cut exactly as this file does; one table of examples in
//! `tests/` is asked of both).

use std::collections::BTreeSet;

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use crate::dictionary;

/// Characters of a word at most; longer ones are names of laws, which their parts find.
pub const LONGEST: usize = 8;

/// What sort of term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One Han character.
    Single,
    /// Two neighbouring Han characters.
    Pair,
    /// Letters and digits between anything else.
    Latin,
}

/// A piece of folded text: Han characters, or letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Han characters.
    Han(Vec<char>),
    /// Letters and digits.
    Latin(String),
}

/// Compatibility forms are made one, capitals small: what looks alike is alike.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Whether a character is Han. By ranges, because old browsers know no scripts.
#[must_use]
pub fn is_han(ch: char) -> bool {
    matches!(u32::from(ch), 0x3007 | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// Letters and digits as far as the browser's side counts them: ASCII and the Latin letters behind it.
fn is_latin(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || matches!(u32::from(ch), 0xdf..=0xf6 | 0xf8..=0x24f)
}

/// The runs of a text; everything else only divides.
#[must_use]
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for ch in fold(text).chars() {
        match (runs.last_mut(), is_han(ch), is_latin(ch)) {
            (Some(Some(Run::Han(run))), true, _) => run.push(ch),
            (Some(Some(Run::Latin(run))), _, true) => run.push(ch),
            (_, true, _) => runs.push(Some(Run::Han(vec![ch]))),
            (_, _, true) => runs.push(Some(Run::Latin(ch.to_string()))),
            (Some(Some(_)), ..) => runs.push(None),
            _ => {}
        }
    }
    let mut runs: Vec<Run> = runs.into_iter().flatten().collect();
    for run in &mut runs {
        if let Run::Latin(word) = run {
            make_singular(word);
        }
    }
    runs
}

/// English plurals are found by their singular, and the other way round. Where the rule is wrong it is
/// wrong on both sides, so that what is written still finds itself.
fn make_singular(word: &mut String) {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ["sses", "shes", "ches", "xes"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.truncate(word.len() - 1);
    }
}

/// Characters, pairs of characters and Latin words of a text, as often as they occur.
pub fn terms(text: &str, take: &mut impl FnMut(Kind, &str)) {
    let mut buffer = String::new();
    for run in runs(text) {
        match run {
            Run::Latin(word) => take(Kind::Latin, &word),
            Run::Han(chars) => {
                for ch in &chars {
                    take(Kind::Single, ch.encode_utf8(&mut [0; 4]));
                }
                for pair in chars.windows(2) {
                    buffer.clear();
                    buffer.extend(pair);
                    take(Kind::Pair, &buffer);
                }
            }
        }
    }
}

/// Words of three to eight Han characters, those within longer ones too.
pub fn words(text: &str, take: &mut impl FnMut(&str)) {
    for run in runs(text) {
        let Run::Han(chars) = run else { continue };
        if chars.len() < 3 {
            continue;
        }
        let text: String = chars.into_iter().collect();
        for word in dictionary::everyday().cut_for_search(&text, false) {
            if (3..=LONGEST).contains(&word.word.chars().count()) {
                take(word.word);
            }
        }
    }
}

/// How a name sounds in Latin letters, whole, by its words and by its pairs, for those who type
/// without an input method.
pub fn sounds(text: &str, take: &mut impl FnMut(&str)) {
    for run in runs(text) {
        let Run::Han(chars) = run else { continue };
        let text: String = chars.iter().collect();
        let mut parts: BTreeSet<String> = dictionary::everyday()
            .cut(&text, false)
            .into_iter()
            .map(|word| word.word.to_owned())
            .filter(|word| word.chars().nth(1).is_some())
            .collect();
        parts.extend(chars.windows(2).map(String::from_iter));
        if (2..=LONGEST).contains(&chars.len()) {
            parts.insert(text);
        }
        parts
            .iter()
            .filter_map(|part| sound(part))
            .for_each(|sound| take(&sound));
    }
}

/// None if a character is in no table.
fn sound(word: &str) -> Option<String> {
    let sounds = word
        .chars()
        .map(|ch| Some(ch.to_pinyin()?.plain().replace('ü', "v")));
    sounds.collect()
}

/// A name as one term: what somebody typed exactly.
#[must_use]
pub fn whole(text: &str) -> Option<String> {
    let mut whole = String::from("^");
    for run in runs(text) {
        match run {
            Run::Han(chars) => whole.extend(chars),
            Run::Latin(word) => whole.push_str(&word),
        }
    }
    (2..=25).contains(&whole.chars().count()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, kind: Kind) -> Vec<String> {
        let mut found = Vec::new();
        terms(text, &mut |of, term| {
            if of == kind {
                found.push(term.to_owned());
            }
        });
        found
    }

    #[test]
    fn chinese_is_cut_into_pairs_and_known_words() {
        assert_eq!(all("地锁，停车", Kind::Pair), ["地锁", "停车"]);
        let of = |text| {
            let mut found = Vec::new();
            words(text, &mut |word| found.push(word.to_owned()));
            found
        };
        assert_eq!(of("居住证申领"), ["居住证"]);
        assert_eq!(of("居住证明"), Vec::<String>::new());
    }

    #[test]
    fn full_width_and_capitals_are_one_with_their_plain_forms() {
        assert_eq!(all("ＧＢ/Ｔ 12345", Kind::Latin), ["gb", "t", "12345"]);
        assert_eq!(all("䶮塘㛃𣲗", Kind::Pair), ["䶮塘", "塘㛃", "㛃𣲗"]);
    }

    #[test]
    fn words_sound_as_they_are_read() {
        let mut found = Vec::new();
        sounds("私设地锁、阻车桩", &mut |sound| {
            found.push(sound.to_owned())
        });
        for sound in ["zuchezhuang", "disuo"] {
            assert!(found.iter().any(|known| known == sound), "{found:?}");
        }
        assert_eq!(
            whole("私设地锁、阻车桩").as_deref(),
            Some("^私设地锁阻车桩")
        );
    }
}
