//! What texts name across files: other pages, offices, reported figures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::boards::{resolve_figure, topic_path};
use super::{guide_path, news_path, notice_path, office_path, page_path};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Reference, nearest};
use crate::load::beside::{leads_to_page, relative};
use crate::load::{Loaded, Sources};
use crate::model::prose::attached::Attached;
use crate::model::prose::survey::{Mention, What};

/// Markdown files by their path below the content folder.
pub(super) type Files = BTreeSet<String>;

/// Every Markdown file that was read, shown or not.
pub(super) fn files(sources: &Sources) -> Files {
    fn of<'s, T>(loaded: &'s [Loaded<T>], root: &'s Path) -> impl Iterator<Item = String> + 's {
        loaded.iter().map(|loaded| below(&loaded.path, root))
    }
    let root = &sources.root;
    of(&sources.guides, root)
        .chain(of(&sources.offices, root))
        .chain(of(&sources.news, root))
        .chain(of(&sources.notices, root))
        .chain(of(&sources.pages, root))
        .chain(of(&sources.topics, root))
        .chain(of(&sources.featured, root))
        .collect()
}

fn below(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

/// Resolves what all texts name. `written` are all files; those without an address are not shown yet.
pub(super) fn resolve(sources: &mut Sources, written: &Files, found: &mut Diagnostics) {
    let addresses = addresses(sources);
    let known = Known {
        written,
        addresses: &addresses,
        sources,
    };
    // Findings first: they need everything; then what was found is put in its place.
    let guides = known.all(&sources.guides, found);
    let offices = known.all(&sources.offices, found);
    let news = known.all(&sources.news, found);
    let notices = known.all(&sources.notices, found);
    let pages = known.all(&sources.pages, found);
    let topics = known.all(&sources.topics, found);
    let featured = known.all(&sources.featured, found);
    put(&mut sources.guides, guides);
    put(&mut sources.offices, offices);
    put(&mut sources.news, news);
    put(&mut sources.notices, notices);
    put(&mut sources.pages, pages);
    put(&mut sources.topics, topics);
    put(&mut sources.featured, featured);
}

/// Addresses of the files that are shown.
fn addresses(sources: &Sources) -> BTreeMap<String, String> {
    fn of<'s, T>(
        loaded: &'s [Loaded<T>],
        root: &'s Path,
        path: impl Fn(&T) -> String + 's,
    ) -> impl Iterator<Item = (String, String)> + 's {
        loaded
            .iter()
            .map(move |loaded| (below(&loaded.path, root), path(&loaded.item)))
    }
    let root = &sources.root;
    of(&sources.guides, root, guide_path)
        .chain(of(&sources.offices, root, office_path))
        .chain(of(&sources.news, root, news_path))
        .chain(of(&sources.notices, root, notice_path))
        .chain(of(&sources.pages, root, page_path))
        .chain(of(&sources.topics, root, topic_path))
        .chain(of(&sources.featured, root, |featured| {
            featured
                .case
                .map_or_else(String::new, |case| format!("/cases/{case}/"))
        }))
        .collect()
}

/// What one text names, resolved.
#[derive(Default)]
struct Resolved {
    pages: BTreeMap<String, Option<String>>,
    offices: BTreeMap<String, usize>,
    figures: BTreeMap<String, (usize, usize)>,
}

fn put<T>(loaded: &mut [Loaded<T>], resolved: Vec<(usize, Resolved)>) {
    for (at, resolved) in resolved {
        let attached: &mut Attached = &mut loaded[at].attached;
        attached.pages = resolved.pages;
        attached.offices = resolved.offices;
        attached.figures = resolved.figures;
    }
}

struct Known<'a> {
    written: &'a Files,
    addresses: &'a BTreeMap<String, String>,
    sources: &'a Sources,
}

