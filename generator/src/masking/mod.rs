//! Finds what is personal in free text and puts a typed placeholder in its place.
//!
//! A pure room: text in, text and findings out; no disk, no clock, no table of people.
//!
//! # In this order
//!
//! 1. The text is folded once ([`fold`]): compatibility forms, zero-width characters, all ways to write
//!    a digit. Every glyph remembers its code point, so that findings point into the original.
//! 2. Strings that are known to belong to the reporter, and their parts ([`known`]).
//! 3. Classes that have a shape: every row of [`detect::DETECTORS`] looks at the same glyphs, in passes
//!    of bounded reach, if the text has what the class is made of ([`signs`]). A new class is a new row.
//! 4. Names ([`person`]): rules say what looks like one, by the way people are called, by what announces
//!    a name and by weighing it against the words of a dictionary; a tagger that learnt from texts
//!    decides. Dictionary and model are read when the first text is masked, once for all threads.
//! 5. What overlaps becomes one finding; the earlier of these names the class.
//! 6. What is left is looked at again with the placeholders in it, until nothing more is found: whoever
//!    masks a masked text finds it clean.
//!
//! # In doubt
//!
//! A number is personal unless it is on the [`AllowList`] of numbers that the offices publish or the
//! text itself calls it a public one. A name is masked if the tagger says so; below lies a band of
//! [`Masked::doubts`]: they stay, and the gate leaves such a text to a person. A reviewer's [`Switches`]
//! win over both, for the words that were looked at and no others.

mod allow;
mod class;
mod command;
mod detect;
mod fold;
mod known;
pub mod learn;
mod marks;
mod person;
mod signs;
mod traditional;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

pub use self::{allow::AllowList, class::Class, command::command, known::Known};
use self::{detect::DETECTORS, fold::Folded, person::Strength};

/// Grows whenever the same text could be masked differently: caches carry it in their key.
pub const VERSION: u32 = 4;

/// How often a text is looked at again with placeholders in it.
const MOST_ROUNDS: usize = 4;

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
    /// What was found and replaced, in order, without overlaps.
    pub findings: Vec<Finding>,
    /// What was found and stays because a reviewer said so, in order: where in the original.
    pub shown: Vec<Finding>,
    /// What may be a name and stays all the same: a person should look. Where in the original.
    pub doubts: Vec<Span>,
    /// `shown`, where in `text`: whoever checks the masked text again passes these on.
    pub shown_in_text: Vec<Span>,
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
    /// Whether all of it is a known string of the reporter, so that nobody needs to judge it.
    #[serde(skip)]
    pub known: bool,
}

/// A piece of a text, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
}

/// What a reviewer decided about single words of one text, against or beyond the masker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Switches {
    /// Stays although it was found. A finding stays only if all of it lies inside one of these, so
    /// that a masker which later finds more does not hide behind an old switch.
    pub shown: Vec<Span>,
    /// Goes although nothing was found.
    pub hidden: Vec<Span>,
}

/// Reads the dictionary, which otherwise happens when the first text is masked. For a thread that has
/// nothing else to do.
pub fn get_ready() {
    person::get_ready();
}

/// Masks a text.
pub fn mask(text: &str, context: &MaskContext<'_>) -> Masked {
    mask_with(text, context, &Switches::default())
}

/// Masks a text as a reviewer switched it. Spans are code points of `text`; what lies outside it
/// counts for nothing.
pub fn mask_with(text: &str, context: &MaskContext<'_>, switches: &Switches) -> Masked {
    let (all, doubts) = find_all(text, context);
    let (shown, mut findings): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|finding| switches.shown.iter().any(|span| span.covers(finding)));
    if !switches.hidden.is_empty() {
        let length = text.chars().count();
        findings.extend(
            switches
                .hidden
                .iter()
                .filter_map(|span| span.within(length)),
        );
        findings = settle(findings);
    }
    // What the reviewer hides is hidden, also where it was switched off as well.
    let shown = shown
        .into_iter()
        .filter(|shown| !touches_any(&findings, shown))
        .collect();
    let doubts = doubts
        .into_iter()
        .filter(|doubt| {
            !touches_any(&findings, doubt) && !switches.shown.iter().any(|span| span.covers(doubt))
        })
        .map(|doubt| Span {
            start: doubt.start,
            end: doubt.end,
        })
        .collect();
    replace(text, findings, shown, doubts)
}

