//! The stage of one picture: a camera in a world measured in metres, a season, and what stands where.
//!
//! Before and after are the same stage set up twice. Backdrops draw from `chance`, which is seeded
//! by the scene alone, so both views have the same windows and trees; what differs is only what a
//! scene puts there for one of the two.

use crate::chance::Chance;
use crate::pen::{Pen, mix, shade};

/// Width of a picture.
pub const WIDTH: f64 = 1200.0;
/// Height of a picture.
pub const HEIGHT: f64 = 900.0;

/// What the trees and the light look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// Fresh green.
    Spring,
    /// Full green.
    Summer,
    /// Ochre.
    Autumn,
    /// Bare.
    Winter,
}

/// One picture in the making.
pub struct Stage {
    /// Horizontal vanishing point.
    pub cx: f64,
    /// Horizon.
    pub hy: f64,
    /// Camera height in metres.
    pub height: f64,
    /// Focal length in pixels.
    pub focal: f64,
    /// Season.
    pub season: Season,
    /// Numbers for this scene.
    pub chance: Chance,
    /// Warmth of the light: 0 cool morning, 1 late afternoon.
    pub warmth: f64,
    /// How much closer than the whole stage the picture looks.
    pub zoom: f64,
    /// The point, in pixels of the whole stage, that it looks closer at.
    pub focus: (f64, f64),
    /// The backdrop and what lies on the ground, drawn in order.
    pub ground: Pen,
    standing: Vec<(f64, String)>,
    front: Pen,
}

impl Stage {
    /// An empty stage for a scene.
    pub fn new(key: &str, season: Season) -> Self {
        let chance = Chance::new(key);
        let cx = chance.between(430.0, 770.0);
        let hy = chance.between(330.0, 385.0);
        let warmth = chance.unit();
        Self {
            cx,
            hy,
            height: 2.7,
            focal: 900.0,
            season,
            warmth,
            chance,
            zoom: 1.2,
            focus: (600.0, 610.0),
            ground: Pen::default(),
            standing: Vec::new(),
            front: Pen::default(),
        }
    }

    /// Where a point of the world is in the picture: x to the right, y up, z away from the camera.
    pub fn at(&self, x: f64, y: f64, z: f64) -> (f64, f64) {
        let scale = self.focal / z;
        (self.cx + x * scale, self.hy + (self.height - y) * scale)
    }

    /// The x at a depth that lies at a share of the picture's half width from its middle.
    pub fn x(&self, share: f64, z: f64) -> f64 {
        (WIDTH / 2.0 * (1.0 + share) - self.cx) * z / self.focal
    }

    /// The nearest depth whose ground is still in the picture.
    pub fn near(&self) -> f64 {
        self.height * self.focal / (HEIGHT - self.hy)
    }

    /// A polygon of points of the world.
    pub fn face(&mut self, points: &[(f64, f64, f64)], fill: &str) {
        let flat: Vec<_> = points.iter().map(|&(x, y, z)| self.at(x, y, z)).collect();
        self.ground.poly(&flat, fill);
    }

    /// A rectangle lying on the ground.
    pub fn floor(&mut self, x: (f64, f64), z: (f64, f64), fill: &str) {
        self.face(
            &[
                (x.0, 0.0, z.0),
                (x.1, 0.0, z.0),
                (x.1, 0.0, z.1),
                (x.0, 0.0, z.1),
            ],
            fill,
        );
    }

    /// An ellipse lying on the ground.
    pub fn patch(&mut self, x: f64, z: f64, rx: f64, rz: f64, fill: &str) {
        let (near, far) = (self.at(x, 0.0, z - rz), self.at(x, 0.0, z + rz));
        let scale = self.focal / z;
        self.ground.ellipse(
            x * scale + self.cx,
            f64::midpoint(near.1, far.1),
            rx * scale,
            (near.1 - far.1) / 2.0,
            fill,
        );
    }

