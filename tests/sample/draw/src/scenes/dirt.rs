//! Trouble that has to be swept, carted or put out: rubbish, leaves, snow, dirty water.

use super::prelude::*;

pub(super) fn rubbish_wall(st: &mut Stage, after: bool) {
    st.zoom = 1.4;
    st.focus = (600.0, 600.0);
    wall_close(st, 10.0, 2.6);
    lamp(st, st.x(0.72, 9.6), 9.6);
    if after {
        st.blot(st.x(-0.1, 8.6), 8.6, 2.6, 0.9, "#c3bbad");
        person(st, st.x(0.2, 8.0), 8.0, Sweeps, VEST, true);
        bin(st, st.x(0.52, 9.2), 9.2, "#5f7f66", false);
    } else {
        rubbish(st, st.x(-0.1, 8.6), 8.6, 2.3, 26);
        person(st, st.x(0.62, 8.4), 8.4, Walks, "#8c7f9a", false);
    }
}

pub(super) fn rubbish_slope(st: &mut Stage, after: bool) {
    st.zoom = 1.3;
    st.focus = (540.0, 640.0);
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    facade(st, (st.x(0.1, 40.0), 40.0), 40.0, 4, Homes);
    st.floor((-60.0, 60.0), (near, 42.0), "#b9ab8d");
    // A slope that climbs to the left.
    let (a, b) = (st.at(-30.0, 0.0, 8.0), st.at(st.x(0.6, 14.0), 0.0, 14.0));
    st.ground.path(
        &format!(
            "M0 {:.0} L0 {:.0} Q{:.0} {:.0} {:.0} {:.0} L{:.0} 900 L0 900 Z",
            a.1,
            st.hy - 40.0,
            380.0,
            st.hy + 20.0,
            b.0,
            b.1,
            b.0 + 260.0
        ),
        "#b0a07f",
    );
    st.ground.path(
        &format!(
            "M0 {:.0} Q260 {:.0} 520 {:.0} L300 900 L0 900 Z",
            st.hy + 90.0,
            st.hy + 130.0,
            st.hy + 260.0
        ),
        "#a5956f",
    );
    for n in 0..4 {
        tree(
            st,
            st.x(-0.8 + 0.34 * f64::from(n), 12.0 + f64::from(n) * 1.4),
            12.0 + f64::from(n) * 1.4,
            5.6,
        );
    }
    st.floor((st.x(0.62, 9.0), 40.0), (near, 30.0), "#a9a79f");
    if after {
        let (l, r) = (st.x(-1.0, 8.0), st.x(0.5, 8.0));
        fence(st, (l, r), 8.0, "#a58c68");
        notice_board(st, st.x(0.34, 7.4), 7.4);
        person(st, st.x(0.76, 9.4), 9.4, Walks, "#7f93a0", true);
    } else {
        rubbish(st, st.x(-0.5, 8.6), 8.6, 2.4, 18);
        rubbish(st, st.x(0.2, 7.6), 7.6, 1.4, 9);
        for n in 0..4 {
            let z = 12.0 + f64::from(n) * 1.4;
            let x = st.x(-0.8 + 0.34 * f64::from(n), z);
            let dx = st.chance.between(-0.5, 0.5);
            st.put(x + dx, z - 0.1, |pen| {
                pen.path(
                    "M-.1 -3.6 q-.2 .45 .05 .75 q.25 .1 .3 -.25 q0 -.35 -.1 -.5 Z",
                    "#e8e6e0",
                );
                pen.path("M.4 -2.8 q-.15 .4 .1 .6 q.2 0 .2 -.3 Z", "#c9d3d8");
            });
        }
    }
}

