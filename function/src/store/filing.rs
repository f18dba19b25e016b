//! Filing a report: one conditional transaction of report, contact, lookup entry, idempotency key and,
//! if one paid for it, the spent challenge. Either all of it is there afterwards or none.

use super::{Store, StoreError, items, pause, unavailable};
use crate::{
    domain::{Progress, Receipt},
    limits::Solved,
};
use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata as _, SdkError},
    operation::transact_write_items::TransactWriteItemsError,
    primitives::Blob,
    types::{AttributeValue, CancellationReason, Put, TransactWriteItem},
};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Tries of one transaction while others hold the same items or the table is throttled.
const TRIES: u32 = 6;
/// Time for all of them together: a request may take ten seconds.
const TIME: Duration = Duration::from_secs(6);
/// Time to learn what became of a try that was not answered.
const LAST_LOOK: Duration = Duration::from_millis(1_500);

/// How one try ended.
enum Try {
    /// It is on disk.
    Done,
    /// The idempotency key is there already.
    KeyKnown,
    /// The challenge was spent.
    ChallengeSpent,
    /// It was not filed, and may be later.
    Again(StoreError),
    /// Nobody knows whether it was filed.
    Unanswered(StoreError),
    /// It was not filed, and will not be.
    Refused(StoreError),
}

/// Everything that is written for one report.
pub struct Filing {
    /// The facts in clear.
    pub progress: Progress,
    /// The sealed envelope.
    pub envelope: Vec<u8>,
    /// The sealed contact, if they left one. It lies apart, because it goes earlier.
    pub contact: Option<Vec<u8>>,
    /// Where a look-up finds it.
    pub lookup_key: String,
    /// Unix time until which the code opens it.
    pub code_expires: i64,
    /// SHA-256 of the Idempotency-Key.
    pub idempotency_id: String,
    /// What a retry under the same key is answered with.
    pub earlier: Earlier,
    /// Unix time until which a retry is recognised.
    pub idempotency_expires: i64,
    /// The challenge that pays for it. A form token pays by its key being used up.
    pub solved: Option<Solved>,
}

/// What the table remembers of a report under its Idempotency-Key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The receipt that was given.
    pub receipt: Receipt,
    /// Digest of the body under the key itself. A plain digest of a short text and a phone number
    /// could be guessed by whoever has the table; this one cannot, as the key is not in it.
    pub digest: String,
    /// Whether the report joined the code that came with it.
    pub joined: bool,
    /// Name of the secret that its code derives from.
    pub secret_id: String,
}

/// How filing ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Filed {
    /// It is on disk.
    New,
    /// A report under this key was there already.
    Before(Earlier),
    /// The challenge has paid for another report.
    ChallengeSpent,
}

impl Store {
    /// Files a report. When this says [`Filed::New`], nothing but a purge takes it away again.
    ///
    /// It tries until its time is up. If a try ended without an answer, nobody knows whether it was
    /// filed; the key does: a later try finds it, and so does the last look before giving up.
    pub async fn file(&self, filing: &Filing) -> Result<Filed, StoreError> {
        let writes = self.writes(filing)?;
        let deadline = Instant::now() + TIME;
        let mut unanswered = false;
        let mut last = StoreError::Unavailable("deadline".to_owned());
        for tries in 0..TRIES {
            if tries > 0 {
                tokio::time::sleep(pause(tries)).await;
            }
            match timeout_at(deadline, self.transact(writes.clone())).await {
                Ok(Try::Done) => return Ok(Filed::New),
                Ok(Try::KeyKnown) => {
                    let earlier = self.earlier(&filing.idempotency_id).await?;
                    return earlier
                        .map(Filed::Before)
                        .ok_or(StoreError::Foreign("idempotency key"));
                }
                Ok(Try::ChallengeSpent) => return Ok(Filed::ChallengeSpent),
                Ok(Try::Again(error)) => last = error,
                Ok(Try::Unanswered(error)) => {
                    unanswered = true;
                    last = error;
                }
                Ok(Try::Refused(error)) => return Err(error),
                Err(_) => {
                    unanswered = true;
                    break;
                }
            }
        }
        if unanswered
            && let Ok(Ok(Some(earlier))) =
                tokio::time::timeout(LAST_LOOK, self.earlier(&filing.idempotency_id)).await
        {
            return Ok(Filed::Before(earlier));
        }
        Err(last)
    }

