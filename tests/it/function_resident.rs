//! A resident's view of the function: requests over a real socket, and what comes back.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// What the function answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Fields named by a problem's errors, in their order.
    pub(crate) fn faults(&self) -> Vec<String> {
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
    pub(crate) fn hidden(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for tag in self.body.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = tag.split_once("\" value=\"").unwrap();
            all.push((name.to_owned(), unescaped(rest.split_once('"').unwrap().0)));
        }
        all
    }

    /// Text between two pieces of markup.
    pub(crate) fn between(&self, before: &str, after: &str) -> String {
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

/// Someone with a phone.
#[derive(Clone)]
pub(crate) struct Resident {
    agent: ureq::Agent,
    base: String,
}

impl Resident {
    pub(crate) fn at(base: String) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self {
            agent: config.into(),
            base,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        read(
            self.agent
                .get(format!("{}{path}", self.base))
                .call()
                .unwrap(),
        )
    }

    /// Where the function is, such as `http://127.0.0.1:8081`.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Any other request, without a body.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(self.agent.run(request.body(()).unwrap()).unwrap())
    }

    pub(crate) fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(body).unwrap())
    }

    pub(crate) fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.post(
            path,
            &[("content-type", "application/json")],
            &body.to_string(),
        )
    }

    pub(crate) fn post_form(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html,*/*;q=0.8"),
        ];
        self.post(path, &headers, &body.finish())
    }

    /// Posts a form with files, as a browser would.
    pub(crate) fn post_multipart(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        const BOUNDARY: &str = "----jiayuan-test-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (name, bytes) in files {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"x\"\r\nContent-Type: image/jpeg\r\n\r\n"
            );
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        let mut request = agent
            .post(format!("{}{path}", self.base))
            .header("content-type", kind);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(&body).unwrap())
    }

    /// A solved proof of work.
    pub(crate) fn proof(&self) -> String {
        solve(&self.get("/api/challenge").json())
    }

    /// Files a report under this key, with a fresh proof.
    pub(crate) fn report(&self, key: &str, report: &Value) -> Answer {
        let mut report = report.clone();
        report["altcha"] = json!(self.proof());
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        self.post("/api/reports", &headers, &report.to_string())
    }

    pub(crate) fn look_up(&self, phone: &str, code: &str) -> Answer {
        self.post_json("/api/lookups", &json!({"phone": phone, "code": code}))
    }
}

/// Does a browser's work.
pub(crate) fn solve(challenge: &Value) -> String {
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
pub(crate) fn report() -> Value {
    json!({
        "kind": "report", "category": "06040", "text": "小区内有人私装地锁，老人下楼绊倒过。",
        "street": "金顶街街道", "place": "3号楼前", "phone": "138 1234 5678", "name": "示例先生",
        "reply_wanted": true, "consent_publish": true, "consent": true,
    })
}

/// A key that nobody used before.
pub(crate) fn key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!(
        "test-{}-{:08}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed) + 10_000_000
    )
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
