//! Sets of characters that are asked for at every character of a text.

/// A bit for every character of the basic plane: most lookups end here.
#[derive(Debug, Clone)]
pub(super) struct Marks(Vec<u64>);

impl Default for Marks {
    /// None.
    fn default() -> Self {
        Self::of([])
    }
}

impl Marks {
    pub(super) fn of(chars: impl IntoIterator<Item = char>) -> Self {
        let mut bits = vec![0; 1 << 10];
        for ch in chars {
            if let Some(word) = bits.get_mut(ch as usize >> 6) {
                *word |= 1 << (ch as u32 & 63);
            }
        }
        Self(bits)
    }

    /// Whether a character is marked. One beyond the plane may be.
    pub(super) fn has(&self, ch: char) -> bool {
        (self.0.get(ch as usize >> 6)).is_none_or(|word| word >> (ch as u32 & 63) & 1 == 1)
    }
}
