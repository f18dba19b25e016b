//! The pages of topics and of what editors keep in tables: their heads, and where they are listed.

use super::meta::{
    Article, Column, GRIDS, HOTLINES, Head, LEDGER, LinkView, PLACES, PageView, TOPICS,
};
use super::pages::{PageSubject, View};
use super::views::body::Purpose;
use super::views::{grids, hotlines, ledger, places, topics};
use crate::assemble::Site;
use crate::assemble::boards::{grid_path, place_kind_path, place_kinds, topic_path};

/// Template, head and view of one of these pages.
///
/// # Panics
/// If asked for another kind of page: `pages::view` passes on only these.
#[must_use]
pub fn view(
    site: &Site,
    subject: PageSubject,
    purpose: Purpose,
) -> (&'static str, PageView, View<'_>) {
    use PageSubject as S;
    let s = &site.sources;
    let head = Head::new(site);
    let words = &site.words;
    match subject {
        S::TopicList => (
            "topic_list.html",
            head.column_page(TOPICS, "topic_list"),
            View::TopicList(topics::topic_list(site)),
        ),
        S::Topic(at) => {
            let topic = &s.topics[at as usize].item;
            let article = Article {
                source: s.settings.identity.organizer.clone(),
                published: topic.updated.map(|day| format!("{day} 00:00")),
                keywords: topic.keywords.clone(),
                ..Article::default()
            };
            let page = head.article(
                TOPICS,
                "topic",
                &topic_path(topic),
                &topic.title,
                &topic.description,
                &article,
            );
            let view = topics::topic(site, at as usize, purpose);
            ("topic.html", page, View::Topic(Box::new(view)))
        }
        S::PlaceList => (
            "place_list.html",
            head.column_page(PLACES, "place_list"),
            View::PlaceList(places::place_list(site)),
        ),
        S::PlaceKind(at) => {
            let (kind, count) = place_kinds(site)[at as usize];
            let page = head.column(
                PLACES,
                "place_kind",
                &place_kind_path(kind),
                kind,
                &words.fill(
                    "boards.place_kind",
                    &[("kind", kind), ("n", &count.to_string())],
                ),
            );
            let view = places::place_kind(site, at as usize);
            ("place_kind.html", page, View::PlaceKind(view))
        }
        S::GridList => (
            "grid_list.html",
            head.column_page(GRIDS, "grid_list"),
            View::GridList(grids::grid_list(site)),
        ),
        S::Grid(at) => {
            let grid = &s.boards.grids[at as usize];
            let title = format!("{} {}", grid.id, grid.name);
            let names = [("street", &*grid.street.text), ("name", &*grid.name)];
            let description = words.fill("boards.grid", &names);
            let mut page = head.column(GRIDS, "grid", &grid_path(grid), &title, &description);
            page.scripts.push(head.script("print.js"));
            let view = grids::grid(site, at as usize);
            ("grid.html", page, View::Grid(Box::new(view)))
        }
        S::HotlineList => (
            "hotline_list.html",
            head.column_page(HOTLINES, "hotline_list"),
            View::HotlineList(hotlines::hotline_list(site)),
        ),
        S::Ledger => (
            "ledger.html",
            head.column_page(LEDGER, "ledger"),
            View::Ledger(ledger::ledger(site)),
        ),
        _ => unreachable!("pages::view passes on only the kinds above"),
    }
}

/// The columns that have content, with their address.
fn columns(site: &Site) -> Vec<Column> {
    let boards = &site.sources.boards;
    [
        (TOPICS, !site.sources.topics.is_empty()),
        (PLACES, !boards.places.is_empty()),
        (GRIDS, !boards.grids.is_empty()),
        (HOTLINES, !boards.hotlines.is_empty()),
        (
            LEDGER,
            !boards.ledger.is_empty() || !boards.businesses.is_empty(),
        ),
    ]
    .into_iter()
    .filter_map(|(column, has_content)| has_content.then_some(column))
    .collect()
}

/// Addresses for the sitemap, without the base path.
#[must_use]
pub fn paths(site: &Site) -> Vec<String> {
    let columns = columns(site).into_iter().map(|c| c.path.to_owned());
    let topics = site.sources.topics.iter().map(|t| topic_path(&t.item));
    let kinds = place_kinds(site)
        .into_iter()
        .map(|(kind, _)| place_kind_path(kind));
    let grids = site.sources.boards.grids.iter().map(grid_path);
    columns.chain(topics).chain(kinds).chain(grids).collect()
}

/// Sections of the page that lists all links. Boards are many: their street pages lead to them.
#[must_use]
pub fn site_map(site: &Site) -> Vec<(String, Vec<LinkView>)> {
    let head = Head::new(site);
    columns(site)
        .into_iter()
        .map(|column| {
            let name = column.name(&site.words);
            let mut links = vec![head.link(name, column.path)];
            if column.path == TOPICS.path {
                links.extend(
                    site.sources
                        .topics
                        .iter()
                        .map(|t| head.link(&t.item.title, &topic_path(&t.item))),
                );
            }
            if column.path == PLACES.path {
                links.extend(
                    place_kinds(site)
                        .into_iter()
                        .map(|(kind, _)| head.link(kind, &place_kind_path(kind))),
                );
            }
            (name.to_owned(), links)
        })
        .collect()
}
