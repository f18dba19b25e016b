//! The pages: which template shows what under which head.

use serde::Serialize;

use super::board_pages;
use super::meta::{
    Article, CASES, GUIDES, Head, LinkView, MetaView, NEWS, NOTICES, OFFICES, PageView, STATISTICS,
};
use super::views::body::{self, Purpose};
use super::views::case_list::CaseListView;
use super::views::case_page::CasePageView;
use super::views::forms::{self, FormPageView, FormUse};
use super::views::guide_lists::GuideSort;
use super::views::{
    case_card, grids, guide_lists, guides, home, hotlines, ledger, news, notices, offices, places,
    statistics, topics,
};
use crate::assemble::{
    CaseAt, Site, case_path, guide_path, news_path, notice_path, office_path, page_path,
};
use crate::plan::case_lists::{CaseList, FEW};
use crate::plan::feeds::FeedOf;
use crate::render::feeds;

/// A page and what it is about, by position in the site's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSubject {
    /// `/`
    Home,
    /// `/guides/`
    GuideList,
    /// All guides in another order.
    GuideIndex(GuideSort),
    /// A guide.
    Guide(u32),
    /// `/offices/`
    OfficeList,
    /// An office.
    Office(u32),
    /// `/news/`
    NewsList,
    /// `/news/2019/`
    NewsYear(i16),
    /// A news item.
    News(u32),
    /// `/notices/`
    NoticeList,
    /// A notice.
    Notice(u32),
    /// A page of its own.
    Text(u32),
    /// `/stats/`
    Statistics,
    /// `/topics/`
    TopicList,
    /// A topic.
    Topic(u32),
    /// `/places/`
    PlaceList,
    /// A kind of convenience points.
    PlaceKind(u32),
    /// `/grids/`
    GridList,
    /// A responsibility board.
    Grid(u32),
    /// `/hotlines/`
    HotlineList,
    /// `/ledger/`
    Ledger,
    /// `/report/`
    Report,
    /// `/lookup/`
    Lookup,
    /// `/sitemap/`
    SiteMap,
    /// `/feeds/`
    Feeds,
    /// `/search/`
    Search,
    /// `/404.html`
    NotFound,
    /// The shell of the function's replies.
    ReplyShell,
    /// The report form with markers, for the function.
    ReplyReport,
}

