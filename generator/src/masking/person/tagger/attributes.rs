//! What the tagger knows of a token, as short texts: a few letters for what is said, and what it says.
//!
//! Here stand the tokens around it and the words that the dictionary sees there; [`super::letters`]
//! has what the characters are like, [`super::hints`] what the tables and the rules say.

use std::ops::Range;

use crfs::Attribute;

use super::{
    super::{lexicon::Word, line::Line},
    hints, letters,
    seen::{Attributes, Seen},
    token::Token,
};

/// Words longer than this are only known as long.
const LONGEST_WORD: usize = 4;

/// The attributes of a token. The first one says nothing: every token has it, and its value leans the
/// tagger to or away from names.
pub(super) fn of(seen: &Seen<'_>, tokens: &[Token], at: usize) -> Vec<Attribute> {
    let mut all = Attributes::default();
    all.add("o", &[]);
    around(&mut all, tokens, at);
    let token = &tokens[at];
    hints::rules(&mut all, seen, &token.range);
    if token.is_han {
        let at = token.range.start;
        words(&mut all, seen.line, at);
        letters::describe(&mut all, seen.line, at);
        hints::describe(&mut all, seen, at);
    }
    all.into()
}

/// The tokens beside it, alone and together.
fn around(all: &mut Attributes, tokens: &[Token], at: usize) {
    let text = |offset: isize| {
        let other = at.checked_add_signed(offset).and_then(|at| tokens.get(at));
        let edge = if offset < 0 { "^" } else { "$" };
        other.map_or(edge, |token| &*token.text)
    };
    for (name, offset) in [
        ("a", -3),
        ("b", -2),
        ("c", -1),
        ("d", 0),
        ("e", 1),
        ("f", 2),
        ("g", 3),
    ] {
        all.add(name, &[text(offset)]);
    }
    all.add("bc", &[text(-2), text(-1)]);
    all.add("cd", &[text(-1), text(0)]);
    all.add("de", &[text(0), text(1)]);
    all.add("ef", &[text(1), text(2)]);
    all.add("bcd", &[text(-2), text(-1), text(0)]);
    all.add("def", &[text(0), text(1), text(2)]);
    all.add("ce", &[text(-1), text(1)]);
}

/// The words that the dictionary sees at a character and beside them.
fn words(all: &mut Attributes, line: &Line, at: usize) {
    let word = line.word(at);
    let place = match (word.start == at, word.end == at + 1) {
        (true, true) => "s",
        (true, false) => "b",
        (false, true) => "e",
        (false, false) => "m",
    };
    let (mut tag, mut tag_before, mut tag_behind) = (String::new(), String::new(), String::new());
    tag.extend(word.tag);
    let before = word.start.checked_sub(1).filter(|at| line.is_han_at(*at));
    let before = before.map(|at| line.word(at));
    let behind = line.is_han_at(word.end).then(|| line.word(word.end));
    tag_before.extend(before.map_or(['^', ' '], |word| word.tag));
    tag_behind.extend(behind.map_or(['$', ' '], |word| word.tag));
    let text = |word: &Word| short(line, word.start..word.end);
    let mark = |at: Option<usize>| at.and_then(|at| line.ch(at)).unwrap_or(' ').to_string();
    let text_before = before.map_or_else(|| mark(word.start.checked_sub(1)), |word| text(&word));
    let text_behind = behind.map_or_else(|| mark(Some(word.end)), |word| text(&word));
    let length = (word.end - word.start).min(LONGEST_WORD).to_string();
    all.add("w", &[place, &text(&word)]);
    all.add("wb", &[place, &text_before]);
    all.add("wa", &[place, &text_behind]);
    all.add("t", &[place, &tag]);
    all.add("tb", &[place, &tag, &tag_before]);
    all.add("ta", &[place, &tag, &tag_behind]);
    all.add("tt", &[place, &tag_before, &tag, &tag_behind]);
    all.add("l", &[place, &length, &letters::step(word.share, 1.5)]);
    // 周|家|和|许家, 王|三|爷: two words on.
    if let Some(next) = behind {
        let mut tag_after = String::new();
        let after = line.is_han_at(next.end).then(|| line.word(next.end));
        tag_after.extend(after.map_or(['$', ' '], |word| word.tag));
        all.add("tn", &[place, &tag_behind, &tag_after]);
    }
}

fn short(line: &Line, range: Range<usize>) -> String {
    if range.len() > LONGEST_WORD {
        "+".into()
    } else {
        line.str(range)
    }
}
