//! The pipeline: load → assemble → plan → write. What is made is scanned before it is written; a case
//! that the scan stops is taken out, and the site is planned again without it.
//!
//! Reads only the public side; needs no secret; never names a raw record.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::assemble::{Showing, Site, assemble};
use crate::blame::Blame;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Shown};
use crate::load::words::Words;
use crate::load::{self, theme};
use crate::make::{EnglishShop, Workshop};
use crate::model::language::ENGLISH;
use crate::plan::plan;
use crate::render::templates::Templates;
use crate::render::views::site::SiteView;
use crate::scan::{Clean, Scanner};
use crate::search::Known;
use crate::whole_file::{Durability, replace};
use crate::write::{Standing, Watch, Written, write};

/// What a build is asked to do. Paths are as typed; they count from `cwd`.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// Working directory: caches are kept below it.
    pub cwd: PathBuf,
    /// Content folder.
    pub content: PathBuf,
    /// Folder of themes.
    pub themes: PathBuf,
    /// Output folder.
    pub output: PathBuf,
    /// Replaces the `base_url` of `site.toml`.
    pub base_url: Option<String>,
    /// Local time.
    pub now: DateTime,
    /// Show drafts.
    pub drafts: bool,
    /// Ignore the manifest.
    pub force: bool,
    /// Where to write which paths changed.
    pub changes: Option<PathBuf>,
}

/// What a build did, in the numbers of `--json`.
#[derive(Debug, Default, Clone, Serialize)]
pub struct BuildReport {
    /// Pages of the site.
    pub pages_total: u64,
    /// Pages rendered in this run.
    pub pages_rendered: u64,
    /// Pages kept from an earlier run.
    pub pages_reused: u64,
    /// Released cases, with or without a page.
    pub case_rows: u64,
    /// Released cases with a page.
    pub case_pages: u64,
    /// Cases that the check of their words kept back in this run.
    pub cases_withheld: u64,
    /// Pictures encoded.
    pub photos_encoded: u64,
    /// Pictures kept.
    pub photos_reused: u64,
    /// Files whose bytes changed.
    pub files_written: u64,
    /// Files that went.
    pub files_removed: u64,
    /// Bytes written.
    pub bytes_written: u64,
    /// Wall-clock time in milliseconds.
    pub wall_ms: u64,
}

/// Builds a site. With errors in `found`, the previous output stays as it is.
///
/// # Errors
/// When the output or the cache cannot be written; the path is in the error.
pub fn build(options: &BuildOptions, found: &mut Diagnostics) -> io::Result<BuildReport> {
    let start = Instant::now();
    let clean = Clean::default();
    let kept = kept_folder(&options.cwd);
    let output = options.cwd.join(&options.output);
    let cache = manifest_folder(&options.cwd, &options.output);
    let mut looking = (!options.force).then(|| Standing::look_beside(&output, &cache));
    let Some((mut site, theme)) = read_noting(options, Some(&kept), &clean, found) else {
        return Ok(BuildReport::default());
    };
    found.drop_hints();
    let Some(templates) = templates(&site, &theme, found) else {
        return Ok(BuildReport::default());
    };
    let english = match site
        .english
        .as_deref()
        .map(|english| self::templates(english, &theme, found))
    {
        Some(None) => return Ok(BuildReport::default()),
        Some(templates) => templates,
        None => None,
    };
    overlaps(options, found);
    if found.has_errors() {
        return Ok(BuildReport::default());
    }
    let pictures = pictures_folder(&options.cwd);
    remember(options, &cache).map_err(|error| named(&options.output, &error))?;
    let mut written = Written::default();
    let searched = kept.join(SEARCHED);
    let known = Known::read(&fs::read(&searched).unwrap_or_default());
    let plan = loop {
        let plan = plan(&site, &theme, &known);
        let shop = Workshop {
            site: &site,
            plan: &plan,
            theme: &theme,
            templates: &templates,
            english: EnglishShop::of(&site, english.as_ref()),
            pictures: &pictures,
        };
        let standing = match looking.take() {
            Some(looking) => looking
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            None if options.force && written.withheld.is_empty() => Standing::default(),
            None => Standing::look(&output, &cache),
        };
        scanned(options, &shop, &clean, |watch| {
            write(&shop, watch, &output, &cache, standing, &mut written, found)
        })
        .map_err(|error| named(&options.output, &error))?;
        if written.withheld.is_empty() || found.has_errors() {
            break plan;
        }
        // Without the cases that the scan stopped; each round stops one at least.
        site.withhold(&written.withheld);
    };
    if plan.known() != known {
        // What cannot be kept is found out again.
        let bytes = Known::write(&plan.known());
        let _ = replace(&searched, &bytes, Durability::CanBeMadeAgain);
    }
    if let Some(path) = &options.changes {
        write_changes(&options.cwd.join(path), &written).map_err(|error| named(path, &error))?;
    }
    let pages = plan
        .outputs
        .iter()
        .filter(|planned| planned.is_page())
        .count() as u64;
    let months = &site.sources.months;
    let report = BuildReport {
        pages_total: pages,
        pages_rendered: written.pages_rendered,
        pages_reused: pages.saturating_sub(written.pages_rendered),
        case_rows: months.iter().map(|month| month.cases.len() as u64).sum(),
        case_pages: site.case_pages().count() as u64,
        cases_withheld: months.iter().map(|month| month.withheld as u64).sum(),
        photos_encoded: written.photos_encoded,
        photos_reused: written.photos_reused,
        files_written: written.files_written,
        files_removed: written.removed.len() as u64,
        bytes_written: written.bytes_written,
        wall_ms: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
    };
    // To free hundreds of thousands of cases takes a while, for which nobody has to wait.
    rayon::spawn(move || drop((plan, site)));
    Ok(report)
}

