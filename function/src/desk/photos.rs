//! Photos that the office adds: of the place after it was handled.

use super::Desk;
use crate::{
    case_record::PhotoRole,
    domain::Receipt,
    doors::Refused,
    photos::{self, MOST_AFTER, PhotoName},
};
use std::path::PathBuf;

/// Reads and checks the files, all of them before any is put.
pub(super) fn read(desk: &Desk, files: &[PathBuf]) -> Result<Vec<Vec<u8>>, Refused> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    if !desk.uploads.is_somewhere() {
        return Err("no place for photos is set up; name a bucket in JIAYUAN_BUCKET".into());
    }
    files
        .iter()
        .map(|path| {
            let bytes =
                std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            photos::check(&bytes, desk.uploads.most_bytes()).map_err(|_| {
                format!(
                    "{}: is no JPEG, PNG or WebP photo of at most {} MB",
                    path.display(),
                    desk.uploads.most_bytes() / (1024 * 1024)
                )
            })?;
            Ok(bytes)
        })
        .collect()
}

/// Puts them beside the report under the next free names, and says which.
pub(super) async fn put_after(
    desk: &Desk,
    receipt: &Receipt,
    files: Vec<Vec<u8>>,
) -> Result<Vec<PhotoName>, Refused> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let there = desk.uploads.list(receipt).await?;
    let last = there
        .iter()
        .filter(|upload| upload.name.role == PhotoRole::After)
        .map(|upload| upload.name.number)
        .max()
        .unwrap_or(0);
    if usize::from(last) + files.len() > usize::from(MOST_AFTER) {
        return Err(format!(
            "{receipt}: has {last} photos of the place afterwards, and at most {MOST_AFTER} fit"
        )
        .into());
    }
    let mut put = Vec::new();
    for (bytes, number) in files.into_iter().zip(last + 1..) {
        let name = PhotoName::after(number);
        desk.uploads.put(receipt, name, bytes).await?;
        put.push(name);
    }
    Ok(put)
}
