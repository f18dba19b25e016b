//! Views of what editors wrote: guides, offices, news, notices, pages.

use serde::Serialize;

use crate::assemble::{Site, guide_path, news_path, notice_path, office_path};
use crate::model::guide::{GuideFacts, Material};
use crate::model::news::News;
use crate::model::notice::{Notice, NoticeSeverity};
use crate::model::office::{Hours, Office, Phone, Window};
use crate::plan::case_lists::category_list_path;
use crate::render::markdown;
use crate::render::meta::TitleLink;
use crate::render::views::cases::{CaseCard, PictureView, newest, report_href};

/// Whether a view is made to be shown, or only to see whether it changed. The text of a page is
/// then left out; its source counts instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be shown.
    Page,
    /// To be digested.
    Digest,
}

fn body(site: &Site, text: &str, purpose: Purpose) -> String {
    match purpose {
        Purpose::Page => markdown::to_html(text, &site.sources.settings.base_path),
        Purpose::Digest => blake3::hash(text.as_bytes()).to_hex().to_string(),
    }
}

/// Guides by topic.
#[derive(Debug, Serialize)]
pub struct GuideListView {
    groups: Vec<GuideGroupView>,
}

#[derive(Debug, Serialize)]
struct GuideGroupView {
    title: String,
    description: Option<String>,
    slug: String,
    guides: Vec<GuideEntryView>,
}

#[derive(Debug, Serialize)]
struct GuideEntryView {
    title: String,
    href: String,
    summary: String,
    audience: Vec<&'static str>,
    promise: String,
    offices_count: usize,
    keywords: String,
}

/// All guides by topic; what has no topic stands last.
#[must_use]
pub fn guide_list(site: &Site) -> GuideListView {
    let topics = &site.sources.tables.topics;
    let mut groups: Vec<GuideGroupView> = topics
        .iter()
        .enumerate()
        .map(|(at, topic)| GuideGroupView {
            title: topic.title.clone(),
            description: topic.description.clone(),
            slug: topic.slug.clone(),
            guides: guide_entries(site, |links| links.contains(&at)),
        })
        .collect();
    groups.push(GuideGroupView {
        title: "其他事项".into(),
        description: None,
        slug: "qita".into(),
        guides: guide_entries(site, <[usize]>::is_empty),
    });
    groups.retain(|group| !group.guides.is_empty());
    GuideListView { groups }
}

fn guide_entries(site: &Site, belongs: impl Fn(&[usize]) -> bool) -> Vec<GuideEntryView> {
    let settings = &site.sources.settings;
    site.sources
        .guides
        .iter()
        .zip(&site.guide_links)
        .filter(|(_, links)| belongs(&links.topics))
        .map(|(guide, links)| {
            let guide = &guide.item;
            let mut keywords = guide.keywords.clone();
            keywords.push(guide.facts.task_name.clone());
            for category in &links.categories {
                let category = &site.sources.tables.categories[*category];
                keywords.push(category.label.clone());
                keywords.extend(category.aliases.iter().cloned());
            }
            GuideEntryView {
                title: guide.title.clone(),
                href: settings.href(&guide_path(guide)),
                summary: guide.description.clone(),
                audience: guide.facts.server_type.clone(),
                promise: guide.facts.promise(),
                offices_count: links.offices.len(),
                keywords: keywords.join(" "),
            }
        })
        .collect()
}

/// A guide's page.
#[derive(Debug, Serialize)]
pub struct GuidePageView<'a> {
    guide: GuideView<'a>,
    body_html: String,
    offices: Vec<GuideOfficeView<'a>>,
    categories: Vec<GuideCategoryView<'a>>,
    related: Vec<TitleLink>,
    outcomes: Vec<CaseCard>,
    report_href: String,
    summary: GuideSummaryView,
    required_materials: Vec<&'a Material>,
    other_materials: Vec<&'a Material>,
    expired: bool,
}

#[derive(Debug, Serialize)]
struct GuideView<'a> {
    title: &'a str,
    #[serde(flatten)]
    facts: &'a GuideFacts,
}

#[derive(Debug, Serialize)]
struct GuideSummaryView {
    who: String,
    bring: Vec<String>,
    #[serde(rename = "where")]
    place: Vec<String>,
    promise: String,
    anticipate: String,
    fee: String,
    visits: u32,
}

#[derive(Debug, Serialize)]
struct GuideOfficeView<'a> {
    title: &'a str,
    href: String,
    address: &'a str,
    phone: Option<&'a str>,
    hours: &'a [Hours],
}

#[derive(Debug, Serialize)]
struct GuideCategoryView<'a> {
    label: &'a str,
    href: Option<String>,
    report_href: String,
}