pub(super) fn bins_overflow(st: &mut Stage, after: bool) {
    st.zoom = 1.2;
    st.focus = (600.0, 600.0);
    yard(st);
    // The shelter over the bins.
    let (x, z) = (st.x(-0.05, 10.5), 10.5);
    st.floor((x - 4.2, x + 4.2), (z - 1.2, z + 1.0), "#bdb8ad");
    st.put(x, z + 1.0, |pen| {
        pen.rect(-4.2, -1.5, 8.4, 1.5, "#b7a893");
        pen.rect(-4.2, -1.5, 8.4, 0.12, "#9a8c79");
        pen.rect(-4.2, -2.8, 0.14, 2.8, "#7d8584");
        pen.rect(4.06, -2.8, 0.14, 2.8, "#7d8584");
        pen.path("M-4.6 -2.75 L4.6 -2.75 L4.3 -3.1 L-4.3 -3.1 Z", "#64806b");
    });
    for n in 0..5 {
        let colour = ["#5f7f66", "#5f7f66", "#64788f", "#5f7f66", "#8a6a54"][n];
        bin(st, x - 3.1 + n as f64 * 1.5, z, colour, !after);
    }
    if after {
        st.blot(x, z - 1.9, 3.4, 0.6, "#9c9d99");
        person(st, st.x(0.66, 8.6), 8.6, Sweeps, VEST, true);
    } else {
        rubbish(st, x - 1.4, z - 1.0, 1.9, 12);
        rubbish(st, x + 2.2, z - 0.9, 1.3, 8);
        st.blot(x + 0.2, z - 2.0, 1.9, 0.4, "#8d8676");
        person(st, st.x(-0.66, 8.0), 8.0, Walks, "#a5705f", true);
    }
}

pub(super) fn green_litter(st: &mut Stage, after: bool) {
    st.zoom = 1.15;
    st.focus = (500.0, 640.0);
    park(st);
    if after {
        for n in 0..4 {
            let z = 6.0 + f64::from(n) * 2.2;
            let light = shade(st.grass(), 0.16);
            st.floor((-30.0, st.x(0.25, z)), (z, z + 1.0), &light);
        }
        person(st, st.x(0.5, 9.5), 9.5, Walks, "#a5705f", false);
        bin(st, st.x(0.78, 10.0), 10.0, "#5f7f66", false);
    } else {
        for n in 0..60 {
            let z = st.chance.between(5.2, 13.0);
            let x = st.x(st.chance.between(-0.98, 0.2), z);
            let tall = st.chance.between(0.25, 0.6);
            let leaf = ["#7f9a5e", "#8fa96a", "#6f8a58"][n % 3];
            st.put(x, z, |pen| {
                for turn in [-0.25, -0.1, 0.06, 0.2] {
                    pen.stroke(
                        &format!(
                            "M0 0 Q{:.2} {:.2} {turn:.2} {:.2}",
                            turn * 0.2,
                            -tall * 0.6,
                            -tall
                        ),
                        leaf,
                        0.05,
                    );
                }
            });
        }
        for n in 0..9 {
            let z = 5.8 + f64::from(n) * 0.5;
            let (x, turn) = (
                st.x(st.chance.between(-0.8, 0.3), z),
                st.chance.between(-40.0, 40.0),
            );
            bottle(st, x, z, turn);
        }
        for n in 0..14 {
            let z = 5.6 + f64::from(n) * 0.4;
            let x = st.x(st.chance.between(-0.85, 0.35), z);
            scrap(st, x, z, ["#e3ddd0", "#c3a46e", "#9fb3b8"][n as usize % 3]);
        }
        cardboard(st, st.x(-0.1, 7.4), 7.4, 2);
    }
}

pub(super) fn green_garden(st: &mut Stage, after: bool) {
    park(st);
    let (a, b) = (st.x(-0.9, 9.0), st.x(0.2, 9.0));
    if after {
        let fresh = shade("#93b077", 0.05);
        st.floor((a, b), (6.6, 11.6), &fresh);
        for n in 0..6 {
            let x = a + (b - a) * f64::from(n) / 6.0;
            st.floor((x, x + 0.05), (6.6, 11.6), "#84a16a");
        }
        person(st, st.x(0.46, 10.0), 10.0, Walks, "#a5705f", false);
        person(st, st.x(0.56, 10.2), 10.2, Walks, "#8c7f9a", false);
    } else {
        st.floor((a, b), (6.4, 11.8), "#9d8863");
        for n in 0..6 {
            vegetables(st, (a + 0.2, b - 0.2), 6.9 + f64::from(n) * 0.9);
        }
        fence(st, (a, b), 6.4, "#a58c68");
        fence(st, (a, b), 12.0, "#a58c68");
        person(st, st.x(0.5, 10.6), 10.6, Stands, "#7f93a0", true);
    }
}

