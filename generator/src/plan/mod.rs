//! Site → planned outputs: a path, a digest of all that it depends on, and what it shows.
//!
//! Plans are small and cheap, so that hundreds of thousands fit; nothing is rendered here. A digest
//! covers the data that the output shows, the templates that it uses and the settings that it reads.

pub mod attachments;
pub mod case_lists;
pub mod collections;
pub mod communities;
pub mod digest;
pub mod feeds;
pub mod pages;
pub mod pictures;
pub mod similar;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::assemble::{CaseAt, Site, case_path};
use crate::load::theme::Theme;
use crate::model::released_case::CaseSummary;
use crate::render::geojson;
use crate::render::pages::PageSubject;
use crate::render::redirects;
use crate::render::sitemap;
use crate::render::views::body::{Purpose, body};
use crate::render::views::case_page::{self, guides, lesson};
use crate::render::views::forms::intake_tables;
use crate::search::{Search, SearchFile};
use attachments::Attachments;
use case_lists::CaseList;
use digest::{Digest, Digester, Inputs};

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

/// Plans a site.
#[must_use]
pub fn plan(site: &Site, theme: &Theme) -> Plan {
    let mut lists = case_lists::plan(site);
    lists.extend(similar::plan(site));
    let inputs = Inputs::of(site, theme);
    let mut outputs: Vec<Planned> = pages::all(site)
        .into_par_iter()
        .map(|(path, subject)| Planned {
            digest: pages::digest(site, subject, &inputs),
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
    outputs.par_extend(lists.par_iter().enumerate().map(|(at, list)| Planned {
        path: index_file(&list.path),
        digest: pages::list_digest(site, list, &inputs),
        subject: Subject::CaseList(u32::try_from(at).expect("lists are few")),
    }));
    let cases: Vec<CaseAt> = site.case_pages().collect();
    let digests = CaseDigests::of(site, &inputs);
    outputs.par_extend(cases.into_par_iter().map(|at| Planned {
        path: index_file(&case_path(site.case(at))),
        digest: digests.page(site, at),
        subject: Subject::Case(at),
    }));
    plan_pictures(site, &mut outputs);
    let attachments = Attachments::of(site);
    attachments.outputs(&mut outputs);
    plan_redirects(site, &inputs, &mut outputs);
    plan_files(site, theme, &lists, &inputs, &mut outputs);
    let feeds = feeds::plan(site);
    feeds::outputs(site, &feeds, &inputs, &mut outputs);
    let search = Search::plan(site, &inputs);
    outputs.extend(search.files().map(|(path, file)| Planned {
        path,
        digest: *search.digest(),
        subject: Subject::Search(file),
    }));
    let english_search = site.english.as_deref().map(|english| {
        let search = Search::plan(english, &Inputs::of(english, theme));
        outputs.extend(search.files().map(|(path, file)| Planned {
            path,
            digest: *search.digest(),
            subject: Subject::EnglishSearch(file),
        }));
        search
    });
    Plan {
        outputs,
        lists,
        feeds,
        search,
        english_search,
        attachments,
    }
}

/// The file of a directory address.
#[must_use]
pub fn index_file(path: &str) -> String {
    format!("{}index.html", &path[1..])
}

/// What pages of cases depend on, digested once for all of them.
struct CaseDigests {
    /// Template, settings, tables.
    shared: Digest,
    /// Guides of each category.
    guides: Vec<Digest>,
}

impl CaseDigests {
    fn of(site: &Site, inputs: &Inputs<'_>) -> Self {
        let mut shared = Digester::new("cases");
        shared.bytes(inputs.template("case.html"));
        shared.bytes(&inputs.globals);
        shared.bytes(&inputs.tables);
        let of_category = |category| {
            let mut digester = Digester::new("guides");
            for guide in guides(site, category) {
                digester.text(&guide.title);
                digester.text(&guide.href);
            }
            digester.finish()
        };
        Self {
            shared: shared.finish(),
            guides: (0..site.sources.tables.categories.len())
                .map(of_category)
                .collect(),
        }
    }

    /// A case's page shows its line, what resembles it, the guides for its category, and the tables.
    fn page(&self, site: &Site, at: CaseAt) -> Digest {
        let mut digester = Digester::new("case");
        digester.bytes(&self.shared);
        digester.bytes(&site.case(at).summary.digest());
        if let Some(category) = site.cases.place(at).category {
            digester.bytes(&self.guides[category]);
        }
        for other in case_page::similar(site, at) {
            digester.bytes(&site.case(other).summary.digest());
        }
        if let Some(lesson) = lesson(site, at) {
            digester.text(&lesson.item.lesson);
            digester.view(&body(site, lesson, Purpose::Digest));
        }
        digester.finish()
    }
}

/// One picture per photo, width and format; a photo that several cases show is planned once.
fn plan_pictures(site: &Site, outputs: &mut Vec<Planned>) {
    let mut planned: BTreeSet<&str> = BTreeSet::new();
    for at in site.case_pages() {
        let summary: &CaseSummary = &site.case(at).summary;
        for (index, photo) in summary.photos().iter().enumerate() {
            if !planned.insert(&photo.file) {
                continue;
            }
            let stem = photo.file.trim_end_matches(".jpg");
            for width in pictures::widths(photo.width) {
                for (format, extension) in pictures::EXTENSIONS.iter().enumerate() {
                    let mut digester = Digester::new("picture");
                    digester.text(crate::photos::VERSION);
                    digester.text(stem);
                    digester.number(u64::from(width));
                    digester.text(extension);
                    outputs.push(Planned {
                        path: pictures::path(stem, width, extension),
                        digest: digester.finish(),
                        subject: Subject::Picture {
                            case: at,
                            photo: u16::try_from(index).expect("a case has few photos"),
                            width,
                            format: u8::try_from(format).expect("formats are few"),
                        },
                    });
                }
            }
        }
    }
}

/// Pages at old addresses, and their list.
fn plan_redirects(site: &Site, inputs: &Inputs<'_>, outputs: &mut Vec<Planned>) {
    for (at, redirect) in site.redirects.iter().enumerate() {
        let (template, page, view) = redirects::page(site, redirect);
        let mut digester = Digester::new("redirect");
        digester.bytes(inputs.template(template));
        digester.bytes(&inputs.globals);
        digester.view(&page);
        digester.view(&view);
        outputs.push(Planned {
            path: redirect.file(),
            digest: digester.finish(),
            subject: Subject::Redirect(u32::try_from(at).expect("old addresses are few")),
        });
    }
    if !site.redirects.is_empty() {
        let mut digester = Digester::new("redirects");
        digester.bytes(&redirects::list(site));
        outputs.push(Planned {
            path: "_redirects".into(),
            digest: digester.finish(),
            subject: Subject::Redirects,
        });
    }
}

/// Files that are no pages.
fn plan_files(
    site: &Site,
    theme: &Theme,
    lists: &[CaseList],
    inputs: &Inputs<'_>,
    outputs: &mut Vec<Planned>,
) {
    let mut push = |path: &str, subject: Subject, digester: Digester| {
        outputs.push(Planned {
            path: path.to_owned(),
            digest: digester.finish(),
            subject,
        });
    };
    let mut styles = Digester::new("styles");
    theme.styles.iter().for_each(|style| styles.text(style));
    push("assets/site.css", Subject::Stylesheet, styles);
    for (at, (name, bytes)) in theme.assets.iter().enumerate() {
        let mut digester = Digester::new("asset");
        digester.bytes(bytes);
        let at = u32::try_from(at).expect("assets are few");
        push(&format!("assets/{name}"), Subject::Asset(at), digester);
    }
    let whole = |tag: &str, bytes: &[u8]| {
        let mut digester = Digester::new(tag);
        digester.bytes(bytes);
        digester
    };
    push(
        "robots.txt",
        Subject::Robots,
        whole("robots", &inputs.globals),
    );
    push(
        "_headers",
        Subject::Headers,
        whole("headers", &inputs.globals),
    );
    push(
        "sitemap.xml",
        Subject::SitemapIndex,
        whole("sitemap", &sitemap::index(site)),
    );
    let entries = |entries: &[(String, Option<String>)]| {
        let mut digester = Digester::new("sitemap");
        digester.bytes(&inputs.globals);
        for (path, changed) in entries {
            digester.text(path);
            digester.text(changed.as_deref().unwrap_or_default());
        }
        digester
    };
    push(
        "sitemaps/pages.xml",
        Subject::SitemapPages,
        entries(&sitemap::page_entries(site, lists)),
    );
    for month in 0..site.sources.months.len() {
        let digester = entries(&sitemap::month_entries(site, month));
        let at = u32::try_from(month).expect("months are few");
        push(
            &sitemap::month_path(site, month),
            Subject::SitemapMonth(at),
            digester,
        );
    }
    if !site.sources.boards.places.is_empty() {
        let bytes = geojson::places(site);
        push(
            "data/places.geojson",
            Subject::PlacesGeoJson,
            whole("geojson", &bytes),
        );
    }
    if !site.sources.boards.grids.is_empty() {
        let bytes = geojson::grids(site);
        push(
            "data/grids.geojson",
            Subject::GridsGeoJson,
            whole("geojson", &bytes),
        );
    }
    let intake = serde_json::to_vec(&intake_tables(site)).expect("tables are plain JSON");
    push(
        "reply/intake.json",
        Subject::Intake,
        whole("intake", &intake),
    );
    let similar = serde_json::to_vec(&similar::index(site)).expect("addresses are plain JSON");
    push(
        similar::INDEX,
        Subject::SimilarIndex,
        whole("similar", &similar),
    );
}
