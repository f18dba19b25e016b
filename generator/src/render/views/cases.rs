//! Views of released cases: cards in lists, a case's own page, lists.

use serde::Serialize;

use crate::assemble::{CaseAt, Site, case_path, guide_path};
use crate::model::released_case::{
    CasePhoto, CaseRow, CaseSummary, PhotoRole, ReleasedCase, Stage, UnitRole,
};
use crate::plan::case_lists::{CaseList, category_list_path, street_list_path};
use crate::plan::pictures;
use crate::render::meta::{LinkView, TitleLink};
use crate::settings::{STAGES, Settings};

/// A photo in its widths and formats.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    alt: String,
    width: u32,
    height: u32,
    src: String,
    srcset: String,
    srcset_webp: String,
    caption: Option<String>,
}

/// A case in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CaseCard {
    href: String,
    title: String,
    category: String,
    group: String,
    street: String,
    date: String,
    month: String,
    summary: Option<String>,
    before: Option<PictureView>,
    after: Option<PictureView>,
    featured: bool,
    status_label: String,
    closed: bool,
}

impl PictureView {
    /// The view of a finished photo.
    #[must_use]
    pub fn of(photo: &CasePhoto, settings: &Settings) -> Self {
        let widths = pictures::widths(photo.width);
        let stem = photo.file.trim_end_matches(".jpg");
        let url = |width: u32, extension: &str| {
            settings.href(&format!("/{}", pictures::path(stem, width, extension)))
        };
        let set = |extension: &str| {
            let entries: Vec<_> = widths
                .iter()
                .map(|width| format!("{} {width}w", url(*width, extension)))
                .collect();
            entries.join(", ")
        };
        let widest = *widths.last().expect("there is always one width");
        Self {
            alt: photo.alt.to_string(),
            width: widest,
            height: pictures::height(photo.width, photo.height, widest),
            src: url(widest, "jpg"),
            srcset: set("jpg"),
            srcset_webp: set("webp"),
            caption: settings
                .sample_notice
                .as_ref()
                .map(|_| "绘制的示意图".to_owned()),
        }
    }
}

fn photos<'a>(
    summary: &'a CaseSummary,
    role: PhotoRole,
) -> impl Iterator<Item = &'a CasePhoto> + 'a {
    summary
        .photos()
        .iter()
        .filter(move |photo| photo.role == role)
}

/// The key of a stage in settings and words.
#[must_use]
pub fn stage_key(stage: Stage) -> &'static str {
    STAGES[stage as usize]
}

/// A title for people: the released one, else category and street.
#[must_use]
pub fn title(summary: &CaseSummary) -> String {
    match (summary.title(), summary.row()) {
        (Some(title), _) => title.to_owned(),
        (None, Some(row)) => format!("{}：{}", row.street, row.category.label),
        (None, None) => summary.group().to_owned(),
    }
}

fn is_closed(row: &CaseRow) -> bool {
    row.reached(Stage::Closed) || row.reached(Stage::Evaluated)
}

/// The stage to show as the case's state: the last, but a closed case stays closed.
fn state(row: &CaseRow) -> Option<Stage> {
    if is_closed(row) {
        Some(Stage::Closed)
    } else {
        row.last_stage()
    }
}

impl CaseCard {
    /// The card of a case. Cards are made for cases that have a page.
    #[must_use]
    pub fn of(site: &Site, at: CaseAt) -> Self {
        let settings = &site.sources.settings;
        let case = site.case(at);
        let summary = &case.summary;
        let row = summary.row();
        let picture = |role| {
            photos(summary, role)
                .next()
                .map(|photo| PictureView::of(photo, settings))
        };
        Self {
            href: settings.href(&case_path(case)),
            title: title(summary),
            category: row.map_or_else(String::new, |row| row.category.label.to_string()),
            group: summary.group().to_owned(),
            street: row.map_or_else(String::new, |row| row.street.to_string()),
            date: row
                .and_then(CaseRow::first_date)
                .map_or_else(|| summary.month().to_string(), |date| date.to_string()),
            month: summary.month().to_string(),
            summary: summary.outline().map(str::to_owned),
            before: picture(PhotoRole::Before),
            after: picture(PhotoRole::After),
            featured: summary.featured(),
            status_label: row.and_then(state).map_or_else(String::new, |s| {
                settings.stage_label(stage_key(s)).to_owned()
            }),
            closed: row.is_some_and(is_closed),
        }
    }
}

