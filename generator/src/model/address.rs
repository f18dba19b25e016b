//! Parts of addresses.

use pinyin::ToPinyin;

/// The address of a title: Latin letters and digits stay, Chinese becomes pinyin, the rest hyphens.
///
/// Characters that are in no pinyin table become their code point, so that two different titles do
/// not fall together silently.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut flush = |word: &mut String| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if let Some(sound) = c.to_pinyin() {
            flush(&mut word);
            word.push_str(&sound.plain().replace('ü', "v"));
            flush(&mut word);
        } else if c.is_alphanumeric() {
            flush(&mut word);
            word.push_str(&format!("u{:x}", u32::from(c)));
            flush(&mut word);
        } else {
            flush(&mut word);
        }
    }
    flush(&mut word);
    words.join("-")
}

/// Whether a written slug can stand in an address as it is.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_becomes_pinyin() {
        assert_eq!(slug("医保参保证明 2024"), "yi-bao-can-bao-zheng-ming-2024");
        assert_eq!(slug("绿地 A-1"), "lv-di-a-1");
        assert!(is_slug(&slug("䶮路，两侧")));
    }
}
