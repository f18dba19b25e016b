//! What stays in memory of each case.

use std::sync::Arc;

use super::{CasePhoto, CaseRow, Month, PublicId};

/// What lists, figures and digests need of a case: everything but the long words.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseSummary {
    pub(super) public_id: PublicId,
    pub(super) month: Month,
    pub(super) group: Arc<str>,
    pub(super) row: Option<Box<CaseRow>>,
    pub(super) title: Option<Box<str>>,
    pub(super) outline: Option<Box<str>>,
    /// Whether the outline is the office's or the unit's, not the resident's.
    pub(super) is_told_by_unit: bool,
    pub(super) photos: Vec<CasePhoto>,
    pub(super) featured: bool,
    pub(super) has_page: bool,
    pub(super) digest: [u8; 16],
}

impl CaseSummary {
    /// Public id.
    pub fn public_id(&self) -> PublicId {
        self.public_id
    }

    /// Month of the first stage, under which the case is filed.
    pub fn month(&self) -> Month {
        self.month
    }

    /// Group of its category.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The facts; none for a case reported from home.
    pub fn row(&self) -> Option<&CaseRow> {
        self.row.as_deref()
    }

    /// Title, if words were released.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The beginning of what a reader wants to know first: the office's summary, else the result,
    /// else the description; at most 100 characters.
    pub fn outline(&self) -> Option<&str> {
        self.outline.as_deref()
    }

    /// What the office or the unit says of it: the outline, unless it is the resident's words.
    pub fn told_by_unit(&self) -> Option<&str> {
        self.outline.as_deref().filter(|_| self.is_told_by_unit)
    }

    /// Finished photos in their order.
    pub fn photos(&self) -> &[CasePhoto] {
        &self.photos
    }

    /// Whether it was picked as a model case.
    pub fn featured(&self) -> bool {
        self.featured
    }

    /// Whether the case has a page: it has facts, and any words or photos.
    pub fn has_page(&self) -> bool {
        self.has_page
    }

    /// Digest of the case's line in the released file.
    pub fn digest(&self) -> [u8; 16] {
        self.digest
    }
}