/// A case's own page.
#[derive(Debug, Serialize)]
pub struct CaseView {
    public_id: String,
    title: String,
    category: String,
    category_href: String,
    group: String,
    street: String,
    street_href: String,
    community: Option<String>,
    place: Option<String>,
    source: String,
    date: String,
    closed_date: Option<String>,
    featured: bool,
    status_label: String,
    closed: bool,
    description: Option<String>,
    result: Option<String>,
    public_summary: Option<String>,
    before: Vec<PictureView>,
    after: Vec<PictureView>,
    pairs: Vec<PairView>,
    steps: Vec<StepView>,
    #[serde(rename = "loop")]
    closed_loop: Vec<LoopStepView>,
    units: Vec<UnitView>,
    handle_due: Option<String>,
    close_due: Option<String>,
    handled_on_time: Option<bool>,
    closed_on_time: Option<bool>,
}

#[derive(Debug, Serialize)]
struct PairView {
    before: PictureView,
    after: PictureView,
}

#[derive(Debug, Serialize)]
struct StepView {
    stage: &'static str,
    label: String,
    date: Option<String>,
    unit: Option<String>,
    side: bool,
}

#[derive(Debug, Serialize)]
struct LoopStepView {
    label: &'static str,
    reached: bool,
    date: Option<String>,
    units: Vec<String>,
}

#[derive(Debug, Serialize)]
struct UnitView {
    name: String,
    role_label: &'static str,
    dispatched: Option<String>,
    handled: Option<String>,
    handle_due: Option<String>,
    on_time: Option<bool>,
}

/// What else stands on a case's page.
#[derive(Debug, Serialize)]
pub struct CasePageView {
    /// The case.
    pub case: CaseView,
    /// Others of the same month and category.
    pub similar: Vec<CaseCard>,
    /// Guides that have to do with it.
    pub guides: Vec<TitleLink>,
    /// The form, filled in with category and street.
    pub report_href: String,
}

/// The seven public steps of the closed loop and the stages that belong to each.
const LOOP: [(&str, &[Stage]); 7] = [
    ("采集受理", &[Stage::Reported, Stage::Accepted]),
    ("案卷建立", &[Stage::Filed]),
    ("指挥派遣", &[Stage::Dispatched]),
    ("任务处理", &[Stage::Handling]),
    ("处理反馈", &[Stage::Feedback]),
    ("核实结案", &[Stage::Verified, Stage::Closed]),
    ("综合评价", &[Stage::Evaluated]),
];

fn closed_loop(row: &CaseRow) -> Vec<LoopStepView> {
    let furthest = LOOP
        .iter()
        .rposition(|(_, stages)| stages.iter().any(|s| row.reached(*s)));
    LOOP.iter()
        .enumerate()
        .map(|(at, (label, stages))| {
            let mut units: Vec<String> = Vec::new();
            for reached in row.stages.iter().filter(|s| stages.contains(&s.stage)) {
                let unit = reached.unit.as_deref().map(str::to_owned);
                units.extend(unit.filter(|unit| !units.contains(unit)));
            }
            LoopStepView {
                label,
                // A later step implies the earlier ones, written down or not.
                reached: furthest.is_some_and(|furthest| at <= furthest),
                date: stages
                    .iter()
                    .rev()
                    .find_map(|s| row.date_of(*s))
                    .map(|d| d.to_string()),
                units,
            }
        })
        .collect()
}

fn is_side_state(stage: Stage) -> bool {
    stage > Stage::Evaluated
}

