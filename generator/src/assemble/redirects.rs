//! Old addresses that lead to where the content is now.

use std::collections::BTreeMap;

use super::Sources;
use super::addresses::FIXED;
use super::{boards::topic_path, guide_path, news_path, notice_path, office_path, page_path};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Reference};

/// An old address and the new one, both without the base path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// `/art/2017/8/3/art_1.html`, or `/old/` for a folder.
    pub from: String,
    /// Path of the page.
    pub to: String,
    /// Its title.
    pub title: String,
}

impl Redirect {
    /// Path of the file below the site's root that stands at the old address.
    #[must_use]
    pub fn file(&self) -> String {
        let path = &self.from[1..];
        let name = path.rsplit('/').next().unwrap_or_default();
        if name.is_empty() {
            format!("{path}index.html")
        } else if name.contains('.') {
            path.to_owned()
        } else {
            format!("{path}/index.html")
        }
    }
}

/// All old addresses, sorted. `taken` are the addresses of pages.
pub(super) fn collect(
    sources: &Sources,
    taken: &BTreeMap<String, Place>,
    found: &mut Diagnostics,
) -> Vec<Redirect> {
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for guide in &sources.guides {
        let to = guide_path(&guide.item);
        add(&mut wanted, &guide.item.aliases, &to, &guide.item.title);
    }
    for office in &sources.offices {
        let to = office_path(&office.item);
        add(&mut wanted, &office.item.aliases, &to, &office.item.title);
    }
    for news in &sources.news {
        let to = news_path(&news.item);
        add(&mut wanted, &news.item.aliases, &to, &news.item.title);
    }
    for notice in &sources.notices {
        let to = notice_path(&notice.item);
        add(&mut wanted, &notice.item.aliases, &to, &notice.item.title);
    }
    for page in &sources.pages {
        let to = page_path(&page.item);
        add(&mut wanted, &page.item.aliases, &to, &page.item.title);
    }
    for topic in &sources.topics {
        let to = topic_path(&topic.item);
        add(&mut wanted, &topic.item.aliases, &to, &topic.item.title);
    }
    let mut redirects: BTreeMap<String, (Redirect, &Place)> = BTreeMap::new();
    for (alias, to, title) in wanted {
        match address(&alias.text, taken) {
            Err(fault) => found.push(fault.at(alias.place.clone())),
            Ok(from) => {
                let redirect = Redirect {
                    from,
                    to,
                    title: title.to_owned(),
                };
                if let Some((other, first)) = redirects.get(&redirect.file()) {
                    if other.to != redirect.to {
                        found.push(
                            Diagnostic::error(
                                "duplicate-alias",
                                format!(
                                    "旧网址 {} 已经写在 {}:{}。",
                                    alias.text, first.file, first.line
                                ),
                            )
                            .at(alias.place.clone())
                            .help("一个旧网址只能通到一个页面，留下其中一处。"),
                        );
                    }
                } else {
                    redirects.insert(redirect.file(), (redirect, &alias.place));
                }
            }
        }
    }
    redirects
        .into_values()
        .map(|(redirect, _)| redirect)
        .collect()
}

/// Adds the old addresses of translations. One that the main site has already stays with it.
pub(super) fn join(redirects: &mut Vec<Redirect>, of_twins: Vec<Redirect>) {
    for redirect in of_twins {
        if !redirects
            .iter()
            .any(|known| known.file() == redirect.file())
        {
            redirects.push(redirect);
        }
    }
    redirects.sort_by_key(Redirect::file);
}

/// An alias, the address that it leads to, and the title there.
type Wanted<'a> = (&'a Reference, String, &'a str);

fn add<'a>(wanted: &mut Vec<Wanted<'a>>, aliases: &'a [Reference], to: &str, title: &'a str) {
    wanted.extend(aliases.iter().map(|alias| (alias, to.to_owned(), title)));
}

