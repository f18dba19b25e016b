//! The rules of typed text as regular expressions, for those who send reports from programs. Each one
//! says exactly what the rule beside it does; the tests hold the two together. Written so that
//! JavaScript, Python and Rust read them alike: `\x` escapes, literal characters, no look-around.

use super::report::TEXT_CHARACTERS;

/// Control characters that a text loses: all but tab and line feed.
const LOST: &str = r"\x00-\x08\x0b-\x1f\x7f-\x9f";
/// Space and control characters.
const BLANK: &str =
    "\\x00-\\x20\\x7f-\\xa0\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";
/// What may stand between the digits of a phone number, besides blanks.
const BETWEEN: &str = "\\-‐‑–—.·/_~*()（）－．／＿～＊";

/// A text that is long enough once blanks at its ends and control characters are gone. Its greatest
/// length is counted as typed.
pub fn text() -> String {
    let inner = TEXT_CHARACTERS.start() - 2;
    format!("[^{BLANK}](?:[{LOST}]*[^{LOST}]){{{inner},}}[{LOST}]*[^{BLANK}]")
}

/// Something that is not blank.
pub fn filled() -> String {
    format!("[^{BLANK}]")
}

/// A phone number, or nothing.
pub fn phone() -> String {
    let gap = format!("[{BLANK}{BETWEEN}]*");
    let digit = |from: char, to: char| {
        let wide = |c: char| char::from_u32(c as u32 + 0xfee0).unwrap_or(c);
        format!("[{from}-{to}{}-{}]", wide(from), wide(to))
    };
    let one = |c: char| digit(c, c);
    let any = digit('0', '9');
    let more = |least: u32, most: u32| format!("(?:{gap}{any}){{{least},{most}}}");
    let (zero, eight, six) = (one('0'), one('8'), one('6'));

    let mobile = format!("{}{gap}{}{}", one('1'), digit('3', '9'), more(9, 9));
    // Areas 010 and 02x have one digit less than the others.
    let landline = format!(
        "(?:{}{}|{}{})",
        digit('1', '2'),
        more(8, 9),
        digit('3', '9'),
        more(9, 10)
    );
    let abroad = format!(
        "(?:[1-79１-７９]{}|{eight}{gap}[0-57-9０-５７-９]{})",
        more(6, 14),
        more(5, 13)
    );
    let international =
        format!("(?:{eight}{gap}{six}{gap}(?:{mobile}|(?:{zero}{gap})?{landline})|{abroad})");
    let number = [
        format!("(?:[+＋]{gap})+{international}"),
        format!("{zero}{gap}{zero}{gap}{international}"),
        format!("(?:{eight}{gap}{six}{gap})?{mobile}"),
        format!("{zero}{gap}{landline}"),
    ]
    .join("|");
    let extension = "(?:(?:[转轉#＃,，]|[eｅ][xｘ][tｔ])[\\s\\S]*)?";
    format!("^(?:[{BLANK}]*|{gap}(?:{number}){gap}{extension})$")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Phone, typed};
    use regex_lite::Regex;

    /// Strings over an alphabet that makes near misses likely. Always the same ones.
    fn strings(alphabet: &[&str], count: u64, longest: u64) -> impl Iterator<Item = String> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = move |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        (0..count).map(move |_| {
            let length = next(longest + 1);
            (0..length)
                .map(|_| alphabet[next(alphabet.len() as u64) as usize])
                .collect()
        })
    }

    #[test]
    fn the_phone_pattern_says_what_the_rule_does() {
        let pattern = Regex::new(&phone()).unwrap();
        let pieces = [
            "1",
            "3",
            "8",
            "0",
            "86",
            "010",
            "12345678",
            "0086",
            "+86",
            "138",
            "1234",
            "5678",
            "9",
            "+",
            "００",
            "１３",
            "－",
            " ",
            "\t",
            "-",
            "（",
            "转",
            "ext",
            "#",
            "x",
            "张",
            "2",
            "02",
            "0311",
            "13812345678",
            "8888123",
            "\u{3000}",
            "\n",
            "1234567890123",
        ];
        let mut both = [0, 0];
        for typed in strings(&pieces, 40_000, 7) {
            let line = typed::line(&typed);
            let kept = line.is_empty() || Phone::read(&line).is_ok();
            assert_eq!(pattern.is_match(&typed), kept, "{typed:?}");
            both[usize::from(kept)] += 1;
        }
        assert!(both[0] > 1000 && both[1] > 1000, "{both:?}");
    }

    #[test]
    fn the_text_pattern_says_what_the_rule_does() {
        let pattern = Regex::new(&text()).unwrap();
        let pieces = [
            "字", "a", " ", "\n", "\t", "\u{7}", "\r", "\r\n", "\u{85}", "\u{3000}", "\u{feff}",
        ];
        let mut both = [0, 0];
        for typed in strings(&pieces, 40_000, 9) {
            let kept = typed::lines(&typed).chars().count() >= *TEXT_CHARACTERS.start();
            assert_eq!(pattern.is_match(&typed), kept, "{typed:?}");
            both[usize::from(kept)] += 1;
        }
        assert!(both[0] > 1000 && both[1] > 1000, "{both:?}");
    }
}