/// The page of a case with its words.
#[must_use]
pub fn page(site: &Site, at: CaseAt, case: &ReleasedCase) -> Option<CasePageView> {
    let settings = &site.sources.settings;
    let tables = &site.sources.tables;
    let summary = case.summary();
    let row = summary.row()?;
    let picture = |photo: &CasePhoto| PictureView::of(photo, settings);
    let before: Vec<_> = photos(summary, PhotoRole::Before).map(picture).collect();
    let after: Vec<_> = photos(summary, PhotoRole::After).map(picture).collect();
    let pairs = before
        .iter()
        .zip(&after)
        .map(|(before, after)| PairView {
            before: before.clone(),
            after: after.clone(),
        })
        .collect();
    let text = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    let category = tables
        .categories
        .iter()
        .find(|c| *c.label == *row.category.label);
    let street = tables.streets.iter().find(|s| *s.name == *row.street);
    let view = CaseView {
        public_id: summary.public_id().to_string(),
        title: title(summary),
        category: row.category.label.to_string(),
        category_href: category
            .map_or_else(String::new, |c| settings.href(&category_list_path(&c.slug))),
        group: summary.group().to_owned(),
        street: row.street.to_string(),
        street_href: street.map_or_else(String::new, |s| settings.href(&street_list_path(&s.slug))),
        community: row.community.as_deref().map(str::to_owned),
        place: case.place().map(str::to_owned),
        source: row.source.to_string(),
        date: row
            .first_date()
            .map_or_else(|| summary.month().to_string(), |date| date.to_string()),
        closed_date: text(row.date_of(Stage::Closed)),
        featured: summary.featured(),
        status_label: state(row).map_or_else(String::new, |s| {
            settings.stage_label(stage_key(s)).to_owned()
        }),
        closed: is_closed(row),
        description: case.description().map(str::to_owned),
        result: case.result().map(str::to_owned),
        public_summary: case.public_summary().map(str::to_owned),
        before,
        after,
        pairs,
        steps: row
            .stages
            .iter()
            .map(|reached| StepView {
                stage: stage_key(reached.stage),
                label: settings.stage_label(stage_key(reached.stage)).to_owned(),
                date: text(reached.date),
                unit: reached.unit.as_deref().map(str::to_owned),
                side: is_side_state(reached.stage),
            })
            .collect(),
        closed_loop: closed_loop(row),
        units: row
            .units
            .iter()
            .map(|unit| UnitView {
                name: unit.name.to_string(),
                role_label: match unit.role {
                    UnitRole::Lead => "主责",
                    UnitRole::Joint => "协办",
                },
                dispatched: text(unit.dispatched),
                handled: text(unit.handled),
                handle_due: text(unit.handle_due),
                on_time: unit.handled_on_time,
            })
            .collect(),
        handle_due: text(row.handle_due),
        close_due: text(row.close_due),
        handled_on_time: row.handled_on_time,
        closed_on_time: row.closed_on_time,
    };
    Some(CasePageView {
        case: view,
        similar: similar(site, at)
            .into_iter()
            .map(|at| CaseCard::of(site, at))
            .collect(),
        guides: guides(site, at),
        report_href: report_href(settings, &row.category.code, Some(&row.street)),
    })
}

/// Up to three cases of the same month and category, nearest in the file first.
#[must_use]
pub fn similar(site: &Site, at: CaseAt) -> Vec<CaseAt> {
    let Some(category) = category_of(site, at) else {
        return Vec::new();
    };
    let Some(list) = site.pages_by_category[at.month as usize].get(&category) else {
        return Vec::new();
    };
    let here = list.partition_point(|index| *index < at.index);
    let before = list[..here].iter().rev();
    let after = list[here..].iter().filter(|index| **index != at.index);
    before
        .chain(after)
        .take(3)
        .map(|index| CaseAt {
            month: at.month,
            index: *index,
        })
        .collect()
}

fn category_of(site: &Site, at: CaseAt) -> Option<usize> {
    let row = site.case(at).summary.row()?;
    site.sources
        .tables
        .categories
        .iter()
        .position(|c| *c.label == *row.category.label)
}

