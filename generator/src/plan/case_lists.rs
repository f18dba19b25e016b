//! Lists of cases: by month, street and category, never by page numbers counted from the newest.
//!
//! Lists are partitioned by month, so that one more case touches its month's lists and the few
//! overviews, and nothing else. Within a month, parts are counted from the oldest case: a part that
//! is full does not change when cases come after it.

use std::collections::BTreeMap;

use crate::assemble::{CaseAt, Site};
use crate::model::released_case::Month;

/// Cases on one page of a list.
const PART: usize = 60;

/// Newest cases that an overview shows.
const NEWEST: usize = 24;

/// One page of a list.
#[derive(Debug)]
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
    pub parts: Vec<PartLink>,
    /// Ways to other lists.
    pub facets: Vec<Facet>,
    /// Way from the column's page: labels and paths.
    pub trail: Vec<(String, String)>,
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
    pub title: &'static str,
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
}

/// Address of a street's cases.
#[must_use]
pub fn street_list_path(slug: &str) -> String {
    format!("/cases/streets/{slug}/")
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
struct Shelf {
    names: Vec<(String, String)>,
    /// Cases by name, then month, oldest first.
    cases: Vec<BTreeMap<Month, Vec<CaseAt>>>,
}

impl Shelf {
    fn new(names: Vec<(String, String)>) -> Self {
        let cases = vec![BTreeMap::new(); names.len()];
        Self { names, cases }
    }

    fn count(&self, at: usize) -> usize {
        self.cases[at].values().map(Vec::len).sum()
    }

    /// Links to all names that have cases, in the tables' order.
    fn links(&self) -> Vec<FacetLink> {
        (0..self.names.len())
            .map(|at| FacetLink {
                label: self.names[at].0.clone(),
                path: self.names[at].1.clone(),
                count: self.count(at),
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
                Some(FacetLink {
                    label: label.clone(),
                    path: format!("{path}{month}/"),
                    count,
                })
            })
            .collect()
    }
}

/// Plans every list of the site. Nothing is planned without a case: no column stays empty.
#[must_use]
pub fn plan(site: &Site) -> Vec<CaseList> {
    let tables = &site.sources.tables;
    let mut months: BTreeMap<Month, Vec<CaseAt>> = BTreeMap::new();
    let mut streets = Shelf::new(
        tables
            .streets
            .iter()
            .map(|s| (s.name.clone(), street_list_path(&s.slug)))
            .collect(),
    );
    let mut categories = Shelf::new(
        tables
            .categories
            .iter()
            .map(|c| (c.label.clone(), category_list_path(&c.slug)))
            .collect(),
    );
    let street_at: BTreeMap<&str, usize> = tables
        .streets
        .iter()
        .enumerate()
        .map(|(at, s)| (s.name.as_str(), at))
        .collect();
    let category_at: BTreeMap<&str, usize> = tables
        .categories
        .iter()
        .enumerate()
        .map(|(at, c)| (c.label.as_str(), at))
        .collect();
    let mut all: Vec<CaseAt> = site.case_pages().collect();
    all.sort_by_cached_key(|at| {
        let summary = &site.case(*at).summary;
        let date = summary.row().and_then(|row| row.first_date());
        (summary.month(), date, summary.public_id())
    });
    for at in &all {
        let summary = &site.case(*at).summary;
        let month = summary.month();
        months.entry(month).or_default().push(*at);
        if let Some(row) = summary.row() {
            if let Some(street) = street_at.get(&*row.street) {
                streets.cases[*street].entry(month).or_default().push(*at);
            }
            if let Some(category) = category_at.get(&*row.category.label) {
                categories.cases[*category]
                    .entry(month)
                    .or_default()
                    .push(*at);
            }
        }
    }
    let mut lists = Vec::new();
    let month_links: Vec<FacetLink> = months
        .iter()
        .rev()
        .map(|(month, cases)| FacetLink {
            label: month_label(*month),
            path: month_list_path(*month),
            count: cases.len(),
        })
        .collect();
    let overview = vec![
        Facet {
            title: "按月",
            links: month_links.clone(),
        },
        Facet {
            title: "按街道",
            links: streets.links(),
        },
        Facet {
            title: "按类别",
            links: categories.links(),
        },
    ];
    lists.push(CaseList {
        path: "/cases/".into(),
        title: "办理结果".into(),
        intro: None,
        total: all.len(),
        entries: newest(&all),
        parts: Vec::new(),
        facets: overview.clone(),
        trail: Vec::new(),
    });
    if all.is_empty() {
        return lists;
    }
    for (facet, path) in
        overview
            .into_iter()
            .zip(["/cases/months/", "/cases/streets/", "/cases/categories/"])
    {
        lists.push(CaseList {
            path: path.into(),
            title: format!("办理结果：{}", facet.title),
            intro: None,
            total: all.len(),
            entries: Vec::new(),
            parts: Vec::new(),
            trail: Vec::new(),
            facets: vec![facet],
        });
    }
    for (month, cases) in &months {
        let facets = vec![
            Facet {
                title: "按街道",
                links: streets.links_in(*month),
            },
            Facet {
                title: "按类别",
                links: categories.links_in(*month),
            },
        ];
        let trail = vec![("按月".to_owned(), "/cases/months/".to_owned())];
        let title = format!("{}办理结果", month_label(*month));
        parts(
            site,
            &month_list_path(*month),
            &title,
            cases,
            facets,
            trail,
            &mut lists,
        );
    }
    for (shelf, sort, root) in [
        (&streets, "按街道", "/cases/streets/"),
        (&categories, "按类别", "/cases/categories/"),
    ] {
        shelf_lists(site, shelf, sort, root, &mut lists);
    }
    lists
}

fn shelf_lists(site: &Site, shelf: &Shelf, sort: &str, root: &str, lists: &mut Vec<CaseList>) {
    for (at, (name, path)) in shelf.names.iter().enumerate() {
        let by_month = &shelf.cases[at];
        if by_month.is_empty() {
            continue;
        }
        let trail = vec![(sort.to_owned(), root.to_owned())];
        let links = by_month
            .iter()
            .rev()
            .map(|(month, cases)| FacetLink {
                label: month_label(*month),
                path: format!("{path}{month}/"),
                count: cases.len(),
            })
            .collect();
        let all: Vec<CaseAt> = by_month.values().flatten().copied().collect();
        lists.push(CaseList {
            path: path.clone(),
            title: format!("{name}：办理结果"),
            intro: None,
            total: all.len(),
            entries: newest(&all),
            parts: Vec::new(),
            facets: vec![Facet {
                title: "按月",
                links,
            }],
            trail: trail.clone(),
        });
        for (month, cases) in by_month {
            let mut trail = trail.clone();
            trail.push((name.clone(), path.clone()));
            let title = format!("{name}：{}办理结果", month_label(*month));
            parts(
                site,
                &format!("{path}{month}/"),
                &title,
                cases,
                Vec::new(),
                trail,
                lists,
            );
        }
    }
}

fn newest(oldest_first: &[CaseAt]) -> Vec<CaseAt> {
    oldest_first.iter().rev().take(NEWEST).copied().collect()
}

/// Cuts a month's list into pages. Full pages are numbered from the oldest; the newest cases stand
/// at the list's own address.
fn parts(
    site: &Site,
    path: &str,
    title: &str,
    cases: &[CaseAt],
    facets: Vec<Facet>,
    trail: Vec<(String, String)>,
    lists: &mut Vec<CaseList>,
) {
    let chunks: Vec<&[CaseAt]> = cases.chunks(PART).collect();
    let last = chunks.len().saturating_sub(1);
    let address = |at: usize| {
        if at == last {
            path.to_owned()
        } else {
            format!("{path}{}/", at + 1)
        }
    };
    let day = |at: CaseAt| {
        let summary = &site.case(at).summary;
        summary
            .row()
            .and_then(|row| row.first_date())
            .map_or_else(String::new, |date| format!("{}日", date.day()))
    };
    let links: Vec<PartLink> = if chunks.len() > 1 {
        chunks
            .iter()
            .enumerate()
            .map(|(at, chunk)| {
                let (first, newest) = (day(chunk[0]), day(chunk[chunk.len() - 1]));
                // The last label stays the same while cases come in, and so do the other pages.
                let label = if at == last {
                    "最新".to_owned()
                } else if first == newest {
                    first
                } else {
                    format!("{first}至{newest}")
                };
                PartLink {
                    label,
                    path: address(at),
                }
            })
            .collect()
    } else {
        Vec::new()
    };
    for (at, chunk) in chunks.iter().enumerate() {
        lists.push(CaseList {
            path: address(at),
            title: title.to_owned(),
            intro: None,
            total: cases.len(),
            entries: chunk.iter().rev().copied().collect(),
            parts: links.clone(),
            facets: facets.clone(),
            trail: trail.clone(),
        });
    }
}

fn month_label(month: Month) -> String {
    format!("{}年{}月", month.year(), month.month())
}
