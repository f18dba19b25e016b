//! Trains the tagger of names: `learn-names TEXTS.jsonl MODEL`.
//!
//! `learn.py` calls it with the texts that it made. A line is `{text, spans: [{start, end, label}]}` in
//! code points; labels are P for a full name, S for a surname alone, G for a given name alone, N for a
//! name without a Chinese surname, L for one in Latin letters.

#![allow(clippy::print_stderr, reason = "a program that people run by hand")]

use std::{error::Error, fs, path::Path, process::ExitCode};

use crfs::{Attribute, train::Trainer};
use jiayuan::masking::learn::{Token, tokens};
use serde_json::Value;

/// Rounds of the averaged perceptron. More do not find more on texts that it has not seen.
const ROUNDS: usize = 12;
/// Attributes that fewer tokens have are left out.
const LEAST: f64 = 3.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [texts, model] = arguments.as_slice() else {
        eprintln!("learn-names TEXTS.jsonl MODEL");
        return ExitCode::from(2);
    };
    match train(texts, Path::new(model)) {
        Ok(sequences) => {
            eprintln!("learnt from {sequences} sequences");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn train(texts: &str, model: &Path) -> Result<usize, Box<dyn Error>> {
    let mut trainer = Trainer::averaged_perceptron();
    trainer.params_mut().set_max_iterations(ROUNDS)?;
    trainer.set_feature_minfreq(LEAST)?;
    let mut sequences = 0;
    for line in fs::read_to_string(texts)?.lines() {
        let entry: Value = serde_json::from_str(line)?;
        let text = entry["text"].as_str().ok_or("a line without a text")?;
        let labels = labels(text, &entry["spans"]).ok_or("a span without start, end or label")?;
        for sequence in tokens(text) {
            let of_tokens = labels_of(&sequence, &labels);
            let attributes: Vec<Vec<Attribute>> = (sequence.into_iter())
                .map(|token| token.attributes.into_iter().map(Attribute::from).collect())
                .collect();
            trainer.append(&attributes, &of_tokens)?;
            sequences += 1;
        }
    }
    trainer.train(model)?;
    Ok(sequences)
}

/// The label of every code point.
fn labels(text: &str, spans: &Value) -> Option<Vec<&'static str>> {
    let mut labels = vec!["O"; text.chars().count()];
    for span in spans.as_array()? {
        let place = |key: &str| usize::try_from(span[key].as_u64()?).ok();
        let range = place("start")?..place("end")?;
        let (begins, goes_on) = match span["label"].as_str()? {
            "P" => ("B", "I"),
            "S" => ("S", "s"),
            "G" => ("G", "H"),
            "N" => ("N", "M"),
            _ => ("L", "l"),
        };
        labels.get_mut(range.clone())?.fill(goes_on);
        labels[range.start] = begins;
    }
    Some(labels)
}

/// The labels of tokens; the last character of a full name has one of its own.
fn labels_of(sequence: &[Token], labels: &[&'static str]) -> Vec<&'static str> {
    let mut of_tokens: Vec<_> = (sequence.iter())
        .map(|token| labels[token.span.start])
        .collect();
    for at in 0..of_tokens.len() {
        if of_tokens[at] == "I" && of_tokens.get(at + 1) != Some(&"I") {
            of_tokens[at] = "E";
        }
    }
    of_tokens
}
