//! The only reader of public sources: content files, tables, released cases, theme.
//!
//! Reads, parses and checks each file by itself; what concerns several files is `assemble`'s.
//! Knows nothing of raw records, keys or decisions.

pub mod beside;
pub mod boards;
pub mod cases;
pub(crate) mod contact;
pub mod documents;
pub mod fields;
pub mod front_matter;
pub mod glossary;
mod guide_rules;
pub mod holidays;
mod memory;
mod month_cache;
pub mod node;
pub mod placeholders;
pub mod rows;
pub mod shape;
pub mod source;
mod stamps;
mod stray;
pub mod tables;
pub mod theme;
mod trees;
pub mod twins;
pub mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Shown};
use crate::masking::{self, AllowList};
use crate::model::bulletin::Bulletin;
use crate::model::calendar::Calendar;
use crate::model::featured::Featured;
use crate::model::guide::Guide;
use crate::model::language::Language;
use crate::model::news::News;
use crate::model::notice::Notice;
use crate::model::office::Office;
use crate::model::page::Page;
use crate::model::prose::attached::Attached;
use crate::model::prose::survey::{Mention, survey};
use crate::model::tables::Tables;
use crate::model::topic::Topic;
use crate::scan::Clean;
use crate::settings::Settings;
use boards::Boards;
use cases::ReleasedMonth;
use fields::Fields;
use memory::Memory;
use month_cache::MonthCache;
use source::SourceFile;
use twins::{Twins, part};

/// A file's model with the file that it came from.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// What was written.
    pub item: T,
    /// The Markdown file, for findings in its body.
    pub file: SourceFile,
    /// Path of the file on disk: pictures beside it are found from here.
    pub path: PathBuf,
    /// Where the Markdown text starts in the file.
    pub body_at: usize,
    /// Digests of what was written.
    pub digest: TextDigest,
    /// What the text names outside of itself.
    pub mentions: Vec<Mention>,
    /// What it names, as far as it was found.
    pub attached: Attached,
}

impl<T> Loaded<T> {
    /// The Markdown text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.file.text[self.body_at..]
    }

    /// Where something is named.
    #[must_use]
    pub fn place(&self, mention: &Mention) -> Place {
        let range = &mention.range;
        self.file
            .place(self.body_at + range.start..self.body_at + range.end)
    }
}

/// Folder of what is kept of months, within the folder of everything that is kept.
const MONTHS: &str = "months";

/// Digests of the two parts of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextDigest {
    /// Of what stands above the text: the fields.
    pub fields: [u8; 32],
    /// Of the Markdown text.
    pub body: [u8; 32],
}

impl TextDigest {
    /// Of a file whose text starts at a byte.
    #[must_use]
    pub fn of(file: &SourceFile, body_at: usize) -> Self {
        let (fields, body) = file.text.split_at(body_at);
        Self {
            fields: *blake3::hash(fields.as_bytes()).as_bytes(),
            body: *blake3::hash(body.as_bytes()).as_bytes(),
        }
    }
}

/// Everything that editors and `cases release` wrote.
#[derive(Debug)]
pub struct Sources {
    /// The content folder.
    pub root: PathBuf,
    /// How the content folder is called.
    pub shown: Shown,
    /// `site.toml`
    pub settings: Settings,
    /// Tables.
    pub tables: Tables,
    /// Numbers that the site publishes.
    pub public: AllowList,
    /// Guides by file name.
    pub guides: Vec<Loaded<Guide>>,
    /// Offices by file name.
    pub offices: Vec<Loaded<Office>>,
    /// News by file name.
    pub news: Vec<Loaded<News>>,
    /// Notices by file name.
    pub notices: Vec<Loaded<Notice>>,
    /// Pages by file name.
    pub pages: Vec<Loaded<Page>>,
    /// What was learnt from featured cases, by file name.
    pub featured: Vec<Loaded<Featured>>,
    /// Topics by file name.
    pub topics: Vec<Loaded<Topic>>,
    /// Convenience points, responsibility boards, old hotlines, ledger.
    pub boards: Boards,
    /// Reported figures by file name.
    pub bulletins: Vec<Bulletin>,
    /// Released cases by month.
    pub months: Vec<ReleasedMonth>,
    /// Working days and hours.
    pub calendar: Calendar,
    /// Texts in English.
    pub twins: Twins,
}

