//! Widths and names of the pictures that are made from a finished photo.

/// Widths that pages choose from, in pixels: a list's card, and half a page on a dense screen.
const WIDTHS: [u32; 2] = [480, 960];

/// Formats in which each width is made.
pub const EXTENSIONS: [&str; 2] = ["webp", "jpg"];

/// The widths for a photo; none is wider than the photo itself.
#[must_use]
pub fn widths(master: u32) -> Vec<u32> {
    let fitting: Vec<u32> = WIDTHS
        .into_iter()
        .filter(|width| *width <= master)
        .collect();
    if fitting.is_empty() {
        vec![master]
    } else {
        fitting
    }
}

/// Path of a picture below the site's root.
#[must_use]
pub fn path(stem: &str, width: u32, extension: &str) -> String {
    format!("photos/{stem}-{width}.{extension}")
}

/// Path of an editor's picture below the site's root.
#[must_use]
pub fn editor_path(stem: &str, width: u32, extension: &str) -> String {
    format!("pictures/{stem}-{width}.{extension}")
}

/// Height at a width, rounded as the resizing does.
#[must_use]
pub fn height(master_width: u32, master_height: u32, width: u32) -> u32 {
    let exact = f64::from(master_height) * f64::from(width) / f64::from(master_width.max(1));
    // At most the master's own height, so it fits.
    (exact.round() as u32).max(1)
}
