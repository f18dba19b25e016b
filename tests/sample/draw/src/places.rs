//! The places: streets, yards, lanes, a stairwell landing, a canal, a roof, a building site.
//!
//! Each lays down sky, buildings and ground; scenes then put on it what the picture is about.

use crate::facade::{GroundFloor, WALLS, facade, paving, side_wall};
use crate::pen::{mix, shade};
use crate::stage::{HEIGHT, Stage, WIDTH};
use crate::street::{bush, lamp, tree};

/// Hills far behind, low on the horizon.
pub fn hills(st: &mut Stage) {
    let far = mix("#9fb3b3", "#c2b49a", st.warmth * 0.5);
    let y = st.hy;
    let shift = st.chance.between(-200.0, 200.0);
    st.ground.path(
        &format!(
            "M0 {y} L0 {:.0} Q{:.0} {:.0} {:.0} {:.0} T{:.0} {:.0} T{WIDTH} {:.0} L{WIDTH} {y} Z",
            y - 60.0,
            200.0 + shift * 0.3,
            y - 120.0,
            420.0 + shift * 0.4,
            y - 70.0,
            820.0 + shift * 0.3,
            y - 64.0,
            y - 90.0
        ),
        &far,
    );
}

/// A street seen across: road in front, pavement, a façade behind.
pub struct Across {
    /// Depth of the façade.
    pub wall: f64,
    /// Depth of the kerb.
    pub kerb: f64,
}

/// Builds a street seen across it.
pub fn across(st: &mut Stage, floors: u32, ground_floor: GroundFloor, trees: bool) -> Across {
    let place = Across {
        wall: st.chance.between(16.0, 18.5),
        kerb: st.chance.between(7.2, 8.2),
    };
    st.sky();
    let gap = st.chance.between(-9.0, 9.0);
    let near = st.near() - 0.4;
    if floors < 5 {
        hills(st);
    }
    facade(st, (-26.0, gap), place.wall, floors, ground_floor);
    facade(
        st,
        (gap + 1.2, 26.0),
        place.wall + 1.5,
        floors + 1,
        ground_floor,
    );
    paving(st, (-30.0, 30.0), (place.kerb, place.wall + 1.5), "#d3cbbd");
    st.floor((-30.0, 30.0), (place.kerb - 0.22, place.kerb), "#e6e1d5");
    st.floor((-30.0, 30.0), (near, place.kerb - 0.22), "#8f9394");
    st.floor(
        (-30.0, 30.0),
        (place.kerb - 0.34, place.kerb - 0.22),
        "#787d7f",
    );
    let mut dash = -20.0;
    while dash < 20.0 {
        st.floor((dash, dash + 1.8), (5.35, 5.47), "#e4e1d6");
        dash += 3.6;
    }
    if trees {
        // Towards the sides, so that the middle stays free for what happens there.
        for share in [-1.3, -0.7, 0.74, 1.35] {
            let z = place.kerb + 0.9;
            let x = st.x(share + st.chance.between(-0.07, 0.07), z);
            st.floor((x - 0.55, x + 0.55), (z - 0.5, z + 0.5), "#9b8b74");
            tree(st, x, z, 5.6);
        }
    }
    place
}

/// A way that runs into the picture, walls or façades on both sides.
pub fn lane(st: &mut Stage, half: f64, left_wall: f64, right_wall: f64, ground: &str) {
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    facade(st, (-18.0, 18.0), 44.0, 5, GroundFloor::Homes);
    st.floor((-40.0, 40.0), (near, 44.0), st.grass());
    st.floor((-half, half), (near, 44.0), ground);
    for n in 0..20 {
        let z = near + 0.6 + f64::from(n) * 2.0;
        let (a, b) = (st.at(-half, 0.0, z), st.at(half, 0.0, z));
        st.ground.line(a, b, &shade(ground, -0.08), 1.2);
    }
    for (side, high) in [(-1.0, left_wall), (1.0, right_wall)] {
        if high > 0.0 {
            side_wall(st, side * half, high);
        }
    }
}

