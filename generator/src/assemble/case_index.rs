//! Cases with a page, sorted once into what lists, feeds and pages ask for.
//!
//! Everything here is positions: hundreds of thousands of cases are sorted month by month, each is
//! looked at once, and none of their words is touched.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::CaseAt;
use super::case_place::{Pair, Place};
use super::lately::Lately;
use super::sorted_month::{NEWEST, NamePositions, SortedMonth};
use crate::load::Sources;
use crate::model::address::slug;
use crate::model::tables::Street;

/// Cases with a page.
#[derive(Debug, Default)]
pub struct CaseIndex {
    /// All of them, oldest first: by month, first date and public id.
    pub oldest_first: Vec<CaseAt>,
    /// The same month by month.
    pub months: Vec<SortedMonth>,
    /// By category and street.
    pub pairs: BTreeMap<(usize, usize), Pair>,
    /// By street and community, oldest first.
    pub by_community: BTreeMap<(usize, usize), Vec<CaseAt>>,
    /// Picked as model cases, oldest first.
    pub featured: Vec<CaseAt>,
    /// Those that wait for something that takes long, oldest first.
    pub long_standing: Vec<CaseAt>,
    /// Those in which something happened last.
    pub lately: Lately,
    /// Addresses of communities, by street and name, without the base path.
    community_paths: BTreeMap<String, BTreeMap<String, String>>,
}

impl CaseIndex {
    /// Sorts the cases of a site.
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        let names = NamePositions::of(&sources.tables);
        let months: Vec<SortedMonth> = (sources.months.par_iter().enumerate())
            .map(|(at, month)| SortedMonth::of(at, month, &names))
            .collect();
        let mut index = Self {
            community_paths: (sources.tables.streets.iter())
                .map(|street| (street.name.clone(), community_paths(street)))
                .collect(),
            ..Self::default()
        };
        let all = months.iter().map(|month| month.oldest_first.len()).sum();
        index.oldest_first.reserve_exact(all);
        for month in &months {
            index.oldest_first.extend(&month.oldest_first);
            index.featured.extend(&month.featured);
            index.long_standing.extend(&month.long_standing);
            for (key, cases) in &month.by_community {
                index.by_community.entry(*key).or_default().extend(cases);
            }
        }
        for month in months.iter().rev() {
            index.lately.join(&month.lately);
            for (key, of_month) in &month.pairs {
                let pair = index.pairs.entry(*key).or_default();
                pair.count += of_month.count;
                let left = NEWEST - pair.newest.len();
                pair.newest.extend(of_month.newest.iter().take(left));
            }
        }
        index.months = months;
        index
    }

    /// Where a case belongs.
    #[must_use]
    pub fn place(&self, at: CaseAt) -> Place {
        self.months[at.month as usize].places[at.index as usize]
    }

    /// Whether a category has a case.
    #[must_use]
    pub fn has_category(&self, category: usize) -> bool {
        let mut months = self.months.iter();
        months.any(|month| month.by_category.contains_key(&category))
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
