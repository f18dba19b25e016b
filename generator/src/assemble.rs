//! Sources become a site: what is shown, under which address, and what links to what.
//!
//! Mistakes that no single file shows are found here: two pages at one address, a link to something
//! that is not there.

mod addresses;
pub mod boards;
pub mod case_index;
pub mod case_place;
mod cases;
mod guide_links;
pub mod languages;
pub mod lately;
pub mod redirects;
pub mod sorted_month;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use crate::diagnostic::{Diagnostics, Place};
use crate::load::twins::english;
use crate::load::words::Words;
use crate::load::{Loaded, Sources};
use crate::model::language::Language;
use crate::model::office::Office;
use crate::model::released_case::PublicId;
use addresses::addresses;
pub use addresses::{
    case_address, case_path, guide_path, news_path, notice_path, office_path, page_path,
};
use boards::{TopicLinks, topic_path};
use case_index::CaseIndex;
pub use cases::CaseAt;
use cases::{find_case, lessons, missing_years};
pub use guide_links::GuideLinks;
use guide_links::{links, missing_target};
use redirects::Redirect;

/// Choices of this run that decide what is shown.
#[derive(Debug, Clone, Copy)]
pub struct Showing {
    /// Local time; answers only "published yet?" and "still in force?".
    pub now: DateTime,
    /// Show drafts too.
    pub drafts: bool,
}

/// A site, ready to be planned.
#[derive(Debug)]
pub struct Site {
    /// Everything that was read. Lists below hold only what is shown.
    pub sources: Sources,
    /// Local time of this run.
    pub now: DateTime,
    /// Links of each guide.
    pub guide_links: Vec<GuideLinks>,
    /// Links of each topic.
    pub topic_links: Vec<TopicLinks>,
    /// Guides of each office.
    pub office_guides: Vec<Vec<usize>>,
    /// Guides of each category.
    pub category_guides: Vec<Vec<usize>>,
    /// Notices in force.
    pub active_notices: Vec<usize>,
    /// Cases with a page, sorted.
    pub cases: CaseIndex,
    /// What was learnt from featured cases.
    pub lessons: BTreeMap<PublicId, usize>,
    /// Old addresses.
    pub redirects: Vec<Redirect>,
    /// Addresses of what is written and not shown yet: drafts, and what waits for its time.
    pub hidden: BTreeSet<String>,
    /// The theme's words in the site's language; the build puts them in.
    pub words: Words,
    /// In which language it is.
    pub language: Language,
    /// The same site in English.
    pub english: Option<Box<Site>>,
    /// Addresses, as the main site writes them, that exist in both languages.
    pub twins: BTreeSet<String>,
}

/// Puts the sources together, and those of the English site, if there is one.
pub fn assemble(sources: Sources, showing: Showing, found: &mut Diagnostics) -> Site {
    let english = english(&sources, found);
    let mut site = assemble_one(sources, showing, found);
    if let Some(sources) = english {
        // What is wrong with the originals was told; only the translations' own faults are new.
        let mut aside = Diagnostics::default();
        let mut english = assemble_one(sources, showing, &mut aside);
        for fault in aside.sorted() {
            let is_of_twin = |place: &Place| place.file.ends_with(".en.md");
            if fault.place.as_ref().is_some_and(is_of_twin) {
                found.push(fault.clone());
            }
        }
        english.language = Language::English;
        let of_twins = std::mem::take(&mut english.redirects);
        redirects::join(&mut site.redirects, of_twins);
        let twins = languages::twins(&english);
        english.twins.clone_from(&twins);
        site.twins = twins;
        site.english = Some(Box::new(english));
    }
    site
}

