//! The tables that everything else refers to: categories, streets, units, topics.

use jiff::civil::Date;

/// A category of cases, as in `categories.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Edition of the code list. A code means nothing without it.
    pub edition: String,
    /// 部件 or 事项.
    pub kind: String,
    /// Always text: it may start with 0.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Group, for example 市容环境.
    pub group: String,
    /// Everyday words for it.
    pub aliases: Vec<String>,
    /// Reported from home: published no finer than month and group.
    pub home_reported: bool,
    /// Part of an address.
    pub slug: String,
}

/// A street office's area.
#[derive(Debug, Clone, PartialEq)]
pub struct Street {
    /// 八宝山街道
    pub name: String,
    /// Part of an address.
    pub slug: String,
    /// Communities within it.
    pub communities: Vec<String>,
    /// Latitude and longitude of its middle, WGS-84.
    pub centroid: Option<[f64; 2]>,
    /// Earlier and everyday names.
    pub aliases: Vec<String>,
    /// When it exists under this name.
    pub valid: Validity,
}

/// A unit that handles cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Full name.
    pub name: String,
    /// Part of an address.
    pub slug: String,
    /// 街道办事处, 区级部门 …
    pub kind: String,
    /// Short names.
    pub aliases: Vec<String>,
    /// When it exists under this name.
    pub valid: Validity,
}

/// From when to when something exists, both days included. Streets are merged, units renamed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// First day; open if none is written.
    pub from: Option<Date>,
    /// Last day; open if none is written.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether it exists on a day.
    #[must_use]
    pub fn holds_on(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A topic that guides are grouped under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideTopic {
    /// Part of an address.
    pub slug: String,
    /// 社会保障
    pub title: String,
    /// One sentence.
    pub description: Option<String>,
}

/// All tables, each in the order of its file.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Categories.
    pub categories: Vec<Category>,
    /// Streets in official order.
    pub streets: Vec<Street>,
    /// Units.
    pub units: Vec<Unit>,
    /// Topics of guides.
    pub topics: Vec<GuideTopic>,
}

impl Tables {
    /// A category by label or alias.
    #[must_use]
    pub fn category(&self, word: &str) -> Option<&Category> {
        self.categories
            .iter()
            .find(|c| c.label == word)
            .or_else(|| {
                self.categories
                    .iter()
                    .find(|c| c.aliases.iter().any(|a| a == word))
            })
    }

    /// A street by name or alias.
    #[must_use]
    pub fn street(&self, word: &str) -> Option<&Street> {
        self.streets.iter().find(|s| s.name == word).or_else(|| {
            self.streets
                .iter()
                .find(|s| s.aliases.iter().any(|a| a == word))
        })
    }
}