/// The content of a page. A theme sees the fields of the inner view.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum View<'a> {
    /// Home.
    Home(Box<home::HomeView>),
    /// Guides.
    GuideList(guide_lists::GuideListView),
    /// A guide.
    Guide(Box<guides::GuidePageView<'a>>),
    /// Offices.
    OfficeList(offices::OfficeListView),
    /// An office.
    Office(offices::OfficePageView<'a>),
    /// News.
    NewsList(news::NewsListView),
    /// A news item.
    News(news::NewsPageView<'a>),
    /// Notices.
    NoticeList(notices::NoticeListView),
    /// A notice.
    Notice(notices::NoticePageView<'a>),
    /// A page of its own.
    Text(notices::TextPageView),
    /// Figures.
    Statistics(statistics::StatisticsView),
    /// Topics.
    TopicList(topics::TopicListView),
    /// A topic.
    Topic(Box<topics::TopicPageView>),
    /// Convenience points.
    PlaceList(places::PlaceListView),
    /// Convenience points of a kind.
    PlaceKind(places::PlaceKindPageView),
    /// Responsibility boards.
    GridList(grids::GridListView),
    /// A responsibility board.
    Grid(Box<grids::GridPageView>),
    /// Old hotlines.
    HotlineList(hotlines::HotlineListView),
    /// The inspection ledger.
    Ledger(ledger::LedgerView),
    /// A form.
    Form(FormPageView),
    /// All links.
    SiteMap(SiteMapView),
    /// All feeds.
    Feeds(feeds::FeedListView),
    /// Nothing besides the frame.
    Empty {},
}

/// All pages by section.
#[derive(Debug, Serialize)]
pub struct SiteMapView {
    sections: Vec<SectionView>,
}

#[derive(Debug, Serialize)]
struct SectionView {
    title: String,
    links: Vec<LinkView>,
}

/// Template, head and view of a page.
#[must_use]
pub fn view(
    site: &Site,
    subject: PageSubject,
    purpose: Purpose,
) -> (&'static str, PageView, View<'_>) {
    let (template, mut page, view) = without_feeds(site, subject, purpose);
    page.feeds = feeds::links(site, &feeds_of(site, subject));
    (template, page, view)
}

/// The feeds that tell of what is new on a page.
fn feeds_of(site: &Site, subject: PageSubject) -> Vec<FeedOf> {
    let news = (!site.sources.news.is_empty()).then_some(FeedOf::News);
    let notices = (!site.sources.notices.is_empty()).then_some(FeedOf::Notices);
    match subject {
        PageSubject::Home => {
            let cases = site.case_pages().next().map(|_| FeedOf::Cases);
            cases.into_iter().chain(news).chain(notices).collect()
        }
        PageSubject::NewsList | PageSubject::NewsYear(_) | PageSubject::News(_) => {
            news.into_iter().collect()
        }
        PageSubject::NoticeList | PageSubject::Notice(_) => notices.into_iter().collect(),
        _ => Vec::new(),
    }
}

fn without_feeds(
    site: &Site,
    subject: PageSubject,
    purpose: Purpose,
) -> (&'static str, PageView, View<'_>) {
    use PageSubject as S;
    let s = &site.sources;
    let settings = &s.settings;
    let head = Head::new(site);
    let words = &site.words;
    let word = |key: &str| words.get(key);
    let script = |mut page: PageView, name: &str| {
        page.scripts.push(head.script(name));
        page
    };
    match subject {
        S::Home => {
            let page = head.page(
                "home",
                &site.localized("/"),
                &settings.name,
                &settings.description,
            );
            ("home.html", page, View::Home(Box::new(home::home(site))))
        }
        S::GuideList => {
            let page = head.column_page(GUIDES, "guide_list");
            let view = View::GuideList(guide_lists::guide_list(site, GuideSort::Topic));
            ("guide_list.html", script(page, "guide-filter.js"), view)
        }
        S::GuideIndex(sort) => {
            let name = word(sort.name());
            let title = words.fill("guides.sorted", &[("sort", name)]);
            let description = GUIDES.description(words);
            let page = head.column(GUIDES, "guide_list", sort.path(), &title, description);
            let view = View::GuideList(guide_lists::guide_list(site, sort));
            ("guide_list.html", script(page, "guide-filter.js"), view)
        }
        S::Guide(at) => {
            let guide = &s.guides[at as usize].item;
            let article = Article {
                source: Some(guide.facts.dept_name.clone()),
                keywords: guide.keywords.clone(),
                ..Article::default()
            };
            let path = guide_path(guide);
            let page = head.article(
                GUIDES,
                "guide",
                &path,
                &guide.title,
                &guide.description,
                &article,
            );
            let view = View::Guide(Box::new(guides::guide(site, at as usize, purpose)));
            ("guide.html", script(page, "print.js"), view)
        }
        S::OfficeList => {
            let page = head.column_page(OFFICES, "office_list");
            (
                "office_list.html",
                page,
                View::OfficeList(offices::office_list(site)),
            )
        }
        S::Office(at) => {
            let office = &s.offices[at as usize].item;
            let article = Article {
                keywords: office.keywords.clone(),
                ..Article::default()
            };
            let path = office_path(office);
            let page = head.article(
                OFFICES,
                "office",
                &path,
                &office.title,
                &office.description,
                &article,
            );
            let view = View::Office(offices::office(site, at as usize, purpose));
            ("office.html", script(page, "print.js"), view)
        }
        S::NewsList => {
            let page = head.column_page(NEWS, "news_list");
            (
                "news_list.html",
                page,
                View::NewsList(news::news_list(site, None)),
            )
        }
        S::NewsYear(year) => {
            let shown = year.to_string();
            let title = words.fill("news.of_year", &[("y", &shown)]);
            let path = news::year_path(year);
            let page = head.column(NEWS, "news_list", &path, &title, NEWS.description(words));
            let view = View::NewsList(news::news_list(site, Some(year)));
            ("news_list.html", page, view)
        }
        S::News(at) => {
            let news = &s.news[at as usize].item;
            let article = Article {
                published: Some(body::minute(news.published)),
                source: Some(news.source.clone()),
                author: news.author.clone(),
                keywords: news.keywords.clone(),
                image: news::image(site, &s.news[at as usize])
                    .map(|picture| format!("{}{}", settings.origin, picture.src())),
            };
            let path = news_path(news);
            let page = head.article(
                NEWS,
                "news",
                &path,
                &news.title,
                &news.description,
                &article,
            );
            (
                "news.html",
                page,
                View::News(news::news(site, at as usize, purpose)),
            )
        }
        S::NoticeList => {
            let page = head.column_page(NOTICES, "notice_list");
            (
                "notice_list.html",
                page,
                View::NoticeList(notices::notice_list(site)),
            )
        }
        S::Notice(at) => {
            let notice = &s.notices[at as usize].item;
            let article = Article {
                published: Some(body::minute(notice.starts)),
                source: settings.identity.organizer.clone(),
                ..Article::default()
            };
            let path = notice_path(notice);
            let page = head.article(
                NOTICES,
                "notice",
                &path,
                &notice.title,
                &notice.description,
                &article,
            );
            (
                "notice.html",
                page,
                View::Notice(notices::notice(site, at as usize, purpose)),
            )
        }
        S::Text(at) => {
            let text = &s.pages[at as usize].item;
            let page = head.page("page", &page_path(text), &text.title, &text.description);
            (
                "page.html",
                page,
                View::Text(notices::page(site, at as usize, purpose)),
            )
        }
        S::Statistics => {
            let page = head.column_page(STATISTICS, "stats");
            (
                "stats.html",
                page,
                View::Statistics(statistics::statistics(site)),
            )
        }
        S::TopicList
        | S::Topic(_)
        | S::PlaceList
        | S::PlaceKind(_)
        | S::GridList
        | S::Grid(_)
        | S::HotlineList
        | S::Ledger => board_pages::view(site, subject, purpose),
        S::Report => {
            let page = head.page(
                "report",
                &site.localized("/report/"),
                word("pages.report.title"),
                word("pages.report.description"),
            );
            let view = View::Form(forms::report(site, FormUse::Page));
            ("report.html", script(page, "report.js"), view)
        }
        S::Lookup => {
            let page = head.page(
                "lookup",
                &site.localized("/lookup/"),
                word("pages.lookup.title"),
                word("pages.lookup.description"),
            );
            (
                "lookup.html",
                script(page, "lookup.js"),
                View::Form(forms::lookup(site)),
            )
        }
        S::SiteMap => {
            let page = head.page(
                "sitemap",
                "/sitemap/",
                word("pages.sitemap.title"),
                word("pages.sitemap.description"),
            );
            ("sitemap.html", page, View::SiteMap(site_map(site)))
        }
        S::Feeds => {
            let page = head.page(
                "feeds",
                "/feeds/",
                word("feeds.page_title"),
                word("feeds.page_description"),
            );
            ("feeds.html", page, View::Feeds(feeds::list(site)))
        }
        S::Search => {
            let page = head.page(
                "search",
                "/search/",
                word("pages.search.title"),
                word("pages.search.description"),
            );
            ("search.html", script(page, "search.js"), View::Empty {})
        }
        S::NotFound => {
            let mut page = head.page(
                "not_found",
                "/",
                word("pages.not_found.title"),
                word("pages.not_found.description"),
            );
            page.canonical = None;
            page.meta.push(MetaView {
                name: "robots",
                content: "noindex".into(),
            });
            page.breadcrumbs.truncate(1);
            ("not_found.html", page, View::Empty {})
        }
        S::ReplyShell => ("reply/shell.html", reply_page(site), View::Empty {}),
        S::ReplyReport => {
            let view = View::Form(forms::report(site, FormUse::Reply));
            ("reply/report.html", reply_page(site), view)
        }
    }
}

/// The head of a page that the function fills.
fn reply_page(site: &Site) -> PageView {
    let mut page = Head::new(site).page(
        "reply",
        "/",
        "%%title%%",
        site.words.get("pages.report.description"),
    );
    page.canonical = None;
    page.breadcrumbs.clear();
    page.meta.push(MetaView {
        name: "robots",
        content: "noindex".into(),
    });
    page
}

/// Template, head and view of a page of a list.
#[must_use]
pub fn list_view(
    site: &Site,
    list: &CaseList,
    cards: bool,
) -> (&'static str, PageView, CaseListView) {
    let head = Head::new(site);
    let total = list.total.to_string();
    let count = if list.total < FEW && list.is_small_area {
        site.words.get("cases.few")
    } else {
        &total
    };
    let description = list.intro.clone().unwrap_or_else(|| {
        site.words.fill(
            "cases.list_description",
            &[("title", &list.title), ("n", count)],
        )
    });
    let mut page = head.column(CASES, "case_list", &list.path, &list.title, &description);
    let before_last = page.breadcrumbs.len() - 1;
    for (at, (label, path)) in list.trail.iter().enumerate() {
        page.breadcrumbs
            .insert(before_last + at, head.link(label, path));
    }
    page.feeds = feeds::links(site, &list.feeds);
    ("case_list.html", page, CaseListView::of(site, list, cards))
}

/// Template and head of a case's page.
#[must_use]
pub fn case_page(site: &Site, at: CaseAt, view: &CasePageView) -> (&'static str, PageView) {
    let settings = &site.sources.settings;
    let head = Head::new(site);
    let case = site.case(at);
    let title = case_card::title(site, &case.summary);
    let description = case
        .summary
        .outline()
        .map_or_else(|| title.clone(), |outline| outline.replace('\n', " "));
    let row = case.summary.row();
    let mut keywords = vec![case.summary.group().to_owned()];
    keywords.extend(row.map(|row| row.category.label.to_string()));
    keywords.extend(row.map(|row| row.street.to_string()));
    let article = Article {
        // A case is published with its day; nobody wrote down a time.
        published: row
            .and_then(|row| row.stages.iter().rev().find_map(|stage| stage.date))
            .map(|date| format!("{date} 00:00")),
        source: settings.identity.organizer.clone(),
        keywords,
        ..Article::default()
    };
    let path = case_path(case);
    let mut page = head.article(CASES, "case", &path, &title, &description, &article);
    page.feeds = feeds::links(site, &feeds::of_case(site, &case.summary));
    if !view.case_pairs_are_empty() {
        page.scripts.push(head.script("compare.js"));
    }
    ("case.html", page)
}

fn site_map(site: &Site) -> SiteMapView {
    let s = &site.sources;
    let head = Head::new(site);
    let mut sections = Vec::new();
    let mut section = |title: &str, links: Vec<LinkView>| {
        if !links.is_empty() {
            sections.push(SectionView {
                title: title.to_owned(),
                links,
            });
        }
    };
    let words = &site.words;
    let title = |key: &str| words.get(key);
    section(
        title("breadcrumbs.home"),
        vec![
            head.link(title("pages.report.title"), "/report/"),
            head.link(title("pages.lookup.title"), "/lookup/"),
            head.link(title("pages.search.title"), "/search/"),
            head.link(title("feeds.page_title"), "/feeds/"),
        ],
    );
    let link = |title: &str, path: String| head.link(title, &path);
    section(
        GUIDES.name(words),
        s.guides
            .iter()
            .map(|g| link(&g.item.title, guide_path(&g.item)))
            .collect(),
    );
    section(
        OFFICES.name(words),
        s.offices
            .iter()
            .map(|o| link(&o.item.title, office_path(&o.item)))
            .collect(),
    );
    if site.case_pages().next().is_some() {
        section(
            CASES.name(words),
            vec![
                head.link(title("cases.by_month"), "/cases/months/"),
                head.link(title("cases.by_street"), "/streets/"),
                head.link(title("cases.by_category"), "/cases/categories/"),
            ],
        );
    }
    if !s.bulletins.is_empty() {
        section(
            STATISTICS.name(words),
            vec![head.link(STATISTICS.name(words), STATISTICS.path)],
        );
    }
    for (name, links) in board_pages::site_map(site) {
        section(&name, links);
    }
    section(
        NEWS.name(words),
        s.news
            .iter()
            .map(|n| link(&n.item.title, news_path(&n.item)))
            .collect(),
    );
    section(
        NOTICES.name(words),
        s.notices
            .iter()
            .map(|n| link(&n.item.title, notice_path(&n.item)))
            .collect(),
    );
    section(
        title("pages.sitemap.about"),
        s.pages
            .iter()
            .map(|p| link(&p.item.title, page_path(&p.item)))
            .collect(),
    );
    SiteMapView { sections }
}
