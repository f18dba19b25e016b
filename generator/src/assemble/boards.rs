//! Topics and tables among everything else: addresses, references, order.

use super::guide_links::missing_target;
use crate::assemble::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, Reference, nearest};
use crate::load::Sources;
use crate::model::address::slug;
use crate::model::grid::Grid;
use crate::model::tables::{GuideTopic, Street};
use crate::model::topic::Topic;

/// What a topic links to, by position in the site's lists.
#[derive(Debug, Default)]
pub struct TopicLinks {
    /// Categories of cases.
    pub categories: Vec<usize>,
    /// Figures: bulletin, and figure within it.
    pub figures: Vec<(usize, usize)>,
    /// Guides that name the topic.
    pub guides: Vec<usize>,
}

/// Address of a topic, without the base path.
#[must_use]
pub fn topic_path(topic: &Topic) -> String {
    format!("{}/topics/{}/", topic.language.home(), topic.slug.text)
}

/// Address of a grid's board, without the base path.
#[must_use]
pub fn grid_path(grid: &Grid) -> String {
    format!("/grids/{}/", grid.slug.text)
}

/// Address of a kind of convenience points, without the base path.
#[must_use]
pub fn place_kind_path(kind: &str) -> String {
    format!("/places/{}/", slug(kind))
}

/// Kinds of convenience points in the order in which the tables first name them, with their number.
#[must_use]
pub fn place_kinds(site: &Site) -> Vec<(&str, usize)> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for place in &site.sources.boards.places {
        match kinds.iter_mut().find(|(kind, _)| *kind == place.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((&place.kind, 1)),
        }
    }
    kinds
}

/// Things by street, in the official order of the streets; within one, in their own.
#[must_use]
pub fn in_street_order<'s, T>(
    site: &'s Site,
    things: impl Iterator<Item = &'s T>,
    street_of: impl Fn(&T) -> &str,
) -> Vec<(&'s Street, Vec<&'s T>)> {
    let tables = &site.sources.tables;
    let mut groups: Vec<(&Street, Vec<&T>)> = tables
        .streets
        .iter()
        .map(|street| (street, Vec::new()))
        .collect();
    for thing in things {
        // A street that the tables lack stopped the build before.
        let Some(street) = tables.street(street_of(thing)) else {
            continue;
        };
        if let Some((_, group)) = groups.iter_mut().find(|(s, _)| s.name == street.name) {
            group.push(thing);
        }
    }
    groups.retain(|(_, group)| !group.is_empty());
    groups
}

/// Guides may be grouped under the topics of `topics/` as well as under those of the settings.
pub(super) fn topics_group_guides(sources: &mut Sources) {
    for topic in &sources.topics {
        let topics = &mut sources.tables.topics;
        if !topics
            .iter()
            .any(|known| known.slug == topic.item.slug.text)
        {
            topics.push(GuideTopic {
                slug: topic.item.slug.text.clone(),
                title: topic.item.title.clone(),
                description: Some(topic.item.description.clone()),
            });
        }
    }
}

/// Streets that the tables name have to be known.
pub(super) fn streets_are_known(sources: &Sources, found: &mut Diagnostics) {
    let boards = &sources.boards;
    if sources.tables.streets.is_empty() {
        // The whole table is not there, which was told.
        return;
    }
    let places = boards.places.iter().map(|place| &place.street);
    let grids = boards.grids.iter().map(|grid| &grid.street);
    let ledger = boards
        .ledger
        .iter()
        .filter_map(|entry| entry.street.as_ref());
    let businesses = boards.businesses.iter().map(|business| &business.street);
    for street in places.chain(grids).chain(ledger).chain(businesses) {
        if !street.text.is_empty() && sources.tables.street(&street.text).is_none() {
            let names = sources.tables.streets.iter().map(|s| s.name.as_str());
            found.push(missing_target("街道", "streets.toml", street, names));
        }
    }
}

