//! The document against the running function: Schemathesis makes requests from the one and sends them
//! to the other, whole ones that must be taken and broken ones that must be refused.

use super::world::{Office, tool};
use std::{path::Path, process::Command};

#[test]
fn the_document_is_true_to_the_function() {
    let schemathesis = tool("JIAYUAN_SCHEMATHESIS", "PyPI's schemathesis");
    let office = Office::new();
    office.set_up();
    let data = office.path("data");
    // Its own network would be refused after some thousands of requests.
    let quotas = [
        ("JIAYUAN_REPORT_QUOTA", "1000000"),
        ("JIAYUAN_LOOKUP_QUOTA", "1000000"),
    ];
    let running = office.listen(&quotas, &["--data", data.to_str().unwrap()]);
    let base = running.resident.base();
    let (examples, seconds) = match std::env::var_os("JIAYUAN_LONG") {
        Some(_) => ("400", "900"),
        None => ("12", "75"),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi");
    let checked = Command::new(schemathesis)
        .args(["--config-file", "schemathesis.toml", "run"])
        .arg(format!("{base}/api/openapi.json"))
        .args([
            "--url",
            base,
            "--max-examples",
            examples,
            "--max-time",
            seconds,
        ])
        .args(["--phases", "examples,coverage,fuzzing", "--no-color"])
        .current_dir(&folder)
        .env("PYTHONPATH", &folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap();
    assert!(
        checked.status.success(),
        "{}{}",
        String::from_utf8_lossy(&checked.stdout),
        String::from_utf8_lossy(&checked.stderr)
    );
}
