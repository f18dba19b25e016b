//! Texts in English beside their originals: `name.en.md` beside `name.md`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::source::SourceFile;
use super::{Loaded, Sources, TextDigest};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::guide::Guide;
use crate::model::language::{ENGLISH, Language};
use crate::model::news::News;
use crate::model::notice::Notice;
use crate::model::office::Office;
use crate::model::page::Page;
use crate::model::prose::attached::Attached;
use crate::model::topic::Topic;
use crate::model::translation::Translated;

/// The translations of a site, as they were read.
#[derive(Debug, Default)]
pub struct Twins {
    /// Guides.
    pub guides: Vec<Loaded<Guide>>,
    /// Offices.
    pub offices: Vec<Loaded<Office>>,
    /// News.
    pub news: Vec<Loaded<News>>,
    /// Notices.
    pub notices: Vec<Loaded<Notice>>,
    /// Pages.
    pub pages: Vec<Loaded<Page>>,
    /// Topics.
    pub topics: Vec<Loaded<Topic>>,
}

/// Takes the translations out of what was read.
pub(super) fn part<T: Translated>(loaded: &mut Vec<Loaded<T>>) -> Vec<Loaded<T>> {
    let (twins, originals) = std::mem::take(loaded)
        .into_iter()
        .partition(|loaded| loaded.item.language() == Language::English);
    *loaded = originals;
    twins
}

/// The sources of the English site: each text in English where it has been translated, otherwise as
/// it is, without its words, for the lists that then lead to the original. None if the site is in
/// one language.
pub fn english(sources: &Sources, found: &mut Diagnostics) -> Option<Sources> {
    let twins = &sources.twins;
    let Some(settings) = sources.settings.in_english() else {
        let warn = |file: &SourceFile, found: &mut Diagnostics| {
            found.push(
                Diagnostic::warning("twin-not-shown", "这个网站没有英文版，这一篇不会出现。")
                    .at(file.line(1))
                    .help("在 site.toml 里写 languages = [\"zh-CN\", \"en\"]；或者删去这个文件。"),
            );
        };
        twins.guides.iter().for_each(|twin| warn(&twin.file, found));
        twins
            .offices
            .iter()
            .for_each(|twin| warn(&twin.file, found));
        twins.news.iter().for_each(|twin| warn(&twin.file, found));
        twins
            .notices
            .iter()
            .for_each(|twin| warn(&twin.file, found));
        twins.pages.iter().for_each(|twin| warn(&twin.file, found));
        twins.topics.iter().for_each(|twin| warn(&twin.file, found));
        return None;
    };
    debug_assert_eq!(settings.language, ENGLISH);
    Some(Sources {
        guides: joined(&sources.guides, &twins.guides, found),
        offices: joined(&sources.offices, &twins.offices, found),
        news: joined(&sources.news, &twins.news, found),
        notices: joined(&sources.notices, &twins.notices, found),
        pages: joined(&sources.pages, &twins.pages, found),
        topics: joined(&sources.topics, &twins.topics, found),
        root: sources.root.clone(),
        shown: sources.shown.clone(),
        settings,
        tables: sources.tables.clone(),
        public: sources.public.clone(),
        featured: Vec::new(),
        boards: super::Boards::default(),
        bulletins: sources.bulletins.clone(),
        months: Vec::new(),
        calendar: sources.calendar.clone(),
        twins: Twins::default(),
    })
}

fn joined<T: Translated>(
    originals: &[Loaded<T>],
    twins: &[Loaded<T>],
    found: &mut Diagnostics,
) -> Vec<Loaded<T>> {
    let mut by_original: BTreeMap<PathBuf, &Loaded<T>> = twins
        .iter()
        .map(|twin| {
            let stem = twin.path.file_stem().unwrap_or_default().to_string_lossy();
            let (_, plain) = Language::of_stem(&stem);
            (twin.path.with_file_name(format!("{plain}.md")), twin)
        })
        .collect();
    let all = originals
        .iter()
        .map(|original| match by_original.remove(&original.path) {
            Some(twin) => translated(original, twin, found),
            None => Loaded {
                item: original.item.clone(),
                file: SourceFile::new(&original.file.path, String::new()),
                path: original.path.clone(),
                body_at: 0,
                digest: original.digest,
                mentions: Vec::new(),
                attached: Attached::default(),
            },
        })
        .collect();
    for twin in by_original.into_values() {
        let original = twin.file.path.replace(".en.md", ".md");
        found.push(
            Diagnostic::error("twin-without-original", format!("没有原文 {original}。"))
                .at(twin.file.line(1))
                .help("英文版放在原文旁边，文件名是原文的文件名加 .en，例如 about.en.md；先有原文，再有英文版。"),
        );
    }
    all
}

fn translated<T: Translated>(
    original: &Loaded<T>,
    twin: &Loaded<T>,
    found: &mut Diagnostics,
) -> Loaded<T> {
    let mut item = twin.item.clone();
    let mut source = original.item.clone();
    item.slug_mut().text = std::mem::take(&mut source.slug_mut().text);
    let left = item.take_over(&original.item);
    if !left.is_empty() {
        found.push(
            Diagnostic::warning(
                "translation-incomplete",
                format!("英文版没有写 {}，页面上用原文。", left.join("、")),
            )
            .at(twin.file.line(1))
            .help("把原文里的这几项译成英文，写进这个文件。"),
        );
    }
    Loaded {
        item,
        file: twin.file.clone(),
        path: twin.path.clone(),
        body_at: twin.body_at,
        digest: TextDigest {
            fields: both(&original.digest.fields, &twin.digest.fields),
            body: twin.digest.body,
        },
        mentions: twin.mentions.clone(),
        attached: twin.attached.clone(),
    }
}

/// The digest of fields of which some come from the original.
fn both(original: &[u8; 32], twin: &[u8; 32]) -> [u8; 32] {
    *blake3::hash(&[*original, *twin].concat()).as_bytes()
}
