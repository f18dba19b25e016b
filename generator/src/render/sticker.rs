//! QR codes for stickers: on a door, on a board.
//!
//! Error level M: a sticker outdoors gets scratched, and the code stays small enough to print.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// An address as a QR code: an SVG element without size, and with a quiet zone. None if the address
/// is too long for a code that a phone can read from a step away.
#[must_use]
pub fn qr_svg(address: &str) -> Option<String> {
    // 300 characters at level M make version 12: 65 modules a side.
    if address.len() > 300 {
        return None;
    }
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .quiet_zone(true)
        .module_dimensions(1, 1)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    // The declaration belongs to a file, not to an element of a page.
    let element = drawn.find("<svg").map(|at| drawn[at..].to_owned())?;
    Some(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_element_and_a_longer_address_makes_a_larger_one() {
        let short = qr_svg("https://jiayuan.example/report/?place=a").unwrap();
        assert!(short.starts_with("<svg") && short.trim_end().ends_with("</svg>"));
        let long = qr_svg(&format!("https://jiayuan.example/{}", "a".repeat(200))).unwrap();
        assert!(long.len() > short.len());
        assert_eq!(qr_svg(&"a".repeat(301)), None);
    }
}