/// Guides on a case's page at most.
const GUIDES: usize = 5;

/// The first guides that have to do with a case's category.
#[must_use]
pub fn guides(site: &Site, at: CaseAt) -> Vec<TitleLink> {
    let Some(category) = category_of(site, at) else {
        return Vec::new();
    };
    site.category_guides[category]
        .iter()
        .take(GUIDES)
        .map(|guide| {
            let guide = &site.sources.guides[*guide].item;
            TitleLink {
                title: guide.title.clone(),
                href: site.sources.settings.href(&guide_path(guide)),
            }
        })
        .collect()
}

/// The report form with a category and a street filled in.
#[must_use]
pub fn report_href(settings: &Settings, code: &str, street: Option<&str>) -> String {
    let mut query = format!("?category={}", encode(code));
    if let Some(street) = street {
        query.push_str(&format!("&street={}", encode(street)));
    }
    settings.href(&format!("/report/{query}"))
}

/// Percent-encodes a value of a query.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The newest cases of those that a choice within each month picks, by position in the month.
#[must_use]
pub fn newest(site: &Site, count: usize, choose: impl Fn(usize) -> Vec<u32>) -> Vec<CaseCard> {
    let mut found: Vec<CaseAt> = Vec::new();
    for month in (0..site.sources.months.len()).rev() {
        let at = u32::try_from(month).expect("months are few");
        let mut here: Vec<CaseAt> = choose(month)
            .into_iter()
            .map(|index| CaseAt { month: at, index })
            .collect();
        here.sort_by_cached_key(|at| {
            let summary = &site.case(*at).summary;
            let date = summary.row().and_then(CaseRow::first_date);
            std::cmp::Reverse((date, summary.public_id()))
        });
        found.extend(here);
        if found.len() >= count {
            break;
        }
    }
    found
        .into_iter()
        .take(count)
        .map(|at| CaseCard::of(site, at))
        .collect()
}

/// A list of cases.
#[derive(Debug, Serialize)]
pub struct CaseListView {
    title: String,
    intro: Option<String>,
    total: usize,
    entries: Vec<CaseCard>,
    parts: Vec<PartView>,
    facets: Vec<FacetView>,
}

#[derive(Debug, Serialize)]
struct PartView {
    label: String,
    href: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct FacetView {
    title: &'static str,
    links: Vec<FacetLinkView>,
}

#[derive(Debug, Serialize)]
struct FacetLinkView {
    label: String,
    href: String,
    count: usize,
    current: bool,
}

impl CaseListView {
    /// The view of a planned list. Without `cards` the entries stay empty: a digest is enough then.
    #[must_use]
    pub fn of(site: &Site, list: &CaseList, cards: bool) -> Self {
        let settings = &site.sources.settings;
        let entries = if cards { list.entries.as_slice() } else { &[] };
        Self {
            title: list.title.clone(),
            intro: list.intro.clone(),
            total: list.total,
            entries: entries.iter().map(|at| CaseCard::of(site, *at)).collect(),
            parts: list
                .parts
                .iter()
                .map(|part| PartView {
                    label: part.label.clone(),
                    href: settings.href(&part.path),
                    current: part.path == list.path,
                })
                .collect(),
            facets: list
                .facets
                .iter()
                .map(|facet| FacetView {
                    title: facet.title,
                    links: facet
                        .links
                        .iter()
                        .map(|link| FacetLinkView {
                            label: link.label.clone(),
                            href: settings.href(&link.path),
                            count: link.count,
                            current: link.path == list.path,
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

/// A link to a list, for other pages.
#[must_use]
pub fn list_link(settings: &Settings, label: &str, path: &str) -> LinkView {
    LinkView {
        label: label.to_owned(),
        href: settings.href(path),
    }
}

impl CasePageView {
    /// Whether there is no pair of photos to compare.
    #[must_use]
    pub fn case_pairs_are_empty(&self) -> bool {
        self.case.pairs.is_empty()
    }
}
