//! Façades and what goes with them: windows, shop fronts, pavement.

use crate::pen::shade;
use crate::stage::Stage;

/// Colours of walls.
pub const WALLS: [&str; 7] = [
    "#d9cdb9", "#c9b7a2", "#cfd0c5", "#c7a892", "#b9c2c0", "#d6c6a8", "#bfb3ab",
];

const GLASS: [&str; 3] = ["#8fa5ad", "#9db0b3", "#7f97a3"];

/// What the ground floor of a façade has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum GroundFloor {
    /// Windows and an entrance.
    Homes,
    /// Shop fronts under awnings.
    Shops,
}

/// A frontal façade at depth `z` from `x.0` to `x.1`.
pub fn facade(st: &mut Stage, x: (f64, f64), z: f64, floors: u32, ground_floor: GroundFloor) {
    let wall = WALLS[(st.chance.unit() * 7.0) as usize % 7];
    let trim = shade(wall, 0.35);
    let glass = GLASS[(st.chance.unit() * 3.0) as usize % 3];
    let storey = 3.0;
    let top = f64::from(floors) * storey + 0.8;
    let face = |st: &mut Stage, x0: f64, y0: f64, x1: f64, y1: f64, fill: &str| {
        st.face(&[(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)], fill);
    };
    face(st, x.0, 0.0, x.1, top, wall);
    face(
        st,
        x.0 - 0.3,
        top - 0.35,
        x.1 + 0.3,
        top,
        &shade(wall, -0.25),
    );
    face(st, x.0, 0.0, x.1, 0.7, &shade(wall, -0.18));
    let bay = 3.4;
    let columns = ((x.1 - x.0) / bay).floor().max(1.0);
    let step = (x.1 - x.0) / columns;
    let balcony_every = if st.chance.likely(0.5) { 2 } else { 3 };
    for column in 0..columns as u32 {
        let left = x.0 + f64::from(column) * step;
        let balcony = column % balcony_every == 1;
        for floor in 0..floors {
            let low = f64::from(floor) * storey;
            if floor == 0 && ground_floor == GroundFloor::Shops {
                continue;
            }
            if balcony && floor > 0 {
                face(
                    st,
                    left + 0.3,
                    low + 0.2,
                    left + step - 0.3,
                    low + 2.7,
                    &shade(wall, -0.28),
                );
                face(
                    st,
                    left + 0.5,
                    low + 1.15,
                    left + step - 0.5,
                    low + 2.5,
                    glass,
                );
                face(
                    st,
                    left + step * 0.5 - 0.04,
                    low + 1.1,
                    left + step * 0.5 + 0.04,
                    low + 2.5,
                    &trim,
                );
                face(
                    st,
                    left + 0.2,
                    low + 0.1,
                    left + step - 0.2,
                    low + 1.1,
                    &trim,
                );
                face(
                    st,
                    left + 0.2,
                    low + 1.0,
                    left + step - 0.2,
                    low + 1.1,
                    &shade(wall, -0.12),
                );
                if st.chance.likely(0.4) {
                    laundry(st, left + 0.6, low + 1.2, step - 1.2, z);
                }
            } else {
                let wide = step * 0.46;
                let mid = left + step / 2.0;
                face(
                    st,
                    mid - wide / 2.0 - 0.1,
                    low + 0.8,
                    mid + wide / 2.0 + 0.1,
                    low + 2.45,
                    &trim,
                );
                face(
                    st,
                    mid - wide / 2.0,
                    low + 0.9,
                    mid + wide / 2.0,
                    low + 2.35,
                    glass,
                );
                face(
                    st,
                    mid - wide / 2.0,
                    low + 1.9,
                    mid + wide / 2.0,
                    low + 2.35,
                    &shade(glass, 0.18),
                );
                face(st, mid - 0.04, low + 0.9, mid + 0.04, low + 2.35, &trim);
                if st.chance.likely(0.3) {
                    let curtain = shade("#d8c9a8", 0.3);
                    face(
                        st,
                        mid - wide / 2.0,
                        low + 0.9,
                        mid - wide * 0.22,
                        low + 2.35,
                        &curtain,
                    );
                }
                if st.chance.likely(0.35) {
                    let unit = mid + wide / 2.0 + 0.12;
                    face(
                        st,
                        unit,
                        low + 0.6,
                        (unit + 0.7).min(left + step),
                        low + 1.15,
                        "#dfe0da",
                    );
                    face(
                        st,
                        unit + 0.1,
                        low + 0.68,
                        (unit + 0.5).min(left + step),
                        low + 1.07,
                        "#b4b9b6",
                    );
                }
            }
        }
    }
    match ground_floor {
        GroundFloor::Homes => entrance(st, x.0 + step * (columns / 2.0).floor() + step / 2.0, z),
        GroundFloor::Shops => shops(st, x, z),
    }
}

fn laundry(st: &mut Stage, x: f64, y: f64, wide: f64, z: f64) {
    let mut at = x;
    while at < x + wide - 0.3 {
        let cloth = st
            .chance
            .pick(&["#a9645a", "#e7e2d6", "#7d8fa3", "#c7a66a"]);
        let drop = st.chance.between(0.4, 0.8);
        st.face(
            &[
                (at, y + 1.1, z),
                (at + 0.34, y + 1.1, z),
                (at + 0.34, y + 1.1 - drop, z),
                (at, y + 1.1 - drop, z),
            ],
            cloth,
        );
        at += st.chance.between(0.45, 0.9);
    }
}

