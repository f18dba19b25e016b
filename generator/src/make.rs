//! Makes planned outputs: templates filled, lines of cases read again, photos resized.
//!
//! A [`Maker`] is made per thread and run: it keeps the month's file and the photo at hand that it
//! worked on last, since outputs of one month and of one photo stand together in the plan.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use crate::assemble::{CaseAt, Site};
use crate::load::theme::Theme;
use crate::model::released_case::ReleasedCase;
use crate::photos::{Format, Master};
use crate::plan::{Plan, Planned, Subject, pictures, similar};
use crate::render::feeds::feed;
use crate::render::geojson;
use crate::render::pages::{case_page, list_view, view};
use crate::render::redirects;
use crate::render::sitemap;
use crate::render::templates::Templates;
use crate::render::views::body::Purpose;
use crate::render::views::case_page::page as case_view;
use crate::render::views::forms::intake_tables;
use crate::whole_file::{Durability, replace};

/// What makers share.
pub struct Workshop<'a> {
    /// The site.
    pub site: &'a Site,
    /// What is planned.
    pub plan: &'a Plan,
    /// The theme.
    pub theme: &'a Theme,
    /// Its templates.
    pub templates: &'a Templates,
    /// The English site.
    pub english: Option<EnglishShop<'a>>,
    /// Folder of pictures that were made before, by name.
    pub pictures: &'a Path,
}

/// The English site and the templates with its words.
pub struct EnglishShop<'a> {
    /// The site.
    pub site: &'a Site,
    /// The templates.
    pub templates: &'a Templates,
}

impl<'a> EnglishShop<'a> {
    /// The English side of a site, if it has one.
    #[must_use]
    pub fn of(site: &'a Site, templates: Option<&'a Templates>) -> Option<Self> {
        let english = site.english.as_deref().zip(templates);
        english.map(|(site, templates)| Self { site, templates })
    }
}

/// How a picture came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Rendered or written.
    New,
    /// Pixels resized and encoded.
    Encoded,
    /// Taken from an earlier run.
    Kept,
}

/// Makes outputs, one after another.
pub struct Maker<'a> {
    shop: &'a Workshop<'a>,
    month: Option<(u32, File)>,
    photo: Option<(String, Master)>,
    line: Vec<u8>,
}

impl<'a> Maker<'a> {
    /// A maker with nothing at hand.
    #[must_use]
    pub fn new(shop: &'a Workshop<'a>) -> Self {
        Self {
            shop,
            month: None,
            photo: None,
            line: Vec::new(),
        }
    }

    /// Makes an output into `out`, which is empty.
    ///
    /// # Errors
    /// A sentence that names the output's cause: a template's fault, an unreadable file.
    pub fn make(&mut self, planned: &Planned, out: &mut Vec<u8>) -> Result<Made, String> {
        let shop = self.shop;
        let site = shop.site;
        match planned.subject {
            Subject::Page(subject) => {
                let (template, page, view) = view(site, subject, Purpose::Page);
                shop.templates.render(template, &page, &view, out)?;
            }
            Subject::English(subject) => {
                let english = shop.english.as_ref().ok_or("the site is in one language")?;
                let (template, page, view) = view(english.site, subject, Purpose::Page);
                english.templates.render(template, &page, &view, out)?;
            }
            Subject::CaseList(at) => {
                let (template, page, view) = list_view(site, &shop.plan.lists[at as usize], true);
                shop.templates.render(template, &page, &view, out)?;
            }
            Subject::Case(at) => {
                let case = self.read_case(at)?;
                let view = case_view(site, at, &case).ok_or("a case with a page has facts")?;
                let (template, page) = case_page(site, at, &view);
                shop.templates.render(template, &page, &view, out)?;
            }
            Subject::Picture {
                case,
                photo,
                width,
                format,
            } => {
                let photo = &site.case(case).summary.photos()[usize::from(photo)];
                let stem = photo.file.trim_end_matches(".jpg");
                let path = site.sources.root.join("cases/photos").join(&*photo.file);
                return self.picture(stem, &path, width, format, out);
            }
            Subject::EditorPicture { at, width, format } => {
                let picture = &shop.plan.attachments.pictures[at as usize];
                return self.picture(&picture.stem, &picture.path, width, format, out);
            }
            Subject::File(at) => {
                let file = &shop.plan.attachments.files[at as usize];
                let shown = file.path.display();
                let bytes =
                    std::fs::read(&file.path).map_err(|error| format!("{shown}: {error}"))?;
                if *blake3::hash(&bytes).as_bytes() != file.digest {
                    return Err(format!("{shown} changed while it was read"));
                }
                *out = bytes;
            }
            Subject::Redirect(at) => {
                let redirect = &site.redirects[at as usize];
                let (template, page, view) = redirects::page(site, redirect);
                shop.templates.render(template, &page, &view, out)?;
            }
            Subject::Redirects => out.extend(redirects::list(site)),
            Subject::Stylesheet => {
                for style in &shop.theme.styles {
                    out.extend_from_slice(style.as_bytes());
                    out.push(b'\n');
                }
            }
            Subject::Asset(at) => {
                let asset = shop.theme.assets.values().nth(at as usize);
                out.extend_from_slice(asset.ok_or("an asset is planned once")?);
            }
            Subject::SitemapIndex => out.extend(sitemap::index(site)),
            Subject::SitemapPages => {
                let entries = sitemap::page_entries(site, &shop.plan.lists);
                out.extend(sitemap::file(site, &entries));
            }
            Subject::SitemapMonth(at) => {
                let entries = sitemap::month_entries(site, at as usize);
                out.extend(sitemap::file(site, &entries));
            }
            Subject::Feed(at, format) => {
                out.extend(feed(site, &shop.plan.feeds[at as usize]).write(format)?);
            }
            Subject::Search(file) => out.extend(shop.plan.search.make(site, file)),
            Subject::EnglishSearch(file) => {
                let english = shop.english.as_ref();
                let search = shop.plan.english_search.as_ref();
                let (search, english) =
                    (search.zip(english)).ok_or("the site is in one language")?;
                out.extend(search.make(english.site, file));
            }
            Subject::Robots => out.extend(sitemap::robots(site)),
            Subject::Headers => out.extend(sitemap::headers(site)),
            Subject::SimilarIndex => {
                serde_json::to_writer(out, &similar::index(site)).map_err(|e| e.to_string())?;
            }
            Subject::PlacesGeoJson => out.extend(geojson::places(site)),
            Subject::GridsGeoJson => out.extend(geojson::grids(site)),
            Subject::Intake => serde_json::to_writer_pretty(out, &intake_tables(site))
                .map_err(|error| error.to_string())?,
        }
        Ok(Made::New)
    }

