//! Where pages lie. Every page has its own address; two at one are a mistake.

use std::collections::BTreeMap;

use super::boards::{grid_path, place_kind_path, topic_path};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Reference};
use crate::load::Sources;
use crate::load::cases::PublishedCase;
use crate::model::guide::Guide;
use crate::model::news::News;
use crate::model::notice::Notice;
use crate::model::office::Office;
use crate::model::page::Page;
use crate::model::released_case::PublicId;

/// Every page has its own address.
pub(super) fn addresses(sources: &Sources, found: &mut Diagnostics) -> BTreeMap<String, Place> {
    let mut taken: BTreeMap<String, Place> = FIXED
        .iter()
        .map(|address| ((*address).to_owned(), Place::file("网站自己的栏目")))
        .collect();
    // A year of news has a page of its own.
    for news in &sources.news {
        let year = format!("/news/{}/", news.item.published.year());
        taken.insert(year, Place::file("网站自己的栏目"));
    }
    let mut claim = |path: String, slug: &Reference| {
        if let Some(first) = taken.get(&path) {
            let who = if first.text.is_empty() {
                first.file.to_string()
            } else {
                format!("{}:{}", first.file, first.line)
            };
            found.push(
                Diagnostic::error(
                    "duplicate-address",
                    format!("网址 {path} 已被 {who} 占用。"),
                )
                .at(slug.place.clone())
                .help("给其中一个改一个 slug，例如在后面加上街道或年份的拼音。"),
            );
        } else {
            taken.insert(path, slug.place.clone());
        }
    };
    for guide in &sources.guides {
        claim(guide_path(&guide.item), &guide.item.slug);
    }
    for office in &sources.offices {
        claim(office_path(&office.item), &office.item.slug);
    }
    for news in &sources.news {
        claim(news_path(&news.item), &news.item.slug);
    }
    for notice in &sources.notices {
        claim(notice_path(&notice.item), &notice.item.slug);
    }
    for page in &sources.pages {
        claim(page_path(&page.item), &page.item.slug);
    }
    for topic in &sources.topics {
        claim(topic_path(&topic.item), &topic.item.slug);
    }
    for grid in &sources.boards.grids {
        claim(grid_path(grid), &grid.slug);
    }
    // Two kinds whose names sound alike would share a page.
    let mut kinds: BTreeMap<String, &str> = BTreeMap::new();
    for place in &sources.boards.places {
        let path = place_kind_path(&place.kind);
        if *kinds.entry(path.clone()).or_insert(&place.kind) != place.kind {
            claim(path.clone(), &place.id);
            claim(path, &place.id);
        }
    }
    taken
}

/// Addresses at the root that a page may not take.
pub(super) const FIXED: [&str; 33] = [
    "/guides/",
    "/guides/audience/",
    "/guides/offices/",
    "/guides/a-z/",
    "/offices/",
    "/topics/",
    "/news/",
    "/notices/",
    "/hotlines/",
    "/places/",
    "/grids/",
    "/ledger/",
    "/cases/",
    "/streets/",
    "/stats/",
    "/search/",
    "/pagefind/",
    "/report/",
    "/lookup/",
    "/data/",
    "/feeds/",
    "/open311/",
    "/en/",
    "/api/",
    "/upload/",
    "/assets/",
    "/photos/",
    "/reply/",
    "/sitemap/",
    "/sitemaps/",
    "/files/",
    "/pictures/",
    "/jiayuan/",
];

/// Address of a guide, without the base path.
#[must_use]
pub fn guide_path(guide: &Guide) -> String {
    format!("{}/guides/{}/", guide.language.home(), guide.slug.text)
}

/// Address of an office, without the base path.
#[must_use]
pub fn office_path(office: &Office) -> String {
    format!("{}/offices/{}/", office.language.home(), office.slug.text)
}

/// Address of a news item, without the base path.
#[must_use]
pub fn news_path(news: &News) -> String {
    format!("{}/news/{}/", news.language.home(), news.slug.text)
}

/// Address of a notice, without the base path.
#[must_use]
pub fn notice_path(notice: &Notice) -> String {
    format!("{}/notices/{}/", notice.language.home(), notice.slug.text)
}

/// Address of a page, without the base path.
#[must_use]
pub fn page_path(page: &Page) -> String {
    format!("{}/{}/", page.language.home(), page.slug.text)
}

/// Address of a case, without the base path.
#[must_use]
pub fn case_path(case: &PublishedCase) -> String {
    case_address(case.summary.public_id())
}

/// Address of the case with an id, without the base path.
#[must_use]
pub fn case_address(id: PublicId) -> String {
    format!("/cases/{}/", id.as_str())
}
