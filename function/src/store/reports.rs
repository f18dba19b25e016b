//! All reports, for export: read from the index, page by page, by the time of their last change.

use super::{Store, StoreError, items, unavailable};
use crate::domain::Progress;
use aws_sdk_dynamodb::types::AttributeValue;

/// A report with its envelope, still sealed.
pub struct FiledReport {
    /// The facts in clear.
    pub progress: Progress,
    /// What only the office can open.
    pub envelope: Vec<u8>,
}

impl Store {
    /// Every report, oldest change first.
    pub async fn reports(&self) -> Result<Vec<FiledReport>, StoreError> {
        let mut all = Vec::new();
        let mut start = None;
        loop {
            let page = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(super::table::INDEX)
                .key_condition_expression("g = :g")
                .expression_attribute_values(":g", items::text(items::ALL_REPORTS))
                .set_exclusive_start_key(start.take())
                .send()
                .await
                .map_err(unavailable)?;
            for item in page.items() {
                let Some(AttributeValue::B(envelope)) = item.get("env") else {
                    return Err(StoreError::Foreign("env"));
                };
                all.push(FiledReport {
                    progress: items::progress(item)?,
                    envelope: envelope.as_ref().to_vec(),
                });
            }
            match page.last_evaluated_key {
                Some(key) if !key.is_empty() => start = Some(key),
                _ => return Ok(all),
            }
        }
    }
}
