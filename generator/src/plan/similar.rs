//! Published cases of one category in one street: what the form shows to someone who is about to
//! report another. Each pair has one short page, which a plain link opens and a script takes its
//! cards from; a small index says which pairs there are, so that nobody asks for one in vain.
//!
//! Only cases that have a page stand here. Home-reported categories have none, so nothing of them
//! can.

use std::collections::BTreeMap;

use super::case_lists::{
    CASES_BY_CATEGORY, CaseList, Facet, FacetLink, category_list_path, street_list_path,
};
use crate::assemble::Site;
use crate::model::tables::{Category, Street};

/// Where the index lies.
pub const INDEX: &str = "cases/similar.json";

/// Address of the page of a category in a street, without the base path.
#[must_use]
pub fn path(category: &Category, street: &Street) -> String {
    format!("{}{}/", category_list_path(&category.slug), street.slug)
}

/// Categories and streets that have a page together, in the tables' order.
pub fn pairs(site: &Site) -> impl Iterator<Item = (&Category, &Street)> {
    let tables = &site.sources.tables;
    let pairs = site.cases.pairs.keys();
    pairs.map(|(category, street)| (&tables.categories[*category], &tables.streets[*street]))
}

/// Plans a page for each pair.
#[must_use]
pub fn plan(site: &Site) -> Vec<CaseList> {
    let tables = &site.sources.tables;
    let words = &site.words;
    let mut of_category: BTreeMap<usize, usize> = BTreeMap::new();
    let mut of_street: BTreeMap<usize, usize> = BTreeMap::new();
    for ((category, street), pair) in &site.cases.pairs {
        *of_category.entry(*category).or_default() += pair.count;
        *of_street.entry(*street).or_default() += pair.count;
    }
    let mut lists = Vec::with_capacity(site.cases.pairs.len());
    for ((category_at, street_at), pair) in &site.cases.pairs {
        let (category, street) = (
            &tables.categories[*category_at],
            &tables.streets[*street_at],
        );
        let wider = vec![
            FacetLink::new(
                category.label.clone(),
                category_list_path(&category.slug),
                of_category[category_at],
            ),
            FacetLink::new(
                street.name.clone(),
                street_list_path(&street.slug),
                of_street[street_at],
            ),
        ];
        let names = [
            ("street", street.name.as_str()),
            ("category", &category.label),
        ];
        lists.push(CaseList {
            path: path(category, street),
            title: words.fill("cases.similar_title", &names),
            total: pair.count,
            entries: pair.newest.clone(),
            facets: [Facet {
                title: words.get("cases.wider").to_owned(),
                links: wider,
            }]
            .into(),
            trail: vec![
                (
                    words.get("cases.by_category").to_owned(),
                    CASES_BY_CATEGORY.to_owned(),
                ),
                (category.label.clone(), category_list_path(&category.slug)),
            ],
            // How often one thing is reported in one street can be a handful of households' doing.
            is_small_area: true,
            ..CaseList::default()
        });
    }
    lists
}

/// The index: addresses by `code street`, base path included.
#[must_use]
pub fn index(site: &Site) -> BTreeMap<String, String> {
    let settings = &site.sources.settings;
    pairs(site)
        .map(|(category, street)| {
            (
                format!("{} {}", category.code, street.name),
                settings.href(&path(category, street)),
            )
        })
        .collect()
}
