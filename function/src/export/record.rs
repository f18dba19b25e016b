//! A report as a raw case record.

use crate::{
    case_record::{CaseRecord, Feedback, Kind, ResponsibleUnit, SCHEMA_VERSION, StageEvent},
    domain::{AssignedUnit, Progress, time},
    seal::{Contact, Envelope},
};

/// The channel that records of this function name.
const SOURCE: &str = "网站";

/// The record of a report. Its title is made of category and street: the resident's words stay in
/// the description, where the gate looks for what is personal.
pub fn record(progress: &Progress, envelope: &Envelope, contact: Option<&Contact>) -> CaseRecord {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    CaseRecord {
        schema_version: SCHEMA_VERSION,
        public_id: progress.receipt.to_string(),
        case_no: case_no(progress),
        kind: progress.kind,
        updated_at: time::rfc3339(progress.updated_at),
        source: SOURCE.to_owned(),
        category: progress.category.clone(),
        title: title(progress),
        description: envelope.text.clone(),
        result: progress.result.clone(),
        public_summary: None,
        street: progress.street.clone(),
        community: envelope.community.clone(),
        place: some(&envelope.place),
        grid: envelope.grid.clone(),
        location: envelope.location.clone(),
        units: progress.units.iter().map(unit).collect(),
        stages: progress
            .stages
            .iter()
            .filter(|step| !step.reply)
            .map(|step| StageEvent {
                stage: step.stage,
                at: Some(time::rfc3339(step.at)),
                unit: step.unit.clone(),
            })
            .collect(),
        handle_due_at: progress.handle_due_at.map(time::rfc3339),
        close_due_at: progress.close_due_at.map(time::rfc3339),
        judgement: None,
        feedback: progress.rating.map(|rating| Feedback {
            at: time::rfc3339(rating.at),
            resolved: rating.resolved,
            satisfied: rating.satisfied,
        }),
        photos: Vec::new(),
        consent_publish: envelope.consent_publish,
        sensitive: false,
        featured: false,
        known: contact.map(Contact::known).unwrap_or_default(),
    }
}

fn unit(unit: &AssignedUnit) -> ResponsibleUnit {
    ResponsibleUnit {
        name: unit.name.clone(),
        role: unit.role,
        dispatched_at: Some(time::rfc3339(unit.dispatched_at)),
        handle_due_at: unit.handle_due_at.map(time::rfc3339),
        handled_at: unit.handled_at.map(time::rfc3339),
    }
}

fn title(progress: &Progress) -> String {
    let what = progress.category.as_ref().map_or(
        match progress.kind {
            Kind::Report => "举报",
            Kind::Consult => "咨询",
            Kind::Suggest => "建议",
            Kind::Book => "预约",
        },
        |category| &category.label,
    );
    match &progress.street {
        Some(street) => format!("{street}：{what}"),
        None => what.to_owned(),
    }
}

/// The office's own number of a case. Ten of fifteen characters tell the cases of a day apart.
pub fn case_no(progress: &Progress) -> String {
    format!(
        "JY-{}-{}",
        time::compact_date(progress.filed_at),
        &progress.receipt.bare()[..10]
    )
}
