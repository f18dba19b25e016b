//! Site → planned outputs: a path, a digest of all that it depends on, and what it shows.
//!
//! Plans are small and cheap, so that hundreds of thousands fit; nothing is rendered here. A digest
//! covers the data that the output shows, the templates that it uses and the settings that it reads.

pub mod attachments;
pub mod case_lists;
mod cases;
pub mod collections;
pub mod communities;
pub mod digest;
pub mod feeds;
mod files;
pub mod pages;
pub mod pictures;
pub mod similar;

use rayon::prelude::*;

use crate::assemble::{CaseAt, Site};
use crate::load::theme::Theme;
use crate::render::pages::PageSubject;
use crate::search::{Known, Search, SearchFile};
use attachments::Attachments;
use case_lists::CaseList;
use digest::{Digest, Inputs};

/// What an output shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A page that is made from what is in memory.
    Page(PageSubject),
    /// A page of the English site.
    English(PageSubject),
    /// A case's page: its words are read again.
    Case(CaseAt),
    /// A page of a list of cases.
    CaseList(u32),
    /// A width and format of a photo of a case.
    Picture {
        /// The case that has the photo.
        case: CaseAt,
        /// Position among its photos.
        photo: u16,
        /// Width in pixels.
        width: u32,
        /// Position among [`pictures::EXTENSIONS`].
        format: u8,
    },
    /// A width and format of an editor's picture.
    EditorPicture {
        /// Position among the plan's pictures.
        at: u32,
        /// Width in pixels.
        width: u32,
        /// Position among [`pictures::EXTENSIONS`].
        format: u8,
    },
    /// A file that a text offers, by position.
    File(u32),
    /// The page at an old address, by position.
    Redirect(u32),
    /// `_redirects`
    Redirects,
    /// The joined style sheet.
    Stylesheet,
    /// An asset of the theme, by position.
    Asset(u32),
    /// The sitemap's index.
    SitemapIndex,
    /// The sitemap of pages.
    SitemapPages,
    /// The sitemap of a month's cases.
    SitemapMonth(u32),
    /// `robots.txt`
    Robots,
    /// `_headers`
    Headers,
    /// Convenience points as GeoJSON.
    PlacesGeoJson,
    /// Responsibility boards as GeoJSON.
    GridsGeoJson,
    /// Tables for the function.
    Intake,
    /// A feed in one format, by position.
    Feed(u32, feeds::Format),
    /// Which pages of similar cases there are.
    SimilarIndex,
    /// A file of the search index.
    Search(SearchFile),
    /// A file of the English site's index.
    EnglishSearch(SearchFile),
}

/// An output to be made or kept.
#[derive(Debug)]
pub struct Planned {
    /// Path below the output folder, with `/` between folders.
    pub path: String,
    /// Digest of all that it depends on.
    pub digest: Digest,
    /// What it shows.
    pub subject: Subject,
}

impl Planned {
    /// Whether it is a page for readers.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(
            self.subject,
            Subject::Page(_) | Subject::English(_) | Subject::Case(_) | Subject::CaseList(_)
        )
    }

    /// Whether it is pixels: a width and format of a photo or an editor's picture.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(
            self.subject,
            Subject::Picture { .. } | Subject::EditorPicture { .. }
        )
    }
}

/// Everything that the site consists of.
#[derive(Debug)]
pub struct Plan {
    /// The outputs. Cases of a month stand together, and so do the pictures of a photo.
    pub outputs: Vec<Planned>,
    /// Lists that `Subject::CaseList` points into.
    pub lists: Vec<CaseList>,
    /// Feeds that `Subject::Feed` points into.
    pub feeds: Vec<feeds::PlannedFeed>,
    /// What is searched.
    pub search: Search,
    /// Search of the English site, if there is one.
    pub english_search: Option<Search>,
    /// What `Subject::EditorPicture` and `Subject::File` point into.
    pub attachments: Attachments,
}

impl Plan {
    /// What the next run may know of what is searched.
    #[must_use]
    pub fn known(&self) -> Vec<Known> {
        let searches = std::iter::once(&self.search).chain(&self.english_search);
        searches.map(|search| *search.known()).collect()
    }
}

