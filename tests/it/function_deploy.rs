//! The template and the figures of the documents.

use super::world::tool;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn template() -> String {
    fs::read_to_string(root().join("function/template.yaml")).unwrap()
}

fn passes(variable: &str, what: &str, arguments: &[&str]) {
    let checked = Command::new(tool(variable, what))
        .args(arguments)
        .arg(root().join("function/template.yaml"))
        .env("SAM_CLI_TELEMETRY", "0")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .output()
        .unwrap();
    assert!(
        checked.status.success(),
        "{}{}",
        String::from_utf8_lossy(&checked.stdout),
        String::from_utf8_lossy(&checked.stderr)
    );
}

#[test]
fn cfn_lint_finds_nothing_in_the_template() {
    passes(
        "JIAYUAN_CFN_LINT",
        "PyPI's cfn-lint",
        &["--regions", "us-east-1", "--"],
    );
}

#[test]
fn sam_finds_nothing_in_the_template() {
    passes(
        "JIAYUAN_SAM",
        "PyPI's aws-sam-cli",
        &["validate", "--lint", "--template"],
    );
}

#[test]
fn the_template_keeps_what_must_be_kept_and_allows_no_more_than_is_done() {
    let template = template();
    for stated in [
        "PointInTimeRecoveryEnabled: true",
        "AttributeName: exp, Enabled: true",
        "Architectures: [arm64]",
        "DeletionProtectionEnabled: true",
        "AllowedMethods: [POST]",
        "AWS::Budgets::Budget",
        "RetentionInDays:",
        "ThrottlingRateLimit:",
    ] {
        assert!(template.contains(stated), "{stated}");
    }
    let (role, _) = template
        .split_once("  # For whoever runs `export`")
        .unwrap();
    for never in [
        "dynamodb:Scan",
        "dynamodb:DeleteItem",
        "dynamodb:*",
        "s3:GetObject\n",
        "/index/*",
    ] {
        let (_, role) = role.split_once("  FnRole:").unwrap();
        assert!(!role.contains(never), "the function's role allows {never}");
    }
    // Names of settings that the function does not read would be silently ignored.
    let readme = fs::read_to_string(root().join("function/README.md")).unwrap();
    for name in template.split(|c: char| !c.is_ascii_uppercase() && c != '_') {
        if name.starts_with("JIAYUAN_") {
            assert!(readme.contains(name), "{name} is not in function/README.md");
        }
    }
}

#[test]
fn the_costs_are_those_that_the_script_computes() {
    let script = root().join("tests/bench/function_cost.py");
    let printed = Command::new("python3").arg(script).output().unwrap();
    let table = String::from_utf8(printed.stdout).unwrap();
    let document = fs::read_to_string(root().join("function/docs/cost.md")).unwrap();
    assert!(
        document.contains(&table),
        "function/docs/cost.md lacks\n{table}"
    );
}
