//! Filing a report: one conditional transaction of report, lookup entry, idempotency key and, if
//! one paid for it, the spent challenge. Either all of it is there afterwards or none.

use super::{Store, StoreError, items, unavailable};
use crate::{
    domain::{Progress, Receipt},
    limits::Solved,
    seal,
};
use aws_sdk_dynamodb::{
    error::SdkError,
    operation::transact_write_items::TransactWriteItemsError,
    primitives::Blob,
    types::{AttributeValue, CancellationReason, Put, TransactWriteItem},
};
use std::time::Duration;

/// Tries of one transaction while others hold the same items.
const TRIES: u32 = 5;

/// Everything that is written for one report.
pub struct Filing {
    /// The facts in clear.
    pub progress: Progress,
    /// The sealed envelope.
    pub envelope: Vec<u8>,
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
    pub async fn file(&self, filing: &Filing) -> Result<Filed, StoreError> {
        let writes = self.writes(filing)?;
        let mut last = "TransactionConflict";
        for tries in 0..TRIES {
            if tries > 0 {
                tokio::time::sleep(pause(tries)).await;
            }
            let sent = self
                .client
                .transact_write_items()
                .set_transact_items(Some(writes.clone()))
                .send()
                .await;
            let Err(error) = sent else {
                return Ok(Filed::New);
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
            // The order of the reasons is the order of the writes: report, lookup, key, challenge.
            if failed(reasons, 2) {
                let earlier = self.earlier(&filing.idempotency_id).await?;
                return earlier
                    .map(Filed::Before)
                    .ok_or(StoreError::Foreign("idempotency key"));
            }
            if failed(reasons, 3) {
                return Ok(Filed::ChallengeSpent);
            }
            // Another transaction holds one of the items, or the table is throttled: try again.
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
        report.insert(
            "env".to_owned(),
            AttributeValue::B(Blob::new(filing.envelope.clone())),
        );

        let mut lookup = items::clear(progress);
        lookup.insert(
            "pk".to_owned(),
            items::text(format!("L#{}", filing.lookup_key)),
        );
        // The time of filing sorts a resident's reports and never changes, so the desk finds the
        // entry again from the report alone.
        let sort = format!(
            "{:013}#{}",
            progress.filed_at.as_millisecond(),
            progress.receipt.bare()
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
        [Some(report), Some(lookup), Some(key), spent]
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

fn failed(reasons: &[CancellationReason], write: usize) -> bool {
    reasons.get(write).and_then(CancellationReason::code) == Some("ConditionalCheckFailed")
}

/// Twice as long each time, half of it by chance, so that those who collided once do not again.
fn pause(tries: u32) -> Duration {
    let most = 20u64 << tries;
    let chance = seal::random::<1>().map_or(128, |[byte]| u64::from(byte));
    Duration::from_millis(most / 2 + most * chance / 512)
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::{case_record::Kind, domain::NewReport, store::embedded::Engine};
    use jiff::Timestamp;

    fn now() -> Timestamp {
        Timestamp::now()
    }

    fn report() -> NewReport {
        NewReport {
            kind: Kind::Suggest,
            category: None,
            street: None,
            text: "多种几棵树".into(),
            place: String::new(),
            name: String::new(),
            phone: None,
            phone_typed: String::new(),
            earlier_code: None,
            reply_wanted: false,
            consent_publish: false,
        }
    }

    /// A filing of its own but for what `change` makes the same.
    fn filing(number: u8, change: impl FnOnce(&mut Filing)) -> Filing {
        let receipt = Receipt::from_random([number; 10]);
        let mut filing = Filing {
            progress: Progress::filed(receipt.clone(), &report(), now()),
            envelope: vec![number],
            lookup_key: format!("key {number}"),
            code_expires: now().as_second() + 1000,
            idempotency_id: format!("id {number}"),
            earlier: Earlier {
                receipt,
                digest: format!("digest {number}"),
                joined: false,
            },
            idempotency_expires: now().as_second() + 1000,
            solved: Some(Solved {
                id: format!("challenge {number}"),
                expires: now().as_second() + 1000,
            }),
        };
        change(&mut filing);
        filing
    }

    async fn store(directory: &std::path::Path) -> (Engine, Store) {
        let engine = Engine::open(directory).unwrap();
        let store = engine.store("reports");
        assert!(store.make_table().await.unwrap());
        assert!(!store.make_table().await.unwrap());
        (engine, store)
    }

    #[tokio::test]
    async fn a_spent_challenge_leaves_nothing_behind() {
        let directory = tempfile::tempdir().unwrap();
        let (_engine, store) = store(directory.path()).await;
        assert_eq!(store.file(&filing(1, |_| {})).await.unwrap(), Filed::New);
        let second = filing(2, |second| second.solved = filing(1, |_| {}).solved);
        assert_eq!(store.file(&second).await.unwrap(), Filed::ChallengeSpent);
        assert_eq!(store.look_up("key 2", now()).await.unwrap(), []);
        assert_eq!(store.earlier("id 2").await.unwrap(), None);
        assert_eq!(store.reports().await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn a_known_key_gives_what_was_answered_and_spends_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let (_engine, store) = store(directory.path()).await;
        let first = filing(1, |_| {});
        assert_eq!(store.file(&first).await.unwrap(), Filed::New);
        let retry = filing(2, |retry| retry.idempotency_id = "id 1".into());
        assert_eq!(
            store.file(&retry).await.unwrap(),
            Filed::Before(first.earlier)
        );
        assert_eq!(
            store.file(&filing(2, |_| {})).await.unwrap(),
            Filed::New,
            "challenge 2 is not spent"
        );
    }

    #[tokio::test]
    async fn an_expired_code_opens_nothing_even_before_it_is_swept() {
        let directory = tempfile::tempdir().unwrap();
        let (engine, store) = store(directory.path()).await;
        let old = filing(1, |old| old.code_expires = now().as_second() - 1);
        assert_eq!(store.file(&old).await.unwrap(), Filed::New);
        assert_eq!(store.look_up("key 1", now()).await.unwrap(), []);
        let swept = tokio::task::spawn_blocking(move || engine.sweep())
            .await
            .unwrap();
        assert_eq!(swept, Ok(1));
        assert_eq!(
            store.reports().await.unwrap().len(),
            1,
            "the report itself stays"
        );
    }
}
