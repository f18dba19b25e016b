//! Cases with a page, sorted once into what lists, feeds and pages ask for.
//!
//! Everything here is positions: hundreds of thousands of cases are sorted month by month, and none
//! of their words is touched.

use std::collections::BTreeMap;

use ahash::AHashMap;
use rayon::prelude::*;

use super::CaseAt;
use crate::load::Sources;
use crate::load::cases::ReleasedMonth;
use crate::model::address::slug;
use crate::model::tables::{Street, Tables};

/// Newest cases that are kept of each category in each street.
const NEWEST: usize = 6;

/// Cases with a page.
#[derive(Debug, Default)]
pub struct CaseIndex {
    /// All of them, oldest first: by month, first date and public id.
    pub oldest_first: Vec<CaseAt>,
    /// Where each case belongs, by month and position within it.
    places: Vec<Vec<Place>>,
    /// By category, within each month, in the order of the month's file.
    pub by_category: Vec<BTreeMap<usize, Vec<u32>>>,
    /// By category and street.
    pub pairs: BTreeMap<(usize, usize), Pair>,
    /// By street and community, oldest first.
    pub by_community: BTreeMap<(usize, usize), Vec<CaseAt>>,
    /// Addresses of communities, by street and name, without the base path.
    community_paths: BTreeMap<String, BTreeMap<String, String>>,
}

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

impl CaseIndex {
    /// Sorts the cases of a site.
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        let names = NamePositions::of(&sources.tables);
        let sorted: Vec<SortedMonth> = (sources.months.par_iter().enumerate())
            .map(|(at, month)| SortedMonth::of(at, month, &names))
            .collect();
        let mut index = Self {
            community_paths: (sources.tables.streets.iter())
                .map(|street| (street.name.clone(), community_paths(street)))
                .collect(),
            ..Self::default()
        };
        for month in sorted {
            for at in month.oldest_first {
                let place = month.places[at.index as usize];
                index.oldest_first.push(at);
                if let (Some(street), Some(community)) = (place.street, place.community) {
                    let key = (street, community);
                    index.by_community.entry(key).or_default().push(at);
                }
            }
            index.by_category.push(month.by_category);
            index.places.push(month.places);
        }
        for at in index.oldest_first.iter().rev() {
            let place = index.places[at.month as usize][at.index as usize];
            if let (Some(category), Some(street)) = (place.category, place.street) {
                let pair = index.pairs.entry((category, street)).or_default();
                pair.count += 1;
                if pair.newest.len() < NEWEST {
                    pair.newest.push(*at);
                }
            }
        }
        index
    }

    /// Where a case belongs.
    #[must_use]
    pub fn place(&self, at: CaseAt) -> Place {
        self.places[at.month as usize][at.index as usize]
    }

    /// Address of a community's cases, if the tables know it.
    #[must_use]
    pub fn community_path(&self, street: &str, community: &str) -> Option<&str> {
        let path = self.community_paths.get(street)?.get(community)?;
        Some(path)
    }
}

/// Addresses of a street's communities by name. Two names that sound alike are told apart by their
/// order in the table.
fn community_paths(street: &Street) -> BTreeMap<String, String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let path = |name: &String| {
        let sound = slug(name);
        let before = taken.entry(sound.clone()).or_default();
        *before += 1;
        let path = match *before {
            1 => format!("/streets/{}/{sound}/", street.slug),
            number => format!("/streets/{}/{sound}-{number}/", street.slug),
        };
        (name.clone(), path)
    };
    street.communities.iter().map(path).collect()
}

/// Positions of names in the tables.
struct NamePositions<'a> {
    categories: AHashMap<&'a str, usize>,
    streets: AHashMap<&'a str, (usize, AHashMap<&'a str, usize>)>,
}

impl<'a> NamePositions<'a> {
    fn of(tables: &'a Tables) -> Self {
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

struct SortedMonth {
    oldest_first: Vec<CaseAt>,
    places: Vec<Place>,
    by_category: BTreeMap<usize, Vec<u32>>,
}

impl SortedMonth {
    fn of(month: usize, released: &ReleasedMonth, names: &NamePositions<'_>) -> Self {
        let month = u32::try_from(month).expect("months are few");
        let mut by_category: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let mut keyed = Vec::with_capacity(released.cases.len());
        let mut places = vec![Place::default(); released.cases.len()];
        for (index, case) in released.cases.iter().enumerate() {
            let summary = &case.summary;
            if !summary.has_page() {
                continue;
            }
            let place = &mut places[index];
            let index = u32::try_from(index).expect("a month has fewer cases than that");
            let row = summary.row();
            if let Some(row) = row {
                place.category = names.categories.get(&*row.category.label).copied();
                if let Some((street, communities)) = names.streets.get(&*row.street) {
                    place.street = Some(*street);
                    let community = row.community.as_deref();
                    place.community = community.and_then(|name| communities.get(name)).copied();
                }
            }
            if let Some(category) = place.category {
                by_category.entry(category).or_default().push(index);
            }
            let date = row.and_then(|row| row.first_date());
            keyed.push(((date, summary.public_id()), CaseAt { month, index }));
        }
        keyed.sort_unstable();
        Self {
            oldest_first: keyed.into_iter().map(|(_, at)| at).collect(),
            places,
            by_category,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_that_sound_alike_have_addresses_of_their_own() {
        let street = Street {
            name: "古城街道".into(),
            slug: "gucheng".into(),
            communities: vec!["新立社区".into(), "新丽社区".into(), "西桥社区".into()],
            centroid: None,
            aliases: Vec::new(),
            valid: Default::default(),
        };
        let paths = community_paths(&street);
        assert_eq!(paths["新立社区"], "/streets/gucheng/xin-li-she-qu/");
        assert_eq!(paths["新丽社区"], "/streets/gucheng/xin-li-she-qu-2/");
        assert_eq!(paths.get("别处"), None);
    }
}
