//! What characters are like: how usual in names, how usual as words, how two of them go together.

use super::{
    super::{
        full,
        lexicon::Lexicon,
        line::{Line, is_han},
        surnames,
        words::PLACE_ENDS,
    },
    seen::Attributes,
};

/// Longest run of sounds that is counted.
const LONGEST_RUN: usize = 8;

pub(super) fn describe(all: &mut Attributes, line: &Line, at: usize) {
    let (two, one) = (at.checked_sub(2), at.checked_sub(1));
    let (here, next, third) = (Some(at), Some(at + 1), Some(at + 2));
    let surname = |at| surname(line, at);
    let given = |at| given(line, at);
    all.add("S", &[surname(here), given(next), given(third)]);
    all.add("Sg", &[surname(one), given(here), given(next)]);
    all.add("Sh", &[surname(two), given(one), given(here)]);
    all.add("Ss", &[surname(here), surname(next)]);
    all.add("G", &[given(here)]);
    all.add("GG", &[given(one), given(here), given(next)]);
    all.add("p", &[&pair(line, one), &pair(line, here)]);
    all.add("pp", &[&pair(line, here), &pair(line, next)]);
    let single = step(Lexicon::get().single(line.chars[at]), 2.0);
    all.add("q", &[&single, surname(here), given(here)]);
    for (place, from) in [("e", one), ("b", here), ("n", next)] {
        let listed = from.and_then(|from| line.chars.get(from..from + 2));
        if listed.is_some_and(surnames::is_listed) {
            all.add(
                "Gl",
                &[place, if place == "n" { surname(here) } else { "" }],
            );
        }
    }
    let same = |other: Option<usize>| other.and_then(|at| line.ch(at)) == Some(line.chars[at]);
    if same(one) || same(next) {
        all.add("2", &[if same(one) { "e" } else { "b" }]);
    }
    sounds(all, line, at);
    let begins = full::compound(line, at).is_some();
    if begins || one.is_some_and(|one| full::compound(line, one).is_some()) {
        all.add("C", &[if begins { "b" } else { "e" }]);
    }
    let ends = |at: usize| flag(line.ch(at).is_some_and(|ch| PLACE_ENDS.has(ch)));
    all.add("E", &[ends(at), ends(at + 1), ends(at + 2)]);
    // 王 小明
    let (before, behind) = (line.gap_before(at), line.gap_before(at + 1));
    if before || behind {
        all.add("_", &[flag(before), flag(behind)]);
    }
}

/// A logarithm of a share in steps of so much.
pub(super) fn step(share: f64, of: f64) -> String {
    format!("{:.0}", share / of)
}

pub(super) fn flag(is: bool) -> &'static str {
    if is { "1" } else { "0" }
}

fn han(line: &Line, at: Option<usize>) -> Option<char> {
    line.ch(at?).filter(|ch| is_han(*ch))
}

/// How many bear it.
fn surname(line: &Line, at: Option<usize>) -> &'static str {
    han(line, at).map_or("-", |ch| match surnames::single(ch) {
        None => "n",
        Some(share) if share > -4.0 => "4",
        Some(share) if share > -6.0 => "3",
        Some(share) if share > -7.0 => "2",
        Some(_) => "1",
    })
}

/// How usual it is in given names.
fn given(line: &Line, at: Option<usize>) -> &'static str {
    han(line, at).map_or("-", |ch| match surnames::given(ch) {
        share if share > -4.5 => "4",
        share if share > -6.0 => "3",
        share if share > -7.0 => "2",
        share if share > -8.5 => "1",
        _ => "0",
    })
}

/// How usual two characters are as a word.
fn pair(line: &Line, at: Option<usize>) -> String {
    let two = at.and_then(|at| Some((han(line, Some(at))?, han(line, Some(at + 1))?)));
    two.and_then(|(one, other)| Lexicon::get().pair(one, other))
        .map_or_else(|| "-".into(), |share| step(share, 2.0))
}

/// 阿依古丽: how many characters of sounds stand in front and from here on.
fn sounds(all: &mut Attributes, line: &Line, at: usize) {
    if !surnames::is_transliteration(line.chars[at]) {
        return;
    }
    let run = |chars: &mut dyn Iterator<Item = &char>| {
        chars
            .take(LONGEST_RUN)
            .take_while(|ch| surnames::is_transliteration(**ch))
            .count()
    };
    let back = run(&mut line.chars[..at].iter().rev());
    let on = run(&mut line.chars[at..].iter());
    all.add("x", &[&back.min(4).to_string(), &on.min(5).to_string()]);
}
