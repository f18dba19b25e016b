//! The schemas of `jiayuan schema`, held against the sample and against typical mistakes.

use std::fs;

use boon::{Compiler, SchemaIndex, Schemas};
use jiayuan_tests::{TestSite, files, repository};
use serde_json::{Map, Value, json};

/// A schema as the command prints it, compiled.
struct Checked {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Checked {
    fn of(site: &TestSite, kind: &str) -> Self {
        let printed = site.run(&["schema", kind]).done().out;
        let schema: Value = serde_json::from_str(&printed).expect("the schema is JSON");
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let address = format!("https://schema.example/{kind}.json");
        compiler.add_resource(&address, schema).expect("a schema");
        let index = compiler.compile(&address, &mut schemas);
        Self {
            index: index.unwrap_or_else(|error| panic!("{kind}: {error}")),
            schemas,
        }
    }

    fn fault(&self, value: &Value) -> Option<String> {
        let checked = self.schemas.validate(value, self.index);
        checked.err().map(|error| format!("{error:#}"))
    }
}

/// YAML as an editor's tool reads it: plain numbers are numbers, plain truths are truths.
fn yaml(text: &str) -> Value {
    use saphyr::{LoadableYamlNode, Scalar, Yaml};
    fn json_of(node: &Yaml<'_>) -> Value {
        match node {
            Yaml::Value(Scalar::Null) => Value::Null,
            Yaml::Value(Scalar::Boolean(truth)) => json!(truth),
            Yaml::Value(Scalar::Integer(number)) => json!(number),
            Yaml::Value(Scalar::FloatingPoint(number)) => json!(number.into_inner()),
            Yaml::Value(Scalar::String(text)) => json!(text),
            Yaml::Sequence(items) => items.iter().map(json_of).collect(),
            Yaml::Mapping(pairs) => {
                let pairs = pairs.iter();
                let pairs = pairs.map(|(k, v)| (k.as_str().expect("a key").to_owned(), json_of(v)));
                Value::Object(pairs.collect())
            }
            other => panic!("{other:?} in front matter"),
        }
    }
    let documents = Yaml::load_from_str(text).expect("front matter is YAML");
    documents.first().map_or_else(|| json!({}), json_of)
}

fn front(text: &str) -> Value {
    let rest = text.strip_prefix("---\n").expect("front matter");
    yaml(rest.split("\n---").next().expect("its end"))
}

fn rows(text: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().expect("heads").clone();
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            let pairs = heads.iter().zip(&record);
            let pairs = pairs.map(|(head, cell)| match cell.trim() {
                "" => (head.to_owned(), Value::Null),
                cell => (head.to_owned(), json!(cell)),
            });
            Value::Object(pairs.collect::<Map<_, _>>())
        })
        .collect()
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// The values of a file for its kind, if any kind is its.
fn values(path: &str, text: &str) -> Option<(&'static str, Vec<Value>)> {
    let folder = path.split('/').next().unwrap_or_default();
    let toml = || {
        let table: toml::Table = toml::from_str(text).expect("TOML");
        vec![serde_json::to_value(table).expect("JSON")]
    };
    let is_readme = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with("README"));
    Some(
        match (folder, path.rsplit('.').next().unwrap_or_default()) {
            // A translation leaves to its original what is no words.
            _ if is_readme || path.ends_with(".en.md") => return None,
            ("guides", "md") => ("guide", vec![front(text)]),
            ("offices", "md") => ("office", vec![front(text)]),
            ("news", "md") => ("news", vec![front(text)]),
            ("notices", "md") => ("notice", vec![front(text)]),
            ("pages", "md") => ("page", vec![front(text)]),
            ("topics", "md") => ("topic", vec![front(text)]),
            ("featured", "md") => ("featured", vec![front(text)]),
            ("site.toml", _) => ("site", toml()),
            ("categories.toml", _) => ("categories", toml()),
            ("streets.toml", _) => ("streets", toml()),
            ("units.toml", _) => ("units", toml()),
            ("bulletins", "toml") => ("bulletin", toml()),
            ("tables", "toml") if path.contains("holidays") => ("holidays", toml()),
            ("places", "csv") => ("place", rows(text)),
            ("grids", "csv") => ("grid", rows(text)),
            ("hotlines.csv", _) => ("hotline", rows(text)),
            ("ledger", "csv") if path.contains("businesses") => ("business", rows(text)),
            ("ledger", "csv") => ("ledger", rows(text)),
            ("cases", "jsonl") => ("released-case", lines(text)),
            _ => return None,
        },
    )
}

