//! Reports as JSON.

use super::{
    resident::{key, report},
    world::Office,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn a_report_gets_a_receipt_and_a_code() {
    let office = Office::new();
    let resident = office.serve();
    let answer = resident.report(&key(), &report());
    assert_eq!(answer.status, 201, "{}", answer.body);
    let json = answer.json();
    assert_eq!(json.as_object().unwrap().len(), 3);
    assert_eq!(shape(&json["receipt"]), "xxxxx-xxxxx-xxxxx");
    assert_eq!(shape(&json["code"]), "xxxx-xxxx-xxxx");
    assert_eq!(json["reports_url"], "/lookup/");
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
}

#[test]
fn a_retry_is_answered_as_before() {
    let office = Office::new();
    let resident = office.serve();
    let key = key();
    let first = resident.report(&key, &report()).json();
    let again = resident.report(&key, &report());
    assert_eq!((again.status, again.json()), (201, first.clone()));
    // Even when its proof has been used up or has gone stale meanwhile.
    let mut stale = report();
    stale["altcha"] = json!("e30=");
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", key.as_str()),
    ];
    assert_eq!(
        resident
            .post("/api/reports", &headers, &stale.to_string())
            .json(),
        first
    );
}

#[test]
fn twenty_at_once_under_one_key_file_one_report() {
    let office = Office::new();
    let resident = office.serve();
    let key = key();
    let answers: BTreeSet<String> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..20)
            .map(|_| scope.spawn(|| resident.report(&key, &report())))
            .collect();
        all.into_iter()
            .map(|one| {
                let answer = one.join().unwrap();
                assert_eq!(answer.status, 201, "{}", answer.body);
                answer.body
            })
            .collect()
    });
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(office.export().len(), 1);
}

#[test]
fn a_key_that_was_used_for_other_words_is_refused() {
    let office = Office::new();
    let resident = office.serve();
    let key = key();
    assert_eq!(resident.report(&key, &report()).status, 201);
    let mut other = report();
    other["text"] = json!("另一件事：门口积水");
    let refused = resident.report(&key, &other);
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec!["Idempotency-Key".to_owned()])
    );
}

#[test]
fn a_proof_pays_once() {
    let office = Office::new();
    let resident = office.serve();
    let mut paid = report();
    paid["altcha"] = json!(resident.proof());
    let post = |key: &str, report: &Value| {
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        resident.post("/api/reports", &headers, &report.to_string())
    };
    assert_eq!(post(&key(), &paid).status, 201);
    let again = post(&key(), &paid);
    assert_eq!(
        (again.status, again.faults()),
        (403, vec!["altcha".to_owned()])
    );
    assert_eq!(post(&key(), &report()).status, 403);
}

#[test]
fn all_faults_are_named_at_once() {
    let office = Office::new();
    let resident = office.serve();
    let answer = resident.report(
        &key(),
        &json!({"kind": "report", "text": "短", "phone": "12", "consent": "yes", "colour": "red"}),
    );
    assert_eq!(answer.status, 422);
    let mut faults = answer.faults();
    faults.sort();
    assert_eq!(
        faults,
        ["category", "colour", "consent", "phone", "street", "text"]
    );
}

#[test]
fn a_request_that_cannot_be_read_is_refused_by_its_kind() {
    let office = Office::new();
    let resident = office.serve();
    let json = ("content-type", "application/json");
    let key = ("idempotency-key", "0123456789abcdef");
    assert_eq!(
        resident
            .post("/api/reports", &[json, key], "{\"kind\":")
            .status,
        400
    );
    assert_eq!(
        resident.post("/api/reports", &[json, key], "[]").status,
        400
    );
    assert_eq!(
        resident
            .post("/api/reports", &[("content-type", "text/plain"), key], "x")
            .status,
        415
    );
    assert_eq!(
        resident
            .post("/api/reports", &[json, key], &" ".repeat(70_000))
            .status,
        413
    );
    let wrong = resident.get("/api/reports");
    assert_eq!(
        (wrong.status, wrong.headers["allow"].as_str()),
        (405, "POST")
    );
    assert!(wrong.faults().is_empty());
    assert_eq!(resident.get("/api/nothing").status, 404);
    let no_key = resident.post_json("/api/reports", &report());
    assert_eq!(
        (no_key.status, no_key.faults()),
        (400, vec!["Idempotency-Key".to_owned()])
    );
    assert_eq!(resident.get("/api/health").json(), json!({"status": "ok"}));
}

#[test]
fn a_site_that_is_not_built_yet_is_our_fault() {
    let office = Office::new();
    let resident = office.serve();
    std::fs::remove_file(office.reply().join("intake.json")).unwrap();
    let answer = resident.report(&key(), &report());
    assert_eq!(
        (answer.status, answer.headers["retry-after"].as_str()),
        (503, "5")
    );
    // And it is read as soon as it is there.
    std::fs::write(
        office.reply().join("intake.json"),
        include_str!("function_intake.json"),
    )
    .unwrap();
    assert_eq!(resident.report(&key(), &report()).status, 201);
}

fn shape(text: &Value) -> String {
    text.as_str()
        .unwrap()
        .chars()
        .map(|c| if c == '-' { '-' } else { 'x' })
        .collect()
}