impl Known<'_> {
    fn all<T>(&self, loaded: &[Loaded<T>], found: &mut Diagnostics) -> Vec<(usize, Resolved)> {
        let with_names = loaded
            .iter()
            .enumerate()
            .filter(|(_, l)| !l.mentions.is_empty());
        with_names
            .map(|(at, loaded)| (at, self.one(loaded, found)))
            .collect()
    }

    fn one<T>(&self, loaded: &Loaded<T>, found: &mut Diagnostics) -> Resolved {
        let mut resolved = Resolved::default();
        for mention in &loaded.mentions {
            let place = || loaded.place(mention);
            match &mention.what {
                What::Link(target) if leads_to_page(target) => {
                    if resolved.pages.contains_key(target) {
                        continue;
                    }
                    match self.page(&loaded.path, target, mention, loaded) {
                        Ok(address) => {
                            resolved.pages.insert(target.clone(), Some(address));
                        }
                        Err(fault) => {
                            found.push(*fault);
                            resolved.pages.insert(target.clone(), None);
                        }
                    }
                }
                What::Office(name) => match self.office(name, place()) {
                    Ok(at) => {
                        resolved.offices.insert(name.clone(), at);
                    }
                    Err(fault) => found.push(*fault),
                },
                What::Figure(name) => {
                    let reference = Reference {
                        text: name.clone(),
                        place: place(),
                    };
                    if let Some(at) = resolve_figure(&reference, self.sources, found) {
                        resolved.figures.insert(name.clone(), at);
                    }
                }
                _ => {}
            }
        }
        resolved
    }

    /// The address of the page that a link to another Markdown file means.
    fn page<T>(
        &self,
        path: &Path,
        target: &str,
        mention: &Mention,
        loaded: &Loaded<T>,
    ) -> Result<String, Box<Diagnostic>> {
        let place = || loaded.place(mention);
        let Some(file) = relative(path, &self.sources.root, target) else {
            return Err(Box::new(
                Diagnostic::error(
                    "outside-content",
                    format!("链接 {target} 指向内容文件夹外面。"),
                )
                .at(place())
                .help("链接到本站的页面，写从这个文件到那个 .md 文件的路径。"),
            ));
        };
        let file = file.to_string_lossy().replace('\\', "/");
        if let Some(address) = self.addresses.get(&file) {
            let fragment = target.find(['#', '?']).map_or("", |at| &target[at..]);
            return Ok(format!("{address}{fragment}"));
        }
        if self.written.contains(&file) {
            return Err(Box::new(
                Diagnostic::warning(
                    "page-not-shown",
                    format!("{file} 还没有发布，这里先不放链接。"),
                )
                .at(place())
                .help("那一篇发布以后，这里会自动变成链接。"),
            ));
        }
        let hint = nearest(&file, self.addresses.keys().map(String::as_str)).map_or_else(
            || "写从这个文件到那个 .md 文件的路径，例如 ../guides/juzhuzheng.md。".to_owned(),
            |near| {
                let from = below(path, &self.sources.root);
                format!("是不是想写“{}”？", from_here(&from, near))
            },
        );
        Err(Box::new(
            Diagnostic::error("missing-page", format!("没有 {target} 这个文件。"))
                .at(place())
                .help(hint),
        ))
    }

    fn office(&self, name: &str, place: Place) -> Result<usize, Box<Diagnostic>> {
        let offices = &self.sources.offices;
        let at = offices
            .iter()
            .position(|office| office.item.title == name || office.item.slug.text == name);
        at.ok_or_else(|| {
            let titles = offices.iter().map(|office| office.item.title.as_str());
            let help = nearest(name, titles.clone()).map_or_else(
                || format!("可以写：{}。", titles.collect::<Vec<_>>().join("、")),
                |near| format!("是不是想写“{near}”？"),
            );
            Box::new(
                Diagnostic::error("unknown-office", format!("没有办理点“{name}”。"))
                    .at(place)
                    .help(help),
            )
        })
    }
}

/// How one file is written from another; both are paths below the content folder.
fn from_here(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let same = from[..from.len() - 1]
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let mut path = "../".repeat(from.len() - 1 - same);
    path.push_str(&to[same..].join("/"));
    path
}

#[cfg(test)]
mod tests {
    use super::from_here;

    #[test]
    fn a_suggestion_is_written_from_where_the_editor_is() {
        assert_eq!(
            from_here("news/2019/a.md", "guides/b.md"),
            "../../guides/b.md"
        );
        assert_eq!(from_here("guides/a.md", "guides/b.md"), "b.md");
    }
}
