//! Quotas, origins, headers of every answer, and an end in order.

use super::{
    resident::{Answer, Resident, key, report},
    world::Office,
};
use serde_json::json;
use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
};

/// A look-up that says for whom it asks.
fn look_up_for(resident: &Resident, address: &str) -> Answer {
    let headers = [
        ("content-type", "application/json"),
        ("x-forwarded-for", address),
    ];
    let body = json!({"phone": "", "code": "0000-0000-0000"}).to_string();
    resident.post("/api/lookups", &headers, &body)
}

/// The answer that refuses. A counter that does not answer in time lets a request through, which a busy
/// machine sees now and then.
fn refused(ask: impl Fn() -> Answer) -> Answer {
    const MOST_LET_THROUGH: usize = 3;
    let mut answers = std::iter::repeat_with(ask).take(1 + MOST_LET_THROUGH);
    let refused = answers.find(|answer| answer.status != 200 && answer.status != 201);
    let refused = refused.expect("one more is refused");
    assert_eq!(refused.status, 429, "{}", refused.body);
    refused
}

#[test]
fn each_network_has_its_share_of_an_hour() {
    let office = Office::new();
    office.set_up();
    let data = office.path("data");
    let quotas = [
        ("JIAYUAN_LOOKUP_QUOTA", "3"),
        ("JIAYUAN_CLIENT_HEADER", "x-forwarded-for"),
    ];
    let running = office.listen(&quotas, &["--data", data.to_str().unwrap()]);
    let resident = &running.resident;
    for _ in 0..3 {
        assert_eq!(look_up_for(resident, "198.51.100.7").status, 200);
    }
    let answer = refused(|| look_up_for(resident, "198.51.100.7"));
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let seconds: u32 = answer.headers["retry-after"].parse().unwrap();
    assert!((1..=3600).contains(&seconds));
    refused(|| look_up_for(resident, "192.0.2.1, 198.51.100.7"));
    // Another network, and the whole of an IPv6 one.
    assert_eq!(look_up_for(resident, "198.51.100.8").status, 200);
    for last in 1..=3 {
        let address = format!("2001:db8:1:2::{last}");
        assert_eq!(look_up_for(resident, &address).status, 200);
    }
    refused(|| look_up_for(resident, "2001:db8:1:2:ffff::1"));
    assert_eq!(look_up_for(resident, "2001:db8:1:3::1").status, 200);
    // The machine itself may do ten times as much, and reports have a count of their own.
    for _ in 0..30 {
        assert_eq!(resident.look_up("", "0000").status, 200);
    }
    refused(|| resident.look_up("", "0000"));
    assert_eq!(resident.report(&key(), &report()).status, 201);

    // None of the addresses is anywhere on the disk.
    assert!(running.stop());
    for file in fs::read_dir(data.join("function")).unwrap() {
        let path = file.unwrap().path();
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(path).unwrap();
        for typed in ["198.51.100.7", "2001:db8"] {
            assert!(
                !bytes
                    .windows(typed.len())
                    .any(|part| part == typed.as_bytes())
            );
        }
    }
}

