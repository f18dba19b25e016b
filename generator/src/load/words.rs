//! The theme's words for what templates do not write themselves: titles, descriptions, feeds.
//!
//! Names and values live in `themes/<name>/i18n/<language>.toml`, where templates have theirs too. A
//! key that is asked for here stands in [`NEEDED`], so that a theme without it is told before
//! anything is made.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::diagnostic::{Diagnostic, Place};

/// Words of one language by their dotted keys, `cases.by_month`.
#[derive(Debug, Clone, Default)]
pub struct Words(BTreeMap<String, String>);

/// Keys that pages cannot be made without.
pub const NEEDED: [&str; 152] = [
    "boards.grid",
    "boards.place_kind",
    "breadcrumbs.home",
    "case.joint",
    "case.lead",
    "case.untitled",
    "cases.by_category",
    "cases.by_collection",
    "cases.by_community",
    "cases.by_month",
    "cases.by_street",
    "cases.featured",
    "cases.featured_intro",
    "cases.few",
    "cases.index_title",
    "cases.list_description",
    "cases.long_standing",
    "cases.long_standing_intro",
    "cases.month_title",
    "cases.newest_part",
    "cases.of_title",
    "cases.part_day",
    "cases.part_days",
    "cases.recurring",
    "cases.recurring_intro",
    "cases.recurring_title",
    "cases.similar_title",
    "cases.street_month_title",
    "cases.streets",
    "cases.wider",
    "columns.cases.description",
    "columns.cases.name",
    "columns.grids.description",
    "columns.grids.name",
    "columns.guides.description",
    "columns.guides.name",
    "columns.hotlines.description",
    "columns.hotlines.name",
    "columns.ledger.description",
    "columns.ledger.name",
    "columns.news.description",
    "columns.news.name",
    "columns.notices.description",
    "columns.notices.name",
    "columns.offices.description",
    "columns.offices.name",
    "columns.places.description",
    "columns.places.name",
    "columns.stats.description",
    "columns.stats.name",
    "columns.topics.description",
    "columns.topics.name",
    "date.month",
    "feeds.cases",
    "feeds.description",
    "feeds.news",
    "feeds.notices",
    "feeds.of",
    "feeds.page_description",
    "feeds.page_title",
    "guide.expired",
    "guide.report_category",
    "guides.by_audience",
    "guides.by_letter",
    "guides.by_office",
    "guides.by_topic",
    "guides.companies",
    "guides.other",
    "guides.persons",
    "guides.sorted",
    "in_other",
    "lookup_words.book",
    "lookup_words.consult",
    "lookup_words.report",
    "lookup_words.suggest",
    "loop_steps.closing",
    "loop_steps.dispatch",
    "loop_steps.evaluation",
    "loop_steps.feedback",
    "loop_steps.file",
    "loop_steps.handling",
    "loop_steps.intake",
    "news.of_year",
    "pages.lookup.description",
    "pages.lookup.title",
    "pages.not_found.description",
    "pages.not_found.title",
    "pages.redirect.description",
    "pages.report.description",
    "pages.report.title",
    "pages.search.description",
    "pages.search.title",
    "pages.sitemap.about",
    "pages.sitemap.description",
    "pages.sitemap.title",
    "pair.drawn",
    "prose.done",
    "prose.file",
    "prose.footnote",
    "prose.footnote_back",
    "prose.footnotes",
    "prose.table",
    "prose.to_do",
    "search.everyday_grids",
    "search.everyday_guides",
    "search.everyday_hotlines",
    "search.everyday_ledger",
    "search.everyday_lookup",
    "search.everyday_news",
    "search.everyday_notices",
    "search.everyday_offices",
    "search.everyday_report",
    "search.everyday_stats",
    "search.fillers",
    "search.hotline",
    "search.pages",
    "severity.info",
    "severity.urgent",
    "severity.warning",
    "terms.at_once",
    "terms.award",
    "terms.benefit",
    "terms.between",
    "terms.confirmation",
    "terms.courier",
    "terms.day",
    "terms.days",
    "terms.enforcement",
    "terms.fee",
    "terms.free",
    "terms.hour",
    "terms.hours",
    "terms.inspection",
    "terms.later",
    "terms.levy",
    "terms.licence",
    "terms.online",
    "terms.organisation",
    "terms.other",
    "terms.penalty",
    "terms.person",
    "terms.promised",
    "terms.public_service",
    "terms.required",
    "terms.ruling",
    "terms.sometimes",
    "terms.while_you_wait",
    "terms.window",
    "terms.working_day",
    "terms.working_days",
    "terms.working_hour",
    "terms.working_hours",
];

impl Words {
    /// The words of a language's table.
    #[must_use]
    pub fn of(table: Option<&Table>) -> Self {
        let mut words = Self::default();
        if let Some(table) = table {
            words.take("", table);
        }
        words
    }

    fn take(&mut self, above: &str, table: &Table) {
        for (key, value) in table {
            let name = format!("{above}{key}");
            match value {
                Value::String(text) => {
                    self.0.insert(name, text.clone());
                }
                Value::Table(below) => self.take(&format!("{name}."), below),
                // Templates show lists; here it counts that they are there.
                Value::Array(_) => {
                    self.0.insert(name, String::new());
                }
                _ => {}
            }
        }
    }

    /// These words, and others' where these have none.
    #[must_use]
    pub fn over(mut self, others: &Self) -> Self {
        for (key, text) in &others.0 {
            self.0.entry(key.clone()).or_insert_with(|| text.clone());
        }
        self
    }

    /// Keys that these words lack and others have.
    pub fn lacking<'w>(&'w self, others: &'w Self) -> impl Iterator<Item = &'w str> {
        let keys = others.0.keys().map(String::as_str);
        keys.filter(|key| !self.0.contains_key(*key))
    }

    /// The text of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        debug_assert!(NEEDED.contains(&key), "{key} is not among the needed words");
        self.0.get(key).map_or("", String::as_str)
    }

    /// A text with its `{name}`s filled in.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// One finding for each needed word that the theme lacks.
    pub fn missing(&self, language: &str) -> impl Iterator<Item = Diagnostic> {
        let file = format!("i18n/{language}.toml");
        NEEDED
            .iter()
            .filter(|key| !self.0.contains_key(**key))
            .map(move |key| {
                Diagnostic::error("missing-word", format!("主题的文字表缺少 {key}。"))
                    .at(Place::file(&file))
                    .help("从默认主题的同名文件里抄来这一行，再改成自己的说法。")
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_dotted_keys_and_filled_in() {
        let table = toml::from_str("[date]\nmonth = \"{y}年{m}月\"\n").unwrap();
        let words = Words::of(Some(&table));
        assert_eq!(
            words.fill("date.month", &[("y", "2017"), ("m", "8")]),
            "2017年8月"
        );
        assert_eq!(words.missing("zh-CN").count(), NEEDED.len() - 1);
    }

    #[test]
    fn needed_words_stand_in_order_and_once() {
        assert!(NEEDED.is_sorted());
    }
}
