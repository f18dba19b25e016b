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
    let mut fields = Fields::open(file, &root, 0..0, found).of(key);
    let rows = fields.some_entries(key, read);
    fields.finish();
    rows
}

/// A name that may stand once only.
#[derive(Default)]
pub(crate) struct Once(BTreeMap<String, Place>);

impl Once {
    /// Whether it stands for the first time; if not, that is told.
    pub(crate) fn claim(&mut self, f: &mut Fields<'_>, key: &str, what: &str, value: &str) -> bool {
        let place = f.place_of(key);
        if let Some(first) = self.0.get(value) {
            f.fault(
                Diagnostic::error("repeated-row", format!("{what}“{value}”写了两次。"))
                    .at(place)
                    .help(format!("第一次在第 {} 行；留下一处。", first.line)),
            );
            false
        } else {
            if !value.is_empty() {
                self.0.insert(value.to_owned(), place);
            }
            true
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

/// Everyday words that lead to more than one row: nobody could tell which is meant.
#[derive(Default)]
struct Words(BTreeMap<String, (String, Place)>);

impl Words {
    fn claim(&mut self, f: &mut Fields<'_>, name: &str) {
        for alias in f.scalars("aliases") {
            let first = self.0.get(&alias.text);
            if let Some((other, place)) = first.filter(|(other, _)| other != name) {
                f.fault(
                    Diagnostic::error(
                        "ambiguous-alias",
                        format!("别名“{}”已经属于“{other}”。", alias.text),
                    )
                    .at(alias.place)
                    .help(format!(
                        "那一处在第 {} 行；一个说法只能对应一个名称，留下更贴切的一处。",
                        place.line
                    )),
                );
            } else {
                let place = alias.place;
                self.0.entry(alias.text).or_insert((name.to_owned(), place));
            }
        }
    }
}

/// `categories.toml`
pub fn categories(file: &SourceFile, found: &mut Diagnostics) -> Vec<Category> {
    rows(file, "categories", found, category())
}

/// Reads one category after another.
pub(crate) fn category() -> impl FnMut(&mut Fields<'_>) -> Category {
    let (mut labels, mut keys, mut slugs) = (Once::default(), Once::default(), Once::default());
    let mut words = Words::default();
    move |f| {
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
        if labels.claim(f, "label", "类别", &category.label) {
            slugs.claim(f, "label", "类别的网址", &category.slug);
        }
        let key = format!("{} {} {}", category.edition, category.kind, category.code);
        if !category.code.is_empty() {
            keys.claim(f, "code", "类别代码", &key);
        }
        words.claim(f, &category.label);
        category
    }
}

/// `streets.toml`
pub fn streets(file: &SourceFile, found: &mut Diagnostics) -> Vec<Street> {
    rows(file, "streets", found, street())
}

/// Reads one street after another.
pub(crate) fn street() -> impl FnMut(&mut Fields<'_>) -> Street {
    let (mut names, mut slugs) = (Once::default(), Once::default());
    let mut words = Words::default();
    move |f| {
        let name = f.text("name");
        let street = Street {
            slug: slug_or_pinyin(f, &name),
            communities: f.texts("communities"),
            centroid: position(f, "centroid"),
            aliases: f.texts("aliases"),
            valid: validity(f),
            name,
        };
        if names.claim(f, "name", "街道", &street.name) {
            slugs.claim(f, "slug", "街道的 slug", &street.slug);
        }
        words.claim(f, &street.name);
        let mut communities = std::collections::BTreeSet::new();
        for community in f.scalars("communities") {
            if !communities.insert(community.text.clone()) {
                f.fault(
                    Diagnostic::error(
                        "repeated-community",
                        format!("{}的社区“{}”写了两次。", street.name, community.text),
                    )
                    .at(community.place)
                    .help("留下一处；名称相近的两个社区，写全称分开。"),
                );
            }
        }
        street
    }
}

/// `units.toml`
pub fn units(file: &SourceFile, found: &mut Diagnostics) -> Vec<Unit> {
    rows(file, "units", found, unit())
}

/// Reads one unit after another.
pub(crate) fn unit() -> impl FnMut(&mut Fields<'_>) -> Unit {
    let (mut names, mut slugs) = (Once::default(), Once::default());
    let mut words = Words::default();
    move |f| {
        let name = f.text("name");
        let unit = Unit {
            slug: slug_or_pinyin(f, &name),
            kind: f.text("kind"),
            aliases: f.texts("aliases"),
            valid: validity(f),
            name,
        };
        if names.claim(f, "name", "责任单位", &unit.name) {
            slugs.claim(f, "slug", "责任单位的 slug", &unit.slug);
        }
        words.claim(f, &unit.name);
        unit
    }
}

/// A file of `bulletins/`.
pub fn bulletin(file: &SourceFile, stem: &str, found: &mut Diagnostics) -> Option<Bulletin> {
    let root = node::toml(file, found)?;
    let mut f = Fields::open(file, &root, 0..0, found).of("bulletin");
    let bulletin = take_bulletin(&mut f, stem);
    f.finish();
    Some(bulletin)
}

/// Takes the fields of a bulletin apart.
pub(crate) fn take_bulletin(f: &mut Fields<'_>, stem: &str) -> Bulletin {
    let mut keys = Once::default();
    Bulletin {
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
            let figure = ReportedFigure {
                key,
                label: g.text("label"),
                value,
                unit: g.text("unit"),
                numerator: g.opt_number("numerator"),
                denominator: g.opt_number("denominator"),
                definition: g.opt_text("definition"),
                note: g.opt_text("note"),
                as_printed: printed.unwrap_or_else(|| value.to_string()),
            };
            share_agrees(g, &figure);
            figure
        }),
    }
}

/// A share that was printed with its parts is what the parts make, as far as it was rounded.
fn share_agrees(g: &mut Fields<'_>, figure: &ReportedFigure) {
    let (Some(part), Some(whole)) = (figure.numerator, figure.denominator) else {
        return;
    };
    if figure.unit != "%" || whole <= 0.0 || figure.note.is_some() {
        return;
    }
    let share = part / whole * 100.0;
    if (share - figure.value).abs() > 0.1 {
        g.fault(
            Diagnostic::warning(
                "share-differs",
                format!(
                    "“{}”写的是 {}%，按分子和分母算是 {share:.1}%。",
                    figure.label, figure.value
                ),
            )
            .at(g.place_of("value"))
            .help("照原文核对这三个数；原文就是这样印的，在 note 里写一句。"),
        );
    }
}