/// A yard between apartment blocks: asphalt, a strip of lawn, blocks behind.
pub fn yard(st: &mut Stage) {
    st.sky();
    let near = st.near() - 0.4;
    let gap = st.chance.between(-4.0, 5.0);
    facade(st, (gap + 2.0, 34.0), 30.0, 6, GroundFloor::Homes);
    facade(st, (-30.0, gap - 2.5), 23.0, 5, GroundFloor::Homes);
    st.floor((-40.0, 40.0), (near, 23.0), "#a9aaa6");
    st.floor((gap - 2.5, 40.0), (23.0, 30.0), "#a9aaa6");
    st.floor((-40.0, gap - 3.0), (19.0, 23.0), st.grass());
    st.floor((gap + 2.6, 40.0), (19.0, 27.0), st.grass());
    st.floor((-40.0, gap - 3.0), (18.75, 19.0), "#dcd7ca");
    st.floor((gap + 2.6, 40.0), (18.75, 19.0), "#dcd7ca");
    for n in 0..6 {
        let x = -17.0 + f64::from(n) * 6.6 + st.chance.between(-1.0, 1.0);
        if (x - gap).abs() > 3.6 {
            tree(st, x, 20.4, 5.0);
            bush(st, x + 2.4, 20.0, 0.8);
        }
    }
}

/// Parking bays in a yard, open to the camera: lines run into the picture.
pub fn bays(st: &mut Stage, left: f64, count: u32, z: (f64, f64)) {
    for n in 0..=count {
        let x = left + f64::from(n) * 2.7;
        st.floor((x - 0.06, x + 0.06), z, "#e8e5da");
    }
    let right = left + f64::from(count) * 2.7;
    st.floor((left, right), (z.1 - 0.1, z.1), "#e8e5da");
}

/// The wall of a yard or street, close, with pavement before it.
pub fn wall_close(st: &mut Stage, z: f64, high: f64) -> String {
    st.sky();
    let near = st.near() - 0.4;
    facade(st, (-22.0, st.cx / 200.0), z + 14.0, 5, GroundFloor::Homes);
    for n in -2..=2 {
        let x = f64::from(n) * 5.0 + st.chance.between(-1.0, 1.0);
        tree(st, x, z + 2.5, 6.2);
    }
    let wall = WALLS[(st.chance.unit() * 7.0) as usize % 7].to_owned();
    // Drawn standing, so that the trees behind it are covered.
    let (w, dark, cap) = (wall.clone(), shade(&wall, -0.2), "#8d7f74");
    st.put(0.0, z, |pen| {
        pen.rect(-30.0, -high, 60.0, high, &w);
        pen.rect(-30.0, -0.5, 60.0, 0.5, &dark);
        pen.rect(-30.0, -high - 0.16, 60.0, 0.2, cap);
        for n in -7..=7 {
            pen.rect(
                f64::from(n) * 4.0 - 0.22,
                -high,
                0.44,
                high,
                &shade(&w, -0.08),
            );
        }
    });
    paving(st, (-30.0, 30.0), (near, z), "#cfc7b9");
    wall
}

/// Open lawn with a path, a façade far behind.
pub fn park(st: &mut Stage) {
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    facade(st, (-30.0, 4.0), 36.0, 4, GroundFloor::Homes);
    facade(st, (9.0, 34.0), 42.0, 6, GroundFloor::Homes);
    st.floor((-60.0, 60.0), (near, 42.0), st.grass());
    let light = shade(st.grass(), 0.1);
    for n in 0..5 {
        let z = 7.0 + f64::from(n) * 5.5;
        st.patch(st.chance.unit() * 10.0 - 5.0, z, 6.0, 1.0, &light);
    }
    let bend = st.chance.between(3.0, 5.0);
    st.face(
        &[
            (bend - 2.6, 0.0, near),
            (bend, 0.0, near),
            (bend + 5.0, 0.0, 34.0),
            (bend + 3.6, 0.0, 34.0),
        ],
        "#d8cfbd",
    );
    for n in 0..5 {
        let x = -14.0 + f64::from(n) * 5.2 + st.chance.between(-1.2, 1.2);
        let z = st.chance.between(20.0, 30.0);
        tree(st, x, z, 6.0);
    }
    for n in 0..3 {
        bush(st, -10.0 + f64::from(n) * 3.2, 17.0, 0.9);
    }
}