/// Plans a site. `known` is what an earlier run knew of what is searched.
#[must_use]
pub fn plan(site: &Site, theme: &Theme, known: &[Known]) -> Plan {
    let inputs = Inputs::of(site, theme);
    // Each part has stretches that one thread walks alone: meanwhile the others go on.
    let ((lists, of_lists), (of_pages, (of_cases, (searches, others)))) = rayon::join(
        || plan_lists(site, theme, &inputs),
        || {
            rayon::join(
                || plan_pages(site, theme, &inputs),
                || {
                    rayon::join(
                        || cases::plan(site, &inputs),
                        || {
                            rayon::join(
                                || plan_search(site, theme, &inputs, known),
                                || plan_others(site, &inputs),
                            )
                        },
                    )
                },
            )
        },
    );
    let (search, english_search) = searches;
    let (attachments, feeds, of_others) = others;
    let mut outputs = of_cases;
    outputs.extend(of_pages);
    outputs.extend(of_lists);
    outputs.extend(of_others);
    outputs.extend(search.files().map(|(path, file)| Planned {
        path,
        digest: *search.digest(),
        subject: Subject::Search(file),
    }));
    if let Some(search) = &english_search {
        outputs.extend(search.files().map(|(path, file)| Planned {
            path,
            digest: *search.digest(),
            subject: Subject::EnglishSearch(file),
        }));
    }
    Plan {
        outputs,
        lists,
        feeds,
        search,
        english_search,
        attachments,
    }
}

/// Lists of cases, and the files that name them.
fn plan_lists(site: &Site, theme: &Theme, inputs: &Inputs<'_>) -> (Vec<CaseList>, Vec<Planned>) {
    let mut lists = case_lists::plan(site);
    lists.extend(similar::plan(site));
    let numbered = lists.par_iter().enumerate();
    let planned = numbered.map(|(at, list)| Planned {
        path: index_file(&list.path),
        digest: pages::list_digest(site, list, inputs),
        subject: Subject::CaseList(u32::try_from(at).expect("lists are few")),
    });
    let mut outputs: Vec<Planned> = planned.collect();
    files::plan(site, theme, &lists, inputs, &mut outputs);
    (lists, outputs)
}

/// Pages that are made from what is in memory, in both languages.
fn plan_pages(site: &Site, theme: &Theme, inputs: &Inputs<'_>) -> Vec<Planned> {
    let mut outputs: Vec<Planned> = pages::all(site)
        .into_par_iter()
        .map(|(path, subject)| Planned {
            digest: pages::digest(site, subject, inputs),
            path,
            subject: Subject::Page(subject),
        })
        .collect();
    if let Some(english) = &site.english {
        let inputs = Inputs::of(english, theme);
        outputs.par_extend(
            pages::english(english)
                .into_par_iter()
                .map(|(path, subject)| Planned {
                    digest: pages::digest(english, subject, &inputs),
                    path,
                    subject: Subject::English(subject),
                }),
        );
    }
    outputs
}

/// What is searched, in both languages.
fn plan_search(
    site: &Site,
    theme: &Theme,
    inputs: &Inputs<'_>,
    known: &[Known],
) -> (Search, Option<Search>) {
    let english = site.english.as_deref();
    let english = english.map(|english| {
        let inputs = Inputs::of(english, theme);
        Search::plan(english, &inputs, known)
    });
    (Search::plan(site, inputs, known), english)
}

/// What editors attach, old addresses, and feeds.
fn plan_others(
    site: &Site,
    inputs: &Inputs<'_>,
) -> (Attachments, Vec<feeds::PlannedFeed>, Vec<Planned>) {
    let mut outputs = Vec::new();
    let attachments = Attachments::of(site);
    attachments.outputs(&mut outputs);
    files::redirects(site, inputs, &mut outputs);
    let feeds = feeds::plan(site);
    feeds::outputs(site, &feeds, inputs, &mut outputs);
    (attachments, feeds, outputs)
}

/// The file of a directory address.
#[must_use]
pub fn index_file(path: &str) -> String {
    format!("{}index.html", &path[1..])
}
