//! One case and its changes. A change is conditional on the version that was read: of two people
//! who change a case at once, one is told to look again. It changes the report and its lookup entry
//! together, or nothing.

mod expression;

use self::expression::Expression;
use super::{
    Store, StoreError,
    filing::failed,
    items::{self, Item},
    pause, unavailable,
};
use crate::{
    case_record::Stage,
    domain::{Progress, Receipt, status, time},
};
use aws_sdk_dynamodb::{
    error::SdkError,
    operation::transact_write_items::TransactWriteItemsError,
    primitives::Blob,
    types::{AttributeValue, CancellationReason, TransactWriteItem},
};
use jiff::Timestamp;

/// Tries of one change while others hold the same items.
const TRIES: u32 = 6;
const DAY: i64 = 24 * 60 * 60;

/// A case with what only the office can open, still sealed.
#[derive(Clone)]
pub struct Case {
    /// The facts in clear.
    pub progress: Progress,
    /// What the resident typed.
    pub envelope: Vec<u8>,
    /// Under which look-ups find it.
    pub lookup_key: String,
    /// Its place among the reports of that key.
    pub lookup_sort: String,
    /// Who changed what, oldest first.
    pub log: Vec<LogEntry>,
}

/// Who changed what. Never part of a look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// When it was written down.
    pub at: Timestamp,
    /// The name the office goes by; none for the resident.
    pub by: Option<String>,
    /// A stage's word, `reply`, or `rated`.
    pub did: String,
    /// An internal note, or the resident's comment, sealed to the office's key.
    pub sealed: Option<Vec<u8>>,
}

/// For how long what was closed is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// Days from closing until name and phone are deleted.
    pub contact_days: u32,
    /// Days from closing until the whole case is deleted.
    pub case_days: u32,
}

impl Clocks {
    /// Until when an audit event of this moment is kept, in Unix seconds: as long as the case that it
    /// is about might be.
    pub fn audit_expires(&self, at: Timestamp) -> i64 {
        at.as_second() + i64::from(self.case_days) * DAY
    }
}

/// A change of one case.
pub struct Change<'a> {
    /// The case as it was read.
    pub case: &'a Case,
    /// What it shall be.
    pub after: &'a Progress,
    /// What the log says of it.
    pub entry: LogEntry,
    /// When what is closed expires.
    pub clocks: Clocks,
}

/// How a change ended.
#[derive(Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "one value a change, taken apart at once: a box would only move it"
)]
pub enum Changed {
    /// It is on disk. The version is the new one.
    Done(Progress),
    /// Someone else changed the case since it was read, or it is gone: read it again.
    Outdated,
}

