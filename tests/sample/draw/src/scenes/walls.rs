//! Trouble on walls, poles and roofs: papers, boards, wires, rooms that should not be there.

use super::prelude::*;

pub(super) fn posters_lamp(st: &mut Stage, after: bool) {
    st.zoom = 1.25;
    st.focus = (600.0, 560.0);
    wall_close(st, 8.4, 2.7);
    let (x, z) = (st.x(0.46, 7.6), 7.6);
    lamp(st, x, z);
    if after {
        person(st, st.x(-0.3, 7.8), 7.8, Works, VEST, false);
        let (bx, bz) = (st.x(-0.08, 7.9), 7.9);
        st.stand(bx, bz, 0.25, |pen| {
            pen.path("M-.18 -.34 L.18 -.34 L.14 0 L-.14 0 Z", "#8d9aa0")
        });
    } else {
        let (a, b) = (st.x(-0.85, 8.4), st.x(0.85, 8.4));
        posters(st, (a, b), (0.7, 2.1), 8.4, 34);
        posters(st, (x - 0.12, x + 0.12), (0.7, 1.9), z, 9);
        person(st, st.x(-0.62, 7.5), 7.5, Walks, "#7f93a0", false);
    }
}

pub(super) fn posters_again(st: &mut Stage, after: bool) {
    lane(st, 4.6, 2.6, 6.0, "#bdb6a9");
    let (x, z) = (-0.9, 6.6);
    st.stand(x, z, 0.4, |pen| {
        pen.rect(-0.22, -6.5, 0.44, 6.5, "#8d9698");
        pen.rect(-0.32, -0.5, 0.64, 0.5, "#7d8688");
        if after {
            pen.rect(-0.22, -2.3, 0.44, 1.8, "#a3adad");
            for n in 0..6 {
                pen.rect(-0.22, -2.2 + f64::from(n) * 0.3, 0.44, 0.04, "#959f9f");
            }
        }
    });
    if after {
        person(st, 0.2, 7.4, Works, VEST, true);
        person(st, 2.4, 13.0, Walks, "#7f93a0", false);
    } else {
        posters(st, (x - 0.2, x + 0.2), (0.7, 2.3), z, 26);
        for n in 0..5 {
            scrap(st, x - 0.6 + 0.35 * f64::from(n), 6.2, "#ece6d6");
        }
        person(st, 1.9, 11.0, Walks, "#a5705f", true);
    }
}

pub(super) fn roof_sign(st: &mut Stage, after: bool) {
    st.hy = 520.0;
    st.zoom = 1.0;
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    let (a, b) = (st.x(-0.62, 27.0), st.x(0.6, 27.0));
    if !after {
        // Behind the façade, so that its feet stand on the roof.
        billboard(st, (a + b) / 2.0, 9.6, 27.5, (12.0, 3.6));
    }
    facade(st, (-40.0, a - 2.5), 33.0, 3, Homes);
    facade(st, (b + 2.0, 40.0), 31.0, 4, Homes);
    facade(st, (a, b), 27.0, 3, Shops);
    paving(st, (-40.0, 40.0), (14.0, 27.0), "#d3cbbd");
    st.floor((-40.0, 40.0), (near, 14.0), "#8f9394");
    st.floor((-40.0, 40.0), (13.7, 14.0), "#e6e1d5");
    let mut x = -14.0;
    while x < 14.0 {
        st.floor((x, x + 0.5), (9.4, 12.6), "#dedbd0");
        x += 1.1;
    }
    for n in 0..4 {
        tree(st, st.x(-0.95 + 0.63 * f64::from(n), 16.0), 16.0, 4.4);
    }
    person(st, st.x(-0.1, 15.2), 15.2, Walks, "#7f93a0", false);
    person(st, st.x(0.22, 15.8), 15.8, Walks, "#a5705f", true);
    car_side(st, st.x(0.7, 8.6), 8.6, "#93a5ad", false);
}

