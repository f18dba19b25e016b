//! How quick the masker is: printed, never judged. `tests/bench/masking.sh` runs it.

use std::{hint::black_box, time::Instant};

use jiayuan::masking::{AllowList, Known, MaskContext, find, find_structured};
use jiayuan_tests::repository;
use serde_json::Value;

/// The hard set: names and numbers in nearly every line.
fn hard() -> Vec<String> {
    let path = repository().join("tests/masking/hard.jsonl");
    let lines = std::fs::read_to_string(path).expect("the set is there");
    let text = |line: &str| {
        let entry: Value = serde_json::from_str(line).expect("the set is JSON Lines");
        entry["text"].as_str().expect("a text").to_string()
    };
    lines.lines().map(text).collect()
}

/// What the sample site publishes: hardly anything personal.
fn clean() -> Vec<String> {
    let files = jiayuan_tests::files(&repository().join("content"));
    let mut lines = Vec::new();
    for (name, bytes) in files {
        if name.ends_with(".md") || name.ends_with(".jsonl") {
            let text = String::from_utf8(bytes).expect("content is UTF-8");
            let chinese = |line: &&str| {
                line.chars()
                    .any(|ch| ('\u{4e00}'..='\u{9fff}').contains(&ch))
            };
            lines.extend(text.lines().filter(chinese).map(str::to_string));
        }
    }
    lines
}

#[test]
#[ignore = "a measurement; takes all of a core for a while"]
#[allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement"
)]
fn megabytes_a_second() {
    let context = MaskContext {
        known: &Known::default(),
        allow: &AllowList::default(),
    };
    let begun = Instant::now();
    black_box(find("王小明", &context));
    println!(
        "dictionary: {:.0} ms, once",
        begun.elapsed().as_secs_f64() * 1e3
    );
    let pace = |name: &str, texts: &[String]| {
        let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
        let begun = Instant::now();
        for text in texts {
            black_box(find_structured(text, &context));
        }
        let structured = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        for text in texts {
            black_box(find(text, &context));
        }
        let all = begun.elapsed().as_secs_f64();
        println!(
            "{name}, {megabytes:6.2} MB: structured {:6.1} MB/s, with names {:5.1} MB/s",
            megabytes / structured,
            megabytes / all
        );
    };
    for (name, texts) in [("hard set", hard()), ("sample site", clean())] {
        // Twice: the first time some words are new.
        pace(name, &texts);
        pace(name, &texts);
        // One text of doubled length each time: the pace stays, because the work is linear.
        for times in [1, 4] {
            pace("in one text", &[texts.join("\n").repeat(times)]);
        }
    }
}
