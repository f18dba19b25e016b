//! The table itself. Only `serve` makes one; in the cloud a template does, with the same shape.

use super::{Store, StoreError, unavailable};
use aws_sdk_dynamodb::{
    error::SdkError,
    operation::{create_table::CreateTableError, describe_table::DescribeTableError},
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType,
        Projection, ProjectionType, ScalarAttributeType, TimeToLiveSpecification,
    },
};

/// The index of all reports by their last change.
pub(super) const INDEX: &str = "gsi1";

impl Store {
    /// Whether the table is there.
    pub async fn is_there(&self) -> Result<bool, StoreError> {
        match self
            .client
            .describe_table()
            .table_name(&self.table)
            .send()
            .await
        {
            Ok(_) => Ok(true),
            Err(SdkError::ServiceError(error))
                if matches!(
                    error.err(),
                    DescribeTableError::ResourceNotFoundException(_)
                ) =>
            {
                Ok(false)
            }
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Makes the table unless it is there; says whether it made it.
    pub async fn make_table(&self) -> Result<bool, StoreError> {
        if self.is_there().await? {
            return Ok(false);
        }
        let built = |_| StoreError::Unavailable("request not built".to_owned());
        let attribute = |name: &str, kind| {
            AttributeDefinition::builder()
                .attribute_name(name)
                .attribute_type(kind)
                .build()
                .map_err(built)
        };
        let key = |name: &str, kind| {
            KeySchemaElement::builder()
                .attribute_name(name)
                .key_type(kind)
                .build()
                .map_err(built)
        };
        let index = GlobalSecondaryIndex::builder()
            .index_name(INDEX)
            .key_schema(key("g", KeyType::Hash)?)
            .key_schema(key("ts", KeyType::Range)?)
            .projection(
                Projection::builder()
                    .projection_type(ProjectionType::All)
                    .build(),
            )
            .build()
            .map_err(built)?;
        let made = self
            .client
            .create_table()
            .table_name(&self.table)
            .billing_mode(BillingMode::PayPerRequest)
            .attribute_definitions(attribute("pk", ScalarAttributeType::S)?)
            .attribute_definitions(attribute("sk", ScalarAttributeType::S)?)
            .attribute_definitions(attribute("g", ScalarAttributeType::S)?)
            .attribute_definitions(attribute("ts", ScalarAttributeType::N)?)
            .key_schema(key("pk", KeyType::Hash)?)
            .key_schema(key("sk", KeyType::Range)?)
            .global_secondary_indexes(index)
            .send()
            .await;
        match made {
            Ok(_) => {}
            // Another process was quicker.
            Err(SdkError::ServiceError(error))
                if matches!(error.err(), CreateTableError::ResourceInUseException(_)) =>
            {
                return Ok(false);
            }
            Err(error) => return Err(unavailable(error)),
        }
        let expiry = TimeToLiveSpecification::builder()
            .attribute_name("exp")
            .enabled(true)
            .build()
            .map_err(built)?;
        self.client
            .update_time_to_live()
            .table_name(&self.table)
            .time_to_live_specification(expiry)
            .send()
            .await
            .map_err(unavailable)?;
        Ok(true)
    }
}
