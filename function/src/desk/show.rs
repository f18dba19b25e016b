//! `desk show`: one case, with what its resident wrote. That somebody looks is written down first.

use super::{Desk, arguments::Show, list, table_text, words};
use crate::{
    case_record::Satisfaction,
    domain::{Progress, Receipt, moves::stage_word, time},
    doors::Refused,
    export::case_no,
    photos::PhotoName,
    seal::{Contact, Envelope, Identity, KeyError},
    store::{AuditEvent, Case, Deed},
};
use serde_json::json;
use std::io::Write;

/// What the private key opens of a case.
pub(super) struct OpenedCase {
    pub(super) envelope: Envelope,
    pub(super) contact: Option<Contact>,
}

pub(super) async fn show(desk: &Desk, wish: &Show, out: &mut dyn Write) -> Result<(), Refused> {
    let case = desk.case(&wish.receipt).await?;
    if wish.facts {
        return facts_alone(desk, &case.progress, out);
    }
    let identity = desk.identity()?;
    desk.write_down(Deed::Opened, &wish.receipt).await?;
    let opened = desk.open(&case, &identity, true).await?;
    let photos: Vec<String> = desk
        .uploads
        .list(&wish.receipt)
        .await?
        .into_iter()
        .map(|upload| PhotoName::to_string(&upload.name))
        .collect();
    let log = log(&case, &identity);
    if desk.json {
        let mut object = list::facts(desk, &case.progress);
        let contact = opened.contact.as_ref();
        object["text"] = json!(opened.envelope.text);
        object["place"] = json!(opened.envelope.place);
        object["location"] = json!(opened.envelope.location);
        object["reply_wanted"] = json!(opened.envelope.reply_wanted);
        object["consent_publish"] = json!(opened.envelope.consent_publish);
        object["name"] = json!(contact.map(|contact| &contact.name));
        object["phone"] = json!(contact.map(|contact| &contact.phone));
        object["photos"] = json!(photos);
        object["log"] = log
            .iter()
            .map(|[at, by, did, note]| json!({"at": at.trim(), "by": by, "did": did, "note": note}))
            .collect();
        writeln!(out, "{object}")?;
        return Ok(());
    }
    write_facts(desk, &case.progress, out)?;
    let envelope = &opened.envelope;
    table_text::block(out, "TEXT", &envelope.text)?;
    if !envelope.place.is_empty() {
        table_text::block(out, "PLACE", &envelope.place)?;
    }
    if let Some(at) = &envelope.location {
        let position = format!("{}, {} ({}, about 100 m)", at.lat, at.lon, at.datum);
        table_text::block(out, "POSITION", &position)?;
    }
    let wishes = format!(
        "answer wanted: {}; words may be published: {}",
        yes(envelope.reply_wanted),
        yes(envelope.consent_publish)
    );
    table_text::block(out, "WISHES", &wishes)?;
    table_text::block(out, "CONTACT", &said_contact(&opened))?;
    let photos = if photos.is_empty() {
        "none".to_owned()
    } else {
        format!("{} (export fetches them)", photos.join(", "))
    };
    table_text::block(out, "PHOTOS", &photos)?;
    if !log.is_empty() {
        writeln!(out, "\nLOG")?;
        let rows: Vec<Vec<String>> = log.into_iter().map(Vec::from).collect();
        table_text::write(out, &["  AT", "BY", "DID", "INTERNAL NOTE"], &rows)?;
    }
    Ok(())
}

