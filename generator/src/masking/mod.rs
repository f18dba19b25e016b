//! (being written)
/// Placeholder until the masking branch is merged.
#[must_use]
pub fn finds_private(_text: &str) -> bool {
    false
}
