//! A report as its resident may see it.

use crate::{
    case_record::{Kind, Satisfaction, Stage},
    domain::{Progress, time},
    intake_tables::IntakeTables,
    words::Lang,
};
use serde::Serialize;

/// A report, in the words of a language.
#[derive(Serialize)]
pub(super) struct ReportView {
    pub(super) receipt: String,
    pub(super) kind: Kind,
    pub(super) category: Option<String>,
    pub(super) street: Option<String>,
    pub(super) stage: Stage,
    pub(super) label: String,
    pub(super) updated_at: String,
    /// By when an answer may be expected; null once nothing more is owed.
    pub(super) expected_at: Option<String>,
    pub(super) stages: Vec<StepView>,
    /// The published outcome, once there is one.
    pub(super) outcome_url: Option<String>,
    /// Whether a rating is taken now: once for each closing.
    pub(super) can_rate: bool,
    /// What the resident last said of a closing.
    pub(super) feedback: Option<FeedbackView>,
}

/// A rating, without its comment: that is sealed.
#[derive(Serialize)]
pub(super) struct FeedbackView {
    pub(super) at: String,
    pub(super) resolved: bool,
    pub(super) satisfied: Satisfaction,
}

/// A stage reached.
#[derive(Serialize)]
pub(super) struct StepView {
    pub(super) stage: Stage,
    pub(super) label: String,
    pub(super) at: String,
    pub(super) unit: Option<String>,
    /// As the office wrote it, whatever the language.
    pub(super) note: Option<String>,
}

impl ReportView {
    /// What there is to see of a report.
    pub(super) fn of(progress: &Progress, tables: &IntakeTables, lang: Lang) -> Self {
        let called = |name: &str| tables.label(lang.tag(), name).to_owned();
        Self {
            receipt: progress.receipt.to_string(),
            kind: progress.kind,
            category: progress
                .category
                .as_ref()
                .map(|category| called(&category.label)),
            street: progress.street.as_deref().map(called),
            stage: progress.stage(),
            label: label(progress.stage(), tables, lang),
            updated_at: time::rfc3339(progress.updated_at),
            expected_at: progress.expected_at(tables).map(time::rfc3339),
            stages: progress
                .stages
                .iter()
                .map(|step| StepView {
                    stage: step.stage,
                    label: match step.reply {
                        true => lang.pages().reply.to_owned(),
                        false => label(step.stage, tables, lang),
                    },
                    at: time::rfc3339(step.at),
                    unit: step.unit.as_deref().map(called),
                    note: step.note.clone(),
                })
                .collect(),
            outcome_url: progress
                .published
                .then(|| format!("{}/cases/{}/", tables.base_path, progress.receipt)),
            can_rate: progress.may_rate().is_ok(),
            feedback: progress.rating.map(|rating| FeedbackView {
                at: time::rfc3339(rating.at),
                resolved: rating.resolved,
                satisfied: rating.satisfied,
            }),
        }
    }
}

/// What residents read for a stage; the words are the site's.
fn label(stage: Stage, tables: &IntakeTables, lang: Lang) -> String {
    let found = tables.stages.iter().find(|known| known.stage == stage);
    found
        .map_or(lang.pages().some_stage, |known| {
            tables.label(lang.tag(), &known.label)
        })
        .to_owned()
}
