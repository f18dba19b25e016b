//! Views of service guides.

use serde::Serialize;

use super::body::{BodyView, Purpose, body};
use super::case_card::{CaseCard, newest};
use super::facts;
use super::forms::{about_guide_href, report_href};
use super::guide_data::json_ld;
use super::guide_order;
use crate::assemble::{Site, guide_path, office_path};
use crate::model::guide::{GuideFacts, Material};
use crate::model::office::Hours;
use crate::plan::case_lists::category_list_path;
use crate::render::meta::TitleLink;

/// Words that a guide is found by besides its title: the editor's, and those of its categories.
pub(super) fn everyday_words(site: &Site, at: usize) -> Vec<String> {
    let guide = &site.sources.guides[at].item;
    let mut words = guide.keywords.clone();
    words.push(guide.facts.task_name.clone());
    for category in &site.guide_links[at].categories {
        let category = &site.sources.tables.categories[*category];
        words.push(category.label.clone());
        words.extend(category.aliases.iter().cloned());
    }
    words
}

/// A guide's page.
#[derive(Debug, Serialize)]
pub struct GuidePageView<'a> {
    guide: GuideView<'a>,
    body: BodyView,
    offices: Vec<GuideOfficeView<'a>>,
    categories: Vec<GuideCategoryView>,
    related: Vec<TitleLink>,
    outcomes: Vec<CaseCard>,
    /// Lists in which more outcomes stand.
    more: Vec<TitleLink>,
    report_href: String,
    json_ld: String,
    summary: GuideSummaryView,
    required_materials: Vec<MaterialView<'a>>,
    other_materials: Vec<MaterialView<'a>>,
    expired: bool,
}

/// A material with the forms that can be taken home.
#[derive(Debug, Serialize)]
struct MaterialView<'a> {
    #[serde(flatten)]
    material: &'a Material,
    form: Option<FormFileView<'a>>,
    example: Option<FormFileView<'a>>,
}

#[derive(Debug, Serialize)]
struct FormFileView<'a> {
    href: String,
    name: &'a str,
    /// What kind of file it is and how large.
    facts: String,
}

impl<'a> MaterialView<'a> {
    fn of(site: &'a Site, guide: usize, material: &'a Material) -> Self {
        let files = &site.sources.guides[guide].attached.files;
        let file = |named: &Option<String>| {
            let file = files.get(named.as_ref()?)?;
            let facts = [("type", &*file.kind()), ("size", &*file.size_text())];
            Some(FormFileView {
                href: site.sources.settings.href(&format!("/{}", file.public)),
                name: &file.name,
                facts: site.words.fill("prose.file", &facts),
            })
        };
        Self {
            form: file(&material.form_guid),
            example: file(&material.example_guid),
            material,
        }
    }
}

#[derive(Debug, Serialize)]
struct GuideView<'a> {
    title: &'a str,
    #[serde(flatten)]
    facts: &'a GuideFacts,
    /// Words of the schema as the theme says them.
    said: SaidView,
}

#[derive(Debug, Serialize)]
struct SaidView {
    task_type: String,
    project_type: String,
    server_type: Vec<String>,
    handle_type: Vec<String>,
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
    lang: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct GuideCategoryView {
    label: String,
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
    let words = &site.words;
    let facts = &guide.facts;
    let (required, other): (Vec<_>, Vec<_>) = facts
        .materials
        .iter()
        .partition(|material| material.is_need != "非必要");
    let category = |at: &usize| &tables.categories[*at];
    let related = guide_order::related(site, at)
        .into_iter()
        .map(|other| &site.sources.guides[other].item)
        .map(|other| TitleLink {
            title: other.title.clone(),
            href: settings.href(&guide_path(other)),
        })
        .collect();
    let with_forms = |material| MaterialView::of(site, at, material);
    GuidePageView {
        guide: GuideView {
            title: &guide.title,
            facts,
            said: SaidView {
                task_type: facts::term(words, facts.task_type),
                project_type: facts::term(words, facts.project_type),
                server_type: facts::terms(words, &facts.server_type),
                handle_type: facts::terms(words, &facts.handle_type),
            },
        },
        body: body(site, &site.sources.guides[at], purpose),
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
                    lang: site.foreign(office.language),
                }
            })
            .collect(),
        categories: links
            .categories
            .iter()
            .map(|at| GuideCategoryView {
                label: site.label(&category(at).label),
                href: site
                    .cases
                    .has_category(*at)
                    .then(|| settings.href(&category_list_path(&category(at).slug))),
                report_href: report_href(site, &category(at).code, None),
            })
            .collect(),
        related,
        more: links
            .categories
            .iter()
            .filter(|at| site.cases.has_category(**at))
            .map(|at| TitleLink {
                title: category(at).label.clone(),
                href: settings.href(&category_list_path(&category(at).slug)),
            })
            .collect(),
        outcomes: outcomes_of(site, 3, &links.categories),
        report_href: about_guide_href(site, &guide.title),
        json_ld: json_ld(site, at),
        summary: GuideSummaryView {
            who: facts.accept_condition.join(words.get("terms.between")),
            bring: required.iter().map(|m| m.material_name.clone()).collect(),
            place: facts.transact_addr.clone(),
            promise: facts::promise(words, facts),
            anticipate: facts::anticipate(words, facts),
            fee: facts::fee(words, facts),
            visits: facts.limit_scene_num,
        },
        required_materials: required.into_iter().map(with_forms).collect(),
        other_materials: other.into_iter().map(with_forms).collect(),
        expired: guide_order::is_over(site, at),
    }
}

/// The newest cases with a page of some categories.
pub(super) fn outcomes_of(site: &Site, count: usize, categories: &[usize]) -> Vec<CaseCard> {
    newest(site, count, |month| {
        site.cases.months[month].newest_of_each(categories, count)
    })
}

/// The newest cases with a page that a rule over category and street picks.
pub(super) fn outcomes(
    site: &Site,
    count: usize,
    picks: impl Fn(usize, &str) -> bool,
) -> Vec<CaseCard> {
    newest(site, count, |month| {
        let lists = site.cases.months[month].in_file.iter();
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
