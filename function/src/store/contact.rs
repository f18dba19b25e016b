//! Who residents are: sealed, apart from what they wrote, and deleted earlier.

use super::{Store, StoreError, items, pause, unavailable};
use crate::domain::Receipt;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use jiff::Timestamp;
use std::collections::HashMap;

/// Most items that one request may ask for.
const BATCH: usize = 100;
/// Requests for one batch, while the table gives only a part of it.
const TRIES: u32 = 8;

impl Store {
    /// The sealed contacts of these reports, as far as there still are any. What its clock has ended
    /// is gone, also while the table has not deleted it yet.
    pub async fn contacts(
        &self,
        receipts: &[Receipt],
        now: Timestamp,
    ) -> Result<HashMap<Receipt, Vec<u8>>, StoreError> {
        let mut found = HashMap::new();
        for batch in receipts.chunks(BATCH) {
            let keys = batch.iter().map(|receipt| {
                items::Item::from([
                    (
                        "pk".to_owned(),
                        items::text(format!("R#{}", receipt.bare())),
                    ),
                    ("sk".to_owned(), items::text("contact")),
                ])
            });
            let wanted = KeysAndAttributes::builder()
                .set_keys(Some(keys.collect()))
                .consistent_read(true)
                .build()
                .map_err(|_| StoreError::Unavailable("request not built".to_owned()))?;
            let mut left = HashMap::from([(self.table.clone(), wanted)]);
            let mut tries = 0;
            while !left.is_empty() {
                if tries > 0 {
                    tokio::time::sleep(pause(tries)).await;
                }
                if tries == TRIES {
                    return Err(StoreError::Unavailable("throttled".to_owned()));
                }
                tries += 1;
                let answer = self
                    .client
                    .batch_get_item()
                    .set_request_items(Some(left))
                    .send()
                    .await
                    .map_err(unavailable)?;
                left = answer.unprocessed_keys.unwrap_or_default();
                let got = answer.responses.unwrap_or_default().remove(&self.table);
                for item in got.unwrap_or_default() {
                    if items::seconds(&item, "exp").is_some_and(|exp| exp <= now.as_second()) {
                        continue;
                    }
                    let Some(AttributeValue::B(contact)) = item.get("env") else {
                        return Err(StoreError::Foreign("contact"));
                    };
                    let pk = items::string(&item, "pk")?;
                    let receipt = pk.strip_prefix("R#").and_then(Receipt::read);
                    let receipt = receipt.ok_or(StoreError::Foreign("contact"))?;
                    found.insert(receipt, contact.as_ref().to_vec());
                }
            }
        }
        Ok(found)
    }
}
