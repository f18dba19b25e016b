//! Numbers that may be read by everyone: what offices, guides and boards publish.

use std::collections::BTreeSet;

use super::fold::Folded;

/// Public phone numbers, in every form that folding makes equal.
#[derive(Debug, Clone, Default)]
pub struct AllowList(BTreeSet<String>);

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
        Self(allowed)
    }

    /// Whether a number, digits only and without the country's prefix, is public.
    pub(super) fn holds(&self, digits: &str) -> bool {
        self.0.contains(digits)
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
