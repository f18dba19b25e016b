//! Trouble with roads and building sites.

use super::prelude::*;

pub(super) fn dust_site(st: &mut Stage, after: bool) {
    st.zoom = 1.12;
    st.focus = (600.0, 640.0);
    site(st, 9.0);
    let (left, right) = (st.x(-1.0, 15.0) - 2.0, st.x(1.0, 15.0) + 2.0);
    let gate = (st.x(0.05, 15.0), st.x(0.55, 15.0));
    hoarding(st, (left, right), 15.0, Some(gate));
    let near = st.near() - 0.4;
    st.floor(
        (-40.0, 40.0),
        (near, 9.4),
        if after { "#7f8688" } else { "#a39b8a" },
    );
    st.floor((-40.0, 40.0), (9.4, 9.7), "#d6d0c2");
    earth(st, st.x(-0.5, 20.0), 20.0, 6.5, after);
    earth(st, st.x(0.3, 19.0), 19.0, 4.0, after);
    if after {
        st.blot(st.x(0.2, 7.4), 7.4, 3.4, 0.9, "#6f787b");
        st.blot(st.x(-0.5, 6.4), 6.4, 2.0, 0.5, "#8b9699");
        notice_board(st, gate.0 - 1.4, 14.4);
        person(st, st.x(0.5, 10.6), 10.6, Works, VEST, true);
    } else {
        for (share, z) in [(-0.7, 18.0), (0.2, 16.0), (0.75, 14.0), (-0.1, 12.0)] {
            dust(st, st.x(share, z), z, 4.6);
        }
        for n in 0..5 {
            st.blot(
                st.x(-0.6 + 0.3 * f64::from(n), 7.0),
                7.0,
                1.8,
                0.5,
                "#b7a784",
            );
        }
        let (x, z) = (st.x(-0.3, 8.0), 8.0);
        person(st, x, z, Walks, "#7f93a0", true);
        dust(st, st.x(0.5, 8.6), 8.6, 2.6);
    }
}

pub(super) fn night_building(st: &mut Stage, after: bool) {
    st.zoom = 1.0;
    site(st, -10.0);
    facade(st, (st.x(0.56, 24.0), 40.0), 24.0, 4, Homes);
    let (left, right) = (st.x(-1.0, 14.0) - 2.0, st.x(1.0, 14.0) + 2.0);
    hoarding(
        st,
        (left, right),
        14.0,
        Some((st.x(-0.14, 14.0), st.x(0.26, 14.0))),
    );
    let near = st.near() - 0.4;
    st.floor((-40.0, 40.0), (near, 9.0), "#8f9394");
    paving(st, (-40.0, 40.0), (9.0, 14.0), "#d3cbbd");
    // The pile driver: its hammer up at work, down at rest.
    let (x, z) = (st.x(-0.2, 20.0), 20.0);
    st.put(x, z, |pen| {
        pen.rect(-1.6, -0.9, 3.4, 0.9, "#4c5153");
        pen.rect(-1.2, -2.4, 2.2, 1.6, "#c08a4c");
        pen.rect(0.1, -2.2, 0.8, 0.8, "#7f959c");
        pen.line((1.5, 0.0), (1.5, -10.5), "#b8823f", 0.28);
        pen.line((2.1, 0.0), (2.1, -10.5), "#b8823f", 0.28);
        pen.line((0.4, -2.4), (1.6, -8.6), "#8d8f8c", 0.14);
        let top = if after { -3.4 } else { -9.2 };
        pen.rect(1.35, top, 0.9, 1.9, "#5a5f61");
        pen.rect(1.65, top + 1.9, 0.3, -top - 1.9, "#9a9a94");
    });
    if after {
        notice_board(st, st.x(-0.3, 12.8), 12.8);
        person(st, st.x(-0.4, 12.0), 12.0, Works, VEST, false);
        person(st, st.x(0.4, 10.6), 10.6, Walks, "#7f93a0", true);
    } else {
        // Strokes that mean noise.
        let (cx, cy) = st.at(x + 1.8, 8.4, z);
        st.over(|pen| {
            for n in 1..4 {
                let r = 34.0 + 24.0 * f64::from(n);
                pen.stroke(
                    &format!(
                        "M{:.0} {:.0} A{r} {r} 0 0 1 {:.0} {:.0}",
                        cx + r * 0.7,
                        cy - r * 0.7,
                        cx + r * 0.7,
                        cy + r * 0.7
                    ),
                    "#b0603f",
                    4.0,
                );
                pen.stroke(
                    &format!(
                        "M{:.0} {:.0} A{r} {r} 0 0 0 {:.0} {:.0}",
                        cx - r * 0.7,
                        cy - r * 0.7,
                        cx - r * 0.7,
                        cy + r * 0.7
                    ),
                    "#b0603f",
                    4.0,
                );
            }
        });
        dust(st, st.x(0.1, 16.0), 16.0, 2.6);
        person(st, st.x(0.5, 10.4), 10.4, Stands, "#a5705f", true);
    }
}

