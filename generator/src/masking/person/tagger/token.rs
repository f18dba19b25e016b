//! A text as the tagger reads it: Chinese characters and marks one by one; runs of Latin letters, runs
//! of digits and placeholders as one.

use std::{borrow::Cow, ops::Range};

use super::super::line::{Line, is_han};
use crate::masking::fold::Folded;

/// Longest run of tokens that is tagged as one sequence.
const LONGEST: usize = 160;
/// Longest placeholder, with its brackets.
const LONGEST_PLACEHOLDER: usize = 8;

/// A piece of a line.
#[derive(Debug)]
pub(super) struct Token {
    /// Its characters in the line.
    pub(super) range: Range<usize>,
    /// What stands for it in attributes.
    pub(super) text: Cow<'static, str>,
    pub(super) is_han: bool,
}

/// The tokens of a line in sequences, which end with sentences. Sequences without a letter are left
/// out.
pub(super) fn sequences(line: &Line, folded: &Folded) -> Vec<Vec<Token>> {
    let mut sequences: Vec<Vec<Token>> = vec![Vec::new()];
    let mut at = 0;
    while at < line.len() {
        let token = token(line, folded, at);
        at = token.range.end;
        let last = sequences.len() - 1;
        let ends = matches!(&*token.text, "。" | "!" | "?" | ";");
        sequences[last].push(token);
        if ends || sequences[last].len() >= LONGEST {
            sequences.push(Vec::new());
        }
    }
    sequences.retain(|sequence| {
        (sequence.iter()).any(|token| token.is_han || token.text.starts_with(['A', 'a']))
    });
    sequences
}

fn token(line: &Line, folded: &Folded, start: usize) -> Token {
    let ch = line.chars[start];
    let run = |of: fn(&char) -> bool| {
        let length = line.chars[start..].iter().take_while(|ch| of(ch)).count();
        start..start + length
    };
    let (range, text) = if ch.is_ascii_alphabetic() {
        let run = run(char::is_ascii_alphabetic);
        (run.clone(), Cow::from(latin(line, folded, run)))
    } else if ch.is_ascii_digit() {
        let run = run(char::is_ascii_digit);
        let text = match run.len() {
            1 => "1",
            2 => "2",
            3 | 4 => "4",
            5..=7 => "7",
            _ => "9",
        };
        (run, text.into())
    } else if let Some(end) = placeholder(line, start) {
        (start..end, line.str(start..end).into())
    } else {
        let ch = if ch.is_whitespace() { ' ' } else { ch };
        (start..start + 1, ch.to_string().into())
    };
    Token {
        is_han: range.len() == 1 && is_han(ch),
        range,
        text,
    }
}

/// 〔姓名〕: what was masked before is neither a name nor the word for one.
fn placeholder(line: &Line, start: usize) -> Option<usize> {
    let end = (start + 1..line.len().min(start + LONGEST_PLACEHOLDER))
        .find(|at| line.chars[*at] == '〕')?;
    let inside = start + 1..end;
    (line.chars[start] == '〔' && inside.into_iter().all(|at| line.is_han_at(at)))
        .then_some(end + 1)
}

/// `Aa` for a word that begins with a capital letter, `AA` for capitals, `a` for small letters.
fn latin(line: &Line, folded: &Folded, run: Range<usize>) -> &'static str {
    let is_capital =
        |at: usize| run.contains(&at) && folded.glyphs()[line.span(at..at + 1).start].is_capital();
    match (is_capital(run.start), is_capital(run.start + 1)) {
        (true, true) => "AA",
        (true, false) if run.len() == 1 => "A",
        (true, false) => "Aa",
        _ => "a",
    }
}
