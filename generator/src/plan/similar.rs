//! Published cases of one category in one street: what the form shows to someone who is about to
//! report another. Each pair has one short page, which a plain link opens and a script takes its
//! cards from; a small index says which pairs there are, so that nobody asks for one in vain.
//!
//! Only cases that have a page stand here. Home-reported categories have none, so nothing of them
//! can.

use std::collections::BTreeMap;

use super::case_lists::{CaseList, Facet, FacetLink, category_list_path, street_list_path};
use crate::assemble::{CaseAt, Site};
use crate::model::tables::{Category, Street};

/// Newest cases that a page shows.
const NEWEST: usize = 6;

/// Where the index lies.
pub const INDEX: &str = "cases/similar.json";

/// Address of the page of a category in a street, without the base path.
#[must_use]
pub fn path(category: &Category, street: &Street) -> String {
    format!("{}{}/", category_list_path(&category.slug), street.slug)
}

/// Cases with a page by category and street, as positions in the tables; newest first.
#[must_use]
pub fn pairs(site: &Site) -> BTreeMap<(usize, usize), Vec<CaseAt>> {
    let tables = &site.sources.tables;
    let mut pairs: BTreeMap<_, Vec<CaseAt>> = BTreeMap::new();
    for (month, by_category) in site.pages_by_category.iter().enumerate() {
        let month = u32::try_from(month).expect("months are few");
        for (category, cases) in by_category {
            for index in cases {
                let at = CaseAt {
                    month,
                    index: *index,
                };
                let Some(row) = site.case(at).summary.row() else {
                    continue;
                };
                let street = tables.streets.iter().position(|s| s.name == *row.street);
                if let Some(street) = street {
                    pairs.entry((*category, street)).or_default().push(at);
                }
            }
        }
    }
    for cases in pairs.values_mut() {
        cases.sort_by_cached_key(|at| {
            let summary = &site.case(*at).summary;
            let date = summary.row().and_then(|row| row.first_date());
            std::cmp::Reverse((summary.month(), date, summary.public_id()))
        });
    }
    pairs
}

/// Plans a page for each pair.
#[must_use]
pub fn plan(site: &Site) -> Vec<CaseList> {
    let tables = &site.sources.tables;
    let pairs = pairs(site);
    let count = |of: &dyn Fn(&(usize, usize)) -> bool| {
        let counted = pairs.iter().filter(|(pair, _)| of(pair));
        counted.map(|(_, cases)| cases.len()).sum()
    };
    let list = |(pair, cases): (&(usize, usize), &Vec<CaseAt>)| {
        let (category, street) = (&tables.categories[pair.0], &tables.streets[pair.1]);
        let link =
            |label: &str, path: String, count: usize| FacetLink::new(label.to_owned(), path, count);
        CaseList {
            path: path(category, street),
            title: format!("{}：{}", street.name, category.label),
            intro: None,
            total: cases.len(),
            entries: cases.iter().take(NEWEST).copied().collect(),
            parts: Vec::new(),
            facets: vec![Facet {
                title: "更多".to_owned(),
                links: vec![
                    link(
                        &category.label,
                        category_list_path(&category.slug),
                        count(&|other| other.0 == pair.0),
                    ),
                    link(
                        &street.name,
                        street_list_path(&street.slug),
                        count(&|other| other.1 == pair.1),
                    ),
                ],
            }],
            trail: vec![
                ("按类别".to_owned(), "/cases/categories/".to_owned()),
                (category.label.clone(), category_list_path(&category.slug)),
            ],
            // How often one thing is reported in one street can be a handful of households' doing.
            is_small_area: true,
            feeds: Vec::new(),
            groups: Vec::new(),
        }
    };
    pairs.iter().map(list).collect()
}

/// The index: addresses by `code street`, base path included.
#[must_use]
pub fn index(site: &Site) -> BTreeMap<String, String> {
    let tables = &site.sources.tables;
    let settings = &site.sources.settings;
    pairs(site)
        .keys()
        .map(|(category, street)| {
            let (category, street) = (&tables.categories[*category], &tables.streets[*street]);
            (
                format!("{} {}", category.code, street.name),
                settings.href(&path(category, street)),
            )
        })
        .collect()
}
