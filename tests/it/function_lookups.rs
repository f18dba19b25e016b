//! Look-ups: phone and code open, anything else is nothing.

use super::{
    resident::{key, report},
    world::Office,
};
use serde_json::json;

#[test]
fn phone_and_code_open_the_report_however_they_are_typed() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    let code = issued["code"].as_str().unwrap();
    for (phone, code) in [
        ("13812345678", code.to_owned()),
        ("+86 138-1234-5678", code.to_lowercase()),
        ("１３８ １２３４ ５６７８", code.replace('-', " ")),
    ] {
        let found = resident.look_up(phone, &code);
        assert_eq!(found.status, 200);
        let reports = found.json()["reports"].clone();
        assert_eq!(reports.as_array().unwrap().len(), 1, "{phone}");
        let report = &reports[0];
        assert_eq!(report["receipt"], issued["receipt"]);
        assert_eq!(report["kind"], "report");
        assert_eq!(report["category"], "私设地锁、阻车桩");
        assert_eq!(report["street"], "金顶街街道");
        assert_eq!(
            (&report["stage"], &report["label"]),
            (&json!("reported"), &json!("已提交"))
        );
        assert_eq!(report["stages"][0]["at"], report["updated_at"]);
        let mut names: Vec<_> = report
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        let all = [
            "can_rate",
            "category",
            "expected_at",
            "feedback",
            "kind",
            "label",
            "outcome_url",
            "receipt",
            "stage",
            "stages",
            "street",
            "updated_at",
        ];
        assert_eq!(names, all);
        assert!(
            !found.body.contains("1234") && !found.body.contains("地锁，"),
            "{}",
            found.body
        );
    }
}

#[test]
fn none_malformed_and_wrong_are_the_same_bytes() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    let code = issued["code"].as_str().unwrap();
    for (phone, code) in [
        ("13812345678", "0000-0000-0000"),
        ("13812345679", code),
        ("", code),
        ("not a phone", code),
        ("13812345678", "?"),
        ("13812345678", ""),
    ] {
        let found = resident.look_up(phone, code);
        assert_eq!(
            (found.status, found.body.as_str()),
            (200, r#"{"reports":[]}"#),
            "{phone} {code}"
        );
        let fields = [
            ("phone".to_owned(), phone.to_owned()),
            ("code".to_owned(), code.to_owned()),
        ];
        let page = resident.post_form("/api/lookups", &fields);
        let none = resident.post_form("/api/lookups", &[("code".to_owned(), String::new())]);
        assert_eq!((page.status, page.body), (200, none.body));
    }
}

#[test]
fn without_a_phone_the_code_alone_opens() {
    let office = Office::new();
    let resident = office.serve();
    let mut anonymous = report();
    anonymous["phone"] = json!(null);
    let issued = resident.report(&key(), &anonymous).json();
    let code = issued["code"].as_str().unwrap();
    let found = resident
        .post_json("/api/lookups", &json!({"code": code}))
        .json();
    assert_eq!(found["reports"][0]["receipt"], issued["receipt"]);
    assert_eq!(
        resident.look_up("13812345678", code).body,
        r#"{"reports":[]}"#
    );
}

#[test]
fn an_earlier_code_joins_only_with_its_own_phone() {
    let office = Office::new();
    let resident = office.serve();
    let first = resident.report(&key(), &report()).json();
    let mut second = report();
    second["text"] = json!("同一处又装了一把地锁");
    second["code"] = first["code"].clone();
    let retry = key();
    let joined = resident.report(&retry, &second).json();
    assert_eq!(joined["code"], first["code"]);
    assert_eq!(resident.report(&retry, &second).json(), joined);
    let found = resident
        .look_up("13812345678", first["code"].as_str().unwrap())
        .json();
    assert_eq!(found["reports"].as_array().unwrap().len(), 2);
    assert_eq!(
        found["reports"][0]["receipt"], joined["receipt"],
        "newest first"
    );

    let mut stranger = second.clone();
    stranger["phone"] = json!("13912345678");
    let apart = resident.report(&key(), &stranger).json();
    assert_ne!(apart["code"], first["code"]);
}

#[test]
fn faults_of_a_lookup_are_named() {
    let office = Office::new();
    let resident = office.serve();
    let answer = resident.post_json("/api/lookups", &json!({"phone": 1, "colour": "x"}));
    let mut faults = answer.faults();
    faults.sort();
    assert_eq!(
        (answer.status, faults),
        (
            422,
            vec!["code".to_owned(), "colour".to_owned(), "phone".to_owned()]
        )
    );
}

#[test]
fn a_page_shows_the_loop() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    let fields = [
        ("phone".to_owned(), "138 1234 5678".to_owned()),
        (
            "code".to_owned(),
            issued["code"].as_str().unwrap().to_owned(),
        ),
    ];
    let page = resident.post_form("/api/lookups", &fields);
    assert_eq!(page.status, 200);
    assert!(page.headers["content-type"].starts_with("text/html"));
    assert!(page.body.contains(issued["receipt"].as_str().unwrap()));
    assert!(page.body.contains("<dd>已提交</dd>"), "{}", page.body);
    assert!(
        page.body.contains(
            r#"<li data-state="now" aria-current="step"><span class="loop-label">采集受理"#
        ),
        "{}",
        page.body
    );
    assert!(!page.body.contains("1234"), "{}", page.body);
}
