//! A released case's own page.

use jiayuan_function::intake_tables::LOOP;
use serde::Serialize;

use super::case_card::{CaseCard, PictureView, is_closed, photos, stage_key, state, title};
use super::forms::report_href;
use crate::assemble::{CaseAt, Site, guide_path};
use crate::model::released_case::{CasePhoto, CaseRow, PhotoRole, ReleasedCase, Stage, UnitRole};
use crate::plan::case_lists::{category_list_path, street_list_path};
use crate::render::meta::TitleLink;

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

impl CasePageView {
    /// Whether there is no pair of photos to compare.
    #[must_use]
    pub fn case_pairs_are_empty(&self) -> bool {
        self.case.pairs.is_empty()
    }
}
