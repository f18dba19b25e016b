//! What each field of an editor's file is called and what belongs in it, in the editor's language.
//!
//! One place for three readers: messages about mistakes, the descriptions in JSON Schemas, and the
//! comments in files that `jiayuan new` writes. Which fields there are, the readers say themselves
//! (see `shape`); a test compares the two.

mod articles;
mod boards;
mod guide;
mod tables;

/// A field in an editor's words.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Key, with those above it: `materials.is_need`.
    pub key: &'static str,
    /// Short name.
    pub name: &'static str,
    /// What to write.
    pub about: &'static str,
    /// How that looks, as it is typed.
    pub example: &'static str,
}

const fn e(
    key: &'static str,
    name: &'static str,
    about: &'static str,
    example: &'static str,
) -> Entry {
    Entry {
        key,
        name,
        about,
        example,
    }
}

/// All fields of a kind of file.
#[must_use]
pub fn entries(kind: &str) -> &'static [Entry] {
    match kind {
        "guide" => guide::GUIDE,
        "office" => articles::OFFICE,
        "news" => articles::NEWS,
        "notice" => articles::NOTICE,
        "page" => articles::PAGE,
        "topic" => articles::TOPIC,
        "featured" => articles::FEATURED,
        "site" => tables::SITE,
        "categories" => tables::CATEGORIES,
        "streets" => tables::STREETS,
        "units" => tables::UNITS,
        "holidays" => tables::HOLIDAYS,
        "bulletin" => tables::BULLETIN,
        "place" => boards::PLACE,
        "grid" => boards::GRID,
        "hotline" => boards::HOTLINE,
        "ledger" => boards::LEDGER,
        "business" => boards::BUSINESS,
        _ => &[],
    }
}

/// What is known of a field.
#[must_use]
pub fn entry(kind: &str, key: &str) -> Option<&'static Entry> {
    entries(kind).iter().find(|entry| entry.key == key)
}
