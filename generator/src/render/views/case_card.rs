//! A released case in a list: its picture, its state, its card.

use serde::Serialize;

use crate::assemble::{CaseAt, Site, case_path};
use crate::model::prose::attached::EditorPicture;
use crate::model::prose::markup::escape;
use crate::model::released_case::{CasePhoto, CaseRow, CaseSummary, PhotoRole, Stage};
use crate::plan::pictures;
use crate::settings::{STAGES, Settings};

/// A photo in its widths and formats.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    alt: String,
    width: u32,
    height: u32,
    src: String,
    srcset: String,
    srcset_webp: String,
    caption: Option<String>,
}

/// A case in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CaseCard {
    href: String,
    title: String,
    category: String,
    group: String,
    street: String,
    date: String,
    month: String,
    summary: Option<String>,
    before: Option<PictureView>,
    after: Option<PictureView>,
    featured: bool,
    status_label: String,
    closed: bool,
}

impl PictureView {
    /// The view of a finished photo.
    #[must_use]
    pub fn of(photo: &CasePhoto, site: &Site) -> Self {
        let settings = &site.sources.settings;
        let stem = photo.file.trim_end_matches(".jpg");
        let drawn = settings.sample_notice.as_ref();
        let caption = drawn.map(|_| site.words.get("pair.drawn").to_owned());
        let size = (photo.width, photo.height);
        Self::sized(settings, pictures::path, stem, size, &photo.alt, caption)
    }

    /// The view of a picture that lies beside a Markdown file.
    #[must_use]
    pub fn beside(
        picture: &EditorPicture,
        settings: &Settings,
        alt: &str,
        caption: Option<String>,
    ) -> Self {
        let size = (picture.width, picture.height);
        Self::sized(
            settings,
            pictures::editor_path,
            &picture.stem,
            size,
            alt,
            caption,
        )
    }

    fn sized(
        settings: &Settings,
        path: fn(&str, u32, &str) -> String,
        stem: &str,
        (width, height): (u32, u32),
        alt: &str,
        caption: Option<String>,
    ) -> Self {
        let widths = pictures::widths(width);
        let url = |width: u32, extension: &str| {
            settings.href(&format!("/{}", path(stem, width, extension)))
        };
        let set = |extension: &str| {
            let entries: Vec<_> = widths
                .iter()
                .map(|width| format!("{} {width}w", url(*width, extension)))
                .collect();
            entries.join(", ")
        };
        let widest = *widths.last().expect("there is always one width");
        Self {
            alt: alt.to_owned(),
            width: widest,
            height: pictures::height(width, height, widest),
            src: url(widest, "jpg"),
            srcset: set("jpg"),
            srcset_webp: set("webp"),
            caption,
        }
    }

    /// Writes the picture as HTML, as the theme's component does: within a text there is no template.
    pub fn write(&self, sizes: &str, out: &mut String) {
        let mut attribute = |before: &str, value: &str| {
            out.push_str(before);
            escape(value, out);
        };
        attribute(
            "<picture><source type=\"image/webp\" srcset=\"",
            &self.srcset_webp,
        );
        attribute("\" sizes=\"", sizes);
        attribute("\"><img src=\"", &self.src);
        attribute("\" srcset=\"", &self.srcset);
        attribute("\" sizes=\"", sizes);
        attribute("\" width=\"", &self.width.to_string());
        attribute("\" height=\"", &self.height.to_string());
        attribute("\" alt=\"", &self.alt);
        out.push_str("\" decoding=\"async\" loading=\"lazy\"></picture>");
    }

    /// Address of the picture that every browser can show.
    #[must_use]
    pub fn src(&self) -> &str {
        &self.src
    }

    /// Whether it is higher than wide.
    pub(super) fn is_tall(&self) -> bool {
        self.height > self.width
    }
}

/// The photos of a role, in their order.
pub fn photos<'a>(
    summary: &'a CaseSummary,
    role: PhotoRole,
) -> impl Iterator<Item = &'a CasePhoto> + 'a {
    summary
        .photos()
        .iter()
        .filter(move |photo| photo.role == role)
}

/// The key of a stage in settings and words.
#[must_use]
pub fn stage_key(stage: Stage) -> &'static str {
    STAGES[stage as usize]
}

/// A title for people: the released one, else category and street.
#[must_use]
pub fn title(site: &Site, summary: &CaseSummary) -> String {
    match (summary.title(), summary.row()) {
        (Some(title), _) => title.to_owned(),
        (None, Some(row)) => site.words.fill(
            "case.untitled",
            &[("street", &row.street), ("category", &row.category.label)],
        ),
        (None, None) => summary.group().to_owned(),
    }
}

pub(super) fn is_closed(row: &CaseRow) -> bool {
    row.reached(Stage::Closed) || row.reached(Stage::Evaluated)
}

/// The stage to show as the case's state: the last, but a closed case stays closed.
pub(super) fn state(row: &CaseRow) -> Option<Stage> {
    if is_closed(row) {
        Some(Stage::Closed)
    } else {
        row.last_stage()
    }
}

impl CaseCard {
    /// The card of a case. Cards are made for cases that have a page.
    #[must_use]
    pub fn of(site: &Site, at: CaseAt) -> Self {
        let settings = &site.sources.settings;
        let case = site.case(at);
        let summary = &case.summary;
        let row = summary.row();
        let picture = |role| {
            photos(summary, role)
                .next()
                .map(|photo| PictureView::of(photo, site))
        };
        Self {
            href: settings.href(&case_path(case)),
            title: title(site, summary),
            category: row.map_or_else(String::new, |row| row.category.label.to_string()),
            group: summary.group().to_owned(),
            street: row.map_or_else(String::new, |row| row.street.to_string()),
            date: row
                .and_then(CaseRow::first_date)
                .map_or_else(|| summary.month().to_string(), |date| date.to_string()),
            month: summary.month().to_string(),
            summary: summary.outline().map(str::to_owned),
            before: picture(PhotoRole::Before),
            after: picture(PhotoRole::After),
            featured: summary.featured(),
            status_label: row.and_then(state).map_or_else(String::new, |s| {
                settings.stage_label(stage_key(s)).to_owned()
            }),
            closed: row.is_some_and(is_closed),
        }
    }
}

/// The newest cases of those that a choice within each month picks, by position in the month.
#[must_use]
pub fn newest(site: &Site, count: usize, choose: impl Fn(usize) -> Vec<u32>) -> Vec<CaseCard> {
    let mut found: Vec<CaseAt> = Vec::new();
    for month in (0..site.sources.months.len()).rev() {
        let at = u32::try_from(month).expect("months are few");
        let mut here: Vec<CaseAt> = choose(month)
            .into_iter()
            .map(|index| CaseAt { month: at, index })
            .collect();
        here.sort_by_cached_key(|at| {
            let summary = &site.case(*at).summary;
            let date = summary.row().and_then(CaseRow::first_date);
            std::cmp::Reverse((date, summary.public_id()))
        });
        found.extend(here);
        if found.len() >= count {
            break;
        }
    }
    found
        .into_iter()
        .take(count)
        .map(|at| CaseCard::of(site, at))
        .collect()
}
