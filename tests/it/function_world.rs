//! A resident's view of the function: a data directory, a small site's reply files, and requests
//! over a real socket. The tests read as what someone does; the wiring is here.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiayuan_function::local::{self, LocalOptions};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use tempfile::TempDir;

/// What the function answered.
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Fields named by a problem's errors, in their order.
    pub fn faults(&self) -> Vec<String> {
        assert_eq!(
            self.headers["content-type"], "application/problem+json",
            "{}",
            self.body
        );
        let json = self.json();
        let errors = json["errors"]
            .as_array()
            .expect("a problem lists its errors");
        errors
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Hidden fields of the page's form.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for tag in self.body.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = tag.split_once("\" value=\"").unwrap();
            all.push((name.to_owned(), unescaped(rest.split_once('"').unwrap().0)));
        }
        all
    }

    /// Text between two pieces of markup.
    pub fn between(&self, before: &str, after: &str) -> String {
        let start = self
            .body
            .split_once(before)
            .unwrap_or_else(|| panic!("no {before} in {}", self.body))
            .1;
        start.split_once(after).unwrap().0.to_owned()
    }
}

fn unescaped(html: &str) -> String {
    [
        "&#60;<", "&#62;>", "&#34;\"", "&#39;'", "&quot;\"", "&lt;<", "&gt;>", "&#38;&", "&amp;&",
    ]
    .iter()
    .fold(html.to_owned(), |text, pair| {
        let (entity, c) = pair.split_at(pair.rfind(';').unwrap() + 1);
        text.replace(entity, c)
    })
}

/// The directories of one office.
pub struct Office {
    root: TempDir,
}

impl Office {
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let office = Self { root };
        fs::create_dir_all(office.reply()).unwrap();
        fs::write(
            office.reply().join("intake.json"),
            include_str!("function_intake.json"),
        )
        .unwrap();
        fs::write(
            office.reply().join("zh-CN.html"),
            "<title>%%title%%</title><main>%%main%%</main>",
        )
        .unwrap();
        fs::write(
            office.reply().join("report.zh-CN.html"),
            include_str!("function_form.html"),
        )
        .unwrap();
        office
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn reply(&self) -> PathBuf {
        self.path("public/reply")
    }

    /// What `serve` does at its start.
    pub async fn open(&self) -> local::Local {
        let options = LocalOptions {
            data: self.path("data/function"),
            private: self.path("private"),
            reply: self.reply(),
        };
        local::open(options).await.unwrap()
    }

    /// The function in this process, on a free port, for as long as the process lives.
    pub fn serve(&self) -> Resident {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let local = runtime.block_on(self.open());
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let app = axum::Router::new()
                .merge(local.router)
                .fallback(|| async { "the site" });
            runtime.block_on(async { axum::serve(listener, app).await })
        });
        Resident::at(format!("http://{address}"))
    }

    /// Makes table and keys and leaves.
    pub fn set_up(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(self.open());
    }

    /// The binary, with this office's data, as another process.
    pub fn listen(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Listening {
        let mut child = Command::new(function_binary())
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("JIAYUAN_REPLY", self.reply())
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("said {line:?}"));
        Listening {
            resident: Resident::at(address.to_owned()),
            child,
        }
    }

    /// Runs `jiayuan-function export` and reads the records of all months.
    pub fn export(&self) -> Vec<Value> {
        let out = self.path("private");
        let done = Command::new(function_binary())
            .args(["export", "--out"])
            .arg(&out)
            .arg("--data")
            .arg(self.path("data"))
            .arg("--identity")
            .arg(self.path("private/keys/office.age"))
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        records(&out)
    }
}

