//! Numbers that look random and are the same on every run.

use std::cell::Cell;

/// A small generator (xorshift), seeded by a word.
pub struct Chance(Cell<u64>);

impl Chance {
    /// From a word: the same word gives the same numbers.
    pub fn new(word: &str) -> Self {
        let seed = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        });
        let chance = Self(Cell::new(seed | 1));
        for _ in 0..8 {
            chance.unit();
        }
        chance
    }

    /// Between 0 and 1.
    pub fn unit(&self) -> f64 {
        let mut bits = self.0.get();
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        self.0.set(bits);
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Between two numbers.
    pub fn between(&self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// True with a probability.
    pub fn likely(&self, share: f64) -> bool {
        self.unit() < share
    }

    /// One of several.
    pub fn pick<'a>(&self, of: &[&'a str]) -> &'a str {
        of[(self.unit() * of.len() as f64) as usize % of.len()]
    }
}
