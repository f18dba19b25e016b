//! What a reader asks of a table of keys, noted while it asks.
//!
//! A reader of content knows its keys by asking for them. Run once over nothing, with a [`Shape`] to
//! note what was asked, it says itself which fields there are, so that no second list of them can go
//! stale: JSON Schemas and the files of `jiayuan new` are made from shapes.

/// The fields of a table, in the order in which its reader asks.
#[derive(Debug, Default, Clone)]
pub struct Shape {
    /// The fields.
    pub fields: Vec<Field>,
}

/// A field of a table.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its key; the Chinese head for a column.
    pub key: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum Holds {
    /// Text, or anything that can be read as text.
    Text,
    /// A whole number, not negative.
    Count,
    /// A decimal number.
    Number,
    /// `YYYY-MM-DD`
    Day,
    /// `YYYY-MM-DD HH:MM`
    Minute,
    /// A truth value.
    Flag,
    /// One of several words.
    Choice(Vec<String>),
    /// Texts.
    Texts,
    /// Words out of several.
    Choices(Vec<String>),
    /// Latitude and longitude.
    Position,
    /// Tables.
    Entries(Shape),
    /// One table.
    Table(Shape),
}

impl Shape {
    /// Notes that a field was asked for. Readers ask for a text first and then read more out of it:
    /// the finer answer stays, and what was required once is required.
    pub fn note(&mut self, key: &'static str, required: bool, holds: Holds) {
        let Some(field) = self.fields.iter_mut().find(|field| field.key == key) else {
            self.fields.push(Field {
                key,
                required,
                holds,
            });
            return;
        };
        field.required |= required;
        if !matches!(holds, Holds::Text) {
            field.holds = holds;
        }
    }

    /// Notes that a field that was asked for has to be there.
    pub fn require(&mut self, key: &str) {
        let field = self.fields.iter_mut().find(|field| field.key == key);
        field.expect("the field was asked for").required = true;
    }
}
