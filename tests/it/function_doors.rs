//! The other doors: a process that is killed, a second server, the Lambda runtime.

use super::world::{Office, Resident, Running, function_binary, key, report, solve, tool};
use jiayuan_function::{settings::TableSettings, store::remote};
use serde_json::{Value, json};
use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

#[test]
fn a_report_survives_sigkill_right_after_its_receipt() {
    let office = Office::new();
    office.set_up();
    let data = office.path("data");
    let data = ["--data", data.to_str().unwrap()];
    for _ in 0..3 {
        let running = office.listen(&[], &data);
        let issued = running.resident.report(&key(), &report()).json();
        running.kill();
        let again = office.listen(&[], &data);
        let found = again
            .resident
            .look_up("13812345678", issued["code"].as_str().unwrap())
            .json();
        assert_eq!(found["reports"][0]["receipt"], issued["receipt"]);
        assert!(again.stop(), "SIGTERM ends it in order");
    }
    assert_eq!(office.export().len(), 3);
}

#[test]
fn two_processes_share_the_file() {
    let office = Office::new();
    let serving = office.serve();
    let data = office.path("data");
    let listening = office.listen(&[], &["--data", data.to_str().unwrap()]);
    let first = serving.report(&key(), &report()).json();
    let second = listening.resident.report(&key(), &report()).json();
    for (resident, code) in [
        (&serving, &second["code"]),
        (&listening.resident, &first["code"]),
    ] {
        let found = resident
            .look_up("13812345678", code.as_str().unwrap())
            .json();
        assert_eq!(found["reports"].as_array().unwrap().len(), 1);
    }
    assert_eq!(office.export().len(), 2);
}

#[test]
fn no_door_but_serve_makes_keys() {
    let office = Office::new();
    let data = office.path("data");
    let refused = Command::new(function_binary())
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("start `jiayuan serve`"), "{said}");
    assert!(!data.exists());
    let refused = Command::new(function_binary())
        .args(["--listen", "127.0.0.1:0"])
        .env_clear()
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("JIAYUAN_SECRET") && said.contains("openssl rand -hex 32"),
        "{said}"
    );
}

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
    let invoke = |method: &str, path: &str, headers: Value, body: &str| -> (u16, Value) {
        let event = event(method, path, headers, body);
        let answer = lambda.post(
            "/2015-03-31/functions/function/invocations",
            &[],
            &event.to_string(),
        );
        let answer = answer.json();
        let status = answer["statusCode"]
            .as_u64()
            .unwrap_or_else(|| panic!("{answer}")) as u16;
        assert_eq!(answer["headers"]["cache-control"], "no-store", "{answer}");
        (
            status,
            serde_json::from_str(answer["body"].as_str().unwrap()).unwrap(),
        )
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

/// moto's server with our table in it.
struct Moto {
    address: SocketAddr,
    _process: Running,
}

impl Moto {
    fn start() -> Self {
        let server = tool("JIAYUAN_MOTO", "moto_server of PyPI's moto[server]");
        let address = free_address();
        let process = Command::new(server)
            .args(["--host", "127.0.0.1", "--port", &address.port().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let moto = Self {
            address,
            _process: Running(process),
        };
        wait_for(address);
        let environment = moto.environment();
        let get = |name: &str| {
            environment
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        };
        let store = remote::store(&TableSettings::read(get).unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        assert!(runtime.block_on(store.make_table()).unwrap());
        moto
    }

    fn environment(&self) -> Vec<(String, String)> {
        let office = jiayuan_function::seal::Identity::generate();
        [
            ("JIAYUAN_SECRET", "0f".repeat(32)),
            ("JIAYUAN_RECIPIENT", office.recipient().to_string()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            (
                "AWS_ENDPOINT_URL_DYNAMODB",
                format!("http://{}", self.address),
            ),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
}

fn pairs(environment: &[(String, String)]) -> Vec<(&str, &str)> {
    environment
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

fn wait_for(address: SocketAddr) {
    let started = Instant::now();
    while TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_err() {
        assert!(
            started.elapsed() < Duration::from_secs(30),
            "nothing answers on {address}"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The logs of a whole journey hold nothing of what was typed.
#[test]
fn logs_hold_nothing_personal() {
    let office = Office::new();
    office.set_up();
    let data = office.path("data");
    let log = office.path("log");
    let mut child = Command::new(function_binary())
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .env("JIAYUAN_REPLY", office.reply())
        .stdout(Stdio::piped())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(
        &mut std::io::BufReader::new(child.stdout.take().unwrap()),
        &mut line,
    )
    .unwrap();
    let running = Running(child);
    let resident = Resident::at(line.trim().trim_start_matches("listening on ").to_owned());
    let issued = resident.report(&key(), &report()).json();
    resident.look_up("13812345678", issued["code"].as_str().unwrap());
    fs::remove_file(office.reply().join("intake.json")).unwrap();
    assert_eq!(resident.report(&key(), &report()).status, 503);
    drop(running);
    let log = fs::read_to_string(log).unwrap();
    assert!(
        log.lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok())
            && log.contains("reply files"),
        "{log}"
    );
    for typed in [
        "地锁",
        "1234",
        "示例",
        "3号楼",
        issued["code"].as_str().unwrap(),
    ] {
        assert!(!log.contains(typed), "{log}");
    }
}
