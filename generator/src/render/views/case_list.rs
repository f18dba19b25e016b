//! A page of a list of released cases.

use serde::Serialize;

use super::case_card::CaseCard;
use super::case_page::lesson;
use super::forms::{report_href, street_report_href};
use super::guide_order::is_over;
use crate::assemble::boards::topic_path;
use crate::assemble::{CaseAt, Site, guide_path, office_path};
use crate::model::released_case::CaseRow;
use crate::plan::case_lists::{CaseGroup, CaseList, FEW, FacetLink, month_label};
use crate::plan::feeds::FeedOf;
use crate::render::meta::TitleLink;

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
    /// The form with the list's category or street chosen.
    report_href: Option<String>,
    /// Guides, topics and offices that belong to the list's category or street.
    related: Vec<TitleLink>,
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
    let waits = summary.row().is_some_and(CaseRow::is_long_standing);
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

/// Where one goes from the cases of a category or a street: the form, filled in as far as the list
/// says, and what editors wrote about it.
fn related(site: &Site, list: &CaseList) -> (Option<String>, Vec<TitleLink>) {
    let settings = &site.sources.settings;
    let tables = &site.sources.tables;
    let link = |title: &str, path: String| TitleLink {
        title: title.to_owned(),
        href: settings.href(&path),
    };
    for feed in &list.feeds {
        match *feed {
            FeedOf::Category(at) => {
                let guides = site.category_guides[at].iter();
                let guides = guides.filter(|guide| !is_over(site, **guide));
                let guides = guides.map(|guide| &site.sources.guides[*guide].item);
                let topics = site.sources.topics.iter().zip(&site.topic_links);
                let topics = topics.filter(|(_, links)| links.categories.contains(&at));
                let links = topics
                    .map(|(topic, _)| link(&topic.item.title, topic_path(&topic.item)))
                    .chain(guides.map(|guide| link(&guide.title, guide_path(guide))))
                    .collect();
                let form = report_href(site, &tables.categories[at].code, None);
                return (Some(form), links);
            }
            FeedOf::Street(at) => {
                let name = &tables.streets[at].name;
                let offices = site.sources.offices.iter().map(|office| &office.item);
                let here = offices.filter(|office| {
                    let street = office.street.as_ref();
                    street.is_some_and(|street| street.text == *name)
                });
                let links = here
                    .map(|office| link(&office.title, office_path(office)))
                    .collect();
                return (Some(street_report_href(site, name)), links);
            }
            _ => {}
        }
    }
    (None, Vec::new())
}

impl CaseListView {
    /// The view of a planned list. Without `cards` the entries stay empty: a digest is enough then.
    #[must_use]
    pub fn of(site: &Site, list: &CaseList, cards: bool) -> Self {
        let settings = &site.sources.settings;
        let (report_href, related) = related(site, list);
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
            report_href,
            related,
        }
    }
}
