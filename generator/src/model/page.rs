//! A page of its own: about, privacy, accessibility.

use jiff::civil::DateTime;

use super::language::Language;
use crate::diagnostic::Reference;

/// A page as an editor wrote it.
#[derive(Debug, Clone)]
pub struct Page {
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
    /// Not to be published yet.
    pub draft: bool,
    /// Not to be published before.
    pub publish_at: Option<DateTime>,
    /// Markdown.
    pub body: String,
}