/// Forgets what is kept of the words of cases and texts, in the folder of what is kept.
///
/// # Errors
/// When it cannot be removed. The path is in the error.
pub fn forget(kept: &Path) -> io::Result<()> {
    let (months, fields) = (kept.join(MONTHS), kept.join(trees::FILE));
    for (path, gone) in [
        (&months, fs::remove_dir_all(&months)),
        (&fields, fs::remove_file(&fields)),
    ] {
        match gone {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let sentence = format!("{}: {error}", path.display());
                return Err(io::Error::new(error.kind(), sentence));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Reads the settings alone; the theme's name is in them.
pub fn settings(
    root: &Path,
    shown: &Shown,
    base_url: Option<&str>,
    found: &mut Diagnostics,
) -> Option<Settings> {
    let path = root.join("site.toml");
    if !root.is_dir() {
        found.push(
            Diagnostic::error("no-content", format!("没有内容文件夹 {}。", shown.label()))
                .help("用 --content 指出内容文件夹，里面应当有 site.toml。"),
        );
        return None;
    }
    let file = SourceFile::read(&path, &shown.name(&path), found)?;
    Settings::read(&file, base_url, found)
}

/// Categories, streets and units.
pub fn tables(root: &Path, shown: &Shown, settings: &Settings, found: &mut Diagnostics) -> Tables {
    let mut tables = Tables {
        topics: settings.topics.clone(),
        ..Tables::default()
    };
    let table = |name: &str, found: &mut Diagnostics| {
        let path = root.join(name);
        SourceFile::read(&path, &shown.name(&path), found)
    };
    if let Some(file) = table("categories.toml", found) {
        tables.categories = tables::categories(&file, found);
    }
    if let Some(file) = table("streets.toml", found) {
        tables.streets = tables::streets(&file, found);
    }
    if let Some(file) = table("units.toml", found) {
        tables.units = tables::units(&file, found);
    }
    tables
}

/// Reads everything below the content folder. All faults are in `found`. What is worth knowing next
/// time is kept in the folder `kept`, if there is one: months of cases and files that did not change
/// are then not read again. Words that were looked through and are clean are noted in `clean`.
pub fn content(
    root: &Path,
    shown: &Shown,
    settings: Settings,
    kept: Option<&Path>,
    clean: &Clean,
    found: &mut Diagnostics,
) -> Sources {
    let memory = Memory::open(kept, root);
    if cases::may_have_changed(root, &memory.stamps) {
        // Words will be looked through; the dictionary for that is read meanwhile.
        rayon::spawn(masking::get_ready);
    }
    let tables = tables(root, shown, &settings, found);
    stray::files(root, shown, found);
    let mut offices = documents(root, "offices", shown, &memory, found, documents::office);
    let mut guides = guides(root, shown, &memory, found);
    let boards = Boards::read(root, shown, found);
    let public = allow_list(&settings, &offices, &guides, &boards, &tables);
    let months = {
        let folder = kept.map(|kept| kept.join(MONTHS));
        let cache = MonthCache::open(folder, root, &tables, &public, &memory.stamps);
        cases::months(root, shown, &tables, &public, &cache, clean, found)
    };
    let mut news = news(root, shown, &memory, found);
    let mut notices = documents(root, "notices", shown, &memory, found, documents::notice);
    let mut pages = documents(root, "pages", shown, &memory, found, documents::page);
    let mut topics = documents(root, "topics", shown, &memory, found, documents::topic);
    let twins = Twins {
        guides: part(&mut guides),
        offices: part(&mut offices),
        news: part(&mut news),
        notices: part(&mut notices),
        pages: part(&mut pages),
        topics: part(&mut topics),
    };
    let featured = documents(root, "featured", shown, &memory, found, documents::featured);
    memory.keep();
    Sources {
        guides,
        offices,
        public,
        news,
        notices,
        pages,
        twins,
        featured,
        shown: shown.clone(),
        topics,
        boards,
        bulletins: bulletins(root, shown, found),
        months,
        calendar: holidays::calendar(root, shown, found),
        root: root.to_owned(),
        settings,
        tables,
    }
}

/// Numbers and names that the site publishes, for those who read no other content. A file with a
/// mistake in it publishes none.
#[must_use]
pub fn public_numbers(root: &Path, shown: &Shown, settings: &Settings) -> AllowList {
    let mut aside = Diagnostics::default();
    let memory = Memory::default();
    allow_list(
        settings,
        &documents(
            root,
            "offices",
            shown,
            &memory,
            &mut aside,
            documents::office,
        ),
        &documents(root, "guides", shown, &memory, &mut aside, documents::guide),
        &Boards::read(root, shown, &mut Diagnostics::default()),
        &tables(root, shown, settings, &mut aside),
    )
}

/// What a case may name: numbers that the site publishes, and its streets, communities, units,
/// offices and convenience points, which are no persons.
fn allow_list(
    settings: &Settings,
    offices: &[Loaded<Office>],
    guides: &[Loaded<Guide>],
    boards: &Boards,
    tables: &Tables,
) -> AllowList {
    let of_guides = guides.iter().flat_map(|guide| guide.item.contacts());
    let of_guides = of_guides.flat_map(numbers);
    let phones = offices.iter().flat_map(|office| &office.item.phones);
    let own = settings
        .identity
        .phone
        .iter()
        .chain(std::iter::once(&settings.hotline));
    let emergency = settings.emergency.iter().map(|emergency| &emergency.number);
    let streets = tables.streets.iter().flat_map(|street| {
        std::iter::once(&street.name)
            .chain(&street.communities)
            .chain(&street.aliases)
    });
    let units =
        (tables.units.iter()).flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases));
    let offices = offices.iter().map(|office| &office.item.title);
    AllowList::of(
        phones
            .map(|phone| &phone.number)
            .chain(own)
            .chain(emergency)
            .chain(&settings.published)
            .map(String::as_str)
            .chain(of_guides)
            .chain(boards.phones()),
    )
    .with_names(
        streets
            .chain(units)
            .chain(offices)
            .chain(boards.places.iter().map(|place| &place.name))
            .map(String::as_str),
    )
}

/// The numbers in a sentence such as `010-68860001（总机），或者拨打12345`.
fn numbers(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(|ch: char| !ch.is_ascii_digit() && !matches!(ch, '-' | ' '))
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 5)
}

