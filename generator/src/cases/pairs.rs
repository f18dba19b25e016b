//! What is doubtful about a case's photos: the same picture as before and after, an after that is
//! older than its before, a half that is missing. Nothing here stops a release; a person should look.

use std::collections::BTreeMap;

use jiayuan_function::case_record::{CaseRecord, Photo, PhotoRole, Stage};

use super::{gate::GateFault, originals::Originals};

/// What is doubtful about the photos of a record.
pub(super) fn doubts(record: &CaseRecord, originals: &Originals<'_>) -> Vec<GateFault> {
    let mut doubts = Vec::new();
    if record.photos.is_empty() {
        return doubts;
    }
    let mut seen: BTreeMap<String, &Photo> = BTreeMap::new();
    for photo in &record.photos {
        // By its pixels where they are known, else by its bytes.
        let twin = originals
            .likenesses(&photo.file)
            .into_iter()
            .find_map(|likeness| match seen.get(&likeness) {
                Some(other) => Some(*other),
                None => {
                    seen.insert(likeness, photo);
                    None
                }
            });
        if let Some(other) = twin {
            doubts.push(if other.role == photo.role {
                doubt(
                    "same-photo",
                    "file",
                    Some(&photo.file),
                    "同一张照片用了两次。",
                    "去掉一张。",
                )
            } else {
                doubt(
                    "same-photo",
                    "file",
                    Some(&photo.file),
                    "处置前和处置后是同一张照片。",
                    "核对处置后的照片，换上真正拍于处置之后的。",
                )
            });
        }
    }
    let taken = |role: PhotoRole| {
        (record.photos.iter())
            .filter(move |photo| photo.role == role)
            .filter_map(|photo| Some((originals.taken(&photo.file)?, photo)))
    };
    if let Some((before, _)) = taken(PhotoRole::Before).min_by(|one, other| one.0.cmp(&other.0)) {
        for (_, photo) in taken(PhotoRole::After).filter(|(at, _)| *at < before) {
            doubts.push(doubt(
                "photo-order",
                "file",
                Some(&photo.file),
                "这张处置后的照片拍得比处置前的还早。",
                "核对两张照片是不是放反了；相机的日期没有调准的，不用管。",
            ));
        }
    }
    let has = |role: PhotoRole| record.photos.iter().any(|photo| photo.role == role);
    let is_closed = record
        .stages
        .iter()
        .any(|event| event.stage == Stage::Closed);
    if !has(PhotoRole::Before) {
        doubts.push(doubt(
            "missing-half",
            "photos",
            None,
            "只有处置后的照片，没有处置前的。",
            "补上处置前的照片，前后对照才看得出变化。",
        ));
    } else if is_closed && !has(PhotoRole::After) {
        doubts.push(doubt(
            "missing-half",
            "photos",
            None,
            "已经结案，只有处置前的照片，没有处置后的。",
            "补上处置后的照片，前后对照才看得出变化。",
        ));
    }
    doubts
}

fn doubt(
    code: &'static str,
    key: &'static str,
    value: Option<&str>,
    message: &str,
    help: &str,
) -> GateFault {
    GateFault {
        code,
        key,
        value: value.map(str::to_owned),
        message: message.to_owned(),
        help: help.to_owned(),
        is_warning: true,
    }
}
