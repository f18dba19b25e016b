//! What residents typed, on its way to a case record.

use super::{
    resident::{key, report},
    world::Office,
};
use jiayuan_function::{
    case_record::{CaseRecord, CategoryRef, Kind, LOCK_FILE, Stage},
    domain::{Progress, Receipt, Step},
    export,
    seal::{Contact, Envelope},
};
use std::fs;

#[test]
fn what_was_typed_is_sealed_in_the_table_and_open_in_the_record() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    let table: Vec<u8> = ["table.sqlite", "table.sqlite-wal"]
        .iter()
        .flat_map(|name| fs::read(office.path("data/function").join(name)).unwrap_or_default())
        .collect();
    let code = issued["code"].as_str().unwrap().replace('-', "");
    for typed in [
        "老人下楼",
        "3号楼前",
        "1234 5678",
        "13812345678",
        "示例先生",
        &code,
    ] {
        let found = table
            .windows(typed.len())
            .any(|bytes| bytes == typed.as_bytes());
        assert!(!found, "{typed} stands in the table");
    }

    let records = office.export();
    let record: CaseRecord = serde_json::from_value(records[0].clone()).unwrap();
    assert_eq!(record.public_id, issued["receipt"]);
    assert_eq!(record.title, "金顶街街道：私设地锁、阻车桩");
    assert_eq!(record.description, "小区内有人私装地锁，老人下楼绊倒过。");
    assert_eq!(record.place.as_deref(), Some("3号楼前"));
    assert_eq!(
        record.known[..3],
        ["示例先生", "+8613812345678", "13812345678"]
    );
    assert_eq!(
        (record.source.as_str(), record.consent_publish),
        ("网站", true)
    );
    assert_eq!(
        record
            .stages
            .iter()
            .map(|step| step.stage)
            .collect::<Vec<_>>(),
        [Stage::Reported]
    );
}

#[test]
fn exporting_again_changes_nothing_and_strangers_stay() {
    let office = Office::new();
    let resident = office.serve();
    resident.report(&key(), &report());
    office.export();
    let month = fs::read_dir(office.path("private/records"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut lines = fs::read_to_string(&month).unwrap();
    lines.insert_str(
        0,
        "{\"public_id\":\"00000-00000-00000\",\"updated_at\":\"2017-08-05T16:40:00+08:00\"}\n",
    );
    fs::write(&month, &lines).unwrap();
    office.export();
    assert_eq!(fs::read_to_string(&month).unwrap(), lines);
    resident.report(&key(), &report());
    assert_eq!(office.export().len(), 3);
}

/// The line that the generator reads: the same bytes for both, kept as a file.
#[test]
fn the_record_is_the_golden_line() {
    let at = "2026-11-22T01:02:03Z".parse().unwrap();
    let progress = Progress {
        receipt: Receipt::read("7KQ2M-9XJ4T-0WBAE").unwrap(),
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
        stages: vec![Step::reached(Stage::Reported, at)],
        units: Vec::new(),
        handle_due_at: None,
        close_due_at: None,
        result: None,
        rating: None,
        published: false,
        version: 1,
    };
    let envelope = Envelope {
        version: 2,
        text: "小区内有人私装地锁。\n请来看看。".into(),
        place: "3号楼前".into(),
        place_token: None,
        community: None,
        grid: None,
        location: None,
        reply_wanted: true,
        consent_publish: true,
        has_contact: true,
    };
    let contact = Contact {
        version: 2,
        name: "示例先生".into(),
        phone: "+8613812345678".into(),
        phone_spellings: vec!["138 1234 5678".into(), "+8613812345678".into()],
    };
    let line =
        serde_json::to_string(&export::record(&progress, &envelope, Some(&contact))).unwrap();
    assert_eq!(line + "\n", include_str!("function_record.jsonl"));
}

#[test]
fn an_export_waits_its_turn_and_changes_nothing() {
    let office = Office::new();
    let resident = office.serve();
    resident.report(&key(), &report());
    let lock = office.path("private").join(LOCK_FILE);
    let held = fs::File::create(&lock).unwrap();
    held.lock().unwrap();
    let (status, said) = office.try_export();
    assert!(!status);
    assert!(said.contains("another export is running"), "{said}");
    assert!(!office.path("private/records").exists());
    drop(held);
    assert_eq!(office.export().len(), 1);
}
