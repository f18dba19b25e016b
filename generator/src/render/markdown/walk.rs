//! Questions to a row of the parser's events.

use pulldown_cmark::Event;

/// The position of the end of what begins at `at`.
pub(super) fn end_of(events: &[Event<'_>], at: usize) -> usize {
    let mut depth = 0usize;
    for (index, event) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                if depth == 0 {
                    return index;
                }
            }
            _ => {}
        }
    }
    events.len()
}

/// The words in them, without their markup.
pub(super) fn words_of(events: &[Event<'_>]) -> String {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}

/// A line break within a Chinese sentence is none to its reader: browsers would print a blank.
pub(super) fn is_between_han(events: &[Event<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| events.get(at));
    let (Some(Event::Text(before)), Some(Event::Text(after))) = (before, events.get(at + 1)) else {
        return false;
    };
    let is_wide = |ch: char| matches!(ch, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '—' | '…');
    before.chars().next_back().is_some_and(is_wide) && after.chars().next().is_some_and(is_wide)
}