    /// Reads a case with its words from its month's file.
    ///
    /// # Errors
    /// When the file cannot be read, or is not the one that was loaded.
    pub fn read_case(&mut self, at: CaseAt) -> Result<ReleasedCase, String> {
        let month = &self.shop.site.sources.months[at.month as usize];
        let case = &month.cases[at.index as usize];
        let shown = month.path.display();
        let unreadable = |error: std::io::Error| format!("{shown}: {error}");
        if self
            .month
            .as_ref()
            .is_none_or(|(open, _)| *open != at.month)
        {
            self.month = Some((at.month, File::open(&month.path).map_err(unreadable)?));
        }
        let (_, file) = self.month.as_mut().expect("just opened");
        self.line.resize(case.length as usize, 0);
        file.seek(SeekFrom::Start(case.offset))
            .map_err(unreadable)?;
        file.read_exact(&mut self.line).map_err(unreadable)?;
        let line =
            simdutf8::basic::from_utf8(&self.line).map_err(|error| format!("{shown}: {error}"))?;
        let read = ReleasedCase::read(line)
            .map_err(|error| format!("{shown} changed while it was read: {}", error.message))?;
        if read.summary().digest() != case.summary.digest() {
            return Err(format!("{shown} changed while it was read"));
        }
        Ok(read)
    }

    fn picture(
        &mut self,
        stem: &str,
        path: &Path,
        width: u32,
        format: u8,
        out: &mut Vec<u8>,
    ) -> Result<Made, String> {
        let extension = pictures::EXTENSIONS[usize::from(format)];
        let name = format!("{stem}-{width}-{}.{extension}", crate::photos::VERSION);
        let kept = self.shop.pictures.join(&name);
        if let Ok(bytes) = std::fs::read(&kept)
            && !bytes.is_empty()
        {
            *out = bytes;
            return Ok(Made::Kept);
        }
        if self.photo.as_ref().is_none_or(|(open, _)| *open != stem) {
            let bytes =
                std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let master =
                Master::open(&bytes).map_err(|error| format!("{}: {error}", path.display()))?;
            self.photo = Some((stem.to_owned(), master));
        }
        let (_, master) = self.photo.as_ref().expect("just opened");
        let format = if extension == "webp" {
            Format::Webp
        } else {
            Format::Jpeg
        };
        *out = master
            .derive(width, format)
            .map_err(|error| error.to_string())?;
        // A picture that cannot be kept is only made again next time.
        let _ = keep(&kept, out);
        Ok(Made::Encoded)
    }
}

fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    replace(path, bytes, Durability::CanBeMadeAgain)
}
