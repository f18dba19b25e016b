//! Where cases belong, as positions in the tables.

use super::CaseAt;

/// Where a case belongs, as positions in the tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    /// Category.
    pub category: Option<usize>,
    /// Street.
    pub street: Option<usize>,
    /// Community within the street.
    pub community: Option<usize>,
}

/// Cases of one category in one street.
#[derive(Debug, Default)]
pub struct Pair {
    /// How many there are.
    pub count: usize,
    /// The newest of them, newest first.
    pub newest: Vec<CaseAt>,
}
