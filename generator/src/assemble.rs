//! Sources become a site: what is shown, under which address, and what links to what.
//!
//! Mistakes that no single file shows are found here: two pages at one address, a link to something
//! that is not there.

pub mod boards;
pub mod case_index;
pub mod languages;
pub mod redirects;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Reference, nearest};
use crate::load::cases::PublishedCase;
use crate::load::twins::english;
use crate::load::words::Words;
use crate::load::{Loaded, Sources, holidays};
use crate::model::calendar::MissingYear;
use crate::model::guide::Guide;
use crate::model::language::Language;
use crate::model::news::News;
use crate::model::notice::Notice;
use crate::model::office::Office;
use crate::model::page::Page;
use crate::model::released_case::{PublicId, Stage};
use boards::{TopicLinks, grid_path, place_kind_path, topic_path};
use case_index::CaseIndex;
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

/// What a guide links to, by position in the site's lists.
#[derive(Debug, Default)]
pub struct GuideLinks {
    /// Offices.
    pub offices: Vec<usize>,
    /// Topics.
    pub topics: Vec<usize>,
    /// Categories of cases.
    pub categories: Vec<usize>,
}

/// A case by its place among the months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseAt {
    /// Position of the month.
    pub month: u32,
    /// Position within the month.
    pub index: u32,
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

/// Every page has its own address.
fn addresses(sources: &Sources, found: &mut Diagnostics) -> BTreeMap<String, Place> {
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
const FIXED: [&str; 33] = [
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
    format!("/cases/{}/", case.summary.public_id())
}

fn links(
    guide: &Loaded<Guide>,
    sources: &Sources,
    hidden: &BTreeSet<String>,
    found: &mut Diagnostics,
) -> GuideLinks {
    let mut resolve = |references: &[Reference], what: &str, where_: &str, names: &[&str]| {
        references
            .iter()
            .filter_map(|reference| {
                let at = names.iter().position(|name| *name == reference.text);
                let folder = if what == "办理点" {
                    "offices"
                } else {
                    "topics"
                };
                if at.is_none() && hidden.contains(&format!("/{folder}/{}/", reference.text)) {
                    found.push(not_shown_yet(what, reference));
                } else if at.is_none() {
                    found.push(missing_target(
                        what,
                        where_,
                        reference,
                        names.iter().copied(),
                    ));
                }
                at
            })
            .collect::<Vec<_>>()
    };
    let offices: Vec<_> = sources
        .offices
        .iter()
        .map(|o| o.item.slug.text.as_str())
        .collect();
    let topics: Vec<_> = sources
        .tables
        .topics
        .iter()
        .map(|t| t.slug.as_str())
        .collect();
    let categories: Vec<_> = sources
        .tables
        .categories
        .iter()
        .map(|c| c.label.as_str())
        .collect();
    GuideLinks {
        offices: resolve(&guide.item.offices, "办理点", "offices/", &offices),
        topics: resolve(&guide.item.topics, "主题", "site.toml 的 topics", &topics),
        categories: resolve(
            &guide.item.categories,
            "类别",
            "categories.toml",
            &categories,
        ),
    }
}

/// A reference to a draft is no mistake: the link appears together with it.
fn not_shown_yet(what: &str, reference: &Reference) -> Diagnostic {
    Diagnostic::warning(
        "target-not-shown",
        format!(
            "{what}“{}”还是草稿，或者没到发布时间，这里先不放链接。",
            reference.text
        ),
    )
    .at(reference.place.clone())
    .help("发布它以后链接自己会出现；不打算发布的，删去这一项。")
}

fn missing_target<'a>(
    what: &str,
    where_: &str,
    reference: &Reference,
    names: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let names: Vec<_> = names.collect();
    let help = nearest(&reference.text, names.iter().copied()).map_or_else(
        || match names.len() {
            0 => format!("{where_} 里还没有任何{what}，先加上它。"),
            1..=20 => format!("可以写：{}。", names.join("、")),
            many => format!(
                "可以写的有 {many} 个，见 {where_}，例如：{}。",
                names[..8].join("、")
            ),
        },
        |name| format!("是不是想写“{name}”？"),
    );
    Diagnostic::error(
        "missing-target",
        format!("{where_} 里没有{what}“{}”。", reference.text),
    )
    .at(reference.place.clone())
    .help(help)
}

