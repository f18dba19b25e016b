//! A platform's export becomes records, whatever it was saved as, and passes the gate like any other.

use encoding_rs::GB18030;
use jiayuan_tests::{Outcome, TestSite, assert_same, repository};
use rust_xlsxwriter::{Format, Workbook};

/// The sample site with a private side that holds nothing but the sample's key, and the sample
/// export with its map.
fn office() -> TestSite {
    let site = TestSite::sample();
    std::fs::remove_dir_all(site.path("private/records")).expect("the sample's records");
    site.remove("private/decisions.jsonl");
    for name in ["map.toml", "export.csv"] {
        let from = repository().join("tests/sample/import").join(name);
        site.write_bytes(name, &std::fs::read(from).expect("a sample file"));
    }
    site
}

fn import(site: &TestSite, file: &str, more: &[&str]) -> Outcome {
    let mut args = vec![
        "cases",
        "import",
        file,
        "--map",
        "map.toml",
        "--private",
        "private",
    ];
    args.extend(more);
    site.run(&args)
}

fn release(site: &TestSite) -> Outcome {
    site.run(&["cases", "release", "--json", "--private", "private"])
}

/// The cells of the sample export.
fn cells(site: &TestSite) -> Vec<Vec<String>> {
    let text = site.read("export.csv");
    let text = text.trim_start_matches('\u{feff}');
    // The sample has no quoted cells; its maker would have to change for that.
    assert!(!text.contains('"'));
    text.lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_sample_export_becomes_four_cases_of_which_one_has_two_units() {
    let site = office();
    let outcome = import(&site, "export.csv", &["--json"]).done();
    for (key, number) in [
        ("rows", 6),
        ("rows_skipped", 1),
        ("cases", 4),
        ("new", 4),
        ("files_written", 1),
    ] {
        assert_eq!(outcome.number(key), number, "{key}: {}", outcome.err);
    }
    assert!(
        outcome.err.contains("warning[total-row]"),
        "{}",
        outcome.err
    );
    let records: Vec<serde_json::Value> = site
        .read("private/records/2018-06.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record"))
        .collect();
    let of = |number: &str| {
        records
            .iter()
            .find(|record| record["case_no"] == number)
            .unwrap_or_else(|| panic!("no {number}"))
    };
    let dust = of("SL2018060002");
    assert_eq!(dust["units"][0]["name"], "区住房和城乡建设委员会");
    assert_eq!(dust["units"][1]["role"], "joint");
    assert_eq!(dust["street"], "五里坨街道");
    assert!(dust.get("known").is_none(), "nobody is called 匿名: {dust}");
    let lock = of("SL2018060001");
    assert_eq!(lock["category"]["label"], "私设地锁、阻车桩");
    assert_eq!(lock["handle_due_at"], "2018-06-06T23:59:59+08:00");
    assert_eq!(lock["known"][1], "13800000021");
    let bench = of("SL2018060003");
    assert_eq!(
        (&bench["kind"], &bench["source"]),
        (&"suggest".into(), &"热线".into())
    );
    assert_eq!(bench["stages"][0]["at"], "2018-06-06T09:30:00+08:00");
    let strings: Vec<_> = bench["known"].as_array().expect("strings").iter().collect();
    assert!(strings.contains(&&"13800000022".into()), "{bench}");
    let released = release(&site).done();
    assert_eq!(
        (
            released.number("case_rows"),
            released.number("home_reported")
        ),
        (3, 1)
    );
}

