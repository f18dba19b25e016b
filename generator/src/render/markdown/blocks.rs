//! Blocks of a text that the theme's components draw, with everything that they need.

use serde::Serialize;

use crate::assemble::{Site, office_path};
use crate::model::office::{Hours, Phone};
use crate::model::prose::attached::Attached;
use crate::model::prose::shortcode::{Chart, PointValue, Shortcode};
use crate::render::views::statistics::figure_at;

/// A part of a text.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// Finished HTML.
    Html {
        /// The HTML.
        html: String,
    },
    /// A notice box.
    Notice {
        /// note, tip, important, warning or caution.
        tone: &'static str,
        /// Its own title, if it has one.
        title: Option<String>,
        /// What stands in it.
        html: String,
    },
    /// Steps.
    Steps {
        /// In their order.
        steps: Vec<StepView>,
    },
    /// Offices to turn to.
    Contact {
        /// In their order.
        offices: Vec<ContactView>,
    },
    /// A bar chart.
    Bars {
        /// What every chart says.
        #[serde(flatten)]
        chart: ChartView,
        /// Its bars.
        points: Vec<BarPoint>,
    },
    /// A line chart.
    Line {
        /// What every chart says.
        #[serde(flatten)]
        chart: ChartView,
        /// Its points.
        points: Vec<LinePoint>,
        /// What the lower edge stands for.
        low: f64,
        /// What the upper edge stands for.
        high: f64,
    },
}

/// A step.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// What it is called, as HTML.
    pub title: String,
    /// What happens, as HTML.
    pub detail: Option<String>,
}

/// An office to turn to.
#[derive(Debug, Serialize)]
pub struct ContactView {
    title: String,
    href: String,
    address: String,
    hours: Vec<Hours>,
    phones: Vec<Phone>,
    lang: Option<String>,
}