/// All Markdown files below a folder, by name, so that the order never depends on the disk.
fn documents<T: Send>(
    root: &Path,
    folder: &str,
    shown: &Shown,
    memory: &Memory,
    found: &mut Diagnostics,
    read: impl Fn(&mut Fields<'_>, &str, &str) -> T + Sync,
) -> Vec<Loaded<T>> {
    let paths = files(&root.join(folder), "md");
    let read_one = |path: PathBuf| {
        let mut found = Diagnostics::default();
        let loaded = (|| {
            let file = SourceFile::read(&path, &shown.name(&path), &mut found)?;
            let document = front_matter::split(&file, &memory.trees, &mut found)?;
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let body = file.text[document.body.clone()].to_owned();
            let mut fields = Fields::open(&file, &document.front, document.head, &mut found)
                .of(kind(folder))
                .translating(Language::of_stem(&stem).0 == Language::English);
            let item = read(&mut fields, &stem, &body);
            fields.finish();
            let body_at = document.body.start;
            let surveyed = survey(&file.text[body_at..]);
            for (range, fault) in surveyed.faults {
                found.push(fault.at(file.place(body_at + range.start..body_at + range.end)));
            }
            let mentions = surveyed.mentions;
            let attached = beside::look(
                &file,
                &path,
                root,
                body_at,
                &mentions,
                &memory.stamps,
                &mut found,
            );
            placeholders::told(&file, &mut found);
            Some(Loaded {
                item,
                body_at,
                digest: TextDigest::of(&file, body_at),
                mentions,
                attached,
                file,
                path,
            })
        })();
        (loaded, found)
    };
    let read: Vec<_> = paths.into_par_iter().map(read_one).collect();
    let mut items = Vec::with_capacity(read.len());
    for (item, mut faults) in read {
        found.append(std::mem::take(&mut faults));
        items.extend(item);
    }
    items
}

/// What kind of file a folder of Markdown holds.
fn kind(folder: &str) -> &'static str {
    match folder {
        "guides" => "guide",
        "offices" => "office",
        "news" => "news",
        "notices" => "notice",
        "pages" => "page",
        "topics" => "topic",
        _ => "featured",
    }
}