#[test]
fn every_format_and_encoding_gives_the_same_records() {
    let site = office();
    let _ = import(&site, "export.csv", &[]).done();
    let wanted = site.files("private/records");
    let rows = cells(&site);
    let text = site.read("export.csv");
    let plain = text.trim_start_matches('\u{feff}');
    site.write("plain.csv", plain);
    site.write("tabs.csv", &plain.replace(',', "\t"));
    site.write_bytes("gb.csv", &GB18030.encode(plain).0);
    let mut wide = vec![0xff, 0xfe];
    wide.extend(plain.encode_utf16().flat_map(u16::to_le_bytes));
    site.write_bytes("wide.csv", &wide);
    let mut lines = String::new();
    for row in &rows[1..rows.len() - 1] {
        let object: serde_json::Map<_, _> = (rows[0].iter().zip(row))
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(name, cell)| (name.clone(), cell.clone().into()))
            .collect();
        lines.push_str(&serde_json::to_string(&object).expect("plain JSON"));
        lines.push('\n');
    }
    site.write("lines.jsonl", &lines);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let (at, column) = (at as u32, column as u16);
            // A serial number is a date in a workbook, formatted or not.
            match cell.parse::<f64>() {
                Ok(number) if cell.contains('.') && column == 2 => {
                    sheet.write_number_with_format(at, column, number, &day)
                }
                Ok(number) if number < 1e10 && column != 31 => {
                    sheet.write_number(at, column, number)
                }
                _ => sheet.write_string(at, column, cell),
            }
            .expect("a cell");
        }
    }
    book.save(site.path("book.xlsx")).expect("a workbook");
    for file in [
        "plain.csv",
        "tabs.csv",
        "gb.csv",
        "wide.csv",
        "lines.jsonl",
        "book.xlsx",
    ] {
        std::fs::remove_dir_all(site.path("private/records")).expect("records");
        let _ = import(&site, file, &[]).done();
        assert_same(&site.files("private/records"), &wanted, file);
    }
}

#[test]
fn names_in_two_rows_and_merged_cells_are_read_as_people_see_them() {
    let site = office();
    site.replace(
        "map.toml",
        "[columns]\n",
        "skip_rows = 1\nheader_rows = 2\n\n[columns]\n",
    );
    for (from, to) in [
        ("\"回访时间\"", "\"回访/时间\""),
        ("\"是否有效回访\"", "\"回访/是否有效\""),
        ("\"是否联系\"", "\"回访/是否联系\""),
        ("\"是否解决\"", "\"回访/是否解决\""),
        ("\"是否满意\"", "\"回访/是否满意\""),
    ] {
        site.replace("map.toml", from, to);
    }
    let rows = cells(&site);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 32, "六月案件", &plain)
        .expect("a title");
    let judged = 24..=28;
    for (column, name) in rows[0].iter().enumerate() {
        let column = column as u16;
        if judged.contains(&column) {
            let below = name.replace("回访", "");
            sheet.write_string(2, column, below).expect("a name");
        } else {
            sheet
                .merge_range(1, column, 2, column, name, &plain)
                .expect("a name");
        }
    }
    sheet
        .merge_range(1, 24, 1, 28, "回访", &plain)
        .expect("a name");
    for (at, row) in rows[1..rows.len() - 1].iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            // The second row of the case with two units shows through merged cells.
            let is_merged = at == 2 && matches!(column, 1..=3 | 6..=13 | 15..=17 | 20 | 21);
            if !is_merged && !cell.is_empty() {
                sheet
                    .write_string(at as u32 + 3, column as u16, cell)
                    .expect("a cell");
            }
        }
    }
    for column in [1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 20, 21] {
        let value = &rows[2][column];
        sheet
            .merge_range(4, column as u16, 5, column as u16, value, &plain)
            .expect("a merged cell");
    }
    book.save(site.path("book.xlsx")).expect("a workbook");
    let outcome = import(&site, "book.xlsx", &["--json"]).done();
    assert_eq!(outcome.number("cases"), 4, "{}", outcome.err);
    let merged = site.files("private/records");
    let plain = office();
    let _ = import(&plain, "export.csv", &[]).done();
    assert_same(&merged, &plain.files("private/records"), "merged");
}

#[test]
fn importing_again_changes_nothing_and_a_newer_row_changes_one_case() {
    let site = office();
    let dry = import(&site, "export.csv", &["--dry-run"]).done();
    assert!(dry.out.contains("2018-06        4"), "{}", dry.out);
    assert!(!site.path("private/records").exists());
    let _ = import(&site, "export.csv", &[]).done();
    let before = site.files("private/records");
    let again = import(&site, "export.csv", &["--json"]).done();
    assert_eq!(
        (again.number("unchanged"), again.number("files_written")),
        (4, 0)
    );
    assert_same(&site.files("private/records"), &before, "again");
    site.replace("export.csv", "2018-06-07 11:00:00", "2018-06-07 12:00:00");
    site.replace("export.csv", "地锁两处", "地锁三处");
    let newer = import(&site, "export.csv", &["--json"]).done();
    assert_eq!((newer.number("changed"), newer.number("unchanged")), (1, 3));
    let now = site.files("private/records");
    site.replace("export.csv", "2018-06-07 12:00:00", "2018-06-07 11:00:00");
    let older = import(&site, "export.csv", &["--json"]).done();
    assert_eq!((older.number("older"), older.number("changed")), (1, 0));
    assert_same(&site.files("private/records"), &now, "an older export");
}

