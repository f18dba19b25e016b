//! What is sold, grown or stuck up where it should not be.

use crate::pen::{Pen, shade};
use crate::stage::Stage;

/// A parasol with a foot.
pub fn parasol(st: &mut Stage, x: f64, z: f64, colour: &str) {
    st.put(x, z, |pen| {
        pen.rect(-0.03, -2.4, 0.06, 2.4, "#8d8f8c");
        pen.path("M-1.5 -2.1 Q0 -3.1 1.5 -2.1 Z", colour);
        pen.path(
            "M-.55 -2.1 Q-.3 -2.9 0 -2.6 Q.3 -2.9 .55 -2.1 Z",
            &shade(colour, 0.45),
        );
    });
}

/// A three-wheeled cart with fruit or vegetables.
pub fn cart(st: &mut Stage, x: f64, z: f64, goods: &[&'static str]) {
    let picks: Vec<(&str, f64)> = (0..26)
        .map(|_| (st.chance.pick(goods), st.chance.unit()))
        .collect();
    st.stand(x, z, 1.4, |pen| {
        for (n, (colour, shift)) in picks.iter().enumerate() {
            let (row, col) = (n / 9, n % 9);
            pen.circle(
                -0.86 + col as f64 * 0.2 + shift * 0.06,
                -0.92 - row as f64 * 0.13,
                0.12,
                colour,
            );
        }
        pen.path("M-1.1 -.9 L.9 -.9 L.85 -.5 L-1.05 -.5 Z", "#6f8792");
        pen.rect(-1.1, -0.92, 2.0, 0.07, "#86a0aa");
        pen.stroke("M.9 -.6 L1.5 -.6 L1.4 -1.1 L1.25 -1.15", "#4c5153", 0.07);
        pen.round(1.05, -0.85, 0.4, 0.1, 0.05, "#3f4447");
        for wheel in [-0.7, 0.5, 1.6] {
            pen.ring(wheel, -0.3, 0.27, "#45494b", 0.07);
        }
    });
}

/// A crate with goods.
pub fn crate_of(st: &mut Stage, x: f64, z: f64, goods: &str, lift: f64) {
    st.stand(x, z, 0.4, |pen| {
        pen.group(&format!("translate(0 {:.2})", -lift), |pen| {
            for n in 0..5 {
                pen.circle(-0.28 + f64::from(n) * 0.14, -0.36, 0.1, goods);
            }
            pen.rect(-0.4, -0.34, 0.8, 0.34, "#b79a6e");
            pen.rect(-0.4, -0.22, 0.8, 0.04, "#9c8058");
        });
    });
}

/// A grill with charcoal under smoke.
pub fn grill(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.8, |pen| {
        pen.rect(-0.65, -0.75, 0.06, 0.75, "#4c5153");
        pen.rect(0.59, -0.75, 0.06, 0.75, "#4c5153");
        pen.rect(-0.75, -0.95, 1.5, 0.25, "#5a5f61");
        pen.rect(-0.7, -1.0, 1.4, 0.07, "#b0603f");
        for n in 0..9 {
            pen.line(
                (-0.6 + f64::from(n) * 0.15, -1.04),
                (-0.5 + f64::from(n) * 0.15, -1.18),
                "#9c7f5b",
                0.03,
            );
        }
    });
}

/// A low table with stools.
pub fn table(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.8, |pen| {
        for stool in [-0.75, 0.72] {
            pen.rect(stool - 0.15, -0.42, 0.3, 0.08, "#a9655a");
            pen.rect(stool - 0.12, -0.36, 0.05, 0.36, "#8a534b");
            pen.rect(stool + 0.07, -0.36, 0.05, 0.36, "#8a534b");
        }
        pen.rect(-0.5, -0.66, 1.0, 0.07, "#d9d3c4");
        pen.rect(-0.4, -0.6, 0.06, 0.6, "#8d8f8c");
        pen.rect(0.34, -0.6, 0.06, 0.6, "#8d8f8c");
        pen.rect(-0.2, -0.8, 0.1, 0.15, "#7f9a83");
        pen.ellipse(0.15, -0.69, 0.16, 0.04, "#f0ebe0");
    });
}

