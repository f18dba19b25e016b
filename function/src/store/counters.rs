//! Counters of the quotas. They are best effort: a counter that cannot be written stops nobody.

use super::{Store, StoreError, items, unavailable};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

/// Items that one counter is spread over, so that a crowd behind one address does not queue for one.
pub const SHARDS: u32 = 4;

impl Store {
    /// Counts one more under this name and says whether there were more than `most`. One write; only
    /// a shard that is half full asks the others.
    pub async fn count(
        &self,
        name: &str,
        shard: u32,
        most: u32,
        expires: i64,
    ) -> Result<bool, StoreError> {
        let counter = items::text(format!("Q#{name}"));
        let counted = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", counter.clone())
            .key("sk", items::text(shard.to_string()))
            .update_expression("SET #exp = :exp ADD #n :one")
            .expression_attribute_names("#exp", "exp")
            .expression_attribute_names("#n", "n")
            .expression_attribute_values(":exp", items::number(expires))
            .expression_attribute_values(":one", items::number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(unavailable)?;
        let here = counted.attributes.as_ref().map_or(0, number);
        // Half of a shard's even part: chance may have filled the others first.
        if here <= u64::from(most / SHARDS / 2) {
            return Ok(false);
        }
        let all = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", counter)
            .consistent_read(true)
            .send()
            .await
            .map_err(unavailable)?;
        let sum: u64 = all.items().iter().map(number).sum();
        Ok(sum > u64::from(most))
    }
}

fn number(item: &items::Item) -> u64 {
    match item.get("n") {
        Some(AttributeValue::N(digits)) => digits.parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use crate::store::embedded::Engine;

    #[tokio::test]
    async fn the_one_after_the_last_is_too_many_however_they_are_spread() {
        let directory = tempfile::tempdir().unwrap();
        let store = Engine::open(directory.path()).unwrap().store("reports");
        store.make_table().await.unwrap();
        for (name, shards) in [
            ("even", [0, 1, 2, 3]),
            ("one", [2, 2, 2, 2]),
            ("two", [0, 3, 0, 3]),
        ] {
            for turn in 0..10 {
                let over = store.count(name, shards[turn % 4], 9, 1).await.unwrap();
                assert_eq!(over, turn == 9, "{name} {turn}");
            }
        }
    }
}