#[test]
fn an_import_that_changes_words_or_photos_asks_the_reviewer_again() {
    let site = office();
    site.replace(
        "map.toml",
        "[stages]\n",
        "photos_before = \"照片\"\n\n[stages]\n",
    );
    site.replace("export.csv", "联系地址", "联系地址,照片");
    site.replace("export.csv", "2单元501室", "2单元501室,one.jpg");
    let photos: Vec<_> = site.files("private/photos").into_values().take(2).collect();
    site.write_bytes("private/photos/one.jpg", &photos[0]);
    site.write_bytes("private/photos/two.jpg", &photos[1]);
    let last = "周样例,13800000023,鲁谷小区5号楼1单元202";
    site.replace("export.csv", last, &format!("{last},"));
    let text: String = site
        .read("export.csv")
        .lines()
        .map(|line| {
            let missing = 33 - line.matches(',').count().min(33);
            format!("{line}{}\n", ",".repeat(missing))
        })
        .collect();
    site.write("export.csv", &text);
    let _ = import(&site, "export.csv", &[]).done();
    let line = site.read("private/records/2018-06.jsonl");
    let record = line
        .lines()
        .find(|line| line.contains("SL2018060001"))
        .expect("it");
    let record: serde_json::Value = serde_json::from_str(record).expect("a record");
    let id = record["public_id"].as_str().expect("an id").to_owned();
    let decide = || {
        let _ = site
            .run(&[
                "cases",
                "decide",
                "--private",
                "private",
                "--as",
                "审核员",
                "--release",
                "--photos",
                &id,
            ])
            .done();
    };
    decide();
    assert_eq!(release(&site).done().number("case_pages"), 1);
    for (from, to) in [("刚拆过", "拆过一次"), ("one.jpg", "two.jpg")] {
        site.replace("export.csv", from, to);
        let _ = import(&site, "export.csv", &[]).done();
        let stale = release(&site).done();
        assert_eq!(
            (stale.number("stale_decisions"), stale.number("case_pages")),
            (1, 0),
            "{from}: {}",
            stale.err
        );
        decide();
        assert_eq!(release(&site).done().number("case_pages"), 1);
    }
    // What no word and no photo shows does not ask again.
    site.replace("export.csv", "2018-06-07 11:00:00", "2018-06-08 11:00:00");
    let _ = import(&site, "export.csv", &[]).done();
    assert_eq!(release(&site).done().number("stale_decisions"), 0);
}

#[test]
fn without_a_key_an_error_says_how_to_make_one() {
    let site = office();
    site.remove("private/keys/sample-id.key");
    let outcome = import(&site, "export.csv", &[]);
    assert_eq!(outcome.status, 1);
    for words in [
        "no-id-key",
        "head -c 32 /dev/urandom",
        "private/keys/id.key",
    ] {
        assert!(outcome.err.contains(words), "{}", outcome.err);
    }
    assert!(!site.path("private/records").exists());
    site.write("private/keys/id.key", "sixteen bytes...");
    assert!(import(&site, "export.csv", &[]).err.contains("weak-id-key"));
    site.write("private/keys/id.key", &"k".repeat(44));
    let _ = import(&site, "export.csv", &[]).done();
    // Another key would count every case twice.
    site.write("private/keys/id.key", &"l".repeat(44));
    let outcome = import(&site, "export.csv", &[]);
    assert!(
        outcome.status == 1 && outcome.err.contains("other-id"),
        "{}",
        outcome.err
    );
}

