//! The inspection ledger by month, and inspected businesses.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assemble::Site;
use crate::model::ledger::LedgerEntry;

/// The ledger, newest month first.
#[derive(Debug, Serialize)]
pub struct LedgerView {
    months: Vec<LedgerMonthView>,
    businesses: Vec<BusinessView>,
}

#[derive(Debug, Serialize)]
struct LedgerMonthView {
    month: String,
    rows: Vec<LedgerRowView>,
    found: u32,
    fixed: u32,
    struck_off: u32,
    /// Found and not put right yet.
    open: u32,
}

#[derive(Debug, Serialize)]
struct LedgerRowView {
    subject: String,
    street: Option<String>,
    found: u32,
    fixed: u32,
    struck_off: u32,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct BusinessView {
    date: String,
    name: String,
    trade: String,
    street: String,
    result: String,
    fixed_on: Option<String>,
}

/// The whole ledger.
#[must_use]
pub fn ledger(site: &Site) -> LedgerView {
    let boards = &site.sources.boards;
    let mut by_month: BTreeMap<&str, Vec<&LedgerEntry>> = BTreeMap::new();
    for entry in &boards.ledger {
        by_month.entry(&entry.month).or_default().push(entry);
    }
    let mut businesses: Vec<_> = boards.businesses.iter().collect();
    businesses.sort_by(|a, b| (b.date, &a.name).cmp(&(a.date, &b.name)));
    LedgerView {
        months: by_month
            .into_iter()
            .rev()
            .map(|(month, entries)| month_view(month, &entries))
            .collect(),
        businesses: businesses
            .into_iter()
            .map(|business| BusinessView {
                date: business.date.to_string(),
                name: business.name.clone(),
                trade: business.trade.clone(),
                street: business.street.text.clone(),
                result: business.result.clone(),
                fixed_on: business.fixed_on.map(|date| date.to_string()),
            })
            .collect(),
    }
}

fn month_view(month: &str, entries: &[&LedgerEntry]) -> LedgerMonthView {
    let sum = |of: fn(&LedgerEntry) -> u32| entries.iter().map(|entry| of(entry)).sum::<u32>();
    let (found, fixed) = (sum(|e| e.found), sum(|e| e.fixed));
    LedgerMonthView {
        month: month.to_owned(),
        found,
        fixed,
        struck_off: sum(|e| e.struck_off),
        open: found.saturating_sub(fixed),
        rows: entries
            .iter()
            .map(|entry| LedgerRowView {
                subject: entry.subject.clone(),
                street: entry.street.as_ref().map(|street| street.text.clone()),
                found: entry.found,
                fixed: entry.fixed,
                struck_off: entry.struck_off,
                note: entry.note.clone(),
            })
            .collect(),
    }
}
