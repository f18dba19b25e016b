//! Where photos lie, as they came: a private bucket in the cloud, a folder on one machine. The same
//! keys, the same grants, and for whoever reads them (export, desk, purge) the same five verbs.
//!
//! What lies here was sent by strangers: sizes and first bytes are checked again by whoever fetches
//! it ([`crate::photos::check`]), for a bucket checks a size and a word and no bytes.

#[cfg(feature = "remote")]
mod bucket;
mod folder;

#[cfg(feature = "remote")]
pub use bucket::Bucket;
pub use folder::{Folder, Incoming};

use crate::{
    domain::Receipt,
    photos::{self, FEWEST_BYTES, Grant, PhotoName, PostPolicy},
};
use jiff::{SignedDuration, Timestamp};

/// How long a grant holds: someone may choose photos for a while, or have a slow line.
const GRANT: SignedDuration = SignedDuration::from_mins(60);

/// Where photos are kept. Cheap to clone.
#[derive(Clone)]
pub struct Uploads {
    place: Place,
    most_bytes: u64,
}

#[derive(Clone)]
enum Place {
    /// This deployment takes no photos.
    Nowhere,
    Folder(Folder),
    #[cfg(feature = "remote")]
    Bucket(Bucket),
}

/// A photo that lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// Which of its report.
    pub name: PhotoName,
    /// Its size.
    pub bytes: u64,
}

/// Why a photo could not be read, written or removed. Holds a code, never a key.
#[derive(Debug, thiserror::Error)]
pub enum UploadsError {
    /// The bucket does not answer, or refuses.
    #[error("the photos' bucket does not answer ({0})")]
    Unavailable(String),
    /// The folder's disk.
    #[error("the photos' folder cannot be used ({0})")]
    Disk(#[from] std::io::Error),
    /// There is no place for photos.
    #[error("no place for photos is set up; name a bucket in JIAYUAN_BUCKET")]
    Nowhere,
}

impl Uploads {
    /// No photos are taken.
    #[must_use]
    pub fn nowhere() -> Self {
        Self {
            place: Place::Nowhere,
            most_bytes: 0,
        }
    }

    /// A folder of this machine.
    #[must_use]
    pub fn folder(folder: Folder, most_bytes: u64) -> Self {
        Self {
            place: Place::Folder(folder),
            most_bytes,
        }
    }

    /// A bucket.
    #[cfg(feature = "remote")]
    #[must_use]
    pub fn bucket(bucket: Bucket, most_bytes: u64) -> Self {
        Self {
            place: Place::Bucket(bucket),
            most_bytes,
        }
    }

    /// Whether photos are taken at all.
    #[must_use]
    pub fn is_somewhere(&self) -> bool {
        !matches!(self.place, Place::Nowhere)
    }

    /// The local folder, for the route that takes bytes itself.
    #[must_use]
    pub fn local(&self) -> Option<&Folder> {
        match &self.place {
            Place::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// Most bytes of one photo.
    #[must_use]
    pub fn most_bytes(&self) -> u64 {
        self.most_bytes
    }

    /// The right to put one photo of this type, for an hour.
    ///
    /// # Errors
    /// When there is no place for photos.
    pub fn grant(
        &self,
        receipt: &Receipt,
        name: PhotoName,
        content_type: &str,
        redirect: Option<&str>,
        now: Timestamp,
    ) -> Result<Grant, UploadsError> {
        let (url, bucket, signer) = match &self.place {
            Place::Nowhere => return Err(UploadsError::Nowhere),
            Place::Folder(folder) => (folder.url(), folder::BUCKET, folder.signer()),
            #[cfg(feature = "remote")]
            Place::Bucket(bucket) => (bucket.url(), bucket.name(), bucket.signer()),
        };
        let policy = PostPolicy {
            bucket,
            key: &photos::key(receipt, name),
            content_type,
            bytes: (FEWEST_BYTES, self.most_bytes),
            redirect,
            expires: now + GRANT,
        };
        Ok(Grant {
            url: url.to_owned(),
            fields: signer.sign(&policy, now),
        })
    }

    /// The photos of a report, by name. None is no fault.
    ///
    /// # Errors
    /// When the place does not answer.
    pub async fn list(&self, receipt: &Receipt) -> Result<Vec<Upload>, UploadsError> {
        let mut found = match &self.place {
            Place::Nowhere => Vec::new(),
            Place::Folder(folder) => folder.list(receipt).await?,
            #[cfg(feature = "remote")]
            Place::Bucket(bucket) => bucket.list(receipt).await?,
        };
        found.sort_by_key(|upload| upload.name);
        Ok(found)
    }

    /// A photo's bytes, as they came. `None` if it is not there.
    ///
    /// # Errors
    /// When the place does not answer.
    pub async fn fetch(
        &self,
        receipt: &Receipt,
        name: PhotoName,
    ) -> Result<Option<Vec<u8>>, UploadsError> {
        match &self.place {
            Place::Nowhere => Ok(None),
            Place::Folder(folder) => folder.fetch(receipt, name).await,
            #[cfg(feature = "remote")]
            Place::Bucket(bucket) => bucket.fetch(receipt, name).await,
        }
    }

    /// Puts a photo, over one of the same name if there is one. When this returns, it lasts.
    ///
    /// # Errors
    /// When the place does not take it.
    pub async fn put(
        &self,
        receipt: &Receipt,
        name: PhotoName,
        bytes: Vec<u8>,
    ) -> Result<(), UploadsError> {
        match &self.place {
            Place::Nowhere => Err(UploadsError::Nowhere),
            Place::Folder(folder) => folder.put(receipt, name, bytes).await,
            #[cfg(feature = "remote")]
            Place::Bucket(bucket) => bucket.put(receipt, name, bytes).await,
        }
    }

    /// Removes a photo; one that is not there is removed already.
    ///
    /// # Errors
    /// When the place does not answer.
    pub async fn delete(&self, receipt: &Receipt, name: PhotoName) -> Result<(), UploadsError> {
        match &self.place {
            Place::Nowhere => Ok(()),
            Place::Folder(folder) => folder.delete(receipt, name).await,
            #[cfg(feature = "remote")]
            Place::Bucket(bucket) => bucket.delete(receipt, name).await,
        }
    }

    /// Removes all photos of a report and says how many there were.
    ///
    /// # Errors
    /// When the place does not answer; call it again then.
    pub async fn delete_all(&self, receipt: &Receipt) -> Result<usize, UploadsError> {
        let found = self.list(receipt).await?;
        for upload in &found {
            self.delete(receipt, upload.name).await?;
        }
        Ok(found.len())
    }
}
