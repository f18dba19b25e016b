//! Feeds: Atom 1.0 and JSON Feed 1.1 of the same entries.
//!
//! Dates come from the content, never from the build; a day without a time is written as its first
//! minute. An entry's id is its page's address, which never changes. Only what has a page is in a
//! feed, so nothing that was withheld or reported from home ever is.

use std::io;

use jiff::civil::{Date, DateTime};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::Serialize;

use super::meta::FeedLinkView;
use super::views::case_card::{self, PictureView};
use crate::assemble::{Site, case_path, news_path, notice_path};
use crate::model::released_case::{CaseRow, CaseSummary, PhotoRole, Stage};
use crate::plan::case_lists::{category_list_path, street_list_path};
use crate::plan::feeds::{Entry, FORMATS, FeedOf, Format, PlannedFeed};

/// A feed as both formats tell it. All addresses are whole.
#[derive(Debug, Serialize)]
pub struct Feed {
    title: String,
    description: String,
    language: String,
    author: String,
    /// The page that shows the same.
    page: String,
    /// Where the Atom file lies.
    atom: String,
    /// Where the JSON file lies.
    json: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

#[derive(Debug, Serialize)]
struct FeedEntry {
    address: String,
    title: String,
    summary: String,
    author: Option<String>,
    published: String,
    updated: String,
    tags: Vec<String>,
    image: Option<String>,
}

/// All feeds, for the page that names them.
#[derive(Debug, Serialize)]
pub struct FeedListView {
    feeds: Vec<FeedNamesView>,
}

#[derive(Debug, Serialize)]
struct FeedNamesView {
    title: String,
    page: String,
    atom: String,
    json: String,
}

/// The feed that a page of all feeds, or a page's head, names.
fn title(site: &Site, of: FeedOf) -> String {
    let tables = &site.sources.tables;
    let words = &site.words;
    let of_name = |name: &str| words.fill("feeds.of", &[("name", name)]);
    match of {
        FeedOf::Cases => words.get("feeds.cases").to_owned(),
        FeedOf::Category(at) => of_name(&tables.categories[at].label),
        FeedOf::Street(at) => of_name(&tables.streets[at].name),
        FeedOf::News => words.get("feeds.news").to_owned(),
        FeedOf::Notices => words.get("feeds.notices").to_owned(),
    }
}

fn page(site: &Site, of: FeedOf) -> String {
    let tables = &site.sources.tables;
    match of {
        FeedOf::Cases => "/cases/".to_owned(),
        FeedOf::Category(at) => category_list_path(&tables.categories[at].slug),
        FeedOf::Street(at) => street_list_path(&tables.streets[at].slug),
        FeedOf::News => "/news/".to_owned(),
        FeedOf::Notices => "/notices/".to_owned(),
    }
}

/// All feeds of the site.
#[must_use]
pub fn list(site: &Site) -> FeedListView {
    let settings = &site.sources.settings;
    FeedListView {
        feeds: crate::plan::feeds::plan(site)
            .into_iter()
            .map(|feed| FeedNamesView {
                title: title(site, feed.of),
                page: settings.href(&page(site, feed.of)),
                atom: settings.href(&feed.of.path(site, Format::Atom)),
                json: settings.href(&feed.of.path(site, Format::Json)),
            })
            .collect(),
    }
}

/// The feeds of a page, for its head.
#[must_use]
pub fn links(site: &Site, feeds: &[FeedOf]) -> Vec<FeedLinkView> {
    feeds
        .iter()
        .flat_map(|of| {
            FORMATS.map(|format| FeedLinkView {
                title: title(site, *of),
                href: site.sources.settings.href(&of.path(site, format)),
                media_type: match format {
                    Format::Atom => "application/atom+xml",
                    Format::Json => "application/feed+json",
                },
            })
        })
        .collect()
}

/// The feeds in which a case may stand besides that of all cases.
#[must_use]
pub fn of_case(site: &Site, summary: &CaseSummary) -> Vec<FeedOf> {
    let tables = &site.sources.tables;
    let Some(row) = summary.row() else {
        return Vec::new();
    };
    let category = tables
        .categories
        .iter()
        .position(|known| *known.label == *row.category.label);
    let street = tables
        .streets
        .iter()
        .position(|known| *known.name == *row.street);
    let category = category.map(FeedOf::Category);
    category
        .into_iter()
        .chain(street.map(FeedOf::Street))
        .collect()
}

/// When a case was closed (or came in, while it is open), and when anything last happened.
#[must_use]
pub fn entry_dates(row: &CaseRow) -> (Option<Date>, Option<Date>) {
    (
        row.date_of(Stage::Closed).or_else(|| row.first_date()),
        row.latest_date(),
    )
}

fn at(time: DateTime) -> String {
    format!("{}+08:00", time.strftime("%Y-%m-%dT%H:%M:%S"))
}

fn on(day: Option<Date>) -> String {
    at(day
        .unwrap_or_default()
        .to_datetime(jiff::civil::Time::midnight()))
}

/// What a planned feed shows.
#[must_use]
pub fn feed(site: &Site, planned: &PlannedFeed) -> Feed {
    let settings = &site.sources.settings;
    let whole = |path: &str| format!("{}{}{path}", settings.origin, settings.base_path);
    let entries: Vec<FeedEntry> = planned
        .entries
        .iter()
        .map(|shown| entry(site, *shown, &whole))
        .collect();
    let title = title(site, planned.of);
    let name = [("name", title.as_str()), ("site", settings.name.as_str())];
    Feed {
        description: site.words.fill("feeds.description", &name),
        language: settings.language.clone(),
        author: settings
            .identity
            .organizer
            .clone()
            .unwrap_or_else(|| settings.name.clone()),
        page: whole(&page(site, planned.of)),
        atom: whole(&planned.of.path(site, Format::Atom)),
        json: whole(&planned.of.path(site, Format::Json)),
        updated: entries
            .iter()
            .map(|entry| entry.updated.clone())
            .max()
            .unwrap_or_else(|| on(None)),
        entries,
        title,
    }
}

fn entry(site: &Site, shown: Entry, whole: &impl Fn(&str) -> String) -> FeedEntry {
    let sources = &site.sources;
    match shown {
        Entry::Case(case_at) => {
            let case = site.case(case_at);
            let summary = &case.summary;
            let row = summary.row();
            let (published, updated) = row.map_or((None, None), entry_dates);
            let photo = case_card::photos(summary, PhotoRole::After)
                .chain(case_card::photos(summary, PhotoRole::Before))
                .next();
            FeedEntry {
                address: whole(&case_path(case)),
                title: case_card::title(site, summary),
                summary: summary.outline().unwrap_or_default().to_owned(),
                author: row
                    .and_then(|row| row.units.first())
                    .map(|unit| unit.name.to_string()),
                published: on(published),
                updated: on(updated),
                tags: row.map_or_else(Vec::new, |row| {
                    vec![row.category.label.to_string(), row.street.to_string()]
                }),
                image: photo.map(|photo| {
                    format!(
                        "{}{}",
                        sources.settings.origin,
                        PictureView::of(photo, site).src()
                    )
                }),
            }
        }
        Entry::News(index) => {
            let news = &sources.news[index].item;
            FeedEntry {
                address: whole(&news_path(news)),
                title: news.title.clone(),
                summary: news.description.clone(),
                author: Some(news.author.clone().unwrap_or_else(|| news.source.clone())),
                published: at(news.published),
                updated: at(news.published),
                tags: news.keywords.clone(),
                image: None,
            }
        }
        Entry::Notice(index) => {
            let notice = &sources.notices[index].item;
            FeedEntry {
                address: whole(&notice_path(notice)),
                title: notice.title.clone(),
                summary: notice.description.clone(),
                author: None,
                published: at(notice.starts),
                updated: at(notice.starts),
                tags: Vec::new(),
                image: None,
            }
        }
    }
}

impl Feed {
    /// The bytes of the feed's file.
    ///
    /// # Errors
    /// None that memory does not give.
    pub fn write(&self, format: Format) -> Result<Vec<u8>, String> {
        match format {
            Format::Atom => self.atom().map_err(|error| error.to_string()),
            Format::Json => self.json().map_err(|error| error.to_string()),
        }
    }

