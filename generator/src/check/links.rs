//! Links within the site: do they lead somewhere, and does something lead to every page?

use std::collections::{BTreeMap, BTreeSet};

use super::page::PageFacts;
use super::where_written::Writings;
use crate::assemble::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};
use crate::plan::{Plan, Subject};
use crate::render::pages::PageSubject;

/// Where a link leads.
pub(super) enum Target {
    /// Another site, or something that is no page.
    Elsewhere,
    /// A file of the output, and perhaps an anchor in it.
    Output(String, Option<String>),
}

/// Checks the links of all pages.
pub(super) fn check(
    site: &Site,
    plan: &Plan,
    pages: &[PageFacts],
    writings: &Writings<'_>,
    found: &mut Diagnostics,
) {
    let outputs: BTreeSet<&str> = plan.outputs.iter().map(|o| o.path.as_str()).collect();
    let anchors: BTreeMap<&str, &BTreeSet<String>> = pages
        .iter()
        .map(|page| (page.path.as_str(), &page.ids))
        .collect();
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut told: BTreeSet<(Place, String)> = BTreeSet::new();
    // What is no address at all was told when it was read.
    let known: BTreeSet<Place> = found
        .sorted()
        .into_iter()
        .filter_map(|finding| finding.place.clone())
        .collect();
    for page in pages {
        for link in &page.links {
            let Target::Output(file, anchor) = target(site, &page.path, &link.url) else {
                continue;
            };
            let exists = outputs.contains(file.as_str());
            if exists && file != page.path && !leads_everywhere(page.subject) {
                reached.insert(file.clone());
            }
            let finding = if !exists {
                if site.hidden.contains(&address(&file)) {
                    hidden(&link.url)
                } else if !outputs.contains(with_slash(&file).as_str()) && failed(site, &file) {
                    // The file behind it has a mistake, which is told.
                    continue;
                } else {
                    broken(writings, &link.url, &file, &outputs)
                }
            } else if let Some(anchor) = anchor
                && let Some(ids) = anchors.get(file.as_str())
                && !ids.contains(&anchor)
            {
                broken_anchor(writings, &link.url, &anchor, ids)
            } else {
                continue;
            };
            for place in writings.places(&page.path, page.subject, &link.url) {
                // A link that nobody wrote out stands on many pages; the first tells it.
                let key = if place.text.is_empty() {
                    Place::file("")
                } else {
                    place.clone()
                };
                if !known.contains(&place) && told.insert((key, link.url.clone())) {
                    found.push(finding.clone().at(place));
                }
            }
        }
        for source in &page.without_alt {
            for place in writings.places(&page.path, page.subject, source) {
                if told.insert((place.clone(), source.clone())) {
                    found.push(
                        Diagnostic::warning("image-without-alt", "图片没有替代文字。")
                            .at(place)
                            .help("加上 alt，用一句话说出图上有什么；只作装饰的写 alt=\"\"。"),
                    );
                }
            }
        }
    }
    orphans(pages, writings, &reached, found);
}

/// The site map and the search lead to every page, so that being on them is no help to anybody.
fn leads_everywhere(subject: Subject) -> bool {
    matches!(subject, Subject::Page(PageSubject::SiteMap))
}

/// Where a link on a page leads.
pub(super) fn target(site: &Site, from: &str, url: &str) -> Target {
    let settings = &site.sources.settings;
    let whole = format!("{}{}", settings.origin, settings.base_path);
    let own = url
        .strip_prefix(&whole)
        .filter(|_| !settings.origin.is_empty());
    let path = match own {
        Some(rest) if rest.starts_with(['/', '?', '#']) || rest.is_empty() => rest.to_owned(),
        _ if url.starts_with("//") || has_scheme(url) => return Target::Elsewhere,
        _ if url.starts_with('/') => match url.strip_prefix(&settings.base_path) {
            Some(rest) if rest.starts_with('/') => rest.to_owned(),
            // Another part of the portal.
            _ => return Target::Elsewhere,
        },
        _ => relative(from, url),
    };
    let (path, anchor) = match path.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor).filter(|anchor| !anchor.is_empty())),
        None => (path.as_str(), None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.starts_with(&format!("{}/", settings.api_url)) || path.starts_with("/open311/") {
        return Target::Elsewhere;
    }
    let decoded = decoded(path.trim_start_matches('/'));
    let file = if decoded.is_empty() || decoded.ends_with('/') {
        format!("{decoded}index.html")
    } else {
        decoded
    };
    Target::Output(file, anchor.map(self::decoded))
}