pub(super) fn signboards(st: &mut Stage, after: bool) {
    st.zoom = 1.05;
    st.focus = (600.0, 480.0);
    let place = across(st, 4, Shops, false);
    let z = place.wall - 0.25;
    let (a, b) = (st.x(-0.98, z), st.x(0.98, z));
    let tones = ["#9a6a55", "#64806b", "#6f7f86", "#a08552", "#72708a"];
    let step = (b - a) / 5.0;
    // Boards stand in front of the façade's own, neat or not.
    st.put(0.0, z, |pen| {
        for n in 0..5 {
            let x = a + step * n as f64;
            let tone = tones[n];
            let sign =
                |pen: &mut crate::pen::Pen, left: f64, top: f64, w: f64, h: f64, tone: &str| {
                    pen.rect(left, top, w, h, tone);
                    for k in 0..4 {
                        pen.rect(
                            left + w * (0.12 + 0.2 * f64::from(k)),
                            top + h * 0.25,
                            w * 0.13,
                            h * 0.5,
                            &shade(tone, 0.55),
                        );
                    }
                };
            if after {
                sign(pen, x + 0.05, -3.25, step - 0.1, 0.85, tone);
            } else {
                let lift = [0.0, 0.5, -0.25, 0.85, 0.2][n];
                sign(pen, x - 0.15, -3.3 - lift, step + 0.2, 0.95, tone);
                sign(
                    pen,
                    x + 0.3,
                    -4.5 - lift * 0.6,
                    step - 0.9,
                    0.95,
                    tones[(n + 2) % 5],
                );
                if n % 2 == 0 {
                    pen.rect(x + step - 0.75, -6.8, 0.75, 3.0, tones[(n + 3) % 5]);
                    for k in 0..4 {
                        pen.rect(
                            x + step - 0.6,
                            -6.6 + 0.7 * f64::from(k),
                            0.45,
                            0.42,
                            &shade(tones[(n + 3) % 5], 0.55),
                        );
                    }
                }
                if n == 3 {
                    pen.group(
                        &format!("translate({:.2} -3.2) rotate(13)", x + 0.4),
                        |pen| {
                            pen.rect(0.0, -0.55, step * 1.15, 1.0, "#b5764f");
                            for k in 0..4 {
                                pen.rect(0.4 + 0.75 * f64::from(k), -0.3, 0.5, 0.5, "#efe2c6");
                            }
                        },
                    );
                }
            }
        }
    });
    person(st, st.x(-0.3, 11.0), 11.0, Walks, "#7f93a0", false);
    person(
        st,
        st.x(0.44, 10.4),
        10.4,
        if after { Walks } else { Stands },
        "#a5705f",
        true,
    );
    car_side(st, st.x(-0.66, 6.6), 6.6, "#8f9fa6", false);
}

pub(super) fn loose_wire(st: &mut Stage, after: bool) {
    st.zoom = 1.1;
    st.sky();
    hills(st);
    let near = st.near() - 0.4;
    facade(st, (-40.0, 40.0), 17.0, 4, Homes);
    st.floor((-40.0, 40.0), (12.0, 17.0), st.grass());
    paving(st, (-40.0, 40.0), (near, 12.0), "#cfc7b9");
    tree(st, st.x(-0.9, 13.4), 13.4, 5.6);
    tree(st, st.x(0.95, 13.6), 13.6, 5.4);
    let z = 10.2;
    let (a, b) = (st.x(-0.6, z), st.x(0.64, z));
    for x in [a, b] {
        st.stand(x, z, 0.25, |pen| {
            pen.path("M-.13 0 L-.09 -6 L.09 -6 L.13 0 Z", "#a39c90");
            pen.rect(-0.7, -5.7, 1.4, 0.1, "#7d766c");
            pen.rect(-0.55, -5.2, 1.1, 0.1, "#7d766c");
        });
    }
    let mid = (a + b) / 2.0;
    st.put(mid, z - 0.05, |pen| {
        let half = (b - a) / 2.0;
        for (n, y) in [-5.7, -5.65, -5.2].into_iter().enumerate() {
            let sag = 0.35 + 0.1 * n as f64;
            pen.stroke(
                &format!(
                    "M{:.2} {y:.2} Q0 {:.2} {half:.2} {y:.2}",
                    -half,
                    y + sag * 2.0
                ),
                "#4c5153",
                0.035,
            );
        }
        if after {
            pen.stroke(
                &format!("M{:.2} -5.15 Q0 -4.4 {half:.2} -5.15", -half),
                "#4c5153",
                0.04,
            );
        } else {
            pen.stroke(
                &format!(
                    "M{:.2} -5.15 C{:.2} -1.2 {:.2} .5 {half:.2} -5.15",
                    -half,
                    -half * 0.35,
                    half * 0.15
                ),
                "#3d4245",
                0.05,
            );
            pen.stroke(
                &format!(
                    "M{:.2} -5.1 C{:.2} -2.2 {:.2} -.9 {:.2} -1.75 q.4 .3 .2 .75 q-.25 .1 -.3 -.2",
                    -half,
                    -half * 0.5,
                    -half * 0.1,
                    half * 0.22
                ),
                "#3d4245",
                0.05,
            );
        }
    });
    if after {
        person(st, st.x(0.02, 9.4), 9.4, Walks, "#7f93a0", false);
        person(st, st.x(0.46, 10.0), 10.0, Works, VEST, false);
    } else {
        person(st, st.x(-0.34, 9.4), 9.4, Stands, "#7f93a0", false);
        cone(st, st.x(0.0, 9.0), 9.0);
        cone(st, st.x(0.22, 9.3), 9.3);
    }
}

