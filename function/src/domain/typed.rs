//! Making typed text even before any rule looks at it: line ends, stray control characters,
//! full-width digits. Nothing here judges.

/// One line: control characters and line ends become spaces, runs of space become one.
pub fn line(typed: &str) -> String {
    let mut out = String::with_capacity(typed.len());
    for word in typed.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Several lines: control characters other than line feed and tab vanish, the ends are trimmed.
pub fn lines(typed: &str) -> String {
    let kept: String = typed
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .collect();
    kept.trim().to_owned()
}

/// The half-width twin of a full-width letter, digit or sign; every other character as it is.
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_line_ends() {
        assert_eq!(line("  3号楼\r\n 门前\u{0}\t东侧 "), "3号楼 门前 东侧");
    }

    #[test]
    fn lines_keep_paragraphs() {
        assert_eq!(lines("\r\n一\r\n\r\n二\u{7}\r\n"), "一\n\n二");
    }

    #[test]
    fn full_width_digits_become_narrow() {
        assert_eq!(
            "１３８　＋".chars().map(narrow).collect::<String>(),
            "138 +"
        );
    }
}