/// The theme's templates with the words and settings of a site.
pub(crate) fn templates(
    site: &Site,
    theme: &theme::Theme,
    found: &mut Diagnostics,
) -> Option<Templates> {
    let view = SiteView::of(site);
    Templates::new(theme, site, &view, found)
}

/// Runs a part of the build under the eyes of the scan.
pub(crate) fn scanned<T>(
    options: &BuildOptions,
    shop: &Workshop<'_>,
    clean: &Clean,
    run: impl FnOnce(&Watch<'_>) -> T,
) -> T {
    let sources = &shop.site.sources;
    let content = options.cwd.join(&options.content);
    let themes = options.cwd.join(&options.themes);
    let shown = Shown::new(&content, &options.content.to_string_lossy());
    let shown_themes = Shown::new(&themes, &options.themes.to_string_lossy());
    let more_files = || {
        let mut files = load::table_files(&content, &shown);
        let name = &sources.settings.theme;
        files.extend(theme::word_files(&themes, &shown_themes, name));
        files
    };
    let released = |id| {
        sources.months.iter().any(|month| {
            let cases = &month.cases;
            cases.iter().any(|case| case.summary.public_id() == id)
        })
    };
    let published = &sources.settings.published;
    let scanner = Scanner::new(&sources.public, published, &released, clean);
    let blame = Blame::new(shop.site, &shown, &more_files);
    run(&Watch {
        scanner: &scanner,
        blame: &blame,
    })
}

/// A build removes what it no longer plans, so its output must not lie around or within what people
/// write, nor around the private side.
pub(crate) fn overlaps(options: &BuildOptions, found: &mut Diagnostics) {
    let real = |path: &Path| real_place(&options.cwd.join(path));
    let output = real(&options.output);
    let others = [
        &options.content,
        &options.themes,
        &PathBuf::from(".jiayuan"),
    ];
    for other in others {
        let place = real(other);
        if place.starts_with(&output) || output.starts_with(&place) {
            let (output, other) = (options.output.display(), other.display());
            found.push(
                Diagnostic::error(
                    "output-overlaps",
                    format!("输出文件夹 {output} 和 {other} 重叠，生成时会删掉里面的文件。"),
                )
                .help("用 --output 指定一个单独的文件夹，例如 public。"),
            );
        }
    }
}

/// Where a path really lies: dots resolved, and links as far as it exists.
fn real_place(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    let existing = plain.ancestors().find_map(|above| {
        let rest = plain.strip_prefix(above).ok()?;
        Some(above.canonicalize().ok()?.join(rest))
    });
    existing.unwrap_or(plain)
}

/// Reads content and theme and puts the site together, without writing anything.
pub fn read(options: &BuildOptions, found: &mut Diagnostics) -> Option<(Site, theme::Theme)> {
    read_noting(options, None, &Clean::default(), found)
}

/// Reads, and notes what was looked through and clean.
pub(crate) fn read_noting(
    options: &BuildOptions,
    kept: Option<&Path>,
    clean: &Clean,
    found: &mut Diagnostics,
) -> Option<(Site, theme::Theme)> {
    let content = options.cwd.join(&options.content);
    let themes = options.cwd.join(&options.themes);
    let shown = Shown::new(&content, &options.content.to_string_lossy());
    let settings = load::settings(&content, &shown, options.base_url.as_deref(), found)?;
    let shown_themes = Shown::new(&themes, &options.themes.to_string_lossy());
    let theme = theme::theme(&themes, &shown_themes, &settings.theme, found);
    let sources = load::content(&content, &shown, settings, kept, clean, found);
    let showing = Showing {
        now: options.now,
        drafts: options.drafts,
    };
    let language = sources.settings.language.clone();
    let words = Words::of(theme.words.get(&language));
    if theme.words.contains_key(&language) {
        words
            .missing(&language)
            .for_each(|finding| found.push(finding));
    }
    let mut site = assemble(sources, showing, found);
    if let Some(english) = &mut site.english {
        english.words = english_words(&theme, &words, found);
    }
    site.words = words;
    Some((site, theme))
}

/// The theme's words in English. What is missing is told, and said in the site's own language.
fn english_words(theme: &theme::Theme, own: &Words, found: &mut Diagnostics) -> Words {
    let words = Words::of(theme.words.get(ENGLISH));
    let lack = |file: &str, key: &str| {
        Diagnostic::warning("untranslated-word", format!("文字表 {file} 缺少 {key}。"))
            .at(Place::file(&format!("i18n/{file}")))
            .help("两种语言的文字表要有同样的键；没有的这一句先用另一种语言。")
    };
    for key in words.lacking(own) {
        found.push(lack("en.toml", key));
    }
    for key in own.lacking(&words) {
        found.push(lack("zh-CN.toml", key));
    }
    words.over(own)
}

/// The manifest's folder: one per output folder, named by how the output lies to the working
/// directory, so that a moved or copied project keeps its manifest.
fn manifest_folder(cwd: &Path, output: &Path) -> PathBuf {
    let output = cwd.join(output);
    let relative = output.strip_prefix(cwd).unwrap_or(&output);
    let name: PathBuf = relative.components().collect();
    let digest = blake3::hash(name.to_string_lossy().as_bytes()).to_hex();
    cwd.join(".jiayuan/cache")
        .join(format!("output-{}", &digest[..16]))
}

/// What is known of what is searched, within [`kept_folder`].
const SEARCHED: &str = "search";

/// Where builds keep what saves them work.
fn kept_folder(cwd: &Path) -> PathBuf {
    cwd.join(".jiayuan/cache")
}

/// Forgets what is kept of months and texts: nothing of a withdrawn case may stay in it.
///
/// # Errors
/// When it cannot be removed.
pub fn forget_words(cwd: &Path) -> io::Result<()> {
    load::forget(&kept_folder(cwd))
}

/// How an output folder was built: `cases withdraw` builds it the same way again.
#[derive(Debug, Serialize, Deserialize)]
struct BuiltWith {
    content: PathBuf,
    themes: PathBuf,
    base_url: Option<String>,
    drafts: bool,
}

const BUILT_WITH: &str = "built-with.json";

fn remember(options: &BuildOptions, cache: &Path) -> io::Result<()> {
    let built_with = BuiltWith {
        content: options.content.clone(),
        themes: options.themes.clone(),
        base_url: options.base_url.clone(),
        drafts: options.drafts,
    };
    let text = serde_json::to_vec(&built_with)?;
    let path = cache.join(BUILT_WITH);
    if fs::read(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(cache)?;
    replace(&path, &text, Durability::CanBeMadeAgain)
}

/// The options with which an output folder was built last, but for the time.
#[must_use]
pub fn last_options(cwd: &Path, output: &Path, now: DateTime) -> Option<BuildOptions> {
    let text = fs::read(manifest_folder(cwd, output).join(BUILT_WITH)).ok()?;
    let built_with: BuiltWith = serde_json::from_slice(&text).ok()?;
    Some(BuildOptions {
        cwd: cwd.to_owned(),
        content: built_with.content,
        themes: built_with.themes,
        output: output.to_owned(),
        base_url: built_with.base_url,
        now,
        drafts: built_with.drafts,
        force: false,
        changes: None,
    })
}

/// Where pictures are kept between runs.
#[must_use]
pub fn pictures_folder(cwd: &Path) -> PathBuf {
    cwd.join(".jiayuan/cache/pictures")
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn write_changes(path: &Path, written: &Written) -> io::Result<()> {
    let sorted = |paths: &[String]| {
        let mut paths = paths.to_vec();
        paths.sort();
        paths
    };
    let changes = BTreeMap::from([
        ("added", sorted(&written.added)),
        ("changed", sorted(&written.changed)),
        ("removed", sorted(&written.removed)),
    ]);
    fs::write(path, serde_json::to_vec_pretty(&changes)?)
}
