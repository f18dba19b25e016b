//! Responsibility boards: who answers for a grid cell.

use crate::diagnostic::Reference;

/// A grid cell with its board. Several rows of `grids/*.csv` with one id make one board.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Identifier as the office writes it, for example `JDJ-012`.
    pub id: String,
    /// Part of its address.
    pub slug: Reference,
    /// Name.
    pub name: String,
    /// Street that it lies in.
    pub street: Reference,
    /// Community, if written.
    pub community: Option<Reference>,
    /// What it covers, in words.
    pub area: Option<String>,
    /// Latitude and longitude of its middle, WGS-84.
    pub location: Option<[f64; 2]>,
    /// Who answers for it, in the order of the file.
    pub heads: Vec<GridHead>,
}

/// One who answers for a grid.
#[derive(Debug, Clone)]
pub struct GridHead {
    /// 网格长, 督导员 …
    pub role: String,
    /// Name or post, as the office publishes it.
    pub person: String,
    /// What the person sees to.
    pub duty: Option<String>,
    /// Published telephone, as printed.
    pub phone: Option<String>,
}

impl Grid {
    /// Name of the community it lies in, if that is told.
    #[must_use]
    pub fn community(&self) -> Option<&str> {
        self.community.as_ref().map(|named| named.text.as_str())
    }
}
