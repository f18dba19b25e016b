//! Reports → raw case records, on the office's machine with the office's key.
//!
//! A file of a month is written whole or not at all. What lies there already stays, unless the
//! table knows something newer of the same case: exports repeat, and platforms import beside them.
//! What was purged from the table goes from the records too.

mod month;
mod photos;
mod record;

pub use photos::Dropped;
pub use record::{case_no, record};

use crate::{
    case_record::{CaseRecord, LOCK_FILE},
    domain::{Receipt, time},
    seal::{Contact, Envelope, Identity, KeyError},
    store::{AuditEvent, Clocks, Deed, Store, StoreError, Uploads, uploads::UploadsError},
};
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// How far the next cursor goes back, in milliseconds: photos follow their report within the hour
/// that a grant holds, clocks differ, and an index is a moment behind its table.
const OVERLAP: i64 = 2 * 60 * 60 * 1000;

/// What to export, and who does it.
pub struct Wanted<'a> {
    /// From a cursor on; everything without one.
    pub since: Option<i64>,
    /// The name that the audit event carries.
    pub by: &'a str,
    /// Now.
    pub now: Timestamp,
    /// For how long the audit event is kept.
    pub clocks: Clocks,
}

/// What an export did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Reports that the table gave.
    pub read: usize,
    /// Records that are new or different.
    pub changed: usize,
    /// Records that were taken away because their report was purged.
    pub removed: usize,
    /// Files that were written.
    pub files: usize,
    /// Reports that are sealed to another key.
    pub closed: Vec<Receipt>,
    /// Reports whose contact was deleted before their name was ever exported: which words of the text
    /// are the name is no longer known, so that the text is not to be published.
    pub nameless: Vec<Receipt>,
    /// Photos that were left out.
    pub dropped: Vec<Dropped>,
    /// Where the next export may begin.
    pub cursor: i64,
}

/// Why nothing more was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The photos.
    #[error(transparent)]
    Uploads(#[from] UploadsError),
    /// A file.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Somebody else writes there.
    #[error("{}: an import or another export is running; run it again when that is done", .0.display())]
    Busy(PathBuf),
    /// A line that lies there and is no record.
    #[error("{}:{line}: is no case record ({error}); put it right or take it out, nothing of this month was written", path.display())]
    Line {
        /// Which file.
        path: PathBuf,
        /// Which line.
        line: usize,
        /// Why.
        error: String,
    },
    /// An envelope that opens and cannot be read.
    #[error("{receipt}: {error}; update this program")]
    Unreadable {
        /// Whose.
        receipt: Receipt,
        /// Why.
        error: KeyError,
    },
}

/// One import or export at a time.
fn lock(directory: &Path) -> Result<File, ExportError> {
    let path = directory.join(LOCK_FILE);
    let unusable = |error| ExportError::File {
        path: path.clone(),
        error,
    };
    std::fs::create_dir_all(directory).map_err(unusable)?;
    let file = File::create(&path).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(ExportError::Busy(path)),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

/// What goes into the file of one month.
#[derive(Default)]
struct Month {
    records: Vec<Fresh>,
    gone: Vec<Receipt>,
}

/// A record as the table has it now.
struct Fresh {
    record: CaseRecord,
    /// They left a name or a phone, and it has been deleted since.
    contact_deleted: bool,
}

/// Writes the record of every report, or of those that changed, into
/// `directory/records/YYYY-MM.jsonl`, and fetches their photos into `directory/photos/`.
pub async fn export(
    store: &Store,
    uploads: &Uploads,
    identity: &Identity,
    directory: &Path,
    wanted: &Wanted<'_>,
) -> Result<Exported, ExportError> {
    let _lock = lock(directory)?;
    let since = wanted.since.unwrap_or(0);
    let changes = store.changes(since).await?;
    let mut exported = Exported {
        read: changes.reports.len(),
        cursor: (changes.newest - OVERLAP).max(since),
        ..Exported::default()
    };
    if !changes.reports.is_empty() {
        let event = AuditEvent {
            at: wanted.now,
            by: wanted.by.to_owned(),
            deed: Deed::Exported,
            receipt: None,
            count: changes.reports.len() as u64,
        };
        store
            .audit(&event, wanted.clocks.audit_expires(wanted.now))
            .await?;
    }
    let receipts: Vec<_> = changes
        .reports
        .iter()
        .map(|filed| filed.progress.receipt.clone())
        .collect();
    let contacts = store.contacts(&receipts, wanted.now).await?;
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    for filed in changes.reports {
        let receipt = &filed.progress.receipt;
        let contact = contacts
            .get(receipt)
            .map(|sealed| identity.open::<Contact>(sealed));
        let opened = identity.open::<Envelope>(&filed.envelope);
        let (envelope, contact) = match (opened, contact.transpose()) {
            (Ok(envelope), Ok(contact)) => (envelope, contact),
            (Err(KeyError::Envelope), _) | (_, Err(KeyError::Envelope)) => {
                exported.closed.push(receipt.clone());
                continue;
            }
            (Err(error), _) | (_, Err(error)) => {
                let receipt = receipt.clone();
                return Err(ExportError::Unreadable { receipt, error });
            }
        };
        let mut record = record(&filed.progress, &envelope, contact.as_ref());
        let dropped = &mut exported.dropped;
        record.photos = photos::fetch(uploads, directory, receipt, dropped).await?;
        let fresh = Fresh {
            record,
            contact_deleted: envelope.has_contact && contact.is_none(),
        };
        let month = months.entry(time::month(filed.progress.filed_at));
        month.or_default().records.push(fresh);
    }
    for gone in changes.gone {
        photos::remove(directory, &gone.receipt)?;
        let month = months.entry(gone.month);
        month.or_default().gone.push(gone.receipt);
    }
    let records = directory.join("records");
    std::fs::create_dir_all(&records).map_err(|error| ExportError::File {
        path: records.clone(),
        error,
    })?;
    for (month, fresh) in months {
        let path = records.join(format!("{month}.jsonl"));
        let merged = month::merge(&path, fresh, &directory.join(photos::FOLDER))?;
        exported.changed += merged.changed;
        exported.removed += merged.removed;
        exported.files += usize::from(merged.changed + merged.removed > 0);
        exported.nameless.extend(merged.nameless);
    }
    Ok(exported)
}
