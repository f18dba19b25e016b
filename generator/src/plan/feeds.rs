//! Which feeds there are, and what stands in each.
//!
//! A feed holds the last [`LENGTH`] entries of one thing, so that one more case changes the feed of
//! its category, the feed of its street and the feed of all cases, and no other. What has nothing to
//! tell has no feed.

use std::collections::BTreeMap;

use super::digest::{Digester, Inputs};
use super::{Planned, Subject};
use crate::assemble::lately::LENGTH;
use crate::assemble::{CaseAt, Site};
use crate::render::feeds::feed;

/// What a feed tells of; categories and streets by position in their tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedOf {
    /// All cases.
    Cases,
    /// Cases of a category.
    Category(usize),
    /// Cases of a street.
    Street(usize),
    /// Work news.
    News,
    /// Notices.
    Notices,
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Atom 1.0
    Atom,
    /// JSON Feed 1.1
    Json,
}

/// All formats.
pub const FORMATS: [Format; 2] = [Format::Atom, Format::Json];

/// A feed and its entries, newest first.
#[derive(Debug)]
pub struct PlannedFeed {
    /// What it tells of.
    pub of: FeedOf,
    /// Cases, or positions among news or notices.
    pub entries: Vec<Entry>,
}

/// What an entry tells of.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// A case.
    Case(CaseAt),
    /// News by position.
    News(usize),
    /// A notice by position.
    Notice(usize),
}

impl FeedOf {
    /// Address without the base path.
    #[must_use]
    pub fn path(self, site: &Site, format: Format) -> String {
        let tables = &site.sources.tables;
        let name = match self {
            Self::Cases => "cases".to_owned(),
            Self::Category(at) => format!("category-{}", tables.categories[at].slug),
            Self::Street(at) => format!("street-{}", tables.streets[at].slug),
            Self::News => "news".to_owned(),
            Self::Notices => "notices".to_owned(),
        };
        let extension = match format {
            Format::Atom => "xml",
            Format::Json => "json",
        };
        format!("/feeds/{name}.{extension}")
    }
}

/// All feeds that have something to tell.
#[must_use]
pub fn plan(site: &Site) -> Vec<PlannedFeed> {
    let sources = &site.sources;
    let mut feeds: Vec<PlannedFeed> = cases(site)
        .into_iter()
        .map(|(of, newest)| PlannedFeed {
            of,
            entries: newest.into_iter().map(Entry::Case).collect(),
        })
        .collect();
    // Both are sorted newest first, notices after their severity.
    let news = (0..sources.news.len()).take(LENGTH).map(Entry::News);
    let mut notices: Vec<usize> = (0..sources.notices.len()).collect();
    notices.sort_by_key(|at| {
        let notice = &sources.notices[*at].item;
        std::cmp::Reverse((notice.starts, &notice.slug.text))
    });
    let notices = notices.into_iter().take(LENGTH).map(Entry::Notice);
    for (of, entries) in [
        (FeedOf::News, news.collect::<Vec<_>>()),
        (FeedOf::Notices, notices.collect()),
    ] {
        if !entries.is_empty() {
            feeds.push(PlannedFeed { of, entries });
        }
    }
    feeds
}

/// The newest cases of each feed of cases.
fn cases(site: &Site) -> BTreeMap<FeedOf, Vec<CaseAt>> {
    let lately = &site.cases.lately;
    let categories = lately.of_categories();
    let streets = lately.of_streets();
    std::iter::once((FeedOf::Cases, lately.of_all()))
        .chain(categories.map(|(at, newest)| (FeedOf::Category(at), newest)))
        .chain(streets.map(|(at, newest)| (FeedOf::Street(at), newest)))
        .filter(|(_, newest)| !newest.is_empty())
        .collect()
}

/// Plans the files of the feeds.
pub(super) fn outputs(
    site: &Site,
    feeds: &[PlannedFeed],
    inputs: &Inputs<'_>,
    outputs: &mut Vec<Planned>,
) {
    for (at, planned) in feeds.iter().enumerate() {
        let shown = feed(site, planned);
        let at = u32::try_from(at).expect("feeds are few");
        for format in FORMATS {
            let path = planned.of.path(site, format);
            let mut digester = Digester::new("feed");
            digester.bytes(&inputs.globals);
            digester.text(&path);
            digester.view(&shown);
            outputs.push(Planned {
                path: path[1..].to_owned(),
                digest: digester.finish(),
                subject: Subject::Feed(at, format),
            });
        }
    }
}
