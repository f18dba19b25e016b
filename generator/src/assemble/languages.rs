//! What is there in which language, and how one gets from one to the other.

use std::collections::BTreeSet;

use super::boards::topic_path;
use super::{Site, guide_path, news_path, notice_path, office_path, page_path};
use crate::model::language::{ENGLISH, Language};

/// Pages of the English site that are there whatever was translated.
const ALWAYS: [&str; 4] = ["/", "/report/", "/lookup/", "/search/"];

/// Addresses, as the main site writes them, of everything that the English site has too.
pub(super) fn twins(english: &Site) -> BTreeSet<String> {
    let sources = &english.sources;
    let mut paths: BTreeSet<String> = ALWAYS.map(str::to_owned).into();
    for (path, count) in [
        ("/guides/", sources.guides.len()),
        ("/offices/", sources.offices.len()),
        ("/news/", sources.news.len()),
        ("/notices/", sources.notices.len()),
    ] {
        if count > 0 {
            paths.insert(path.to_owned());
        }
    }
    let mut add = |language: Language, path: String| {
        if language == Language::English {
            paths.insert(path[Language::English.home().len()..].to_owned());
        }
    };
    for guide in &sources.guides {
        add(guide.item.language, guide_path(&guide.item));
    }
    for office in &sources.offices {
        add(office.item.language, office_path(&office.item));
    }
    for news in &sources.news {
        add(news.item.language, news_path(&news.item));
    }
    for notice in &sources.notices {
        add(notice.item.language, notice_path(&notice.item));
    }
    for page in &sources.pages {
        add(page.item.language, page_path(&page.item));
    }
    for topic in &sources.topics {
        add(topic.item.language, topic_path(&topic.item));
    }
    paths
}

/// A path of the site as it is written, and what stands behind it.
fn split(url: &str) -> (&str, &str) {
    url.split_at(url.find(['?', '#']).unwrap_or(url.len()))
}

impl Site {
    /// The address of a path in this site's language: its own if there is one, else the main one.
    #[must_use]
    pub fn localized(&self, url: &str) -> String {
        let (path, _) = split(url);
        if self.language == Language::English && self.twins.contains(path) {
            format!("{}{url}", self.language.home())
        } else {
            url.to_owned()
        }
    }

    /// The address of a page in the other language, given its own, if it is there.
    #[must_use]
    pub fn twin(&self, path: &str) -> Option<String> {
        match self.language {
            Language::Main => self
                .twins
                .contains(path)
                .then(|| format!("{}{path}", Language::English.home())),
            Language::English => path
                .strip_prefix(Language::English.home())
                .filter(|plain| self.twins.contains(*plain))
                .map(str::to_owned),
        }
    }

    /// What the tables call something, in this site's language.
    #[must_use]
    pub fn label(&self, text: &str) -> String {
        let english = self.sources.settings.english.as_ref();
        let word = english
            .filter(|_| self.language == Language::English)
            .and_then(|english| english.words.get(text));
        word.map_or(text, String::as_str).to_owned()
    }

    /// The tag of the language that something is in, if it is not this site's.
    #[must_use]
    pub fn foreign(&self, language: Language) -> Option<&'static str> {
        match (self.language, language) {
            (Language::English, Language::Main) => Some("zh-CN"),
            (Language::Main, Language::English) => Some(ENGLISH),
            _ => None,
        }
    }
}
