//! The cases of a month that have a page, sorted in one walk over them.

use std::collections::BTreeMap;

use ahash::AHashMap;

use super::CaseAt;
use super::case_place::{Pair, Place};
use super::lately::Lately;
use crate::load::cases::ReleasedMonth;
use crate::model::tables::Tables;

/// Newest cases that are kept of each category in each street.
pub(super) const NEWEST: usize = 6;

/// A month's cases with a page, by what lists ask for.
#[derive(Debug, Default)]
pub struct SortedMonth {
    /// All of them, by first date and public id.
    pub oldest_first: Vec<CaseAt>,
    /// By category, oldest first.
    pub by_category: BTreeMap<usize, Vec<CaseAt>>,
    /// By street, oldest first.
    pub by_street: BTreeMap<usize, Vec<CaseAt>>,
    /// By category, in the order of the month's file.
    pub in_file: BTreeMap<usize, Vec<u32>>,
    /// Where each case belongs, by its position in the month.
    pub(super) places: Vec<Place>,
    pub(super) by_community: BTreeMap<(usize, usize), Vec<CaseAt>>,
    pub(super) pairs: BTreeMap<(usize, usize), Pair>,
    pub(super) featured: Vec<CaseAt>,
    pub(super) long_standing: Vec<CaseAt>,
    pub(super) lately: Lately,
}

impl SortedMonth {
    pub(super) fn of(month: usize, released: &ReleasedMonth, names: &NamePositions<'_>) -> Self {
        let month = u32::try_from(month).expect("months are few");
        let mut keyed = Vec::with_capacity(released.cases.len());
        let mut sorted = Self {
            places: vec![Place::default(); released.cases.len()],
            ..Self::default()
        };
        for (index, case) in released.cases.iter().enumerate() {
            let summary = &case.summary;
            let Some(row) = summary.row().filter(|_| summary.has_page()) else {
                continue;
            };
            let place = &mut sorted.places[index];
            let index = u32::try_from(index).expect("a month has fewer cases than that");
            place.category = names.categories.get(&*row.category.label).copied();
            if let Some((street, communities)) = names.streets.get(&*row.street) {
                place.street = Some(*street);
                let community = row.community.as_deref();
                place.community = community.and_then(|name| communities.get(name)).copied();
            }
            if let Some(category) = place.category {
                sorted.in_file.entry(category).or_default().push(index);
            }
            let at = CaseAt { month, index };
            let id = summary.public_id();
            let waits = row.is_long_standing();
            keyed.push(((row.first_date(), id, at), row.latest_date(), waits));
        }
        keyed.sort_unstable_by_key(|(key, ..)| *key);
        for ((_, _, at), _, waits) in &keyed {
            let place = sorted.places[at.index as usize];
            sorted.oldest_first.push(*at);
            if *waits {
                sorted.long_standing.push(*at);
            }
            if released.cases[at.index as usize].summary.featured() {
                sorted.featured.push(*at);
            }
            if let Some(category) = place.category {
                sorted.by_category.entry(category).or_default().push(*at);
            }
            if let Some(street) = place.street {
                sorted.by_street.entry(street).or_default().push(*at);
                if let Some(community) = place.community {
                    let key = (street, community);
                    sorted.by_community.entry(key).or_default().push(*at);
                }
            }
        }
        for ((_, id, at), latest, _) in keyed.iter().rev() {
            let place = sorted.places[at.index as usize];
            sorted.lately.offer(place, (*latest, *id, *at));
            if let (Some(category), Some(street)) = (place.category, place.street) {
                let pair = sorted.pairs.entry((category, street)).or_default();
                pair.count += 1;
                if pair.newest.len() < NEWEST {
                    pair.newest.push(*at);
                }
            }
        }
        sorted
    }

    /// The newest cases of some categories, so many of each: the newest of all are among them.
    #[must_use]
    pub fn newest_of_each(&self, categories: &[usize], count: usize) -> Vec<u32> {
        let lists = categories.iter().filter_map(|at| self.by_category.get(at));
        let mut newest: Vec<u32> = lists
            .flat_map(|cases| cases.iter().rev().take(count))
            .map(|at| at.index)
            .collect();
        // A text may name a category twice.
        newest.sort_unstable();
        newest.dedup();
        newest
    }
}

/// Positions of names in the tables.
pub(super) struct NamePositions<'a> {
    categories: AHashMap<&'a str, usize>,
    streets: AHashMap<&'a str, (usize, AHashMap<&'a str, usize>)>,
}

impl<'a> NamePositions<'a> {
    pub(super) fn of(tables: &'a Tables) -> Self {
        let positions = |names: &'a [String]| {
            let names = names.iter().enumerate();
            names.map(|(at, name)| (name.as_str(), at)).collect()
        };
        Self {
            categories: (tables.categories.iter().enumerate())
                .map(|(at, category)| (category.label.as_str(), at))
                .collect(),
            streets: (tables.streets.iter().enumerate())
                .map(|(at, street)| (street.name.as_str(), (at, positions(&street.communities))))
                .collect(),
        }
    }
}