pub(super) fn site_fence(st: &mut Stage, after: bool) {
    lane(st, 6.2, 0.0, 9.0, "#8f9394");
    let near = st.near() - 0.4;
    st.floor((-9.5, -6.2), (near, 44.0), "#d3cbbd");
    st.floor((-6.4, -6.2), (near, 44.0), "#e6e1d5");
    for n in 0..4 {
        tree(st, -8.0, 12.0 + f64::from(n) * 7.0, 6.0);
    }
    // The cycle lane between two white lines.
    for x in [-3.4, -3.28] {
        st.floor((x, x + 0.1), (near, 44.0), "#e6e2d6");
    }
    let mut z = 6.0;
    while z < 40.0 {
        st.floor((1.4, 1.54), (z, z + 1.8), "#e6e2d6");
        z += 3.6;
    }
    let (edge, colour) = (if after { -5.3 } else { -0.6 }, "#7593a3");
    for n in 0..9 {
        let z = 7.4 + f64::from(n) * 2.2;
        st.face(
            &[
                (edge, 0.1, z),
                (edge, 2.1, z),
                (edge, 2.1, z + 2.1),
                (edge, 0.1, z + 2.1),
            ],
            if n % 2 == 0 { colour } else { "#6b8897" },
        );
        st.face(
            &[
                (edge, 1.9, z),
                (edge, 2.1, z),
                (edge, 2.1, z + 2.1),
                (edge, 1.9, z + 2.1),
            ],
            "#e6e2d6",
        );
        if after {
            st.face(
                &[
                    (edge, 0.9, z + 0.6),
                    (edge, 1.1, z + 0.6),
                    (edge, 1.1, z + 1.5),
                    (edge, 0.9, z + 1.5),
                ],
                "#d3a13f",
            );
        }
    }
    let front = 7.4;
    st.put(0.0, front, |pen| {
        let left = -6.1;
        pen.rect(left, -2.1, edge - left, 2.0, "#7c9aa9");
        pen.rect(left, -2.1, edge - left, 0.2, "#e6e2d6");
        if !after {
            pen.rect(left + 1.6, -1.5, 2.2, 0.8, "#efe9da");
            for n in 0..3 {
                pen.path(
                    &format!(
                        "M{:.2} -1.5 l.4 0 l-.4 .8 l-.4 0 Z",
                        left + 2.1 + f64::from(n) * 0.75
                    ),
                    "#c4663f",
                );
            }
        }
    });
    if after {
        let (x, z) = (-4.3, 10.5);
        person(st, x, z, Stands, "#a5705f", false);
        bike(st, x, z - 0.05, "#6f8792", 0.3);
        cone(st, -5.1, 7.0);
    } else {
        let (x, z) = (0.3, 11.0);
        person(st, x, z, Stands, "#a5705f", false);
        bike(st, x, z - 0.05, "#6f8792", 0.3);
        car_back(st, 2.6, 12.5, "#8f9fa6");
        cone(st, -0.1, 6.8);
    }
    car_back(st, 4.4, 20.0, "#b4a08a");
}

