//! Who looked at residents' details: written before anything is shown, so that what could not be
//! written down was not seen either.

use super::{Store, StoreError, items, unavailable};
use crate::{
    domain::{Receipt, time},
    seal,
};
use jiff::Timestamp;

/// What someone did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Opened what one resident wrote, with name and phone.
    Opened,
    /// Printed a work order with name and phone.
    Printed,
    /// Took a report away for good.
    Purged,
    /// Opened all that an export wrote.
    Exported,
}

/// An audit event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// When.
    pub at: Timestamp,
    /// The name that the person gave.
    pub by: String,
    /// What.
    pub deed: Deed,
    /// Which report; an export has none.
    pub receipt: Option<Receipt>,
    /// How many reports.
    pub count: u64,
}

impl Deed {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Printed => "printed",
            Self::Purged => "purged",
            Self::Exported => "exported",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::Opened, Self::Printed, Self::Purged, Self::Exported]
            .into_iter()
            .find(|deed| deed.word() == word)
    }
}

impl Store {
    /// Writes an event down; it is kept until `expires`, in Unix seconds.
    pub async fn audit(&self, event: &AuditEvent, expires: i64) -> Result<(), StoreError> {
        let random = seal::random::<8>()
            .map_err(|_| StoreError::Unavailable("no random numbers".to_owned()))?;
        let sort = format!("{:013}#{}", event.at.as_millisecond(), seal::hex(&random));
        let mut put = self
            .client
            .put_item()
            .table_name(&self.table)
            .item("pk", items::text(format!("A#{}", time::month(event.at))))
            .item("sk", items::text(sort))
            .item("at", items::text(time::rfc3339(event.at)))
            .item("by", items::text(&event.by))
            .item("did", items::text(event.deed.word()))
            .item("count", items::number(event.count.cast_signed()))
            .item("exp", items::number(expires));
        if let Some(receipt) = &event.receipt {
            put = put.item("receipt", items::text(receipt.bare()));
        }
        put.send().await.map_err(unavailable)?;
        Ok(())
    }

    /// The events of a month, `2026-11`, oldest first.
    pub async fn audited(&self, month: &str) -> Result<Vec<AuditEvent>, StoreError> {
        let mut all = Vec::new();
        let mut start = None;
        loop {
            let page = self
                .client
                .query()
                .table_name(&self.table)
                .key_condition_expression("pk = :pk")
                .expression_attribute_values(":pk", items::text(format!("A#{month}")))
                .consistent_read(true)
                .set_exclusive_start_key(start.take())
                .send()
                .await
                .map_err(unavailable)?;
            for item in page.items() {
                all.push(AuditEvent {
                    at: items::moment(item, "at")?,
                    by: items::string(item, "by")?,
                    deed: Deed::read(&items::string(item, "did")?)
                        .ok_or(StoreError::Foreign("audit event"))?,
                    receipt: items::optional(item, "receipt")
                        .and_then(|receipt| Receipt::read(&receipt)),
                    count: items::seconds(item, "count").map_or(1, i64::unsigned_abs),
                });
            }
            match page.last_evaluated_key {
                Some(key) if !key.is_empty() => start = Some(key),
                _ => return Ok(all),
            }
        }
    }
}
