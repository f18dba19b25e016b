//! Numbers and names that may be read by everyone: what offices, guides and boards publish.

use std::collections::{BTreeMap, BTreeSet};

use super::{fold::Folded, marks::Marks};

/// Public phone numbers, and public names.
#[derive(Debug, Clone, Default)]
pub struct AllowList {
    /// In every form that folding makes equal.
    numbers: BTreeSet<String>,
    /// By their first character.
    names: BTreeMap<char, BTreeSet<Vec<char>>>,
    /// Those characters.
    firsts: Marks,
}

impl AllowList {
    /// Takes numbers as people write them. `010-68861234` also allows `68861234`.
    pub fn of<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Self {
        let mut allowed = BTreeSet::new();
        for number in numbers {
            // An extension belongs to the number that it extends.
            let number = number.split(['转', '#']).next().unwrap_or_default();
            let digits = digits(number);
            if digits.starts_with('0') {
                let area = if digits.starts_with("01") || digits.starts_with("02") {
                    3
                } else {
                    4
                };
                if let Some(local) = digits.get(area..).filter(|local| local.len() >= 7) {
                    allowed.insert(local.to_string());
                }
            }
            if digits.len() >= 5 {
                allowed.insert(digits);
            }
        }
        Self {
            numbers: allowed,
            ..Self::default()
        }
    }

    /// Takes names of streets, communities, units, offices and places: what looks like a person's
    /// name inside one of them is none. Remarks in brackets do not belong to a name.
    #[must_use]
    pub fn with_names<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        for name in names {
            let folded = Folded::of(name);
            let chars: Vec<char> = (folded.glyphs().iter().map(|glyph| glyph.ch))
                .take_while(|ch| *ch != '(')
                .collect();
            if chars.len() >= 2 {
                self.names.entry(chars[0]).or_default().insert(chars);
            }
        }
        self.firsts = Marks::of(self.names.keys().copied());
        self
    }

    /// Which characters belong to a public name.
    pub(super) fn marked(&self, text: &[char]) -> Vec<bool> {
        let mut marked = vec![false; text.len()];
        if self.names.is_empty() {
            return marked;
        }
        for (at, ch) in text.iter().enumerate() {
            if !self.firsts.has(*ch) {
                continue;
            }
            for name in self.names.get(ch).into_iter().flatten() {
                if text[at..].starts_with(name) {
                    marked[at..at + name.len()].fill(true);
                }
            }
        }
        marked
    }

    /// Whether a number, digits only and without the country's prefix, is public.
    pub(super) fn holds(&self, digits: &str) -> bool {
        self.numbers.contains(digits)
    }
}

fn digits(number: &str) -> String {
    let folded = Folded::of(number);
    let digits: String = folded.digits(0..folded.len()).collect();
    digits
        .strip_prefix("86")
        .filter(|rest| rest.len() >= 10)
        .map_or(digits.clone(), str::to_string)
}
