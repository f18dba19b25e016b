//! Views of topics: a hard problem, what is being done and what has become of it.

use serde::Serialize;

use super::body::{BodyView, Purpose, body, minute};
use super::case_card::CaseCard;
use super::forms::booking_href;
use super::guide_order::is_over;
use super::guides::outcomes_of;
use super::statistics::{FigureView, figure_at};
use crate::assemble::boards::topic_path;
use crate::assemble::{Site, case_path, guide_path};
use crate::model::topic::Activity;
use crate::plan::case_lists::category_list_path;
use crate::render::meta::TitleLink;

/// All topics.
#[derive(Debug, Serialize)]
pub struct TopicListView {
    topics: Vec<TopicEntryView>,
}

#[derive(Debug, Serialize)]
struct TopicEntryView {
    title: String,
    href: String,
    description: String,
    categories: Vec<String>,
    coming: Vec<ActivityView>,
}

/// All topics by title's address.
#[must_use]
pub fn topic_list(site: &Site) -> TopicListView {
    let settings = &site.sources.settings;
    TopicListView {
        topics: site
            .sources
            .topics
            .iter()
            .map(|topic| TopicEntryView {
                title: topic.item.title.clone(),
                href: settings.href(&topic_path(&topic.item)),
                description: topic.item.description.clone(),
                categories: topic
                    .item
                    .categories
                    .iter()
                    .map(|category| category.text.clone())
                    .collect(),
                coming: activities(site, &topic.item.activities, true),
            })
            .collect(),
    }
}

/// A topic's page.
#[derive(Debug, Serialize)]
pub struct TopicPageView {
    title: String,
    updated: Option<String>,
    body: BodyView,
    figures: Vec<FigureView>,
    outcomes: Vec<CaseCard>,
    categories: Vec<TitleLink>,
    guides: Vec<TitleLink>,
    long_standing: Vec<LongStandingView>,
    proposals: Vec<ProposalView>,
    coming: Vec<ActivityView>,
    past: Vec<ActivityView>,
}

#[derive(Debug, Serialize)]
struct LongStandingView {
    title: String,
    href: Option<String>,
    reason: String,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct ProposalView {
    title: String,
    answer: String,
    unit: String,
    date: String,
}

#[derive(Debug, Serialize)]
struct ActivityView {
    title: String,
    starts: String,
    ends: Option<String>,
    place: String,
    note: Option<String>,
    sign_up_href: Option<String>,
}

/// The page of a topic.
#[must_use]
pub fn topic(site: &Site, at: usize, purpose: Purpose) -> TopicPageView {
    let settings = &site.sources.settings;
    let topic = &site.sources.topics[at].item;
    let links = &site.topic_links[at];
    let categories = &site.sources.tables.categories;
    TopicPageView {
        title: topic.title.clone(),
        updated: topic.updated.map(|date| date.to_string()),
        body: body(site, &site.sources.topics[at], purpose),
        figures: links
            .figures
            .iter()
            .map(|(bulletin, figure)| figure_at(site, *bulletin, *figure))
            .collect(),
        outcomes: outcomes_of(site, 6, &links.categories),
        categories: links
            .categories
            .iter()
            .filter(|category| !site.pages_of_category_are_empty(**category))
            .map(|category| TitleLink {
                title: categories[*category].label.clone(),
                href: settings.href(&category_list_path(&categories[*category].slug)),
            })
            .collect(),
        guides: links
            .guides
            .iter()
            .filter(|guide| !is_over(site, **guide))
            .map(|guide| {
                let guide = &site.sources.guides[*guide].item;
                TitleLink {
                    title: guide.title.clone(),
                    href: settings.href(&guide_path(guide)),
                }
            })
            .collect(),
        long_standing: topic
            .long_standing
            .iter()
            .map(|case| LongStandingView {
                title: case.title.clone(),
                href: case
                    .case
                    .as_ref()
                    .and_then(|reference| site.case_by_id(&reference.text))
                    .map(|at| settings.href(&case_path(site.case(at)))),
                reason: case.reason.clone(),
                next: case.next.clone(),
            })
            .collect(),
        proposals: topic
            .proposals
            .iter()
            .map(|proposal| ProposalView {
                title: proposal.title.clone(),
                answer: proposal.answer.clone(),
                unit: proposal.unit.clone(),
                date: proposal.date.to_string(),
            })
            .collect(),
        coming: activities(site, &topic.activities, true),
        past: activities(site, &topic.activities, false),
    }
}

/// Activities that are still to come, soonest first; or those that are over, latest first.
fn activities(site: &Site, all: &[Activity], coming: bool) -> Vec<ActivityView> {
    let mut chosen: Vec<_> = all
        .iter()
        .filter(|activity| (activity.ends.unwrap_or(activity.starts) >= site.now) == coming)
        .collect();
    chosen.sort_by_key(|activity| activity.starts);
    if !coming {
        chosen.reverse();
    }
    chosen
        .into_iter()
        .map(|activity| ActivityView {
            title: activity.title.clone(),
            starts: minute(activity.starts),
            ends: activity.ends.map(minute),
            place: activity.place.clone(),
            note: activity.note.clone(),
            sign_up_href: (coming && activity.sign_up)
                .then(|| booking_href(&site.sources.settings, &activity.title)),
        })
        .collect()
}