#[test]
fn the_samples_key_makes_no_ids_of_other_content() {
    let site = office();
    let key = site.read("private/keys/sample-id.key");
    let settings = site.read("content/site.toml");
    let (before, rest) = settings.split_once("[sample]").expect("a sample");
    let rest = rest.split_once("\n[").map_or("", |(_, rest)| rest);
    site.write("content/site.toml", &format!("{before}\n[{rest}"));
    for name in ["sample-id.key", "id.key"] {
        site.write(&format!("private/keys/{name}"), &key);
        let outcome = import(&site, "export.csv", &[]);
        assert!(
            outcome.status == 1 && outcome.err.contains("sample-id-key"),
            "{}",
            outcome.err
        );
        assert!(!site.path("private/records").exists());
    }
}

#[test]
fn a_column_that_nobody_decided_about_stops_the_import() {
    let site = office();
    site.replace("map.toml", "\"序号\", \"催办次数\"", "\"序号\"");
    site.replace("map.toml", "\"联系电话\", ", "");
    let outcome = import(&site, "export.csv", &[]);
    assert_eq!(outcome.status, 1);
    for words in [
        "unmapped-column",
        "“催办次数”（第 30 列）",
        "“联系电话”（第 32 列）",
        "export.csv:1:30",
    ] {
        assert!(outcome.err.contains(words), "{}", outcome.err);
    }
    assert!(!site.path("private/records").exists());
}

#[test]
fn mistakes_of_the_map_are_told_with_the_nearest_name() {
    let site = office();
    site.replace("map.toml", "community = ", "comunity = ");
    site.replace("map.toml", "\"问题地点\"", "[\"问题地点\", \"标题\"]");
    let outcome = import(&site, "export.csv", &[]);
    assert_eq!(outcome.status, 1);
    for words in [
        "unknown-key",
        "是不是想写 community",
        "one-column",
        "map.toml:",
    ] {
        assert!(outcome.err.contains(words), "{}", outcome.err);
    }
    let site = office();
    site.replace("map.toml", "\"所在村社区\"", "\"所在社区\"");
    let outcome = import(&site, "export.csv", &[]);
    assert!(
        outcome.err.contains("missing-column") && outcome.err.contains("是不是“所在村社区”"),
        "{}",
        outcome.err
    );
}

#[test]
fn a_file_without_its_header_shows_nobodys_words() {
    let site = office();
    let text = site.read("export.csv");
    let (_, rest) = text.split_once('\n').expect("a header");
    site.write("export.csv", rest);
    let outcome = import(&site, "export.csv", &[]);
    assert!(
        outcome.status == 1 && outcome.err.contains("no-header"),
        "{}",
        outcome.err
    );
    for words in ["何样例", "13800000021", "地锁"] {
        assert!(!outcome.err.contains(words), "{}", outcome.err);
    }
}

#[test]
fn a_street_is_looked_up_as_it_was_on_the_day_of_the_case() {
    let site = office();
    site.replace(
        "content/streets.toml",
        "name = \"金顶街街道\"",
        "name = \"金顶街街道\"\nvalid_from = \"2018-06-05\"",
    );
    let outcome = import(&site, "export.csv", &[]);
    assert!(
        outcome.status == 1 && outcome.err.contains("not-valid-then"),
        "{}",
        outcome.err
    );
    site.write(
        "content/streets.toml",
        &format!(
            "{}\n[[streets]]\nname = \"老金顶街道\"\nslug = \"laojinding\"\naliases = [\"金顶街街道\"]\nvalid_to = \"2018-06-04\"\n",
            site.read("content/streets.toml")
        ),
    );
    let _ = import(&site, "export.csv", &[]).done();
    assert!(
        site.read("private/records/2018-06.jsonl")
            .contains("老金顶街道")
    );
}

#[test]
fn usage_and_missing_files_are_told_apart() {
    let site = office();
    assert_eq!(site.run(&["cases", "import", "export.csv"]).status, 2);
    assert_eq!(import(&site, "gone.csv", &[]).status, 1);
    site.write_bytes("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    assert!(import(&site, "old.xls", &[]).err.contains("old-workbook"));
    site.write_bytes("broken.xlsx", b"PK\x03\x04 and nothing more");
    assert!(
        import(&site, "broken.xlsx", &[])
            .err
            .contains("unreadable-file")
    );
}