fn assemble_one(mut sources: Sources, showing: Showing, found: &mut Diagnostics) -> Site {
    let visible = |draft: bool, publish_at: Option<DateTime>| {
        showing.drafts || (!draft && publish_at.is_none_or(|at| at <= showing.now))
    };
    let now = showing.now;
    let written = texts::files(&sources);
    let hidden = hidden(&sources, visible);
    sources
        .offices
        .retain(|o| visible(o.item.draft, o.item.publish_at));
    sources.notices.retain(|n| visible(n.item.draft, None));
    sources
        .pages
        .retain(|p| visible(p.item.draft, p.item.publish_at));
    sources
        .guides
        .retain(|g| visible(g.item.draft, g.item.publish_at));
    sources
        .news
        .retain(|n| visible(n.item.draft, n.item.publish_at.or(Some(n.item.published))));
    sources
        .topics
        .retain(|t| visible(t.item.draft, t.item.publish_at));
    sort(&mut sources);
    boards::topics_group_guides(&mut sources);
    let taken = addresses(&sources, found);
    let redirects = redirects::collect(&sources, &taken, found);
    texts::resolve(&mut sources, &written, found);
    boards::streets_are_known(&sources, found);
    boards::communities_are_known(&sources, found);
    let guide_links: Vec<_> = sources
        .guides
        .iter()
        .map(|g| links(g, &sources, &hidden, found))
        .collect();
    for office in &sources.offices {
        if let Some(street) = &office.item.street
            && !sources.tables.streets.is_empty()
            && sources.tables.street(&street.text).is_none()
        {
            let names = sources.tables.streets.iter().map(|s| s.name.as_str());
            found.push(missing_target("街道", "streets.toml", street, names));
        }
    }
    let mut office_guides = vec![Vec::new(); sources.offices.len()];
    let mut category_guides = vec![Vec::new(); sources.tables.categories.len()];
    for (guide, links) in guide_links.iter().enumerate() {
        links
            .offices
            .iter()
            .for_each(|office| office_guides[*office].push(guide));
        links
            .categories
            .iter()
            .for_each(|category| category_guides[*category].push(guide));
    }
    let active_notices = sources
        .notices
        .iter()
        .enumerate()
        .filter(|(_, notice)| notice.item.is_active(now))
        .map(|(index, _)| index)
        .collect();
    let cases = CaseIndex::of(&sources);
    let lessons = lessons(&sources, found);
    missing_years(&sources, found);
    let guide_topics: Vec<_> = guide_links.iter().map(|l| l.topics.clone()).collect();
    let is_released = |id: &str| find_case(&sources, id).is_some();
    for topic in &sources.topics {
        boards::cases_are_released(&topic.item, is_released, found);
    }
    let topic_links = sources
        .topics
        .iter()
        .map(|topic| boards::links(&topic.item, &sources, &guide_topics, found))
        .collect();
    Site {
        now,
        guide_links,
        topic_links,
        office_guides,
        category_guides,
        active_notices,
        cases,
        lessons,
        redirects,
        hidden,
        words: Words::default(),
        language: Language::Main,
        english: None,
        twins: BTreeSet::new(),
        sources,
    }
}

/// Addresses of what is written and not shown yet.
fn hidden(sources: &Sources, visible: impl Fn(bool, Option<DateTime>) -> bool) -> BTreeSet<String> {
    let offices = sources.offices.iter().map(|o| &o.item);
    let topics = sources.topics.iter().map(|t| &t.item);
    let guides = sources.guides.iter().map(|g| &g.item);
    let pages = sources.pages.iter().map(|p| &p.item);
    let news = sources.news.iter().map(|n| &n.item);
    let notices = sources.notices.iter().map(|n| &n.item);
    (offices
        .filter(|o| !visible(o.draft, o.publish_at))
        .map(office_path))
    .chain(
        topics
            .filter(|t| !visible(t.draft, t.publish_at))
            .map(topic_path),
    )
    .chain(
        guides
            .filter(|g| !visible(g.draft, g.publish_at))
            .map(guide_path),
    )
    .chain(
        pages
            .filter(|p| !visible(p.draft, p.publish_at))
            .map(page_path),
    )
    .chain(
        news.filter(|n| !visible(n.draft, n.publish_at.or(Some(n.published))))
            .map(news_path),
    )
    .chain(notices.filter(|n| !visible(n.draft, None)).map(notice_path))
    .collect()
}

/// The order in which lists show things; never the order of the disk.
fn sort(sources: &mut Sources) {
    let streets = &sources.tables.streets;
    let rank = |office: &Loaded<Office>| {
        let street = office.item.street.as_ref().map(|s| s.text.as_str());
        street
            .and_then(|name| streets.iter().position(|s| s.name == name))
            .unwrap_or(usize::MAX)
    };
    sources
        .offices
        .sort_by(|a, b| (rank(a), &a.item.slug.text).cmp(&(rank(b), &b.item.slug.text)));
    sources.news.sort_by(|a, b| {
        (b.item.published, &a.item.slug.text).cmp(&(a.item.published, &b.item.slug.text))
    });
    sources.notices.sort_by(|a, b| {
        (b.item.severity, b.item.starts, &a.item.slug.text).cmp(&(
            a.item.severity,
            a.item.starts,
            &b.item.slug.text,
        ))
    });
    sources
        .guides
        .sort_by(|a, b| a.item.slug.text.cmp(&b.item.slug.text));
    // Newest period first; figures whose source names no year last.
    let dated = |period: &str| period.starts_with(|c: char| c.is_ascii_digit());
    sources.bulletins.sort_by(|a, b| {
        (dated(&b.period), &b.period, &a.slug).cmp(&(dated(&a.period), &a.period, &b.slug))
    });
    sources.months.sort_by_key(|month| month.month);
}
