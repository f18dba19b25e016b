//! The function in the cloud: over a second, independent DynamoDB-compatible server, and behind the
//! real Lambda Runtime API.

use super::{
    moto::{Moto, free_address, pairs, wait_for},
    resident::{Resident, key, report, solve},
    world::{Office, Running, function_binary, records, tool},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{
    fs,
    process::{Command, Stdio},
};

#[test]
fn a_second_independent_server_agrees() {
    let moto = Moto::start();
    let office = Office::new();
    let environment = moto.environment();
    let running = office.listen(&pairs(&environment), &[]);
    let resident = &running.resident;
    let key = key();
    let issued = resident.report(&key, &report());
    assert_eq!(issued.status, 201, "{}", issued.body);
    let issued = issued.json();
    assert_eq!(resident.report(&key, &report()).json(), issued);
    let mut other = report();
    other["text"] = json!("另一件事：门口积水");
    assert_eq!(resident.report(&key, &other).status, 422);
    let found = resident
        .look_up("13812345678", issued["code"].as_str().unwrap())
        .json();
    assert_eq!(found["reports"][0]["receipt"], issued["receipt"]);
    let mut second = other.clone();
    second["code"] = issued["code"].clone();
    assert_eq!(
        resident.report(&self::key(), &second).json()["code"],
        issued["code"]
    );

    // A spent proof, and a table that has gone.
    let mut paid = report();
    paid["altcha"] = json!(resident.proof());
    let post = |report: &Value| {
        let key = self::key();
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key.as_str()),
        ];
        resident.post("/api/reports", &headers, &report.to_string())
    };
    assert_eq!(post(&paid).status, 201);
    assert_eq!(post(&paid).status, 403);
    drop(moto);
    let gone = resident.report(&self::key(), &report());
    assert_eq!(
        (gone.status, gone.headers["retry-after"].as_str()),
        (503, "5")
    );
    assert!(!gone.body.contains("127.0.0.1"), "{}", gone.body);
}

#[test]
fn the_desk_moves_a_case_of_the_second_server_and_exports_it() {
    let moto = Moto::start();
    let office = Office::new();
    office.set_up();
    let recipient = fs::read_to_string(office.path("data/function/recipient.txt")).unwrap();
    let environment = moto.environment_with(&[("JIAYUAN_RECIPIENT", recipient.trim())]);
    let running = office.listen(&pairs(&environment), &[]);
    let resident = &running.resident;
    let issued = resident.report(&key(), &report()).json();
    let id = issued["receipt"].as_str().unwrap();
    let identity = office.path("private/keys/office.age");
    let run = |command: &str, arguments: &[&str]| {
        let done = Command::new(function_binary())
            .arg(command)
            .arg("--identity")
            .arg(&identity)
            .args(arguments)
            .envs(pairs(&environment))
            .env("JIAYUAN_STAFF", "示例坐席")
            .env("JIAYUAN_REPLY", office.reply())
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command} {arguments:?}: {err}");
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(run("desk", &["list"]).contains(id));
    run("desk", &["advance", id, "accepted"]);
    run(
        "desk",
        &["advance", id, "dispatched", "--unit", "金顶街街道"],
    );
    run("desk", &["close", id, "--result", "到场拆除。"]);
    let code = issued["code"].as_str().unwrap();
    let found = resident.look_up("13812345678", code).json();
    assert_eq!(found["reports"][0]["stage"], "closed");
    let private = office.path("private");
    run("export", &["--out", private.to_str().unwrap()]);
    let records = records(&private);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["public_id"], id);
    assert_eq!(records[0]["result"], "到场拆除。");
    let contact = run("desk", &["show", id]);
    assert!(contact.contains("13812345678"), "{contact}");
}

#[test]
fn the_lambda_runtime_gets_the_same_answers() {
    let emulator = tool(
        "JIAYUAN_RIE",
        "AWS's Lambda Runtime Interface Emulator (aws-lambda-rie-x86_64)",
    );
    let moto = Moto::start();
    let office = Office::new();
    let address = free_address();
    let runtime_api = free_address();
    let reply = office.reply();
    let mut environment = moto.environment();
    environment.push((
        "JIAYUAN_REPLY".to_owned(),
        reply.to_str().unwrap().to_owned(),
    ));
    let emulating = Command::new(emulator)
        .args(["--runtime-interface-emulator-address", &address.to_string()])
        .args(["--runtime-api-address", &runtime_api.to_string()])
        .arg(function_binary())
        .envs(environment)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _running = Running(emulating);
    wait_for(address);
    let lambda = Resident::at(format!("http://{address}"));
    let ask = |event: Value| -> Value {
        let path = "/2015-03-31/functions/function/invocations";
        let answer = lambda.post(path, &[], &event.to_string()).json();
        assert_eq!(answer["headers"]["cache-control"], "no-store", "{answer}");
        answer
    };
    let invoke = |method: &str, path: &str, headers: Value, body: &str| -> (u64, Value) {
        let answer = ask(event(method, path, headers, body));
        let json = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
        (answer["statusCode"].as_u64().unwrap(), json)
    };

    assert_eq!(
        invoke("GET", "/api/health", json!({}), ""),
        (200, json!({"status": "ok"}))
    );
    let (status, challenge) = invoke("GET", "/api/challenge", json!({}), "");
    assert_eq!(status, 200);
    let mut report = report();
    report["altcha"] = json!(solve(&challenge));
    let headers = json!({"content-type": "application/json", "idempotency-key": key()});
    let (status, issued) = invoke("POST", "/api/reports", headers, &report.to_string());
    assert_eq!(status, 201, "{issued}");
    let asked = json!({"phone": "13812345678", "code": issued["code"]}).to_string();
    let (status, found) = invoke(
        "POST",
        "/api/lookups",
        json!({"content-type": "application/json"}),
        &asked,
    );
    assert_eq!(
        (status, &found["reports"][0]["receipt"]),
        (200, &issued["receipt"])
    );
    assert_eq!(invoke("GET", "/api/reports", json!({}), "").0, 405);

    // A plain form arrives in base64 and is answered with a page.
    let form = json!({"content-type": "application/x-www-form-urlencoded", "accept": "text/html"});
    let typed = BASE64_STANDARD.encode("kind=report&text=x");
    let mut posted = event("POST", "/api/reports", form, &typed);
    posted["isBase64Encoded"] = json!(true);
    let page = ask(posted);
    assert_eq!(
        (&page["statusCode"], &page["isBase64Encoded"]),
        (&json!(422), &json!(false))
    );
    assert!(
        page["body"].as_str().unwrap().contains("error-summary"),
        "{page}"
    );
}

/// An event of an HTTP API, format 2.0, as recorded.
fn event(method: &str, path: &str, headers: Value, body: &str) -> Value {
    let mut event: Value = serde_json::from_str(include_str!("function_event.json")).unwrap();
    event["rawPath"] = json!(path);
    event["requestContext"]["http"]["method"] = json!(method);
    event["requestContext"]["http"]["path"] = json!(path);
    for (name, value) in headers.as_object().unwrap() {
        event["headers"][name] = value.clone();
    }
    if !body.is_empty() {
        event["body"] = json!(body);
    }
    event
}
