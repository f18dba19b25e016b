//! Lists of cases: by month, street and category, never by page numbers counted from the newest.
//!
//! Lists are partitioned by month, so that one more case touches its month's lists and the few
//! overviews, and nothing else. Within a month, parts are counted from the oldest case: a part that
//! is full does not change when cases come after it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::feeds::FeedOf;
use super::{collections, communities};
use crate::assemble::sorted_month::SortedMonth;
use crate::assemble::{CaseAt, Site};
use crate::load::words::Words;
use crate::model::released_case::Month;

/// Cases on one page of a list.
pub(super) const PART: usize = 60;

/// Counts of cases in a small area are not told below this.
pub const FEW: usize = 5;

/// Newest cases that an overview shows.
const NEWEST: usize = 24;

/// One page of a list.
#[derive(Debug, Default)]
pub struct CaseList {
    /// Address without the base path.
    pub path: String,
    /// Heading.
    pub title: String,
    /// A sentence below it.
    pub intro: Option<String>,
    /// Cases in the whole list.
    pub total: usize,
    /// Cases on this page, newest first.
    pub entries: Vec<CaseAt>,
    /// All pages of the list, if there are several.
    pub parts: Arc<[PartLink]>,
    /// Ways to other lists.
    pub facets: Arc<[Facet]>,
    /// Way from the column's page: labels and paths.
    pub trail: Vec<(String, String)>,
    /// Whether the list is about so small an area that small counts stay vague.
    pub is_small_area: bool,
    /// Feeds that tell of what is new in the list.
    pub feeds: Vec<FeedOf>,
    /// Cases under headings of their own, in place of `entries`.
    pub groups: Vec<CaseGroup>,
}

/// Cases that belong together.
#[derive(Debug, Clone)]
pub struct CaseGroup {
    /// Part of an address within the page.
    pub slug: String,
    /// Heading.
    pub title: String,
    /// Where all of them are listed.
    pub path: String,
    /// How many there are.
    pub count: usize,
    /// First and last month.
    pub span: (Month, Month),
    /// The newest of them.
    pub entries: Vec<CaseAt>,
}

/// One page among several of a list.
#[derive(Debug, Clone)]
pub struct PartLink {
    /// What people read: the days that it covers.
    pub label: String,
    /// Address without the base path.
    pub path: String,
}

/// Links to lists of one sort.
#[derive(Debug, Clone)]
pub struct Facet {
    /// 按月, 按街道, 按类别
    pub title: String,
    /// The links.
    pub links: Vec<FacetLink>,
}

/// A link to a list with the number of its cases.
#[derive(Debug, Clone)]
pub struct FacetLink {
    /// What people read.
    pub label: String,
    /// Address without the base path.
    pub path: String,
    /// Cases in it.
    pub count: usize,
    /// Whether a small count stays vague.
    pub is_small_area: bool,
}

impl FacetLink {
    pub(super) fn new(label: String, path: String, count: usize) -> Self {
        Self {
            label,
            path,
            count,
            is_small_area: false,
        }
    }
}

/// Address of a street's cases.
#[must_use]
pub fn street_list_path(slug: &str) -> String {
    format!("/streets/{slug}/")
}

/// Address of a category's cases.
#[must_use]
pub fn category_list_path(slug: &str) -> String {
    format!("/cases/categories/{slug}/")
}

/// Address of a month's cases.
#[must_use]
pub fn month_list_path(month: Month) -> String {
    format!("/cases/months/{month}/")
}

/// What cases are sorted into besides months.
struct Shelf<'s> {
    names: Vec<(String, String)>,
    /// Cases by name, then month, oldest first.
    cases: Vec<BTreeMap<Month, &'s [CaseAt]>>,
}

