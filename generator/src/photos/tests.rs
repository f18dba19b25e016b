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

/// EXIF with an orientation and the time of the shutter.
fn tiff(orientation: u8, time: &str) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    tiff.extend([0, 0, 0, 0]);
    // The inner table begins at 38 and its text behind it.
    tiff.extend([0, 1, 0x90, 0x03, 0, 2, 0, 0, 0, 20, 0, 0, 0, 56]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(time.as_bytes());
    tiff.push(0);
    tiff
}

fn jpeg_with(photo: &RgbImage, tiff: &[u8]) -> Vec<u8> {
    let plain = encode::jpeg(photo, 90).unwrap();
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&plain[2..]);
    bytes
}

fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let checksum = crc(&chunk[4..]);
    chunk.extend(checksum.to_be_bytes());
    chunk
}

/// Behind the header, or at the end.
fn png_with(photo: &RgbImage, chunk: &[u8], at_end: bool) -> Vec<u8> {
    let plain = png(photo);
    let at = if at_end { plain.len() - 12 } else { 33 };
    [&plain[..at], chunk, &plain[at..]].concat()
}

fn webp_with(photo: &RgbImage, exif: &[u8]) -> Vec<u8> {
    let plain = encode::webp(photo).unwrap();
    let mut body = b"WEBPVP8X\x0a\0\0\0\x08\0\0\0".to_vec();
    for side in [photo.width(), photo.height()] {
        body.extend(&(side - 1).to_le_bytes()[..3]);
    }
    body.extend(&plain[12..]);
    body.extend(b"EXIF");
    body.extend(u32::try_from(exif.len()).unwrap().to_le_bytes());
    body.extend(exif);
    if exif.len() % 2 == 1 {
        body.push(0);
    }
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    bytes.extend(body);
    bytes
}

#[test]
fn all_eight_ways_to_hold_a_camera_are_turned_upright_in_every_format() {
    let photo = sample(96, 48);
    for orientation in 1..=8 {
        let exif = tiff(orientation, "2018:03:05 09:00:00");
        let headed = [b"Exif\0\0".as_slice(), &exif].concat();
        let mut wanted = image::DynamicImage::ImageRgb8(photo.clone());
        wanted.apply_orientation(image::metadata::Orientation::from_exif(orientation).unwrap());
        let wanted = wanted.into_rgb8();
        let files = [
            jpeg_with(&photo, &exif),
            png_with(&photo, &png_chunk(b"eXIf", &exif), false),
            png_with(&photo, &png_chunk(b"eXIf", &exif), true),
            webp_with(&photo, &exif),
            webp_with(&photo, &headed),
        ];
        for (index, bytes) in files.iter().enumerate() {
            let seen = decode::upright(bytes).unwrap();
            let size = (seen.width(), seen.height());
            assert_eq!(size, wanted.dimensions(), "{orientation} {index}");
            assert_eq!(measure(bytes).unwrap(), size, "{orientation} {index}");
            for (x, y) in [(10, 20), (size.0 - 10, size.1 - 10), (10, size.1 - 10)] {
                let (is, should) = (seen.get_pixel(x, y), wanted.get_pixel(x, y));
                assert!(
                    near(*is, should.0),
                    "{orientation} {index} at {x},{y}: {is:?}"
                );
            }
            let at = taken(bytes).map(|at| at.to_string());
            assert_eq!(at.as_deref(), Some("2018-03-05T09:00:00"), "{index}");
        }
    }
}

#[test]
fn a_photo_that_does_not_say_when_it_was_taken_says_nothing() {
    assert_eq!(taken(&png(&sample(8, 8))), None);
    assert_eq!(taken(b"RIFF\xff\xff\xff\xffWEBPEXIF\xff\xff\xff\xff"), None);
    assert_eq!(
        taken(&jpeg_with(&sample(8, 8), &tiff(1, "2000:01:01 00:00:00"))),
        None
    );
    assert_eq!(
        taken(&jpeg_with(&sample(8, 8), &tiff(1, "               :  :"))),
        None
    );
}

#[test]
fn the_same_picture_saved_twice_has_the_same_pixels() {
    let photo = sample(300, 200);
    let one = finish(&png(&photo), &[]).unwrap();
    let turned = image::imageops::rotate270(&photo);
    let other = png_with(
        &turned,
        &png_chunk(b"eXIf", &tiff(6, "2018:03:05 09:00:00")),
        false,
    );
    let other = finish(&other, &[[0.0, 0.0, 0.5, 0.5]]).unwrap();
    assert_eq!(one.pixels, other.pixels);
    assert_ne!(one.digest, other.digest);
}

#[test]
fn packed_chunks_and_endless_scans_are_refused() {
    // 64 MB of nothing in a profile of some 64 kB.
    let mut packed = vec![0x78, 0x01];
    let mut left = 64_usize << 20;
    while left > 0 {
        // Blocks of deflate that only repeat would need an encoder; stored ones show the same.
        let length = left.min(65_535);
        left -= length;
        packed.push(u8::from(left == 0));
        packed.extend(u16::try_from(length).unwrap().to_le_bytes());
        packed.extend((!u16::try_from(length).unwrap()).to_le_bytes());
        packed.resize(packed.len() + length, 0);
        if packed.len() > (MAX_BYTES - (1 << 20)) {
            break;
        }
    }
    let chunk = png_chunk(b"iCCP", &[b"x\0\0".as_slice(), &packed].concat());
    // Refused or ignored: either way it is never unpacked whole.
    let _ = finish(&png_with(&sample(8, 8), &chunk, false), &[]);
    let mut scans = encode::jpeg(&sample(8, 8), 80).unwrap();
    let scan = scans
        .windows(2)
        .position(|pair| pair == [0xff, 0xda])
        .unwrap();
    let tail = scans[scan..].to_vec();
    scans.truncate(scan);
    for _ in 0..200 {
        scans.extend(&tail);
    }
    assert_eq!(finish(&scans, &[]), Err(PhotoFault::TooManyScans));
}