/// The page of a guide.
#[must_use]
pub fn guide(site: &Site, at: usize, purpose: Purpose) -> GuidePageView<'_> {
    let settings = &site.sources.settings;
    let tables = &site.sources.tables;
    let guide = &site.sources.guides[at].item;
    let links = &site.guide_links[at];
    let facts = &guide.facts;
    let (required, other): (Vec<_>, Vec<_>) = facts
        .materials
        .iter()
        .partition(|material| material.is_need != "非必要");
    let category = |at: &usize| &tables.categories[*at];
    let related = site
        .sources
        .guides
        .iter()
        .zip(&site.guide_links)
        .enumerate()
        .filter(|(other, (_, theirs))| {
            *other != at
                && theirs
                    .topics
                    .iter()
                    .any(|topic| links.topics.contains(topic))
        })
        .take(5)
        .map(|(_, (other, _))| TitleLink {
            title: other.item.title.clone(),
            href: settings.href(&guide_path(&other.item)),
        })
        .collect();
    let report = links.categories.first().map_or_else(
        || settings.href("/report/"),
        |at| report_href(settings, &category(at).code, None),
    );
    GuidePageView {
        guide: GuideView {
            title: &guide.title,
            facts,
        },
        body_html: body(site, &guide.body, purpose),
        offices: links
            .offices
            .iter()
            .map(|office| {
                let office = &site.sources.offices[*office].item;
                GuideOfficeView {
                    title: &office.title,
                    href: settings.href(&office_path(office)),
                    address: &office.address,
                    phone: office.phones.first().map(|phone| phone.number.as_str()),
                    hours: &office.hours,
                }
            })
            .collect(),
        categories: links
            .categories
            .iter()
            .map(|at| GuideCategoryView {
                label: &category(at).label,
                href: site
                    .pages_by_category
                    .iter()
                    .any(|month| month.contains_key(at))
                    .then(|| settings.href(&category_list_path(&category(at).slug))),
                report_href: report_href(settings, &category(at).code, None),
            })
            .collect(),
        related,
        outcomes: outcomes(site, 3, |category, _| links.categories.contains(&category)),
        report_href: report,
        summary: GuideSummaryView {
            who: facts.accept_condition.join("；"),
            bring: required.iter().map(|m| m.material_name.clone()).collect(),
            place: facts.transact_addr.clone(),
            promise: facts.promise(),
            anticipate: facts.anticipate(),
            fee: facts.fee(),
            visits: facts.limit_scene_num,
        },
        required_materials: required,
        other_materials: other,
        expired: facts
            .plan_cancel_date
            .is_some_and(|day| day < site.now.date()),
    }
}

/// The newest cases with a page that a rule over category and street picks.
fn outcomes(site: &Site, count: usize, picks: impl Fn(usize, &str) -> bool) -> Vec<CaseCard> {
    newest(site, count, |month| {
        let lists = site.pages_by_category[month].iter();
        let cases = lists.flat_map(|(category, cases)| cases.iter().map(|at| (*category, *at)));
        cases
            .filter(|(category, index)| {
                let case = &site.sources.months[month].cases[*index as usize];
                case.summary
                    .row()
                    .is_some_and(|row| picks(*category, &row.street))
            })
            .map(|(_, index)| index)
            .collect()
    })
}

/// All offices.
#[derive(Debug, Serialize)]
pub struct OfficeListView {
    offices: Vec<OfficeEntryView>,
}

#[derive(Debug, Serialize)]
struct OfficeEntryView {
    title: String,
    href: String,
    street: Option<String>,
    address: String,
    phone: Option<String>,
    guides_count: usize,
}

/// All offices in the order of their streets.
#[must_use]
pub fn office_list(site: &Site) -> OfficeListView {
    let offices = site.sources.offices.iter().zip(&site.office_guides);
    OfficeListView {
        offices: offices
            .map(|(office, guides)| {
                let office = &office.item;
                OfficeEntryView {
                    title: office.title.clone(),
                    href: site.sources.settings.href(&office_path(office)),
                    street: street_name(office),
                    address: office.address.clone(),
                    phone: office.phones.first().map(|phone| phone.number.clone()),
                    guides_count: guides.len(),
                }
            })
            .collect(),
    }
}

fn street_name(office: &Office) -> Option<String> {
    office.street.as_ref().map(|street| street.text.clone())
}

/// An office's page.
#[derive(Debug, Serialize)]
pub struct OfficePageView<'a> {
    office: OfficeView<'a>,
    guides: Vec<OfficeGuideView>,
    outcomes: Vec<CaseCard>,
}

#[derive(Debug, Serialize)]
struct OfficeView<'a> {
    title: &'a str,
    street: Option<String>,
    address: &'a str,
    hours: &'a [Hours],
    phones: &'a [Phone],
    windows: &'a [Window],
    body_html: String,
    location: Option<[f64; 2]>,
}

#[derive(Debug, Serialize)]
struct OfficeGuideView {
    title: String,
    href: String,
    promise: String,
}