impl<'s> Shelf<'s> {
    fn new(
        site: &'s Site,
        names: Vec<(String, String)>,
        of_month: impl Fn(&'s SortedMonth) -> &'s BTreeMap<usize, Vec<CaseAt>>,
    ) -> Self {
        let mut cases = vec![BTreeMap::new(); names.len()];
        for (month, sorted) in months(site) {
            for (at, of_name) in of_month(sorted) {
                cases[*at].insert(month, of_name.as_slice());
            }
        }
        Self { names, cases }
    }

    fn count(&self, at: usize) -> usize {
        self.cases[at].values().map(|cases| cases.len()).sum()
    }

    /// Links to all names that have cases, in the tables' order.
    fn links(&self) -> Vec<FacetLink> {
        (0..self.names.len())
            .map(|at| {
                let (label, path) = &self.names[at];
                FacetLink::new(label.clone(), path.clone(), self.count(at))
            })
            .filter(|link| link.count > 0)
            .collect()
    }

    /// Links to the lists of one month.
    fn links_in(&self, month: Month) -> Vec<FacetLink> {
        (0..self.names.len())
            .filter_map(|at| {
                let count = self.cases[at].get(&month)?.len();
                let (label, path) = &self.names[at];
                Some(FacetLink::new(
                    label.clone(),
                    format!("{path}{month}/"),
                    count,
                ))
            })
            .collect()
    }
}

/// Months that have cases, oldest first.
fn months(site: &Site) -> impl DoubleEndedIterator<Item = (Month, &SortedMonth)> {
    let released = site.sources.months.iter();
    let months = released
        .map(|released| released.month)
        .zip(&site.cases.months);
    months.filter(|(_, sorted)| !sorted.oldest_first.is_empty())
}

/// Plans every list of the site. Nothing is planned without a case: no column stays empty.
#[must_use]
pub fn plan(site: &Site) -> Vec<CaseList> {
    let tables = &site.sources.tables;
    let streets = tables.streets.iter();
    let streets = streets.map(|s| (s.name.clone(), street_list_path(&s.slug)));
    let streets = Shelf::new(site, streets.collect(), |month| &month.by_street);
    let categories = tables.categories.iter();
    let categories = categories.map(|c| (c.label.clone(), category_list_path(&c.slug)));
    let categories = Shelf::new(site, categories.collect(), |month| &month.by_category);
    let all = &site.cases.oldest_first;
    let mut lists = Vec::new();
    let words = &site.words;
    let month_links: Vec<FacetLink> = months(site)
        .rev()
        .map(|(month, sorted)| {
            FacetLink::new(
                month_label(words, month),
                month_list_path(month),
                sorted.oldest_first.len(),
            )
        })
        .collect();
    let facet = |key: &str, links: Vec<FacetLink>| Facet {
        title: words.get(key).to_owned(),
        links,
    };
    let mut overview = vec![
        facet("cases.by_month", month_links),
        facet("cases.by_street", streets.links()),
        facet("cases.by_category", categories.links()),
    ];
    let (collections, collected) = collections::plan(site);
    let mut facets = overview.clone();
    if !collected.is_empty() {
        facets.insert(0, facet("cases.by_collection", collected));
    }
    lists.push(CaseList {
        path: "/cases/".into(),
        title: words.get("columns.cases.name").into(),
        total: all.len(),
        entries: newest(all.iter().rev()),
        facets: facets.into(),
        // What has nothing to tell has no feed.
        feeds: all.first().map(|_| FeedOf::Cases).into_iter().collect(),
        ..CaseList::default()
    });
    if all.is_empty() {
        return lists;
    }
    lists.extend(collections);
    for (path, facet) in [CASES_BY_MONTH, STREETS, CASES_BY_CATEGORY]
        .into_iter()
        .zip(overview.drain(..))
    {
        let sort = [("sort", facet.title.as_str())];
        lists.push(CaseList {
            path: path.into(),
            title: words.fill("cases.index_title", &sort),
            total: all.len(),
            facets: [facet].into(),
            ..CaseList::default()
        });
    }
    for (month, sorted) in months(site) {
        let facets = [
            facet("cases.by_street", streets.links_in(month)),
            facet("cases.by_category", categories.links_in(month)),
        ]
        .into();
        let by_month = words.get("cases.by_month");
        let label = month_label(words, month);
        let list = CaseList {
            path: month_list_path(month),
            title: words.fill("cases.month_title", &[("month", &label)]),
            facets,
            trail: vec![(by_month.to_owned(), CASES_BY_MONTH.to_owned())],
            ..CaseList::default()
        };
        parts(site, list, &sorted.oldest_first, day_label, &mut lists);
    }
    let by_street = (words.get("cases.streets"), STREETS);
    shelf_lists(site, &streets, by_street, &mut lists, |at| {
        let communities = communities::links(site, at);
        (
            vec![FeedOf::Street(at)],
            facet("cases.by_community", communities),
        )
    });
    let by_category = (words.get("cases.by_category"), CASES_BY_CATEGORY);
    shelf_lists(site, &categories, by_category, &mut lists, |at| {
        (
            vec![FeedOf::Category(at)],
            facet("cases.by_community", Vec::new()),
        )
    });
    lists.extend(communities::plan(site));
    lists
}

const CASES_BY_MONTH: &str = "/cases/months/";
/// Address of all categories.
pub(super) const CASES_BY_CATEGORY: &str = "/cases/categories/";
/// Address of all streets.
pub(super) const STREETS: &str = "/streets/";

fn shelf_lists(
    site: &Site,
    shelf: &Shelf<'_>,
    (sort, root): (&str, &str),
    lists: &mut Vec<CaseList>,
    more: impl Fn(usize) -> (Vec<FeedOf>, Facet),
) {
    let words = &site.words;
    for (at, (name, path)) in shelf.names.iter().enumerate() {
        let by_month = &shelf.cases[at];
        if by_month.is_empty() {
            continue;
        }
        let trail = vec![(sort.to_owned(), root.to_owned())];
        let links = by_month
            .iter()
            .rev()
            .map(|(month, cases)| {
                FacetLink::new(
                    month_label(words, *month),
                    format!("{path}{month}/"),
                    cases.len(),
                )
            })
            .collect();
        let newest_first = by_month.values().rev().flat_map(|cases| cases.iter().rev());
        let (feeds, finer) = more(at);
        let mut facets = vec![Facet {
            title: words.get("cases.by_month").to_owned(),
            links,
        }];
        if !finer.links.is_empty() {
            facets.insert(0, finer);
        }
        lists.push(CaseList {
            path: path.clone(),
            title: words.fill("cases.of_title", &[("name", name)]),
            total: shelf.count(at),
            entries: newest(newest_first),
            facets: facets.into(),
            trail: trail.clone(),
            feeds,
            ..CaseList::default()
        });
        for (month, cases) in by_month {
            let mut trail = trail.clone();
            trail.push((name.clone(), path.clone()));
            let label = month_label(words, *month);
            let list = CaseList {
                path: format!("{path}{month}/"),
                title: words.fill(
                    "cases.street_month_title",
                    &[("name", name), ("month", &label)],
                ),
                trail,
                ..CaseList::default()
            };
            parts(site, list, cases, day_label, lists);
        }
    }
}

fn newest<'s>(newest_first: impl Iterator<Item = &'s CaseAt>) -> Vec<CaseAt> {
    newest_first.take(NEWEST).copied().collect()
}

