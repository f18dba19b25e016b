//! Photos of a report, from where they were sent to into the private side. They were sent by
//! strangers: size and first bytes are checked here, and what fails is dropped and told.

use super::ExportError;
use crate::{
    case_record::Photo,
    domain::Receipt,
    photos::{self, PhotoName},
    store::{Uploads, uploads::Upload},
};
use std::{fs, io::Write as _, path::Path};

/// Photos within the private side.
pub(super) const FOLDER: &str = "photos";

/// A photo that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Of which report.
    pub receipt: Receipt,
    /// Which of its photos.
    pub name: String,
    /// Why.
    pub why: &'static str,
}

/// Fetches the photos of a report that are not there yet, and lists all of them.
pub(super) async fn fetch(
    uploads: &Uploads,
    directory: &Path,
    receipt: &Receipt,
    dropped: &mut Vec<Dropped>,
) -> Result<Vec<Photo>, ExportError> {
    let folder = directory.join(FOLDER);
    let mut all = Vec::new();
    for upload in uploads.list(receipt).await? {
        let mut drop = |why| {
            let name = upload.name.to_string();
            let receipt = receipt.clone();
            dropped.push(Dropped { receipt, name, why });
        };
        let file = match there(&folder, receipt, &upload) {
            Some(file) => file,
            None if upload.bytes > uploads.most_bytes() => {
                drop("too large");
                continue;
            }
            None => {
                let Some(bytes) = uploads.fetch(receipt, upload.name).await? else {
                    continue;
                };
                let Ok(kind) = photos::check(&bytes, uploads.most_bytes()) else {
                    drop("no photo");
                    continue;
                };
                let file = format!("{}.{}", stem(receipt, upload.name), kind.extension());
                write(&folder, &file, &bytes)?;
                file
            }
        };
        all.push(Photo {
            role: upload.name.role,
            file,
            alt: None,
            redact: Vec::new(),
        });
    }
    Ok(all)
}

/// Removes every photo of a report that was purged.
pub(super) fn remove(directory: &Path, receipt: &Receipt) -> Result<usize, ExportError> {
    let folder = directory.join(FOLDER);
    let unusable = |error| ExportError::File {
        path: folder.clone(),
        error,
    };
    let files = match fs::read_dir(&folder) {
        Ok(files) => files,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(unusable(error)),
    };
    let begin = format!("{receipt}-");
    let mut removed = 0;
    for file in files {
        let file = file.map_err(unusable)?;
        if file.file_name().to_string_lossy().starts_with(&begin) {
            fs::remove_file(file.path()).map_err(unusable)?;
            removed += 1;
        }
    }
    Ok(removed)
}

fn stem(receipt: &Receipt, name: PhotoName) -> String {
    format!("{receipt}-{name}")
}

/// The file of an upload that was fetched before, by name and size.
fn there(folder: &Path, receipt: &Receipt, upload: &Upload) -> Option<String> {
    ["jpg", "png", "webp"].into_iter().find_map(|extension| {
        let file = format!("{}.{extension}", stem(receipt, upload.name));
        let length = fs::metadata(folder.join(&file)).ok()?.len();
        (length == upload.bytes).then_some(file)
    })
}

/// A whole file or none, readable by its owner alone.
fn write(folder: &Path, file: &str, bytes: &[u8]) -> Result<(), ExportError> {
    let written = || -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut half = tempfile::NamedTempFile::new_in(folder)?;
        half.write_all(bytes)?;
        half.as_file().sync_all()?;
        half.persist(folder.join(file))
            .map_err(|error| error.error)?;
        Ok(())
    };
    written().map_err(|error| ExportError::File {
        path: folder.join(file),
        error,
    })
}
