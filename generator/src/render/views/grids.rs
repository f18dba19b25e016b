//! Views of responsibility boards.

use serde::Serialize;

use super::forms::place_href;
use crate::assemble::Site;
use crate::assemble::boards::{grid_path, in_street_order};
use crate::model::grid::Grid;
use crate::render::sticker::qr_svg;

/// All boards by street.
#[derive(Debug, Serialize)]
pub struct GridListView {
    count: usize,
    streets: Vec<GridStreetView>,
    geojson: String,
}

#[derive(Debug, Serialize)]
struct GridStreetView {
    title: String,
    slug: String,
    grids: Vec<GridEntryView>,
}

#[derive(Debug, Serialize)]
struct GridEntryView {
    id: String,
    name: String,
    href: String,
    community: Option<String>,
    area: Option<String>,
    head: Option<HeadView>,
}

#[derive(Debug, Serialize)]
struct HeadView {
    role: String,
    person: String,
    duty: Option<String>,
    phone: Option<String>,
    tel: Option<String>,
}

/// All boards.
#[must_use]
pub fn grid_list(site: &Site) -> GridListView {
    let settings = &site.sources.settings;
    let grids = &site.sources.boards.grids;
    GridListView {
        count: grids.len(),
        streets: in_street_order(site, grids.iter(), |grid| &grid.street.text)
            .into_iter()
            .map(|(street, grids)| GridStreetView {
                title: street.name.clone(),
                slug: street.slug.clone(),
                grids: grids
                    .into_iter()
                    .map(|grid| GridEntryView {
                        id: grid.id.clone(),
                        name: grid.name.clone(),
                        href: settings.href(&grid_path(grid)),
                        community: grid.community().map(str::to_owned),
                        area: grid.area.clone(),
                        head: heads(grid).into_iter().next(),
                    })
                    .collect(),
            })
            .collect(),
        geojson: settings.href("/data/grids.geojson"),
    }
}

fn heads(grid: &Grid) -> Vec<HeadView> {
    let head = |head: &crate::model::grid::GridHead| HeadView {
        role: head.role.clone(),
        person: head.person.clone(),
        duty: head.duty.clone(),
        tel: head.phone.as_ref().map(|phone| {
            phone
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect()
        }),
        phone: head.phone.clone(),
    };
    grid.heads.iter().map(head).collect()
}

/// A board, to be read here and to be printed and hung up.
#[derive(Debug, Serialize)]
pub struct GridPageView {
    id: String,
    name: String,
    street: String,
    community: Option<String>,
    area: Option<String>,
    heads: Vec<HeadView>,
    report_href: String,
    /// The code on the printed board, as an SVG element.
    qr: Option<String>,
    /// The address in the code, to be typed.
    address: String,
}

/// The page of a grid.
#[must_use]
pub fn grid(site: &Site, at: usize) -> GridPageView {
    let settings = &site.sources.settings;
    let grid = &site.sources.boards.grids[at];
    let report_href = place_href(settings, &grid.slug.text);
    let address = format!("{}{report_href}", settings.origin);
    GridPageView {
        id: grid.id.clone(),
        name: grid.name.clone(),
        street: grid.street.text.clone(),
        community: grid.community().map(str::to_owned),
        area: grid.area.clone(),
        heads: heads(grid),
        report_href,
        qr: qr_svg(&address),
        address,
    }
}