/// Cuts a list into pages. Full pages are numbered from the oldest; the newest cases stand at the
/// list's own address. `label` says what a page covers by its oldest and newest case.
pub(super) fn parts(
    site: &Site,
    list: CaseList,
    oldest_first: &[CaseAt],
    label: impl Fn(&Site, CaseAt, CaseAt) -> String,
    lists: &mut Vec<CaseList>,
) {
    let chunks: Vec<&[CaseAt]> = oldest_first.chunks(PART).collect();
    let last = chunks.len().saturating_sub(1);
    let address = |at: usize| {
        if at == last {
            list.path.clone()
        } else {
            format!("{}{}/", list.path, at + 1)
        }
    };
    let links: Arc<[PartLink]> = if chunks.len() > 1 {
        chunks
            .iter()
            .enumerate()
            .map(|(at, chunk)| PartLink {
                // The last label stays the same while cases come in, and so do the other pages.
                label: if at == last {
                    site.words.get("cases.newest_part").to_owned()
                } else {
                    label(site, chunk[0], chunk[chunk.len() - 1])
                },
                path: address(at),
            })
            .collect()
    } else {
        Arc::default()
    };
    for (at, chunk) in chunks.iter().enumerate() {
        lists.push(CaseList {
            path: address(at),
            title: list.title.clone(),
            intro: list.intro.clone(),
            total: oldest_first.len(),
            entries: chunk.iter().rev().copied().collect(),
            parts: Arc::clone(&links),
            facets: Arc::clone(&list.facets),
            trail: list.trail.clone(),
            is_small_area: list.is_small_area,
            feeds: list.feeds.clone(),
            groups: Vec::new(),
        });
    }
}

/// The days of a month that a page covers.
fn day_label(site: &Site, oldest: CaseAt, newest: CaseAt) -> String {
    let day = |at: CaseAt| {
        let row = site.case(at).summary.row();
        row.and_then(|row| row.first_date())
            .map_or_else(String::new, |date| date.day().to_string())
    };
    let (from, to) = (day(oldest), day(newest));
    if from == to {
        site.words.fill("cases.part_day", &[("d", &from)])
    } else {
        let days = [("from", from.as_str()), ("to", to.as_str())];
        site.words.fill("cases.part_days", &days)
    }
}

/// The months that a page covers.
pub(super) fn months_label(site: &Site, oldest: CaseAt, newest: CaseAt) -> String {
    let month = |at: CaseAt| month_label(&site.words, site.case(at).summary.month());
    let (from, to) = (month(oldest), month(newest));
    if from == to {
        from
    } else {
        format!("{from}–{to}")
    }
}

/// A month in words.
#[must_use]
pub fn month_label(words: &Words, month: Month) -> String {
    let (year, number) = (month.year().to_string(), month.month().to_string());
    words.fill("date.month", &[("y", &year), ("m", &number)])
}