/// A landing in a stairwell, seen down the corridor.
pub fn landing(st: &mut Stage) {
    let wall = "#d6cfbf";
    st.ground.rect(0.0, 0.0, WIDTH, HEIGHT, wall);
    let (half, high, far) = (1.9, 3.2, 9.5);
    st.height = 1.6;
    st.hy = 430.0;
    st.focal = 760.0;
    let near = 1.2;
    st.floor((-half, half), (near, far), "#b7ada0");
    st.face(
        &[
            (-half, high, near),
            (half, high, near),
            (half, high, far),
            (-half, high, far),
        ],
        "#e9e4d8",
    );
    st.face(
        &[
            (-half, 0.0, near),
            (-half, high, near),
            (-half, high, far),
            (-half, 0.0, far),
        ],
        wall,
    );
    st.face(
        &[
            (half, 0.0, near),
            (half, high, near),
            (half, high, far),
            (half, 0.0, far),
        ],
        &shade(wall, -0.08),
    );
    for x in [-half, half] {
        let tone = if x < 0.0 { "#9fb0a4" } else { "#91a296" };
        st.face(
            &[
                (x, 0.0, near),
                (x, 1.15, near),
                (x, 1.15, far),
                (x, 0.0, far),
            ],
            tone,
        );
    }
    st.face(
        &[
            (-half, 0.0, far),
            (half, 0.0, far),
            (half, high, far),
            (-half, high, far),
        ],
        &shade(wall, 0.15),
    );
    st.face(
        &[
            (-0.8, 1.1, far),
            (0.8, 1.1, far),
            (0.8, 2.6, far),
            (-0.8, 2.6, far),
        ],
        "#dfe9ea",
    );
    st.face(
        &[
            (-0.04, 1.1, far),
            (0.04, 1.1, far),
            (0.04, 2.6, far),
            (-0.04, 2.6, far),
        ],
        "#b8b3a8",
    );
    for (x, z) in [(-half, 3.2), (-half, 6.4), (half, 4.6), (half, 7.4)] {
        let inner = x * 0.998;
        st.face(
            &[
                (inner, 0.0, z),
                (inner, 2.2, z),
                (inner, 2.2, z + 1.0),
                (inner, 0.0, z + 1.0),
            ],
            "#8a5f4c",
        );
        st.face(
            &[
                (inner, 1.0, z + 0.12),
                (inner, 1.08, z + 0.12),
                (inner, 1.08, z + 0.22),
                (inner, 1.0, z + 0.22),
            ],
            "#d8cba8",
        );
    }
    for n in 1..9 {
        let z = near + f64::from(n);
        let (a, b) = (st.at(-half, 0.0, z), st.at(half, 0.0, z));
        st.ground.line(a, b, "#a79d90", 1.2);
    }
}

/// A channel with stone banks and railings, running into the picture.
pub fn canal(st: &mut Stage) {
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    facade(st, (5.0, 30.0), 40.0, 5, GroundFloor::Homes);
    st.floor((-60.0, 60.0), (near, 42.0), st.grass());
    st.floor((-3.4, 3.4), (near, 42.0), "#b9b6ac");
    st.face(
        &[
            (-2.6, -0.3, near),
            (2.6, -0.3, near),
            (2.6, -0.3, 42.0),
            (-2.6, -0.3, 42.0),
        ],
        "#86a2a4",
    );
    for n in 0..9 {
        let z = 5.5 + f64::from(n) * 3.0;
        let x = st.chance.between(-1.6, 1.4);
        let (a, b) = (st.at(x - 0.5, -0.3, z), st.at(x + 0.6, -0.3, z));
        st.ground.line(a, b, "#a9c0bf", 2.0);
    }
    st.floor((3.9, 5.6), (near, 42.0), "#d6cebf");
    for n in 0..6 {
        let z = 9.0 + f64::from(n) * 5.0;
        let x = -6.5 + st.chance.between(-0.8, 0.8);
        tree(st, x, z, 5.8);
        if n % 2 == 0 {
            lamp(st, 6.2, z + 1.0);
        }
    }
    for n in 0..14 {
        let z = 5.0 + f64::from(n) * 2.2;
        for x in [-3.2, 3.2] {
            st.put(x, z, |pen| {
                pen.rect(-0.05, -0.95, 0.1, 0.95, "#dedacf");
                pen.circle(0.0, -0.98, 0.08, "#dedacf");
            });
        }
    }
    for x in [-3.2, 3.2] {
        for y in [0.45, 0.85] {
            st.face(
                &[
                    (x, y, near),
                    (x, y + 0.06, near),
                    (x, y + 0.06, 34.0),
                    (x, y, 34.0),
                ],
                "#d2cdc1",
            );
        }
    }
}

