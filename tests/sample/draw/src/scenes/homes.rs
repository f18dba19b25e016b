//! Trouble at people's doors: locks, lanes, old things left about.

use super::prelude::*;

pub(super) fn lock_yard(st: &mut Stage, after: bool) {
    st.zoom = 1.35;
    st.focus = (600.0, 640.0);
    yard(st);
    let left = st.x(-0.72, 9.0);
    bays(st, left, 4, (6.6, 11.4));
    car_back(st, left + 1.35, 9.6, "#93a5ad");
    car_back(st, left + 9.45, 9.8, "#b8a58d");
    if after {
        person(st, left + 5.4, 9.8, Works, VEST, true);
        person(st, left + 6.9, 10.4, Stands, "#6f7f8c", false);
    } else {
        ground_lock(st, left + 4.05, 8.2);
        ground_lock(st, left + 6.75, 8.5);
        person(st, left + 4.6, 13.0, Stands, "#8c7f9a", false);
    }
}

pub(super) fn fire_lane(st: &mut Stage, after: bool) {
    yard(st);
    let near = st.near() - 0.4;
    let (a, b) = (st.x(-0.5, 8.0), st.x(0.5, 8.0));
    // A hatched lane across the yard, as painted before a stairway.
    st.floor((a, b), (near, 17.5), "#b5b3ab");
    for edge in [a, b - 0.16] {
        st.floor((edge, edge + 0.16), (near, 17.5), "#d0a94a");
    }
    let mut z = 5.0;
    while z < 17.0 {
        st.face(
            &[
                (a, 0.0, z),
                (a, 0.0, z + 0.3),
                (b, 0.0, z + 1.8),
                (b, 0.0, z + 1.5),
            ],
            "#d0a94a",
        );
        z += 1.9;
    }
    if after {
        for x in [a + 0.5, (a + b) / 2.0, b - 0.5] {
            bollard(st, x, 6.4, false);
        }
        person(st, st.x(0.62, 9.0), 9.0, Walks, "#7f93a0", true);
    } else {
        let m = (a + b) / 2.0;
        car_back(st, m - 1.3, 8.2, "#8f6a5f");
        car_back(st, m + 1.2, 9.0, "#d3cfc4");
        car_back(st, m - 0.3, 13.4, "#7a8a90");
        person(st, st.x(0.68, 9.0), 9.0, Stands, "#7f93a0", true);
    }
}

pub(super) fn fire_lane_back(st: &mut Stage, after: bool) {
    lane(st, 3.4, 9.0, 6.0, "#b3afa6");
    let near = st.near() - 0.4;
    for x in [-2.4, 2.2] {
        st.floor((x, x + 0.16), (near, 36.0), "#d0a94a");
    }
    if after {
        let mut z = 5.4;
        while z < 30.0 {
            st.face(
                &[
                    (-2.2, 0.0, z),
                    (-2.2, 0.0, z + 0.35),
                    (2.2, 0.0, z + 1.9),
                    (2.2, 0.0, z + 1.55),
                ],
                "#d0a94a",
            );
            z += 3.2;
        }
        person(st, 1.3, 14.0, Walks, "#7f93a0", true);
    } else {
        cabinet(st, -1.7, 8.2, 1.7, "#d5d3ca");
        cabinet(st, -0.8, 8.6, 1.5, "#c3c6c0");
        cardboard(st, 0.5, 7.6, 6);
        cardboard(st, 1.6, 8.4, 8);
        cardboard(st, 1.1, 9.6, 4);
        rubbish(st, -0.4, 10.6, 1.3, 7);
        person(st, 1.6, 14.0, Stands, "#8c7f9a", true);
    }
}