pub(super) fn rubble_lane(st: &mut Stage, after: bool) {
    st.zoom = 1.2;
    st.focus = (300.0, 640.0);
    lane(st, 4.2, 6.0, 2.6, "#c3b9a9");
    tree(st, 3.4, 15.0, 5.4);
    if after {
        st.blot(-1.4, 8.6, 2.0, 0.8, "#b7ad9e");
        person(st, 1.4, 10.0, Sweeps, VEST, true);
        person(st, 2.4, 16.0, Walks, "#7f93a0", false);
    } else {
        rubble(st, -1.6, 8.6, 2.3);
        board(st, -3.2, 9.0, "#a58c68");
        st.blot(0.9, 6.6, 1.5, 0.5, "#a99a85");
        bike(st, 2.5, 11.0, "#6f8792", -0.8);
        person(st, 3.0, 13.0, Stands, "#8c7f9a", true);
    }
}

pub(super) fn burning_leaves(st: &mut Stage, after: bool) {
    st.zoom = 1.3;
    st.focus = (600.0, 640.0);
    park(st);
    for n in 0..4 {
        tree(
            st,
            st.x(-0.85 + 0.5 * f64::from(n), 14.0 + f64::from(n)),
            14.0 + f64::from(n),
            7.0,
        );
    }
    for _ in 0..40 {
        let z = st.chance.between(5.4, 14.0);
        let x = st.x(st.chance.between(-0.95, 0.5), z);
        let colour = st.chance.pick(&["#b98a48", "#a8733f", "#c7a45e"]);
        scrap(st, x, z, colour);
    }
    let (x, z) = (st.x(-0.2, 8.6), 8.6);
    if after {
        st.blot(x, z, 1.0, 0.35, "#8b7d66");
        for n in 0..3 {
            st.stand(x + 1.6 + f64::from(n) * 0.75, z + 0.6, 0.4, |pen| {
                pen.path(
                    "M-.34 0 Q-.44 -.7 -.12 -.86 L.12 -.86 Q.44 -.7 .34 0 Z",
                    "#8a9a76",
                );
                pen.rect(-0.14, -0.92, 0.28, 0.08, "#6f7d5e");
            });
        }
        person(st, x - 0.9, z + 0.4, Sweeps, VEST, false);
    } else {
        st.stand(x, z, 1.2, |pen| {
            pen.path("M-1.2 0 Q-.8 -.6 -.2 -.68 Q.5 -.72 1.2 0 Z", "#a8733f");
            pen.path("M-.8 0 Q-.4 -.4 .1 -.42 Q.5 -.4 .8 0 Z", "#b98a48");
            pen.path("M-.3 -.55 Q-.42 -.95 -.14 -1.2 Q-.1 -.9 .05 -.8 Q.16 -1 .1 -1.25 Q.42 -.9 .3 -.55 Z", "#cf7a3f");
            pen.path("M-.12 -.55 Q-.18 -.8 .02 -.95 Q.16 -.75 .12 -.55 Z", "#e2b45e");
        });
        smoke(st, x, z, 1.25, "#b9b8b2");
        person(st, st.x(0.44, 10.0), 10.0, Walks, "#7f93a0", true);
    }
}

pub(super) fn road_dirty(st: &mut Stage, after: bool) {
    st.zoom = 1.3;
    st.focus = (480.0, 640.0);
    lane(st, 4.8, 0.0, 2.6, "#9b9d9b");
    let near = st.near() - 0.4;
    st.floor((-8.4, -4.8), (near, 44.0), "#d3cbbd");
    st.floor((-5.0, -4.8), (near, 44.0), "#e6e1d5");
    for n in 0..5 {
        tree(st, -7.0, 9.0 + f64::from(n) * 5.0, 6.0);
    }
    if after {
        st.blot(-2.6, 7.4, 1.5, 0.5, "#8d9090");
        st.blot(-2.8, 11.0, 1.3, 0.5, "#8d9090");
        person(st, -3.0, 9.4, Sweeps, VEST, false);
    } else {
        for n in 0..90 {
            let z = st.chance.between(5.2, 20.0);
            let x = -4.6 + st.chance.unit() * st.chance.unit() * 4.2;
            let colour = ["#b5493f", "#c9624f", "#d98f6a", "#b98a48"][n % 4];
            scrap(st, x, z, colour);
        }
        rubbish(st, -3.6, 8.0, 0.8, 3);
        person(st, -6.4, 10.0, Walks, "#8c7f9a", false);
    }
}

