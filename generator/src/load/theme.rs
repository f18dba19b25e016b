//! Reads a theme: templates, partials, components, assets, words. A site's own theme lies over the
//! default one file by file: what has the same relative path replaces it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::source::SourceFile;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Shown};

/// Name of the theme that others lie over.
pub const DEFAULT: &str = "default";

/// Everything of a theme that the build needs.
#[derive(Debug, Default)]
pub struct Theme {
    /// Tera sources by the name that templates call them by.
    pub templates: BTreeMap<String, String>,
    /// Digest of a template with everything that it extends, includes and calls.
    pub digests: BTreeMap<String, [u8; 32]>,
    /// Style sheets in the order in which they are joined.
    pub styles: Vec<String>,
    /// Other assets: path below `/assets/`, and bytes.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Words of the theme by language.
    pub words: BTreeMap<String, toml::Table>,
    /// Languages whose words cannot be read, which was told.
    pub unread: BTreeSet<String>,
}

/// Reads a theme, the default one below it.
pub fn theme(themes: &Path, shown: &Shown, name: &str, found: &mut Diagnostics) -> Theme {
    if !themes.join(name).is_dir() {
        let known: Vec<_> = std::fs::read_dir(themes)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .filter(|e| e.path().is_dir())
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        found.push(
            Diagnostic::error("no-theme", format!("没有名为“{name}”的主题。"))
                .at(Place::file(&shown.name(themes)))
                .help(if known.is_empty() {
                    "用 --themes 指出主题文件夹。".to_owned()
                } else {
                    format!("现有主题：{}。", known.join("、"))
                }),
        );
        return Theme::default();
    }
    read(&paths(themes, name), shown, found)
}

/// The files of a theme in which words stand: its table of words, its templates.
#[must_use]
pub fn word_files(themes: &Path, shown: &Shown, name: &str) -> Vec<SourceFile> {
    let mut aside = Diagnostics::default();
    let holds_words = |path: &&PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "toml" || extension == "html")
    };
    paths(themes, name)
        .values()
        .filter(holds_words)
        .filter_map(|path| SourceFile::read(path, &shown.name(path), &mut aside))
        .collect()
}

/// Files by their path within the theme.
fn paths(themes: &Path, name: &str) -> BTreeMap<String, PathBuf> {
    let mut paths: BTreeMap<String, PathBuf> = BTreeMap::new();
    for layer in layers(name) {
        let root = themes.join(layer);
        for entry in WalkDir::new(&root).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file()
                && let Ok(below) = entry.path().strip_prefix(&root)
            {
                let below = below.to_string_lossy().replace('\\', "/");
                paths.insert(below, entry.into_path());
            }
        }
    }
    paths
}

/// Lowest layer first.
fn layers(name: &str) -> Vec<&str> {
    if name == DEFAULT {
        vec![DEFAULT]
    } else {
        vec![DEFAULT, name]
    }
}

fn read(paths: &BTreeMap<String, PathBuf>, shown: &Shown, found: &mut Diagnostics) -> Theme {
    let mut theme = Theme::default();
    let mut component_styles = Vec::new();
    for (below, path) in paths {
        let folders: Vec<&str> = below.split('/').collect();
        let mut text = || SourceFile::read(path, &shown.name(path), found).map(|file| file.text);
        match *folders.as_slice() {
            ["templates" | "partials" | "reply", ..] if below.ends_with(".html") => {
                let name = below.strip_prefix("templates/").unwrap_or(below).to_owned();
                theme.templates.extend(text().map(|text| (name, text)));
            }
            ["components", component, "template.html"] => {
                let name = format!("components/{component}/template.html");
                theme.templates.extend(text().map(|text| (name, text)));
            }
            ["components", _, "style.css"] => component_styles.extend(text()),
            ["assets", "css", _] if below.ends_with(".css") => theme.styles.extend(text()),
            ["assets", ..] => match std::fs::read(path) {
                Ok(bytes) => {
                    let name = below.strip_prefix("assets/").unwrap_or(below).to_owned();
                    theme.assets.insert(name, bytes);
                }
                Err(error) => found.push(
                    Diagnostic::error("unreadable-file", format!("读不了主题文件：{error}。"))
                        .at(Place::file(&shown.name(path))),
                ),
            },
            ["i18n", file] if file.ends_with(".toml") => {
                if let Some(source) = SourceFile::read(path, &shown.name(path), found) {
                    let language = file.trim_end_matches(".toml").to_owned();
                    match toml::from_str(&source.text) {
                        Ok(words) => {
                            theme.words.insert(language, words);
                        }
                        Err(error) => {
                            theme.unread.insert(language);
                            found.push(
                            Diagnostic::error("bad-words", "主题的文字表从这里起读不懂。")
                                .at(source.place(error.span().unwrap_or(0..0)))
                                .help(
                                    "每行写成 名字 = \"文字\"，用英文双引号，同一个名字只写一次。",
                                ),
                        );
                        }
                    }
                }
            }
            _ => {}
        }
    }
    theme.styles.append(&mut component_styles);
    theme.digests = closures(&theme.templates);
    theme
}

/// The digest of each template over its own text and that of everything it may use.
///
/// A name counts as used when it stands in quotes or, for a component, behind `<`. That finds too
/// much rather than too little, which costs a page made again, never a stale one.
fn closures(templates: &BTreeMap<String, String>) -> BTreeMap<String, [u8; 32]> {
    let components: Vec<(String, &str)> = templates
        .iter()
        .flat_map(|(name, text)| {
            text.match_indices("{% component ")
                .filter_map(move |(at, mark)| {
                    let rest = &text[at + mark.len()..];
                    let end = rest.find('(')?;
                    Some((format!("<{}", rest[..end].trim()), name.as_str()))
                })
        })
        .collect();
    let uses = |text: &str| -> Vec<&str> {
        let quoted = templates
            .keys()
            .filter(|name| {
                text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"))
            })
            .map(String::as_str);
        let called = components
            .iter()
            .filter(|(call, _)| text.contains(call.as_str()))
            .map(|(_, n)| *n);
        quoted.chain(called).collect()
    };
    let direct: BTreeMap<&str, Vec<&str>> = templates
        .iter()
        .map(|(name, text)| (name.as_str(), uses(text)))
        .collect();
    templates
        .keys()
        .map(|name| {
            let mut reached = BTreeSet::from([name.as_str()]);
            let mut open = vec![name.as_str()];
            while let Some(next) = open.pop() {
                for used in &direct[next] {
                    if reached.insert(used) {
                        open.push(used);
                    }
                }
            }
            let mut hasher = blake3::Hasher::new();
            for used in reached {
                hasher.update(used.as_bytes());
                hasher.update(&[0]);
                hasher.update(blake3::hash(templates[used].as_bytes()).as_bytes());
            }
            (name.clone(), *hasher.finalize().as_bytes())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_changes_with_what_it_uses_and_with_nothing_else() {
        let base = |card: &str, other: &str| {
            closures(&BTreeMap::from([
                (
                    "page.html".into(),
                    "{% extends \"base.html\" %}{{ <card/> }}".into(),
                ),
                ("base.html".into(), "x".into()),
                (
                    "components/card.html".into(),
                    format!("{{% component card() %}}{card}"),
                ),
                ("other.html".to_owned(), other.to_owned()),
            ]))
        };
        let first = base("a", "a");
        assert_eq!(first["page.html"], base("a", "b")["page.html"]);
        assert_ne!(first["page.html"], base("b", "a")["page.html"]);
        assert_eq!(first["base.html"], base("b", "a")["base.html"]);
    }
}
