//! What is wrong with one field, said to the person who typed it.

use crate::words::Sentence;

/// A fault of one field. The detail says what to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's name, as the form and the JSON body call it.
    pub field: String,
    /// What to do, before it is said in a language.
    pub detail: Sentence,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, detail: Sentence) -> Self {
        Self {
            field: field.into(),
            detail,
        }
    }
}