/// Papers stuck on a surface from `x` on, `low` to `high`, at depth `z`.
pub fn posters(st: &mut Stage, x: (f64, f64), heights: (f64, f64), z: f64, count: u32) {
    let papers: Vec<_> = (0..count)
        .map(|_| {
            (
                st.chance.between(x.0, x.1),
                st.chance.between(heights.0, heights.1),
                st.chance.between(-13.0, 13.0),
                st.chance.pick(&[
                    "#ece6d6", "#e2cf9f", "#d8a79b", "#b7cbd0", "#c9d3b2", "#f3efe4",
                ]),
                st.chance.between(0.2, 0.36),
            )
        })
        .collect();
    st.put(0.0, z - 0.04, |pen| {
        for (px, py, turn, colour, size) in &papers {
            pen.group(
                &format!("translate({px:.2} {:.2}) rotate({turn:.0})", -py),
                |pen| {
                    pen.rect(-size / 2.0, -size * 0.7, *size, size * 1.4, colour);
                    for n in 0..4 {
                        let y = -size * 0.45 + f64::from(n) * size * 0.3;
                        pen.rect(
                            -size * 0.36,
                            y,
                            size * (0.7 - 0.12 * f64::from(n % 2)),
                            size * 0.09,
                            &shade(colour, -0.35),
                        );
                    }
                },
            );
        }
    });
}

/// A billboard on a frame, its foot at (x, y) in metres on a plane at depth z.
pub fn billboard(st: &mut Stage, x: f64, y: f64, z: f64, size: (f64, f64)) {
    st.put(x, z, |pen| {
        let (w, h) = size;
        for n in 0..5 {
            let px = -w / 2.0 + w * f64::from(n) / 4.0;
            pen.line((px, -y), (px, -y - h - 0.6), "#7d8584", 0.12);
            pen.line((px, -y), (px + 0.7, -y - h * 0.6), "#7d8584", 0.08);
        }
        pen.rect(-w / 2.0, -y - h - 0.7, w, h, "#a8594c");
        pen.rect(-w / 2.0 + 0.2, -y - h - 0.5, w - 0.4, h - 0.4, "#c47a5f");
        pen.circle(-w * 0.27, -y - h * 0.5 - 0.7, h * 0.28, "#e8d3a4");
        for n in 0..3 {
            let wide = w * (0.42 - 0.08 * f64::from(n));
            pen.rect(
                -w * 0.02,
                -y - h * 0.78 - 0.5 + f64::from(n) * h * 0.24,
                wide,
                h * 0.13,
                "#f0e2c6",
            );
        }
    });
}

/// A row of vegetables on dug ground.
pub fn vegetables(st: &mut Stage, x: (f64, f64), z: f64) {
    st.floor(x, (z - 0.32, z + 0.32), "#8f7858");
    let mut at = x.0 + 0.3;
    while at < x.1 {
        let r = st.chance.between(0.16, 0.24);
        st.put(at, z, |pen| {
            for turn in [-55.0, -20.0, 20.0, 55.0] {
                pen.group(&format!("rotate({turn})"), |pen| {
                    pen.ellipse(0.0, -r, r * 0.32, r, "#6f9160")
                });
            }
            pen.ellipse(0.0, -r * 0.9, r * 0.26, r * 0.9, "#89a96f");
        });
        at += 0.55;
    }
}

/// A red lantern hanging at a height.
pub fn lantern(pen: &mut Pen, x: f64, y: f64) {
    pen.line((x, y - 0.45), (x, y), "#8a6f4e", 0.03);
    pen.ellipse(x, y, 0.24, 0.2, "#b5493f");
    pen.ellipse(x, y, 0.1, 0.2, "#c96a58");
    pen.rect(x - 0.1, y - 0.23, 0.2, 0.05, "#c9a24b");
    pen.rect(x - 0.1, y + 0.18, 0.2, 0.05, "#c9a24b");
    pen.line((x, y + 0.22), (x, y + 0.45), "#c9a24b", 0.04);
}
