//! The home page: it answers before it shows.

use serde::Serialize;

use super::case_card::{CaseCard, newest};
use super::guide_order::count_current;
use super::news::{NewsEntry, news_entry};
use super::statistics::{FigureView, newest_figures};
use crate::assemble::Site;
use crate::model::language::Language;
use crate::model::released_case::PhotoRole;

/// What the home page shows.
#[derive(Debug, Serialize)]
pub struct HomeView {
    outcomes: Vec<CaseCard>,
    news: Vec<NewsEntry>,
    figures: Vec<FigureView>,
    figures_href: String,
    guide_topics: Vec<TopicEntry>,
    counts: Counts,
}

#[derive(Debug, Serialize)]
struct TopicEntry {
    title: String,
    href: String,
    count: usize,
}

#[derive(Debug, Serialize)]
struct Counts {
    guides: usize,
    cases: usize,
    offices: usize,
}

/// The home page.
#[must_use]
pub fn home(site: &Site) -> HomeView {
    let settings = &site.sources.settings;
    let topics = site.sources.tables.topics.iter().enumerate();
    HomeView {
        outcomes: newest_pairs(site, 6),
        news: site
            .sources
            .news
            .iter()
            .filter(|n| site.foreign(n.item.language).is_none())
            .take(8)
            .map(|n| news_entry(site, n))
            .collect(),
        // Figures are told in the words of their source, which nobody translated.
        figures: match site.language {
            Language::Main => newest_figures(site, 4),
            Language::English => Vec::new(),
        },
        figures_href: settings.href("/stats/"),
        guide_topics: topics
            .map(|(at, topic)| TopicEntry {
                title: site.label(&topic.title),
                href: settings.href(&site.localized(&format!("/guides/#{}", topic.slug))),
                count: {
                    let links = site.guide_links.iter().enumerate();
                    let under = links.filter(|(_, links)| links.topics.contains(&at));
                    count_current(site, under.map(|(guide, _)| guide))
                },
            })
            .filter(|topic| topic.count > 0)
            .collect(),
        counts: Counts {
            guides: count_current(site, 0..site.sources.guides.len()),
            cases: site.case_pages().count(),
            offices: site.sources.offices.len(),
        },
    }
}

/// The newest cases with a photo from before and one from after.
fn newest_pairs(site: &Site, count: usize) -> Vec<CaseCard> {
    newest(site, count, |month| {
        let cases = &site.sources.months[month].cases;
        let with_pair = (0u32..).zip(cases).filter(|(_, case)| {
            let has = |role| case.summary.photos().iter().any(|photo| photo.role == role);
            case.summary.has_page() && has(PhotoRole::Before) && has(PhotoRole::After)
        });
        with_pair.map(|(index, _)| index).collect()
    })
}
