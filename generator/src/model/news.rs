//! Work news (工作动态).

use jiff::civil::DateTime;

use super::language::Language;
use crate::diagnostic::Reference;

/// A news item as an editor wrote it.
#[derive(Debug, Clone)]
pub struct News {
    /// Title.
    pub title: String,
    /// In which language.
    pub language: Language,
    /// Part of the address.
    pub slug: Reference,
    /// Old addresses that lead here.
    pub aliases: Vec<Reference>,
    /// Local time of publication.
    pub published: DateTime,
    /// Who says so.
    pub source: String,
    /// Author.
    pub author: Option<String>,
    /// 期号
    pub issue: Option<String>,
    /// One sentence.
    pub description: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Picture beside the file.
    pub image: Option<Reference>,
    /// What is on it.
    pub image_alt: Option<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// Not to be published before.
    pub publish_at: Option<DateTime>,
    /// Markdown.
    pub body: String,
}
