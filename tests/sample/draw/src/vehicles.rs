//! Cars, lorries, buses and bicycles.

use crate::pen::{Pen, shade};
use crate::stage::Stage;

/// A car from the side, 4.2 m.
pub fn car_side(st: &mut Stage, x: f64, z: f64, colour: &str, flip: bool) {
    st.stand(x, z, 2.2, |pen| {
        pen.group(if flip { "scale(-1 1)" } else { "scale(1 1)" }, |pen| {
            pen.path("M-2.12 -.28 L-2.12 -.72 Q-2.1 -.9 -1.85 -.93 L-1.4 -.97 L-.8 -1.4 Q-.7 -1.47 -.55 -1.47 L.55 -1.47 Q.7 -1.47 .8 -1.39 L1.32 -.95 L1.88 -.84 Q2.12 -.79 2.12 -.58 L2.12 -.28 Z", colour);
            pen.path("M-1.15 -.96 L-.68 -1.32 Q-.62 -1.36 -.5 -1.36 L-.1 -1.36 L-.1 -.95 Z", "#6f858d");
            pen.path("M0 -.95 L0 -1.36 L.52 -1.36 Q.62 -1.36 .7 -1.3 L1.1 -.95 Z", "#7f959c");
            pen.rect(-2.12, -0.45, 4.24, 0.17, &shade(colour, -0.22));
            pen.rect(-0.06, -0.82, 0.22, 0.04, &shade(colour, -0.3));
            pen.round(1.9, -0.74, 0.22, 0.12, 0.05, "#efe7c8");
            pen.round(-2.12, -0.76, 0.16, 0.14, 0.05, "#a9554a");
            for wheel in [-1.32, 1.3] {
                pen.circle(wheel, -0.33, 0.35, "#3d4245");
                pen.circle(wheel, -0.33, 0.18, "#a9adad");
            }
        });
    });
}

/// A car from behind, 1.8 m wide.
pub fn car_back(st: &mut Stage, x: f64, z: f64, colour: &str) {
    st.stand(x, z, 1.05, |pen| {
        for wheel in [-0.82, 0.56] {
            pen.round(wheel, -0.4, 0.26, 0.4, 0.06, "#3d4245");
        }
        pen.path("M-.9 -.26 L-.92 -.72 Q-.9 -.92 -.76 -.96 L-.62 -1.36 Q-.56 -1.48 -.4 -1.48 L.4 -1.48 Q.56 -1.48 .62 -1.36 L.76 -.96 Q.9 -.92 .92 -.72 L.9 -.26 Z", colour);
        pen.path("M-.62 -.98 L-.5 -1.3 Q-.46 -1.38 -.36 -1.38 L.36 -1.38 Q.46 -1.38 .5 -1.3 L.62 -.98 Z", "#6f858d");
        pen.rect(-0.91, -0.44, 1.82, 0.18, &shade(colour, -0.2));
        pen.round(-0.88, -0.82, 0.3, 0.14, 0.05, "#a9554a");
        pen.round(0.58, -0.82, 0.3, 0.14, 0.05, "#a9554a");
        pen.rect(-0.22, -0.64, 0.44, 0.13, "#e9e6da");
    });
}

/// A bicycle from the side, about its own ground point.
pub fn bike_shape(pen: &mut Pen, frame: &str) {
    for wheel in [-0.52, 0.52] {
        pen.ring(wheel, -0.33, 0.31, "#4c5153", 0.05);
    }
    pen.stroke("M-.52 -.33 L-.2 -.8 L.36 -.78 L-.02 -.32 Z", frame, 0.06);
    pen.stroke(
        "M.52 -.33 L.34 -.98 M-.52 -.33 L-.02 -.32 M-.2 -.8 L-.24 -.92",
        frame,
        0.06,
    );
    pen.stroke("M.34 -.98 L.5 -1.02 M.34 -.98 L.2 -1.02", "#4c5153", 0.05);
    pen.round(-0.38, -0.98, 0.28, 0.08, 0.04, "#3f4447");
    pen.path(
        "M.44 -.92 L.78 -.92 L.72 -.66 L.48 -.66 Z",
        &shade(frame, -0.1),
    );
}

/// A bicycle that stands, seen from the side or (`turn` < 1) more from the front.
pub fn bike(st: &mut Stage, x: f64, z: f64, frame: &str, turn: f64) {
    st.stand(x, z, 0.7 * turn.abs(), |pen| {
        pen.group(&format!("scale({turn:.2} 1)"), |pen| bike_shape(pen, frame));
    });
}

/// A bicycle that has fallen over.
pub fn bike_fallen(st: &mut Stage, x: f64, z: f64, frame: &str, turn: f64) {
    st.put(x, z, |pen| {
        pen.group(
            &format!("translate(0 -.12) scale(1 .5) rotate({turn:.0}) translate(0 .4)"),
            |pen| bike_shape(pen, frame),
        );
    });
}

