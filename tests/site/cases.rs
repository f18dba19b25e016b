//! The border on the repository's own sample: what the gate lets through, and what it keeps.

use jiayuan_tests::{TestSite, assert_same};

const RELEASE: [&str; 5] = ["cases", "release", "--json", "--private", "private"];

#[test]
fn the_sample_is_released_again_to_the_same_bytes() {
    let site = TestSite::sample();
    let before = site.files("content/cases");
    std::fs::remove_dir_all(site.path("content/cases")).expect("released files");
    let first = site.run(&RELEASE).done();
    assert_same(
        &site.files("content/cases"),
        &before,
        "released from nothing",
    );
    assert_eq!(first.number("case_pages"), 43);
    assert_eq!(first.number("home_reported"), 3);
    assert_eq!(first.number("stale_decisions"), 0);
    let again = site.run(&RELEASE).done();
    assert_eq!(again.number("files_written"), 0);
    assert_eq!(again.number("records_worked_on"), 0);
    assert_eq!(again.number("photos_encoded"), 0);
}

#[test]
fn no_private_string_of_the_sample_stands_in_its_public_side() {
    let site = TestSite::sample();
    let mut private = Vec::new();
    for (path, bytes) in site.files("private/records") {
        for line in String::from_utf8(bytes).expect("records are UTF-8").lines() {
            let record: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{path}: {error}"));
            private.push(
                record["case_no"]
                    .as_str()
                    .expect("a case number")
                    .to_owned(),
            );
            let known = record["known"].as_array().into_iter().flatten();
            private.extend(known.filter_map(|text| text.as_str().map(str::to_owned)));
        }
    }
    assert!(private.len() > 60, "the sample plants private strings");
    for (path, bytes) in site.files("content") {
        let text = String::from_utf8_lossy(&bytes);
        for string in &private {
            assert!(
                !text.contains(string.as_str()),
                "{string} stands in content/{path}"
            );
        }
    }
}

#[test]
fn every_month_of_the_sample_has_pages_and_every_page_a_pair() {
    let site = TestSite::sample();
    let mut months = 0;
    let mut pages = 0;
    for (path, bytes) in site.files("content/cases") {
        if !path.ends_with(".jsonl") {
            continue;
        }
        months += 1;
        for line in String::from_utf8(bytes)
            .expect("released files are UTF-8")
            .lines()
        {
            let case: serde_json::Value = serde_json::from_str(line).expect("a released case");
            let Some(photos) = case["photos"].as_array() else {
                continue;
            };
            pages += 1;
            for role in ["before", "after"] {
                assert!(photos.iter().any(|photo| photo["role"] == role), "{line}");
            }
        }
    }
    assert!(months >= 6);
    assert_eq!(pages, 43);
}

#[test]
fn nothing_of_a_withdrawn_case_stays_in_the_months_that_a_build_keeps() {
    let site = TestSite::sample();
    let _ = site.build(&[]).done();
    let month = site.read("content/cases/2017-08.jsonl");
    let case: serde_json::Value = (month.lines())
        .map(|line| serde_json::from_str(line).expect("a released case"))
        .find(|case: &serde_json::Value| case["title"].is_string())
        .expect("a case with words");
    let (id, title) = (&case["public_id"], &case["title"]);
    let (id, title) = (
        id.as_str().expect("an id"),
        title.as_str().expect("a title"),
    );
    let kept = || {
        let months = site.files(".jiayuan/cache/months");
        (months.values()).any(|bytes| {
            [id, title].iter().any(|text| {
                bytes
                    .windows(text.len())
                    .any(|part| part == text.as_bytes())
            })
        })
    };
    assert!(kept(), "a build keeps what it read");
    let withdraw = [
        "cases",
        "withdraw",
        "--private",
        "private",
        "--output",
        "public",
        id,
    ];
    let _ = site.run(&withdraw).done();
    assert!(!kept(), "something of {id} is kept");
    let _ = site.build(&[]).done();
    assert!(!kept(), "something of {id} is kept again");
}

#[test]
fn a_changed_word_takes_the_decision_back() {
    let site = TestSite::sample();
    let _ = site.run(&RELEASE).done();
    site.replace(
        "private/records/2017-08.jsonl",
        "车少的时候地锁也立着",
        "地锁一直立着",
    );
    let after = site.run(&RELEASE).done();
    assert_eq!(after.number("stale_decisions"), 1);
    assert_eq!(after.number("case_pages"), 42);
    assert!(after.err.contains("cases decide"), "{}", after.err);
}

#[test]
fn broken_records_are_all_told_and_nothing_public_changes() {
    let site = TestSite::sample();
    let before = site.files("content/cases");
    let lines = site.read("private/records/2017-07.jsonl");
    let broken = lines.replacen("\"kind\":\"report\"", "\"kind\":\"raport\"", 1);
    site.write(
        "private/records/2017-07.jsonl",
        &format!("{broken}{{\"strange\":1}}\n"),
    );
    site.replace("private/records/2017-09.jsonl", "五里坨街道", "五里陀街道");
    let outcome = site.run(&RELEASE);
    assert_eq!(outcome.status, 1);
    for place in [
        "private/records/2017-07.jsonl:1:",
        "private/records/2017-07.jsonl:5:",
        "2017-09.jsonl:",
    ] {
        assert!(
            outcome.err.contains(place),
            "no {place} in\n{}",
            outcome.err
        );
    }
    assert!(
        !outcome.err.contains("138000000"),
        "a finding repeats private data"
    );
    assert_same(&site.files("content/cases"), &before, "after a mistake");
}

#[test]
fn mask_finds_what_is_typed_and_points_into_the_original() {
    let site = TestSite::empty();
    let input = "{\"id\":\"a\",\"text\":\"请打１３８ 1234-5678，或者12345。\"}\n";
    let outcome = site.run_with(&["mask"], input).done();
    let answer = outcome.json();
    assert_eq!(answer["id"], "a");
    assert_eq!(answer["text"], "请打〔电话〕，或者12345。");
    let finding = &answer["findings"][0];
    assert_eq!(
        (finding["start"].as_u64(), finding["end"].as_u64()),
        (Some(2), Some(15))
    );
}