pub(super) fn snow_steps(st: &mut Stage, after: bool) {
    st.warmth = 0.1;
    st.sky();
    let near = st.near() - 0.4;
    facade(st, (-40.0, 40.0), 14.0, 4, Homes);
    st.floor((-40.0, 40.0), (near, 14.0), "#eceeed");
    for share in [-0.95, -0.62, 0.72, 0.98] {
        tree(st, st.x(share, 12.6), 12.6, 5.4);
    }
    // The steps up to the door, a ramp beside them.
    let (x, z) = (st.x(-0.1, 8.4), 8.4);
    st.floor(
        (x - 3.0, x + 5.4),
        (near, 8.4),
        if after { "#bdb9b0" } else { "#e9ebea" },
    );
    for n in 0..5 {
        let deep = z + f64::from(n) * 0.5;
        let up = 0.17 * f64::from(n + 1);
        let stone = if after { "#c2bcb0" } else { "#f2f4f3" };
        st.face(
            &[
                (x - 2.2, up - 0.17, deep),
                (x + 2.2, up - 0.17, deep),
                (x + 2.2, up, deep),
                (x - 2.2, up, deep),
            ],
            "#a8a296",
        );
        st.face(
            &[
                (x - 2.2, up, deep),
                (x + 2.2, up, deep),
                (x + 2.2, up, deep + 0.5),
                (x - 2.2, up, deep + 0.5),
            ],
            stone,
        );
    }
    st.face(
        &[
            (x + 2.5, 0.0, z),
            (x + 4.0, 0.0, z),
            (x + 4.0, 0.85, z + 4.2),
            (x + 2.5, 0.85, z + 4.2),
        ],
        if after { "#b3ada1" } else { "#e3e7e7" },
    );
    st.face(
        &[
            (x - 2.2, 0.85, z + 2.5),
            (x + 4.0, 0.85, z + 2.5),
            (x + 4.0, 0.85, 13.9),
            (x - 2.2, 0.85, 13.9),
        ],
        if after { "#c9c3b7" } else { "#f4f6f5" },
    );
    for side in [x - 2.3, x + 2.4, x + 4.1] {
        for n in 0..4 {
            let deep = z + 0.2 + f64::from(n) * 0.9;
            let up = 0.2 * f64::from(n);
            st.put(side, deep, |pen| {
                pen.rect(-0.04, -0.95 - up, 0.08, 0.95, "#8d9698")
            });
        }
        let (p, q) = (st.at(side, 0.95, z + 0.2), st.at(side, 1.6, z + 3.0));
        st.ground.line(p, q, "#8d9698", 7.0);
    }
    if after {
        for n in 0..6 {
            let zz = 5.6 + f64::from(n) * 0.45;
            st.blot(x - 3.6, zz, 0.9, 0.4, "#f4f6f5");
            st.blot(x + 6.0, zz, 0.9, 0.4, "#f4f6f5");
        }
        person(st, x - 0.5, 7.4, Sweeps, VEST, false);
        person(st, x + 1.2, 8.0, Walks, "#7f93a0", true);
    } else {
        st.blot(x, 7.0, 1.8, 0.5, "#d3dde0");
        st.blot(x + 3.2, 7.6, 0.9, 0.35, "#d3dde0");
        person(st, x - 2.6, 6.8, Stands, "#a5705f", false);
    }
}

pub(super) fn canal_rubbish(st: &mut Stage, after: bool) {
    st.zoom = 1.0;
    canal(st);
    person(st, 4.8, 11.0, Walks, "#7f93a0", true);
    if after {
        for n in 0..14 {
            let z = 8.6;
            let (a, b) = (
                st.at(-2.6 + f64::from(n) * 0.4, -0.3, z),
                st.at(-2.4 + f64::from(n) * 0.4, -0.3, z),
            );
            st.ground.line(a, b, "#c4663f", 9.0);
        }
        person(st, -4.2, 9.6, Works, VEST, false);
    } else {
        for n in 0..18 {
            let z = st.chance.between(5.6, 16.0);
            let (x, turn) = (st.chance.between(-2.2, 2.2), st.chance.between(-30.0, 30.0));
            bottle(st, x, z, turn);
            if n % 2 == 0 {
                let z = st.chance.between(5.8, 15.0);
                st.blot(
                    st.chance.between(-2.0, 2.0),
                    z,
                    0.45,
                    0.2,
                    if n % 4 == 0 { "#eceae2" } else { "#c9b78f" },
                );
            }
        }
        st.blot(-1.4, 6.8, 1.0, 0.6, "#76906f");
        st.blot(1.3, 9.4, 1.1, 0.8, "#76906f");
        person(st, 4.4, 8.2, Stands, "#a5705f", true);
    }
}