/// A scooter from the side.
pub fn scooter(st: &mut Stage, x: f64, z: f64, colour: &str, turn: f64) {
    st.stand(x, z, 0.7 * turn.abs(), |pen| {
        pen.group(&format!("scale({turn:.2} 1)"), |pen| {
            for wheel in [-0.55, 0.6] {
                pen.circle(wheel, -0.25, 0.25, "#45494b");
                pen.circle(wheel, -0.25, 0.1, "#b4b6b3");
            }
            pen.path("M-.85 -.45 Q-.6 -.75 -.1 -.7 L0 -.35 L.35 -.35 L.5 -.95 L.62 -.95 L.6 -.3 L.4 -.2 L-.4 -.2 Q-.8 -.25 -.85 -.45 Z", colour);
            pen.round(-0.75, -0.82, 0.7, 0.13, 0.06, "#3f4447");
            pen.stroke("M.56 -.95 L.5 -1.1 L.34 -1.12", "#45494b", 0.06);
        });
    });
}

/// A lorry with an open or covered body, 7 m, its nose to the right.
pub fn tipper(st: &mut Stage, x: f64, z: f64, covered: bool) {
    st.stand(x, z, 3.7, |pen| {
        let body = "#6f8a78";
        if covered {
            pen.path("M-3.5 -2.35 Q-2.6 -2.75 -1.3 -2.62 Q.2 -2.75 1.35 -2.35 L1.35 -2.2 L-3.5 -2.2 Z", "#56706a");
        } else {
            pen.path("M-3.4 -2.2 Q-2.9 -2.95 -2.1 -2.78 Q-1.4 -3.25 -.6 -2.9 Q.3 -3.05 .7 -2.6 Q1.1 -2.5 1.3 -2.2 Z", "#9a8160");
            pen.path("M-2.9 -2.3 Q-2.2 -2.8 -1.5 -2.65 L-1.2 -2.3 Z", "#ab9370");
        }
        pen.path("M-3.55 -2.3 L1.4 -2.3 L1.25 -.95 L-3.35 -.95 Z", body);
        for n in 0..6 {
            pen.rect(-3.2 + f64::from(n) * 0.8, -2.25, 0.09, 1.28, &shade(body, -0.15));
        }
        pen.rect(-3.4, -0.95, 6.7, 0.22, "#4c5153");
        pen.path("M1.6 -.75 L1.6 -2.35 Q1.65 -2.5 1.85 -2.5 L2.9 -2.5 Q3.1 -2.5 3.2 -2.3 L3.5 -1.5 L3.5 -.75 Z", "#c08a4c");
        pen.path("M2.15 -1.5 L2.15 -2.3 L2.85 -2.3 L3.2 -1.5 Z", "#7f959c");
        pen.round(3.3, -1.15, 0.2, 0.18, 0.05, "#efe7c8");
        for wheel in [-2.7, -1.75, 2.4] {
            pen.circle(wheel, -0.5, 0.5, "#3d4245");
            pen.circle(wheel, -0.5, 0.22, "#a9adad");
        }
    });
}

/// A city bus from behind.
pub fn bus_back(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 1.3, |pen| {
        for wheel in [-1.1, 0.8] {
            pen.round(wheel, -0.5, 0.32, 0.5, 0.06, "#3d4245");
        }
        pen.round(-1.25, -3.0, 2.5, 2.7, 0.2, "#8fa79b");
        pen.round(-1.0, -2.6, 2.0, 0.95, 0.1, "#6f858d");
        pen.rect(-1.25, -1.35, 2.5, 0.25, "#e8e4d6");
        pen.round(-1.1, -0.9, 0.3, 0.2, 0.05, "#a9554a");
        pen.round(0.8, -0.9, 0.3, 0.2, 0.05, "#a9554a");
        pen.rect(-0.3, -0.72, 0.6, 0.16, "#e9e6da");
    });
}

/// A city bus from the side, nose to the right.
pub fn bus(st: &mut Stage, x: f64, z: f64) {
    st.stand(x, z, 5.0, |pen| {
        pen.round(-5.0, -2.95, 10.0, 2.55, 0.3, "#8fa79b");
        pen.rect(-5.0, -1.2, 10.0, 0.25, "#e8e4d6");
        for n in 0..6 {
            pen.round(-4.6 + f64::from(n) * 1.35, -2.55, 1.15, 1.1, 0.1, "#6f858d");
        }
        pen.round(3.7, -2.55, 1.2, 1.35, 0.1, "#7f959c");
        pen.rect(1.2, -2.5, 0.06, 2.0, "#7b9186");
        for wheel in [-3.2, 3.0] {
            pen.circle(wheel, -0.48, 0.5, "#3d4245");
            pen.circle(wheel, -0.48, 0.22, "#a9adad");
        }
    });
}