pub(super) fn shed_window(st: &mut Stage, after: bool) {
    st.zoom = 1.15;
    st.focus = (560.0, 560.0);
    st.sky();
    hills(st);
    facade(st, (-30.0, 30.0), 13.0, 4, Homes);
    let near = st.near() - 0.4;
    st.floor((-30.0, 30.0), (7.4, 13.0), st.grass());
    paving(st, (-30.0, 30.0), (near, 7.4), "#cfc7b9");
    st.floor((-30.0, 30.0), (7.2, 7.4), "#e4dfd2");
    tree(st, st.x(0.8, 10.4), 10.4, 5.0);
    bush(st, st.x(-0.8, 9.6), 9.6, 0.8);
    if after {
        let (x, z) = (st.x(-0.42, 11.0), 11.0);
        st.blot(x, z, 2.4, 0.8, "#b9ab86");
        for n in 0..3 {
            bush(st, x - 1.6 + f64::from(n) * 1.5, z + 0.4, 0.45);
        }
        person(st, st.x(0.34, 8.6), 8.6, Walks, "#7f93a0", false);
    } else {
        let (x, z) = (st.x(-0.42, 10.4), 10.4);
        st.stand(x, z, 2.8, |pen| {
            pen.rect(-2.5, -2.5, 5.0, 2.5, "#b9c3c6");
            for n in 0..10 {
                pen.rect(-2.5 + f64::from(n) * 0.5, -2.5, 0.06, 2.5, "#a3aeb2");
            }
            pen.path("M-2.8 -2.5 L2.8 -2.5 L2.4 -3.0 L-2.4 -3.0 Z", "#6f8fa3");
            pen.rect(-1.9, -1.9, 1.3, 1.0, "#6f858d");
            pen.rect(0.5, -2.0, 1.0, 2.0, "#8a6f5c");
            pen.circle(1.34, -1.0, 0.05, "#d8cba8");
            pen.rect(1.75, -0.9, 0.5, 0.06, "#8d8f8c");
        });
        cardboard(st, x - 1.9, z - 0.8, 3);
        person(st, st.x(0.44, 8.6), 8.6, Stands, "#9a7f6a", true);
    }
}

pub(super) fn roof_room(st: &mut Stage, after: bool) {
    st.zoom = 1.2;
    st.focus = (500.0, 560.0);
    roof(st);
    // What was always there: a vent and a water pipe.
    st.stand(st.x(0.72, 12.0), 12.0, 0.9, |pen| {
        pen.rect(-0.7, -1.3, 1.4, 1.3, "#b5ada0");
        pen.rect(-0.85, -1.5, 1.7, 0.22, "#9a9388");
        for n in 0..4 {
            pen.rect(-0.5, -1.1 + f64::from(n) * 0.25, 1.0, 0.08, "#8d867b");
        }
    });
    let (x, z) = (st.x(-0.2, 12.0), 12.0);
    if after {
        st.floor((x - 3.4, x + 3.4), (10.6, 14.0), "#b3b0a8");
        st.floor((x - 3.4, x + 3.4), (10.5, 10.6), "#a39f96");
        person(st, x + 2.2, 9.6, Works, VEST, true);
    } else {
        st.stand(x, z, 3.6, |pen| {
            pen.rect(-3.2, -2.6, 6.4, 2.6, "#9fb9bf");
            for n in 0..9 {
                pen.rect(-3.2 + f64::from(n) * 0.8 - 0.05, -2.6, 0.1, 2.6, "#dfe3e0");
            }
            pen.rect(-3.2, -1.3, 6.4, 0.1, "#dfe3e0");
            pen.path("M-3.5 -2.6 L3.5 -2.6 L2.8 -3.5 L-2.8 -3.5 Z", "#86a5ad");
            pen.path("M-3.5 -2.6 L3.5 -2.6 L3.4 -2.75 L-3.4 -2.75 Z", "#dfe3e0");
            for n in 0..6 {
                let px = -2.5 + f64::from(n);
                pen.line((px * 1.2, -2.6), (px * 0.98, -3.5), "#dfe3e0", 0.07);
            }
            pen.rect(1.5, -2.1, 0.9, 2.1, "#7f9aa0");
        });
        for (n, share) in [-0.78, -0.7, 0.3, 0.37].into_iter().enumerate() {
            let z = 10.4;
            st.stand(st.x(share, z), z, 0.3, |pen| {
                pen.path("M-.24 -.4 L.24 -.4 L.18 0 L-.18 0 Z", "#a5684f");
                pen.circle(
                    0.0,
                    -0.62,
                    0.28,
                    if n % 2 == 0 { "#7f9a63" } else { "#8fa96a" },
                );
            });
        }
    }
}
