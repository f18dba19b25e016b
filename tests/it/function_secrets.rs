//! Secrets by name, and a rotation that breaks no code.

use super::{
    moto::{Moto, pairs},
    resident::{Resident, key, report},
    world::Office,
};
use serde_json::{Value, json};

const OLD: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
const NEW: &str = "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";

/// Asks moto as the AWS command line would.
fn aws(moto: &Moto, service: &str, target: &str, body: &Value) {
    let server = Resident::at(format!("http://{}", moto.address));
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    );
    let headers = [
        ("content-type", "application/x-amz-json-1.1"),
        ("x-amz-target", target),
        ("authorization", &authorization),
    ];
    let answer = server.post("/", &headers, &body.to_string());
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn codes(resident: &Resident, code: &Value) -> usize {
    let found = resident.look_up("13812345678", code.as_str().unwrap());
    assert_eq!(found.status, 200, "{}", found.body);
    found.json()["reports"].as_array().unwrap().len()
}

#[test]
fn a_rotation_breaks_no_code() {
    let moto = Moto::start();
    let office = Office::new();
    aws(
        &moto,
        "secretsmanager",
        "secretsmanager.CreateSecret",
        &json!({"Name": "jiayuan/keys", "SecretString": json!({"JIAYUAN_SECRET": OLD}).to_string()}),
    );
    let by_name = [
        ("JIAYUAN_SECRET", ""),
        ("JIAYUAN_SECRET_NAME", "jiayuan/keys"),
    ];
    let environment = moto.environment_with(&by_name);
    let first_key = key();
    let before = office.listen(&pairs(&environment), &[]);
    let issued = before.resident.report(&first_key, &report());
    assert_eq!(issued.status, 201, "{}", issued.body);
    let code = issued.json()["code"].clone();
    assert_eq!(codes(&before.resident, &code), 1);
    assert!(before.stop());

    let rotated = json!({"JIAYUAN_SECRET": NEW, "JIAYUAN_SECRET_OTHERS": OLD}).to_string();
    aws(
        &moto,
        "secretsmanager",
        "secretsmanager.PutSecretValue",
        &json!({"SecretId": "jiayuan/keys", "SecretString": rotated}),
    );
    let after = office.listen(&pairs(&environment), &[]);
    assert_eq!(codes(&after.resident, &code), 1, "the old code still opens");
    let again = after.resident.report(&first_key, &report()).json();
    assert_eq!(again, issued.json(), "a retry gets the code it got before");
    let second = after.resident.report(&key(), &report()).json();
    assert_ne!(second["code"], code);
    assert_eq!(codes(&after.resident, &second["code"]), 1);
    let mut joining = report();
    joining["code"] = code.clone();
    let joined = after.resident.report(&key(), &joining).json();
    assert_eq!(joined["code"], code, "an old code is joined");
    assert_eq!(codes(&after.resident, &code), 2);
    assert!(after.stop());

    // The same keys from Parameter Store: the current one first.
    aws(
        &moto,
        "ssm",
        "AmazonSSM.PutParameter",
        &json!({"Name": "/jiayuan/keys", "Type": "String", "Value": format!("{NEW},{OLD}")}),
    );
    let by_path = [
        ("JIAYUAN_SECRET", ""),
        ("JIAYUAN_SECRET_NAME", "ssm:/jiayuan/keys"),
    ];
    let there = office.listen(&pairs(&moto.environment_with(&by_path)), &[]);
    assert_eq!(codes(&there.resident, &code), 2);
    assert_eq!(codes(&there.resident, &second["code"]), 1);
}

#[test]
fn a_secret_that_is_not_there_is_our_fault_and_says_nothing() {
    let moto = Moto::start();
    let office = Office::new();
    let missing = [
        ("JIAYUAN_SECRET", ""),
        ("JIAYUAN_SECRET_NAME", "jiayuan/other"),
    ];
    let running = office.listen(&pairs(&moto.environment_with(&missing)), &[]);
    assert_eq!(running.resident.get("/api/health").status, 200);
    let refused = running.resident.get("/api/challenge");
    assert_eq!(refused.status, 503);
    assert!(!refused.body.contains("other"), "{}", refused.body);
}
