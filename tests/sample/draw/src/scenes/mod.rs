//! The 43 scenes, by the key of their case. A scene lays its backdrop and whatever is there both
//! times first, then what differs: so the place stays the same while the trouble goes.

mod dirt;
mod homes;
mod order;
mod walls;
mod works;

use crate::stage::{Season, Stage};

use Season::{Autumn, Spring, Summer, Winter};

/// What every scene draws with.
mod prelude {
    pub(super) use super::{VEST, YELLOW};
    pub(super) use crate::facade::{GroundFloor, facade, paving};
    pub(super) use crate::litter::*;
    pub(super) use crate::objects::*;
    pub(super) use crate::pen::shade;
    pub(super) use crate::places::*;
    pub(super) use crate::stage::Stage;
    pub(super) use crate::stalls::*;
    pub(super) use crate::street::*;
    pub(super) use crate::vehicles::*;
    pub(super) use Doing::{Stands, Sweeps, Walks, Works};
    pub(super) use GroundFloor::{Homes, Shops};
}

/// A scene: its case, its season and how to set it.
pub struct Scene {
    /// Key of the case in `cases.py`.
    pub key: &'static str,
    season: Season,
    set: fn(&mut Stage, bool),
}

/// A work vest.
const VEST: &str = "#c98a3f";
/// A shared bike.
const YELLOW: &str = "#d3ab43";

/// The SVG of a scene, before or after.
pub fn draw(scene: &Scene, after: bool) -> String {
    let mut stage = Stage::new(scene.key, scene.season);
    (scene.set)(&mut stage, after);
    stage.finish()
}

const fn scene(key: &'static str, season: Season, set: fn(&mut Stage, bool)) -> Scene {
    Scene { key, season, set }
}

/// All of them.
pub const SCENES: &[Scene] = &[
    scene("bikes-metro", Summer, order::bikes_metro),
    scene("rubbish-wall", Summer, dirt::rubbish_wall),
    scene("fruit-stall", Summer, order::fruit_stall),
    scene("posters-lamp", Summer, walls::posters_lamp),
    scene("lock-jindingjie", Summer, homes::lock_yard),
    scene("shop-outside", Summer, order::shop_outside),
    scene("barbecue-corner", Summer, order::barbecue),
    scene("green-litter", Summer, dirt::green_litter),
    scene("rubble-lane", Summer, dirt::rubble_lane),
    scene("shed-window", Autumn, walls::shed_window),
    scene("pavement-parking", Autumn, order::pavement_parking),
    scene("dust-wulituo", Autumn, works::dust_site),
    scene("fire-lane", Autumn, homes::fire_lane),
    scene("bins-overflow", Autumn, dirt::bins_overflow),
    scene("wastewater-yanxi", Autumn, homes::wastewater),
    scene("tactile-blocked", Autumn, order::tactile_blocked),
    scene("old-sofa", Autumn, homes::old_sofa),
    scene("broken-road", Autumn, works::broken_road),
    scene("burning-leaves", Autumn, dirt::burning_leaves),
    scene("corridor-heap", Autumn, homes::corridor_heap),
    scene("slag-truck", Autumn, works::slag_truck),
    scene("roof-sign", Autumn, walls::roof_sign),
    scene("green-garden", Autumn, dirt::green_garden),
    scene("dead-car", Winter, homes::dead_car),
    scene("loose-wire", Winter, walls::loose_wire),
    scene("site-fence", Winter, works::site_fence),
    scene("tactile-broken", Winter, works::tactile_broken),
    scene("snow-steps", Winter, dirt::snow_steps),
    scene("posters-again", Winter, walls::posters_again),
    scene("rubbish-river", Winter, dirt::rubbish_slope),
    scene("bikes-gate", Winter, order::bikes_gate),
    scene("new-year-stall", Winter, order::new_year_stall),
    scene("road-dirty", Winter, dirt::road_dirty),
    scene("night-building", Spring, works::night_building),
    scene("bikes-private", Spring, order::bikes_private),
    scene("bad-signboards", Spring, walls::signboards),
    scene("pond-rubbish", Spring, dirt::canal_rubbish),
    scene("posts-gate", Spring, homes::posts_alley),
    scene("road-trench", Spring, works::trench),
    scene("gravel-spill", Spring, works::gravel),
    scene("roof-room", Spring, walls::roof_room),
    scene("vegetable-carts", Summer, order::vegetable_carts),
    scene("fire-lane-2", Summer, homes::fire_lane_back),
];