#[test]
fn plain_forms_have_a_smaller_share_and_lose_nothing() {
    let office = Office::new();
    office.set_up();
    let data = office.path("data");
    let quotas = [
        ("JIAYUAN_FORM_QUOTA", "1"),
        ("JIAYUAN_CLIENT_HEADER", "x-forwarded-for"),
    ];
    let running = office.listen(&quotas, &["--data", data.to_str().unwrap()]);
    let post = |fields: &[(String, String)]| {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html"),
            ("x-forwarded-for", "198.51.100.7"),
        ];
        running.resident.post("/api/reports", &headers, &body)
    };
    let typed: Vec<(String, String)> = [
        ("kind", "suggest"),
        ("text", "多种几棵树"),
        ("consent", "true"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    let confirm = || {
        let check = post(&typed);
        assert_eq!(check.status, 200, "{}", check.body);
        let mut fields = check.hidden();
        fields.push(("step".to_owned(), "confirm".to_owned()));
        post(&fields)
    };
    assert_eq!(confirm().status, 201);
    let answer = refused(confirm);
    assert!(answer.headers.contains_key("retry-after"));
    assert!(answer.body.contains("多种几棵树") && answer.body.contains("分钟"));
}

#[test]
fn only_named_origins_may_call() {
    let office = Office::new();
    office.set_up();
    let data = office.path("data");
    let origins = [(
        "JIAYUAN_ORIGINS",
        "https://www.example.cn,https://m.example.cn",
    )];
    let running = office.listen(&origins, &["--data", data.to_str().unwrap()]);
    let resident = &running.resident;
    let preflight = |origin: &str| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            (
                "access-control-request-headers",
                "content-type,idempotency-key",
            ),
        ];
        resident.ask("OPTIONS", "/api/reports", &headers)
    };
    let allowed = preflight("https://m.example.cn");
    assert_eq!(
        allowed.headers["access-control-allow-origin"],
        "https://m.example.cn"
    );
    let headers = allowed.headers["access-control-allow-headers"].to_lowercase();
    assert!(headers.contains("idempotency-key") && headers.contains("content-type"));
    assert!(allowed.headers["vary"].to_lowercase().contains("origin"));
    for origin in ["https://example.org", "http://www.example.cn", "null"] {
        let refused = preflight(origin);
        assert!(
            !refused.headers.contains_key("access-control-allow-origin"),
            "{origin}"
        );
        let read = resident.ask("GET", "/api/challenge", &[("origin", origin)]);
        assert!(
            !read.headers.contains_key("access-control-allow-origin"),
            "{origin}"
        );
    }
    let read = resident.ask(
        "GET",
        "/api/challenge",
        &[("origin", "https://www.example.cn")],
    );
    assert_eq!(
        read.headers["access-control-allow-origin"],
        "https://www.example.cn"
    );
    let exposed = read.headers["access-control-expose-headers"].to_lowercase();
    assert!(exposed.contains("retry-after"), "{exposed}");
    assert!(
        !read
            .headers
            .contains_key("access-control-allow-credentials")
    );
}

#[test]
fn every_answer_carries_what_keeps_it_private() {
    let office = Office::new();
    let resident = office.serve();
    let form = [("kind".to_owned(), "report".to_owned())];
    for (answer, status) in [
        (resident.get("/api/health"), 200),
        (resident.get("/api/nothing"), 404),
        (resident.ask("DELETE", "/api/reports", &[]), 405),
        (resident.look_up("", "?"), 200),
        (resident.post_form("/api/reports", &form), 422),
        (
            resident.post("/api/lookups", &[("content-type", "text/plain")], "x"),
            415,
        ),
        (resident.post_json("/api/lookups", &json!({})), 422),
    ] {
        assert_eq!(answer.status, status, "{}", answer.body);
        let headers = &answer.headers;
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert!(headers["content-security-policy"].contains("frame-ancestors 'none'"));
        assert!(
            !headers.contains_key("set-cookie")
                && !headers.contains_key("access-control-allow-origin")
        );
        assert!(!headers.contains_key("strict-transport-security"));
        if status == 405 {
            assert!(headers["allow"].contains("POST"), "{headers:?}");
        }
    }
    let secure = resident.ask("GET", "/api/health", &[("x-forwarded-proto", "https")]);
    assert!(secure.headers["strict-transport-security"].starts_with("max-age="));
}

#[test]
fn a_request_under_way_ends_before_the_process_does() {
    let office = Office::new();
    office.set_up();
    let data = office.path("data");
    let running = office.listen(&[], &["--data", data.to_str().unwrap()]);
    let address = running
        .resident
        .base()
        .trim_start_matches("http://")
        .to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    let body = json!({"phone": "", "code": "0000-0000-0000"}).to_string();
    let head = format!(
        "POST /api/lookups HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body.as_bytes()[..5]).unwrap();
    stream.flush().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let stopping = std::thread::spawn(move || running.stop());
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(!stopping.is_finished(), "it waits for the request");
    stream.write_all(&body.as_bytes()[5..]).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with(r#"{"reports":[]}"#),
        "{answer}"
    );
    assert!(stopping.join().unwrap(), "SIGTERM ends it in order");
}
