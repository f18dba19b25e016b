//! Photos as files of this machine: `DATA/function/uploads/<receipt>/<name>`. A file is whole and
//! on the disk before anyone hears of it, or it is not there.

use super::{Upload, UploadsError};
use crate::{
    domain::Receipt,
    photos::{PhotoName, Signer},
    seal,
};
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

/// The name that policies for this folder carry in place of a bucket's.
pub(super) const BUCKET: &str = "local";
/// Ends the names of files that are still being written.
const HALF: &str = ".part";

/// A folder of photos with the key to its grants.
#[derive(Clone)]
pub struct Folder {
    root: Arc<PathBuf>,
    signer: Arc<Signer>,
    url: Arc<str>,
}

impl Folder {
    /// Photos below `root`, which is made when the first one comes. Grants are signed with `key`
    /// and point to `url`, where this process takes the bytes.
    #[must_use]
    pub fn new(root: PathBuf, key: &[u8; 32], url: &str) -> Self {
        Self {
            root: Arc::new(root),
            signer: Arc::new(Signer {
                access_key_id: BUCKET.to_owned(),
                secret_access_key: seal::hex(key),
                session_token: None,
                region: BUCKET.to_owned(),
            }),
            url: url.into(),
        }
    }

    /// Signs and checks grants for this folder.
    #[must_use]
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The name that policies carry.
    #[must_use]
    pub fn bucket(&self) -> &'static str {
        BUCKET
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// A new file that becomes this photo once it is whole.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn receive(&self, receipt: &Receipt, name: PhotoName) -> Result<Incoming, UploadsError> {
        let folder = self.of(receipt);
        if !folder.is_dir() {
            fs::create_dir_all(&folder)?;
            sync(&self.root)?;
        }
        let chance = seal::random::<6>()
            .map_err(|_| UploadsError::Unavailable("no random numbers".to_owned()))?;
        let half = folder.join(format!("{}{HALF}", seal::hex(&chance)));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Incoming {
            file: options.open(&half)?,
            half: Some(half),
            to: folder.join(name.to_string()),
        })
    }

    /// Removes photos of reports that are gone and files that were never finished, both only when
    /// they are older than `age`. Says how many went. Blocks.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sweep(
        &self,
        age: Duration,
        is_filed: impl Fn(&Receipt) -> bool,
    ) -> Result<usize, UploadsError> {
        let mut gone = 0;
        for folder in listed(&self.root)? {
            let name = folder.file_name().and_then(|name| name.to_str());
            let Some(receipt) = name.and_then(Receipt::read) else {
                continue;
            };
            let mut filed = None;
            for file in listed(&folder)? {
                let half = file.extension().is_some_and(|end| end == &HALF[1..]);
                let keep = younger_than(&file, age)
                    || !half && *filed.get_or_insert_with(|| is_filed(&receipt));
                if !keep {
                    fs::remove_file(&file)?;
                    gone += 1;
                }
            }
            // Only an empty folder goes.
            let _ = fs::remove_dir(&folder);
        }
        Ok(gone)
    }

    pub(super) async fn list(&self, receipt: &Receipt) -> Result<Vec<Upload>, UploadsError> {
        let folder = self.of(receipt);
        blocking(move || {
            let mut found = Vec::new();
            for path in listed(&folder)? {
                let name = path.file_name().and_then(|name| name.to_str());
                if let Some(name) = name.and_then(PhotoName::read) {
                    let bytes = fs::metadata(&path)?.len();
                    found.push(Upload { name, bytes });
                }
            }
            Ok(found)
        })
        .await
    }

    pub(super) async fn fetch(
        &self,
        receipt: &Receipt,
        name: PhotoName,
    ) -> Result<Option<Vec<u8>>, UploadsError> {
        let path = self.of(receipt).join(name.to_string());
        blocking(move || match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        })
        .await
    }

    pub(super) async fn put(
        &self,
        receipt: &Receipt,
        name: PhotoName,
        bytes: Vec<u8>,
    ) -> Result<(), UploadsError> {
        let mut incoming = self.receive(receipt, name)?;
        blocking(move || {
            incoming.write(&bytes)?;
            incoming.keep()
        })
        .await
    }

    pub(super) async fn delete(
        &self,
        receipt: &Receipt,
        name: PhotoName,
    ) -> Result<(), UploadsError> {
        let folder = self.of(receipt);
        blocking(move || {
            match fs::remove_file(folder.join(name.to_string())) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
            // Only an empty folder goes.
            let _ = fs::remove_dir(&folder);
            Ok(())
        })
        .await
    }

    fn of(&self, receipt: &Receipt) -> PathBuf {
        self.root.join(receipt.to_string())
    }
}

