//! `POST /api/upload`: where photos go on a machine without a bucket. It asks what a bucket asks,
//! by the same policy and the same code, and looks at the first bytes besides, while they pass.
//!
//! A script gets 204 or a problem; a plain form, whose policy names where it goes on, is sent there
//! or gets a small page for the frame that stands beside it.

use super::{
    Shared, language,
    photos::unavailable,
    problem::{self, Problem},
    reply::photo_page,
};
use crate::{
    domain::Receipt,
    photos::{
        self, ANY_TYPE, Accepted, FEWEST_BYTES, ImageType, MAGIC_BYTES, NotAPhoto, PhotoName,
        Refusal,
    },
    store::uploads::{Folder, Incoming},
    words::{Lang, Sentence},
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use multer::{Constraints, Field, Multipart, SizeLimit};

/// Room for all fields before the file.
const FIELDS_BYTES: u64 = 64 * 1024;
/// What is read and thrown away of a refused file, so that its sender hears why.
const DRAINED_BYTES: u64 = 64 * 1024 * 1024;

/// Takes a photo.
pub(super) async fn take(State(app): State<Shared>, request: Request) -> Response {
    let Some(folder) = app.uploads.local() else {
        return problem::no_such_address().await.into_response();
    };
    let (parts, body) = request.into_parts();
    let mut redirect = None;
    let stored = match boundary(&parts.headers) {
        Some(boundary) => store(&app, folder, &boundary, body, &mut redirect).await,
        None => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Sentence::UseMultipart,
        )),
    };
    match (stored, redirect) {
        (Ok(()), None) => StatusCode::NO_CONTENT.into_response(),
        (Ok(()), Some(next)) => (StatusCode::SEE_OTHER, [(header::LOCATION, next)]).into_response(),
        (Err(problem), None) => problem.into_response(),
        (Err(problem), Some(next)) => photo_page::refused(&app, &problem, language_of(&next)),
    }
}

/// `GET /api/photos/received`: where a plain form goes on.
pub(super) async fn received(State(app): State<Shared>, uri: Uri) -> Response {
    photo_page::received(&app, language::named(&uri).unwrap_or_default())
}

/// The language of the page that a plain form goes on to.
fn language_of(next: &str) -> Lang {
    let uri: Option<Uri> = next.parse().ok();
    uri.and_then(|uri| language::named(&uri))
        .unwrap_or_default()
}

/// The boundary of a multipart body.
pub(super) fn boundary(headers: &header::HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

async fn store(
    app: &Shared,
    folder: &Folder,
    boundary: &str,
    body: Body,
    redirect: &mut Option<String>,
) -> Result<(), Problem> {
    let limits = SizeLimit::new()
        .whole_stream(DRAINED_BYTES)
        .per_field(FIELDS_BYTES)
        .for_field("file", DRAINED_BYTES);
    let mut form = Multipart::with_constraints(
        body.into_data_stream(),
        boundary,
        Constraints::new().size_limit(limits),
    );
    let mut fields = Vec::new();
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            fields.push((name, field.text().await.map_err(unreadable)?));
            continue;
        }
        let kept = match accept(app, folder, &fields) {
            Ok((accepted, receipt, name)) => {
                *redirect = accepted.redirect.clone();
                let incoming = folder
                    .receive(&receipt, name)
                    .map_err(|error| unavailable(&error))?;
                keep(&mut field, &accepted, incoming).await
            }
            Err(refusal) => Err(refused(refusal)),
        };
        if kept.is_err() {
            while let Ok(Some(_)) = field.chunk().await {}
        }
        return kept;
    }
    Err(Problem::new(StatusCode::BAD_REQUEST, Sentence::NoFile))
}

/// Whether the fields before the file are covered by a policy of ours.
fn accept(
    app: &Shared,
    folder: &Folder,
    fields: &[(String, String)],
) -> Result<(Accepted, Receipt, PhotoName), Refusal> {
    let accepted = folder.signer().check(folder.bucket(), fields, app.now())?;
    let (receipt, name) = photos::read_key(&accepted.key).ok_or(Refusal::NotCovered)?;
    Ok((accepted, receipt, name))
}

/// Writes the file while it comes, and keeps it when it was a photo to its end.
async fn keep(
    field: &mut Field<'_>,
    accepted: &Accepted,
    mut incoming: Incoming,
) -> Result<(), Problem> {
    let (mut start, mut length) = (Vec::with_capacity(MAGIC_BYTES), 0u64);
    let mut kind = None;
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        length += chunk.len() as u64;
        if length > accepted.bytes.1 {
            return Err(not_a_photo(NotAPhoto::TooLarge(accepted.bytes.1)));
        }
        if kind.is_none() {
            let missing = MAGIC_BYTES - start.len();
            start.extend_from_slice(&chunk[..missing.min(chunk.len())]);
            if start.len() == MAGIC_BYTES {
                kind = Some(ImageType::of_bytes(&start).map_err(not_a_photo)?);
            }
        }
        incoming
            .write(&chunk)
            .map_err(|error| unavailable(&error))?;
    }
    let kind = match kind {
        Some(kind) if length >= FEWEST_BYTES.max(accepted.bytes.0) => kind,
        _ => return Err(not_a_photo(NotAPhoto::Empty)),
    };
    if accepted.content_type != ANY_TYPE && accepted.content_type != kind.mime() {
        return Err(not_a_photo(NotAPhoto::NotAsSaid));
    }
    tokio::task::spawn_blocking(move || incoming.keep())
        .await
        .map_err(|_| Problem::not_there())?
        .map_err(|error| unavailable(&error))
}

fn not_a_photo(why: NotAPhoto) -> Problem {
    let status = match why {
        NotAPhoto::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem::new(status, Sentence::NotAPhoto(why))
}

fn refused(refusal: Refusal) -> Problem {
    let detail = match refusal {
        Refusal::Expired => Sentence::GrantOver,
        Refusal::NotSigned | Refusal::NotCovered => Sentence::NoGrant,
    };
    Problem::new(StatusCode::FORBIDDEN, detail)
}

fn unreadable(error: multer::Error) -> Problem {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, Sentence::FileTooLarge)
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, Sentence::FileIncomplete),
    }
}
