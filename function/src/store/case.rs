//! One case and its changes. A change is conditional on the version that was read: of two people
//! who change a case at once, one is told to look again. It changes the report and its lookup entry
//! together, or nothing.

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
    types::{AttributeValue, CancellationReason, TransactWriteItem, Update},
};
use jiff::Timestamp;
use std::collections::HashMap;

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

/// An update expression while it is put together. Every name goes through a placeholder, so that
/// none of them can be one of DynamoDB's own words.
#[derive(Default)]
struct Expression {
    set: Vec<String>,
    remove: Vec<String>,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Expression {
    /// Writes what of a case changes.
    fn of(after: &Progress) -> Self {
        let clear = items::clear(after);
        let mut expression = Self::default();
        for name in items::OPTIONAL {
            if !clear.contains_key(name) {
                expression.remove(name);
            }
        }
        let mut clear: Vec<_> = clear.into_iter().collect();
        clear.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (name, value) in clear {
            if !items::KEPT.contains(&name.as_str()) {
                expression.set(&name, value);
            }
        }
        expression
    }

    fn set(&mut self, name: &str, value: AttributeValue) {
        self.name(name);
        self.value(&format!(":{name}"), value);
        self.set.push(format!("#{name} = :{name}"));
    }

    fn append(&mut self, name: &str, value: AttributeValue) {
        self.name(name);
        self.value(":none", AttributeValue::L(Vec::new()));
        self.value(&format!(":{name}"), AttributeValue::L(vec![value]));
        self.set.push(format!(
            "#{name} = list_append(if_not_exists(#{name}, :none), :{name})"
        ));
    }

    fn remove(&mut self, name: &str) {
        self.name(name);
        self.remove.push(format!("#{name}"));
    }

    fn name(&mut self, name: &str) {
        self.names.insert(format!("#{name}"), name.to_owned());
    }

    fn value(&mut self, placeholder: &str, value: AttributeValue) {
        self.values.insert(placeholder.to_owned(), value);
    }

    fn build(
        self,
        store: &Store,
        pk: String,
        sk: String,
        condition: String,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut parts = Vec::new();
        if !self.set.is_empty() {
            parts.push(format!("SET {}", self.set.join(", ")));
        }
        if !self.remove.is_empty() {
            parts.push(format!("REMOVE {}", self.remove.join(", ")));
        }
        let update = Update::builder()
            .table_name(&store.table)
            .key("pk", items::text(pk))
            .key("sk", items::text(sk))
            .update_expression(parts.join(" "))
            .condition_expression(condition)
            .set_expression_attribute_names(Some(self.names))
            .set_expression_attribute_values((!self.values.is_empty()).then_some(self.values))
            .build()
            .map_err(|_| StoreError::Unavailable("request not built".to_owned()))?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::{
        case_record::{Kind, Satisfaction},
        domain::{Move, Rating, samples},
        store::{Earlier, Filed, Filing, embedded::Engine},
    };

    const CLOCKS: Clocks = Clocks {
        contact_days: 90,
        case_days: 1095,
    };

    async fn filed(store: &Store) -> Receipt {
        store.make_table().await.unwrap();
        let progress = samples::filed(Kind::Suggest, [9; 10], Timestamp::now());
        let receipt = progress.receipt.clone();
        let filing = Filing {
            progress,
            envelope: vec![1],
            contact: Some(vec![3]),
            lookup_key: "key".into(),
            code_expires: Timestamp::now().as_second() + 1000,
            idempotency_id: "id".into(),
            earlier: Earlier {
                receipt: receipt.clone(),
                digest: "digest".into(),
                joined: false,
                secret_id: "id".into(),
            },
            idempotency_expires: Timestamp::now().as_second() + 1000,
            solved: None,
        };
        assert_eq!(store.file(&filing).await.unwrap(), Filed::New);
        receipt
    }

    fn entry(did: &str) -> LogEntry {
        LogEntry {
            at: "2026-11-22T01:02:03Z".parse().unwrap(),
            by: Some("示例坐席".into()),
            did: did.into(),
            sealed: Some(vec![2]),
        }
    }

    async fn advance(store: &Store, case: &Case, wish: &Move) -> Changed {
        let after = case.progress.moved(wish, wish.at).unwrap();
        let change = Change {
            case,
            after: &after,
            entry: entry("accepted"),
            clocks: CLOCKS,
        };
        store.change(&change).await.unwrap()
    }

    #[tokio::test]
    async fn a_change_shows_in_case_and_look_up_and_only_one_of_two_wins() {
        let directory = tempfile::tempdir().unwrap();
        let store = Engine::open(directory.path()).unwrap().store("reports");
        let receipt = filed(&store).await;
        let case = store.case(&receipt).await.unwrap().unwrap();
        assert_eq!(case.progress.version, 1);
        let wish = Move::by_office(Stage::Accepted, Timestamp::now());
        let Changed::Done(done) = advance(&store, &case, &wish).await else {
            panic!("nobody else was there");
        };
        assert_eq!(done.version, 2);
        assert_eq!(advance(&store, &case, &wish).await, Changed::Outdated);
        let now = store.case(&receipt).await.unwrap().unwrap();
        assert_eq!(now.progress.stage(), Stage::Accepted);
        assert_eq!(now.log, [entry("accepted")]);
        let found = store.look_up("key", Timestamp::now()).await.unwrap();
        assert_eq!(found, [now.progress]);
    }

    #[tokio::test]
    async fn closing_starts_the_clocks_and_reopening_stops_them() {
        let directory = tempfile::tempdir().unwrap();
        let engine = Engine::open(directory.path()).unwrap();
        let store = engine.store("reports");
        let receipt = filed(&store).await;
        let case = store.case(&receipt).await.unwrap().unwrap();
        let closing = Move {
            result: Some("已答复。".into()),
            ..Move::by_office(Stage::Closed, Timestamp::now())
        };
        assert!(matches!(
            advance(&store, &case, &closing).await,
            Changed::Done(_)
        ));
        let expires = |item: Option<Item>| items::seconds(&item.unwrap(), "exp");
        let over = Timestamp::now().as_second() + i64::from(CLOCKS.case_days) * DAY;
        let raw = |store: &Store| {
            let get = store
                .client
                .get_item()
                .table_name("reports")
                .key("pk", items::text(format!("R#{}", receipt.bare())))
                .key("sk", items::text("report"));
            async { get.send().await.unwrap().item }
        };
        assert!((expires(raw(&store).await).unwrap() - over).abs() < 10);
        let closed = store.case(&receipt).await.unwrap().unwrap();
        let rating = Rating {
            at: Timestamp::now(),
            resolved: false,
            satisfied: Satisfaction::No,
            closing: 0,
        };
        let change = Change {
            after: &closed.progress.rated(rating).unwrap(),
            case: &closed,
            entry: entry("rated"),
            clocks: CLOCKS,
        };
        assert!(matches!(
            store.change(&change).await.unwrap(),
            Changed::Done(_)
        ));
        assert_eq!(expires(raw(&store).await), None);
        let again = store.case(&receipt).await.unwrap().unwrap();
        assert_eq!(again.progress.stage(), Stage::Reworked);
        assert!(!again.progress.rating.unwrap().resolved);
    }
}
