//! A resident's look-up: one query, whatever it finds.

use super::{Store, StoreError, items, unavailable};
use crate::domain::Progress;
use jiff::Timestamp;

/// A resident with more reports under one code than this sees the newest.
const MOST: i32 = 100;

impl Store {
    /// The reports under this lookup key, newest first. Entries whose code has expired are left
    /// out here too: the table deletes them only some time later.
    pub async fn look_up(
        &self,
        lookup_key: &str,
        now: Timestamp,
    ) -> Result<Vec<Progress>, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", items::text(format!("L#{lookup_key}")))
            .consistent_read(true)
            .scan_index_forward(false)
            .limit(MOST)
            .send()
            .await
            .map_err(unavailable)?;
        answer
            .items()
            .iter()
            .filter(|item| items::seconds(item, "exp").is_none_or(|exp| exp > now.as_second()))
            .map(items::progress)
            .collect()
    }
}
