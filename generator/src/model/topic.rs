//! A hard problem of the district: what is being done, and what has become of it.

use jiff::civil::{Date, DateTime};

use super::language::Language;
use crate::diagnostic::Reference;

/// A topic as an editor wrote it in `topics/*.md`.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Title.
    pub title: String,
    /// In which language.
    pub language: Language,
    /// Part of the address.
    pub slug: Reference,
    /// Old addresses that lead here.
    pub aliases: Vec<Reference>,
    /// One sentence.
    pub description: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Categories of cases that belong to it.
    pub categories: Vec<Reference>,
    /// Figures of bulletins, each `bulletin#figure`.
    pub figures: Vec<Reference>,
    /// Cases that take long, with the reason.
    pub long_standing: Vec<LongStanding>,
    /// Proposals and what the office answered.
    pub proposals: Vec<Proposal>,
    /// What people can come to.
    pub activities: Vec<Activity>,
    /// Day on which the text was last gone through.
    pub updated: Option<Date>,
    /// Not shown yet.
    pub draft: bool,
    /// Shown from then on.
    pub publish_at: Option<DateTime>,
    /// What is being done, in Markdown.
    pub body: String,
}

/// A case that cannot be put right soon.
#[derive(Debug, Clone)]
pub struct LongStanding {
    /// Public id of a released case, if there is a page.
    pub case: Option<Reference>,
    /// What it is about.
    pub title: String,
    /// Why it takes long.
    pub reason: String,
    /// What is next, and when.
    pub next: Option<String>,
}

/// A proposal of a delegate or resident, by subject, never by name.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What was proposed.
    pub title: String,
    /// What the office answered.
    pub answer: String,
    /// Who answered.
    pub unit: String,
    /// When.
    pub date: Date,
}

/// Something that people can come to.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Title.
    pub title: String,
    /// When it begins.
    pub starts: DateTime,
    /// When it ends.
    pub ends: Option<DateTime>,
    /// Where.
    pub place: String,
    /// Whether one asks for a place beforehand, through the form's booking.
    pub sign_up: bool,
    /// Anything else.
    pub note: Option<String>,
}
