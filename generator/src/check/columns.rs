//! Empty columns: a site shows none, and inspectors ask why.

use crate::assemble::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Tells of columns that have nothing in them, and of groups that editors set up and left empty.
pub(super) fn check(site: &Site, found: &mut Diagnostics) {
    let sources = &site.sources;
    let columns = [
        (
            "办事指南",
            "guides",
            sources.guides.len(),
            "jiayuan new guide 标题",
        ),
        (
            "办理点",
            "offices",
            sources.offices.len(),
            "jiayuan new office 名称",
        ),
        (
            "工作动态",
            "news",
            sources.news.len(),
            "jiayuan new news 标题",
        ),
        (
            "页面",
            "pages",
            sources.pages.len(),
            "jiayuan new page 标题",
        ),
    ];
    for (name, folder, count, remedy) in columns {
        if count == 0 {
            let place = Place::file(&format!("{}/{folder}", sources.shown.label()));
            found.push(
                Diagnostic::hint(
                    "empty-column",
                    format!("栏目“{name}”里什么也没有，网站上不显示这个栏目。"),
                )
                .at(place)
                .help(format!(
                    "用 {remedy} 新建一篇；不设这个栏目的，从 site.toml 的 menu 里去掉它。"
                )),
            );
        }
    }
    let settings = format!("{}/site.toml", sources.shown.label());
    for (at, topic) in sources.tables.topics.iter().enumerate() {
        let is_own = sources
            .topics
            .iter()
            .any(|t| t.item.slug.text == topic.slug);
        let is_used = site
            .guide_links
            .iter()
            .any(|links| links.topics.contains(&at));
        if !is_own && !is_used && !sources.guides.is_empty() {
            found.push(
                Diagnostic::hint(
                    "empty-topic",
                    format!("主题“{}”下面没有办事指南。", topic.title),
                )
                .at(Place::file(&settings))
                .help(format!(
                    "在有关的办事指南里写 topics: [{}]；用不着的，从 site.toml 里删去这一段。",
                    topic.slug
                )),
            );
        }
    }
    for (office, guides) in sources.offices.iter().zip(&site.office_guides) {
        if guides.is_empty() && !sources.guides.is_empty() {
            found.push(
                Diagnostic::hint(
                    "office-without-guides",
                    format!("没有办事指南写着在“{}”办。", office.item.title),
                )
                .at(office.file.line(1))
                .help(format!(
                    "在这里能办的办事指南里，把 {} 写进 offices。",
                    office.item.slug.text
                )),
            );
        }
    }
}
