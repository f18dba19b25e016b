//! Pixels: the one place where photos are decoded and encoded.
//!
//! What comes out was painted anew from pixels: upright, blacked out where it was marked, without
//! EXIF, position, thumbnails, profiles or trailing bytes. The room is pure: bytes in, bytes out.
//! Sizes are checked before anything is decoded, so that a small file cannot ask for much memory.

mod decode;
mod encode;
mod fault;
mod taken;

use image::RgbImage;

pub use self::{fault::PhotoFault, taken::taken};
use crate::model::released_case::MAX_PHOTO_WIDTH;

/// Grows whenever the same original or master could give other bytes: caches carry it in their key.
pub const VERSION: &str = "1";

/// Largest file that is looked at, in bytes.
pub const MAX_BYTES: usize = 40 << 20;

/// Most pixels that are decoded. Phones take up to 50 million.
pub const MAX_PIXELS: u64 = 80_000_000;

/// Part of the upright photo as fractions: left, top, width, height.
pub type Redaction = [f64; 4];

/// A finished master, ready to be released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The JPEG file.
    pub jpeg: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// First 32 hexadecimal digits of the file's BLAKE3 digest; the file's name.
    pub digest: String,
    /// Digest of the upright pixels before any box: the same picture saved twice has the same.
    pub pixels: String,
}

/// Makes the master of an original: upright, boxes burned in, at most 1600 pixels wide, stripped.
pub fn finish(original: &[u8], redact: &[Redaction]) -> Result<Finished, PhotoFault> {
    let mut photo = decode::upright(original)?;
    let pixels = pixels_digest(&photo);
    // Before resizing, so that nothing from under a box bleeds into its edge.
    for area in redact {
        black_out(&mut photo, area)?;
    }
    let width = photo.width().min(MAX_PHOTO_WIDTH);
    let photo = encode::resized(&photo, width)?;
    let jpeg = encode::jpeg(&photo, encode::MASTER_QUALITY)?;
    let digest = blake3::hash(&jpeg).to_hex()[..32].to_string();
    Ok(Finished {
        jpeg,
        width: photo.width(),
        height: photo.height(),
        digest,
        pixels,
    })
}

fn pixels_digest(photo: &RgbImage) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&photo.width().to_le_bytes());
    hasher.update(photo.as_raw());
    hasher.finalize().to_hex()[..32].to_string()
}

/// What a picture is encoded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For everyone.
    Jpeg,
    /// Smaller, for nearly everyone.
    Webp,
}

/// A picture of the public side, decoded once, from which several widths are made.
#[derive(Debug)]
pub struct Master(RgbImage);

impl Master {
    /// Decodes a finished photo or an editor's picture, upright.
    pub fn open(bytes: &[u8]) -> Result<Self, PhotoFault> {
        decode::upright(bytes).map(Self)
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.0.width()
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.0.height()
    }

    /// The picture at a width, never wider than it is. The same bytes every time.
    pub fn derive(&self, width: u32, format: Format) -> Result<Vec<u8>, PhotoFault> {
        let photo = encode::resized(&self.0, width.clamp(1, self.0.width()))?;
        match format {
            Format::Jpeg => encode::jpeg(&photo, encode::PAGE_QUALITY),
            Format::Webp => encode::webp(&photo),
        }
    }
}

/// Width and height of a picture as it will be seen, from its header alone.
pub fn measure(bytes: &[u8]) -> Result<(u32, u32), PhotoFault> {
    decode::measure(bytes)
}

fn black_out(photo: &mut RgbImage, area: &Redaction) -> Result<(), PhotoFault> {
    let [x, y, width, height] = *area;
    if area.iter().any(|part| !(0.0..=1.0).contains(part))
        || x + width > 1.000_001
        || y + height > 1.000_001
    {
        return Err(PhotoFault::BadRedaction);
    }
    // Outwards: a part of a pixel is the whole pixel.
    let span = |from: f64, length: f64, size: u32| {
        let (from, upto) = (from * f64::from(size), (from + length) * f64::from(size));
        (from.floor() as u32)..(upto.ceil() as u32).min(size)
    };
    let (columns, rows) = (
        span(x, width, photo.width()),
        span(y, height, photo.height()),
    );
    for row in rows {
        for column in columns.clone() {
            photo.put_pixel(column, row, image::Rgb([0, 0, 0]));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
