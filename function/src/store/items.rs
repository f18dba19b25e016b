//! Facts in clear ⇄ attributes of an item.

use super::StoreError;
use crate::{
    case_record::{CategoryRef, Kind, Satisfaction, Stage, UnitRole},
    domain::{AssignedUnit, Progress, Rating, Receipt, Step, time},
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

/// All attributes of [`clear`].
pub(super) const CLEAR: [&str; 14] = [
    "receipt",
    "kind",
    "category",
    "street",
    "filed_at",
    "updated_at",
    "stages",
    "units",
    "handle_due_at",
    "close_due_at",
    "result",
    "rating",
    "page",
    "v",
];
/// Attributes of [`clear`] that a change leaves as they were: what never changes, and the mark of a
/// published page, which has its own writer.
pub(super) const KEPT: [&str; 6] = ["receipt", "kind", "category", "street", "filed_at", "page"];
/// Attributes of [`clear`] that may be missing.
pub(super) const OPTIONAL: [&str; 4] = ["handle_due_at", "close_due_at", "result", "rating"];

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
        (
            "units".to_owned(),
            AttributeValue::L(progress.units.iter().map(unit).collect()),
        ),
        (
            "v".to_owned(),
            number(i64::try_from(progress.version).unwrap_or(i64::MAX)),
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
    for (name, value) in [("street", &progress.street), ("result", &progress.result)] {
        if let Some(value) = value {
            item.insert(name.to_owned(), text(value));
        }
    }
    set_moment(&mut item, "handle_due_at", progress.handle_due_at);
    set_moment(&mut item, "close_due_at", progress.close_due_at);
    if let Some(rating) = &progress.rating {
        let rating = Item::from([
            ("at".to_owned(), text(time::rfc3339(rating.at))),
            ("resolved".to_owned(), AttributeValue::Bool(rating.resolved)),
            ("satisfied".to_owned(), text(word(&rating.satisfied))),
            (
                "closing".to_owned(),
                number(i64::try_from(rating.closing).unwrap_or(i64::MAX)),
            ),
        ]);
        item.insert("rating".to_owned(), AttributeValue::M(rating));
    }
    if progress.published {
        item.insert("page".to_owned(), AttributeValue::Bool(true));
    }
    item
}

fn unit(unit: &AssignedUnit) -> AttributeValue {
    let mut item = Item::from([
        ("name".to_owned(), text(&unit.name)),
        ("role".to_owned(), text(word(&unit.role))),
        (
            "dispatched_at".to_owned(),
            text(time::rfc3339(unit.dispatched_at)),
        ),
    ]);
    set_moment(&mut item, "handle_due_at", unit.handle_due_at);
    set_moment(&mut item, "handled_at", unit.handled_at);
    AttributeValue::M(item)
}

fn set_moment(item: &mut Item, name: &str, at: Option<Timestamp>) {
    if let Some(at) = at {
        item.insert(name.to_owned(), text(time::rfc3339(at)));
    }
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
    if step.reply {
        item.insert("reply".to_owned(), AttributeValue::Bool(true));
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
        units: match item.get("units") {
            None => Vec::new(),
            Some(AttributeValue::L(units)) => {
                units.iter().map(read_unit).collect::<Result<_, _>>()?
            }
            Some(_) => return Err(StoreError::Foreign("units")),
        },
        handle_due_at: optional_moment(item, "handle_due_at")?,
        close_due_at: optional_moment(item, "close_due_at")?,
        result: optional(item, "result"),
        rating: match item.get("rating") {
            None => None,
            Some(AttributeValue::M(rating)) => Some(read_rating(rating)?),
            Some(_) => return Err(StoreError::Foreign("rating")),
        },
        published: is_set(item, "page"),
        version: seconds(item, "v").map_or(0, i64::unsigned_abs),
    })
}

fn read_unit(value: &AttributeValue) -> Result<AssignedUnit, StoreError> {
    let AttributeValue::M(item) = value else {
        return Err(StoreError::Foreign("units"));
    };
    Ok(AssignedUnit {
        name: string(item, "name")?,
        role: parse_word::<UnitRole>(&string(item, "role")?, "role")?,
        dispatched_at: moment(item, "dispatched_at")?,
        handle_due_at: optional_moment(item, "handle_due_at")?,
        handled_at: optional_moment(item, "handled_at")?,
    })
}

fn read_rating(item: &Item) -> Result<Rating, StoreError> {
    Ok(Rating {
        at: moment(item, "at")?,
        resolved: is_set(item, "resolved"),
        satisfied: parse_word::<Satisfaction>(&string(item, "satisfied")?, "satisfied")?,
        closing: seconds(item, "closing")
            .and_then(|closing| usize::try_from(closing).ok())
            .ok_or(StoreError::Foreign("closing"))?,
    })
}

/// Whether a flag is there and set.
pub(super) fn is_set(item: &Item, name: &str) -> bool {
    matches!(item.get(name), Some(AttributeValue::Bool(true)))
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
        reply: is_set(item, "reply"),
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

pub(super) fn optional(item: &Item, name: &str) -> Option<String> {
    item.get(name)?.as_s().ok().cloned()
}

/// A whole number, such as Unix seconds, that may be missing.
pub(super) fn seconds(item: &Item, name: &str) -> Option<i64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

fn optional_moment(item: &Item, name: &'static str) -> Result<Option<Timestamp>, StoreError> {
    item.contains_key(name)
        .then(|| moment(item, name))
        .transpose()
}

pub(super) fn moment(item: &Item, name: &'static str) -> Result<Timestamp, StoreError> {
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
                unit: Some("金顶街街道办事处".into()),
                note: Some("已到现场".into()),
                reply: true,
                ..Step::reached(Stage::Reported, at)
            }],
            units: vec![AssignedUnit {
                name: "金顶街街道办事处".into(),
                role: UnitRole::Lead,
                dispatched_at: at,
                handle_due_at: Some(at),
                handled_at: None,
            }],
            handle_due_at: Some(at),
            close_due_at: Some(at),
            result: Some("已拆除".into()),
            rating: Some(Rating {
                at,
                resolved: true,
                satisfied: Satisfaction::Mostly,
                closing: 2,
            }),
            published: true,
            version: 7,
        };
        assert_eq!(progress(&clear(&whole)).unwrap(), whole);
        let mut names: Vec<_> = clear(&whole).into_keys().collect();
        let mut listed = CLEAR.to_vec();
        names.sort_unstable();
        listed.sort_unstable();
        assert_eq!(names, listed, "a list shows every fact");
        let bare = Progress {
            kind: Kind::Suggest,
            category: None,
            street: None,
            units: Vec::new(),
            handle_due_at: None,
            close_due_at: None,
            result: None,
            rating: None,
            published: false,
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
