//! What can be found: one page, or one place on a page.

use serde::Serialize;

/// The part of the site that an entry belongs to. Readers narrow what they found by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Section {
    /// 办事指南
    Guides,
    /// 办理点
    Offices,
    /// 专题治理
    Topics,
    /// 通知公告
    Notices,
    /// 我要举报
    Report,
    /// 办理结果
    Cases,
    /// 工作动态
    News,
    /// 便民服务点
    Places,
    /// 热线归并目录
    Hotlines,
    /// Everything else.
    Pages,
}

impl Section {
    /// All sections in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Guides,
        Self::Offices,
        Self::Topics,
        Self::Notices,
        Self::Report,
        Self::Cases,
        Self::News,
        Self::Places,
        Self::Hotlines,
        Self::Pages,
    ];

    /// The key of the theme's word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Guides => "columns.guides.name",
            Self::Offices => "columns.offices.name",
            Self::Topics => "columns.topics.name",
            Self::Notices => "columns.notices.name",
            Self::Report => "pages.report.title",
            Self::Cases => "columns.cases.name",
            Self::News => "columns.news.name",
            Self::Places => "columns.places.name",
            Self::Hotlines => "columns.hotlines.name",
            Self::Pages => "search.pages",
        }
    }

    /// How much a hit counts here. Most people come to get something done; what was in the news is
    /// rarely what they look for.
    #[must_use]
    pub fn weight(self) -> f64 {
        match self {
            Self::Guides => 1.3,
            Self::Topics => 1.15,
            Self::Offices | Self::Report => 1.0,
            Self::Notices | Self::Hotlines | Self::Places => 0.9,
            Self::Cases | Self::Pages => 0.8,
            Self::News => 0.7,
        }
    }
}

/// A page that can be found.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Where it belongs.
    pub section: Section,
    /// Link, base path included.
    pub href: String,
    /// Title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// A short fact beside the section: a date, a street, how long it takes.
    pub note: String,
    /// Words that editors wrote down to find it by.
    pub names: Vec<String>,
    /// Everyday words that come with it: those of its categories.
    pub aliases: Vec<String>,
    /// Its text.
    pub text: String,
    /// No longer in force: found, but last.
    pub expired: bool,
}

impl Entry {
    /// An entry with a title and a sentence.
    #[must_use]
    pub fn new(section: Section, href: String, title: &str, summary: &str) -> Self {
        Self {
            section,
            href,
            title: title.to_owned(),
            summary: summary.to_owned(),
            note: String::new(),
            names: Vec::new(),
            aliases: Vec::new(),
            text: String::new(),
            expired: false,
        }
    }

    /// How much a hit counts.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.section.weight() * if self.expired { 0.4 } else { 1.0 }
    }

    /// Characters in it.
    #[must_use]
    pub fn size(&self) -> usize {
        let names = self.names.iter().chain(&self.aliases).map(String::len);
        let bytes = self.title.len() + self.summary.len() + self.text.len() + names.sum::<usize>();
        // Nearly all of it is Chinese: three bytes a character.
        bytes / 3
    }
}
