//! How quick the masker is: printed, never judged. `tests/bench/masking.sh` runs it.

use std::{fmt::Write as _, hint::black_box, time::Instant};

use jiayuan::masking::{AllowList, Known, MaskContext, find, find_structured};
use jiayuan_tests::repository;
use serde_json::Value;

/// The hard set, again and again.
fn texts() -> String {
    let path = repository().join("tests/masking/hard.jsonl");
    let lines = std::fs::read_to_string(path).expect("the set is there");
    let mut texts = String::new();
    for line in lines.lines() {
        let entry: Value = serde_json::from_str(line).expect("the set is JSON Lines");
        writeln!(texts, "{}", entry["text"].as_str().expect("a text")).expect("a string grows");
    }
    texts
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
    let texts = texts();
    let begun = Instant::now();
    black_box(find("王小明", &context));
    println!(
        "dictionary: {:.0} ms, once",
        begun.elapsed().as_secs_f64() * 1e3
    );
    // One text of doubled length each time: the pace stays, because the work is linear.
    for times in [1, 2, 4, 8, 16] {
        let text = texts.repeat(times);
        let megabytes = text.len() as f64 / 1e6;
        let begun = Instant::now();
        black_box(find_structured(&text, &context));
        let structured = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        black_box(find(&text, &context));
        let all = begun.elapsed().as_secs_f64();
        println!(
            "{megabytes:6.2} MB in one text: structured {:6.1} MB/s, with names {:5.1} MB/s",
            megabytes / structured,
            megabytes / all
        );
    }
}
