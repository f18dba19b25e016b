//! Views of figures. A figure is never alone: number, unit, what it is of, period, source.

use serde::Serialize;

use crate::assemble::Site;
use crate::model::bulletin::{Bulletin, ReportedFigure};

/// Figures as reported.
#[derive(Debug, Serialize)]
pub struct StatisticsView {
    bulletins: Vec<BulletinView>,
}

#[derive(Debug, Serialize)]
struct BulletinView {
    title: String,
    slug: String,
    period_label: String,
    source: String,
    source_date: Option<String>,
    note: Option<String>,
    figures: Vec<FigureView>,
}

/// One figure.
#[derive(Debug, Serialize)]
pub struct FigureView {
    key: String,
    label: String,
    text: String,
    /// The number exactly as the source prints it, with its unit.
    printed: String,
    unit: String,
    value: f64,
    numerator: Option<f64>,
    denominator: Option<f64>,
    definition: Option<String>,
    note: Option<String>,
    period_label: String,
    source: String,
}

impl FigureView {
    /// What it is of.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// What it is worth.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// As it was printed, without its unit.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn figure(bulletin: &Bulletin, figure: &ReportedFigure) -> FigureView {
    // What was printed stays as printed; its unit stands beside it.
    let text = figure
        .as_printed
        .strip_suffix(figure.unit.as_str())
        .unwrap_or(&figure.as_printed);
    FigureView {
        key: figure.key.clone(),
        label: figure.label.clone(),
        text: text.trim().to_owned(),
        printed: figure.as_printed.clone(),
        unit: figure.unit.clone(),
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        definition: figure.definition.clone(),
        note: figure.note.clone(),
        period_label: bulletin.period_label.clone(),
        source: bulletin.source.clone(),
    }
}

/// A figure of a bulletin, by their positions.
#[must_use]
pub fn figure_at(site: &Site, bulletin: usize, at: usize) -> FigureView {
    let bulletin = &site.sources.bulletins[bulletin];
    figure(bulletin, &bulletin.figures[at])
}

/// All bulletins, newest period first.
#[must_use]
pub fn statistics(site: &Site) -> StatisticsView {
    let view = |bulletin: &Bulletin| BulletinView {
        title: bulletin.title.clone(),
        slug: bulletin.slug.clone(),
        period_label: bulletin.period_label.clone(),
        source: bulletin.source.clone(),
        source_date: bulletin.source_date.clone(),
        note: bulletin.definition_note.clone(),
        figures: bulletin
            .figures
            .iter()
            .map(|f| figure(bulletin, f))
            .collect(),
    };
    StatisticsView {
        bulletins: site.sources.bulletins.iter().map(view).collect(),
    }
}

/// The first figures of the newest bulletin, for the home page.
#[must_use]
pub fn newest_figures(site: &Site, count: usize) -> Vec<FigureView> {
    site.sources
        .bulletins
        .first()
        .map_or_else(Vec::new, |bulletin| {
            bulletin
                .figures
                .iter()
                .take(count)
                .map(|f| figure(bulletin, f))
                .collect()
        })
}
