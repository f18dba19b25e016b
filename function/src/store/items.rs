//! Facts in clear ⇄ attributes of an item.

use super::StoreError;
use crate::{
    case_record::{CategoryRef, Kind, Stage},
    domain::{Progress, Receipt, Step, time},
};
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use std::collections::HashMap;

/// An item as the SDK hands it over.
pub(super) type Item = HashMap<String, AttributeValue>;

/// Every report carries this in `g`. One partition of the index is enough: it takes a thousand
/// writes a second, and a district files a few a minute.
pub(super) const ALL_REPORTS: &str = "report";

/// A string attribute.
pub(super) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number attribute.
pub(super) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// The attributes that report and lookup entry share.
pub(super) fn clear(progress: &Progress) -> Item {
    let mut item = Item::from([
        ("receipt".to_owned(), text(progress.receipt.bare())),
        ("kind".to_owned(), text(word(&progress.kind))),
        (
            "filed_at".to_owned(),
            text(time::rfc3339(progress.filed_at)),
        ),
        (
            "updated_at".to_owned(),
            text(time::rfc3339(progress.updated_at)),
        ),
        (
            "stages".to_owned(),
            AttributeValue::L(progress.stages.iter().map(step).collect()),
        ),
    ]);
    if let Some(category) = &progress.category {
        let category = Item::from([
            ("edition".to_owned(), text(&category.edition)),
            ("kind".to_owned(), text(&category.kind)),
            ("code".to_owned(), text(&category.code)),
            ("label".to_owned(), text(&category.label)),
        ]);
        item.insert("category".to_owned(), AttributeValue::M(category));
    }
    if let Some(street) = &progress.street {
        item.insert("street".to_owned(), text(street));
    }
    item
}

fn step(step: &Step) -> AttributeValue {
    let mut item = Item::from([
        ("stage".to_owned(), text(word(&step.stage))),
        ("at".to_owned(), text(time::rfc3339(step.at))),
    ]);
    for (name, value) in [("unit", &step.unit), ("note", &step.note)] {
        if let Some(value) = value {
            item.insert(name.to_owned(), text(value));
        }
    }
    AttributeValue::M(item)
}

/// Reads those attributes back.
pub(super) fn progress(item: &Item) -> Result<Progress, StoreError> {
    let category = match item.get("category") {
        None => None,
        Some(AttributeValue::M(category)) => Some(CategoryRef {
            edition: string(category, "edition")?,
            kind: string(category, "kind")?,
            code: string(category, "code")?,
            label: string(category, "label")?,
        }),
        Some(_) => return Err(StoreError::Foreign("category")),
    };
    let Some(AttributeValue::L(stages)) = item.get("stages") else {
        return Err(StoreError::Foreign("stages"));
    };
    Ok(Progress {
        receipt: receipt(item)?,
        kind: parse_word::<Kind>(&string(item, "kind")?, "kind")?,
        category,
        street: optional(item, "street"),
        filed_at: moment(item, "filed_at")?,
        updated_at: moment(item, "updated_at")?,
        stages: stages.iter().map(read_step).collect::<Result<_, _>>()?,
    })
}

fn read_step(value: &AttributeValue) -> Result<Step, StoreError> {
    let AttributeValue::M(item) = value else {
        return Err(StoreError::Foreign("stages"));
    };
    Ok(Step {
        stage: parse_word::<Stage>(&string(item, "stage")?, "stage")?,
        at: moment(item, "at")?,
        unit: optional(item, "unit"),
        note: optional(item, "note"),
    })
}

/// The receipt of any item that has one.
pub(super) fn receipt(item: &Item) -> Result<Receipt, StoreError> {
    Receipt::read(&string(item, "receipt")?).ok_or(StoreError::Foreign("receipt"))
}

/// A string that must be there.
pub(super) fn string(item: &Item, name: &'static str) -> Result<String, StoreError> {
    optional(item, name).ok_or(StoreError::Foreign(name))
}

fn optional(item: &Item, name: &str) -> Option<String> {
    item.get(name)?.as_s().ok().cloned()
}

/// Unix seconds that may be missing.
pub(super) fn seconds(item: &Item, name: &str) -> Option<i64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

fn moment(item: &Item, name: &'static str) -> Result<Timestamp, StoreError> {
    string(item, name)?
        .parse()
        .map_err(|_| StoreError::Foreign(name))
}

/// The word that serde writes for a unit variant.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => unreachable!("kinds and stages are written as words"),
    }
}

fn parse_word<T: serde::de::DeserializeOwned>(
    word: &str,
    name: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
        .map_err(|_| StoreError::Foreign(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_survive_the_table() {
        let at: Timestamp = "2026-11-22T01:02:03Z".parse().unwrap();
        let whole = Progress {
            receipt: Receipt::from_random([7; 10]),
            kind: Kind::Report,
            category: Some(CategoryRef {
                edition: "GB/T 47678.5-2026".into(),
                kind: "事项".into(),
                code: "06040".into(),
                label: "私设地锁、阻车桩".into(),
            }),
            street: Some("金顶街街道".into()),
            filed_at: at,
            updated_at: at,
            stages: vec![Step {
                stage: Stage::Reported,
                at,
                unit: Some("金顶街街道办事处".into()),
                note: None,
            }],
        };
        assert_eq!(progress(&clear(&whole)).unwrap(), whole);
        let bare = Progress {
            kind: Kind::Suggest,
            category: None,
            street: None,
            ..whole
        };
        assert_eq!(progress(&clear(&bare)).unwrap(), bare);
    }

    #[test]
    fn a_foreign_item_is_named() {
        assert!(matches!(
            progress(&Item::new()),
            Err(StoreError::Foreign("stages"))
        ));
    }
}
