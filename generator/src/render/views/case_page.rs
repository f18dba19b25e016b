//! A released case's own page.

use serde::Serialize;

use super::body::{BodyView, Purpose, body};
use super::case_card::{CaseCard, PictureView, is_closed, photos, stage_key, state, title};
use super::case_timeline::{self, LoopStepView, is_side_state};
use super::forms::report_href;
use super::guide_order::is_over;
use crate::assemble::{CaseAt, Site, guide_path};
use crate::load::Loaded;
use crate::model::featured::Featured;
use crate::model::released_case::{CasePhoto, CaseRow, PhotoRole, ReleasedCase, Stage, UnitRole};
use crate::plan::case_lists::{category_list_path, street_list_path};
use crate::render::meta::TitleLink;
use crate::settings::Settings;

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
    /// Photos that have no counterpart.
    rest_before: Vec<PictureView>,
    rest_after: Vec<PictureView>,
    /// What was done: the office's summary, else the unit's words.
    said: Option<String>,
    working: Option<WorkingView>,
    waiting: Option<WaitingView>,
    community_href: Option<String>,
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
    /// Whether both are higher than wide.
    tall: bool,
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
struct UnitView {
    name: String,
    role_label: String,
    is_lead: bool,
    dispatched: Option<String>,
    handled: Option<String>,
    handle_due: Option<String>,
    on_time: Option<bool>,
    reworked: bool,
    deferred: bool,
}

/// How long it took, in the hours of the office's working days.
#[derive(Debug, Serialize)]
struct WorkingView {
    days: u32,
    hours: u32,
    /// Only where there are no whole days.
    minutes: u32,
    /// Hours of a working day.
    day_hours: f64,
    /// Days of the calendar, the first and the last included.
    calendar_days: Option<i32>,
}

/// A case that waits for something that takes long.
#[derive(Debug, Serialize)]
struct WaitingView {
    label: String,
    since: Option<String>,
}

/// What was learnt from a featured case.
#[derive(Debug, Serialize)]
struct LessonView {
    text: String,
    body: BodyView,
}

/// What else stands on a case's page.
#[derive(Debug, Serialize)]
pub struct CasePageView {
    /// The case.
    pub case: CaseView,
    /// Others like it.
    pub similar: Vec<CaseCard>,
    /// Lists in which more like it stand.
    more: Vec<TitleLink>,
    /// What was learnt, if an editor wrote it down.
    lesson: Option<LessonView>,
    /// Guides that have to do with it.
    pub guides: Vec<TitleLink>,
    /// The form, filled in with category and street.
    pub report_href: String,
}

/// The page of a case with its words.
#[must_use]
pub fn page(site: &Site, at: CaseAt, case: &ReleasedCase) -> Option<CasePageView> {
    let settings = &site.sources.settings;
    let tables = &site.sources.tables;
    let summary = case.summary();
    let row = summary.row()?;
    let words = &site.words;
    let picture = |photo: &CasePhoto| PictureView::of(photo, site);
    let before: Vec<_> = photos(summary, PhotoRole::Before).map(picture).collect();
    let after: Vec<_> = photos(summary, PhotoRole::After).map(picture).collect();
    let pairs: Vec<_> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| PairView {
            tall: before.is_tall() && after.is_tall(),
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
        title: title(site, summary),
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
        rest_before: before.iter().skip(pairs.len()).cloned().collect(),
        rest_after: after.iter().skip(pairs.len()).cloned().collect(),
        before,
        after,
        pairs,
        said: case
            .public_summary()
            .or_else(|| case.result())
            .map(str::to_owned),
        working: working(site, row),
        waiting: waiting(row, settings),
        community_href: row
            .community
            .as_deref()
            .and_then(|name| site.cases.community_path(&row.street, name))
            .map(|path| settings.href(path)),
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
        closed_loop: case_timeline::steps(row, settings),
        units: row
            .units
            .iter()
            .map(|unit| UnitView {
                name: unit.name.to_string(),
                role_label: match unit.role {
                    UnitRole::Lead => words.get("case.lead"),
                    UnitRole::Joint => words.get("case.joint"),
                }
                .to_owned(),
                is_lead: unit.role == UnitRole::Lead,
                dispatched: text(unit.dispatched),
                handled: text(unit.handled),
                handle_due: text(unit.handle_due),
                on_time: unit.handled_on_time,
                reworked: unit.reworked == Some(true),
                deferred: unit.deferred == Some(true),
            })
            .collect(),
        handle_due: text(row.handle_due),
        close_due: text(row.close_due),
        handled_on_time: row.handled_on_time,
        closed_on_time: row.closed_on_time,
    };
    let more = [
        category.map(|c| (c.label.as_str(), category_list_path(&c.slug))),
        street.map(|s| (s.name.as_str(), street_list_path(&s.slug))),
    ];
    Some(CasePageView {
        case: view,
        more: more
            .into_iter()
            .flatten()
            .map(|(title, path)| TitleLink {
                title: title.to_owned(),
                href: settings.href(&path),
            })
            .collect(),
        lesson: lesson(site, at).map(|lesson| LessonView {
            text: lesson.item.lesson.clone(),
            body: body(site, lesson, Purpose::Page),
        }),
        similar: similar(site, at)
            .into_iter()
            .map(|at| CaseCard::of(site, at))
            .collect(),
        guides: (site.cases.place(at).category)
            .map_or_else(Vec::new, |category| guides(site, category)),
        report_href: report_href(site, &row.category.code, Some(&row.street)),
    })
}