/// A street door with a canopy and a step.
fn entrance(st: &mut Stage, x: f64, z: f64) {
    let face = |st: &mut Stage, x0: f64, y0: f64, x1: f64, y1: f64, fill: &str| {
        st.face(&[(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)], fill);
    };
    face(st, x - 1.1, 0.0, x + 1.1, 2.6, "#8b847b");
    face(st, x - 0.85, 0.0, x - 0.03, 2.3, "#5f6a66");
    face(st, x + 0.03, 0.0, x + 0.85, 2.3, "#5f6a66");
    face(st, x - 0.7, 1.2, x - 0.2, 2.0, "#93a5a5");
    face(st, x + 0.2, 1.2, x + 0.7, 2.0, "#93a5a5");
    face(st, x - 1.5, 2.6, x + 1.5, 2.85, "#a6a49c");
    st.floor((x - 1.4, x + 1.4), (z - 0.9, z), "#bdb8ad");
}

/// A row of shop fronts: glass, door, sign board without words, awning.
fn shops(st: &mut Stage, x: (f64, f64), z: f64) {
    let mut left = x.0;
    while left < x.1 - 1.0 {
        let wide = st.chance.between(4.6, 6.2).min(x.1 - left);
        let sign = st
            .chance
            .pick(&["#6f7f86", "#9a6a55", "#64806b", "#a08552", "#72708a"])
            .to_owned();
        let face = |st: &mut Stage, x0: f64, y0: f64, x1: f64, y1: f64, fill: &str| {
            st.face(
                &[
                    (x0, y0, z - 0.02),
                    (x1, y0, z - 0.02),
                    (x1, y1, z - 0.02),
                    (x0, y1, z - 0.02),
                ],
                fill,
            );
        };
        face(st, left + 0.1, 0.0, left + wide - 0.1, 3.1, "#e3ddd0");
        face(st, left + 0.3, 0.5, left + wide - 1.6, 2.3, "#7c9196");
        face(st, left + 0.3, 0.5, left + wide * 0.35, 2.3, "#8ea2a5");
        face(
            st,
            left + wide - 1.4,
            0.0,
            left + wide - 0.4,
            2.3,
            "#6b5f55",
        );
        face(
            st,
            left + wide - 1.25,
            0.4,
            left + wide - 0.55,
            2.1,
            "#9fb0b0",
        );
        face(st, left + 0.1, 2.4, left + wide - 0.1, 3.1, &sign);
        // Strokes that read as writing from afar and as nothing from near.
        for n in 0..4 {
            let x0 = left + wide * 0.3 + f64::from(n) * 0.55;
            face(st, x0, 2.55, x0 + 0.36, 2.95, &shade(&sign, 0.5));
        }
        if st.chance.likely(0.6) {
            awning(st, left + 0.2, left + wide - 0.2, z, &sign);
        }
        left += wide;
    }
}

fn awning(st: &mut Stage, left: f64, right: f64, z: f64, colour: &str) {
    let stripes = ((right - left) / 0.5).round().max(2.0);
    let step = (right - left) / stripes;
    for n in 0..stripes as u32 {
        let x0 = left + f64::from(n) * step;
        let fill = if n % 2 == 0 {
            shade(colour, 0.15)
        } else {
            "#ebe5d8".to_owned()
        };
        st.face(
            &[
                (x0, 2.45, z - 0.05),
                (x0 + step, 2.45, z - 0.05),
                (x0 + step, 2.05, z - 1.1),
                (x0, 2.05, z - 1.1),
            ],
            &fill,
        );
    }
}

/// Paving slabs between two lines.
pub fn paving(st: &mut Stage, x: (f64, f64), z: (f64, f64), colour: &str) {
    st.floor(x, z, colour);
    let joint = shade(colour, -0.1);
    let mut at = z.0.ceil();
    while at < z.1 {
        let (a, b) = (st.at(x.0, 0.0, at), st.at(x.1, 0.0, at));
        st.ground.line(a, b, &joint, 1.2);
        at += if at < 12.0 { 1.0 } else { 2.0 };
    }
    let mut across = x.0.ceil();
    while across < x.1 {
        let (a, b) = (st.at(across, 0.0, z.0), st.at(across, 0.0, z.1));
        st.ground.line(a, b, &joint, 1.2);
        across += 1.5;
    }
}

/// A wall or building side that runs into the picture.
pub fn side_wall(st: &mut Stage, x: f64, high: f64) {
    let wall = WALLS[(st.chance.unit() * 7.0) as usize % 7];
    let dark = shade(wall, if x < 0.0 { -0.12 } else { -0.2 });
    let (z0, z1) = (2.0, 38.0);
    st.face(
        &[(x, 0.0, z0), (x, high, z0), (x, high, z1), (x, 0.0, z1)],
        &dark,
    );
    st.face(
        &[(x, 0.0, z0), (x, 0.6, z0), (x, 0.6, z1), (x, 0.0, z1)],
        &shade(&dark, -0.15),
    );
    if high < 4.0 {
        st.face(
            &[
                (x, high, z0),
                (x, high + 0.18, z0),
                (x, high + 0.18, z1),
                (x, high, z1),
            ],
            "#8d7f74",
        );
        return;
    }
    for floor in 0..(high / 3.0) as u32 {
        let low = f64::from(floor) * 3.0;
        let mut z = 4.0;
        while z < 36.0 {
            st.face(
                &[
                    (x, low + 0.8, z),
                    (x, low + 2.4, z),
                    (x, low + 2.4, z + 1.7),
                    (x, low + 0.8, z + 1.7),
                ],
                &shade(wall, 0.3),
            );
            st.face(
                &[
                    (x, low + 0.9, z + 0.1),
                    (x, low + 2.3, z + 0.1),
                    (x, low + 2.3, z + 1.6),
                    (x, low + 0.9, z + 1.6),
                ],
                GLASS[(floor % 3) as usize],
            );
            z += 3.6;
        }
    }
}
