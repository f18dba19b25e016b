//! Convenience points and responsibility boards as GeoJSON (RFC 7946): WGS-84, longitude first.
//! What has no position has no feature.

use serde_json::{Value, json};

use crate::assemble::Site;
use crate::assemble::boards::{grid_path, place_kind_path};

fn collection(features: Vec<Value>) -> Vec<u8> {
    let collection = json!({"type": "FeatureCollection", "features": features});
    let mut bytes = serde_json::to_vec_pretty(&collection).expect("features are plain JSON");
    bytes.push(b'\n');
    bytes
}

fn feature(id: &str, [lat, lon]: [f64; 2], properties: &Value) -> Value {
    json!({
        "type": "Feature",
        "id": id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    })
}

/// `/data/places.geojson`
#[must_use]
pub fn places(site: &Site) -> Vec<u8> {
    let s = &site.sources;
    let features = s.boards.places.iter().filter_map(|place| {
        let properties = json!({
            "name": place.name,
            "kind": place.kind,
            "street": place.street.text,
            "community": place.community(),
            "address": place.address,
            "hours": place.hours,
            "phone": place.phone,
            "note": place.note,
            "href": s.settings.href(&format!("{}#{}", place_kind_path(&place.kind), place.id.text)),
        });
        Some(feature(&place.id.text, place.location?, &properties))
    });
    collection(features.collect())
}

/// `/data/grids.geojson`
#[must_use]
pub fn grids(site: &Site) -> Vec<u8> {
    let s = &site.sources;
    let features = s.boards.grids.iter().filter_map(|grid| {
        let heads: Vec<Value> = grid
            .heads
            .iter()
            .map(|head| {
                json!({"role": head.role, "person": head.person, "duty": head.duty, "phone": head.phone})
            })
            .collect();
        let properties = json!({
            "grid": grid.id,
            "name": grid.name,
            "street": grid.street.text,
            "community": grid.community(),
            "area": grid.area,
            "heads": heads,
            "href": s.settings.href(&grid_path(grid)),
        });
        Some(feature(&grid.slug.text, grid.location?, &properties))
    });
    collection(features.collect())
}
