//! Convenience points: parking, toilets, shops, care stations.

use crate::diagnostic::Reference;

/// A point as a row of `places/*.csv` gives it.
#[derive(Debug, Clone)]
pub struct ConveniencePoint {
    /// Part of an address, and the token of its sticker.
    pub id: Reference,
    /// Name.
    pub name: String,
    /// Kind in the words of the office, for example 公共厕所.
    pub kind: String,
    /// Street that it lies in.
    pub street: Reference,
    /// Community, if written.
    pub community: Option<Reference>,
    /// Postal address or a description of the spot.
    pub address: String,
    /// When it is open.
    pub hours: Option<String>,
    /// Published telephone, as printed.
    pub phone: Option<String>,
    /// Latitude and longitude, WGS-84.
    pub location: Option<[f64; 2]>,
    /// Anything else: spaces, price, step-free access.
    pub note: Option<String>,
}

impl ConveniencePoint {
    /// Name of the community it lies in, if that is told.
    #[must_use]
    pub fn community(&self) -> Option<&str> {
        self.community.as_ref().map(|named| named.text.as_str())
    }
}
