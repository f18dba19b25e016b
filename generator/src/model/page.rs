//! A page of its own: about, privacy, accessibility.

use crate::diagnostic::Reference;

/// A page as an editor wrote it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Title.
    pub title: String,
    /// Part of the address.
    pub slug: Reference,
    /// Old addresses that lead here.
    pub aliases: Vec<Reference>,
    /// One sentence.
    pub description: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Markdown.
    pub body: String,
}
