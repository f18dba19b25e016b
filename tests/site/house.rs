//! What the rooms of the generator must never name.

use jiayuan_tests::{files, repository};

/// Files of the generator whose path starts with one of `rooms`, without their tests.
fn rooms(rooms: &[&str]) -> Vec<(String, String)> {
    let found: Vec<_> = files(&repository().join("generator/src"))
        .into_iter()
        .filter(|(path, _)| rooms.iter().any(|room| path.starts_with(room)))
        .filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("tests.rs"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("sources are UTF-8")))
        .map(|(path, text)| {
            let code = text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .to_owned();
            (path, code)
        })
        .collect();
    assert!(!found.is_empty(), "{rooms:?} are no rooms");
    found
}

fn never(of: &[&str], names: &[&str]) {
    for (path, code) in rooms(of) {
        let code = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for name in names {
                assert!(!names_it(line, name), "{path} names {name}: {line}");
            }
        }
    }
}

/// Whether a line holds a name that is not the end of a longer one.
fn names_it(line: &str, name: &str) -> bool {
    (line.match_indices(name)).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|ch| !ch.is_alphanumeric() && ch != '_')
    })
}

#[test]
fn only_the_private_side_names_the_raw_record() {
    let public = [
        "assemble.rs",
        "build.rs",
        "load/",
        "make.rs",
        "model/",
        "photos/",
        "plan/",
        "render/",
        "search/",
        "serve/",
        "settings.rs",
        "write",
        "masking/",
    ];
    never(&public, &["CaseRecord"]);
}

#[test]
fn model_views_masking_and_gate_touch_no_disk_clock_environment_or_network() {
    never(
        &[
            "model/",
            "render/",
            "masking/",
            "search/",
            "cases/gate",
            "plan/",
            "assemble.rs",
        ],
        &[
            "std::fs",
            "fs::",
            "std::env::",
            "std::net",
            "SystemTime",
            "Instant::now",
            "Timestamp::now",
        ],
    );
}

#[test]
fn nothing_below_depends_on_command_line_or_server() {
    let below = [
        "assemble.rs",
        "build.rs",
        "cases/",
        "load/",
        "make.rs",
        "masking/",
        "model/",
        "photos/",
        "plan/",
        "render/",
        "search/",
        "settings.rs",
        "write",
    ];
    never(&below, &["crate::cli", "crate::serve"]);
}
