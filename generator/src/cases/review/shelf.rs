//! Photos that the desk shows, in memory only: nothing of them is written anywhere.

use std::{
    collections::VecDeque,
    fs, io,
    path::Path,
    sync::{Arc, Mutex},
};

use crate::photos::{self, Finished, PhotoFault, Redaction};

/// How many photos are kept, a few cases' worth.
const PLACES: usize = 48;

/// Finished photos by what they were made from.
#[derive(Debug, Default)]
pub(super) struct Shelf(Mutex<VecDeque<(String, Arc<Finished>)>>);

impl Shelf {
    /// The photo as a release would finish it. The outer error is for a file that is not there.
    pub(super) fn finished(
        &self,
        original: &Path,
        boxes: &[Redaction],
    ) -> io::Result<Result<Arc<Finished>, PhotoFault>> {
        let metadata = fs::metadata(original)?;
        let key = format!(
            "{} {} {:?} {boxes:?}",
            original.display(),
            metadata.len(),
            metadata.modified().ok()
        );
        if let Some(photo) = self.find(|(known, _)| *known == key) {
            return Ok(Ok(photo));
        }
        let photo = match photos::finish(&fs::read(original)?, boxes) {
            Ok(photo) => Arc::new(photo),
            Err(fault) => return Ok(Err(fault)),
        };
        let mut shelf = self.0.lock().expect("nobody panics at the shelf");
        shelf.push_front((key, Arc::clone(&photo)));
        shelf.truncate(PLACES);
        Ok(Ok(photo))
    }

    /// A photo by the digest of its bytes.
    pub(super) fn by_digest(&self, digest: &str) -> Option<Arc<Finished>> {
        self.find(|(_, photo)| photo.digest == digest)
    }

    /// Drops everything, because a case was withdrawn.
    pub(super) fn clear(&self) {
        self.0.lock().expect("nobody panics at the shelf").clear();
    }

    fn find(&self, wanted: impl Fn(&(String, Arc<Finished>)) -> bool) -> Option<Arc<Finished>> {
        let mut shelf = self.0.lock().expect("nobody panics at the shelf");
        let at = shelf.iter().position(wanted)?;
        let found = shelf.remove(at)?;
        let photo = Arc::clone(&found.1);
        shelf.push_front(found);
        Some(photo)
    }
}
