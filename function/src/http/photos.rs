//! `POST /api/photos`: the right to put photos to a report, for whoever holds its phone and code.
//!
//! A receipt that does not exist, one of somebody else, a wrong code and an expired one are refused
//! with the same bytes after the same work, as in a look-up.

use super::{App, Shared, body, body::Posted, problem::Problem, quota::Counted};
use crate::{
    domain::{Fault, Receipt},
    log,
    photos::{Grant, ImageType, MOST_PHOTOS, NotAPhoto, PhotoName},
    store::uploads::UploadsError,
    words::Sentence,
};
use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use serde_json::{Map, Value};

/// Where a plain form goes on.
pub(super) const RECEIVED: &str = "/api/photos/received";

/// What is asked for.
#[derive(Default)]
struct Asked {
    receipt: String,
    code: String,
    phone: String,
    files: Vec<ImageType>,
}

/// Answers `[{url, fields}]`, one for each file, in their order.
pub(super) async fn grant(
    State(app): State<Shared>,
    request: Request,
) -> Result<Json<Vec<Grant>>, Problem> {
    let (parts, body) = request.into_parts();
    let Posted::Json(object) = body::read(&parts, body).await? else {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Sentence::UseJson,
        ));
    };
    let asked = read(object, app.uploads.most_bytes()).map_err(Problem::fields)?;
    app.count(Counted::Photos, &parts).await?;
    let reports = app.opened(&asked.phone, &asked.code).await?;
    let receipt = Receipt::read(&asked.receipt);
    let receipt = receipt
        .filter(|wanted| reports.iter().any(|report| report.receipt == *wanted))
        .ok_or_else(Problem::no_such_report)?;
    let free = app.free_places(&receipt).await?;
    if asked.files.len() > free.len() {
        let detail = Sentence::PhotosLeft {
            most: MOST_PHOTOS,
            left: free.len(),
        };
        return Err(Problem::fields(vec![Fault::new("files", detail)]));
    }
    let grants = asked.files.iter().zip(free).map(|(kind, name)| {
        app.uploads
            .grant(&receipt, name, kind.mime(), None, app.now())
    });
    grants
        .collect::<Result<_, _>>()
        .map(Json)
        .map_err(|error| unavailable(&error))
}

impl App {
    /// Names of photos that this report may still get.
    pub(super) async fn free_places(&self, receipt: &Receipt) -> Result<Vec<PhotoName>, Problem> {
        let there = self
            .uploads
            .list(receipt)
            .await
            .map_err(|error| unavailable(&error))?;
        let all = (1..=MOST_PHOTOS).map(PhotoName::before);
        Ok(all
            .filter(|name| !there.iter().any(|upload| upload.name == *name))
            .collect())
    }
}

/// Ours: the place for photos does not answer, or there is none.
pub(super) fn unavailable(error: &UploadsError) -> Problem {
    log::error("uploads", &error.to_string());
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, Sentence::PhotosAway)
}

/// Reads the body; every fault at once.
fn read(object: Map<String, Value>, most_bytes: u64) -> Result<Asked, Vec<Fault>> {
    let mut asked = Asked::default();
    let mut faults = Vec::new();
    let mut files = None;
    for (name, value) in object {
        match (name.as_str(), value) {
            ("receipt", Value::String(typed)) => asked.receipt = typed,
            ("code", Value::String(typed)) => asked.code = typed,
            ("phone", Value::String(typed)) => asked.phone = typed,
            ("phone", Value::Null) => {}
            ("receipt" | "code" | "phone", _) => {
                faults.push(Fault::new(name, Sentence::OnlyText));
            }
            ("files", Value::Array(list)) => files = Some(list),
            ("files", _) => {
                files = Some(Vec::new());
                faults.push(Fault::new("files", Sentence::OnlyList));
            }
            _ => {
                let name: String = name.chars().take(40).collect();
                faults.push(Fault::new(name, Sentence::UnknownField));
            }
        }
    }
    for (name, typed, detail) in [
        ("receipt", &asked.receipt, Sentence::GiveReceipt),
        ("code", &asked.code, Sentence::GiveCode),
    ] {
        if typed.is_empty() && !faults.iter().any(|fault| fault.field == name) {
            faults.push(Fault::new(name, detail));
        }
    }
    match files {
        None => faults.push(Fault::new("files", Sentence::ListPhotos)),
        Some(list) if list.is_empty() => {
            if !faults.iter().any(|fault| fault.field == "files") {
                faults.push(Fault::new("files", Sentence::ListPhotos));
            }
        }
        Some(list) if list.len() > usize::from(MOST_PHOTOS) => {
            let detail = Sentence::MostPhotos(MOST_PHOTOS);
            faults.push(Fault::new("files", detail));
        }
        Some(list) => {
            for (at, value) in list.iter().enumerate() {
                match file(value, most_bytes) {
                    Ok(kind) => asked.files.push(kind),
                    Err(detail) => faults.push(Fault::new(format!("files[{at}]"), detail)),
                }
            }
        }
    }
    if faults.is_empty() {
        Ok(asked)
    } else {
        Err(faults)
    }
}

/// A whole number. JSON Schema counts 3.0 among them, and so do clients that know one kind of number.
fn whole(value: &Value) -> Option<u64> {
    let exact =
        |number: &f64| number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(number);
    value
        .as_u64()
        .or_else(|| value.as_f64().filter(exact).map(|number| number as u64))
}

/// One file: its type and its size.
fn file(value: &Value, most_bytes: u64) -> Result<ImageType, Sentence> {
    let known = value
        .as_object()
        .is_some_and(|file| file.keys().all(|name| name == "type" || name == "size"));
    let (Some(mime), Some(size), true) = (value["type"].as_str(), whole(&value["size"]), known)
    else {
        return Err(Sentence::PhotoShape);
    };
    let kind = ImageType::of_mime(mime).ok_or_else(|| {
        let heic = ["heic", "heif", "avif"];
        if heic
            .iter()
            .any(|name| mime.to_ascii_lowercase().contains(name))
        {
            Sentence::NotAPhoto(NotAPhoto::Heic)
        } else {
            Sentence::NotAPhoto(NotAPhoto::Unknown)
        }
    })?;
    match size {
        0 => Err(Sentence::NotAPhoto(NotAPhoto::Empty)),
        // Without a place for photos there is no limit to speak of; the answer comes later.
        size if most_bytes > 0 && size > most_bytes => {
            Err(Sentence::NotAPhoto(NotAPhoto::TooLarge(most_bytes)))
        }
        _ => Ok(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(value: Value) -> Vec<String> {
        let faults = read(value.as_object().cloned().unwrap(), 1000).err();
        faults
            .unwrap_or_default()
            .into_iter()
            .map(|fault| fault.field)
            .collect()
    }

    #[test]
    fn every_fault_is_named_at_once() {
        assert_eq!(
            faults(json!({"code": 1, "colour": "x", "phone": null})),
            ["code", "colour", "receipt", "files"]
        );
        let photo = json!({"type": "image/jpeg", "size": 5});
        assert_eq!(
            faults(json!({"receipt": "a", "code": "b", "files": [
                photo, {"type": "image/heic", "size": 5}, {"type": "image/png", "size": 2000},
                {"type": "image/png"}, {"type": "image/webp", "size": 1, "name": "x"},
            ]})),
            ["files[1]", "files[2]", "files[3]", "files[4]"]
        );
        let many = vec![photo; 7];
        assert_eq!(
            faults(json!({"receipt": "a", "code": "b", "files": many})),
            ["files"]
        );
    }
}
