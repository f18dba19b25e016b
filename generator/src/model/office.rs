//! A street office with its windows, hours and telephones.

use jiff::civil::DateTime;
use serde::Serialize;

use super::language::Language;
use crate::diagnostic::Reference;

/// An office as an editor wrote it.
#[derive(Debug, Clone)]
pub struct Office {
    /// Name.
    pub title: String,
    /// In which language.
    pub language: Language,
    /// Part of the address.
    pub slug: Reference,
    /// Old addresses that lead here.
    pub aliases: Vec<Reference>,
    /// Street it is for.
    pub street: Option<Reference>,
    /// Postal address.
    pub address: String,
    /// When it is open.
    pub hours: Vec<Hours>,
    /// Telephones.
    pub phones: Vec<Phone>,
    /// Windows and what each takes.
    pub windows: Vec<Window>,
    /// One sentence.
    pub description: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Latitude and longitude, WGS-84.
    pub location: Option<[f64; 2]>,
    /// Not to be published yet.
    pub draft: bool,
    /// Not to be published before.
    pub publish_at: Option<DateTime>,
    /// Markdown.
    pub body: String,
}

/// Opening hours.
#[derive(Debug, Clone, Serialize)]
pub struct Hours {
    /// 周一至周五
    pub days: String,
    /// 9:00–12:00
    pub time: String,
}

/// A telephone that the office publishes.
#[derive(Debug, Clone, Serialize)]
pub struct Phone {
    /// What it is for.
    pub label: String,
    /// As printed.
    pub number: String,
    /// As dialled.
    pub tel: String,
}

/// A window of the office.
#[derive(Debug, Clone, Serialize)]
pub struct Window {
    /// Name or number.
    pub name: String,
    /// What it takes.
    pub items: Vec<String>,
}