/// What is personal in a text, in order, without overlaps.
pub fn find(text: &str, context: &MaskContext<'_>) -> Vec<Finding> {
    find_all(text, context).0
}

/// Where private strings of the reporter, or parts of them, stand in a text.
pub fn find_known(text: &str, known: &Known) -> Vec<Finding> {
    settle(known.find(&Folded::of(text)))
}

/// What has the shape of something personal, without names: an order of magnitude quicker.
pub fn find_structured(text: &str, context: &MaskContext<'_>) -> Vec<Finding> {
    settle(structured(&Folded::of(text), context))
}

/// What is personal, and what may be a name.
fn find_all(text: &str, context: &MaskContext<'_>) -> (Vec<Finding>, Vec<Finding>) {
    let folded = Folded::of(text);
    let (names, doubtful) = names(&folded, context.allow);
    let mut findings = structured(&folded, context);
    let rooms = detect::rooms_beside(&folded, &names);
    findings.extend(
        rooms
            .into_iter()
            .map(|room| finding(&folded, room, Class::Room)),
    );
    findings.extend(persons(&folded, names));
    findings = settle(findings);
    for _ in 0..MOST_ROUNDS {
        let more = if findings.is_empty() {
            Vec::new()
        } else {
            left_over(text, &findings, context.allow)
        };
        if more.is_empty() {
            break;
        }
        findings.extend(more);
        findings = settle(findings);
    }
    (findings, doubtful)
}

/// Names that show only when placeholders stand for what was found: where in the original.
fn left_over(text: &str, findings: &[Finding], allow: &AllowList) -> Vec<Finding> {
    let masked = replace(text, findings.to_vec(), Vec::new(), Vec::new()).text;
    let mut places = Vec::with_capacity(masked.len());
    let mut next = 0;
    for finding in findings {
        places.extend((next..finding.start).map(Some));
        places.extend(finding.class.placeholder().chars().map(|_| None));
        next = finding.end;
    }
    // What stands behind the last finding.
    places.extend(
        (next..)
            .map(Some)
            .take(masked.chars().count() - places.len()),
    );
    let folded = Folded::of(&masked);
    let (names, _) = names(&folded, allow);
    persons(&folded, names)
        .filter_map(|finding| {
            let mut places = places[finding.start..finding.end].iter().flatten();
            let start = *places.next()?;
            let end = places.next_back().unwrap_or(&start) + 1;
            Some(Finding {
                start,
                end,
                ..finding
            })
        })
        .collect()
}

/// Names, in glyphs, and what may be names.
fn names(folded: &Folded, allow: &AllowList) -> (Vec<detect::Span>, Vec<Finding>) {
    let (sure, doubtful): (Vec<_>, Vec<_>) = (person::find(folded, allow).into_iter())
        .partition(|found| found.strength == Strength::Sure);
    let doubtful = doubtful.into_iter().map(|found| found.span).collect();
    let sure = sure.into_iter().map(|found| found.span).collect();
    (sure, persons(folded, doubtful).collect())
}

fn persons(folded: &Folded, names: Vec<detect::Span>) -> impl Iterator<Item = Finding> {
    (names.into_iter()).map(|name| finding(folded, name, Class::Person))
}

/// Known strings and all classes but names, as they were found.
fn structured(folded: &Folded, context: &MaskContext<'_>) -> Vec<Finding> {
    let mut findings = context.known.find(folded);
    let mut spans = Vec::new();
    let possible = DETECTORS
        .iter()
        .filter(|detector| (detector.may_be_in)(folded.signs()));
    for detector in possible {
        (detector.find)(folded, context.allow, &mut spans);
        let found = spans.drain(..);
        findings.extend(found.map(|span| finding(folded, span, detector.class)));
    }
    findings
}

