//! Reads the tables in TOML: categories, streets, units, and bulletins.

use std::collections::BTreeMap;

use super::documents::position;
use super::fields::Fields;
use super::node;
use super::source::SourceFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::address::{is_slug, slug};
use crate::model::bulletin::{Bulletin, ReportedFigure};
use crate::model::tables::{Category, Street, Unit, Validity};
use crate::settings::bad_slug;

/// Opens a TOML file whose only content is the list `key`.
fn rows<T>(
    file: &SourceFile,
    key: &'static str,
    found: &mut Diagnostics,
    read: impl FnMut(&mut Fields<'_>) -> T,
) -> Vec<T> {
    let Some(root) = node::toml(file, found) else {
        return Vec::new();
    };
    let mut fields = Fields::open(file, &root, 0..0, found);
    let rows = fields.some_entries(key, read);
    fields.finish();
    rows
}

/// A name that may stand once only.
#[derive(Default)]
struct Once(BTreeMap<String, Place>);

impl Once {
    fn claim(&mut self, f: &mut Fields<'_>, key: &str, what: &str, value: &str) {
        let place = f.place_of(key);
        if let Some(first) = self.0.get(value) {
            f.fault(
                Diagnostic::error("repeated-row", format!("{what}“{value}”写了两次。"))
                    .at(place)
                    .help(format!("第一次在第 {} 行；留下一处。", first.line)),
            );
        } else if !value.is_empty() {
            self.0.insert(value.to_owned(), place);
        }
    }
}

fn slug_or_pinyin(f: &mut Fields<'_>, name: &str) -> String {
    match f.opt_text("slug") {
        Some(written) => {
            if !is_slug(&written) {
                f.fault(bad_slug(&written).at(f.place_of("slug")));
            }
            written
        }
        None => slug(name),
    }
}

/// `valid_from` and `valid_to`, in this order.
fn validity(f: &mut Fields<'_>) -> Validity {
    let valid = Validity {
        from: f.opt_date("valid_from"),
        to: f.opt_date("valid_to"),
    };
    if matches!((valid.from, valid.to), (Some(from), Some(to)) if to < from) {
        f.fault(
            Diagnostic::error("bad-validity", "valid_to 早于 valid_from。")
                .at(f.place_of("valid_to"))
                .help("valid_from 写启用的日期，valid_to 写最后一天，例如 2010-03-31。"),
        );
    }
    valid
}

/// `categories.toml`
pub fn categories(file: &SourceFile, found: &mut Diagnostics) -> Vec<Category> {
    let (mut labels, mut keys, mut slugs) = (Once::default(), Once::default(), Once::default());
    rows(file, "categories", found, |f| {
        let label = f.text("label");
        let category = Category {
            edition: f.text("edition"),
            kind: f
                .choice("kind", &[("事项", "事项"), ("部件", "部件")])
                .unwrap_or_default()
                .to_owned(),
            code: f.text("code"),
            group: f.text("group"),
            aliases: f.texts("aliases"),
            home_reported: f.flag("home_reported", false),
            slug: slug_or_pinyin(f, &label),
            label,
        };
        labels.claim(f, "label", "类别", &category.label);
        slugs.claim(f, "label", "类别的网址", &category.slug);
        let key = format!("{} {} {}", category.edition, category.kind, category.code);
        keys.claim(f, "code", "类别代码", &key);
        category
    })
}

/// `streets.toml`
pub fn streets(file: &SourceFile, found: &mut Diagnostics) -> Vec<Street> {
    let (mut names, mut slugs) = (Once::default(), Once::default());
    rows(file, "streets", found, |f| {
        let name = f.text("name");
        let street = Street {
            slug: slug_or_pinyin(f, &name),
            communities: f.texts("communities"),
            centroid: position(f, "centroid"),
            aliases: f.texts("aliases"),
            valid: validity(f),
            name,
        };
        names.claim(f, "name", "街道", &street.name);
        slugs.claim(f, "slug", "街道的 slug", &street.slug);
        street
    })
}

/// `units.toml`
pub fn units(file: &SourceFile, found: &mut Diagnostics) -> Vec<Unit> {
    let (mut names, mut slugs) = (Once::default(), Once::default());
    rows(file, "units", found, |f| {
        let name = f.text("name");
        let unit = Unit {
            slug: slug_or_pinyin(f, &name),
            kind: f.text("kind"),
            aliases: f.texts("aliases"),
            valid: validity(f),
            name,
        };
        names.claim(f, "name", "责任单位", &unit.name);
        slugs.claim(f, "slug", "责任单位的 slug", &unit.slug);
        unit
    })
}

/// A file of `bulletins/`.
pub fn bulletin(file: &SourceFile, stem: &str, found: &mut Diagnostics) -> Option<Bulletin> {
    let root = node::toml(file, found)?;
    let mut f = Fields::open(file, &root, 0..0, found);
    let mut keys = Once::default();
    let bulletin = Bulletin {
        title: f.text("title"),
        slug: slug(stem),
        period: f.text("period"),
        period_label: f.text("period_label"),
        source: f.text("source"),
        source_date: f.opt_text("source_date"),
        definition_note: f.opt_text("definition_note"),
        figures: f.some_entries("figures", |g| {
            let key = g.text("key");
            keys.claim(g, "key", "数字", &key);
            let printed = g.opt_text("as_printed");
            let value = g.opt_number("value").unwrap_or_default();
            ReportedFigure {
                key,
                label: g.text("label"),
                value,
                unit: g.text("unit"),
                numerator: g.opt_number("numerator"),
                denominator: g.opt_number("denominator"),
                definition: g.opt_text("definition"),
                note: g.opt_text("note"),
                as_printed: printed.unwrap_or_else(|| value.to_string()),
            }
        }),
    };
    f.finish();
    Some(bulletin)
}