pub(super) fn wastewater(st: &mut Stage, after: bool) {
    st.zoom = 1.25;
    st.focus = (560.0, 640.0);
    st.sky();
    let near = st.near() - 0.4;
    facade(st, (st.x(-0.2, 12.0), 30.0), 12.0, 5, Homes);
    facade(st, (-34.0, st.x(-0.32, 26.0)), 26.0, 5, Homes);
    st.floor((-40.0, 40.0), (near, 12.0), "#abaca7");
    st.floor((-40.0, st.x(-0.2, 12.0)), (12.0, 26.0), st.grass());
    tree(st, st.x(-0.66, 15.0), 15.0, 5.6);
    let left = st.x(-0.62, 8.4);
    bays(st, left, 4, (6.4, 10.8));
    car_back(st, left + 9.3, 9.2, "#7f93a0");
    // The grating where it should have gone.
    let (gx, gz) = (left + 0.2, 11.2);
    st.floor((gx - 0.4, gx + 0.4), (gz - 0.3, gz + 0.3), "#5f6466");
    for n in 0..5 {
        let x = gx - 0.3 + f64::from(n) * 0.15;
        st.floor((x, x + 0.05), (gz - 0.25, gz + 0.25), "#8d9294");
    }
    if after {
        person(st, left + 2.6, 9.4, Sweeps, VEST, false);
        bin(st, left - 0.7, 11.0, "#5f7f66", false);
    } else {
        st.blot(left + 3.6, 8.4, 2.9, 1.1, "#8b8577");
        st.blot(left + 3.2, 8.2, 2.0, 0.7, "#746f63");
        st.blot(left + 2.7, 8.5, 0.7, 0.22, "#a9a596");
        st.blot(left + 6.2, 7.2, 1.6, 0.4, "#8b8577");
        let (x, z) = (left + 4.5, 9.6);
        st.stand(x, z, 0.4, |pen| {
            pen.group("translate(0 -.2) rotate(72)", |pen| {
                pen.path("M-.22 -.4 L.22 -.4 L.16 .1 L-.16 .1 Z", "#6f93a0");
                pen.ellipse(0.0, -0.4, 0.22, 0.07, "#55707a");
            });
        });
        for n in 0..5 {
            let z = 8.0 + 0.2 * f64::from(n);
            scrap(
                st,
                left + 2.4 + 0.6 * f64::from(n),
                z,
                ["#9aa06a", "#c3a46e", "#e3ddd0"][n as usize % 3],
            );
        }
    }
}

pub(super) fn dead_car(st: &mut Stage, after: bool) {
    yard(st);
    let left = st.x(-0.6, 8.8);
    bays(st, left, 3, (6.4, 11.2));
    car_back(st, left + 1.35, 9.4, "#b8a58d");
    if after {
        person(st, left + 5.0, 11.8, Walks, "#7f93a0", false);
    } else {
        let (x, z) = (left + 5.3, 8.8);
        st.blot(x, z, 2.5, 0.7, "#989788");
        st.stand(x, z, 2.2, |pen| {
            pen.group("translate(0 .12)", |pen| {
                pen.path("M-2.12 -.28 L-2.12 -.72 Q-2.1 -.9 -1.85 -.93 L-1.4 -.97 L-.8 -1.4 Q-.7 -1.47 -.55 -1.47 L.55 -1.47 Q.7 -1.47 .8 -1.39 L1.32 -.95 L1.88 -.84 Q2.12 -.79 2.12 -.58 L2.12 -.28 Z", "#a3988a");
                pen.path("M-1.9 -.8 Q-1.3 -.7 -1.2 -.4 L-1.9 -.4 Z", "#94785f");
                pen.path("M.9 -.7 Q1.4 -.8 1.7 -.55 L1.2 -.42 Z", "#94785f");
                pen.path("M-1.15 -.96 L-.68 -1.32 Q-.62 -1.36 -.5 -1.36 L-.1 -1.36 L-.1 -.95 Z", "#8d938f");
                pen.path("M0 -.95 L0 -1.36 L.52 -1.36 Q.62 -1.36 .7 -1.3 L1.1 -.95 Z", "#4c5153");
                pen.rect(-2.12, -0.45, 4.24, 0.17, "#83796d");
                for wheel in [-1.32, 1.3] {
                    pen.ellipse(wheel, -0.3, 0.38, 0.26, "#3d4245");
                    pen.circle(wheel, -0.32, 0.16, "#8d8a84");
                }
            });
        });
        for n in 0..6 {
            let z = 7.6 + 0.2 * f64::from(n);
            scrap(st, x - 2.0 + 0.8 * f64::from(n), z, "#b9a06c");
        }
        person(st, left - 1.2, 10.6, Stands, "#8c7f9a", false);
    }
}