/// Name and phone, or why there are none.
pub(super) fn said_contact(opened: &OpenedCase) -> String {
    match &opened.contact {
        Some(contact) => [&contact.name, &contact.phone]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join("  "),
        None if opened.envelope.has_contact => "deleted, its time after closing is over".to_owned(),
        None => "none was left".to_owned(),
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn facts_alone(desk: &Desk, case: &Progress, out: &mut dyn Write) -> Result<(), Refused> {
    if desk.json {
        writeln!(out, "{}", list::facts(desk, case))?;
        return Ok(());
    }
    write_facts(desk, case, out)
}

fn write_facts(desk: &Desk, case: &Progress, out: &mut dyn Write) -> Result<(), Refused> {
    let mut title = vec![words::kind(case.kind).to_owned()];
    title.extend(
        case.category
            .as_ref()
            .map(|category| category.label.clone()),
    );
    title.extend(case.street.clone());
    writeln!(out, "{}  {}", case.receipt, title.join("  "))?;
    writeln!(
        out,
        "{}  {} {}  filed {}",
        case_no(case),
        desk.label(case.stage()),
        stage_word(case.stage()),
        time::minute(case.filed_at)
    )?;
    if let Some(due) = case.due_at() {
        writeln!(out, "due {}", time::minute(due))?;
    }
    writeln!(out, "\nSTEPS")?;
    let steps: Vec<Vec<String>> = case
        .stages
        .iter()
        .map(|step| {
            let label = match step.reply {
                true => "答复 reply".to_owned(),
                false => format!("{} {}", desk.label(step.stage), stage_word(step.stage)),
            };
            vec![
                format!("  {}", time::minute(step.at)),
                label,
                step.unit.clone().unwrap_or_default(),
                step.note.clone().unwrap_or_default().replace('\n', " "),
            ]
        })
        .collect();
    table_text::write(out, &["  AT", "STAGE", "UNIT", "RESIDENT READS"], &steps)?;
    if !case.units.is_empty() {
        let at = |at: Option<jiff::Timestamp>| at.map_or_else(String::new, time::minute);
        writeln!(out, "\nUNITS")?;
        let units: Vec<Vec<String>> = case
            .units
            .iter()
            .map(|unit| {
                vec![
                    format!("  {}", unit.name),
                    words::role(unit.role).to_owned(),
                    time::minute(unit.dispatched_at),
                    at(unit.handle_due_at),
                    at(unit.handled_at),
                ]
            })
            .collect();
        table_text::write(out, &["  UNIT", "ROLE", "SENT", "DUE", "HANDLED"], &units)?;
    }
    if let Some(result) = &case.result {
        table_text::block(out, "RESULT", result)?;
    }
    if let Some(rating) = case.rating {
        let resolved = if rating.resolved {
            "已解决"
        } else {
            "未解决"
        };
        let satisfied = match rating.satisfied {
            Satisfaction::Yes => "满意",
            Satisfaction::Mostly => "基本满意",
            Satisfaction::No => "不满意",
        };
        let said = format!("{resolved}，{satisfied}  {}", time::minute(rating.at));
        table_text::block(out, "RESIDENT'S FEEDBACK", &said)?;
    }
    Ok(())
}

/// The log with its notes opened.
fn log(case: &Case, identity: &Identity) -> Vec<[String; 4]> {
    case.log
        .iter()
        .map(|entry| {
            let note = match &entry.sealed {
                None => String::new(),
                Some(sealed) => identity.open::<String>(sealed).map_or_else(
                    |_| "(does not open)".to_owned(),
                    |note| note.replace('\n', " "),
                ),
            };
            [
                format!("  {}", time::minute(entry.at)),
                entry.by.clone().unwrap_or_else(|| "-".to_owned()),
                entry.did.clone(),
                note,
            ]
        })
        .collect()
}

impl Desk {
    /// The case of a receipt, or what to do.
    pub(super) async fn case(&self, receipt: &Receipt) -> Result<Case, Refused> {
        self.store.case(receipt).await?.ok_or_else(|| {
            format!("{receipt}: there is no such case; `desk list` shows those there are").into()
        })
    }

    /// Writes down that somebody opens something, before it is opened.
    pub(super) async fn write_down(&self, deed: Deed, receipt: &Receipt) -> Result<(), Refused> {
        let event = AuditEvent {
            at: self.now,
            by: self.who()?.to_owned(),
            deed,
            receipt: Some(receipt.clone()),
            count: 1,
        };
        self.store
            .audit(&event, self.clocks.audit_expires(self.now))
            .await?;
        Ok(())
    }

    /// Opens what the resident wrote, and who they are if asked.
    pub(super) async fn open(
        &self,
        case: &Case,
        identity: &Identity,
        with_contact: bool,
    ) -> Result<OpenedCase, Refused> {
        let receipt = &case.progress.receipt;
        let unopened = |error: KeyError| format!("{receipt}: {error}");
        let envelope = identity.open(&case.envelope).map_err(unopened)?;
        let contact = if with_contact {
            let found = self
                .store
                .contacts(std::slice::from_ref(receipt), self.now)
                .await?;
            let sealed = found.get(receipt);
            let opened = sealed.map(|sealed| identity.open::<Contact>(sealed));
            opened.transpose().map_err(unopened)?
        } else {
            None
        };
        Ok(OpenedCase { envelope, contact })
    }
}
