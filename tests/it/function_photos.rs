//! Photos: granted to whoever holds the codes, checked where they pass, and never in a report's way.

use super::{
    resident::{Answer, Resident, key, report},
    world::Office,
};
use serde_json::{Value, json};
use std::fs;

/// A file that begins as a JPEG does.
fn jpeg(length: usize) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0];
    bytes.resize(length, 7);
    bytes
}

fn ask(resident: &Resident, issued: &Value, files: &Value) -> Answer {
    resident.post_json(
        "/api/photos",
        &json!({
            "receipt": issued["receipt"], "code": issued["code"], "phone": "13812345678",
            "files": files,
        }),
    )
}

fn grants(resident: &Resident, issued: &Value, files: &Value) -> Vec<Value> {
    let answer = ask(resident, issued, files);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json().as_array().unwrap().clone()
}

/// What a browser does with a grant.
fn put(resident: &Resident, grant: &Value, bytes: &[u8], change: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<(String, String)> = grant["fields"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    for (name, value) in change {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = (fields.iter())
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    resident.post_multipart(
        grant["url"].as_str().unwrap(),
        &[],
        &fields,
        &[("file", bytes)],
    )
}

/// Names of the photos that lie there.
fn lying(office: &Office, issued: &Value) -> Vec<String> {
    let folder = format!(
        "data/function/uploads/{}",
        issued["receipt"].as_str().unwrap()
    );
    let Ok(files) = fs::read_dir(office.path(&folder)) else {
        return Vec::new();
    };
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn photo(size: usize) -> Value {
    json!({"type": "image/jpeg", "size": size})
}

#[test]
fn photos_follow_the_receipt_and_lie_where_they_were_granted() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    let two = grants(&resident, &issued, &json!([photo(500), photo(600)]));
    assert_eq!(two[0]["url"], "/api/upload");
    assert_eq!(put(&resident, &two[0], &jpeg(500), &[]).status, 204);
    assert_eq!(lying(&office, &issued), ["1"]);
    let bytes = fs::read(office.path(&format!(
        "data/function/uploads/{}/1",
        issued["receipt"].as_str().unwrap()
    )));
    assert_eq!(bytes.unwrap(), jpeg(500), "as it came");
    // A photo that failed is sent again under the same grant.
    assert_eq!(
        put(&resident, &two[1], b"GIF89a, not a photo", &[]).status,
        422
    );
    assert_eq!(put(&resident, &two[1], &jpeg(600), &[]).status, 204);
    assert_eq!(lying(&office, &issued), ["1", "2"]);

    // Six and no more.
    let four = json!([photo(1), photo(1), photo(1), photo(1)]);
    assert_eq!(grants(&resident, &issued, &four).len(), 4);
    let five = json!([photo(1), photo(1), photo(1), photo(1), photo(1)]);
    let refused = ask(&resident, &issued, &five);
    assert_eq!(
        (refused.status, refused.faults()),
        (422, vec!["files".to_owned()])
    );
}

#[test]
fn a_grant_holds_for_its_key_its_type_and_its_size_alone() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    let other = resident.report(&key(), &report()).json();
    let grant = &grants(&resident, &issued, &json!([photo(500)]))[0];
    let elsewhere = format!("uploads/{}/1", other["receipt"].as_str().unwrap());
    for change in [
        ("key", elsewhere.as_str()),
        ("Content-Type", "text/html"),
        ("success_action_redirect", "https://elsewhere.example/"),
        ("x-amz-signature", &"0".repeat(64)),
        ("policy", "e30="),
    ] {
        let answer = put(&resident, grant, &jpeg(500), &[change]);
        assert_eq!(answer.status, 403, "{change:?}: {}", answer.body);
    }
    let png = b"\x89PNG\r\n\x1a\n".repeat(20);
    assert_eq!(put(&resident, grant, &png, &[]).status, 422, "not as said");
    assert_eq!(put(&resident, grant, &jpeg(11 << 20), &[]).status, 413);
    assert_eq!(put(&resident, grant, &jpeg(3), &[]).status, 422);
    let heic = b"\x00\x00\x00\x18ftypheic".repeat(20);
    let answer = put(&resident, grant, &heic, &[]);
    assert!(answer.json()["detail"].as_str().unwrap().contains("HEIC"));
    assert_eq!(
        lying(&office, &issued),
        [] as [&str; 0],
        "nothing of it was kept"
    );
    assert_eq!(put(&resident, grant, &jpeg(500), &[]).status, 204);
}

#[test]
fn whoever_does_not_hold_the_codes_is_told_nothing() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    let (receipt, code) = (&issued["receipt"], &issued["code"]);
    let files = json!([photo(500)]);
    let answers: Vec<_> = [
        (json!("00000-00000-00000"), code.clone(), "13812345678"),
        (receipt.clone(), json!("0000-0000-0000"), "13812345678"),
        (receipt.clone(), json!("?"), "13812345678"),
        (receipt.clone(), code.clone(), "13912345678"),
        (json!("?"), code.clone(), "not a phone"),
    ]
    .into_iter()
    .map(|(receipt, code, phone)| {
        let asked = json!({"receipt": receipt, "code": code, "phone": phone, "files": files});
        let answer = resident.post_json("/api/photos", &asked);
        (answer.status, answer.body)
    })
    .collect();
    assert_eq!(answers[0].0, 404, "{}", answers[0].1);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[test]
fn faults_of_photos_are_named_all_at_once() {
    let office = Office::new();
    let resident = office.serve();
    let asked = json!({
        "receipt": 1, "colour": "red",
        "files": [photo(1), {"type": "image/heic", "size": 1}, {"type": "image/png", "size": 20_000_000}],
    });
    let mut faults = resident.post_json("/api/photos", &asked).faults();
    faults.sort();
    assert_eq!(
        faults,
        ["code", "colour", "files[1]", "files[2]", "receipt"]
    );
    let form = [("code".to_owned(), "x".to_owned())];
    assert_eq!(resident.post_form("/api/photos", &form).status, 415);
}

#[test]
fn a_bad_photo_never_costs_the_report_that_it_comes_with() {
    let office = Office::new();
    let resident = office.serve();
    let (proof, key) = (resident.proof(), key());
    let fields = [
        ("kind", "report"),
        ("category", "06040"),
        ("street", "金顶街街道"),
        ("text", "小区内有人私装地锁，老人下楼绊倒过。"),
        ("phone", "138 1234 5678"),
        ("consent", "true"),
        ("altcha", proof.as_str()),
    ];
    let (good, bad) = (
        jpeg(1000),
        b"not a photo at all, but long enough to be one, in bytes, at least as long as that"
            .to_vec(),
    );
    let send = || {
        let files: [(&str, &[u8]); 3] = [("photos", &good), ("photos", &bad), ("photos", &good)];
        resident.post_multipart(
            "/api/reports",
            &[("idempotency-key", key.as_str())],
            &fields,
            &files,
        )
    };
    let first = send();
    assert_eq!(first.status, 201, "{}", first.body);
    let issued = first.json();
    let stored: Vec<_> = (issued["photos"].as_array().unwrap().iter())
        .map(|photo| photo["stored"].as_bool().unwrap())
        .collect();
    assert_eq!(stored, [true, false, true]);
    assert!(
        issued["photos"][1]["detail"]
            .as_str()
            .unwrap()
            .contains("不是照片")
    );
    assert_eq!(lying(&office, &issued), ["1", "3"]);
    assert_eq!(send().json(), issued, "a retry is answered as before");
    assert_eq!(lying(&office, &issued), ["1", "3"]);

    // More than sockets hold: who sends it has to be let finish before the answer can be read.
    let large = jpeg(20_000_000);
    let answer = resident.post_multipart(
        "/api/reports",
        &[("idempotency-key", key.as_str())],
        &fields,
        &[("photos", &large)],
    );
    assert_eq!(answer.status, 413, "{}", answer.body);
}

#[test]
fn without_scripts_each_photo_has_a_form_of_its_own() {
    let office = Office::new();
    let resident = office.serve();
    let form: Vec<(String, String)> = [
        ("kind", "report"),
        ("category", "06040"),
        ("street", "金顶街街道"),
        ("text", "小区内有人私装地锁，老人下楼绊倒过。"),
        ("consent", "on"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    let mut confirm = resident.post_form("/api/reports", &form).hidden();
    confirm.push(("step".to_owned(), "confirm".to_owned()));
    let receipt = resident.post_form("/api/reports", &confirm);
    assert_eq!(receipt.status, 201);
    assert_eq!(
        receipt
            .body
            .matches("enctype=\"multipart/form-data\"")
            .count(),
        6
    );
    let first = receipt.body.split("</form>").next().unwrap();
    let hidden = Answer {
        body: first.to_owned(),
        ..receipt
    }
    .hidden();
    let fields: Vec<(&str, &str)> = (hidden.iter())
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();

    let sent = resident.post_multipart("/api/upload", &[], &fields, &[("file", &jpeg(700))]);
    assert_eq!(sent.status, 303);
    assert_eq!(sent.headers["location"], "/api/photos/received");
    let said = resident.get("/api/photos/received");
    assert!(said.body.contains("照片已收到"), "{}", said.body);
    assert_eq!(said.headers["x-frame-options"], "SAMEORIGIN");
    let refused = resident.post_multipart("/api/upload", &[], &fields, &[("file", b"text")]);
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("<p class=\"field-error\">"),
        "{}",
        refused.body
    );

    // Loading the receipt again shows what has arrived and the forms that are left.
    let again = resident.post_form("/api/reports", &confirm);
    assert!(again.body.contains("已经收到 1 张"), "{}", again.body);
    assert_eq!(
        again
            .body
            .matches("enctype=\"multipart/form-data\"")
            .count(),
        5
    );
}
