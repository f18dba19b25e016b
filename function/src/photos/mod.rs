//! Photos of a report: which files may be one, what they are called, and who may send them.
//!
//! Nothing is decoded here. A file is judged by its size and its first bytes; pixels are looked at
//! on the office's machine alone. No disk, no network, no clock: those are `store::uploads`.

mod policy;

pub use policy::{Accepted, Grant, PostPolicy, Refusal, Signer};

use crate::{case_record::PhotoRole, domain::Receipt};

/// Most photos of one report.
pub const MOST_PHOTOS: u8 = 6;
/// Most photos that the office adds to show the result.
pub const MOST_AFTER: u8 = 9;
/// Bytes of one photo unless a setting says otherwise.
pub const DEFAULT_MOST_BYTES: u64 = 10 * 1024 * 1024;
/// Fewest bytes that a photo can have: less than this is a file that broke on its way.
pub const FEWEST_BYTES: u64 = 64;
/// What a grant says of a file whose kind only its bytes can tell: a plain form does not know it.
pub const ANY_TYPE: &str = "application/octet-stream";
/// Bytes from the start of a file that tell its kind.
pub const MAGIC_BYTES: usize = 12;

/// The kinds of files that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageType {
    /// JPEG
    Jpeg,
    /// PNG
    Png,
    /// WebP
    Webp,
}

/// Why a file cannot be a photo, for the person who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPhoto {
    /// HEIC or AVIF, as phones of some makes write them.
    Heic,
    /// Anything else.
    Unknown,
    /// Nothing in it, or next to nothing.
    Empty,
    /// Larger than this many bytes.
    TooLarge(u64),
    /// Another kind of photo than was said.
    NotAsSaid,
}

impl ImageType {
    /// The kind of a type as browsers name it.
    #[must_use]
    pub fn of_mime(mime: &str) -> Option<Self> {
        match mime.trim().to_ascii_lowercase().as_str() {
            "image/jpeg" | "image/jpg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "image/webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// The kind of a file by its first bytes.
    ///
    /// # Errors
    /// When they are those of no photo that is taken.
    pub fn of_bytes(start: &[u8]) -> Result<Self, NotAPhoto> {
        match start {
            [0xff, 0xd8, 0xff, ..] => Ok(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Self::Png),
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
            ] => Ok(Self::Webp),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Err(NotAPhoto::Heic),
            [] => Err(NotAPhoto::Empty),
            _ => Err(NotAPhoto::Unknown),
        }
    }

    /// The type as browsers name it.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The end of a file name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// Checks a whole file by its size and first bytes.
///
/// # Errors
/// When it cannot be a photo.
pub fn check(bytes: &[u8], most_bytes: u64) -> Result<ImageType, NotAPhoto> {
    let length = bytes.len() as u64;
    if length > most_bytes {
        return Err(NotAPhoto::TooLarge(most_bytes));
    }
    let kind = ImageType::of_bytes(bytes)?;
    if length < FEWEST_BYTES {
        return Err(NotAPhoto::Empty);
    }
    Ok(kind)
}

/// The name of a photo within its report: `1` to `6` for what the resident sent, `after-1` and on
/// for what the office adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhotoName {
    /// Before or after.
    pub role: PhotoRole,
    /// Counts from 1.
    pub number: u8,
}

impl PhotoName {
    /// The resident's photo of this number.
    #[must_use]
    pub fn before(number: u8) -> Self {
        Self {
            role: PhotoRole::Before,
            number,
        }
    }

    /// The office's photo of this number.
    #[must_use]
    pub fn after(number: u8) -> Self {
        Self {
            role: PhotoRole::After,
            number,
        }
    }

    /// Reads a name; `None` for everything that this program does not write.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let (role, digits, most) = match name.strip_prefix("after-") {
            Some(digits) => (PhotoRole::After, digits, MOST_AFTER),
            None => (PhotoRole::Before, name, MOST_PHOTOS),
        };
        let number: u8 = digits.parse().ok()?;
        let name = Self { role, number };
        ((1..=most).contains(&number) && name.to_string().ends_with(digits)).then_some(name)
    }
}

impl std::fmt::Display for PhotoName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.role {
            PhotoRole::Before => write!(out, "{}", self.number),
            PhotoRole::After => write!(out, "after-{}", self.number),
        }
    }
}

/// The folder of a report's photos, as a key's prefix.
#[must_use]
pub fn prefix(receipt: &Receipt) -> String {
    format!("uploads/{receipt}/")
}

/// The whole key of a photo.
#[must_use]
pub fn key(receipt: &Receipt, name: PhotoName) -> String {
    format!("{}{name}", prefix(receipt))
}

/// Reads a key back.
#[must_use]
pub fn read_key(key: &str) -> Option<(Receipt, PhotoName)> {
    let (folder, name) = key.strip_prefix("uploads/")?.split_once('/')?;
    let receipt = Receipt::read(folder).filter(|receipt| receipt.to_string() == folder)?;
    Some((receipt, PhotoName::read(name)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_the_kind() {
        assert_eq!(
            ImageType::of_bytes(&[0xff, 0xd8, 0xff, 0xe0, 0]),
            Ok(ImageType::Jpeg)
        );
        assert_eq!(
            ImageType::of_bytes(b"\x89PNG\r\n\x1a\n...."),
            Ok(ImageType::Png)
        );
        assert_eq!(
            ImageType::of_bytes(b"RIFF\x10\x00\x00\x00WEBPVP8 "),
            Ok(ImageType::Webp)
        );
        assert_eq!(
            ImageType::of_bytes(b"\x00\x00\x00\x18ftypheic"),
            Err(NotAPhoto::Heic)
        );
        assert_eq!(ImageType::of_bytes(b"<svg xmlns="), Err(NotAPhoto::Unknown));
        assert_eq!(
            ImageType::of_bytes(b"RIFF\x10\x00\x00\x00WAVE"),
            Err(NotAPhoto::Unknown)
        );
        assert_eq!(ImageType::of_bytes(&[]), Err(NotAPhoto::Empty));
    }

    #[test]
    fn keys_read_back_and_nothing_else_does() {
        let receipt = Receipt::from_random([7; 10]);
        for name in [
            PhotoName::before(1),
            PhotoName::before(6),
            PhotoName::after(2),
        ] {
            assert_eq!(
                read_key(&key(&receipt, name)),
                Some((receipt.clone(), name))
            );
        }
        for wrong in [
            "0", "7", "01", "+1", "after-", "after-10", "1.jpg", "../1", "",
        ] {
            assert_eq!(
                read_key(&format!("uploads/{receipt}/{wrong}")),
                None,
                "{wrong}"
            );
        }
        assert_eq!(read_key(&format!("uploads/{}/1", receipt.bare())), None);
        assert_eq!(read_key("uploads/../../etc/1"), None);
    }

    #[test]
    fn size_and_kind_are_both_asked_for() {
        let mut photo = vec![0xff, 0xd8, 0xff];
        assert_eq!(check(&photo, 1000), Err(NotAPhoto::Empty));
        photo.resize(500, 0);
        assert_eq!(check(&photo, 1000), Ok(ImageType::Jpeg));
        assert_eq!(check(&photo, 499), Err(NotAPhoto::TooLarge(499)));
    }
}