/// A flat roof with a parapet, other roofs behind.
pub fn roof(st: &mut Stage) {
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    let tones = ["#c6bcae", "#b7bfbd", "#d0c4ae", "#bdb0a5", "#c9cac2"];
    for n in 0..9 {
        let x = -34.0 + f64::from(n) * 8.0 + st.chance.between(-1.0, 1.0);
        let z = st.chance.between(34.0, 52.0);
        let high = st.chance.between(3.4, 6.6);
        let tone = tones[n as usize % 5];
        st.face(
            &[
                (x, -4.0, z),
                (x + 6.6, -4.0, z),
                (x + 6.6, high, z),
                (x, high, z),
            ],
            tone,
        );
        for row in 0..3 {
            for col in 0..4 {
                let (x0, y0) = (
                    x + 0.7 + f64::from(col) * 1.5,
                    high - 1.6 - f64::from(row) * 2.0,
                );
                st.face(
                    &[
                        (x0, y0, z),
                        (x0 + 0.8, y0, z),
                        (x0 + 0.8, y0 + 1.0, z),
                        (x0, y0 + 1.0, z),
                    ],
                    &shade(tone, -0.2),
                );
            }
        }
    }
    st.floor((-40.0, 40.0), (near, 24.0), "#c4bdb0");
    for n in 0..12 {
        let x = -18.0 + f64::from(n) * 3.2;
        let (a, b) = (st.at(x, 0.0, near), st.at(x, 0.0, 24.0));
        st.ground.line(a, b, "#b5ada0", 1.4);
    }
    st.face(
        &[
            (-40.0, 0.0, 24.0),
            (40.0, 0.0, 24.0),
            (40.0, 1.1, 24.0),
            (-40.0, 1.1, 24.0),
        ],
        "#aba396",
    );
    st.face(
        &[
            (-40.0, 1.1, 24.0),
            (40.0, 1.1, 24.0),
            (40.0, 1.3, 24.0),
            (-40.0, 1.3, 24.0),
        ],
        "#d8d1c3",
    );
}

/// A building site behind its hoarding: a frame, a crane, open ground before.
pub fn site(st: &mut Stage, crane_x: f64) {
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    st.floor((-60.0, 60.0), (near, 60.0), "#c6b797");
    // The frame of the new house.
    let (x0, x1, z) = (
        st.chance.between(-14.0, -9.0),
        st.chance.between(2.0, 5.0),
        34.0,
    );
    for floor in 0..5 {
        let y = f64::from(floor) * 3.0;
        st.face(
            &[
                (x0, y + 2.7, z),
                (x1, y + 2.7, z),
                (x1, y + 3.0, z),
                (x0, y + 3.0, z),
            ],
            "#a8a59d",
        );
        let mut x = x0;
        while x <= x1 {
            st.face(
                &[
                    (x, y, z),
                    (x + 0.5, y, z),
                    (x + 0.5, y + 2.8, z),
                    (x, y + 2.8, z),
                ],
                "#b8b5ad",
            );
            x += 3.2;
        }
        if floor < 3 {
            st.face(
                &[
                    (x0 + 0.5, y + 0.4, z + 0.1),
                    (x1, y + 0.4, z + 0.1),
                    (x1, y + 2.6, z + 0.1),
                    (x0 + 0.5, y + 2.6, z + 0.1),
                ],
                "#7f8f83",
            );
        }
    }
    crane(st, crane_x, 38.0);
}

fn crane(st: &mut Stage, x: f64, z: f64) {
    let yellow = "#c9a24b";
    let pole = |st: &mut Stage, a: (f64, f64), b: (f64, f64), w: f64| {
        let (p, q) = (st.at(a.0, a.1, z), st.at(b.0, b.1, z));
        st.ground.line(p, q, yellow, w);
    };
    pole(st, (x, 0.0), (x, 15.4), 6.0);
    pole(st, (x + 0.8, 0.0), (x + 0.8, 14.4), 6.0);
    for n in 0..9 {
        let y = f64::from(n) * 1.6;
        pole(st, (x, y), (x + 0.8, y + 1.6), 2.0);
    }
    pole(st, (x - 12.0, 14.4), (x + 5.0, 14.4), 5.0);
    pole(st, (x, 15.6), (x - 11.0, 14.4), 2.0);
    pole(st, (x, 15.6), (x + 5.0, 14.4), 2.0);
    pole(st, (x - 8.0, 14.4), (x - 8.0, 10.6), 2.0);
    st.face(
        &[
            (x + 3.6, 14.2, z),
            (x + 5.0, 14.2, z),
            (x + 5.0, 13.2, z),
            (x + 3.6, 13.2, z),
        ],
        "#8d8f8c",
    );
    st.face(
        &[
            (x + 0.8, 14.2, z),
            (x + 2.0, 14.2, z),
            (x + 2.0, 13.0, z),
            (x + 0.8, 13.0, z),
        ],
        "#d8d8d0",
    );
}