/// The path of an old address as typed: a path, or a whole address.
fn address(typed: &str, taken: &BTreeMap<String, Place>) -> Result<String, Box<Diagnostic>> {
    let bad = |why: &str| {
        Box::new(Diagnostic::error("bad-alias", format!("旧网址“{typed}”{why}。")).help(
            "写原来的网址里域名后面的部分，以 / 开头，例如 /art/2017/8/3/art_12.html 或 /fuwu/disuo/。",
        ))
    };
    let path = match typed.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => typed,
    };
    if !path.starts_with('/') {
        return Err(bad("没有以 / 开头"));
    }
    if path.contains(['?', '#']) {
        return Err(bad("里有 ? 或 #，静态网站认不出后面的部分"));
    }
    let strange = |ch: char| ch.is_whitespace() || ch.is_control() || "\\<>\"|*:".contains(ch);
    if path.contains("//")
        || path.contains(strange)
        || path.split('/').any(|part| part.starts_with('.'))
    {
        return Err(bad("写法不对"));
    }
    let directory = if path.ends_with('/') {
        path.to_owned()
    } else {
        format!("{path}/")
    };
    let page = directory.strip_suffix("index.html/").unwrap_or(&directory);
    if let Some(owner) = taken.get(page) {
        let who = if owner.text.is_empty() {
            owner.file.to_string()
        } else {
            format!("{}:{}", owner.file, owner.line)
        };
        return Err(Box::new(
            Diagnostic::error(
                "alias-is-page",
                format!("旧网址 {typed} 现在是页面，属于 {who}。"),
            )
            .help("从 aliases 里删去这一行；或者给那个页面换一个 slug。"),
        ));
    }
    // In folders that the build fills by itself an old address may meet a page of tomorrow.
    let first = format!("/{}/", path[1..].split('/').next().unwrap_or_default());
    if page == "/" || MADE.contains(&first.as_str()) {
        debug_assert!(page == "/" || FIXED.contains(&first.as_str()));
        return Err(bad("在网站自己生成的文件夹里"));
    }
    Ok(path.to_owned())
}

/// Folders in which the build makes pages and files from what is no editor's file.
const MADE: [&str; 15] = [
    "/api/",
    "/assets/",
    "/cases/",
    "/data/",
    "/feeds/",
    "/files/",
    "/open311/",
    "/pagefind/",
    "/photos/",
    "/pictures/",
    "/reply/",
    "/sitemaps/",
    "/stats/",
    "/streets/",
    "/upload/",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, &'static str> {
        let taken = BTreeMap::from([("/guides/a/".to_owned(), Place::file("a.md"))]);
        address(typed, &taken).map_err(|fault| fault.code)
    }

    #[test]
    fn an_old_address_is_a_path_of_nobody_else() {
        assert_eq!(read("/art/1.html"), Ok("/art/1.html".into()));
        assert_eq!(read("https://old.example/a/b/"), Ok("/a/b/".into()));
        assert_eq!(read("地锁"), Err("bad-alias"));
        assert_eq!(read("/a.jsp?id=1"), Err("bad-alias"));
        assert_eq!(read("/../x"), Err("bad-alias"));
        assert_eq!(read("/guides/a"), Err("alias-is-page"));
        assert_eq!(read("/guides/a/index.html"), Err("alias-is-page"));
        assert_eq!(read("/guides/old/"), Ok("/guides/old/".into()));
        assert_eq!(read("/cases/x/"), Err("bad-alias"));
        assert_eq!(read("/"), Err("bad-alias"));
    }

    #[test]
    fn an_old_address_has_a_file_that_static_hosts_find() {
        let file = |from: &str| {
            Redirect {
                from: from.into(),
                to: "/".into(),
                title: String::new(),
            }
            .file()
        };
        assert_eq!(file("/a/b/"), "a/b/index.html");
        assert_eq!(file("/a/b"), "a/b/index.html");
        assert_eq!(file("/a/b.shtml"), "a/b.shtml");
    }
}
