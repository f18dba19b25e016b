//! Single things: locks, posts, fences, old furniture, tactile paving, holes in the road.

use crate::pen::shade;
use crate::stage::Stage;

/// An old door or board leaning on something.
pub fn board(st: &mut Stage, x: f64, z: f64, colour: &str) {
    st.stand(x, z, 0.5, |pen| {
        pen.group("rotate(14)", |pen| {
            pen.rect(-0.42, -1.9, 0.84, 1.9, colour);
            pen.rect(-0.28, -1.7, 0.56, 0.6, &shade(colour, -0.14));
            pen.rect(-0.28, -0.9, 0.56, 0.6, &shade(colour, -0.14));
        });
    });
}

/// A ground lock standing in a parking bay.
pub fn ground_lock(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.55, |pen| {
        pen.rect(-0.5, -0.07, 1.0, 0.07, "#4c5153");
        pen.stroke("M-.42 -.05 L-.24 -.62 L.24 -.62 L.42 -.05", "#d0a03a", 0.09);
        pen.stroke("M-.33 -.34 L.33 -.34", "#d0a03a", 0.06);
        for n in 0..3 {
            pen.rect(-0.2 + f64::from(n) * 0.16, -0.665, 0.08, 0.09, "#4c5153");
        }
        pen.round(-0.09, -0.2, 0.18, 0.16, 0.03, "#a9adad");
    });
}

/// A post against cars; `heavy` ones are concrete.
pub fn bollard(st: &mut Stage, x: f64, z: f64, heavy: bool) {
    st.stand(x, z, 0.2, |pen| {
        if heavy {
            pen.path("M-.27 0 L-.22 -.95 Q0 -1.06 .22 -.95 L.27 0 Z", "#85817a");
            pen.path("M.05 0 L.05 -1.0 Q.15 -1 .22 -.95 L.27 0 Z", "#726e68");
            pen.rect(-0.235, -0.8, 0.47, 0.16, "#b5553f");
            pen.rect(-0.25, -0.45, 0.5, 0.16, "#b5553f");
        } else {
            pen.round(-0.06, -0.85, 0.12, 0.85, 0.05, "#c07a4c");
            pen.rect(-0.06, -0.7, 0.12, 0.1, "#eee8d8");
            pen.rect(-0.06, -0.45, 0.12, 0.1, "#eee8d8");
        }
    });
}

/// A traffic cone.
pub fn cone(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.22, |pen| {
        pen.path("M-.07 -.7 L.07 -.7 L.2 -.05 L-.2 -.05 Z", "#c4663f");
        pen.path("M-.12 -.45 L.12 -.45 L.15 -.28 L-.15 -.28 Z", "#efe9da");
        pen.rect(-0.26, -0.06, 0.52, 0.06, "#7f4a35");
    });
}

/// Blue or green panels around a site, from `x.0` to `x.1`, with a gap for the gate.
pub fn hoarding(st: &mut Stage, x: (f64, f64), z: f64, gate: Option<(f64, f64)>) {
    let colour = "#7593a3";
    let panels = ((x.1 - x.0) / 2.0) as u32;
    st.put(0.0, z, |pen| {
        for n in 0..panels {
            let left = x.0 + f64::from(n) * 2.0;
            if gate.is_some_and(|(a, b)| left + 1.0 > a && left + 1.0 < b) {
                continue;
            }
            pen.rect(left, -2.2, 1.96, 2.1, colour);
            pen.rect(left, -2.2, 1.96, 0.22, "#e6e2d6");
            pen.rect(left + 0.9, -1.98, 0.08, 1.88, &shade(colour, -0.1));
            pen.rect(left - 0.05, -2.3, 0.1, 2.3, "#8f989b");
        }
        pen.rect(x.0, -0.22, x.1 - x.0, 0.1, "#8f989b");
        if let Some((a, b)) = gate {
            pen.rect(a - 0.1, -2.6, 0.25, 2.6, "#9a8f80");
            pen.rect(b - 0.1, -2.6, 0.25, 2.6, "#9a8f80");
        }
    });
}

