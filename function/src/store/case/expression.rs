//! The update expression of a change: only what changed is sent.

use super::{Store, StoreError, items};
use crate::domain::Progress;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, Update};
use std::collections::HashMap;

/// An update expression while it is put together. Every name goes through a placeholder, so that
/// none of them can be one of DynamoDB's own words.
#[derive(Default)]
pub(super) struct Expression {
    set: Vec<String>,
    remove: Vec<String>,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Expression {
    /// Writes what of a case changes.
    pub(super) fn of(after: &Progress) -> Self {
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

    pub(super) fn set(&mut self, name: &str, value: AttributeValue) {
        self.name(name);
        self.value(&format!(":{name}"), value);
        self.set.push(format!("#{name} = :{name}"));
    }

    pub(super) fn append(&mut self, name: &str, value: AttributeValue) {
        self.name(name);
        self.value(":none", AttributeValue::L(Vec::new()));
        self.value(&format!(":{name}"), AttributeValue::L(vec![value]));
        self.set.push(format!(
            "#{name} = list_append(if_not_exists(#{name}, :none), :{name})"
        ));
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.name(name);
        self.remove.push(format!("#{name}"));
    }

    pub(super) fn name(&mut self, name: &str) {
        self.names.insert(format!("#{name}"), name.to_owned());
    }

    pub(super) fn value(&mut self, placeholder: &str, value: AttributeValue) {
        self.values.insert(placeholder.to_owned(), value);
    }

    pub(super) fn build(
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