#[test]
fn every_file_of_the_sample_is_valid() {
    let site = TestSite::empty();
    let mut seen = std::collections::BTreeMap::new();
    let mut all = files(&repository().join("content"));
    let records = repository().join("tests/sample/private/records");
    for entry in fs::read_dir(records).expect("records") {
        let path = entry.expect("a readable folder").path();
        let bytes = fs::read(&path).expect("a record");
        all.insert(format!("records/{}", path.display()), bytes);
    }
    for (path, bytes) in all {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        let found = if path.starts_with("records/") {
            Some(("case-record", lines(&text)))
        } else {
            values(&path, &text)
        };
        let Some((kind, values)) = found else {
            continue;
        };
        let checked = seen.entry(kind).or_insert_with(|| Checked::of(&site, kind));
        for value in values {
            if let Some(fault) = checked.fault(&value) {
                panic!("{path}: {fault}");
            }
        }
    }
    let kinds: Vec<_> = seen.into_keys().collect();
    assert_eq!(kinds.len(), 20, "{kinds:?}");
}

#[test]
fn typical_mistakes_are_not_valid() {
    let site = TestSite::small();
    let guide = front(&site.read("content/guides/disuo.md"));
    let checked = Checked::of(&site, "guide");
    assert_eq!(checked.fault(&guide), None);
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut changed = guide.clone();
        change(&mut changed);
        assert_ne!(changed, guide, "the change changes something");
        assert!(checked.fault(&changed).is_some(), "{changed}");
    };
    wrong(&|g| drop(g.as_object_mut().unwrap().remove("link_way")));
    wrong(&|g| g["descripton"] = json!("简介"));
    wrong(&|g| g["task_type"] = json!("服务"));
    wrong(&|g| g["anticipate_day"] = json!("二十"));
    wrong(&|g| g["is_fee"] = json!(true));
    wrong(&|g| g["limit_scene_num"] = json!(2));
    wrong(&|g| g["materials"] = json!([]));
    wrong(&|g| g["materials"][0]["is_need"] = json!("非必要"));
    wrong(&|g| g["materials"][0]["material_name"] = json!("其他材料"));
    wrong(&|g| g["review_due"] = json!("2026年3月1日"));
    wrong(&|g| g["slug"] = json!("停车位"));
    for (kind, value) in [
        (
            "news",
            json!({"title": "标题", "published": "2026-03-01", "source": "单位", "description": "一句话"}),
        ),
        (
            "notice",
            json!({"title": "停水", "severity": "重要", "starts": "2026-03-01 09:00", "ends": "2026-03-02 09:00", "description": "停水"}),
        ),
        ("categories", json!({"categories": []})),
        (
            "place",
            json!({"名称": "甲", "类别": "停车场", "街道": "老山街道"}),
        ),
        (
            "grid",
            json!({"编号": "A-1", "名称": "甲", "街道": "老山街道", "职务": "网格长"}),
        ),
        (
            "ledger",
            json!({"月份": "2017-12", "检查内容": "通道", "发现": "三处", "整改": "3", "销账": "3"}),
        ),
        (
            "released-case",
            json!({"schema_version": 1, "public_id": "O1111-11111-11111", "month": "2017-08", "group": "市容环境"}),
        ),
        (
            "case-record",
            json!({"schema_version": 1, "public_id": "11111-11111-11111", "phone": "1"}),
        ),
    ] {
        assert!(
            Checked::of(&site, kind).fault(&value).is_some(),
            "{kind}: {value}"
        );
    }
}

/// The keys that serde's own reader knows, as it tells them when it meets another.
fn known_keys(error: &str) -> Vec<String> {
    let list = error.split("expected").nth(1).unwrap_or_default();
    let mut keys: Vec<String> = list
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    keys.sort();
    keys
}

#[test]
fn the_schema_of_the_record_has_the_keys_of_its_reader() {
    use jiayuan_function::case_record::CaseRecord;
    let site = TestSite::empty();
    let schema: Value =
        serde_json::from_str(&site.run(&["schema", "case-record"]).done().out).expect("JSON");
    let mut keys: Vec<String> = schema["properties"]
        .as_object()
        .expect("properties")
        .keys()
        .cloned()
        .collect();
    keys.sort();
    let error = serde_json::from_str::<CaseRecord>("{\"nobody\":1}").expect_err("unknown");
    assert_eq!(keys, known_keys(&error.to_string()));
}