/// Working time in words, of a closed case whose year's list is known.
fn working(site: &Site, row: &CaseRow) -> Option<WorkingView> {
    let minutes = row.working_minutes?;
    let closed = row.date_of(Stage::Closed)?;
    let calendar = &site.sources.calendar;
    let words = calendar.words(minutes, closed.year()).ok()?;
    let day = calendar.year(closed.year()).ok()?.hours.minutes();
    Some(WorkingView {
        days: words.days,
        hours: words.hours,
        minutes: if words.days > 0 { 0 } else { words.minutes },
        day_hours: f64::from(day) / 60.0,
        calendar_days: row
            .first_date()
            .and_then(|first| first.until(closed).ok())
            .map(|span| span.get_days() + 1),
    })
}

/// Why a case that is not closed takes long: the last time that it was put off or suspended.
fn waiting(row: &CaseRow, settings: &Settings) -> Option<WaitingView> {
    if !row.is_long_standing() {
        return None;
    }
    let last = row
        .stages
        .iter()
        .rev()
        .find(|reached| matches!(reached.stage, Stage::Suspended | Stage::Deferred))?;
    Some(WaitingView {
        label: settings.stage_label(stage_key(last.stage)).to_owned(),
        since: last.date.map(|date| date.to_string()),
    })
}

/// What an editor wrote about a featured case.
#[must_use]
pub fn lesson(site: &Site, at: CaseAt) -> Option<&Loaded<Featured>> {
    if site.lessons.is_empty() {
        return None;
    }
    let id = site.case(at).summary.public_id();
    let index = site.lessons.get(&id)?;
    Some(&site.sources.featured[*index])
}

/// Others like a case at most.
const SIMILAR: usize = 3;

/// Up to three cases of the same month like this one: of its category, then of its group in its
/// street, then of its group. Never of other months, so that a month's pages depend on nothing
/// beyond it.
#[must_use]
pub fn similar(site: &Site, at: CaseAt) -> Vec<CaseAt> {
    let Some(row) = site.case(at).summary.row() else {
        return Vec::new();
    };
    let Some(category) = site.cases.place(at).category else {
        return Vec::new();
    };
    let lists = &site.cases.months[at.month as usize].in_file;
    let same = lists.get(&category).map_or(&[][..], Vec::as_slice);
    let here = same.partition_point(|index| *index < at.index);
    let mut found: Vec<u32> = (same[..here].iter().rev())
        .chain(&same[here..])
        .copied()
        .filter(|index| *index != at.index)
        .take(SIMILAR)
        .collect();
    if found.len() < SIMILAR {
        let cases = &site.sources.months[at.month as usize].cases;
        let group = site.case(at).summary.group();
        let street_of = |index: &u32| cases[*index as usize].summary.row().map(|row| &row.street);
        let mut others: Vec<u32> = lists
            .iter()
            .filter(|(other, _)| **other != category)
            .flat_map(|(_, indices)| indices.iter().copied())
            .filter(|index| cases[*index as usize].summary.group() == group)
            .collect();
        others.sort_by_key(|index| (street_of(index) != Some(&row.street), *index));
        found.extend(others.into_iter().take(SIMILAR - found.len()));
    }
    found
        .into_iter()
        .map(|index| CaseAt {
            month: at.month,
            index,
        })
        .collect()
}

/// Guides on a case's page at most.
const GUIDES: usize = 5;

/// The first guides that have to do with a category of cases, of those that are still offered.
#[must_use]
pub fn guides(site: &Site, category: usize) -> Vec<TitleLink> {
    site.category_guides[category]
        .iter()
        .filter(|guide| !is_over(site, **guide))
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

impl CasePageView {
    /// Whether there is no pair of photos to compare.
    #[must_use]
    pub fn case_pairs_are_empty(&self) -> bool {
        self.case.pairs.is_empty()
    }
}
