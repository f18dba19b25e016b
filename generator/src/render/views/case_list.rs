//! A page of a list of released cases.

use serde::Serialize;

use super::case_card::CaseCard;
use crate::assemble::Site;
use crate::plan::case_lists::CaseList;

/// A list of cases.
#[derive(Debug, Serialize)]
pub struct CaseListView {
    title: String,
    intro: Option<String>,
    total: usize,
    entries: Vec<CaseCard>,
    parts: Vec<PartView>,
    facets: Vec<FacetView>,
}

#[derive(Debug, Serialize)]
struct PartView {
    label: String,
    href: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct FacetView {
    title: &'static str,
    links: Vec<FacetLinkView>,
}

#[derive(Debug, Serialize)]
struct FacetLinkView {
    label: String,
    href: String,
    count: usize,
    current: bool,
}

impl CaseListView {
    /// The view of a planned list. Without `cards` the entries stay empty: a digest is enough then.
    #[must_use]
    pub fn of(site: &Site, list: &CaseList, cards: bool) -> Self {
        let settings = &site.sources.settings;
        let entries = if cards { list.entries.as_slice() } else { &[] };
        Self {
            title: list.title.clone(),
            intro: list.intro.clone(),
            total: list.total,
            entries: entries.iter().map(|at| CaseCard::of(site, *at)).collect(),
            parts: list
                .parts
                .iter()
                .map(|part| PartView {
                    label: part.label.clone(),
                    href: settings.href(&part.path),
                    current: part.path == list.path,
                })
                .collect(),
            facets: list
                .facets
                .iter()
                .map(|facet| FacetView {
                    title: facet.title,
                    links: facet
                        .links
                        .iter()
                        .map(|link| FacetLinkView {
                            label: link.label.clone(),
                            href: settings.href(&link.path),
                            count: link.count,
                            current: link.path == list.path,
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}
