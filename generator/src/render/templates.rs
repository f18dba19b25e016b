//! The template engine, set up with a theme's templates and words.

use serde::Serialize;
use tera::{Context, Tera};

use super::meta::PageView;
use super::views::site::SiteView;
use crate::assemble::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::theme::Theme;
use crate::model::language::ENGLISH;

/// Templates ready to be filled.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Parses a theme's templates. All faults that the engine finds are in `found`.
    pub fn new(
        theme: &Theme,
        site: &Site,
        view: &SiteView,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let settings = &site.sources.settings;
        let language = settings.language.as_str();
        if theme.templates.is_empty() || theme.unread.contains(language) {
            // What is wrong with the theme was told when it was read.
            return None;
        }
        let Some(words) = theme.words.get(language) else {
            found.push(
                Diagnostic::error("no-words", format!("主题没有语言 {language} 的文字表。")).help(
                    format!("加上 i18n/{language}.toml，或者改正 site.toml 的 language。"),
                ),
            );
            return None;
        };
        let all;
        let words = if language == ENGLISH && theme.words.len() > 1 {
            all = over(theme, words);
            &all
        } else {
            words
        };
        let mut tera = Tera::default();
        super::filters::register(&mut tera, words);
        let sources = theme
            .templates
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        if let Err(error) = tera.add_raw_templates(sources) {
            found.push(
                Diagnostic::error("bad-template", format!("主题的模板有错：{error}"))
                    .at(Place::file("themes"))
                    .help("改正模板后再生成；默认主题没有这个问题时，问题在自己的主题里。"),
            );
            return None;
        }
        let context = tera.global_context();
        context.insert("site", view);
        context.insert("t", words);
        context.insert("base", &settings.base_path);
        // Where this language is at home: links to what it has too.
        let home = site.language.home();
        context.insert("home", &format!("{}{home}", settings.base_path));
        Some(Self { tera })
    }

    /// Fills a template.
    ///
    /// # Errors
    /// What the engine says: a template that asks for something that its page has not.
    pub fn render<V: Serialize>(
        &self,
        template: &str,
        page: &PageView,
        view: &V,
        out: &mut Vec<u8>,
    ) -> Result<(), String> {
        let mut context = Context::from_serialize(view).map_err(|error| error.to_string())?;
        context.insert("page", page);
        self.tera
            .render_to(template, &context, out)
            .map_err(|error| error.to_string())
    }
}

/// English words over those of another language of the theme, so that none is missing.
fn over(theme: &Theme, english: &toml::Table) -> toml::Table {
    let other = theme
        .words
        .iter()
        .find(|(language, _)| *language != ENGLISH);
    let mut all = other.map_or_else(toml::Table::new, |(_, words)| words.clone());
    lay(&mut all, english);
    all
}

fn lay(below: &mut toml::Table, above: &toml::Table) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => lay(below, above),
            _ => {
                below.insert(key.clone(), value.clone());
            }
        }
    }
}
