//! Communities within a street: a page each, below the street's.
//!
//! A community is a few thousand people. How many of its cases were released is told only from
//! [`super::case_lists::FEW`] on.

use std::collections::BTreeMap;

use super::case_lists::{CaseList, FacetLink, STREETS, months_label, parts, street_list_path};
use crate::assemble::{CaseAt, Site};
use crate::model::address::slug;
use crate::model::tables::Street;

/// Addresses of a street's communities by name. Two names that sound alike are told apart by their
/// order in the table.
fn paths(street: &Street) -> BTreeMap<&str, String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let of_street = street_list_path(&street.slug);
    street
        .communities
        .iter()
        .map(|name| {
            let sound = slug(name);
            let before = taken.entry(sound.clone()).or_default();
            *before += 1;
            let path = match *before {
                1 => format!("{of_street}{sound}/"),
                number => format!("{of_street}{sound}-{number}/"),
            };
            (name.as_str(), path)
        })
        .collect()
}

/// Address of a community's cases, if the table knows it.
#[must_use]
pub fn community_path(street: &Street, community: &str) -> Option<String> {
    paths(street).remove(community)
}

/// Cases by street and community, oldest first.
fn by_community<'a>(
    site: &'a Site,
    oldest_first: &[CaseAt],
) -> BTreeMap<(&'a str, &'a str), Vec<CaseAt>> {
    let mut cases: BTreeMap<_, Vec<CaseAt>> = BTreeMap::new();
    for at in oldest_first {
        if let Some(row) = site.case(*at).summary.row()
            && let Some(community) = &row.community
        {
            let key = (&*row.street, &**community);
            cases.entry(key).or_default().push(*at);
        }
    }
    cases
}

/// Links to the communities of a street that have cases, in the table's order.
pub(super) fn links(site: &Site, street: &Street, oldest_first: &[CaseAt]) -> Vec<FacetLink> {
    let cases = by_community(site, oldest_first);
    let paths = paths(street);
    street
        .communities
        .iter()
        .filter_map(|name| {
            let count = cases.get(&(street.name.as_str(), name.as_str()))?.len();
            let path = paths.get(name.as_str())?.clone();
            Some(FacetLink {
                is_small_area: true,
                ..FacetLink::new(name.clone(), path, count)
            })
        })
        .collect()
}

/// The pages of all communities that have cases.
pub(super) fn plan(site: &Site, oldest_first: &[CaseAt]) -> Vec<CaseList> {
    let cases = by_community(site, oldest_first);
    let words = &site.words;
    let mut lists = Vec::new();
    for street in &site.sources.tables.streets {
        let paths = paths(street);
        for name in &street.communities {
            let Some(cases) = cases.get(&(street.name.as_str(), name.as_str())) else {
                continue;
            };
            let list = CaseList {
                path: paths[name.as_str()].clone(),
                title: words.fill("cases.of_title", &[("name", name)]),
                trail: vec![
                    (words.get("cases.streets").to_owned(), STREETS.to_owned()),
                    (street.name.clone(), street_list_path(&street.slug)),
                ],
                is_small_area: true,
                ..CaseList::default()
            };
            parts(site, list, cases, months_label, &mut lists);
        }
    }
    lists
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
        let path = |name| community_path(&street, name).unwrap();
        assert_eq!(path("新立社区"), "/streets/gucheng/xin-li-she-qu/");
        assert_eq!(path("新丽社区"), "/streets/gucheng/xin-li-she-qu-2/");
        assert_eq!(community_path(&street, "别处"), None);
    }
}