pub(super) fn old_sofa(st: &mut Stage, after: bool) {
    st.zoom = 1.32;
    st.focus = (560.0, 640.0);
    st.sky();
    let near = st.near() - 0.4;
    facade(st, (-30.0, st.x(0.55, 14.0)), 14.0, 5, Homes);
    st.floor((-40.0, 40.0), (near, 40.0), st.grass());
    paving(st, (-40.0, 40.0), (near, 9.8), "#c9c2b4");
    for n in 0..3 {
        tree(
            st,
            st.x(0.75 + 0.12 * f64::from(n), 17.0),
            17.0 + f64::from(n) * 3.0,
            6.0,
        );
    }
    bush(st, st.x(-0.74, 12.0), 12.0, 0.8);
    if after {
        notice_board(st, st.x(0.3, 10.4), 10.4);
        person(st, st.x(-0.3, 8.6), 8.6, Walks, "#a5705f", false);
    } else {
        sofa(st, st.x(-0.22, 9.2), 9.2);
        chair_fallen(st, st.x(0.16, 8.7), 8.7);
        television(st, st.x(0.34, 9.4), 9.4);
        board(st, st.x(0.56, 10.2), 10.2, "#a58c68");
        rubbish(st, st.x(-0.55, 9.4), 9.4, 0.8, 5);
    }
}

pub(super) fn corridor_heap(st: &mut Stage, after: bool) {
    st.zoom = 1.05;
    landing(st);
    if after {
        person(st, 0.5, 5.4, Walks, "#a5705f", true);
    } else {
        cardboard(st, -1.25, 4.2, 7);
        cardboard(st, -1.2, 3.0, 4);
        cabinet(st, -1.35, 5.4, 1.9, "#9a7f62");
        cabinet(st, 1.4, 6.2, 1.5, "#b7a893");
        bike(st, 1.1, 3.6, "#6f8792", 0.8);
        bike(st, 1.25, 4.3, "#a5655a", -0.7);
        bike(st, 1.2, 5.0, "#8a8f76", 0.7);
        rubbish(st, -0.9, 3.6, 0.5, 4);
        chair_fallen(st, -0.7, 5.0);
    }
}

pub(super) fn posts_alley(st: &mut Stage, after: bool) {
    st.zoom = 1.35;
    st.focus = (600.0, 640.0);
    lane(st, 3.3, 2.7, 2.7, "#c6bcab");
    // Grey-brick gates of the alley, a plate without words.
    for (x, z) in [(-3.2, 9.0), (3.2, 12.0)] {
        st.put(x, z, |pen| {
            pen.rect(-0.3, -2.9, 0.6, 2.9, "#9a9388");
            pen.rect(-0.42, -3.05, 0.84, 0.18, "#7d766c");
        });
    }
    tree(st, 2.5, 21.0, 6.0);
    tree(st, -2.6, 18.0, 5.6);
    if after {
        st.stand(1.2, 12.0, 1.2, |pen| {
            pen.path("M-1.0 -.9 L.8 -.9 L.8 -.35 L-1.0 -.35 Z", "#64806b");
            for n in 0..4 {
                pen.round(
                    -0.85 + f64::from(n) * 0.4,
                    -1.2,
                    0.34,
                    0.32,
                    0.06,
                    "#98ad62",
                );
            }
            pen.stroke("M.8 -.5 L1.3 -.5 L1.25 -1.05", "#4c5153", 0.07);
            for wheel in [-0.65, 0.35, 1.3] {
                pen.ring(wheel, -0.28, 0.26, "#45494b", 0.06);
            }
        });
        person(st, 2.5, 12.2, Walks, "#6f7f8c", true);
        person(st, -1.6, 16.0, Walks, "#a5705f", false);
    } else {
        for x in [-1.7, 0.0, 1.7] {
            bollard(st, x, 7.6, true);
        }
        person(st, 0.4, 10.4, Stands, "#6f7f8c", false);
        st.stand(1.5, 10.6, 1.2, |pen| {
            pen.path("M-1.0 -.9 L.8 -.9 L.8 -.35 L-1.0 -.35 Z", "#64806b");
            pen.stroke("M-1.0 -.5 L-1.5 -.5 L-1.45 -1.05", "#4c5153", 0.07);
            for wheel in [-1.5, -0.55, 0.5] {
                pen.ring(wheel, -0.28, 0.26, "#45494b", 0.06);
            }
        });
    }
}
