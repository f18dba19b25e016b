//! Writes shapes as SVG. Units are whatever the surrounding group says: pixels or metres.

use std::fmt::Write;

/// A growing piece of SVG.
#[derive(Default)]
pub struct Pen {
    out: String,
}

/// A colour between itself and white (`by` > 0) or black (`by` < 0).
pub fn shade(hex: &str, by: f64) -> String {
    mix(hex, if by < 0.0 { "#20262b" } else { "#ffffff" }, by.abs())
}

/// A colour on the way from `a` to `b`.
pub fn mix(a: &str, b: &str, t: f64) -> String {
    let part = |hex: &str, at: usize| {
        f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("colours are #rrggbb"))
    };
    let channel = |at| (part(a, at) + (part(b, at) - part(a, at)) * t).round() as u8;
    format!("#{:02x}{:02x}{:02x}", channel(1), channel(3), channel(5))
}

impl Pen {
    /// The SVG so far.
    pub fn finish(self) -> String {
        self.out
    }

    /// Ready-made SVG.
    pub fn raw(&mut self, svg: &str) {
        self.out.push_str(svg);
    }

    /// A filled rectangle, `y` being its top.
    pub fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: &str) {
        let _ = write!(
            self.out,
            r#"<rect x="{x:.3}" y="{y:.3}" width="{w:.3}" height="{h:.3}" fill="{fill}"/>"#
        );
    }

    /// A rectangle with round corners.
    pub fn round(&mut self, x: f64, y: f64, w: f64, h: f64, r: f64, fill: &str) {
        let _ = write!(
            self.out,
            r#"<rect x="{x:.3}" y="{y:.3}" width="{w:.3}" height="{h:.3}" rx="{r:.3}" fill="{fill}"/>"#
        );
    }

    /// A filled polygon.
    pub fn poly(&mut self, points: &[(f64, f64)], fill: &str) {
        let mut list = String::new();
        for (x, y) in points {
            let _ = write!(list, "{x:.3},{y:.3} ");
        }
        let _ = write!(self.out, r#"<polygon points="{list}" fill="{fill}"/>"#);
    }

    /// A filled path.
    pub fn path(&mut self, d: &str, fill: &str) {
        let _ = write!(self.out, r#"<path d="{d}" fill="{fill}"/>"#);
    }

    /// A stroked path.
    pub fn stroke(&mut self, d: &str, stroke: &str, width: f64) {
        let _ = write!(
            self.out,
            r#"<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:.3}" stroke-linecap="round" stroke-linejoin="round"/>"#
        );
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str, width: f64) {
        let (x1, y1, x2, y2) = (from.0, from.1, to.0, to.1);
        let _ = write!(
            self.out,
            r#"<line x1="{x1:.3}" y1="{y1:.3}" x2="{x2:.3}" y2="{y2:.3}" stroke="{stroke}" stroke-width="{width:.3}" stroke-linecap="round"/>"#
        );
    }

    /// A filled circle.
    pub fn circle(&mut self, x: f64, y: f64, r: f64, fill: &str) {
        self.ellipse(x, y, r, r, fill);
    }

    /// A soft round cloud: thick in the middle, nothing at the rim.
    pub fn puff(&mut self, x: f64, y: f64, rx: f64, ry: f64, colour: &str) {
        let id = &colour[1..];
        let _ = write!(
            self.out,
            r#"<radialGradient id="puff-{id}"><stop offset="0" stop-color="{colour}" stop-opacity="0.8"/><stop offset="0.55" stop-color="{colour}" stop-opacity="0.5"/><stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>"#
        );
        self.ellipse(x, y, rx, ry, &format!("url(#puff-{id})"));
    }

    /// A ring.
    pub fn ring(&mut self, x: f64, y: f64, r: f64, stroke: &str, width: f64) {
        let _ = write!(
            self.out,
            r#"<circle cx="{x:.3}" cy="{y:.3}" r="{r:.3}" fill="none" stroke="{stroke}" stroke-width="{width:.3}"/>"#
        );
    }

    /// A filled ellipse.
    pub fn ellipse(&mut self, x: f64, y: f64, rx: f64, ry: f64, fill: &str) {
        let _ = write!(
            self.out,
            r#"<ellipse cx="{x:.3}" cy="{y:.3}" rx="{rx:.3}" ry="{ry:.3}" fill="{fill}"/>"#
        );
    }

    /// Everything drawn by `inside` under one transform.
    pub fn group(&mut self, transform: &str, inside: impl FnOnce(&mut Pen)) {
        let _ = write!(self.out, r#"<g transform="{transform}">"#);
        inside(self);
        self.out.push_str("</g>");
    }

    /// Everything drawn by `inside`, see-through.
    pub fn faint(&mut self, opacity: f64, inside: impl FnOnce(&mut Pen)) {
        let _ = write!(self.out, r#"<g opacity="{opacity:.2}">"#);
        inside(self);
        self.out.push_str("</g>");
    }
}