    /// One try, and what to make of it.
    async fn transact(&self, writes: Vec<TransactWriteItem>) -> Try {
        let sent = self
            .client
            .transact_write_items()
            .set_transact_items(Some(writes))
            .send()
            .await;
        let Err(error) = sent else {
            return Try::Done;
        };
        let SdkError::ServiceError(inner) = &error else {
            return Try::Unanswered(unavailable(error));
        };
        let reasons = match inner.err() {
            TransactWriteItemsError::TransactionCanceledException(cancelled) => {
                cancelled.cancellation_reasons()
            }
            TransactWriteItemsError::TransactionInProgressException(_)
            | TransactWriteItemsError::InternalServerError(_) => {
                return Try::Unanswered(unavailable(error));
            }
            refused => {
                let busy =
                    refused.code().is_some_and(is_busy) || inner.raw().status().is_server_error();
                let error = unavailable(error);
                return if busy {
                    Try::Again(error)
                } else {
                    Try::Refused(error)
                };
            }
        };
        // The order of the reasons is the order of the writes: report, lookup, key, challenge,
        // contact. Where nobody paid by a challenge the contact comes fourth; its place is taken only
        // if the report is filed, and then the key is known.
        if failed(reasons, 2) {
            return Try::KeyKnown;
        }
        if failed(reasons, 3) {
            return Try::ChallengeSpent;
        }
        // Another transaction holds one of the items, or the table is throttled: try again.
        let reason = reasons
            .iter()
            .filter_map(CancellationReason::code)
            .find(|code| *code != "None")
            .unwrap_or("TransactionConflict");
        if reason == "TransactionConflict" || is_busy(reason) {
            Try::Again(StoreError::Unavailable(reason.to_owned()))
        } else {
            Try::Refused(StoreError::Unavailable("transaction refused".to_owned()))
        }
    }

    /// What was answered under this key before.
    pub async fn earlier(&self, idempotency_id: &str) -> Result<Option<Earlier>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .key("pk", items::text(format!("I#{idempotency_id}")))
            .key("sk", items::text("key"))
            .consistent_read(true)
            .send()
            .await
            .map_err(unavailable)?;
        let Some(item) = answer.item else {
            return Ok(None);
        };
        Ok(Some(Earlier {
            receipt: items::receipt(&item)?,
            digest: items::string(&item, "digest")?,
            joined: matches!(item.get("joined"), Some(AttributeValue::Bool(true))),
            secret_id: items::string(&item, "secret").unwrap_or_default(),
        }))
    }

    fn writes(&self, filing: &Filing) -> Result<Vec<TransactWriteItem>, StoreError> {
        let progress = &filing.progress;
        let millis = progress.updated_at.as_millisecond();
        let mut report = items::clear(progress);
        report.insert(
            "pk".to_owned(),
            items::text(format!("R#{}", progress.receipt.bare())),
        );
        report.insert("sk".to_owned(), items::text("report"));
        report.insert("g".to_owned(), items::text(items::ALL_REPORTS));
        report.insert("ts".to_owned(), items::number(millis));
        report.insert("lk".to_owned(), items::text(&filing.lookup_key));
        // The time of filing sorts a resident's reports and never changes.
        let sort = format!("{millis:013}#{}", progress.receipt.bare());
        report.insert("ls".to_owned(), items::text(&sort));
        report.insert(
            "env".to_owned(),
            AttributeValue::B(Blob::new(filing.envelope.clone())),
        );

        let mut lookup = items::clear(progress);
        lookup.insert(
            "pk".to_owned(),
            items::text(format!("L#{}", filing.lookup_key)),
        );
        lookup.insert("sk".to_owned(), items::text(sort));
        lookup.insert("exp".to_owned(), items::number(filing.code_expires));

        let key = items::Item::from([
            (
                "pk".to_owned(),
                items::text(format!("I#{}", filing.idempotency_id)),
            ),
            ("sk".to_owned(), items::text("key")),
            (
                "receipt".to_owned(),
                items::text(filing.earlier.receipt.bare()),
            ),
            ("digest".to_owned(), items::text(&filing.earlier.digest)),
            ("secret".to_owned(), items::text(&filing.earlier.secret_id)),
            (
                "joined".to_owned(),
                AttributeValue::Bool(filing.earlier.joined),
            ),
            ("exp".to_owned(), items::number(filing.idempotency_expires)),
        ]);

        let spent = filing.solved.as_ref().map(|solved| {
            items::Item::from([
                ("pk".to_owned(), items::text(format!("C#{}", solved.id))),
                ("sk".to_owned(), items::text("spent")),
                ("exp".to_owned(), items::number(solved.expires + 60)),
            ])
        });
        let contact = filing.contact.as_ref().map(|contact| {
            items::Item::from([
                (
                    "pk".to_owned(),
                    items::text(format!("R#{}", progress.receipt.bare())),
                ),
                ("sk".to_owned(), items::text("contact")),
                (
                    "env".to_owned(),
                    AttributeValue::B(Blob::new(contact.clone())),
                ),
            ])
        });
        [Some(report), Some(lookup), Some(key), spent, contact]
            .into_iter()
            .flatten()
            .map(|item| self.put(item))
            .collect()
    }

    /// Every write of a filing makes an item that must not be there yet.
    fn put(&self, item: items::Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .map_err(|_| StoreError::Unavailable("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}

pub(super) fn failed(reasons: &[CancellationReason], write: usize) -> bool {
    reasons.get(write).and_then(CancellationReason::code) == Some("ConditionalCheckFailed")
}

/// Codes of a table that has too much to do.
fn is_busy(code: &str) -> bool {
    matches!(
        code,
        "ThrottlingError"
            | "ThrottlingException"
            | "ProvisionedThroughputExceeded"
            | "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "TransactionConflict"
    )
}

#[cfg(all(test, feature = "embedded"))]
mod tests;