fn has_scheme(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty()
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// A link that counts from the page's own folder.
fn relative(from: &str, url: &str) -> String {
    if url.starts_with(['#', '?']) || url.is_empty() {
        let page = from.strip_suffix("index.html").unwrap_or(from);
        return format!("/{page}{url}");
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let (path, rest) = match url.find(['?', '#']) {
        Some(at) => url.split_at(at),
        None => (url, ""),
    };
    for part in path.split('/') {
        match part {
            ".." => drop(folders.pop()),
            "." => {}
            other => folders.push(other),
        }
    }
    format!("/{}{rest}", folders.join("/"))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let raw = text.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| raw[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                at += 3;
            }
            None => {
                bytes.push(raw[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The file that an address would have if its last slash were there.
fn with_slash(file: &str) -> String {
    format!("{file}/index.html")
}

/// The address of a file of the output.
fn address(file: &str) -> String {
    format!("/{}", file.strip_suffix("index.html").unwrap_or(file))
}

/// Whether an editor's file of this name is there and made no page.
fn failed(site: &Site, file: &str) -> bool {
    let address = address(file);
    let parts: Vec<&str> = address.trim_matches('/').split('/').collect();
    let root = &site.sources.root;
    match parts.as_slice() {
        [folder @ ("guides" | "offices" | "notices" | "topics"), name] => {
            root.join(folder).join(format!("{name}.md")).is_file()
        }
        ["news", name] => std::fs::read_dir(root.join("news"))
            .into_iter()
            .flatten()
            .flatten()
            .any(|year| year.path().join(format!("{name}.md")).is_file()),
        [name] => root.join("pages").join(format!("{name}.md")).is_file(),
        _ => false,
    }
}

fn hidden(url: &str) -> Diagnostic {
    Diagnostic::warning(
        "link-to-draft",
        format!("链接 {url} 指向的页面还是草稿，或者没到发布时间。"),
    )
    .help("先发布那个页面，或者先去掉这个链接。")
}

fn broken(writings: &Writings<'_>, url: &str, file: &str, outputs: &BTreeSet<&str>) -> Diagnostic {
    let typed = writings.typed(url);
    let wanted = address(file);
    let help = if outputs.contains(with_slash(file).as_str()) {
        format!("末尾加上斜杠，写成 {typed}/。")
    } else {
        // Only the same column: a page with a like name elsewhere is seldom meant.
        let column = wanted.split('/').nth(1).unwrap_or_default();
        let column = format!("{column}/");
        let known: Vec<String> = outputs
            .iter()
            .filter(|path| path.starts_with(&column) || !wanted[1..].contains('/'))
            .map(|path| address(path))
            .collect();
        nearest(&wanted, known.iter().map(String::as_str)).map_or_else(
            || "站内链接写“/栏目/网址名/”，例如 /guides/；打开那个页面，照着地址栏写。".to_owned(),
            |near| format!("是不是想写 {near}？"),
        )
    };
    Diagnostic::error(
        "broken-link",
        format!("链接 {typed} 打不开：网站上没有这个页面。"),
    )
    .help(help)
}

fn broken_anchor(
    writings: &Writings<'_>,
    url: &str,
    anchor: &str,
    ids: &BTreeSet<String>,
) -> Diagnostic {
    let typed = writings.typed(url);
    let help = nearest(anchor, ids.iter().map(String::as_str)).map_or_else(
        || "# 后面写小标题的拼音，例如 #ban-li-liu-cheng；不要锚点时连同 # 一起删去。".to_owned(),
        |near| format!("是不是想写 #{near}？"),
    );
    Diagnostic::error(
        "broken-anchor",
        format!("链接 {typed} 要跳到的小标题“{anchor}”不在那一页上。"),
    )
    .help(help)
}

/// Editors' pages that nothing leads to.
fn orphans(
    pages: &[PageFacts],
    writings: &Writings<'_>,
    reached: &BTreeSet<String>,
    found: &mut Diagnostics,
) {
    for page in pages {
        let Some(file) = writings.own(page.subject) else {
            continue;
        };
        if !reached.contains(&page.path) {
            let address = address(&page.path);
            found.push(
                Diagnostic::warning(
                    "orphan-page",
                    format!("没有任何页面链接到 {address}，居民找不到它。"),
                )
                .at(file.line(1))
                .help("在 site.toml 的 menu 或 policies 里加一条，或者在相关的页面里链接到它。"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decoded, relative};

    #[test]
    fn relative_links_count_from_the_pages_folder() {
        assert_eq!(relative("guides/a/index.html", "../b/"), "/guides/b/");
        assert_eq!(relative("guides/a/index.html", "#x"), "/guides/a/#x");
        assert_eq!(relative("404.html", "a/?b#c"), "/a/?b#c");
        assert_eq!(decoded("a%20b%E4%B8%AD"), "a b中");
        assert_eq!(decoded("100%"), "100%");
    }
}
