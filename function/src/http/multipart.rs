//! A report as `multipart/form-data`, with photos beside its fields. The report comes first: it is
//! filed whatever its photos are, and the answer says of each photo whether it was kept.

use super::{App, body, problem::Problem, upload::boundary};
use crate::{
    domain::Receipt,
    log,
    photos::{self, MOST_PHOTOS, PhotoName},
    words::{Lang, Sentence},
};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
};
use multer::{Constraints, Multipart, SizeLimit};
use serde::Serialize;
use std::borrow::Cow;

/// The largest body. Lambda takes 6 MB of base64, which is 4.5 MB of anything.
const MOST_BYTES: usize = 4_500_000;
/// The longest field that is no photo.
const FIELD_BYTES: u64 = 64 * 1024;

/// What became of a photo that came with a report.
#[derive(Debug, Serialize)]
pub(super) struct PhotoView {
    /// Which of those that came, from 1.
    number: usize,
    /// Whether it was kept.
    stored: bool,
    /// Why it was not, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<Cow<'static, str>>,
}

impl PhotoView {
    /// What became of the photo with this number.
    pub(super) fn of(number: usize, refused: Option<&Sentence>, lang: Lang) -> Self {
        Self {
            number,
            stored: refused.is_none(),
            detail: refused.map(|why| lang.say(why)),
        }
    }
}

/// Fields, and photos as they came.
pub(super) struct Parts {
    pub(super) fields: Vec<(String, String)>,
    pub(super) photos: Vec<Vec<u8>>,
}

/// Whether a body is of this type.
pub(super) fn is_multipart(headers: &HeaderMap) -> bool {
    boundary(headers).is_some()
}

/// Reads a whole body.
pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Parts, Problem> {
    let boundary = boundary(headers).unwrap_or_default();
    let body = (body::within(headers, body, MOST_BYTES).await).ok_or_else(too_large)?;
    let limits = SizeLimit::new()
        .whole_stream(MOST_BYTES as u64)
        .per_field(FIELD_BYTES)
        .for_field("photos", MOST_BYTES as u64);
    let mut form = Multipart::with_constraints(
        body.into_data_stream(),
        boundary,
        Constraints::new().size_limit(limits),
    );
    let mut parts = Parts {
        fields: Vec::new(),
        photos: Vec::new(),
    };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "photos" {
            let bytes = field.bytes().await.map_err(unreadable)?;
            // A form sends an empty file for a field without one.
            if !bytes.is_empty() {
                parts.photos.push(bytes.to_vec());
            }
        } else {
            parts
                .fields
                .push((name, field.text().await.map_err(unreadable)?));
        }
    }
    Ok(parts)
}

impl App {
    /// Keeps the photos of a report that has been filed, and says of each by its number why it was
    /// not. A retry puts the same ones in their places again.
    pub(super) async fn keep_photos(
        &self,
        receipt: &Receipt,
        photos: Vec<Vec<u8>>,
    ) -> Vec<(usize, Option<Sentence>)> {
        let mut kept = Vec::with_capacity(photos.len());
        for (at, bytes) in photos.into_iter().enumerate() {
            let refused = self.keep_photo(receipt, at, bytes).await.err();
            kept.push((at + 1, refused));
        }
        kept
    }

    async fn keep_photo(
        &self,
        receipt: &Receipt,
        at: usize,
        bytes: Vec<u8>,
    ) -> Result<(), Sentence> {
        let number = u8::try_from(at + 1).unwrap_or(u8::MAX);
        if number > MOST_PHOTOS {
            return Err(Sentence::PhotoNotTaken(MOST_PHOTOS));
        }
        photos::check(&bytes, self.uploads.most_bytes()).map_err(Sentence::NotAPhoto)?;
        let name = PhotoName::before(number);
        self.uploads
            .put(receipt, name, bytes)
            .await
            .map_err(|error| {
                log::error("uploads", &error.to_string());
                Sentence::PhotoLater
            })
    }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, Sentence::WithPhotosTooLarge)
}

fn unreadable(error: multer::Error) -> Problem {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            too_large()
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, Sentence::MultipartBroken),
    }
}
