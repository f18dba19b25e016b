//! The mark of a published page. The site is built where the table is not; whoever publishes it
//! tells the table which reports have a page now, and look-ups give the address from the mark alone.

use super::{Store, StoreError, items, unavailable};
use crate::domain::Receipt;
use aws_sdk_dynamodb::{
    error::SdkError, operation::update_item::UpdateItemError, types::AttributeValue,
};

/// What marking did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Reports that have a page.
    pub pages: usize,
    /// Marks that were set.
    pub marked: usize,
    /// Marks that were taken away.
    pub unmarked: usize,
}

impl Store {
    /// Sets and takes away marks so that they say what `has_page` says. It may run as often as one
    /// likes; what is marked already costs nothing. No mark changes a case's version or time.
    pub async fn mark_published(
        &self,
        has_page: impl Fn(&Receipt) -> bool,
    ) -> Result<Published, StoreError> {
        let names = vec!["pk", "sk", "receipt", "lk", "ls", "page"];
        let mut done = Published::default();
        for item in self.index(0, Some(names)).await? {
            if items::string(&item, "sk")? != "report" {
                continue;
            }
            let receipt = items::receipt(&item)?;
            let wanted = has_page(&receipt);
            done.pages += usize::from(wanted);
            if items::is_set(&item, "page") == wanted {
                continue;
            }
            let lookup = format!("L#{}", items::string(&item, "lk")?);
            // The entry that look-ups read goes first: if this ends in between, the next run sees
            // the report unmarked and does both again.
            self.mark(&lookup, &items::string(&item, "ls")?, wanted)
                .await?;
            self.mark(&format!("R#{}", receipt.bare()), "report", wanted)
                .await?;
            done.marked += usize::from(wanted);
            done.unmarked += usize::from(!wanted);
        }
        Ok(done)
    }

    async fn mark(&self, pk: &str, sk: &str, wanted: bool) -> Result<(), StoreError> {
        let mut update = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", items::text(pk))
            .key("sk", items::text(sk))
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_names("#page", "page");
        update = if wanted {
            update
                .update_expression("SET #page = :page")
                .expression_attribute_values(":page", AttributeValue::Bool(true))
        } else {
            update.update_expression("REMOVE #page")
        };
        match update.send().await {
            Ok(_) => Ok(()),
            // Expired or purged since: nothing to mark.
            Err(SdkError::ServiceError(error))
                if matches!(
                    error.err(),
                    UpdateItemError::ConditionalCheckFailedException(_)
                ) =>
            {
                Ok(())
            }
            Err(error) => Err(unavailable(error)),
        }
    }
}