/// A single-seat or long sofa, old.
pub fn sofa(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 1.1, |pen| {
        let cloth = "#8f6f5f";
        pen.round(-1.0, -0.95, 2.0, 0.7, 0.12, &shade(cloth, -0.12));
        pen.round(-0.85, -0.55, 0.84, 0.3, 0.08, cloth);
        pen.round(0.02, -0.55, 0.84, 0.3, 0.08, cloth);
        pen.round(-1.12, -0.68, 0.3, 0.62, 0.1, &shade(cloth, 0.08));
        pen.round(0.84, -0.68, 0.3, 0.62, 0.1, &shade(cloth, 0.08));
        pen.rect(-0.9, -0.27, 1.8, 0.17, &shade(cloth, -0.2));
        pen.path("M.1 -.9 L.32 -.72 L.14 -.66 L.4 -.5 Z", "#d9cdb2");
        pen.rect(-0.95, -0.1, 0.1, 0.1, "#4c433d");
        pen.rect(0.85, -0.1, 0.1, 0.1, "#4c433d");
    });
}

/// A chair that lies on its side.
pub fn chair_fallen(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.5, |pen| {
        pen.group("translate(0 -.25) rotate(78)", |pen| {
            pen.rect(-0.22, -0.05, 0.44, 0.06, "#a5855d");
            pen.rect(-0.22, -0.5, 0.06, 0.5, "#a5855d");
            pen.rect(-0.22, -0.5, 0.07, 0.05, "#a5855d");
            pen.rect(-0.2, 0.0, 0.05, 0.42, "#8d704c");
            pen.rect(0.16, 0.0, 0.05, 0.24, "#8d704c");
        });
    });
}

/// An old television set.
pub fn television(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.5, |pen| {
        pen.round(-0.45, -0.7, 0.9, 0.68, 0.06, "#5b5a58");
        pen.round(-0.36, -0.62, 0.56, 0.46, 0.05, "#92a3a3");
        pen.circle(0.32, -0.5, 0.05, "#b8b3a8");
        pen.circle(0.32, -0.33, 0.05, "#b8b3a8");
    });
}

/// A fridge or cabinet, `high` metres.
pub fn cabinet(st: &mut Stage, x: f64, z: f64, high: f64, colour: &str) {
    st.stand(x, z, 0.5, |pen| {
        pen.rect(-0.38, -high, 0.76, high, colour);
        pen.rect(-0.38, -high * 0.64, 0.76, 0.04, &shade(colour, -0.25));
        pen.rect(0.24, -high * 0.58, 0.05, 0.3, &shade(colour, -0.35));
        pen.rect(0.24, -high * 0.82, 0.05, 0.2, &shade(colour, -0.35));
        pen.rect(-0.38, -high, 0.1, high, &shade(colour, 0.2));
    });
}

/// A strip of tactile paving that runs across, from `x.0` to `x.1`.
pub fn tactile(st: &mut Stage, x: (f64, f64), z: f64, broken: Option<(f64, f64)>) {
    let tile = 0.6;
    let mut at = x.0;
    while at < x.1 {
        let gone = broken.is_some_and(|(a, b)| at > a && at < b);
        if gone {
            st.floor(
                (at, at + tile),
                (z, z + tile),
                if st.chance.likely(0.4) {
                    "#8f857a"
                } else {
                    "#a89c8d"
                },
            );
            if st.chance.likely(0.7) {
                let (dx, dz) = (st.chance.between(0.05, 0.3), st.chance.between(0.05, 0.3));
                st.face(
                    &[
                        (at + dx, 0.0, z + dz),
                        (at + dx + 0.24, 0.0, z + dz + 0.06),
                        (at + dx + 0.12, 0.0, z + dz + 0.28),
                    ],
                    "#c2a352",
                );
            }
        } else {
            st.floor((at + 0.015, at + tile - 0.015), (z, z + tile), "#c9a951");
            for bar in 0..4 {
                let z0 = z + 0.08 + f64::from(bar) * 0.13;
                st.floor((at + 0.08, at + tile - 0.08), (z0, z0 + 0.05), "#b2923d");
            }
        }
        at += tile;
    }
}

