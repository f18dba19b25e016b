//! Communities within a street: a page each, below the street's.
//!
//! A community is a few thousand people. How many of its cases were released is told only from
//! [`super::case_lists::FEW`] on.

use super::case_lists::{CaseList, FacetLink, STREETS, months_label, parts, street_list_path};
use crate::assemble::{CaseAt, Site};

/// A community that has cases.
struct Community<'a> {
    name: &'a str,
    path: &'a str,
    cases: &'a [CaseAt],
}

/// The communities of a street that have cases, in the table's order.
fn communities(site: &Site, street: usize) -> impl Iterator<Item = Community<'_>> {
    let table = &site.sources.tables.streets[street];
    let names = table.communities.iter().enumerate();
    names.filter_map(move |(at, name)| {
        Some(Community {
            name,
            path: site.cases.community_path(&table.name, name)?,
            cases: site.cases.by_community.get(&(street, at))?,
        })
    })
}

/// Links to the communities of a street that have cases.
pub(super) fn links(site: &Site, street: usize) -> Vec<FacetLink> {
    communities(site, street)
        .map(|community| FacetLink {
            is_small_area: true,
            ..FacetLink::new(
                community.name.to_owned(),
                community.path.to_owned(),
                community.cases.len(),
            )
        })
        .collect()
}

/// The pages of all communities that have cases.
pub(super) fn plan(site: &Site) -> Vec<CaseList> {
    let words = &site.words;
    let mut lists = Vec::new();
    for (at, street) in site.sources.tables.streets.iter().enumerate() {
        for community in communities(site, at) {
            let list = CaseList {
                path: community.path.to_owned(),
                title: words.fill("cases.of_title", &[("name", community.name)]),
                trail: vec![
                    (words.get("cases.streets").to_owned(), STREETS.to_owned()),
                    (street.name.clone(), street_list_path(&street.slug)),
                ],
                is_small_area: true,
                ..CaseList::default()
            };
            parts(site, list, community.cases, months_label, &mut lists);
        }
    }
    lists
}
