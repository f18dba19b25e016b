//! JSON Schemas (2020-12) of what people and programs write, for editors' tools.
//!
//! Most are made from the readers themselves: a reader that only notes what it asks for tells the
//! fields, and the glossary tells what they mean. The two formats of cases belong to programs; their
//! schemas lie beside this file, and tests hold them against the readers.

mod fields;

use serde_json::{Value, json};

use crate::load::boards;
use crate::load::documents;
use crate::load::fields::lists::shape;
use crate::load::holidays;
use crate::load::shape::Shape;
use crate::load::tables;
use crate::settings::Settings;

/// The kinds of input, with their titles.
pub const KINDS: [(&str, &str); 20] = [
    ("site", "站点设置 site.toml"),
    ("guide", "办事指南 guides/*.md 的字段"),
    ("office", "办理点 offices/*.md 的字段"),
    ("news", "工作动态 news/YYYY/*.md 的字段"),
    ("notice", "通知公告 notices/*.md 的字段"),
    ("page", "页面 pages/*.md 的字段"),
    ("topic", "专题 topics/*.md 的字段"),
    ("featured", "典型案例 featured/*.md 的字段"),
    ("categories", "类别 categories.toml"),
    ("streets", "街道 streets.toml"),
    ("units", "责任单位 units.toml"),
    ("holidays", "节假日 tables/holidays/YYYY.toml"),
    ("bulletin", "公布的数字 bulletins/*.toml"),
    ("place", "便民点 places/*.csv 的一行"),
    ("grid", "责任网格 grids/*.csv 的一行"),
    ("hotline", "热线 hotlines.csv 的一行"),
    ("ledger", "台账 ledger/*.csv 的一行"),
    ("business", "检查的店铺 ledger/businesses/*.csv 的一行"),
    ("case-record", "案件原始记录的一行（内部）"),
    ("released-case", "已发布案件 cases/YYYY-MM.jsonl 的一行"),
];

/// The schema of a kind of input. None if there is no such kind.
#[must_use]
pub fn schema(kind: &str) -> Option<Value> {
    let (name, title) = KINDS.iter().find(|(name, _)| *name == kind)?;
    let mut schema = match *name {
        "case-record" => parsed(include_str!("case-record.json")),
        "released-case" => parsed(include_str!("released-case.json")),
        "place" | "grid" | "hotline" | "ledger" | "business" => {
            fields::row(name, &boards::shape(name)?, boards::columns(name))
        }
        name => fields::object(name, "", &of(name)?),
    };
    if *name == "guide" {
        fields::guide_rules(&mut schema);
    }
    let head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:jiayuan:schema:{name}"),
        "title": title,
    });
    let mut whole = head;
    let object = whole.as_object_mut().expect("the head is an object");
    object.append(schema.as_object_mut().expect("a schema is an object"));
    Some(whole)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("the schemas that lie here are JSON")
}

/// What the reader of a kind asks for. None for kinds that are read by serde, or not at all.
#[must_use]
pub fn of(kind: &str) -> Option<Shape> {
    Some(match kind {
        "site" => shape("site", |f| drop(Settings::take(f, None))),
        "guide" => shape("guide", |f| drop(documents::guide(f, "", ""))),
        "office" => shape("office", |f| drop(documents::office(f, "", ""))),
        "news" => shape("news", |f| drop(documents::news(f, "", ""))),
        "notice" => shape("notice", |f| drop(documents::notice(f, "", ""))),
        "page" => shape("page", |f| drop(documents::page(f, "", ""))),
        "topic" => shape("topic", |f| drop(documents::topic(f, "", ""))),
        "featured" => shape("featured", |f| drop(documents::featured(f, "", ""))),
        "categories" => shape("categories", |f| {
            f.some_entries("categories", tables::category());
        }),
        "streets" => shape("streets", |f| {
            f.some_entries("streets", tables::street());
        }),
        "units" => shape("units", |f| {
            f.some_entries("units", tables::unit());
        }),
        "holidays" => shape("holidays", |f| drop(holidays::take(f, 2026))),
        "bulletin" => shape("bulletin", |f| drop(tables::take_bulletin(f, ""))),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{KINDS, of, schema};
    use crate::load::boards;
    use crate::load::glossary;
    use crate::load::shape::{Holds, Shape};

    fn keys(shape: &Shape, above: &str, all: &mut BTreeSet<String>) {
        for field in &shape.fields {
            let key = format!("{above}{}", field.key);
            if let Holds::Entries(inner) | Holds::Table(inner) = &field.holds {
                keys(inner, &format!("{key}."), all);
            }
            all.insert(key);
        }
    }

    #[test]
    fn the_glossary_knows_each_field_of_each_reader_and_no_other() {
        for (kind, _) in KINDS {
            let Some(shape) = of(kind).or_else(|| boards::shape(kind)) else {
                continue;
            };
            let mut asked = BTreeSet::new();
            keys(&shape, "", &mut asked);
            let told: BTreeSet<String> = glossary::entries(kind)
                .iter()
                .map(|entry| entry.key.to_owned())
                .collect();
            let unknown: Vec<_> = asked.difference(&told).collect();
            let stale: Vec<_> = told.difference(&asked).collect();
            assert!(
                unknown.is_empty() && stale.is_empty(),
                "{kind}: {unknown:?} {stale:?}"
            );
        }
    }

    #[test]
    fn every_kind_has_a_schema() {
        for (kind, title) in KINDS {
            let schema = schema(kind).expect("a schema");
            assert_eq!(schema["title"], title);
            assert_eq!(schema["type"], "object", "{kind}");
        }
        assert!(schema("poem").is_none());
    }

    #[test]
    fn what_a_reader_requires_the_schema_requires() {
        let guide = schema("guide").expect("a schema");
        let required = guide["required"].as_array().expect("a list");
        for key in [
            "task_name",
            "by_law",
            "accept_condition",
            "handle_flow",
            "transact_addr",
            "transact_time",
            "link_way",
            "materials",
            "is_fee",
            "promise_day",
        ] {
            assert!(required.contains(&key.into()), "{key}");
        }
        assert!(!required.contains(&"faqs".into()));
    }
}
