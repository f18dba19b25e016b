//! A notice that stands as a banner on the pages while it is in force.

use jiff::civil::DateTime;

use super::language::Language;
use crate::diagnostic::Reference;

/// A notice as an editor wrote it.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Title.
    pub title: String,
    /// In which language.
    pub language: Language,
    /// Part of the address.
    pub slug: Reference,
    /// Old addresses that lead here.
    pub aliases: Vec<Reference>,
    /// How grave.
    pub severity: NoticeSeverity,
    /// From when it holds.
    pub starts: DateTime,
    /// Until when.
    pub ends: DateTime,
    /// One sentence.
    pub description: String,
    /// Not to be published yet.
    pub draft: bool,
    /// Markdown.
    pub body: String,
}

/// How grave a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeSeverity {
    /// Good to know.
    Info,
    /// Changes what people have to do.
    Warning,
    /// Danger.
    Urgent,
}

impl NoticeSeverity {
    /// The word in front matter and in the theme.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Urgent => "urgent",
        }
    }
}

impl Notice {
    /// Whether it stands on the pages at a local time.
    #[must_use]
    pub fn is_active(&self, now: DateTime) -> bool {
        self.starts <= now && now < self.ends
    }
}
