//! From a file to upright pixels.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, Limits, RgbImage, Rgba, RgbaImage,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};

use super::{MAX_BYTES, MAX_PIXELS, PhotoFault, taken};

/// Most that chunks beside the pixels may take once unpacked.
const MAX_BESIDE: u64 = 16 << 20;

/// Most that the pixels may take as they are decoded: 80 million in 8 bits with transparency.
const MAX_DECODED: u64 = MAX_PIXELS * 4;

/// Scans of a progressive JPEG that are believed. Encoders write a dozen; each costs a pass over the
/// whole picture.
const MAX_SCANS: usize = 100;

/// Decodes a photo and turns it upright. Transparent parts become white.
pub(super) fn upright(bytes: &[u8]) -> Result<RgbImage, PhotoFault> {
    let mut decoder = open(bytes)?;
    let orientation = orientation(decoder.as_mut(), bytes);
    let mut photo = DynamicImage::from_decoder(decoder).map_err(broken)?;
    photo.apply_orientation(orientation);
    Ok(if photo.color().has_alpha() {
        on_white(&photo.into_rgba8())
    } else {
        photo.into_rgb8()
    })
}

/// Width and height after turning.
pub(super) fn measure(bytes: &[u8]) -> Result<(u32, u32), PhotoFault> {
    let mut decoder = open(bytes)?;
    let (width, height) = decoder.dimensions();
    let turned = matches!(
        orientation(decoder.as_mut(), bytes),
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Ok(if turned {
        (height, width)
    } else {
        (width, height)
    })
}

/// Reads the header by what the file begins with, whatever its name says.
fn open(bytes: &[u8]) -> Result<Box<dyn ImageDecoder + '_>, PhotoFault> {
    if bytes.len() > MAX_BYTES {
        return Err(PhotoFault::TooManyBytes(bytes.len()));
    }
    let input = Cursor::new(bytes);
    let decoder: Box<dyn ImageDecoder + '_> = match bytes {
        [0xff, 0xd8, 0xff, ..] if has_separate_scans(bytes) => {
            return Err(PhotoFault::SeparateScans);
        }
        [0xff, 0xd8, 0xff, ..] if scans(bytes) > MAX_SCANS => {
            return Err(PhotoFault::TooManyScans);
        }
        [0xff, 0xd8, 0xff, ..] => Box::new(JpegDecoder::new(input).map_err(broken)?),
        [0x89, b'P', b'N', b'G', ..] => Box::new(png(input)?),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Box::new(WebPDecoder::new(input).map_err(broken)?),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => return Err(PhotoFault::Heic),
        _ => return Err(PhotoFault::UnknownFormat),
    };
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PhotoFault::Broken("没有像素".into()));
    }
    // The header speaks before a pixel is decoded.
    if is_too_large(width, height) || decoder.total_bytes() > MAX_DECODED {
        return Err(PhotoFault::TooManyPixels(width, height));
    }
    Ok(decoder)
}

fn is_too_large(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) > MAX_PIXELS
}

/// A PNG's profile and texts are packed: they get a bound of their own, and its size is read before the
/// decoder makes room for a row of it.
fn png(input: Cursor<&[u8]>) -> Result<PngDecoder<Cursor<&[u8]>>, PhotoFault> {
    let side = |from: usize| {
        let bytes = input.get_ref().get(from..from + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    if let (Some(width), Some(height)) = (side(16), side(20))
        && is_too_large(width, height)
    {
        return Err(PhotoFault::TooManyPixels(width, height));
    }
    let mut limits = Limits::no_limits();
    // A row of pixels counts too.
    limits.max_alloc = Some(MAX_BESIDE + 8 * u64::from(side(16).unwrap_or(0)));
    PngDecoder::with_limits(input, limits).map_err(broken)
}

/// How many scans a JPEG has. Within one, a byte behind 0xff is never the mark of another.
fn scans(bytes: &[u8]) -> usize {
    bytes
        .windows(2)
        .filter(|pair| *pair == [0xff, 0xda])
        .count()
}

/// Whether a baseline JPEG's first scan has fewer colours than the picture. The decoder would read
/// that scan alone and call the picture complete.
fn has_separate_scans(bytes: &[u8]) -> bool {
    let mut rest = &bytes[2..];
    let mut colours = None;
    while let [0xff, marker, behind @ ..] = rest {
        if matches!(marker, 0xff) {
            rest = &rest[1..];
            continue;
        }
        let Some((length, segment)) = behind.split_first_chunk::<2>() else {
            return false;
        };
        let length = usize::from(u16::from_be_bytes(*length)).saturating_sub(2);
        match marker {
            0xc0 | 0xc1 => colours = segment.get(5).copied(),
            0xda => {
                return colours
                    .is_some_and(|colours| segment.first().is_some_and(|first| *first < colours));
            }
            _ => {}
        }
        rest = segment.get(length..).unwrap_or_default();
    }
    false
}

/// A photo without a readable orientation is taken as it lies.
fn orientation(decoder: &mut dyn ImageDecoder, bytes: &[u8]) -> Orientation {
    decoder
        .orientation()
        .ok()
        .filter(|orientation| *orientation != Orientation::NoTransforms)
        .or_else(|| taken::orientation(bytes))
        .unwrap_or(Orientation::NoTransforms)
}

fn on_white(photo: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *photo.get_pixel(x, y);
        let blend = |value: u8| {
            let mixed = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            ((mixed + 127) / 255) as u8
        };
        image::Rgb([blend(red), blend(green), blend(blue)])
    })
}

fn broken(error: ImageError) -> PhotoFault {
    PhotoFault::Broken(error.to_string())
}