/// Communities that the tables name should be those of their street, where the street lists its own.
pub(super) fn communities_are_known(sources: &Sources, found: &mut Diagnostics) {
    let boards = &sources.boards;
    let places = boards.places.iter().map(|p| (&p.street, &p.community));
    let grids = boards.grids.iter().map(|g| (&g.street, &g.community));
    let mut told = std::collections::BTreeSet::new();
    for (street, community) in places.chain(grids) {
        let (Some(known), Some(community)) = (sources.tables.street(&street.text), community)
        else {
            continue;
        };
        let of_street = known.communities.iter().map(String::as_str);
        let is_known = known.communities.is_empty() || known.communities.contains(&community.text);
        if is_known || !told.insert((&known.name, &community.text)) {
            continue;
        }
        let help = nearest(&community.text, of_street).map_or_else(
            || {
                format!(
                    "在 streets.toml 的 {} 里加上它，或者改成已有的社区。",
                    known.name
                )
            },
            |near| format!("是不是想写“{near}”？真有这个社区的，加进 streets.toml。"),
        );
        found.push(
            Diagnostic::warning(
                "unknown-community",
                format!("{}里没有社区“{}”。", known.name, community.text),
            )
            .at(community.place.clone())
            .help(help),
        );
    }
}

/// What a topic links to. `guide_topics` are the topics of each guide, by position in the tables.
pub(super) fn links(
    topic: &Topic,
    sources: &Sources,
    guide_topics: &[Vec<usize>],
    found: &mut Diagnostics,
) -> TopicLinks {
    let tables = &sources.tables;
    let own = tables.topics.iter().position(|t| t.slug == topic.slug.text);
    TopicLinks {
        categories: topic
            .categories
            .iter()
            .filter_map(|category| {
                let at = tables
                    .categories
                    .iter()
                    .position(|c| c.label == category.text);
                if at.is_none() {
                    let labels = tables.categories.iter().map(|c| c.label.as_str());
                    found.push(missing_target("类别", "categories.toml", category, labels));
                }
                at
            })
            .collect(),
        figures: topic
            .figures
            .iter()
            .filter_map(|figure| resolve_figure(figure, sources, found))
            .collect(),
        guides: guide_topics
            .iter()
            .enumerate()
            .filter(|(_, topics)| own.is_some_and(|own| topics.contains(&own)))
            .map(|(guide, _)| guide)
            .collect(),
    }
}

/// A case that takes long may have been withdrawn since the topic was written.
pub(super) fn cases_are_released(
    topic: &Topic,
    is_released: impl Fn(&str) -> bool,
    found: &mut Diagnostics,
) {
    let cases = topic.long_standing.iter().filter_map(|c| c.case.as_ref());
    for reference in cases.filter(|reference| !is_released(&reference.text)) {
        found.push(
            Diagnostic::warning(
                "case-not-released",
                format!("案件 {} 没有公开的页面，这里不放链接。", reference.text),
            )
            .at(reference.place.clone())
            .help("核对公开编号；案件没有公开或已经撤回时，删去 case 一行。"),
        );
    }
}

/// A figure is named by its bulletin's file and its key: `2019-wangge#handling_rate`.
pub(super) fn resolve_figure(
    reference: &Reference,
    sources: &Sources,
    found: &mut Diagnostics,
) -> Option<(usize, usize)> {
    let at = reference.text.split_once('#').and_then(|(bulletin, key)| {
        let bulletin = slug(bulletin);
        let at = sources.bulletins.iter().position(|b| b.slug == bulletin)?;
        let figure = sources.bulletins[at]
            .figures
            .iter()
            .position(|f| f.key == key)?;
        Some((at, figure))
    });
    if at.is_none() {
        let known: Vec<String> = sources
            .bulletins
            .iter()
            .flat_map(|b| {
                b.figures
                    .iter()
                    .map(move |f| format!("{}#{}", b.slug, f.key))
            })
            .collect();
        let help = nearest(&reference.text, known.iter().map(String::as_str)).map_or_else(
            || "写成“文件名#数字的 key”，例如 2019-wangge#cases；文件在 bulletins/ 里。".to_owned(),
            |near| format!("是不是想写“{near}”？"),
        );
        found.push(
            Diagnostic::error("unknown-figure", format!("没有数字“{}”。", reference.text))
                .at(reference.place.clone())
                .help(help),
        );
    }
    at
}