pub(super) fn slag_truck(st: &mut Stage, after: bool) {
    st.zoom = 1.0;
    let place = across(st, 4, Homes, true);
    let z = (place.kerb - 0.9).max(6.4);
    tipper(st, st.x(0.18, z + 0.4), z + 0.4, after);
    if after {
        person(
            st,
            st.x(-0.72, place.kerb + 0.8),
            place.kerb + 0.8,
            Works,
            "#5f7d8f",
            false,
        );
    } else {
        for n in 0..26 {
            let t = f64::from(n) / 26.0;
            let zz = z - 0.4 + st.chance.between(-0.5, 0.4);
            let x = st.x(-1.0 + t * 0.75, zz);
            st.blot(
                x,
                zz,
                st.chance.between(0.2, 0.6),
                st.chance.between(0.08, 0.2),
                "#a48a66",
            );
        }
        dust(st, st.x(-0.62, z + 0.6), z + 0.6, 1.6);
        person(
            st,
            st.x(-0.8, place.kerb + 1.4),
            place.kerb + 1.4,
            Stands,
            "#a5705f",
            false,
        );
    }
}

pub(super) fn broken_road(st: &mut Stage, after: bool) {
    lane(st, 5.4, 0.0, 0.0, if after { "#7d8385" } else { "#979895" });
    let near = st.near() - 0.4;
    for side in [-1.0, 1.0] {
        st.floor(
            (side * 5.4 - 0.12, side * 5.4 + 0.12),
            (near, 44.0),
            "#dcd7ca",
        );
        paving_side(st, side);
        for n in 0..4 {
            tree(st, side * 7.4, 12.0 + f64::from(n) * 6.0, 6.2);
        }
    }
    if after {
        let mut z = 5.0;
        while z < 42.0 {
            st.floor((-0.07, 0.07), (z, z + 1.6), "#e6e2d6");
            z += 3.2;
        }
        st.floor((-5.2, -0.4), (6.0, 11.0), "#74797b");
        let (x, z) = (1.9, 13.0);
        person(st, x, z, Stands, "#a5705f", false);
        bike(st, x, z - 0.05, "#6f8792", 0.35);
    } else {
        pothole(st, -1.4, 7.6, 1.1);
        pothole(st, 1.6, 10.4, 0.8);
        pothole(st, -3.1, 11.4, 0.7);
        pothole(st, 0.7, 15.0, 0.9);
        for n in 0..8 {
            let (z, x) = (6.0 + f64::from(n) * 1.3, st.chance.between(-3.0, 2.6));
            let (a, b) = (
                st.at(x, 0.0, z),
                st.at(x + st.chance.between(-1.4, 1.4), 0.0, z + 1.0),
            );
            st.ground.line(a, b, "#7f8280", 2.2);
        }
        cone(st, 0.6, 7.0);
        person(st, 3.6, 12.0, Stands, "#a5705f", true);
        bike(st, 3.9, 11.9, "#6f8792", -0.4);
    }
}

pub(super) fn tactile_broken(st: &mut Stage, after: bool) {
    st.zoom = 1.1;
    lane(st, 5.0, 0.0, 6.0, "#cfc7b9");
    let near = st.near() - 0.4;
    st.floor((-11.0, -5.2), (near, 44.0), "#8f9394");
    st.floor((-5.25, -5.0), (near, 44.0), "#e6e1d5");
    for n in 0..4 {
        tree(st, -4.2, 10.0 + f64::from(n) * 6.0, 5.6);
    }
    car_back(st, -7.6, 15.0, "#8f9fa6");
    tactile_along(
        st,
        -0.5,
        (near, 42.0),
        if after { None } else { Some((5.6, 10.6)) },
    );
    if after {
        let (x, z) = (-0.2, 9.4);
        person(st, x, z, Stands, "#6f7f8c", false);
        st.put(x, z - 0.02, |pen| {
            pen.line((0.26, -0.92), (0.62, -0.02), "#efece2", 0.045)
        });
    } else {
        st.blot(0.1, 8.0, 0.75, 0.7, "#93a6ab");
        cone(st, 0.9, 6.6);
        person(st, 2.6, 12.0, Stands, "#8c7f9a", true);
    }
}

