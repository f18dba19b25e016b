//! Photos as phones, editors and mischief make them.

use image::{ImageEncoder, codecs::png::PngEncoder};

use super::*;

/// Red on the left, blue on the right, a green stripe on top.
fn sample(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb(match (y < height / 8, x < width / 2) {
            (true, _) => [0, 200, 0],
            (_, true) => [220, 0, 0],
            _ => [0, 0, 220],
        })
    })
}

fn png(photo: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(
            photo.as_raw(),
            photo.width(),
            photo.height(),
            image::ExtendedColorType::Rgb8,
        )
        .unwrap();
    bytes
}

/// A JPEG that says how it was held and, in the same block, who took it.
fn jpeg_held(photo: &RgbImage, orientation: u8) -> Vec<u8> {
    let plain = encode::jpeg(photo, 90).unwrap();
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x01, 0x3b, 0, 2, 0, 0, 0, 12, 0, 0, 0, 38]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"MARKER-ZHANG");
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(tiff.len() + 2).unwrap().to_be_bytes());
    bytes.extend(&tiff);
    bytes.extend(&plain[2..]);
    bytes.extend(b"MARKER-TRAILING");
    bytes
}

fn near(pixel: image::Rgb<u8>, wanted: [u8; 3]) -> bool {
    pixel
        .0
        .iter()
        .zip(wanted)
        .all(|(one, other)| one.abs_diff(other) < 40)
}

#[test]
fn a_master_is_upright_and_at_most_1600_wide() {
    // Held turned: the stored left side is the top of what was seen.
    let finished = finish(&jpeg_held(&sample(2400, 1200), 6), &[]).unwrap();
    assert_eq!((finished.width, finished.height), (1200, 2400));
    assert_eq!(
        measure(&jpeg_held(&sample(2400, 1200), 6)).unwrap(),
        (1200, 2400)
    );
    let seen = decode::upright(&finished.jpeg).unwrap();
    assert!(
        near(*seen.get_pixel(200, 200), [220, 0, 0])
            && near(*seen.get_pixel(200, 2200), [0, 0, 220])
    );
    assert!(near(*seen.get_pixel(1190, 1200), [0, 200, 0]));
    let wide = finish(&png(&sample(3200, 1600)), &[]).unwrap();
    assert_eq!((wide.width, wide.height), (1600, 800));
}

#[test]
fn nothing_but_the_picture_is_left() {
    let finished = finish(&jpeg_held(&sample(400, 300), 1), &[]).unwrap();
    assert!(!finished.jpeg.windows(6).any(|bytes| bytes == b"MARKER"));
    assert!(!finished.jpeg.windows(4).any(|bytes| bytes == b"Exif"));
    assert!(finished.jpeg.ends_with(&[0xff, 0xd9]));
    assert_eq!(finished.digest, blake3::hash(&finished.jpeg).to_hex()[..32]);
}

#[test]
fn boxes_cover_the_upright_photo() {
    let finished = finish(&jpeg_held(&sample(800, 400), 6), &[[0.0, 0.0, 0.5, 0.25]]).unwrap();
    let seen = decode::upright(&finished.jpeg).unwrap();
    assert!(
        near(*seen.get_pixel(100, 100), [0, 0, 0]) && near(*seen.get_pixel(190, 190), [0, 0, 0])
    );
    assert!(near(*seen.get_pixel(100, 300), [220, 0, 0]));
    for wrong in [
        [0.5, 0.0, 0.6, 0.1],
        [-0.1, 0.0, 0.1, 0.1],
        [f64::NAN, 0.0, 0.1, 0.1],
    ] {
        assert_eq!(
            finish(&png(&sample(40, 40)), &[wrong]),
            Err(PhotoFault::BadRedaction)
        );
    }
}

#[test]
fn formats_are_known_by_their_first_bytes() {
    let photo = sample(300, 200);
    let webp = encode::webp(&photo).unwrap();
    for bytes in [png(&photo), webp, encode::jpeg(&photo, 80).unwrap()] {
        assert_eq!(finish(&bytes, &[]).unwrap().width, 300);
    }
    assert_eq!(
        finish(b"\0\0\0\x18ftypheic\0\0\0\0", &[]),
        Err(PhotoFault::Heic)
    );
    assert_eq!(finish(b"GIF89a", &[]), Err(PhotoFault::UnknownFormat));
    assert!(matches!(
        finish(&png(&photo)[..200], &[]),
        Err(PhotoFault::Broken(_))
    ));
    assert!(matches!(
        finish(&[0xff, 0xd8, 0xff, 0xe0], &[]),
        Err(PhotoFault::Broken(_))
    ));
}

#[test]
fn a_jpeg_in_separate_scans_is_refused_rather_than_shown_green() {
    let photo = sample(64, 64);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(photo.as_raw(), 64, 64, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    assert_eq!(finish(&bytes, &[]), Err(PhotoFault::SeparateScans));
}

#[test]
fn bombs_are_refused_by_their_header() {
    let mut bytes = png(&sample(8, 8));
    bytes[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    // The header's own checksum must hold for the size to be believed.
    let checksum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(
        finish(&bytes, &[]),
        Err(PhotoFault::TooManyPixels(60_000, 60_000))
    );
    assert!(matches!(
        finish(&vec![0; MAX_BYTES + 1], &[]),
        Err(PhotoFault::TooManyBytes(_))
    ));
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

#[test]
fn widths_and_formats_come_out_the_same_every_time() {
    let master = Master::open(&finish(&png(&sample(1600, 1000)), &[]).unwrap().jpeg).unwrap();
    for format in [Format::Jpeg, Format::Webp] {
        let bytes = master.derive(480, format).unwrap();
        assert_eq!(bytes, master.derive(480, format).unwrap());
        assert_eq!(measure(&bytes).unwrap(), (480, 300));
        assert_eq!(
            measure(&master.derive(4000, format).unwrap()).unwrap(),
            (1600, 1000)
        );
    }
}
