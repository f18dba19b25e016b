//! A position that a resident points at: checked, brought to WGS-84 and made coarse before anything
//! keeps it. About a hundred metres find a corner; more would find a flat.

use crate::{case_record::Location, words::Sentence};

/// What Chinese map pickers give. They shift WGS-84 by some hundred metres.
pub const GCJ02: &str = "gcj02";
/// What satellites give, and what everything here keeps.
pub const WGS84: &str = "wgs84";
/// Latitudes that a report may lie at: the country and its seas.
pub const LATITUDES: std::ops::RangeInclusive<f64> = 3.0..=54.0;
/// Longitudes that a report may lie at.
pub const LONGITUDES: std::ops::RangeInclusive<f64> = 73.0..=136.0;
/// Parts of a degree that are kept: a thousandth is about a hundred metres.
const PARTS: f64 = 1000.0;

/// What someone sent as their position, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawLocation {
    /// Latitude in degrees.
    pub lat: String,
    /// Longitude in degrees.
    pub lon: String,
    /// `wgs84` or `gcj02`.
    pub datum: String,
}

impl RawLocation {
    /// Whether nothing was sent. A datum alone is no position.
    pub fn is_empty(&self) -> bool {
        self.lat.trim().is_empty() && self.lon.trim().is_empty()
    }

    /// The position in WGS-84, coarse; or what is wrong with it.
    pub fn read(&self) -> Result<Location, Sentence> {
        let degrees = |typed: &str| typed.trim().parse::<f64>().ok().filter(|d| d.is_finite());
        let (Some(lat), Some(lon)) = (degrees(&self.lat), degrees(&self.lon)) else {
            return Err(Sentence::LocationNumbers);
        };
        if !LATITUDES.contains(&lat) || !LONGITUDES.contains(&lon) {
            return Err(Sentence::LocationAbroad);
        }
        let (lat, lon) = match self.datum.trim() {
            WGS84 => (lat, lon),
            GCJ02 => to_wgs84(lat, lon),
            _ => return Err(Sentence::LocationDatum),
        };
        Ok(Location {
            lat: coarse(lat),
            lon: coarse(lon),
            datum: WGS84.to_owned(),
        })
    }
}

fn coarse(degrees: f64) -> f64 {
    (degrees * PARTS).round() / PARTS
}

/// GCJ-02 to WGS-84. The shift is only defined forwards; its inverse is found by going back the
/// shift of the last guess until that no longer moves it.
pub fn to_wgs84(lat: f64, lon: f64) -> (f64, f64) {
    let mut guess = (lat, lon);
    for _ in 0..30 {
        let shifted = to_gcj02(guess.0, guess.1);
        let (off_lat, off_lon) = (shifted.0 - lat, shifted.1 - lon);
        guess = (guess.0 - off_lat, guess.1 - off_lon);
        if off_lat.abs() < 1e-9 && off_lon.abs() < 1e-9 {
            break;
        }
    }
    guess
}

/// WGS-84 to GCJ-02, by the formula that map makers agree on (Krassowsky's ellipsoid).
fn to_gcj02(lat: f64, lon: f64) -> (f64, f64) {
    use std::f64::consts::PI;
    const AXIS: f64 = 6_378_245.0;
    const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;
    let (x, y) = (lon - 105.0, lat - 35.0);
    // Waves that both shifts share, and those of their own.
    let wave = |of: f64, parts: [(f64, f64); 2]| -> f64 {
        parts
            .iter()
            .map(|(height, length)| height * (of / length * PI).sin())
            .sum::<f64>()
            * 2.0
            / 3.0
    };
    let ripples = wave(x, [(20.0, 1.0 / 6.0), (20.0, 0.5)]);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + ripples
        + wave(y, [(20.0, 1.0), (40.0, 3.0)])
        + wave(y, [(160.0, 12.0), (320.0, 30.0)]);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + ripples
        + wave(x, [(20.0, 1.0), (40.0, 3.0)])
        + wave(x, [(150.0, 12.0), (300.0, 30.0)]);
    let latitude = lat.to_radians();
    let bulge = 1.0 - ECCENTRICITY_SQUARED * latitude.sin().powi(2);
    let meridian = AXIS * (1.0 - ECCENTRICITY_SQUARED) / (bulge * bulge.sqrt());
    let parallel = AXIS / bulge.sqrt() * latitude.cos();
    (
        lat + (north / meridian).to_degrees(),
        lon + (east / parallel).to_degrees(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(lat: &str, lon: &str, datum: &str) -> RawLocation {
        RawLocation {
            lat: lat.into(),
            lon: lon.into(),
            datum: datum.into(),
        }
    }

    #[test]
    fn there_and_back_is_the_same_place() {
        for (lat, lon) in [(39.906, 116.223), (22.5431, 114.0579), (43.825, 87.617)] {
            let (north, east) = to_gcj02(lat, lon);
            let shift = ((north - lat).powi(2) + (east - lon).powi(2)).sqrt();
            assert!((0.001..0.02).contains(&shift), "{shift}");
            let back = to_wgs84(north, east);
            assert!((back.0 - lat).abs() < 1e-8 && (back.1 - lon).abs() < 1e-8);
        }
    }

    #[test]
    fn the_shift_is_the_one_that_maps_use() {
        // Tiananmen, as published in both systems.
        let (lat, lon) = to_gcj02(39.907_375, 116.391_349);
        assert!((lat - 39.908_778).abs() < 5e-5, "{lat}");
        assert!((lon - 116.397_592).abs() < 5e-5, "{lon}");
    }

    #[test]
    fn a_position_is_kept_coarse_and_in_one_datum() {
        let kept = raw("39.907375", "116.391349", "wgs84").read().unwrap();
        assert_eq!((kept.lat, kept.lon), (39.907, 116.391));
        let shifted = raw("39.908778", "116.397592", "gcj02").read().unwrap();
        assert_eq!(shifted, kept);
    }

    #[test]
    fn what_cannot_be_a_position_says_what_to_do() {
        for (lat, lon, datum) in [
            ("39.9", "", "wgs84"),
            ("NaN", "116", "wgs84"),
            ("116.2", "39.9", "wgs84"),
            ("0", "0", "wgs84"),
            ("39.9", "116.2", ""),
            ("39.9", "116.2", "bd09"),
        ] {
            assert!(raw(lat, lon, datum).read().is_err(), "{lat} {lon} {datum}");
        }
        assert!(raw(" ", "", "wgs84").is_empty());
    }
}