fn finding(folded: &Folded, span: detect::Span, class: Class) -> Finding {
    let (start, end) = folded.source(span);
    Finding {
        start,
        end,
        class,
        known: false,
    }
}

/// Whether anything personal is left in a text that is about to be published, beside what a reviewer
/// let stand in it.
pub fn finds_private(text: &str, allow: &AllowList, shown: &[Span]) -> bool {
    let context = MaskContext {
        known: &Known::default(),
        allow,
    };
    find(text, &context)
        .iter()
        .any(|finding| !shown.iter().any(|span| span.covers(finding)))
}

/// [`finds_private`] for words that passed it before: the tagger is asked only where the rules see
/// something, so that reading a year of cases costs little. Of a text that never passed it, it may miss
/// names that only the tagger finds.
pub fn finds_private_again(text: &str, allow: &AllowList, shown: &[Span]) -> bool {
    let context = MaskContext {
        known: &Known::default(),
        allow,
    };
    let folded = Folded::of(text);
    let is_suspect = !structured(&folded, &context).is_empty()
        || !person::find_quickly(&folded, allow).is_empty();
    is_suspect && finds_private(text, allow, shown)
}

/// Whether one of the findings, which are in order, overlaps another one.
fn touches_any(findings: &[Finding], other: &Finding) -> bool {
    let next = findings.partition_point(|finding| finding.end <= other.start);
    findings
        .get(next)
        .is_some_and(|finding| finding.start < other.end)
}

impl Span {
    fn covers(&self, finding: &Finding) -> bool {
        self.start <= finding.start && finding.end <= self.end
    }

    fn within(&self, length: usize) -> Option<Finding> {
        let end = self.end.min(length);
        (self.start < end).then_some(Finding {
            start: self.start,
            end,
            class: Class::Private,
            known: false,
        })
    }
}

/// Joins findings that overlap. The one that came first in the order of detectors names the class;
/// it is known only if a known string covers all of it.
fn settle(found: Vec<Finding>) -> Vec<Finding> {
    let mut ranked: Vec<(usize, Finding)> = found.into_iter().enumerate().collect();
    ranked.sort_by_key(|(rank, finding)| (finding.start, *rank));
    let mut settled: Vec<(usize, Finding)> = Vec::with_capacity(ranked.len());
    for (rank, finding) in ranked {
        match settled.last_mut() {
            Some((last_rank, last)) if finding.start < last.end => {
                // Both come in order of their start: only the ends can stick out.
                let starts_together = last.start == finding.start;
                last.known = match finding.end.cmp(&last.end) {
                    Ordering::Less => last.known,
                    Ordering::Equal => last.known || finding.known && starts_together,
                    Ordering::Greater => finding.known && (last.known || starts_together),
                };
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

fn replace(text: &str, findings: Vec<Finding>, shown: Vec<Finding>, doubts: Vec<Span>) -> Masked {
    let mut masked = String::with_capacity(text.len());
    let mut shown_in_text = Vec::with_capacity(shown.len());
    let (mut hide, mut show) = (findings.iter().peekable(), shown.iter().peekable());
    // Code points written so far.
    let mut written = 0;
    for (at, ch) in text.chars().enumerate() {
        hide.next_if(|finding| finding.end <= at);
        show.next_if(|finding| finding.end <= at);
        if let Some(finding) = show.peek().filter(|finding| finding.start == at) {
            let end = written + finding.end - finding.start;
            shown_in_text.push(Span {
                start: written,
                end,
            });
        }
        match hide.peek() {
            Some(finding) if finding.start == at => {
                let placeholder = finding.class.placeholder();
                masked.push_str(placeholder);
                written += placeholder.chars().count();
            }
            Some(finding) if finding.start < at => {}
            _ => {
                masked.push(ch);
                written += 1;
            }
        }
    }
    Masked {
        text: masked,
        findings,
        shown,
        doubts,
        shown_in_text,
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_names;
#[cfg(test)]
mod tests_switches;