/// Records of all months of a private side.
pub fn records(private: &Path) -> Vec<Value> {
    let mut files: Vec<_> = fs::read_dir(private.join("records"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            fs::read_to_string(file)
                .unwrap()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .map(|line| serde_json::from_str(&line).unwrap())
        .collect()
}

/// A process that is killed at the end.
pub struct Listening {
    pub resident: Resident,
    child: Child,
}

impl Listening {
    /// SIGKILL: no chance to write anything more.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and how it ended.
    pub fn stop(mut self) -> bool {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        told.success() && self.child.wait().unwrap().success()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that answers nobody's request but must run meanwhile.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Someone with a phone.
#[derive(Clone)]
pub struct Resident {
    agent: ureq::Agent,
    base: String,
}

impl Resident {
    pub fn at(base: String) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self {
            agent: config.into(),
            base,
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        read(
            self.agent
                .get(format!("{}{path}", self.base))
                .call()
                .unwrap(),
        )
    }

    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(body).unwrap())
    }

    pub fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.post(
            path,
            &[("content-type", "application/json")],
            &body.to_string(),
        )
    }

    pub fn post_form(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html,*/*;q=0.8"),
        ];
        self.post(path, &headers, &body.finish())
    }

    /// A solved proof of work.
    pub fn proof(&self) -> String {
        solve(&self.get("/api/challenge").json())
    }

    /// Files a report under this key, with a fresh proof.
    pub fn report(&self, key: &str, report: &Value) -> Answer {
        let mut report = report.clone();
        report["altcha"] = json!(self.proof());
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        self.post("/api/reports", &headers, &report.to_string())
    }

    pub fn look_up(&self, phone: &str, code: &str) -> Answer {
        self.post_json("/api/lookups", &json!({"phone": phone, "code": code}))
    }
}

/// Does a browser's work.
pub fn solve(challenge: &Value) -> String {
    let salt = challenge["salt"].as_str().unwrap();
    let most = challenge["maxnumber"].as_u64().unwrap();
    assert!(most <= 100_000);
    let number = (0..=most)
        .find(|number| {
            let digest = Sha256::digest(format!("{salt}{number}"));
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            challenge["challenge"] == hex
        })
        .expect("a challenge has a solution");
    let solution = json!({
        "algorithm": challenge["algorithm"], "challenge": challenge["challenge"], "number": number,
        "salt": salt, "signature": challenge["signature"],
    });
    BASE64_STANDARD.encode(solution.to_string())
}

/// A whole report.
pub fn report() -> Value {
    json!({
        "kind": "report", "category": "06040", "text": "小区内有人私装地锁，老人下楼绊倒过。",
        "street": "金顶街街道", "place": "3号楼前", "phone": "138 1234 5678", "name": "示例先生",
        "reply_wanted": true, "consent_publish": true, "consent": true,
    })
}

/// A key that nobody used before.
pub fn key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!(
        "test-{}-{:08}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed) + 10_000_000
    )
}

/// `jiayuan-function`: from the environment, or where cargo builds it beside these tests.
pub fn function_binary() -> PathBuf {
    if let Some(path) = std::env::var_os("JIAYUAN_FUNCTION") {
        return path.into();
    }
    let tests = std::env::current_exe().unwrap();
    let beside = tests
        .parent()
        .and_then(Path::parent)
        .unwrap()
        .join("jiayuan-function");
    assert!(
        beside.is_file(),
        "there is no {}: run `cargo build -p jiayuan-function` first, or name the binary in JIAYUAN_FUNCTION",
        beside.display()
    );
    beside
}

/// A tool that the tests need, named in the environment.
pub fn tool(variable: &str, what: &str) -> PathBuf {
    let path: PathBuf = std::env::var_os(variable)
        .unwrap_or_else(|| {
            panic!("{variable} is not set: it names {what}; tests/run installs it and sets it")
        })
        .into();
    assert!(
        path.is_file(),
        "{variable} names {}, which is not there",
        path.display()
    );
    path
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Answer {
    Answer {
        status: response.status().as_u16(),
        headers: response
            .headers()
            .iter()
            .map(|(name, value)| {
                (
                    name.as_str().to_owned(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect(),
        body: response.body_mut().read_to_string().unwrap(),
    }
}
