//! What has to be cleared away: rubbish, rubble, earth, smoke and dust.

use crate::pen::{Pen, shade};
use crate::stage::Stage;

const BAGS: [&str; 5] = ["#5f6468", "#8a8f8d", "#b9b3a6", "#7a6c66", "#6d8290"];

fn bag_shape(pen: &mut Pen, x: f64, y: f64, r: f64, colour: &str) {
    pen.path(
        &format!(
            "M{:.2} {y:.2} Q{:.2} {:.2} {:.2} {:.2} L{:.2} {:.2} L{:.2} {:.2} Q{:.2} {:.2} {:.2} {y:.2} Z",
            x - r, x - r * 1.25, y - r * 1.1, x - r * 0.22, y - r * 1.45, x - r * 0.3, y - r * 1.75, x + r * 0.3, y - r * 1.7, x + r * 1.25, y - r * 1.05, x + r
        ),
        colour,
    );
    pen.stroke(
        &format!("M{:.2} {:.2} q.06 .12 .02 .3", x - r * 0.1, y - r * 1.35),
        &shade(colour, -0.2),
        0.025,
    );
}

/// A heap of rubbish, `wide` metres to each side.
pub fn rubbish(st: &mut Stage, x: f64, z: f64, wide: f64, pieces: u32) {
    st.blot(x, z, wide * 1.15, wide * 0.4, "#a79c8b");
    for n in 0..pieces {
        let dx = st.chance.between(-wide, wide);
        let dz = st.chance.between(-wide * 0.32, wide * 0.32);
        let colour = st.chance.pick(&BAGS);
        let r = st.chance.between(0.24, 0.46);
        let kind = if n % 4 == 3 {
            1
        } else {
            (st.chance.unit() * 2.4) as u32
        };
        let tilt = st.chance.between(-14.0, 14.0);
        st.stand(x + dx, z + dz, r, |pen| match kind {
            0 => bag_shape(pen, 0.0, 0.0, r, colour),
            1 => pen.group(&format!("rotate({tilt:.0})"), |pen| {
                pen.rect(-r, -r * 1.1, r * 2.0, r * 1.1, "#b3946c");
                pen.rect(-r, -r * 1.1, r * 2.0, r * 0.16, "#9c7f5b");
                pen.rect(-r * 0.1, -r * 1.1, r * 0.24, r * 1.1, "#c7ac86");
            }),
            _ => {
                bag_shape(pen, 0.0, 0.0, r * 0.8, colour);
                pen.circle(r * 0.9, -0.08, 0.1, "#7f9a63");
                pen.path(
                    &format!("M{:.2} 0 a.2 .2 0 0 1 .4 0 Z", -r * 1.6),
                    "#a8574e",
                );
            }
        });
    }
    for _ in 0..pieces {
        let dx = st.chance.between(-wide * 1.5, wide * 1.5);
        let dz = st.chance.between(-wide * 0.55, wide * 0.45);
        let colour = st
            .chance
            .pick(&["#e3ddd0", "#9fb3b8", "#c3a46e", "#8f9a7f"]);
        scrap(st, x + dx, z + dz, colour);
    }
}

/// One flat piece of litter.
pub fn scrap(st: &mut Stage, x: f64, z: f64, colour: &str) {
    let turn = st.chance.between(0.0, 90.0);
    st.put(x, z, |pen| {
        pen.group(&format!("scale(1 .4) rotate({turn:.0})"), |pen| {
            pen.rect(-0.12, -0.07, 0.24, 0.14, colour)
        });
    });
}

/// A plastic bottle lying on the ground or floating.
pub fn bottle(st: &mut Stage, x: f64, z: f64, turn: f64) {
    st.put(x, z, |pen| {
        pen.group(&format!("rotate({turn:.0})"), |pen| {
            pen.round(-0.15, -0.1, 0.26, 0.1, 0.04, "#cfe0df");
            pen.rect(0.1, -0.075, 0.08, 0.05, "#6f93a0");
            pen.rect(-0.06, -0.1, 0.08, 0.1, "#a9c58f");
        });
    });
}

/// A wheeled bin; open ones have their lid thrown back.
pub fn bin(st: &mut Stage, x: f64, z: f64, colour: &str, overflowing: bool) {
    st.stand(x, z, 0.4, |pen| {
        if overflowing {
            pen.group("translate(-.3 -1.0) rotate(-58)", |pen| {
                pen.rect(-0.05, -0.66, 0.09, 0.66, &shade(colour, -0.15))
            });
            bag_shape(pen, -0.14, -0.86, 0.22, "#8a8f8d");
            bag_shape(pen, 0.17, -0.88, 0.2, "#5f6468");
            pen.circle(0.02, -1.12, 0.13, "#b3946c");
        }
        pen.path("M-.36 -1.0 L.36 -1.0 L.29 -.08 L-.29 -.08 Z", colour);
        pen.rect(-0.22, -0.78, 0.44, 0.32, &shade(colour, 0.22));
        if !overflowing {
            pen.round(-0.4, -1.1, 0.8, 0.13, 0.05, &shade(colour, -0.15));
        }
        pen.circle(-0.24, -0.07, 0.08, "#3d4245");
        pen.circle(0.24, -0.07, 0.08, "#3d4245");
    });
}

