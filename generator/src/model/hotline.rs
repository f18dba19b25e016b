//! The one-number directory: old hotlines and where they went.

/// A row of `hotlines.csv`.
#[derive(Debug, Clone)]
pub struct Hotline {
    /// The old number, as printed.
    pub number: String,
    /// What it was called.
    pub name: String,
    /// Agency that ran it.
    pub agency: String,
    /// Number that answers now.
    pub merged_into: String,
    /// What became of it: 归并, 双号并行 …
    pub way: String,
    /// Anything else.
    pub note: Option<String>,
}
