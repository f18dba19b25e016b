//! From pixels to a file that holds nothing but the picture.

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::PhotoFault;

/// A master is encoded once more for pages, so it keeps more.
pub(super) const MASTER_QUALITY: u8 = 88;

/// What pages show.
pub(super) const PAGE_QUALITY: u8 = 80;

/// The photo at a width. One that has it already is not sampled again.
pub(super) fn resized(photo: &RgbImage, width: u32) -> Result<RgbImage, PhotoFault> {
    if width == photo.width() {
        return Ok(photo.clone());
    }
    let exact = f64::from(photo.height()) * f64::from(width) / f64::from(photo.width());
    let height = (exact.round() as u32).max(1);
    let source = ImageRef::new(
        photo.width(),
        photo.height(),
        photo.as_raw(),
        PixelType::U8x3,
    )
    .map_err(|error| PhotoFault::Broken(error.to_string()))?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize(&source, &mut target, &options)
        .map_err(|error| PhotoFault::Broken(error.to_string()))?;
    Ok(RgbImage::from_raw(width, height, target.into_vec())
        .expect("the target has the size it was made with"))
}

/// Baseline JPEG in one scan; no metadata beyond what decoding needs. Tables made for the picture
/// would save some bytes, but this encoder then writes one scan per colour, which the decoder of
/// [`super::decode`] cannot read.
pub(super) fn jpeg(photo: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoFault> {
    let (width, height) = (side(photo.width(), photo)?, side(photo.height(), photo)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder
        .encode(photo.as_raw(), width, height, ColorType::Rgb)
        .map_err(|error| PhotoFault::Broken(error.to_string()))?;
    Ok(bytes)
}

/// Lossy WebP.
pub(super) fn webp(photo: &RgbImage) -> Result<Vec<u8>, PhotoFault> {
    let encoder = webp::Encoder::from_rgb(photo.as_raw(), photo.width(), photo.height());
    let bytes = encoder
        .encode_simple(false, f32::from(PAGE_QUALITY))
        .map_err(|error| PhotoFault::Broken(format!("{error:?}")))?;
    Ok(bytes.to_vec())
}

/// A side that the format can write down.
fn side(length: u32, photo: &RgbImage) -> Result<u16, PhotoFault> {
    u16::try_from(length).map_err(|_| PhotoFault::TooManyPixels(photo.width(), photo.height()))
}