/// What every chart says.
#[derive(Debug, Serialize)]
pub struct ChartView {
    title: String,
    unit: Option<String>,
    sources: Vec<SourceView>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct SourceView {
    text: String,
    href: Option<String>,
}

/// A bar.
#[derive(Debug, Serialize)]
pub struct BarPoint {
    label: String,
    text: String,
    value: f64,
    /// Percent of the longest bar.
    share: f64,
}

/// A point of a line.
#[derive(Debug, Serialize)]
pub struct LinePoint {
    label: String,
    text: String,
    value: f64,
    /// Per mille of the width, from the left.
    x: f64,
    /// Per mille of the height, from above.
    y: f64,
}

/// A number with its label.
struct Number {
    label: String,
    text: String,
    value: f64,
}

/// The block of a shortcode. `inline` writes Markdown within a line.
pub(super) fn block(
    site: &Site,
    attached: &Attached,
    shortcode: Shortcode,
    mut inline: impl FnMut(&str) -> String,
) -> Block {
    match shortcode {
        Shortcode::Steps(steps) => Block::Steps {
            steps: steps
                .iter()
                .map(|step| StepView {
                    title: inline(&step.title),
                    detail: step.detail.as_deref().map(&mut inline),
                })
                .collect(),
        },
        Shortcode::Contact(names) => Block::Contact {
            offices: names
                .iter()
                .filter_map(|named| attached.offices.get(&named.name))
                .map(|at| contact(site, *at))
                .collect(),
        },
        Shortcode::Bars(chart) => {
            let (chart, numbers) = numbers(site, attached, &chart);
            let longest = numbers.iter().map(|n| n.value).fold(0.0, f64::max);
            Block::Bars {
                chart,
                points: numbers
                    .into_iter()
                    .map(|number| BarPoint {
                        share: if longest > 0.0 {
                            tenth(number.value.max(0.0) / longest * 100.0)
                        } else {
                            0.0
                        },
                        label: number.label,
                        text: number.text,
                        value: number.value,
                    })
                    .collect(),
            }
        }
        Shortcode::Line(chart) => {
            let (chart, numbers) = numbers(site, attached, &chart);
            let highest = numbers.iter().map(|n| n.value).fold(f64::MIN, f64::max);
            let lowest = numbers.iter().map(|n| n.value).fold(f64::MAX, f64::min);
            let (low, high) = scale(lowest, highest);
            let last = numbers.len().saturating_sub(1).max(1) as f64;
            Block::Line {
                chart,
                points: numbers
                    .into_iter()
                    .enumerate()
                    .map(|(at, number)| LinePoint {
                        x: tenth(at as f64 / last * 1000.0),
                        y: tenth((high - number.value) / (high - low) * 1000.0),
                        label: number.label,
                        text: number.text,
                        value: number.value,
                    })
                    .collect(),
                low,
                high,
            }
        }
    }
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The lower and upper edge of a line chart. It begins at nought unless the numbers are far from it,
/// and ends at a round number.
fn scale(lowest: f64, highest: f64) -> (f64, f64) {
    let far = lowest > 0.0 && lowest > highest * 0.6;
    let bottom = if far || lowest < 0.0 { lowest } else { 0.0 };
    let span = (highest - bottom).max(f64::EPSILON.max(highest.abs() * 1e-6));
    let rough = 10f64.powf(span.log10().floor());
    let step = [0.2, 0.5, 1.0, 2.0, 5.0]
        .into_iter()
        .map(|part| part * rough)
        .find(|step| span / step <= 5.0)
        .unwrap_or(rough * 10.0);
    let low = (bottom / step).floor() * step;
    let high = (highest / step).ceil() * step;
    let high = if high > low { high } else { low + step };
    // Sums of tenths are no tenths.
    let clean = |number: f64| (number * 1e6).round() / 1e6;
    (clean(low), clean(high))
}

fn contact(site: &Site, at: usize) -> ContactView {
    let office = &site.sources.offices[at].item;
    ContactView {
        title: office.title.clone(),
        href: site.sources.settings.href(&office_path(office)),
        address: office.address.clone(),
        hours: office.hours.clone(),
        phones: office.phones.clone(),
        lang: None,
    }
}

/// A chart's numbers; those that were reported bring their source.
fn numbers(site: &Site, attached: &Attached, chart: &Chart) -> (ChartView, Vec<Number>) {
    let mut unit = chart.unit.clone();
    let mut sources: Vec<SourceView> = chart
        .source
        .iter()
        .map(|text| SourceView {
            text: text.clone(),
            href: None,
        })
        .collect();
    let numbers = chart
        .points
        .iter()
        .filter_map(|point| match &point.value {
            PointValue::Number(text, value) => Some(Number {
                label: point.label.clone().unwrap_or_default(),
                text: text.clone(),
                value: *value,
            }),
            PointValue::Figure(named) => {
                let (bulletin, at) = attached.figures.get(&named.name)?;
                let figure = figure_at(site, *bulletin, *at);
                let bulletin = &site.sources.bulletins[*bulletin];
                let text = format!("{}，{}", bulletin.source, bulletin.period_label);
                if !sources.iter().any(|source| source.text == text) {
                    sources.push(SourceView {
                        text,
                        href: Some(
                            site.sources
                                .settings
                                .href(&format!("/stats/#{}", bulletin.slug)),
                        ),
                    });
                }
                unit.get_or_insert_with(|| figure.unit().to_owned());
                Some(Number {
                    label: point
                        .label
                        .clone()
                        .unwrap_or_else(|| figure.label().to_owned()),
                    text: figure.text().to_owned(),
                    value: figure.value(),
                })
            }
        })
        .collect();
    let view = ChartView {
        title: chart.title.clone(),
        unit,
        sources,
        note: chart.note.clone(),
    };
    (view, numbers)
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn a_line_begins_at_nought_unless_it_is_far_from_it() {
        assert_eq!(scale(3.0, 17.0), (0.0, 20.0));
        assert_eq!(scale(98.2, 99.9), (98.0, 100.0));
        assert_eq!(scale(0.0, 0.0).0, 0.0);
        let (low, high) = scale(5.0, 5.0);
        assert!(low <= 5.0 && high >= 5.0 && low < high);
        assert_eq!(scale(-3.0, 4.0), (-4.0, 4.0));
    }
}
