//! What guides name: offices, topics, categories of cases.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Reference, nearest};
use crate::load::{Loaded, Sources};
use crate::model::guide::Guide;

/// What a guide links to, by position in the site's lists.
#[derive(Debug, Default)]
pub struct GuideLinks {
    /// Offices.
    pub offices: Vec<usize>,
    /// Topics.
    pub topics: Vec<usize>,
    /// Categories of cases.
    pub categories: Vec<usize>,
}

/// Finds what a guide names.
pub(super) fn links(
    guide: &Loaded<Guide>,
    sources: &Sources,
    hidden: &BTreeSet<String>,
    found: &mut Diagnostics,
) -> GuideLinks {
    let mut resolve = |references: &[Reference], what: &str, where_: &str, names: &[&str]| {
        references
            .iter()
            .filter_map(|reference| {
                let at = names.iter().position(|name| *name == reference.text);
                let folder = if what == "办理点" {
                    "offices"
                } else {
                    "topics"
                };
                if at.is_none() && hidden.contains(&format!("/{folder}/{}/", reference.text)) {
                    found.push(not_shown_yet(what, reference));
                } else if at.is_none() {
                    found.push(missing_target(
                        what,
                        where_,
                        reference,
                        names.iter().copied(),
                    ));
                }
                at
            })
            .collect::<Vec<_>>()
    };
    let offices: Vec<_> = sources
        .offices
        .iter()
        .map(|o| o.item.slug.text.as_str())
        .collect();
    let topics: Vec<_> = sources
        .tables
        .topics
        .iter()
        .map(|t| t.slug.as_str())
        .collect();
    let categories: Vec<_> = sources
        .tables
        .categories
        .iter()
        .map(|c| c.label.as_str())
        .collect();
    GuideLinks {
        offices: resolve(&guide.item.offices, "办理点", "offices/", &offices),
        topics: resolve(&guide.item.topics, "主题", "site.toml 的 topics", &topics),
        categories: resolve(
            &guide.item.categories,
            "类别",
            "categories.toml",
            &categories,
        ),
    }
}

/// A reference to a draft is no mistake: the link appears together with it.
fn not_shown_yet(what: &str, reference: &Reference) -> Diagnostic {
    Diagnostic::warning(
        "target-not-shown",
        format!(
            "{what}“{}”还是草稿，或者没到发布时间，这里先不放链接。",
            reference.text
        ),
    )
    .at(reference.place.clone())
    .help("发布它以后链接自己会出现；不打算发布的，删去这一项。")
}

/// The finding for a name that is not in its table.
pub(super) fn missing_target<'a>(
    what: &str,
    where_: &str,
    reference: &Reference,
    names: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let names: Vec<_> = names.collect();
    let help = nearest(&reference.text, names.iter().copied()).map_or_else(
        || match names.len() {
            0 => format!("{where_} 里还没有任何{what}，先加上它。"),
            1..=20 => format!("可以写：{}。", names.join("、")),
            many => format!(
                "可以写的有 {many} 个，见 {where_}，例如：{}。",
                names[..8].join("、")
            ),
        },
        |name| format!("是不是想写“{name}”？"),
    );
    Diagnostic::error(
        "missing-target",
        format!("{where_} 里没有{what}“{}”。", reference.text),
    )
    .at(reference.place.clone())
    .help(help)
}
