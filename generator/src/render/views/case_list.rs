//! A page of a list of released cases.

use serde::Serialize;

use super::case_card::CaseCard;
use super::case_page::lesson;
use crate::assemble::{CaseAt, Site};
use crate::plan::case_lists::{CaseGroup, CaseList, FEW, FacetLink, month_label};
use crate::plan::collections::is_long_standing;

/// A list of cases.
#[derive(Debug, Serialize)]
pub struct CaseListView {
    title: String,
    intro: Option<String>,
    /// None where a small number stays vague.
    total: Option<usize>,
    entries: Vec<EntryView>,
    groups: Vec<GroupView>,
    parts: Vec<PartView>,
    facets: Vec<FacetView>,
    has_feeds: bool,
}

#[derive(Debug, Serialize)]
struct EntryView {
    card: CaseCard,
    /// What others can take from a featured case.
    lesson: Option<String>,
    /// Why a case takes long, in the words of the office or the unit.
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct GroupView {
    slug: String,
    title: String,
    href: String,
    count: usize,
    from: String,
    to: String,
    entries: Vec<EntryView>,
}

#[derive(Debug, Serialize)]
struct PartView {
    label: String,
    href: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct FacetView {
    title: String,
    links: Vec<FacetLinkView>,
}

#[derive(Debug, Serialize)]
struct FacetLinkView {
    label: String,
    href: String,
    /// None where a small number stays vague.
    count: Option<usize>,
    current: bool,
}

/// A number, unless it is about a small area and small itself.
fn told(count: usize, is_small_area: bool) -> Option<usize> {
    (!is_small_area || count >= FEW).then_some(count)
}

fn entries(site: &Site, cases: &[CaseAt], cards: bool) -> Vec<EntryView> {
    let shown = if cards { cases } else { &[] };
    shown
        .iter()
        .map(|at| EntryView {
            card: CaseCard::of(site, *at),
            lesson: lesson(site, *at).map(|lesson| lesson.item.lesson.clone()),
            reason: reason(site, *at),
        })
        .collect()
}

fn reason(site: &Site, at: CaseAt) -> Option<String> {
    let summary = &site.case(at).summary;
    let waits = summary.row().is_some_and(is_long_standing);
    summary.told_by_unit().filter(|_| waits).map(str::to_owned)
}

fn group(site: &Site, group: &CaseGroup, cards: bool) -> GroupView {
    GroupView {
        slug: group.slug.clone(),
        title: group.title.clone(),
        href: site.sources.settings.href(&group.path),
        count: group.count,
        from: month_label(&site.words, group.span.0),
        to: month_label(&site.words, group.span.1),
        entries: entries(site, &group.entries, cards),
    }
}

impl CaseListView {
    /// The view of a planned list. Without `cards` the entries stay empty: a digest is enough then.
    #[must_use]
    pub fn of(site: &Site, list: &CaseList, cards: bool) -> Self {
        let settings = &site.sources.settings;
        let link = |link: &FacetLink| FacetLinkView {
            label: link.label.clone(),
            href: settings.href(&link.path),
            count: told(link.count, link.is_small_area),
            current: link.path == list.path,
        };
        Self {
            title: list.title.clone(),
            intro: list.intro.clone(),
            total: told(list.total, list.is_small_area),
            entries: entries(site, &list.entries, cards),
            groups: list
                .groups
                .iter()
                .map(|one| group(site, one, cards))
                .collect(),
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
                    title: facet.title.clone(),
                    links: facet.links.iter().map(link).collect(),
                })
                .collect(),
            has_feeds: !list.feeds.is_empty(),
        }
    }
}
