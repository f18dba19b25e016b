//! Views of work news.

use serde::Serialize;

use super::body::{BodyView, Purpose, body, minute};
use super::case_card::PictureView;
use crate::assemble::{Site, news_path};
use crate::load::Loaded;
use crate::model::language::Language;
use crate::model::news::News;
use crate::render::meta::TitleLink;

/// A news item in a list.
#[derive(Debug, Serialize)]
pub struct NewsEntry {
    title: String,
    href: String,
    date: String,
    source: String,
    issue: Option<String>,
    description: String,
    image: Option<PictureView>,
    lang: Option<&'static str>,
}

/// The picture of a news item.
#[must_use]
pub fn image(site: &Site, news: &Loaded<News>) -> Option<PictureView> {
    let image = news.item.image.as_ref()?;
    let picture = news.attached.pictures.get(&image.text)?;
    let alt = news.item.image_alt.as_deref().unwrap_or_default();
    let settings = &site.sources.settings;
    Some(PictureView::beside(picture, settings, alt, None))
}

/// The list entry of a news item.
#[must_use]
pub fn news_entry(site: &Site, loaded: &Loaded<News>) -> NewsEntry {
    let news = &loaded.item;
    NewsEntry {
        title: news.title.clone(),
        href: site.sources.settings.href(&news_path(news)),
        date: news.published.date().to_string(),
        source: news.source.clone(),
        issue: news.issue.clone(),
        description: news.description.clone(),
        image: image(site, loaded),
        lang: site.foreign(news.language),
    }
}

/// Newest items on the column's own page; the archive by year has all of them.
const NEWEST: usize = 12;

/// News by year.
#[derive(Debug, Serialize)]
pub struct NewsListView {
    years: Vec<NewsYearView>,
    /// Every year that has news.
    archive: Vec<YearLinkView>,
    /// Whether older news stand in the archive only.
    newest_only: bool,
}

#[derive(Debug, Serialize)]
struct NewsYearView {
    year: i16,
    entries: Vec<NewsEntry>,
}

#[derive(Debug, Serialize)]
struct YearLinkView {
    year: i16,
    href: String,
    count: usize,
    current: bool,
}

/// Address of a year's news, without the base path.
#[must_use]
pub fn year_path(year: i16) -> String {
    format!("/news/{year}/")
}

/// Years that have news, newest first, with their number.
#[must_use]
pub fn years(site: &Site) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, usize)> = Vec::new();
    for news in &site.sources.news {
        let year = news.item.published.year();
        match years.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => years.push((year, 1)),
        }
    }
    years
}

/// The news of a year, or the newest ones; newest first, by year.
#[must_use]
pub fn news_list(site: &Site, of: Option<i16>) -> NewsListView {
    let all = &site.sources.news;
    // The English site has one list.
    let has_archive = site.language == Language::Main;
    let mut groups: Vec<NewsYearView> = Vec::new();
    let shown = all
        .iter()
        .filter(|news| of.is_none_or(|year| news.item.published.year() == year))
        .take(if of.is_some() || !has_archive {
            usize::MAX
        } else {
            NEWEST
        });
    for news in shown {
        let year = news.item.published.year();
        if groups.last().is_none_or(|last| last.year != year) {
            groups.push(NewsYearView {
                year,
                entries: Vec::new(),
            });
        }
        if let Some(last) = groups.last_mut() {
            last.entries.push(news_entry(site, news));
        }
    }
    NewsListView {
        years: groups,
        archive: years(site)
            .into_iter()
            .filter(|_| has_archive)
            .map(|(year, count)| YearLinkView {
                year,
                href: site.sources.settings.href(&year_path(year)),
                count,
                current: of == Some(year),
            })
            .collect(),
        newest_only: has_archive && of.is_none() && all.len() > NEWEST,
    }
}

/// A news item's page.
#[derive(Debug, Serialize)]
pub struct NewsPageView<'a> {
    news: NewsView<'a>,
    previous: Option<TitleLink>,
    next: Option<TitleLink>,
}

#[derive(Debug, Serialize)]
struct NewsView<'a> {
    title: &'a str,
    published: String,
    date: String,
    source: &'a str,
    author: Option<&'a str>,
    issue: Option<&'a str>,
    body: BodyView,
    image: Option<PictureView>,
}

/// The page of a news item.
#[must_use]
pub fn news(site: &Site, at: usize, purpose: Purpose) -> NewsPageView<'_> {
    let all = &site.sources.news;
    let news = &all[at].item;
    let link = |at: usize| {
        let news = &all.get(at)?.item;
        if site.foreign(news.language).is_some() {
            return None;
        }
        let href = site.sources.settings.href(&news_path(news));
        Some(TitleLink {
            title: news.title.clone(),
            href,
        })
    };
    NewsPageView {
        news: NewsView {
            title: &news.title,
            published: minute(news.published),
            date: news.published.date().to_string(),
            source: &news.source,
            author: news.author.as_deref(),
            issue: news.issue.as_deref(),
            body: body(site, &all[at], purpose),
            image: image(site, &all[at]),
        },
        previous: link(at + 1),
        next: at.checked_sub(1).and_then(link),
    }
}
