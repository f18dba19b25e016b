//! Finds what is personal in free text and puts a typed placeholder in its place.
//!
//! A pure room: text in, text and findings out; no disk, no clock, no table of people. The text is
//! folded once (see [`fold`]); then every row of [`detect::DETECTORS`] looks at the same glyphs, each
//! in one pass. A new class is a new row. Strings that are known to belong to the reporter are looked
//! for first, in every spelling that folding makes equal.
//!
//! What nobody can tell from the text alone stays: a number is personal unless it is on the
//! [`AllowList`] of numbers that the offices publish or the text itself calls it a public one.

mod allow;
mod class;
mod command;
mod detect;
mod doubt;
mod fold;
mod known;

use serde::Serialize;

pub use self::{
    allow::AllowList, class::Class, command::command, doubt::has_doubtful_name, known::Known,
};
use self::{detect::DETECTORS, fold::Folded};

/// Grows whenever the same text could be masked differently: caches carry it in their key.
pub const VERSION: u32 = 1;

/// What the caller knows beside the text.
#[derive(Debug, Clone, Copy)]
pub struct MaskContext<'a> {
    /// Private strings of the reporter.
    pub known: &'a Known,
    /// Numbers that are public.
    pub allow: &'a AllowList,
}

/// A text without what was personal in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The text with placeholders.
    pub text: String,
    /// What was found, in order, without overlaps.
    pub findings: Vec<Finding>,
}

/// Something personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// First code point of the original text.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// What it is.
    pub class: Class,
}

/// Masks a text.
pub fn mask(text: &str, context: &MaskContext<'_>) -> Masked {
    let findings = find(text, context);
    Masked {
        text: replace(text, &findings),
        findings,
    }
}

/// What is personal in a text, in order, without overlaps.
pub fn find(text: &str, context: &MaskContext<'_>) -> Vec<Finding> {
    let folded = Folded::of(text);
    let mut findings = context.known.find(&folded);
    for detector in DETECTORS {
        let mut spans = Vec::new();
        (detector.find)(&folded, context.allow, &mut spans);
        findings.extend(spans.into_iter().map(|span| {
            let (start, end) = folded.source(span);
            Finding {
                start,
                end,
                class: detector.class,
            }
        }));
    }
    settle(findings)
}

/// Whether anything personal is left in a text that is about to be published.
pub fn finds_private(text: &str, allow: &AllowList) -> bool {
    !find(
        text,
        &MaskContext {
            known: &Known::default(),
            allow,
        },
    )
    .is_empty()
}

/// Joins findings that overlap. The one that came first in the order of detectors names the class.
fn settle(found: Vec<Finding>) -> Vec<Finding> {
    let mut ranked: Vec<(usize, Finding)> = found.into_iter().enumerate().collect();
    ranked.sort_by_key(|(rank, finding)| (finding.start, *rank));
    let mut settled: Vec<(usize, Finding)> = Vec::with_capacity(ranked.len());
    for (rank, finding) in ranked {
        match settled.last_mut() {
            Some((last_rank, last)) if finding.start < last.end => {
                last.end = last.end.max(finding.end);
                if rank < *last_rank {
                    (*last_rank, last.class) = (rank, finding.class);
                }
            }
            _ => settled.push((rank, finding)),
        }
    }
    settled.into_iter().map(|(_, finding)| finding).collect()
}

fn replace(text: &str, findings: &[Finding]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    let mut at = 0;
    let mut skip = |rest: &mut &str, upto: usize, keep: Option<&mut String>| {
        let bytes = rest
            .char_indices()
            .nth(upto - at)
            .map_or(rest.len(), |(byte, _)| byte);
        let (passed, left) = rest.split_at(bytes);
        if let Some(masked) = keep {
            masked.push_str(passed);
        }
        (*rest, at) = (left, upto);
    };
    for finding in findings {
        skip(&mut rest, finding.start, Some(&mut masked));
        skip(&mut rest, finding.end, None);
        masked.push_str(finding.class.placeholder());
    }
    masked.push_str(rest);
    masked
}

#[cfg(test)]
mod tests;
