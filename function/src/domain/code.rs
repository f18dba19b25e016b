//! Receipts and query codes. Both are Crockford base-32, written in one way and read kindly: case
//! and hyphens do not matter, O is 0, I and L are 1.
//!
//! A receipt names a report and is public; a code opens it and is known to the resident alone.

use super::typed::narrow;
use std::fmt;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Names a report: 15 characters, printed `XXXXX-XXXXX-XXXXX`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Receipt(String);

/// Opens a report together with the phone: 12 characters, printed `XXXX-XXXX-XXXX`.
///
/// Its `Debug` shows nothing, so that no log can.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Receipt {
    const LENGTH: usize = 15;

    /// A receipt from 75 of 80 random bits.
    pub fn from_random(bytes: [u8; 10]) -> Self {
        let bits = bytes
            .iter()
            .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        Self(write(bits >> 5, Self::LENGTH))
    }

    /// Reads what someone wrote; `None` if it cannot be a receipt.
    pub fn read(typed: &str) -> Option<Self> {
        read(typed, Self::LENGTH).map(Self)
    }

    /// The bare characters, as the store keys them.
    pub fn bare(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hyphened(&self.0, 5))
    }
}

impl Code {
    const LENGTH: usize = 12;

    /// A code from the lowest 60 bits.
    pub fn from_bits(bits: u64) -> Self {
        Self(write(u128::from(bits), Self::LENGTH))
    }

    /// Reads what someone wrote; `None` if it cannot be a code.
    pub fn read(typed: &str) -> Option<Self> {
        read(typed, Self::LENGTH).map(Self)
    }

    /// The bare characters, which go into the lookup key and nowhere else.
    pub fn bare(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hyphened(&self.0, 4))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Code(…)")
    }
}

fn write(bits: u128, length: usize) -> String {
    (0..length)
        .rev()
        .map(|place| char::from(ALPHABET[(bits >> (place * 5) & 31) as usize]))
        .collect()
}

fn read(typed: &str, length: usize) -> Option<String> {
    let mut bare = String::with_capacity(length);
    for c in typed.chars().map(narrow) {
        let c = match c.to_ascii_uppercase() {
            '-' | '–' | '—' | '－' | '_' | '.' | '·' => continue,
            c if c.is_whitespace() => continue,
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        if bare.len() == length || !c.is_ascii() || !ALPHABET.contains(&(c as u8)) {
            return None;
        }
        bare.push(c);
    }
    (bare.len() == length).then_some(bare)
}

fn hyphened(bare: &str, group: usize) -> String {
    let mut out = String::with_capacity(bare.len() + bare.len() / group);
    for (place, c) in bare.chars().enumerate() {
        if place > 0 && place % group == 0 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_three_groups_of_five() {
        assert_eq!(
            Receipt::from_random([0; 10]).to_string(),
            "00000-00000-00000"
        );
        assert_eq!(
            Receipt::from_random([0xff; 10]).to_string(),
            "ZZZZZ-ZZZZZ-ZZZZZ"
        );
    }

    #[test]
    fn a_code_is_three_groups_of_four() {
        assert_eq!(Code::from_bits(1).to_string(), "0000-0000-0001");
        assert_eq!(Code::from_bits(u64::MAX).to_string(), "ZZZZ-ZZZZ-ZZZZ");
    }

    #[test]
    fn reading_ignores_case_hyphens_and_look_alikes() {
        let code = Code::read("7KQ2-M9X0-1T01").unwrap();
        for typed in ["7kq2m9xoIToL", " 7KQ2 M9XO lto1 ", "７ＫＱ２－M9x0–1t0i"] {
            assert!(Code::read(typed) == Some(code.clone()), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for typed in [
            "",
            "7KQ2-M9X0-1T0",
            "7KQ2-M9X0-1T011",
            "7KQ2-M9X0-1T0U",
            "查询码查询码查询码查询码",
        ] {
            assert!(Code::read(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn debug_of_a_code_says_nothing() {
        assert_eq!(format!("{:?}", Code::from_bits(7)), "Code(…)");
    }
}
