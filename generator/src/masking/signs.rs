//! What a text has at all: counted once while it is folded, so that detectors whose classes cannot
//! stand in it need not look. Most texts of a page have no digit and no Latin letter.

use std::sync::LazyLock;

use super::{fold::Glyph, marks::Marks};

/// The Han characters that are counted.
static COUNTED: LazyLock<Marks> = LazyLock::new(|| Marks::of("艾十百千生班级".chars()));

/// How often a text has what the classes are made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Digits of any script.
    pub(super) digits: u32,
    /// Digits, and 十, 百 and 千.
    pub(super) numerals: u32,
    /// Colons.
    pub(super) colons: u32,
    /// Equals signs.
    pub(super) equals: u32,
    /// Latin letters.
    pub(super) letters: u32,
    /// `@`, and 艾 of 艾特.
    pub(super) ats: u32,
    /// 生, of 出生 and 生于.
    pub(super) births: u32,
    /// 班 and 级.
    pub(super) classes: u32,
}

impl Signs {
    pub(super) fn of(glyphs: &[Glyph]) -> Self {
        let mut signs = Self::default();
        let counted = &*COUNTED;
        for glyph in glyphs {
            if glyph.digit().is_some() {
                signs.digits += 1;
                signs.numerals += 1;
            }
            if !glyph.ch.is_ascii() && !counted.has(glyph.ch) {
                continue;
            }
            let count = match glyph.ch {
                'a'..='z' | 'A'..='Z' => &mut signs.letters,
                ':' => &mut signs.colons,
                '=' => &mut signs.equals,
                '@' | '艾' => &mut signs.ats,
                '十' | '百' | '千' => &mut signs.numerals,
                '生' => &mut signs.births,
                '班' | '级' => &mut signs.classes,
                _ => continue,
            };
            *count += 1;
        }
        signs
    }
}