    /// A blot on the ground with an uneven edge.
    pub fn blot(&mut self, x: f64, z: f64, rx: f64, rz: f64, fill: &str) {
        let mut points = Vec::new();
        for step in 0..28 {
            let turn = f64::from(step) / 28.0 * std::f64::consts::TAU;
            let reach = 0.86 + 0.1 * (turn * 3.0 + x).sin() + 0.08 * (turn * 5.0 + z).cos();
            points.push((
                x + rx * reach * turn.cos(),
                0.0,
                z + rz * reach * turn.sin(),
            ));
        }
        self.face(&points, fill);
    }

    /// Something that stands at (x, z), drawn in metres with the ground at y = 0 and up negative.
    pub fn put(&mut self, x: f64, z: f64, draw: impl FnOnce(&mut Pen)) {
        let (px, py) = self.at(x, 0.0, z);
        let mut pen = Pen::default();
        pen.group(
            &format!("translate({px:.2} {py:.2}) scale({:.4})", self.focal / z),
            draw,
        );
        self.standing.push((z, pen.finish()));
    }

    /// Like [`Stage::put`], with a soft shadow of a given half width on the ground.
    pub fn stand(&mut self, x: f64, z: f64, shadow: f64, draw: impl FnOnce(&mut Pen)) {
        self.put(x, z, |pen| {
            pen.faint(0.2, |pen| {
                pen.ellipse(0.08, 0.0, shadow, (shadow * 0.16).max(0.05), "#2b3338")
            });
            draw(pen);
        });
    }

    /// Something in front of all, in pixels.
    pub fn over(&mut self, draw: impl FnOnce(&mut Pen)) {
        draw(&mut self.front);
    }

    /// A picture's sky, filling everything; the rest is drawn on it.
    pub fn sky(&mut self) {
        let (top, low) = match self.season {
            Season::Summer => ("#b9cfd6", "#e6e9e0"),
            Season::Spring => ("#c3d5d8", "#ecebdf"),
            Season::Autumn => ("#c5d0d2", "#efe6d3"),
            Season::Winter => ("#c4ccd1", "#e3e4e1"),
        };
        let low = mix(low, "#f0dcc0", self.warmth * 0.6);
        self.ground.raw(&format!(
            r#"<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/><stop offset="0.6" stop-color="{low}"/></linearGradient></defs>"#
        ));
        self.ground.rect(0.0, 0.0, WIDTH, HEIGHT, "url(#sky)");
    }

    /// The green of the season.
    pub fn leaf(&self) -> &'static str {
        match self.season {
            Season::Spring => "#8aa873",
            Season::Summer => "#6f9170",
            Season::Autumn => "#bf9a58",
            Season::Winter => "#9c9a83",
        }
    }

    /// The grass of the season.
    pub fn grass(&self) -> &'static str {
        match self.season {
            Season::Spring => "#a3b880",
            Season::Summer => "#8fa97c",
            Season::Autumn => "#b3ab77",
            Season::Winter => "#b5ad92",
        }
    }

    /// The whole picture.
    pub fn finish(mut self) -> String {
        self.standing.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">"#
        );
        out.push_str(&format!(
            r#"<g transform="translate({:.1} {:.1}) scale({:.3})">"#,
            self.focus.0 * (1.0 - self.zoom),
            self.focus.1 * (1.0 - self.zoom),
            self.zoom
        ));
        out.push_str(&self.ground.finish());
        for (_, svg) in &self.standing {
            out.push_str(svg);
        }
        out.push_str(&self.front.finish());
        // One light over everything holds the colours together.
        let light = mix("#9fb4c4", "#e8b26a", self.warmth);
        out.push_str(&format!(
            r#"</g><rect width="{WIDTH}" height="{HEIGHT}" fill="{}" opacity="0.07"/></svg>"#,
            shade(&light, 0.1)
        ));
        out
    }
}