/// Guides, with the forms that their materials name looked for beside their files.
fn guides(
    root: &Path,
    shown: &Shown,
    memory: &Memory,
    found: &mut Diagnostics,
) -> Vec<Loaded<Guide>> {
    let mut guides = documents(root, "guides", shown, memory, found, documents::guide);
    for guide in &mut guides {
        let materials = guide.item.facts.materials.iter();
        for file in materials.flat_map(|material| &material.files) {
            let place = file.place.clone();
            let stamps = &memory.stamps;
            if let Some(linked) = beside::file(&guide.path, root, &file.text, place, stamps, found)
            {
                guide.attached.files.insert(file.text.clone(), linked);
            }
        }
    }
    guides
}

/// News, with the pictures that they name looked for beside their files.
fn news(root: &Path, shown: &Shown, memory: &Memory, found: &mut Diagnostics) -> Vec<Loaded<News>> {
    let mut news = documents(root, "news", shown, memory, found, documents::news);
    for item in &mut news {
        let Some(image) = &item.item.image else {
            continue;
        };
        let place = image.place.clone();
        if let Some(picture) = beside::image(
            &item.path,
            root,
            &image.text,
            place.clone(),
            &memory.stamps,
            found,
        ) {
            item.attached.pictures.insert(image.text.clone(), picture);
            if item.item.image_alt.is_none() {
                found.push(
                    Diagnostic::warning(
                        "picture-without-alt",
                        format!("图片 {} 没有文字说明。", image.text),
                    )
                    .at(place)
                    .help("加一行“image_alt: 图上是什么”；看不见图的人靠它知道。"),
                );
            }
        }
    }
    news
}

fn bulletins(root: &Path, shown: &Shown, found: &mut Diagnostics) -> Vec<Bulletin> {
    files(&root.join("bulletins"), "toml")
        .iter()
        .filter_map(|path| {
            let file = SourceFile::read(path, &shown.name(path), found)?;
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            tables::bulletin(&file, &stem, found)
        })
        .collect()
}

/// Files with an extension below a folder, sorted. Hidden files and README are not content.
#[must_use]
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut paths: Vec<_> = WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|e| e == extension) && !is_aside(path))
        .collect();
    paths.sort();
    paths
}

fn is_aside(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.starts_with("README")
}

/// The files in which a site's words stand besides Markdown and released cases: settings, tables,
/// bulletins. What cannot be read is left out.
#[must_use]
pub fn table_files(root: &Path, shown: &Shown) -> Vec<SourceFile> {
    let mut aside = Diagnostics::default();
    files(root, "toml")
        .iter()
        .filter_map(|path| SourceFile::read(path, &shown.name(path), &mut aside))
        .collect()
}
