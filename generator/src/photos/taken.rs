//! What a photo says of itself beside its pixels: how it was held, and when it was taken. Read before
//! everything but the pixels is thrown away.

use std::io::Cursor;

use exif::{Exif, In, Reader, Tag, Value};
use image::metadata::Orientation;
use jiff::civil::DateTime;

/// When the photo was taken, by the camera's own clock. The time of an edit does not count.
#[must_use]
pub fn taken(bytes: &[u8]) -> Option<DateTime> {
    let exif = read(bytes)?;
    [Tag::DateTimeOriginal, Tag::DateTimeDigitized]
        .into_iter()
        .find_map(|tag| {
            let field = exif.get_field(tag, In::PRIMARY)?;
            let Value::Ascii(texts) = &field.value else {
                return None;
            };
            let text = std::str::from_utf8(texts.first()?).ok()?;
            let at = DateTime::strptime("%Y:%m:%d %H:%M:%S", text.trim()).ok()?;
            // A camera whose clock was never set says 1970 or 2000.
            (at.year() > 2000).then_some(at)
        })
}

/// How the photo was held, where the decoder does not look: EXIF behind the pixels of a PNG, or with a
/// second heading in a WebP.
pub(super) fn orientation(bytes: &[u8]) -> Option<Orientation> {
    let exif = read(bytes)?;
    let field = exif.get_field(Tag::Orientation, In::PRIMARY)?;
    let number = field.value.get_uint(0)?;
    Orientation::from_exif(u8::try_from(number).ok()?)
}

/// Reads as much as can be read.
fn read(bytes: &[u8]) -> Option<Exif> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    if let Some(raw) = webp_chunk(bytes) {
        return whole_or_part(reader.read_raw(raw.to_vec()));
    }
    whole_or_part(reader.read_from_container(&mut Cursor::new(bytes)))
}

fn whole_or_part(read: Result<Exif, exif::Error>) -> Option<Exif> {
    read.or_else(|error| error.distill_partial_result(|_| {}))
        .ok()
}

/// The EXIF chunk of a WebP, without the heading that some programs put before it.
fn webp_chunk(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes
        .strip_prefix(b"RIFF")?
        .get(4..)?
        .strip_prefix(b"WEBP")?;
    while let Some((head, behind)) = rest.split_at_checked(8) {
        let length = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
        let chunk = behind.get(..length)?;
        if &head[..4] == b"EXIF" {
            return Some(chunk.strip_prefix(b"Exif\0\0").unwrap_or(chunk));
        }
        rest = behind.get(length + length % 2..)?;
    }
    None
}
