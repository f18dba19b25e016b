//! Where an address that a page shows was written: the editor's file, the settings, the theme.

use crate::assemble::Site;
use crate::build::BuildOptions;
use crate::diagnostic::{Place, Shown};
use crate::load::source::SourceFile;
use crate::load::{self, Loaded, theme};
use crate::plan::Subject;
use crate::render::pages::PageSubject;

/// Everything in which addresses can be written.
pub(super) struct Writings<'a> {
    site: &'a Site,
    base_path: &'a str,
    /// Settings and tables first, then the theme.
    others: Vec<SourceFile>,
}

impl<'a> Writings<'a> {
    /// The writings of a site.
    pub(super) fn of(site: &'a Site, options: &BuildOptions) -> Self {
        let settings = &site.sources.settings;
        let shown = Shown::new(
            &options.cwd.join(&options.themes),
            &options.themes.to_string_lossy(),
        );
        let mut others = load::table_files(&site.sources.root, &site.sources.shown);
        // The settings hold the menus.
        others.sort_by_key(|file| !file.path.ends_with("/site.toml"));
        let themes = options.cwd.join(&options.themes);
        others.extend(theme::word_files(&themes, &shown, &settings.theme));
        Self {
            site,
            base_path: &settings.base_path,
            others,
        }
    }

    /// The file of a page.
    pub(super) fn own(&self, subject: Subject) -> Option<&'a SourceFile> {
        let s = &self.site.sources;
        let Subject::Page(subject) = subject else {
            return None;
        };
        match subject {
            PageSubject::Guide(at) => Some(&s.guides[at as usize].file),
            PageSubject::Office(at) => Some(&s.offices[at as usize].file),
            PageSubject::News(at) => Some(&s.news[at as usize].file),
            PageSubject::Notice(at) => Some(&s.notices[at as usize].file),
            PageSubject::Topic(at) => Some(&s.topics[at as usize].file),
            PageSubject::Text(at) => Some(&s.pages[at as usize].file),
            _ => None,
        }
    }

    /// Where somebody wrote an address that a page shows; else the page itself. Everywhere in the
    /// page's own file, or the first place elsewhere.
    pub(super) fn places(&self, page: &str, subject: Subject, url: &str) -> Vec<Place> {
        let typed = self.typed(url);
        if let Some(own) = self.own(subject) {
            let places = all(own, &typed);
            if !places.is_empty() {
                return places;
            }
        }
        let s = &self.site.sources;
        let texts = files(&s.guides)
            .chain(files(&s.offices))
            .chain(files(&s.news))
            .chain(files(&s.notices))
            .chain(files(&s.topics))
            .chain(files(&s.pages))
            .chain(files(&s.featured))
            .chain(files(&s.twins.guides))
            .chain(files(&s.twins.offices))
            .chain(files(&s.twins.news))
            .chain(files(&s.twins.notices))
            .chain(files(&s.twins.pages))
            .chain(files(&s.twins.topics));
        let mut elsewhere = self.others.iter().chain(texts);
        let place = elsewhere.find_map(|file| all(file, &typed).into_iter().next());
        vec![place.unwrap_or_else(|| Place::file(page))]
    }

    /// An address as an editor types it: without the path under which the site lies.
    pub(super) fn typed(&self, url: &str) -> String {
        url.strip_prefix(self.base_path)
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(url)
            .to_owned()
    }
}

fn files<T>(loaded: &[Loaded<T>]) -> impl Iterator<Item = &SourceFile> {
    loaded.iter().map(|loaded| &loaded.file)
}

/// Each place where a file says exactly this address, as typed or with its characters escaped.
fn all(file: &SourceFile, url: &str) -> Vec<Place> {
    let ends = |at: usize| {
        let next = file.text[at..].chars().next();
        next.is_none_or(|c| c.is_whitespace() || "\"')>]}，。；、".contains(c))
    };
    let begins = |at: usize| {
        let before = file.text[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || "\"'(<=[}，。；、：".contains(c))
    };
    file.text
        .match_indices(url)
        .filter(|(at, _)| begins(*at) && ends(*at + url.len()))
        .map(|(at, _)| file.place(at..at + url.len()))
        .collect()
}
