//! What belongs to a street whether or not there is trouble: trees, lamps, people.

use crate::pen::{Pen, shade};
use crate::stage::{Season, Stage};

/// A tree of the season, about `tall` metres.
pub fn tree(st: &mut Stage, x: f64, z: f64, tall: f64) {
    let leaf = st.leaf();
    let bare = st.season == Season::Winter;
    let lean = st.chance.between(-0.15, 0.15);
    let tall = tall * st.chance.between(0.9, 1.12);
    let kind = (st.chance.unit() * 3.0) as u32;
    let tone = shade(leaf, st.chance.between(-0.08, 0.08));
    st.stand(x, z, tall * 0.2, |pen| {
        let trunk = "#8a7763";
        let top = -tall;
        pen.path(&format!("M-.14 0 L-.08 {:.2} L.08 {:.2} L.14 0 Z", top * 0.55, top * 0.55), trunk);
        if bare {
            for (n, (dx, up)) in [(-0.9, 0.86), (0.85, 0.9), (-0.45, 1.0), (0.4, 0.97), (0.05, 1.06), (-1.15, 0.7), (1.1, 0.72)].into_iter().enumerate() {
                let from = top * (0.36 + 0.03 * n as f64);
                pen.stroke(&format!("M0 {from:.2} Q{:.2} {:.2} {:.2} {:.2}", dx * 0.35, top * up * 0.75, dx * tall * 0.2, top * up), trunk, 0.07);
                pen.stroke(&format!("M{:.2} {:.2} l{:.2} {:.2}", dx * tall * 0.13, top * up * 0.84, -dx * 0.3, top * 0.1), trunk, 0.04);
            }
        } else if kind == 0 {
            pen.path(&format!("M0 {top:.2} C{a:.2} {top:.2} {b:.2} {m:.2} 0 {l:.2} C-{b:.2} {m:.2} -{a:.2} {top:.2} 0 {top:.2} Z", a = tall * 0.2, b = tall * 0.28, m = top * 0.3, l = top * 0.28), &tone);
            pen.faint(0.35, |pen| pen.ellipse(tall * 0.05, top * 0.62, tall * 0.1, tall * 0.24, &shade(&tone, 0.3)));
        } else {
            let r = tall * 0.24;
            pen.circle(lean - r * 0.75, top * 0.6, r * 0.86, &shade(&tone, -0.1));
            pen.circle(lean + r * 0.8, top * 0.63, r * 0.9, &shade(&tone, -0.05));
            pen.circle(lean, top * 0.78, r * 1.02, &tone);
            pen.faint(0.35, |pen| pen.circle(lean - r * 0.25, top * 0.84, r * 0.55, &shade(&tone, 0.3)));
        }
    });
}

/// A round shrub.
pub fn bush(st: &mut Stage, x: f64, z: f64, r: f64) {
    let leaf = shade(
        if st.season == Season::Winter {
            "#8d9480"
        } else {
            "#7d9a76"
        },
        st.chance.between(-0.1, 0.1),
    );
    st.stand(x, z, r, |pen| {
        pen.ellipse(-r * 0.5, -r * 0.45, r * 0.6, r * 0.45, &shade(&leaf, -0.1));
        pen.ellipse(r * 0.4, -r * 0.5, r * 0.65, r * 0.5, &leaf);
        pen.ellipse(0.0, -r * 0.65, r * 0.55, r * 0.5, &shade(&leaf, 0.08));
    });
}

/// A street lamp.
pub fn lamp(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 0.2, |pen| {
        pen.rect(-0.07, -5.4, 0.14, 5.4, "#7d8584");
        pen.rect(-0.13, -0.7, 0.26, 0.7, "#6d7574");
        pen.stroke("M0 -5.35 Q.1 -5.9 .9 -5.85", "#7d8584", 0.1);
        pen.round(0.7, -5.92, 0.7, 0.16, 0.07, "#eae4cf");
    });
}

