//! Events as Lambda's doors send them, replayed through the real runtime interface.

use super::{
    moto::{Moto, free_address, wait_for},
    resident::Resident,
    world::{Office, Running, function_binary, tool},
};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// What each event is answered with: status, type of the body, a piece of it.
const ANSWERS: [(&str, u64, &str, &str); 15] = [
    ("get_health", 200, "application/json", "ok"),
    ("get_health_with_cookies", 200, "application/json", "ok"),
    ("head_health", 200, "application/json", ""),
    (
        "get_challenge_through_cdn",
        200,
        "application/json",
        "SHA-256",
    ),
    (
        "get_openapi_at_function_url",
        200,
        "application/json",
        "3.1.0",
    ),
    ("delete_reports", 405, "application/problem+json", "DELETE"),
    (
        "get_nothing",
        404,
        "application/problem+json",
        "没有这个地址",
    ),
    (
        "post_lookup_json",
        200,
        "application/json",
        r#"{"reports":[]}"#,
    ),
    (
        "post_lookup_json_encoded",
        200,
        "application/json",
        r#"{"reports":[]}"#,
    ),
    ("post_lookup_form", 200, "text/html", "<main>"),
    ("post_report_form", 200, "text/html", "请核对后提交"),
    (
        "post_report_broken_json",
        400,
        "application/problem+json",
        "JSON",
    ),
    (
        "post_report_as_text",
        415,
        "application/problem+json",
        "application/json",
    ),
    (
        "post_report_unpaid_at_function_url",
        403,
        "application/problem+json",
        "altcha",
    ),
    ("options_from_site", 200, "", ""),
];

#[test]
fn recorded_events_replay() {
    let emulator = tool("JIAYUAN_RIE", "AWS's Lambda Runtime Interface Emulator");
    let moto = Moto::start();
    let office = Office::new();
    let (address, runtime_api) = (free_address(), free_address());
    let log = office.path("log");
    let environment = moto.environment_with(&[
        ("JIAYUAN_REPLY", office.reply().to_str().unwrap()),
        ("JIAYUAN_ORIGINS", "https://www.example.cn"),
        ("JIAYUAN_CLIENT_HEADER", "cloudfront-viewer-address"),
        ("JIAYUAN_ORIGIN_KEY", "of-the-cdn"),
    ]);
    let emulating = Command::new(emulator)
        .args(["--runtime-interface-emulator-address", &address.to_string()])
        .args(["--runtime-api-address", &runtime_api.to_string()])
        .arg(function_binary())
        .envs(environment)
        .stdout(Stdio::null())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let _running = Running(emulating);
    wait_for(address);
    let lambda = Resident::at(format!("http://{address}"));
    let events = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/events");
    let replay = |name: &str| -> Value {
        let event = fs::read_to_string(events.join(name).with_extension("json")).unwrap();
        let path = "/2015-03-31/functions/function/invocations";
        lambda
            .post(path, &[("content-type", "application/json")], &event)
            .json()
    };

    // What is no request is an error of its own, and the next request is answered all the same.
    assert!(replay("scheduled")["statusCode"].is_null());
    for (name, status, kind, piece) in ANSWERS {
        let answer = replay(name);
        assert_eq!(answer["statusCode"], status, "{name}: {answer}");
        let headers = &answer["headers"];
        let found = headers["content-type"].as_str().unwrap_or_default();
        assert!(found.starts_with(kind), "{name}: {answer}");
        assert_eq!(headers["cache-control"], "no-store", "{name}");
        assert_eq!(
            headers["strict-transport-security"], "max-age=31536000",
            "{name}"
        );
        assert!(
            answer["cookies"].as_array().is_none_or(Vec::is_empty),
            "{name}: {answer}"
        );
        let body = answer["body"].as_str().unwrap_or_default();
        assert!(body.contains(piece), "{name}: {body}");
        if name.starts_with("options") {
            assert_eq!(
                headers["access-control-allow-origin"],
                "https://www.example.cn"
            );
        }
    }
    let recorded = fs::read_dir(&events).unwrap().count();
    assert_eq!(
        recorded,
        ANSWERS.len() + 2,
        "every recorded event is replayed"
    );
    let log = fs::read_to_string(log).unwrap();
    for typed in [
        "13800000000",
        "0000-0000",
        "198.51.100.7",
        "192.0.2.1",
        "多种",
    ] {
        assert!(!log.contains(typed), "{log}");
    }
}
