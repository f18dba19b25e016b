//! Why a photo cannot be used, in words for whoever chose it.

use std::fmt;

use super::{MAX_BYTES, MAX_PIXELS};

/// Why a photo cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoFault {
    /// HEIC or another format of the same family.
    Heic,
    /// None of the formats that are read.
    UnknownFormat,
    /// More bytes than are looked at.
    TooManyBytes(usize),
    /// More pixels than are decoded.
    TooManyPixels(u32, u32),
    /// A JPEG that stores its colours one after the other.
    SeparateScans,
    /// A JPEG that would be painted over and over.
    TooManyScans,
    /// The file is broken.
    Broken(String),
    /// A redaction box that lies outside the photo.
    BadRedaction,
}

impl PhotoFault {
    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Heic => "在手机或电脑上另存为 JPEG 后再放进来。",
            Self::UnknownFormat => "只接受 JPEG、PNG 和 WebP；扩展名不算数，以文件内容为准。",
            Self::TooManyBytes(_) | Self::TooManyPixels(..) => "先把照片缩小再放进来。",
            Self::SeparateScans | Self::TooManyScans => "用看图软件打开后另存一次再放进来。",
            Self::Broken(_) => "换一张完整的照片，或者重新导出原图。",
            Self::BadRedaction => {
                "redact 的每个框写成 [左, 上, 宽, 高]，都是 0 到 1 之间的比例，不超出照片。"
            }
        }
    }
}

impl fmt::Display for PhotoFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heic => out.write_str("这是 HEIC 一类的照片，不能直接使用。"),
            Self::UnknownFormat => out.write_str("认不出这张照片的格式。"),
            Self::TooManyBytes(bytes) => {
                write!(
                    out,
                    "照片有 {} MB，超过了 {} MB。",
                    bytes >> 20,
                    MAX_BYTES >> 20
                )
            }
            Self::TooManyPixels(width, height) => {
                write!(
                    out,
                    "照片有 {width}×{height} 像素，超过了 {} 万像素。",
                    MAX_PIXELS / 10_000
                )
            }
            Self::SeparateScans => out.write_str("这张 JPEG 用了少见的分色存法，读出来颜色会错。"),
            Self::TooManyScans => out.write_str("这张 JPEG 要反复画上百遍，不像照相机拍的。"),
            Self::Broken(reason) => write!(out, "照片文件是坏的（{reason}）。"),
            Self::BadRedaction => out.write_str("遮盖框超出了照片。"),
        }
    }
}

impl std::error::Error for PhotoFault {}