/// Editors' texts on featured cases. A text on a case that is not released, or not featured, is left
/// out: it may have been withdrawn since it was written.
fn lessons(sources: &Sources, found: &mut Diagnostics) -> BTreeMap<PublicId, usize> {
    let mut wanted: BTreeMap<PublicId, usize> = BTreeMap::new();
    for (at, lesson) in sources.featured.iter().enumerate() {
        wanted.extend(lesson.item.case.map(|id| (id, at)));
    }
    if wanted.is_empty() {
        return wanted;
    }
    let cases = sources.months.iter().flat_map(|month| &month.cases);
    let kept: BTreeMap<PublicId, usize> = cases
        .filter(|case| case.summary.featured() && case.summary.has_page())
        .filter_map(|case| {
            let id = case.summary.public_id();
            Some((id, *wanted.get(&id)?))
        })
        .collect();
    for (id, at) in &wanted {
        if !kept.contains_key(id) {
            let file = &sources.featured[*at].file;
            found.push(
                Diagnostic::warning(
                    "featured-not-released",
                    format!("案件 {id} 没有作为典型案例公开，这段文字不会出现。"),
                )
                .at(file.line(1))
                .help("核对文件名里的公开编号；案件已经撤回的，删去这个文件。"),
            );
        }
    }
    kept
}

/// Working time is shown in days of the year in which a case was closed: its list must be there.
fn missing_years(sources: &Sources, found: &mut Diagnostics) {
    let rows = (sources.months.iter())
        .flat_map(|month| &month.cases)
        .filter_map(|case| case.summary.row());
    let years: BTreeSet<i16> = rows
        .filter(|row| row.working_minutes.is_some())
        .filter_map(|row| Some(row.date_of(Stage::Closed)?.year()))
        .collect();
    for year in years {
        if sources.calendar.year(year).is_err() {
            found.push(holidays::missing(MissingYear(year), &sources.shown));
        }
    }
}

/// The page of a case by its public id, however it is typed.
fn find_case(sources: &Sources, id: &str) -> Option<CaseAt> {
    let id = PublicId::read(id)?;
    sources
        .months
        .iter()
        .enumerate()
        .find_map(|(month, released)| {
            let index = released
                .cases
                .iter()
                .position(|case| case.summary.public_id() == id && case.summary.has_page())?;
            Some(CaseAt {
                month: u32::try_from(month).expect("months are few"),
                index: u32::try_from(index).expect("a month has fewer cases than that"),
            })
        })
}

impl Site {
    /// Takes cases out of the site that the scan of the output stopped: no page, list, picture or
    /// file names them any more.
    pub fn withhold(&mut self, cases: &BTreeSet<CaseAt>) {
        for (month, released) in self.sources.months.iter_mut().enumerate() {
            let mut index = 0;
            let before = released.cases.len();
            released.cases.retain(|_| {
                let at = CaseAt {
                    month: u32::try_from(month).expect("months are few"),
                    index,
                };
                index += 1;
                !cases.contains(&at)
            });
            released.withheld += before - released.cases.len();
        }
        self.cases = CaseIndex::of(&self.sources);
        let left: BTreeSet<PublicId> = self
            .case_pages()
            .map(|at| self.case(at).summary.public_id())
            .collect();
        self.lessons.retain(|id, _| left.contains(id));
    }

    /// The page of a case by its public id, however it is typed.
    #[must_use]
    pub fn case_by_id(&self, id: &str) -> Option<CaseAt> {
        find_case(&self.sources, id)
    }

    /// Whether no case of a category has a page.
    #[must_use]
    pub fn pages_of_category_are_empty(&self, category: usize) -> bool {
        let mut months = self.cases.by_category.iter();
        months.all(|month| month.get(&category).is_none_or(Vec::is_empty))
    }

    /// The case at a position.
    #[must_use]
    pub fn case(&self, at: CaseAt) -> &PublishedCase {
        &self.sources.months[at.month as usize].cases[at.index as usize]
    }

    /// All cases with a page, oldest month first.
    pub fn case_pages(&self) -> impl Iterator<Item = CaseAt> + '_ {
        self.sources
            .months
            .iter()
            .enumerate()
            .flat_map(|(month, released)| {
                released
                    .cases
                    .iter()
                    .enumerate()
                    .filter(|(_, case)| case.summary.has_page())
                    .map(move |(index, _)| CaseAt {
                        month: u32::try_from(month).expect("months are few"),
                        index: u32::try_from(index).expect("a month has fewer cases than that"),
                    })
            })
    }
}
