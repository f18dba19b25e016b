//! What is wrong with one field, said to the person who typed it.

use serde::Serialize;

/// A fault of one field. The detail is a whole sentence that says what to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The field's name, as the form and the JSON body call it.
    pub field: String,
    /// What to do, in the language of the site.
    pub detail: String,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            detail: detail.into(),
        }
    }
}