/// Tactile paving that runs into the picture at `x`, broken from `broken.0` to `broken.1`.
pub fn tactile_along(st: &mut Stage, x: f64, z: (f64, f64), broken: Option<(f64, f64)>) {
    let tile = 0.6;
    let mut at = z.0;
    while at < z.1 {
        let gone = broken.is_some_and(|(a, b)| at > a && at < b);
        if gone {
            let bed = st.chance.pick(&["#8f857a", "#a09486", "#857b70"]);
            st.floor((x, x + tile), (at, at + tile), bed);
            for _ in 0..2 {
                let (dx, dz) = (st.chance.between(-0.2, 0.6), st.chance.between(0.0, 0.35));
                let tone = st.chance.pick(&["#c2a352", "#a98d42", "#b5aa98"]);
                st.face(
                    &[
                        (x + dx, 0.0, at + dz),
                        (x + dx + 0.3, 0.0, at + dz + 0.05),
                        (x + dx + 0.14, 0.0, at + dz + 0.3),
                    ],
                    tone,
                );
            }
        } else {
            st.floor(
                (x + 0.015, x + tile - 0.015),
                (at + 0.015, at + tile - 0.015),
                "#c9a951",
            );
            if at < 22.0 {
                for bar in 0..4 {
                    let x0 = x + 0.08 + f64::from(bar) * 0.13;
                    st.floor((x0, x0 + 0.05), (at + 0.06, at + tile - 0.06), "#b2923d");
                }
            }
        }
        at += tile;
    }
}

/// A hole in the road with broken edges and some water.
pub fn pothole(st: &mut Stage, x: f64, z: f64, r: f64) {
    st.blot(x, z, r * 1.25, r * 0.62, "#7b7d7b");
    st.blot(x, z, r, r * 0.48, "#55585a");
    st.blot(x + r * 0.1, z - r * 0.05, r * 0.62, r * 0.28, "#93a6ab");
    for n in 0..5 {
        let turn = f64::from(n) * 1.26 + x;
        let (a, b) = (
            st.at(x + r * 1.2 * turn.cos(), 0.0, z + r * 0.6 * turn.sin()),
            st.at(x + r * 1.9 * turn.cos(), 0.0, z + r * 0.95 * turn.sin()),
        );
        st.ground.line(a, b, "#74777a", 2.0);
    }
}

/// A low wooden fence from `x.0` to `x.1`.
pub fn fence(st: &mut Stage, x: (f64, f64), z: f64, colour: &str) {
    st.put(0.0, z, |pen| {
        let mut at = x.0;
        while at <= x.1 {
            pen.rect(at - 0.05, -0.95, 0.1, 0.95, colour);
            at += 0.32;
        }
        pen.rect(x.0, -0.8, x.1 - x.0, 0.07, &shade(colour, -0.12));
        pen.rect(x.0, -0.38, x.1 - x.0, 0.07, &shade(colour, -0.12));
    });
}

/// A notice board with a sheet on it, as on a site's gate or by a stairway.
pub fn notice_board(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.5, |pen| {
        pen.rect(-0.55, -1.7, 0.07, 1.7, "#7d8584");
        pen.rect(0.48, -1.7, 0.07, 1.7, "#7d8584");
        pen.rect(-0.7, -1.85, 1.4, 0.95, "#5f7d6c");
        pen.rect(-0.6, -1.76, 1.2, 0.77, "#f2eee2");
        for n in 0..5 {
            pen.rect(
                -0.48,
                -1.66 + f64::from(n) * 0.13,
                0.95 - 0.16 * f64::from(n % 3),
                0.05,
                "#8d9390",
            );
        }
    });
}