/// A photo on its way. Dropped before it is kept, it leaves nothing.
pub struct Incoming {
    file: fs::File,
    half: Option<PathBuf>,
    to: PathBuf,
}

impl Incoming {
    /// Takes more bytes.
    ///
    /// # Errors
    /// When the disk does not.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), UploadsError> {
        Ok(self.file.write_all(bytes)?)
    }

    /// Makes it the photo: on the disk, and under its name.
    ///
    /// # Errors
    /// When the disk does not.
    pub fn keep(mut self) -> Result<(), UploadsError> {
        self.file.sync_all()?;
        if let Some(half) = self.half.take() {
            fs::rename(&half, &self.to).inspect_err(|_| {
                let _ = fs::remove_file(&half);
            })?;
        }
        match self.to.parent() {
            Some(folder) => Ok(sync(folder)?),
            None => Ok(()),
        }
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Some(half) = &self.half {
            // What cannot be removed now is swept later.
            let _ = fs::remove_file(half);
        }
    }
}

/// Runs disk work beside the requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, UploadsError> + Send + 'static,
) -> Result<T, UploadsError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| UploadsError::Unavailable("task ended".to_owned()))?
}

/// What lies in a folder, in the order of names; a folder that is not there holds nothing.
fn listed(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut all = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    all.sort();
    Ok(all)
}

fn younger_than(path: &Path, age: Duration) -> bool {
    fs::metadata(path)
        .and_then(|data| data.modified())
        .ok()
        .and_then(|changed| SystemTime::now().duration_since(changed).ok())
        .is_none_or(|old| old < age)
}

fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(root: &Path) -> Folder {
        Folder::new(root.join("uploads"), &[7; 32], "/api/upload")
    }

    fn receipt() -> Receipt {
        Receipt::from_random([7; 10])
    }

    #[tokio::test]
    async fn a_photo_is_put_listed_fetched_and_deleted() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path());
        let name = PhotoName::before(2);
        assert_eq!(folder.list(&receipt()).await.unwrap(), []);
        folder.put(&receipt(), name, b"one".to_vec()).await.unwrap();
        folder
            .put(&receipt(), name, b"two!".to_vec())
            .await
            .unwrap();
        let lying = [Upload { name, bytes: 4 }];
        assert_eq!(folder.list(&receipt()).await.unwrap(), lying);
        let bytes = folder.fetch(&receipt(), name).await.unwrap();
        assert_eq!(bytes.as_deref(), Some(b"two!".as_slice()));
        folder.delete(&receipt(), name).await.unwrap();
        folder.delete(&receipt(), name).await.unwrap();
        assert_eq!(folder.fetch(&receipt(), name).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_photo_that_breaks_off_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path());
        let mut half = folder.receive(&receipt(), PhotoName::before(1)).unwrap();
        half.write(b"half").unwrap();
        drop(half);
        assert_eq!(folder.list(&receipt()).await.unwrap(), []);
        assert_eq!(listed(&folder.of(&receipt())).unwrap(), [] as [PathBuf; 0]);
    }

    #[tokio::test]
    async fn photos_without_a_report_are_swept() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path());
        let stranger = Receipt::from_random([9; 10]);
        for receipt in [receipt(), stranger.clone()] {
            let name = PhotoName::before(1);
            folder.put(&receipt, name, b"x".to_vec()).await.unwrap();
        }
        let is_filed = |filed: &Receipt| *filed == receipt();
        let swept = |age| folder.sweep(Duration::from_secs(age), is_filed).unwrap();
        assert_eq!((swept(3600), swept(0), swept(0)), (0, 1, 0));
        assert_eq!(folder.list(&stranger).await.unwrap(), []);
        assert_eq!(folder.list(&receipt()).await.unwrap().len(), 1);
    }
}