    fn atom(&self) -> io::Result<Vec<u8>> {
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        xml.create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", self.language.as_str()))
            .write_inner_content(|xml| {
                text(xml, "id", &self.atom)?;
                text(xml, "title", &self.title)?;
                text(xml, "subtitle", &self.description)?;
                text(xml, "updated", &self.updated)?;
                person(xml, &self.author)?;
                link(xml, "self", "application/atom+xml", &self.atom)?;
                link(xml, "alternate", "text/html", &self.page)?;
                self.entries.iter().try_for_each(|entry| entry.atom(xml))
            })?;
        let mut bytes = xml.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn json(&self) -> serde_json::Result<Vec<u8>> {
        let author = |name: &str| {
            vec![JsonAuthor {
                name: name.to_owned(),
            }]
        };
        let feed = JsonFeed {
            version: "https://jsonfeed.org/version/1.1",
            title: &self.title,
            home_page_url: &self.page,
            feed_url: &self.json,
            description: &self.description,
            language: &self.language,
            authors: author(&self.author),
            items: self
                .entries
                .iter()
                .map(|entry| JsonItem {
                    id: &entry.address,
                    url: &entry.address,
                    title: &entry.title,
                    content_text: if entry.summary.is_empty() {
                        &entry.title
                    } else {
                        &entry.summary
                    },
                    image: entry.image.as_deref(),
                    date_published: &entry.published,
                    date_modified: &entry.updated,
                    authors: entry.author.as_deref().map(author),
                    tags: &entry.tags,
                })
                .collect(),
        };
        let mut bytes = serde_json::to_vec_pretty(&feed)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl FeedEntry {
    fn atom(&self, xml: &mut Writer<Vec<u8>>) -> io::Result<()> {
        xml.create_element("entry").write_inner_content(|xml| {
            text(xml, "id", &self.address)?;
            text(xml, "title", &self.title)?;
            text(xml, "published", &self.published)?;
            text(xml, "updated", &self.updated)?;
            if let Some(author) = &self.author {
                person(xml, author)?;
            }
            link(xml, "alternate", "text/html", &self.address)?;
            if let Some(image) = &self.image {
                link(xml, "enclosure", "image/jpeg", image)?;
            }
            for tag in &self.tags {
                xml.create_element("category")
                    .with_attribute(("term", tag.as_str()))
                    .write_empty()?;
            }
            if !self.summary.is_empty() {
                text(xml, "summary", &self.summary)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

fn text(xml: &mut Writer<Vec<u8>>, name: &str, content: &str) -> io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(content))?;
    Ok(())
}

fn person(xml: &mut Writer<Vec<u8>>, name: &str) -> io::Result<()> {
    xml.create_element("author")
        .write_inner_content(|xml| text(xml, "name", name))?;
    Ok(())
}

fn link(xml: &mut Writer<Vec<u8>>, rel: &str, media: &str, address: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("type", media))
        .with_attribute(("href", address))
        .write_empty()?;
    Ok(())
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    description: &'a str,
    language: &'a str,
    authors: Vec<JsonAuthor>,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor {
    name: String,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: &'a str,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authors: Option<Vec<JsonAuthor>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
}
