//! What the tables of words say around a character, and what the rules found there.

use std::ops::Range;

use super::{
    super::{
        full,
        words::{TABLES, Table},
    },
    seen::{Attributes, Seen},
};

/// Longest name of somebody famous or of a mark that is looked for around a character.
const LONGEST_BEARER: usize = 3;

/// The words that end in front of a character and that start at or behind it.
pub(super) fn describe(all: &mut Attributes, seen: &Seen<'_>, at: usize) {
    let line = seen.line;
    let tables = &*TABLES;
    let in_front: [(&str, &Table); 9] = [
        ("an", &tables.announcing),
        ("ro", &tables.roles),
        ("we", &tables.weak_roles),
        ("ki", &tables.kin),
        ("ca", &tables.calling),
        ("of", &tables.offices),
        ("wh", &tables.whereabouts),
        ("by", &tables.bylines),
        ("pr", &tables.private_bodies),
    ];
    let marks = full::skip_marks(line, at);
    for (name, table) in in_front {
        for (back, place) in [(0, "0"), (1, "1"), (2, "2")] {
            if at >= back && line.ends(at - back, table).is_some() {
                all.add("T", &[name, place]);
            }
        }
        if marks < at && line.ends(marks, table).is_some() {
            all.add("T", &[name, "m"]);
        }
    }
    let behind: [(&str, &Table); 8] = [
        ("ti", &tables.titles),
        ("no", &tables.noun_titles),
        ("of", &tables.offices),
        ("be", &tables.behind),
        ("br", &tables.bearers),
        ("nb", &tables.not_bearers),
        ("bo", &tables.bodies),
        ("bl", &tables.belongs),
    ];
    for (name, table) in behind {
        for (on, place) in [(0, "0"), (1, "1"), (2, "2"), (3, "3")] {
            if let Some(end) = line.starts(at + on, table) {
                let length = if end - at - on > 1 { "+" } else { "1" };
                all.add("U", &[name, place, length]);
            }
        }
    }
    for (name, table) in [("fa", &tables.famous), ("br", &tables.brands)] {
        let covers = |start: usize| line.starts(start, table).is_some_and(|end| end > at);
        if (at.saturating_sub(LONGEST_BEARER - 1)..=at).any(covers) {
            all.add("V", &[name]);
        }
    }
    if seen.is_public[at] {
        all.add("P", &[]);
    }
    if let Some(best) = &seen.best[at] {
        let place = match (best.start == at, best.end == at + 1) {
            (true, _) => "b",
            (_, true) => "e",
            _ => "m",
        };
        let score = format!("{:.0}", best.score.clamp(-2.0, 12.0));
        all.add("K", &[place, &score]);
        all.add("Kn", &[place, &(best.end - best.start).to_string()]);
    }
}

/// What the rules found at a token and beside it.
pub(super) fn rules(all: &mut Attributes, seen: &Seen<'_>, range: &Range<usize>) {
    let said = |at: usize| seen.said.get(at).map_or("$", |said| said.letter());
    all.add("R", &[said(range.start)]);
    all.add("Rb", &[range.start.checked_sub(1).map_or("^", said)]);
    all.add("Ra", &[said(range.end)]);
}
