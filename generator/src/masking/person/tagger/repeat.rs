//! Who is named once in a text is named again: whole, by the surname, by the given name.

use std::{collections::HashSet, ops::Range};

use super::super::{
    full,
    line::{Line, is_han},
    words::{PLACE_ENDS, TABLES},
};

/// From this length on, the same characters are the same name wherever they stand.
const UNMISTAKABLE: usize = 3;
/// Longer names are not looked for word for word.
const LONGEST: usize = 12;

/// Adds to the names that are sure those among the likely ones that repeat one of them or a part of
/// it, every long name word for word, and the families of those named. Linear in the text.
pub(in super::super) fn repeat(line: &Line, sure: &mut Vec<Range<usize>>, likely: &[Range<usize>]) {
    let mut taken = vec![false; line.len()];
    for name in &*sure {
        taken[name.clone()].fill(true);
    }
    let named: HashSet<&[char]> = (sure.iter())
        .map(|name| &line.chars[name.clone()])
        .filter(|name| name.iter().all(|ch| is_han(*ch)))
        .collect();
    let parts_of_named: HashSet<&[char]> = named.iter().flat_map(|name| parts(name)).collect();
    let mut take = |name: Range<usize>| {
        if !taken[name.clone()].contains(&true) {
            taken[name.clone()].fill(true);
            sure.push(name);
        }
    };
    for name in likely {
        // 周建国 and 周, 卢静怡 and 静怡, either of them first.
        let text = &line.chars[name.clone()];
        let is_whole = |part: &[char]| named.contains(part);
        if is_whole(text) || parts_of_named.contains(text) || parts(text).any(is_whole) {
            take(name.clone());
        }
    }
    let lengths: HashSet<usize> = named.iter().map(|name| name.len()).collect();
    for length in (UNMISTAKABLE..=LONGEST).filter(|length| lengths.contains(length)) {
        for (start, text) in line.chars.windows(length).enumerate() {
            if named.contains(text) {
                take(start..start + length);
            }
        }
    }
    for (at, ch) in line.chars.iter().enumerate() {
        if parts_of_named.contains(std::slice::from_ref(ch)) && is_household(line, at + 1) {
            take(at..at + 1);
        }
    }
    sure.sort_by_key(|name| name.start);
}

/// 周家一直没人: a family, and no place that is called so (周家村, 周家胡同).
fn is_household(line: &Line, end: usize) -> bool {
    line.ch(end) == Some('家')
        && line.is_cut(end - 1)
        && line.starts(end + 1, &TABLES.bearers).is_none()
        && line.starts(end + 1, &TABLES.bodies).is_none()
        && line.ch(end + 1).is_none_or(|ch| !PLACE_ENDS.has(ch))
}

/// The parts of a name that people are called by: surname and given name.
fn parts(name: &[char]) -> impl Iterator<Item = &[char]> {
    let (surname, given) = name.split_at(full::surname_of(name).min(name.len()));
    [surname, given]
        .into_iter()
        .filter(|part| !part.is_empty() && part.len() < name.len())
}
