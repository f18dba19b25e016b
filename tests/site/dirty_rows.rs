//! A thousand rows with faults planted by a seeded generator, as a text table, a workbook and JSON
//! Lines: what is reported is what was planted, by row and kind.

mod formats;
mod planting;
mod table;

use std::collections::BTreeSet;

use jiayuan_tests::TestSite;

use self::table::{Chance, Dirt, Format, MAP};

/// A table with the faults that were planted in it.
struct Planted {
    format: Format,
    chance: Chance,
    rows: Vec<Vec<Dirt>>,
    /// Index of the row, column if the fault has one, code.
    faults: Vec<(usize, Option<usize>, &'static str)>,
}

/// What was reported: row, column, code.
fn reported(err: &str, file: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let mut code = "";
    for line in err.lines() {
        let head = line
            .strip_prefix("error[")
            .or_else(|| line.strip_prefix("warning["));
        if let Some((name, _)) = head.and_then(|rest| rest.split_once(']')) {
            code = name;
        } else if let Some((_, place)) = line.split_once(&format!("--> {file}:")) {
            let (row, column) = place.split_once(':').expect("a row and a column");
            let number = |text: &str| text.trim().parse().expect("a number");
            found.push((number(row), number(column), code.to_owned()));
        }
    }
    found
}

fn planted_is_reported(format: Format, file: &str, seed: u64) {
    let site = TestSite::sample();
    site.write("map.toml", MAP);
    let planted = Planted::grow(format, seed);
    let numbers = planted.write(&site, file);
    let mut args = vec![
        "cases",
        "import",
        file,
        "--map",
        "map.toml",
        "--private",
        "private",
        "--json",
    ];
    let before = site.files("private");
    let outcome = site.run(&args);
    assert_eq!(outcome.status, 1);
    let reported = reported(&outcome.err, file);
    let wanted: BTreeSet<(usize, &str)> = planted
        .faults
        .iter()
        .map(|(row, _, code)| (numbers[*row], *code))
        .collect();
    let got: BTreeSet<(usize, &str)> = reported
        .iter()
        .map(|(row, _, code)| (*row, code.as_str()))
        .collect();
    let missed: Vec<_> = wanted.difference(&got).collect();
    let invented: Vec<_> = got.difference(&wanted).collect();
    assert!(
        missed.is_empty() && invented.is_empty(),
        "{file}: planted and not reported {missed:?}, reported and not planted {invented:?}"
    );
    assert_eq!(reported.len(), planted.faults.len(), "each once");
    if format != Format::Jsonl {
        for (row, column, code) in &planted.faults {
            let Some(column) = column else { continue };
            let place = (numbers[*row], column + 1, (*code).to_owned());
            assert!(
                reported.contains(&place),
                "{place:?} is not among the places"
            );
        }
    }
    for words in [
        "何样例",
        "13800000021",
        "张伟",
        "昨天上午",
        "看情况",
        "没有的社区",
        "里面",
    ] {
        assert!(!outcome.err.contains(words), "the report repeats {words}");
    }
    // Nothing was written; only the lock is left.
    let mut after = site.files("private");
    after.remove("records.lock");
    jiayuan_tests::assert_same(&after, &before, "after an import with mistakes");
    // Without the faulty rows the rest goes in, and again gives the same bytes.
    let errors: BTreeSet<usize> = planted
        .faults
        .iter()
        .filter(|(_, _, code)| {
            !matches!(
                *code,
                "duplicate-row"
                    | "older-row"
                    | "total-row"
                    | "repeated-header"
                    | "unknown-community"
                    | "time-order"
                    | "future-time"
                    | "missing-photo"
            )
        })
        .map(|(row, _, _)| *row)
        .collect();
    let mut rows: Vec<Vec<Dirt>> = planted.rows.clone();
    for row in errors.iter().rev() {
        rows.remove(*row);
    }
    let kept = Planted {
        rows,
        faults: Vec::new(),
        ..planted
    };
    let _ = kept.write(&site, file);
    let first = site.run(&args).done();
    assert_eq!(first.number("rows_faulty"), 0);
    assert!(first.number("new") > 500);
    let records = site.files("private/records");
    let again = site.run(&args).done();
    assert_eq!((again.number("new"), again.number("files_written")), (0, 0));
    jiayuan_tests::assert_same(&site.files("private/records"), &records, "again");
    args.push("--dry-run");
    assert_eq!(
        site.run(&args).done().number("unchanged"),
        first.number("new")
    );
}

#[test]
fn every_fault_of_a_text_table_is_reported_by_row_and_kind() {
    planted_is_reported(Format::Csv, "rows.csv", 1);
}

#[test]
fn every_fault_of_a_workbook_is_reported_by_row_and_kind() {
    planted_is_reported(Format::Xlsx, "rows.xlsx", 2);
}

#[test]
fn every_fault_of_json_lines_is_reported_by_row_and_kind() {
    planted_is_reported(Format::Jsonl, "rows.jsonl", 3);
}