/// Bricks, plaster and cement bags tipped on the ground.
pub fn rubble(st: &mut Stage, x: f64, z: f64, wide: f64) {
    st.blot(x, z, wide * 1.25, wide * 0.42, "#b7aa98");
    let high = wide * 0.62;
    let bumps: Vec<f64> = (0..7).map(|_| st.chance.between(0.75, 1.1)).collect();
    st.stand(x, z + 0.3, wide, |pen| {
        let mut d = format!("M{:.2} 0 ", -wide);
        for (n, bump) in bumps.iter().enumerate() {
            let t = (n as f64 + 1.0) / 8.0;
            let arch = (t * std::f64::consts::PI).sin();
            d += &format!("L{:.2} {:.2} ", -wide + t * 2.0 * wide, -high * arch * bump);
        }
        pen.path(&format!("{d}L{wide:.2} 0 Z"), "#8e8376");
        pen.path(
            &format!(
                "M{:.2} 0 L{:.2} {:.2} L{:.2} {:.2} L{:.2} 0 Z",
                -wide * 0.8,
                -wide * 0.35,
                -high * 0.62,
                wide * 0.1,
                -high * 0.5,
                wide * 0.3
            ),
            "#a39787",
        );
    });
    for n in 0..22 {
        let dx = st.chance.between(-wide, wide);
        let lift = (1.0 - (dx / wide).abs()) * high * st.chance.between(0.0, 0.85);
        let colour = st
            .chance
            .pick(&["#a8654f", "#94594a", "#cfc8bb", "#8d8780"]);
        let turn = st.chance.between(-40.0, 40.0);
        st.put(x + dx, z - 0.02 * f64::from(n), |pen| {
            pen.group(
                &format!("translate(0 {:.2}) rotate({turn:.0})", -lift),
                |pen| pen.rect(-0.14, -0.1, 0.28, 0.12, colour),
            );
        });
    }
    for (dx, turn) in [(-wide * 0.7, 8.0), (wide * 0.65, -10.0)] {
        st.stand(x + dx, z - 0.5, 0.4, |pen| {
            pen.group(&format!("rotate({turn})"), |pen| {
                pen.round(-0.4, -0.3, 0.8, 0.3, 0.1, "#d5cfc2");
                pen.rect(-0.2, -0.25, 0.4, 0.17, "#8fa0a8");
            });
        });
    }
}

/// A plume of smoke or dust rising at (x, z).
pub fn smoke(st: &mut Stage, x: f64, z: f64, size: f64, colour: &str) {
    let puffs: Vec<(f64, f64, f64)> = (0..9)
        .map(|n| {
            let up = f64::from(n) * 0.33 * size;
            (
                st.chance.between(-0.22, 0.22) * size + up * 0.35,
                up,
                size * (0.28 + 0.09 * f64::from(n)),
            )
        })
        .collect();
    st.put(x, z - 0.05, |pen| {
        for (dx, up, r) in &puffs {
            pen.puff(*dx, -0.9 - up, r * 1.3, r * 1.05, colour);
        }
    });
}

/// A wide low cloud of dust over the ground.
pub fn dust(st: &mut Stage, x: f64, z: f64, wide: f64) {
    let puffs: Vec<(f64, f64, f64)> = (0..16)
        .map(|_| {
            (
                st.chance.between(-wide, wide),
                st.chance.between(0.0, wide * 0.35),
                st.chance.between(0.5, 1.3),
            )
        })
        .collect();
    st.put(x, z, |pen| {
        for (dx, up, r) in &puffs {
            pen.puff(*dx, -up, r * 2.1, r * 1.2, "#cdb98e");
        }
    });
}

/// A pile of earth; covered ones lie under a green net.
pub fn earth(st: &mut Stage, x: f64, z: f64, wide: f64, covered: bool) {
    let high = wide * 0.5;
    let colour = if covered { "#6d8a70" } else { "#a98f6a" };
    st.stand(x, z, wide, |pen| {
        let d = format!(
            "M{:.2} 0 Q{:.2} {:.2} {:.2} {:.2} Q{:.2} {:.2} {:.2} {:.2} Q{:.2} {:.2} {wide:.2} 0 Z",
            -wide,
            -wide * 0.6,
            -high * 0.5,
            -wide * 0.3,
            -high * 0.9,
            -wide * 0.05,
            -high * 1.15,
            wide * 0.25,
            -high * 0.85,
            wide * 0.65,
            -high * 0.55
        );
        pen.path(&d, colour);
        pen.path(
            &format!(
                "M{:.2} 0 Q{:.2} {:.2} {:.2} {:.2} Q{:.2} {:.2} {:.2} 0 Z",
                -wide * 0.75,
                -wide * 0.5,
                -high * 0.45,
                -wide * 0.22,
                -high * 0.72,
                -wide * 0.1,
                -high * 0.3,
                wide * 0.1
            ),
            &shade(colour, 0.12),
        );
        if covered {
            for n in 1..5 {
                let y = -high * 0.18 * f64::from(n);
                let half = wide * (1.0 - 0.17 * f64::from(n));
                pen.stroke(
                    &format!("M{:.2} {y:.2} Q0 {:.2} {half:.2} {y:.2}", -half, y - 0.22),
                    &shade(colour, -0.12),
                    0.03,
                );
            }
            for n in 0..5 {
                pen.rect(
                    -wide * 0.8 + f64::from(n) * wide * 0.4,
                    -0.1,
                    0.25,
                    0.12,
                    "#b0a79a",
                );
            }
        }
    });
}

/// A stack of flattened boxes.
pub fn cardboard(st: &mut Stage, x: f64, z: f64, layers: u32) {
    let shifts: Vec<f64> = (0..layers)
        .map(|_| st.chance.between(-0.08, 0.08))
        .collect();
    st.stand(x, z, 0.6, |pen| {
        for (n, dx) in shifts.iter().enumerate() {
            let fill = if n % 2 == 0 { "#b3946c" } else { "#c0a47e" };
            pen.rect(-0.55 + dx, -0.13 * (n as f64 + 1.0), 1.1, 0.12, fill);
        }
        pen.rect(
            -0.06,
            -0.13 * f64::from(layers),
            0.06,
            0.13 * f64::from(layers),
            "#8a6f4e",
        );
    });
}
