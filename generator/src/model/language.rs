//! The languages of a site: its main one, and English beside it where somebody translated.

/// In which language a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// The site's own.
    #[default]
    Main,
    /// English: `name.en.md` beside `name.md`, pages below `/en/`.
    English,
}

/// Tag of English.
pub const ENGLISH: &str = "en";

impl Language {
    /// Path of its home without the last slash.
    #[must_use]
    pub fn home(self) -> &'static str {
        match self {
            Self::Main => "",
            Self::English => "/en",
        }
    }

    /// The language of a file by its name without `.md`, and the name without the language.
    #[must_use]
    pub fn of_stem(stem: &str) -> (Self, &str) {
        stem.strip_suffix(".en")
            .map_or((Self::Main, stem), |stem| (Self::English, stem))
    }
}