pub(super) fn trench(st: &mut Stage, after: bool) {
    st.zoom = 1.08;
    let place = across(st, 4, Homes, true);
    let z = place.kerb + 2.4;
    let (a, b) = (st.x(-0.7, z), st.x(0.62, z));
    if after {
        st.floor((a - 0.3, b + 0.3), (z - 0.7, z + 0.8), "#d9d2c5");
        let mut x = a;
        while x < b {
            let (p, q) = (st.at(x, 0.0, z - 0.7), st.at(x, 0.0, z + 0.8));
            st.ground.line(p, q, "#c3baab", 1.4);
            x += 0.5;
        }
        let (p, q) = (st.at(a - 0.3, 0.0, z), st.at(b + 0.3, 0.0, z));
        st.ground.line(p, q, "#c3baab", 1.4);
        person(st, st.x(-0.1, z), z, Walks, "#7f93a0", false);
        person(st, st.x(0.3, z + 0.6), z + 0.6, Walks, "#a5705f", true);
    } else {
        st.floor((a, b), (z - 0.55, z + 0.6), "#6a5c49");
        st.floor((a + 0.1, b - 0.1), (z - 0.55, z - 0.1), "#54493b");
        let (p, q) = (st.at(a, 0.0, z + 0.2), st.at(b, 0.0, z + 0.2));
        st.ground.line(p, q, "#9fa9ab", 13.0);
        let (p, q) = (st.at(a, 0.0, z + 0.24), st.at(b, 0.0, z + 0.24));
        st.ground.line(p, q, "#c3cbcb", 4.0);
        earth(st, st.x(-0.36, z + 1.4), z + 1.4, 1.7, false);
        earth(st, st.x(0.3, z + 1.5), z + 1.5, 1.4, false);
        for n in 0..5 {
            let zz = z - 1.0;
            st.put(st.x(-0.3 + 0.16 * f64::from(n), zz), zz, |pen| {
                pen.rect(-0.3, -0.12, 0.6, 0.12, "#c3baab")
            });
        }
        let (sx, sz) = (st.x(0.74, z), z);
        st.stand(sx, sz, 0.2, |pen| {
            pen.line((0.0, 0.0), (0.24, -1.3), "#a58c68", 0.06)
        });
        person(st, st.x(-0.8, z + 0.9), z + 0.9, Stands, "#7f93a0", false);
    }
}

pub(super) fn gravel(st: &mut Stage, after: bool) {
    lane(st, 5.2, 0.0, 0.0, "#8b8f90");
    for side in [-1.0, 1.0] {
        paving_side(st, side);
        st.floor(
            (side * 5.3 - 0.1, side * 5.3 + 0.1),
            (st.near() - 0.4, 44.0),
            "#e6e1d5",
        );
        for n in 0..3 {
            tree(st, side * 7.8, 13.0 + f64::from(n) * 7.0, 6.0);
        }
    }
    let mut z = 5.0;
    while z < 42.0 {
        st.floor((-0.07, 0.07), (z, z + 1.6), "#e6e2d6");
        z += 3.2;
    }
    // The bus stop on the right.
    st.stand(6.6, 12.0, 1.6, |pen| {
        pen.rect(-1.5, -2.5, 0.08, 2.5, "#7d8584");
        pen.rect(1.42, -2.5, 0.08, 2.5, "#7d8584");
        pen.rect(-1.45, -2.1, 2.9, 1.6, "#b9cbcd");
        pen.rect(-1.9, -2.65, 3.8, 0.18, "#64806b");
        pen.rect(-1.2, -0.5, 2.4, 0.1, "#a58c68");
    });
    if after {
        bus_back(st, 2.6, 19.0);
        person(st, -1.9, 10.0, Stands, "#7f93a0", false);
        bike(st, -1.9, 9.95, "#a5655a", 0.32);
    } else {
        for _ in 0..150 {
            let z = 4.8 + st.chance.unit() * st.chance.unit() * 22.0;
            let x = 1.6 + 0.6 * (z * 0.4).sin() + st.chance.between(-0.55, 0.55);
            let r = st.chance.between(0.05, 0.13);
            let tone = st.chance.pick(&["#b9b1a3", "#a79d8e", "#cbc4b6"]);
            st.put(x, z, |pen| pen.ellipse(0.0, -r * 0.6, r, r * 0.7, tone));
        }
        person(st, -1.7, 9.6, Stands, "#7f93a0", true);
        bike(st, -1.5, 9.55, "#a5655a", -0.32);
        cone(st, 0.2, 7.2);
    }
}

fn paving_side(st: &mut Stage, side: f64) {
    let near = st.near() - 0.4;
    let (a, b) = if side < 0.0 { (-9.4, -5.6) } else { (5.6, 9.4) };
    st.floor((a, b), (near, 44.0), "#d3cbbd");
}