/// What a person does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Standing.
    Stands,
    /// Walking to the right.
    Walks,
    /// Sweeping with a broom, in a work vest.
    Sweeps,
    /// Pointing, in a work vest.
    Works,
}

/// A person without a face, 1.7 m.
pub fn person(st: &mut Stage, x: f64, z: f64, doing: Doing, coat: &str, flip: bool) {
    let hair = st.chance.pick(&["#4b443f", "#5a514a", "#8f8b86"]);
    let trousers = st.chance.pick(&["#566069", "#6a6259", "#4e5a5c"]);
    st.stand(x, z, 0.35, |pen| {
        pen.group(if flip { "scale(-1 1)" } else { "scale(1 1)" }, |pen| {
            figure(pen, doing, coat, hair, trousers)
        });
    });
}

fn figure(pen: &mut Pen, doing: Doing, coat: &str, hair: &str, trousers: &str) {
    let skin = "#d9b597";
    let step = if doing == Doing::Walks { 0.24 } else { 0.1 };
    pen.stroke(&format!("M-.03 -.82 L{:.2} -.06", -step), trousers, 0.17);
    pen.stroke(
        &format!("M.05 -.82 L{step:.2} -.06"),
        &shade(trousers, -0.12),
        0.17,
    );
    pen.round(-step - 0.1, -0.09, 0.26, 0.09, 0.04, "#3f4447");
    pen.round(step - 0.08, -0.09, 0.26, 0.09, 0.04, "#3f4447");
    pen.path(
        "M-.2 -1.36 Q0 -1.46 .2 -1.36 L.23 -.76 Q0 -.7 -.23 -.76 Z",
        coat,
    );
    if matches!(doing, Doing::Sweeps | Doing::Works) {
        pen.rect(-0.21, -1.1, 0.42, 0.07, "#efe6b8");
        pen.rect(-0.21, -0.94, 0.42, 0.07, "#efe6b8");
    }
    match doing {
        Doing::Stands => {
            pen.stroke("M-.2 -1.28 L-.25 -.86", &shade(coat, -0.1), 0.12);
            pen.stroke("M.2 -1.28 L.25 -.86", &shade(coat, -0.1), 0.12);
        }
        Doing::Walks => {
            pen.stroke("M-.16 -1.28 L-.3 -.9", &shade(coat, -0.1), 0.12);
            pen.stroke("M.17 -1.28 L.32 -.95", &shade(coat, -0.1), 0.12);
        }
        Doing::Sweeps => {
            pen.line((0.22, -1.35), (0.72, -0.08), "#a58c68", 0.05);
            pen.path("M.62 -.24 L.98 -.02 L.5 -.02 Z", "#bfa46f");
            pen.stroke("M.18 -1.28 L.32 -1.08", &shade(coat, -0.1), 0.12);
            pen.stroke("M-.14 -1.26 L.4 -.9", &shade(coat, -0.1), 0.12);
        }
        Doing::Works => {
            pen.stroke("M.18 -1.28 L.55 -1.12", &shade(coat, -0.1), 0.12);
            pen.stroke("M-.2 -1.28 L-.26 -.88", &shade(coat, -0.1), 0.12);
        }
    }
    pen.rect(-0.06, -1.5, 0.12, 0.12, skin);
    pen.circle(0.0, -1.6, 0.145, skin);
    pen.path("M-.15 -1.58 Q-.17 -1.78 .01 -1.78 Q.17 -1.77 .15 -1.6 Q.08 -1.68 -.04 -1.66 Q-.1 -1.64 -.15 -1.58 Z", hair);
    if matches!(doing, Doing::Sweeps | Doing::Works) {
        pen.path(
            "M-.17 -1.64 Q-.14 -1.8 .01 -1.8 Q.16 -1.8 .17 -1.64 L.24 -1.62 L-.17 -1.63 Z",
            "#c46a45",
        );
    }
}
