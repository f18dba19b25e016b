//! All reports, for export and desk: read from the index, page by page, by the time of their last
//! change. A resident's request never does.

use super::{Store, StoreError, items, unavailable};
use crate::domain::{Progress, Receipt};
use aws_sdk_dynamodb::types::AttributeValue;

/// A report with its envelope, still sealed.
pub struct FiledReport {
    /// The facts in clear.
    pub progress: Progress,
    /// What only the office can open.
    pub envelope: Vec<u8>,
}

/// A report that was purged: nothing is left of it but that it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Which.
    pub receipt: Receipt,
    /// The month that its record was filed under.
    pub month: String,
}

/// What changed since a moment.
#[derive(Default)]
pub struct Changes {
    /// New and changed reports, oldest change first.
    pub reports: Vec<FiledReport>,
    /// Reports that were purged.
    pub gone: Vec<Gone>,
    /// When the last of them changed, in Unix milliseconds; 0 if there is none.
    pub newest: i64,
}

impl Store {
    /// Whether this report is in the table.
    pub async fn is_filed(&self, receipt: &Receipt) -> Result<bool, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .key("pk", items::text(format!("R#{}", receipt.bare())))
            .key("sk", items::text("report"))
            .projection_expression("pk")
            .consistent_read(true)
            .send()
            .await
            .map_err(unavailable)?;
        Ok(answer.item.is_some())
    }

    /// Every report, oldest change first.
    pub async fn reports(&self) -> Result<Vec<FiledReport>, StoreError> {
        Ok(self.changes(0).await?.reports)
    }

    /// What changed since, in Unix milliseconds.
    pub async fn changes(&self, since: i64) -> Result<Changes, StoreError> {
        let mut changes = Changes::default();
        for item in self.index(since, None).await? {
            changes.newest = items::seconds(&item, "ts").unwrap_or(0).max(changes.newest);
            if let Some(gone) = gone(&item)? {
                changes.gone.push(gone);
                continue;
            }
            let Some(AttributeValue::B(envelope)) = item.get("env") else {
                return Err(StoreError::Foreign("env"));
            };
            changes.reports.push(FiledReport {
                progress: items::progress(&item)?,
                envelope: envelope.as_ref().to_vec(),
            });
        }
        Ok(changes)
    }

    /// The facts in clear of what changed since, without envelopes and logs.
    pub async fn list(&self, since: i64) -> Result<Vec<Progress>, StoreError> {
        let names = items::CLEAR.iter().chain(&["sk"]).copied().collect();
        let mut all = Vec::new();
        for item in self.index(since, Some(names)).await? {
            if gone(&item)?.is_none() {
                all.push(items::progress(&item)?);
            }
        }
        Ok(all)
    }

    /// Items of the index, whole or these attributes of them.
    pub(super) async fn index(
        &self,
        since: i64,
        attributes: Option<Vec<&str>>,
    ) -> Result<Vec<items::Item>, StoreError> {
        let mut all = Vec::new();
        let mut start = None;
        loop {
            let mut query = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(super::table::INDEX)
                .key_condition_expression("g = :g AND ts >= :since")
                .expression_attribute_values(":g", items::text(items::ALL_REPORTS))
                .expression_attribute_values(":since", items::number(since))
                .set_exclusive_start_key(start.take());
            if let Some(attributes) = &attributes {
                let hashed: Vec<_> = attributes.iter().map(|name| format!("#{name}")).collect();
                query = query.projection_expression(hashed.join(", "));
                for name in attributes {
                    query = query.expression_attribute_names(format!("#{name}"), *name);
                }
            }
            let page = query.send().await.map_err(unavailable)?;
            all.extend(page.items.unwrap_or_default());
            match page.last_evaluated_key {
                Some(key) if !key.is_empty() => start = Some(key),
                _ => return Ok(all),
            }
        }
    }
}

/// What was purged lies under a sort key of its own.
fn gone(item: &items::Item) -> Result<Option<Gone>, StoreError> {
    if items::string(item, "sk")? != super::purge::GONE {
        return Ok(None);
    }
    Ok(Some(Gone {
        receipt: items::receipt(item)?,
        month: items::optional(item, "month").unwrap_or_default(),
    }))
}
