//! The inspection ledger: what was found, put right and struck off.

use jiff::civil::Date;

use crate::diagnostic::Reference;

/// A row of `ledger/*.csv`: a subject of inspection in a month.
#[derive(Debug, Clone)]
pub struct LedgerEntry {
    /// `YYYY-MM`
    pub month: String,
    /// What was inspected.
    pub subject: String,
    /// Street, if the row is for one.
    pub street: Option<Reference>,
    /// Problems found.
    pub found: u32,
    /// Of these, put right.
    pub fixed: u32,
    /// Of these, checked again and struck off.
    pub struck_off: u32,
    /// Where the figures come from, or what is still open.
    pub note: Option<String>,
}

/// A row of `ledger/businesses/*.csv`: an inspection of a business that the office publishes.
#[derive(Debug, Clone)]
pub struct InspectedBusiness {
    /// Day of the inspection.
    pub date: Date,
    /// Name on the sign.
    pub name: String,
    /// Trade, for example 餐饮.
    pub trade: String,
    /// Street that it lies in.
    pub street: Reference,
    /// What was found; 合格 if nothing was.
    pub result: String,
    /// Day on which it was put right.
    pub fixed_on: Option<Date>,
}
