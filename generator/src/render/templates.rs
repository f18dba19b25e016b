//! The template engine, set up with a theme's templates and words.

use serde::Serialize;
use tera::{Context, Tera};

use super::meta::PageView;
use super::views::site::SiteView;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::theme::Theme;

/// Templates ready to be filled.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Parses a theme's templates. All faults that the engine finds are in `found`.
    pub fn new(
        theme: &Theme,
        site: &SiteView,
        base_path: &str,
        language: &str,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        if theme.templates.is_empty() || theme.unread.contains(language) {
            // What is wrong with the theme was told when it was read.
            return None;
        }
        let mut tera = Tera::default();
        super::filters::register(&mut tera);
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
        let Some(words) = theme.words.get(language) else {
            found.push(
                Diagnostic::error("no-words", format!("主题没有语言 {language} 的文字表。")).help(
                    format!("加上 i18n/{language}.toml，或者改正 site.toml 的 language。"),
                ),
            );
            return None;
        };
        let context = tera.global_context();
        context.insert("site", site);
        context.insert("t", words);
        context.insert("base", base_path);
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
