//! Cases that editors and readers look for together: featured ones (典型案例), long-standing ones
//! (挂账), and problems that come back at the same place.
//!
//! A collection that would be empty is not planned. None of them depends on today: "lately" is
//! counted from the newest released month.

use std::collections::BTreeMap;

use ahash::AHashMap;

use super::case_lists::{
    CaseGroup, CaseList, FacetLink, category_list_path, months_label, parts, street_list_path,
};
use crate::assemble::{CaseAt, Site};
use crate::model::address::slug;
use crate::model::released_case::{CaseRow, Month};

/// Cases that a place and category have at least, to be told as recurring.
const TIMES: usize = 3;

/// Months over which they are spread at least.
const MONTHS: usize = 2;

/// Months that are looked back over, from the newest released one.
const WINDOW: i32 = 12;

/// Places that are told at most, those with the most cases first.
const PLACES: usize = 60;

/// Cases of a place that are shown at most.
const SHOWN: usize = 3;

/// Address of the featured cases.
pub const FEATURED: &str = "/cases/featured/";
/// Address of the long-standing cases.
pub const LONG_STANDING: &str = "/cases/long-standing/";
/// Address of what comes back.
pub const RECURRING: &str = "/cases/recurring/";

/// The collections' lists, and links to them.
pub(super) fn plan(site: &Site) -> (Vec<CaseList>, Vec<FacetLink>) {
    let (mut lists, mut links) = (Vec::new(), Vec::new());
    let words = &site.words;
    let (featured, waiting) = (&site.cases.featured, &site.cases.long_standing);
    for (path, cases, title, intro) in [
        (FEATURED, featured, "cases.featured", "cases.featured_intro"),
        (
            LONG_STANDING,
            waiting,
            "cases.long_standing",
            "cases.long_standing_intro",
        ),
    ] {
        if cases.is_empty() {
            continue;
        }
        let title = words.get(title).to_owned();
        links.push(FacetLink::new(title.clone(), path.into(), cases.len()));
        let list = CaseList {
            path: path.into(),
            title,
            intro: Some(words.get(intro).to_owned()),
            ..CaseList::default()
        };
        parts(site, list, cases, months_label, &mut lists);
    }
    let groups = recurring(site);
    if !groups.is_empty() {
        let title = words.get("cases.recurring").to_owned();
        links.push(FacetLink::new(
            title.clone(),
            RECURRING.into(),
            groups.len(),
        ));
        lists.push(CaseList {
            path: RECURRING.into(),
            title,
            intro: Some(words.get("cases.recurring_intro").to_owned()),
            total: groups.iter().map(|group| group.count).sum(),
            groups,
            ..CaseList::default()
        });
    }
    (lists, links)
}

/// A street, a community or none within it, and a category.
type Place<'a> = (&'a str, Option<&'a str>, &'a str);

/// Problems of one category that came back in one community, or else in one street. Nothing finer
/// is told than what the rows say; categories that are reported from home have no rows.
fn recurring(site: &Site) -> Vec<CaseGroup> {
    let sorted = site.cases.months.iter().zip(&site.sources.months);
    let months: Vec<_> = sorted
        .filter(|(sorted, _)| !sorted.oldest_first.is_empty())
        .map(|(sorted, released)| (number(released.month), sorted))
        .collect();
    let Some((newest, _)) = months.last() else {
        return Vec::new();
    };
    let since = newest - WINDOW;
    let recent = months.iter().filter(|(month, _)| *month > since);
    let mut gathered: AHashMap<Place<'_>, Vec<CaseAt>> = AHashMap::new();
    for at in recent.flat_map(|(_, sorted)| &sorted.oldest_first) {
        if let Some(row) = site.case(*at).summary.row() {
            let community = row.community.as_deref();
            let place = (&*row.street, community, &*row.category.label);
            gathered.entry(place).or_default().push(*at);
        }
    }
    // Sorted: what is told first must not depend on chance.
    let by_place: BTreeMap<_, _> = gathered.into_iter().collect();
    let is_recurring = |cases: &Vec<CaseAt>| {
        let mut months: Vec<_> = cases
            .iter()
            .map(|at| site.case(*at).summary.month())
            .collect();
        months.sort_unstable();
        months.dedup();
        cases.len() >= TIMES && months.len() >= MONTHS
    };
    let (near, scattered): (Vec<_>, Vec<_>) = by_place
        .into_iter()
        .partition(|((_, community, _), cases)| community.is_some() && is_recurring(cases));
    // What no community has often enough may still come back in the street as a whole.
    let mut by_street: BTreeMap<Place<'_>, Vec<CaseAt>> = BTreeMap::new();
    for ((street, _, category), cases) in scattered {
        let of_street = by_street.entry((street, None, category)).or_default();
        of_street.extend(cases);
    }
    let wide = by_street
        .into_iter()
        .filter(|(_, cases)| is_recurring(cases));
    let mut found: Vec<_> = near.into_iter().chain(wide).collect();
    found.sort_by_key(|((_, community, _), cases)| {
        (community.is_none(), std::cmp::Reverse(cases.len()))
    });
    found.truncate(PLACES);
    found
        .into_iter()
        .map(|(place, cases)| group(site, place, cases))
        .collect()
}

fn group(
    site: &Site,
    (street, community, category): Place<'_>,
    mut cases: Vec<CaseAt>,
) -> CaseGroup {
    cases.sort_by_cached_key(|at| {
        let summary = &site.case(*at).summary;
        let date = summary.row().and_then(CaseRow::first_date);
        (summary.month(), date, summary.public_id())
    });
    let month = |at: &CaseAt| site.case(*at).summary.month();
    let tables = &site.sources.tables;
    let known = tables.streets.iter().find(|known| known.name == street);
    let of_community = community.and_then(|name| site.cases.community_path(street, name));
    let path = of_community
        .map(str::to_owned)
        .or_else(|| Some(street_list_path(&known?.slug)))
        .unwrap_or_else(|| category_list_path(&slug(category)));
    let place = community.map_or_else(|| street.to_owned(), |name| format!("{street}{name}"));
    CaseGroup {
        slug: slug(&format!("{place} {category}")),
        title: site.words.fill(
            "cases.recurring_title",
            &[("place", &place), ("category", category)],
        ),
        path,
        count: cases.len(),
        span: (month(&cases[0]), month(&cases[cases.len() - 1])),
        entries: cases.iter().rev().take(SHOWN).copied().collect(),
    }
}

/// Months counted through the years.
fn number(month: Month) -> i32 {
    i32::from(month.year()) * 12 + i32::from(month.month())
}