impl Store {
    /// The case of a receipt; none if there never was one or it was purged.
    pub async fn case(&self, receipt: &Receipt) -> Result<Option<Case>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .key("pk", items::text(format!("R#{}", receipt.bare())))
            .key("sk", items::text("report"))
            .consistent_read(true)
            .send()
            .await
            .map_err(unavailable)?;
        answer.item.map(|item| case(&item)).transpose()
    }

    /// Makes a change, if nobody was quicker.
    pub async fn change(&self, change: &Change<'_>) -> Result<Changed, StoreError> {
        let mut after = change.after.clone();
        after.version = change.case.progress.version + 1;
        let (mut with_lookup, mut with_contact) = (true, change.moves_the_clock());
        let mut last = "TransactionConflict";
        for tries in 0..TRIES {
            if tries > 0 {
                tokio::time::sleep(pause(tries)).await;
            }
            let mut writes = vec![self.change_report(change, &after)?];
            if with_lookup {
                writes.push(self.change_lookup(change, &after)?);
            }
            if with_contact {
                writes.push(self.change_contact(change)?);
            }
            let sent = self
                .client
                .transact_write_items()
                .set_transact_items(Some(writes))
                .send()
                .await;
            let Err(error) = sent else {
                return Ok(Changed::Done(after));
            };
            let reasons = match &error {
                SdkError::ServiceError(inner) => match inner.err() {
                    TransactWriteItemsError::TransactionCanceledException(cancelled) => {
                        cancelled.cancellation_reasons()
                    }
                    TransactWriteItemsError::TransactionInProgressException(_) => continue,
                    _ => return Err(unavailable(error)),
                },
                _ => return Err(unavailable(error)),
            };
            if failed(reasons, 0) {
                return Ok(Changed::Outdated);
            }
            // Their own clocks have deleted the lookup entry or the contact: the case goes on.
            let (no_lookup, no_contact) = (
                with_lookup && failed(reasons, 1),
                with_contact && failed(reasons, 1 + usize::from(with_lookup)),
            );
            with_lookup &= !no_lookup;
            with_contact &= !no_contact;
            if no_lookup || no_contact {
                continue;
            }
            last = match reasons
                .iter()
                .filter_map(CancellationReason::code)
                .find(|code| *code != "None")
            {
                Some("TransactionConflict") | None => "TransactionConflict",
                Some("ThrottlingError" | "ProvisionedThroughputExceeded") => "throttled",
                Some(_) => return Err(StoreError::Unavailable("transaction refused".to_owned())),
            };
        }
        Err(StoreError::Unavailable(last.to_owned()))
    }

    fn change_report(
        &self,
        change: &Change<'_>,
        after: &Progress,
    ) -> Result<TransactWriteItem, StoreError> {
        let before = change.case.progress.version;
        let mut update = Expression::of(after);
        update.set("ts", items::number(after.updated_at.as_millisecond()));
        update.append("log", log_entry(&change.entry));
        match change.expires() {
            Some(expires) => update.set("exp", items::number(expires.case)),
            None => update.remove("exp"),
        }
        let condition = if before == 0 {
            "attribute_exists(pk) AND attribute_not_exists(#v)".to_owned()
        } else {
            update.value(":before", items::number(before.cast_signed()));
            "#v = :before".to_owned()
        };
        let key = format!("R#{}", after.receipt.bare());
        update.build(self, key, "report".to_owned(), condition)
    }

    fn change_lookup(
        &self,
        change: &Change<'_>,
        after: &Progress,
    ) -> Result<TransactWriteItem, StoreError> {
        let key = format!("L#{}", change.case.lookup_key);
        let there = "attribute_exists(pk)".to_owned();
        Expression::of(after).build(self, key, change.case.lookup_sort.clone(), there)
    }

    fn change_contact(&self, change: &Change<'_>) -> Result<TransactWriteItem, StoreError> {
        let mut update = Expression::default();
        match change.expires() {
            Some(expires) => update.set("exp", items::number(expires.contact)),
            None => update.remove("exp"),
        }
        let key = format!("R#{}", change.after.receipt.bare());
        let there = "attribute_exists(pk)".to_owned();
        update.build(self, key, "contact".to_owned(), there)
    }
}

struct Expires {
    case: i64,
    contact: i64,
}

impl Change<'_> {
    /// Until when things are kept, if nothing more is owed.
    fn expires(&self) -> Option<Expires> {
        let stage = self.after.stage();
        if !status::is_over(stage) {
            return None;
        }
        let closing = match stage {
            Stage::Evaluated => Stage::Closed,
            other => other,
        };
        let over = self.after.reached(closing)?.as_second();
        Some(Expires {
            case: over + i64::from(self.clocks.case_days) * DAY,
            contact: over + i64::from(self.clocks.contact_days) * DAY,
        })
    }

    fn moves_the_clock(&self) -> bool {
        let over = |progress: &Progress| status::is_over(progress.stage());
        over(self.after) || over(&self.case.progress)
    }
}

fn case(item: &Item) -> Result<Case, StoreError> {
    let Some(AttributeValue::B(envelope)) = item.get("env") else {
        return Err(StoreError::Foreign("env"));
    };
    let log = match item.get("log") {
        None => Vec::new(),
        Some(AttributeValue::L(log)) => log.iter().map(read_log_entry).collect::<Result<_, _>>()?,
        Some(_) => return Err(StoreError::Foreign("log")),
    };
    Ok(Case {
        progress: items::progress(item)?,
        envelope: envelope.as_ref().to_vec(),
        lookup_key: items::string(item, "lk")?,
        lookup_sort: items::string(item, "ls")?,
        log,
    })
}

fn log_entry(entry: &LogEntry) -> AttributeValue {
    let mut item = Item::from([
        ("at".to_owned(), items::text(time::rfc3339(entry.at))),
        ("did".to_owned(), items::text(&entry.did)),
    ]);
    if let Some(by) = &entry.by {
        item.insert("by".to_owned(), items::text(by));
    }
    if let Some(sealed) = &entry.sealed {
        let sealed = AttributeValue::B(Blob::new(sealed.clone()));
        item.insert("sealed".to_owned(), sealed);
    }
    AttributeValue::M(item)
}

fn read_log_entry(value: &AttributeValue) -> Result<LogEntry, StoreError> {
    let AttributeValue::M(item) = value else {
        return Err(StoreError::Foreign("log"));
    };
    Ok(LogEntry {
        at: items::moment(item, "at")?,
        by: items::optional(item, "by"),
        did: items::string(item, "did")?,
        sealed: match item.get("sealed") {
            Some(AttributeValue::B(sealed)) => Some(sealed.as_ref().to_vec()),
            _ => None,
        },
    })
}

#[cfg(all(test, feature = "embedded"))]
mod tests;
