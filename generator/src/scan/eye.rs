//! Looks at the texts of one output, one after another, and passes over what was looked at before.

use super::clean::Recent;
use super::{Hit, Scanner};

/// Looks through one output.
pub(super) struct Eye<'a> {
    scanner: &'a Scanner<'a>,
    recent: &'a mut Recent,
    hits: Vec<Hit>,
}

impl<'a> Eye<'a> {
    pub(super) fn new(scanner: &'a Scanner<'a>, recent: &'a mut Recent) -> Self {
        Self {
            scanner,
            recent,
            hits: Vec::new(),
        }
    }

    /// Looks through one text that a reader sees in one piece.
    pub(super) fn text(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let clean = self.scanner.clean;
        let key = clean.key(text);
        if self.recent.texts.holds(key) {
            return;
        }
        if !clean.holds(key) {
            let before = self.found();
            self.hits.extend(self.scanner.hits(text));
            if self.found() > before {
                return;
            }
            clean.add(key);
        }
        self.recent.texts.add(key);
    }

    /// How much was found so far.
    pub(super) fn found(&self) -> usize {
        self.hits.len()
    }

    /// What a line of markup is remembered by.
    pub(super) fn line_key(&self, line: &str) -> u64 {
        self.scanner.clean.key(line)
    }

    /// Whether a line was read before and nothing was found in its texts.
    pub(super) fn has_read(&self, key: u64) -> bool {
        self.recent.lines.holds(key)
    }

    /// Notes that nothing was found in a line.
    pub(super) fn remember_line(&mut self, key: u64) {
        self.recent.lines.add(key);
    }

    pub(super) fn into_hits(self) -> Vec<Hit> {
        self.hits
    }
}