/// The page of an office.
#[must_use]
pub fn office(site: &Site, at: usize, purpose: Purpose) -> OfficePageView<'_> {
    let settings = &site.sources.settings;
    let office = &site.sources.offices[at].item;
    let street = street_name(office);
    OfficePageView {
        guides: site.office_guides[at]
            .iter()
            .map(|guide| {
                let guide = &site.sources.guides[*guide].item;
                OfficeGuideView {
                    title: guide.title.clone(),
                    href: settings.href(&guide_path(guide)),
                    promise: guide.facts.promise(),
                }
            })
            .collect(),
        outcomes: outcomes(site, 3, |_, name| street.as_deref() == Some(name)),
        office: OfficeView {
            title: &office.title,
            street: street.clone(),
            address: &office.address,
            hours: &office.hours,
            phones: &office.phones,
            windows: &office.windows,
            body_html: body(site, &office.body, purpose),
            location: office.location,
        },
    }
}

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
}

/// The list entry of a news item.
#[must_use]
pub fn news_entry(site: &Site, news: &News) -> NewsEntry {
    NewsEntry {
        title: news.title.clone(),
        href: site.sources.settings.href(&news_path(news)),
        date: news.published.date().to_string(),
        source: news.source.clone(),
        issue: news.issue.clone(),
        description: news.description.clone(),
        image: None,
    }
}

/// News by year.
#[derive(Debug, Serialize)]
pub struct NewsListView {
    years: Vec<NewsYearView>,
}

#[derive(Debug, Serialize)]
struct NewsYearView {
    year: i16,
    entries: Vec<NewsEntry>,
}

/// All news, newest first, by year.
#[must_use]
pub fn news_list(site: &Site) -> NewsListView {
    let mut years: Vec<NewsYearView> = Vec::new();
    for news in &site.sources.news {
        let year = news.item.published.year();
        if years.last().is_none_or(|last| last.year != year) {
            years.push(NewsYearView {
                year,
                entries: Vec::new(),
            });
        }
        if let Some(last) = years.last_mut() {
            last.entries.push(news_entry(site, &news.item));
        }
    }
    NewsListView { years }
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
    body_html: String,
    image: Option<PictureView>,
}

/// The page of a news item.
#[must_use]
pub fn news(site: &Site, at: usize, purpose: Purpose) -> NewsPageView<'_> {
    let all = &site.sources.news;
    let news = &all[at].item;
    let link = |at: usize| {
        let news = &all.get(at)?.item;
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
            body_html: body(site, &news.body, purpose),
            image: None,
        },
        previous: link(at + 1),
        next: at.checked_sub(1).and_then(link),
    }
}

/// `YYYY-MM-DD HH:MM`
#[must_use]
pub fn minute(time: jiff::civil::DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M").to_string()
}

/// All notices.
#[derive(Debug, Serialize)]
pub struct NoticeListView {
    notices: Vec<NoticeEntryView>,
}

#[derive(Debug, Serialize)]
struct NoticeEntryView {
    title: String,
    href: String,
    severity: &'static str,
    severity_label: &'static str,
    starts: String,
    ends: String,
    active: bool,
}

fn severity_label(severity: NoticeSeverity) -> &'static str {
    match severity {
        NoticeSeverity::Info => "通知",
        NoticeSeverity::Warning => "提醒",
        NoticeSeverity::Urgent => "紧急",
    }
}

/// All notices, gravest first.
#[must_use]
pub fn notice_list(site: &Site) -> NoticeListView {
    let entry = |notice: &Notice| NoticeEntryView {
        title: notice.title.clone(),
        href: site.sources.settings.href(&notice_path(notice)),
        severity: notice.severity.key(),
        severity_label: severity_label(notice.severity),
        starts: minute(notice.starts),
        ends: minute(notice.ends),
        active: notice.is_active(site.now),
    };
    NoticeListView {
        notices: site
            .sources
            .notices
            .iter()
            .map(|n| entry(&n.item))
            .collect(),
    }
}

/// A notice's page.
#[derive(Debug, Serialize)]
pub struct NoticePageView<'a> {
    notice: NoticeView<'a>,
}

#[derive(Debug, Serialize)]
struct NoticeView<'a> {
    title: &'a str,
    severity: &'static str,
    severity_label: &'static str,
    starts: String,
    ends: String,
    body_html: String,
    active: bool,
}

/// The page of a notice.
#[must_use]
pub fn notice(site: &Site, at: usize, purpose: Purpose) -> NoticePageView<'_> {
    let notice = &site.sources.notices[at].item;
    NoticePageView {
        notice: NoticeView {
            title: &notice.title,
            severity: notice.severity.key(),
            severity_label: severity_label(notice.severity),
            starts: minute(notice.starts),
            ends: minute(notice.ends),
            body_html: body(site, &notice.body, purpose),
            active: notice.is_active(site.now),
        },
    }
}

/// A page of its own.
#[derive(Debug, Serialize)]
pub struct TextPageView {
    body_html: String,
}

/// A page such as about or privacy.
#[must_use]
pub fn page(site: &Site, at: usize, purpose: Purpose) -> TextPageView {
    TextPageView {
        body_html: body(site, &site.sources.pages[at].item.body, purpose),
    }
}
