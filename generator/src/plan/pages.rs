//! Pages that are made from what is in memory: their files and digests.

use super::case_lists::CaseList;
use super::digest::{Digest, Digester, Inputs};
use super::index_file;
use crate::assemble::boards::{grid_path, place_kind_path, place_kinds, topic_path};
use crate::assemble::{Site, guide_path, news_path, notice_path, office_path, page_path};
use crate::model::language::Language;
use crate::render::pages::{PageSubject, list_view, view};
use crate::render::views::body::Purpose;
use crate::render::views::case_page::lesson;
use crate::render::views::guide_lists::GuideSort;
use crate::render::views::news::{year_path, years};

/// Every page with its file. A column without content has no page.
#[must_use]
pub fn all(site: &Site) -> Vec<(String, PageSubject)> {
    use PageSubject as S;
    let sources = &site.sources;
    let mut pages = vec![
        ("index.html".to_owned(), S::Home),
        ("404.html".to_owned(), S::NotFound),
        (index_file("/report/"), S::Report),
        (index_file("/lookup/"), S::Lookup),
        (index_file("/sitemap/"), S::SiteMap),
        (index_file("/feeds/"), S::Feeds),
        (index_file("/search/"), S::Search),
        (
            format!("reply/{}.html", sources.settings.language),
            S::ReplyShell,
        ),
        (
            format!("reply/report.{}.html", sources.settings.language),
            S::ReplyReport,
        ),
    ];
    let number = |at: usize| u32::try_from(at).expect("editors write fewer files than that");
    let mut column = |path: &str, subject, count: usize| {
        if count > 0 {
            pages.push((index_file(path), subject));
        }
    };
    column("/guides/", S::GuideList, sources.guides.len());
    column("/offices/", S::OfficeList, sources.offices.len());
    column("/news/", S::NewsList, sources.news.len());
    column("/notices/", S::NoticeList, sources.notices.len());
    column("/stats/", S::Statistics, sources.bulletins.len());
    let boards = &sources.boards;
    column("/topics/", S::TopicList, sources.topics.len());
    column("/places/", S::PlaceList, boards.places.len());
    column("/grids/", S::GridList, boards.grids.len());
    column("/hotlines/", S::HotlineList, boards.hotlines.len());
    column(
        "/ledger/",
        S::Ledger,
        boards.ledger.len() + boards.businesses.len(),
    );
    for (at, topic) in sources.topics.iter().enumerate() {
        pages.push((index_file(&topic_path(&topic.item)), S::Topic(number(at))));
    }
    for (at, (kind, _)) in place_kinds(site).into_iter().enumerate() {
        pages.push((index_file(&place_kind_path(kind)), S::PlaceKind(number(at))));
    }
    for (at, grid) in boards.grids.iter().enumerate() {
        pages.push((index_file(&grid_path(grid)), S::Grid(number(at))));
    }
    for sort in GuideSort::of(site).filter(|sort| *sort != GuideSort::Topic) {
        pages.push((index_file(sort.path()), S::GuideIndex(sort)));
    }
    for (year, _) in years(site) {
        pages.push((index_file(&year_path(year)), S::NewsYear(year)));
    }
    for (at, guide) in sources.guides.iter().enumerate() {
        pages.push((index_file(&guide_path(&guide.item)), S::Guide(number(at))));
    }
    for (at, office) in sources.offices.iter().enumerate() {
        pages.push((
            index_file(&office_path(&office.item)),
            S::Office(number(at)),
        ));
    }
    for (at, news) in sources.news.iter().enumerate() {
        pages.push((index_file(&news_path(&news.item)), S::News(number(at))));
    }
    for (at, notice) in sources.notices.iter().enumerate() {
        pages.push((
            index_file(&notice_path(&notice.item)),
            S::Notice(number(at)),
        ));
    }
    for (at, page) in sources.pages.iter().enumerate() {
        pages.push((index_file(&page_path(&page.item)), S::Text(number(at))));
    }
    pages
}

/// Every page of the English site: its homes and lists, the forms, and what has been translated.
#[must_use]
pub fn english(site: &Site) -> Vec<(String, PageSubject)> {
    use PageSubject as S;
    let sources = &site.sources;
    let tag = &sources.settings.language;
    let mut pages = vec![
        (format!("reply/{tag}.html"), S::ReplyShell),
        (format!("reply/report.{tag}.html"), S::ReplyReport),
    ];
    let mut add = |path: &str, subject| {
        if site.twins.contains(path) {
            pages.push((index_file(&site.localized(path)), subject));
        }
    };
    add("/", S::Home);
    add("/report/", S::Report);
    add("/lookup/", S::Lookup);
    add("/search/", S::Search);
    add("/guides/", S::GuideList);
    add("/offices/", S::OfficeList);
    add("/news/", S::NewsList);
    add("/notices/", S::NoticeList);
    let number = |at: usize| u32::try_from(at).expect("editors write fewer files than that");
    let mut own = |language, path: String, subject| {
        if language == Language::English {
            pages.push((index_file(&path), subject));
        }
    };
    for (at, guide) in sources.guides.iter().enumerate() {
        own(
            guide.item.language,
            guide_path(&guide.item),
            S::Guide(number(at)),
        );
    }
    for (at, office) in sources.offices.iter().enumerate() {
        own(
            office.item.language,
            office_path(&office.item),
            S::Office(number(at)),
        );
    }
    for (at, news) in sources.news.iter().enumerate() {
        own(
            news.item.language,
            news_path(&news.item),
            S::News(number(at)),
        );
    }
    for (at, notice) in sources.notices.iter().enumerate() {
        own(
            notice.item.language,
            notice_path(&notice.item),
            S::Notice(number(at)),
        );
    }
    for (at, page) in sources.pages.iter().enumerate() {
        own(
            page.item.language,
            page_path(&page.item),
            S::Text(number(at)),
        );
    }
    for (at, topic) in sources.topics.iter().enumerate() {
        own(
            topic.item.language,
            topic_path(&topic.item),
            S::Topic(number(at)),
        );
    }
    pages
}

/// The digest of a page: its template, what every page sees, and everything in its view.
#[must_use]
pub fn digest(site: &Site, subject: PageSubject, inputs: &Inputs<'_>) -> Digest {
    let (template, page, view) = view(site, subject, Purpose::Digest);
    let mut digester = Digester::new("page");
    digester.bytes(inputs.template(template));
    digester.bytes(&inputs.globals);
    digester.view(&page);
    digester.view(&view);
    digester.finish()
}

/// The digest of a page of a list.
#[must_use]
pub fn list_digest(site: &Site, list: &CaseList, inputs: &Inputs<'_>) -> Digest {
    let (template, page, view) = list_view(site, list, false);
    let mut digester = Digester::new("list");
    digester.bytes(inputs.template(template));
    digester.bytes(&inputs.globals);
    digester.bytes(&inputs.tables);
    digester.view(&page);
    digester.view(&view);
    let in_groups = list.groups.iter().flat_map(|group| &group.entries);
    for at in list.entries.iter().chain(in_groups) {
        digester.bytes(&site.case(*at).summary.digest());
        if let Some(lesson) = lesson(site, *at) {
            digester.text(&lesson.item.lesson);
        }
    }
    digester.finish()
}
