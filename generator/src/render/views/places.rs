//! Views of convenience points: all kinds, and one kind street by street.

use serde::Serialize;

use super::forms::place_href;
use crate::assemble::Site;
use crate::assemble::boards::{in_street_order, place_kind_path, place_kinds};
use crate::model::place::ConveniencePoint;
use crate::render::meta::LinkView;

/// All kinds of points.
#[derive(Debug, Serialize)]
pub struct PlaceListView {
    kinds: Vec<PlaceKindView>,
    streets: Vec<PlaceStreetView>,
    link_cards: Vec<LinkCardView>,
    geojson: String,
}

#[derive(Debug, Serialize)]
struct PlaceKindView {
    title: String,
    href: String,
    count: usize,
}

#[derive(Debug, Serialize)]
struct PlaceStreetView {
    title: String,
    slug: String,
    places: Vec<PlaceView>,
}

/// A card that leads to another office's page.
#[derive(Debug, Serialize)]
pub struct LinkCardView {
    label: String,
    href: String,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct PlaceView {
    id: String,
    name: String,
    kind: String,
    kind_href: String,
    community: Option<String>,
    address: String,
    hours: Option<String>,
    phone: Option<String>,
    note: Option<String>,
    report_href: String,
}

/// Cards of the site.
#[must_use]
pub fn link_cards(site: &Site) -> Vec<LinkCardView> {
    let card = |card: &crate::settings::LinkCard| LinkCardView {
        label: card.label.clone(),
        href: card.url.clone(),
        note: card.note.clone(),
    };
    site.sources.settings.link_cards.iter().map(card).collect()
}

/// All points by street, and their kinds.
#[must_use]
pub fn place_list(site: &Site) -> PlaceListView {
    let settings = &site.sources.settings;
    PlaceListView {
        kinds: place_kinds(site)
            .into_iter()
            .map(|(kind, count)| PlaceKindView {
                href: settings.href(&place_kind_path(kind)),
                title: kind.to_owned(),
                count,
            })
            .collect(),
        streets: by_street(site, |_| true),
        link_cards: link_cards(site),
        geojson: settings.href("/data/places.geojson"),
    }
}

/// The points of a kind.
#[derive(Debug, Serialize)]
pub struct PlaceKindPageView {
    kind: String,
    count: usize,
    streets: Vec<PlaceStreetView>,
    others: Vec<LinkView>,
}

/// The page of a kind, by its position among the kinds.
#[must_use]
pub fn place_kind(site: &Site, at: usize) -> PlaceKindPageView {
    let settings = &site.sources.settings;
    let kinds = place_kinds(site);
    let (kind, count) = kinds[at];
    PlaceKindPageView {
        kind: kind.to_owned(),
        count,
        streets: by_street(site, |place| place.kind == kind),
        others: kinds
            .iter()
            .filter(|(other, _)| *other != kind)
            .map(|(other, _)| LinkView {
                label: (*other).to_owned(),
                href: settings.href(&place_kind_path(other)),
            })
            .collect(),
    }
}

fn by_street(site: &Site, belongs: impl Fn(&ConveniencePoint) -> bool) -> Vec<PlaceStreetView> {
    let settings = &site.sources.settings;
    let chosen = site.sources.boards.places.iter().filter(|p| belongs(p));
    in_street_order(site, chosen, |place| &place.street.text)
        .into_iter()
        .map(|(street, places)| PlaceStreetView {
            title: street.name.clone(),
            slug: street.slug.clone(),
            places: places
                .into_iter()
                .map(|place| PlaceView {
                    id: place.id.text.clone(),
                    name: place.name.clone(),
                    kind_href: settings.href(&place_kind_path(&place.kind)),
                    kind: place.kind.clone(),
                    community: place.community().map(str::to_owned),
                    address: place.address.clone(),
                    hours: place.hours.clone(),
                    phone: place.phone.clone(),
                    note: place.note.clone(),
                    report_href: place_href(settings, &place.id.text),
                })
                .collect(),
        })
        .collect()
}
