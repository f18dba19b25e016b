//! A resident's wish to be forgotten: report, contact and lookup entry go in one transaction, and a
//! tombstone that says nothing but *gone* tells every later export to take the record away too.

use super::{
    Case, Changed, Store, StoreError,
    filing::failed,
    items::{self, Item},
    unavailable,
};
use crate::domain::time;
use aws_sdk_dynamodb::{
    error::SdkError,
    operation::transact_write_items::TransactWriteItemsError,
    types::{Delete, Put, TransactWriteItem},
};
use jiff::Timestamp;

/// Sort key of a tombstone.
pub(super) const GONE: &str = "gone";

impl Store {
    /// Takes a case away for good. [`Changed::Outdated`] if someone changed it meanwhile.
    pub async fn purge(&self, case: &Case, now: Timestamp) -> Result<Changed, StoreError> {
        let progress = &case.progress;
        let report = format!("R#{}", progress.receipt.bare());
        let version = items::number(progress.version.cast_signed());
        let writes = vec![
            self.delete(&report, "report", Some(version))?,
            self.delete(&format!("L#{}", case.lookup_key), &case.lookup_sort, None)?,
            self.delete(&report, "contact", None)?,
            self.tombstone(case, now)?,
        ];
        let sent = self
            .client
            .transact_write_items()
            .set_transact_items(Some(writes))
            .send()
            .await;
        let Err(error) = sent else {
            return Ok(Changed::Done(progress.clone()));
        };
        if let SdkError::ServiceError(inner) = &error
            && let TransactWriteItemsError::TransactionCanceledException(cancelled) = inner.err()
            && failed(cancelled.cancellation_reasons(), 0)
        {
            return Ok(Changed::Outdated);
        }
        Err(unavailable(error))
    }

    fn delete(
        &self,
        pk: &str,
        sk: &str,
        version: Option<aws_sdk_dynamodb::types::AttributeValue>,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut delete = Delete::builder()
            .table_name(&self.table)
            .key("pk", items::text(pk))
            .key("sk", items::text(sk));
        if let Some(version) = version {
            delete = delete
                .condition_expression("#v = :v")
                .expression_attribute_names("#v", "v")
                .expression_attribute_values(":v", version);
        }
        let delete = delete.build().map_err(not_built)?;
        Ok(TransactWriteItem::builder().delete(delete).build())
    }

    fn tombstone(&self, case: &Case, now: Timestamp) -> Result<TransactWriteItem, StoreError> {
        let progress = &case.progress;
        let receipt = progress.receipt.bare();
        let item = Item::from([
            ("pk".to_owned(), items::text(format!("R#{receipt}"))),
            ("sk".to_owned(), items::text(GONE)),
            ("receipt".to_owned(), items::text(receipt)),
            (
                "month".to_owned(),
                items::text(time::month(progress.filed_at)),
            ),
            ("g".to_owned(), items::text(items::ALL_REPORTS)),
            ("ts".to_owned(), items::number(now.as_millisecond())),
        ]);
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .build()
            .map_err(not_built)?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}

fn not_built<E>(_: E) -> StoreError {
    StoreError::Unavailable("request not built".to_owned())
}
