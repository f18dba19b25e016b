//! The doors of one machine: a process that is killed, two at once, one without keys.

use super::{
    resident::{Resident, key, report},
    world::{Office, Running, function_binary},
};
use serde_json::Value;
use std::{
    fs,
    process::{Command, Stdio},
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
