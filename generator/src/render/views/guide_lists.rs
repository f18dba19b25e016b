//! The ways to all guides: by topic, by whom they are for, by office, and from A to Z by sound.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facts;
use super::guide_order;
use super::guides::everyday_words;
use crate::assemble::{Site, guide_path, office_path};
use crate::model::address::slug;
use crate::model::language::Language;

/// How a list of guides is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuideSort {
    /// By topic: the column's own page.
    Topic,
    /// By whom it is for.
    Audience,
    /// By the office that takes it.
    Office,
    /// By the first letter of how the title sounds.
    Letter,
}

impl GuideSort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Topic, Self::Audience, Self::Office, Self::Letter];

    /// Address without the base path.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Topic => "/guides/",
            Self::Audience => "/guides/audience/",
            Self::Office => "/guides/offices/",
            Self::Letter => "/guides/a-z/",
        }
    }

    /// The key of the theme's word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Topic => "guides.by_topic",
            Self::Audience => "guides.by_audience",
            Self::Office => "guides.by_office",
            Self::Letter => "guides.by_letter",
        }
    }

    /// Those that a site has something for.
    pub fn of(site: &Site) -> impl Iterator<Item = Self> {
        let is_main = site.language == Language::Main;
        let has_guides = !site.sources.guides.is_empty();
        let has_offices = site.office_guides.iter().any(|guides| !guides.is_empty());
        Self::ALL
            .into_iter()
            // The English site has few guides: one list is enough.
            .filter(move |sort| is_main || *sort == Self::Topic)
            .filter(move |sort| has_guides && (*sort != Self::Office || has_offices))
    }
}

/// A list of guides.
#[derive(Debug, Serialize)]
pub struct GuideListView {
    sorts: Vec<SortView>,
    groups: Vec<GuideGroupView>,
    /// Titles only: a guide stands here once for each office.
    compact: bool,
    /// Groups are short and many; links to each stand above them.
    jumps: bool,
}

#[derive(Debug, Serialize)]
struct SortView {
    label: String,
    href: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct GuideGroupView {
    title: String,
    href: Option<String>,
    description: Option<String>,
    slug: String,
    /// How many are still offered.
    count: usize,
    guides: Vec<GuideEntryView>,
}

#[derive(Debug, Serialize)]
struct GuideEntryView {
    title: String,
    href: String,
    summary: String,
    audience: Vec<String>,
    promise: String,
    offices_count: usize,
    keywords: String,
    lang: Option<&'static str>,
    /// No longer offered: stands at the end of its group.
    expired: bool,
}

/// All guides in an order.
#[must_use]
pub fn guide_list(site: &Site, sort: GuideSort) -> GuideListView {
    let mut groups = match sort {
        GuideSort::Topic => by_topic(site),
        GuideSort::Audience => by_audience(site),
        GuideSort::Office => by_office(site),
        GuideSort::Letter => by_letter(site),
    };
    groups.retain(|group| !group.guides.is_empty());
    GuideListView {
        sorts: GuideSort::of(site)
            .map(|one| SortView {
                label: site.words.get(one.name()).to_owned(),
                href: site.sources.settings.href(&site.localized(one.path())),
                current: one == sort,
            })
            .collect(),
        groups,
        compact: sort == GuideSort::Office,
        jumps: matches!(sort, GuideSort::Letter | GuideSort::Office),
    }
}

fn group(title: &str, slug: &str, mut guides: Vec<GuideEntryView>) -> GuideGroupView {
    guides.sort_by_key(|guide| guide.expired);
    GuideGroupView {
        count: guides.iter().filter(|guide| !guide.expired).count(),
        title: title.to_owned(),
        href: None,
        description: None,
        slug: slug.to_owned(),
        guides,
    }
}

/// What has no topic stands last.
fn by_topic(site: &Site) -> Vec<GuideGroupView> {
    let of = |belongs: &dyn Fn(&[usize]) -> bool| {
        let links = site.guide_links.iter().enumerate();
        let chosen = links.filter(|(_, links)| belongs(&links.topics));
        chosen.map(|(guide, _)| entry(site, guide)).collect()
    };
    let topics = site.sources.tables.topics.iter().enumerate();
    let mut groups: Vec<_> = topics
        .map(|(at, topic)| GuideGroupView {
            description: topic.description.as_deref().map(|text| site.label(text)),
            ..group(
                &site.label(&topic.title),
                &topic.slug,
                of(&|own| own.contains(&at)),
            )
        })
        .collect();
    let others = of(&<[usize]>::is_empty);
    groups.push(group(site.words.get("guides.other"), "qita", others));
    groups
}

/// A guide for both stands under both.
fn by_audience(site: &Site) -> Vec<GuideGroupView> {
    [
        ("自然人", "guides.persons", "persons"),
        ("法人", "guides.companies", "companies"),
    ]
    .into_iter()
    .map(|(kind, name, slug)| {
        let guides = site.sources.guides.iter().enumerate();
        let chosen = guides.filter(|(_, guide)| guide.item.facts.server_type.contains(&kind));
        let entries = chosen.map(|(guide, _)| entry(site, guide)).collect();
        group(site.words.get(name), slug, entries)
    })
    .collect()
}

/// In the order of the offices' streets.
fn by_office(site: &Site) -> Vec<GuideGroupView> {
    let offices = site.sources.offices.iter().zip(&site.office_guides);
    offices
        .map(|(office, guides)| {
            let office = &office.item;
            let entries = guides.iter().map(|guide| entry(site, *guide)).collect();
            GuideGroupView {
                href: Some(site.sources.settings.href(&office_path(office))),
                description: Some(office.address.clone()),
                ..group(
                    &office.title,
                    &format!("office-{}", office.slug.text),
                    entries,
                )
            }
        })
        .collect()
}

/// By how the title sounds; titles that begin with a digit stand first.
fn by_letter(site: &Site) -> Vec<GuideGroupView> {
    let mut sounds: Vec<(String, usize)> = site
        .sources
        .guides
        .iter()
        .enumerate()
        .map(|(at, guide)| (slug(&guide.item.title), at))
        .collect();
    sounds.sort();
    let mut letters: BTreeMap<String, Vec<GuideEntryView>> = BTreeMap::new();
    for (sound, at) in sounds {
        let first = sound.chars().next().filter(char::is_ascii_alphabetic);
        let letter = first.map_or_else(|| "#".to_owned(), |ch| ch.to_ascii_uppercase().to_string());
        letters.entry(letter).or_default().push(entry(site, at));
    }
    letters
        .into_iter()
        .map(|(letter, guides)| {
            let name = if letter == "#" { "0" } else { &letter };
            group(&letter, &format!("letter-{}", name.to_lowercase()), guides)
        })
        .collect()
}

fn entry(site: &Site, at: usize) -> GuideEntryView {
    let guide = &site.sources.guides[at].item;
    GuideEntryView {
        title: guide.title.clone(),
        href: site.sources.settings.href(&guide_path(guide)),
        summary: guide.description.clone(),
        audience: facts::terms(&site.words, &guide.facts.server_type),
        promise: facts::promise(&site.words, &guide.facts),
        offices_count: site.guide_links[at].offices.len(),
        keywords: everyday_words(site, at).join(" "),
        lang: site.foreign(guide.language),
        expired: guide_order::is_over(site, at),
    }
}
