//! Cases in which something happened last: of all, of each category, of each street.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::CaseAt;
use super::case_place::Place;
use crate::model::released_case::PublicId;

/// Cases that are kept of each.
pub const LENGTH: usize = 30;

/// When something last happened in a case, and which.
type Key = (Option<Date>, PublicId, CaseAt);

/// The newest cases, by the day on which something last happened in them.
#[derive(Debug, Default)]
pub struct Lately {
    all: Newest,
    categories: BTreeMap<usize, Newest>,
    streets: BTreeMap<usize, Newest>,
}

impl Lately {
    pub(super) fn offer(&mut self, place: Place, key: Key) {
        self.all.offer(key);
        if let Some(category) = place.category {
            self.categories.entry(category).or_default().offer(key);
        }
        if let Some(street) = place.street {
            self.streets.entry(street).or_default().offer(key);
        }
    }

    /// Takes in what another month keeps.
    pub(super) fn join(&mut self, other: &Self) {
        self.all.join(&other.all);
        for (category, newest) in &other.categories {
            self.categories.entry(*category).or_default().join(newest);
        }
        for (street, newest) in &other.streets {
            self.streets.entry(*street).or_default().join(newest);
        }
    }

    /// Of all cases, newest first.
    #[must_use]
    pub fn of_all(&self) -> Vec<CaseAt> {
        self.all.cases()
    }

    /// Of each category that has cases, newest first.
    pub fn of_categories(&self) -> impl Iterator<Item = (usize, Vec<CaseAt>)> + '_ {
        let categories = self.categories.iter();
        categories.map(|(at, newest)| (*at, newest.cases()))
    }

    /// Of each street that has cases, newest first.
    pub fn of_streets(&self) -> impl Iterator<Item = (usize, Vec<CaseAt>)> + '_ {
        let streets = self.streets.iter();
        streets.map(|(at, newest)| (*at, newest.cases()))
    }
}

/// The newest cases that came by, oldest first.
#[derive(Debug, Default)]
struct Newest(Vec<Key>);

impl Newest {
    fn offer(&mut self, key: Key) {
        let is_full = self.0.len() >= LENGTH;
        if is_full && self.0[0] >= key {
            return;
        }
        if is_full {
            self.0.remove(0);
        }
        let at = self.0.partition_point(|known| *known < key);
        self.0.insert(at, key);
    }

    fn join(&mut self, other: &Self) {
        // Newest first: once one is too old, so are the others, and they are refused quickly.
        other.0.iter().rev().for_each(|key| self.offer(*key));
    }

    fn cases(&self) -> Vec<CaseAt> {
        self.0.iter().rev().map(|(_, _, at)| *at).collect()
    }
}
