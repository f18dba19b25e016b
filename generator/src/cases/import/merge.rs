//! Rows of one case become its record. One case dispatched to several units stands in several rows
//! and is one case.

use std::collections::BTreeMap;

use jiayuan_function::case_record::{
    CaseRecord, CategoryRef, Judgement, Kind, Location, Photo, ResponsibleUnit, SCHEMA_VERSION,
    Satisfaction, Stage, StageEvent, UnitRole,
};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{
    field::Field,
    header::Bound,
    map::ImportMap,
    row::{RowFacts, RowFault},
    table::Table,
    time,
    value::{CellFault, Value},
};
use crate::model::released_case::PublicId;

/// What a case's record is made with beside its rows.
#[derive(Debug)]
pub(super) struct Assembly<'a> {
    pub(super) table: &'a Table,
    pub(super) bound: &'a Bound,
    pub(super) map: &'a ImportMap,
    pub(super) now: Timestamp,
}

impl Assembly<'_> {
    /// The record of a case. `rows` are in the file's order and free of errors of their own.
    pub(super) fn record(
        &self,
        public_id: PublicId,
        rows: &[RowFacts],
        faults: &mut Vec<RowFault>,
    ) -> Option<CaseRecord> {
        let before = errors(faults);
        let rows = self.one_row_a_unit(rows, faults);
        let case = self.case_values(&rows, faults);
        let record = self.assemble(public_id, &rows, &case, faults);
        (errors(faults) == before).then_some(record)?
    }

    /// Of several rows of one unit the newest holds; otherwise they must agree.
    fn one_row_a_unit<'r>(
        &self,
        rows: &'r [RowFacts],
        faults: &mut Vec<RowFault>,
    ) -> Vec<&'r RowFacts> {
        let mut kept: Vec<&RowFacts> = Vec::new();
        for row in rows {
            let Some(twin) = kept.iter().position(|other| other.units == row.units) else {
                kept.push(row);
                continue;
            };
            let other = kept[twin];
            if let (Some(mine), Some(others)) = (row.updated, other.updated)
                && mine != others
            {
                let (newer, older) = if mine > others {
                    (row, other)
                } else {
                    (other, row)
                };
                kept[twin] = newer;
                faults.push(RowFault {
                    row: older.row,
                    column: None,
                    fault: CellFault::new(
                        "older-row",
                        format!(
                            "和第 {} 行是同一案件、同一单位，这一行较旧，没有采用",
                            self.table.rows[newer.row].number
                        ),
                        "导出时按更新时间去重，就不会再提醒。",
                    )
                    .warning(),
                });
                continue;
            }
            let conflicts = self.conflicts(other, row, |field| field.is_collected());
            if conflicts.is_empty() {
                faults.push(RowFault {
                    row: row.row,
                    column: None,
                    fault: CellFault::new(
                        "duplicate-row",
                        format!(
                            "和第 {} 行是同一案件、同一单位，只算一次",
                            self.table.rows[other.row].number
                        ),
                        "导出时去掉重复的行，就不会再提醒。",
                    )
                    .warning(),
                });
            }
            faults.extend(conflicts);
        }
        kept
    }

    fn conflicts(
        &self,
        first: &RowFacts,
        second: &RowFacts,
        may_differ: impl Fn(Field) -> bool,
    ) -> Vec<RowFault> {
        (second.values.iter())
            .filter(|(field, _)| !may_differ(**field))
            .filter_map(|(field, (value, column))| {
                let (other, _) = first.values.get(field)?;
                (other != value).then(|| RowFault {
                    row: second.row,
                    column: Some(*column),
                    fault: CellFault::new(
                        "conflicting-field",
                        format!(
                            "和第 {} 行同一案件的不一样",
                            self.table.rows[first.row].number
                        ),
                        "同一案件只能有一个说法：改正其中一行再导入；各单位的办理结果本来就不同的，在映射里写 join_results = true。",
                    ),
                })
            })
            .collect()
    }

    /// The values that all rows share.
    fn case_values(
        &self,
        rows: &[&RowFacts],
        faults: &mut Vec<RowFault>,
    ) -> BTreeMap<Field, Value> {
        let joins = |field: Field| {
            field.is_of_unit()
                || field.is_collected()
                || field == Field::Result && self.map.join_results
        };
        let mut case: BTreeMap<Field, (Value, usize)> = BTreeMap::new();
        let mut results: Vec<(String, Value)> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            for (field, (value, _)) in &row.values {
                case.entry(*field).or_insert_with(|| (value.clone(), index));
            }
            // Against the row that said it first, not only against the one before.
            for (field, (value, column)) in &row.values {
                let (held, holder) = &case[field];
                if held != value && !joins(*field) {
                    let first = rows[*holder];
                    faults.extend(
                        self.conflicts(first, row, |other| other != *field)
                            .into_iter()
                            .filter(|fault| fault.column == Some(*column)),
                    );
                }
            }
            if let Some((value, _)) = row.values.get(&Field::Result)
                && !results.iter().any(|(_, other)| other == value)
            {
                results.push((
                    row.units.first().cloned().unwrap_or_default(),
                    value.clone(),
                ));
            }
        }
        if self.map.join_results && results.len() > 1 {
            let joined: Vec<String> = results
                .iter()
                .map(|(unit, value)| format!("{unit}：{}", value.as_str().unwrap_or_default()))
                .collect();
            case.insert(Field::Result, (json!(joined.join("\n")), 0));
        }
        case.into_iter()
            .map(|(field, (value, _))| (field, value))
            .collect()
    }

    fn assemble(
        &self,
        public_id: PublicId,
        rows: &[&RowFacts],
        case: &BTreeMap<Field, Value>,
        faults: &mut Vec<RowFault>,
    ) -> Option<CaseRecord> {
        let first = *rows.first()?;
        let text = |field: Field| case.get(&field).and_then(Value::as_str).map(str::to_owned);
        let flag = |field: Field| case.get(&field).and_then(Value::as_bool);
        let mut fault = |field: Option<Field>, fault: CellFault| {
            faults.push(RowFault {
                row: first.row,
                column: field.and_then(|field| self.bound.columns(field).next()),
                fault,
            });
        };
        let kind: Kind = typed(case, Field::Kind).unwrap_or(self.map.kind);
        let category: Option<CategoryRef> = typed(case, Field::CategoryCode);
        let stages = stages(rows);
        if stages.iter().all(|event| event.at.is_none()) {
            fault(
                None,
                CellFault::new(
                    "undated-row",
                    "没有一个环节写明时间，无法归入月份",
                    "至少要有上报或受理的时间。",
                ),
            );
        }
        if kind == Kind::Report {
            if category.is_none() {
                fault(
                    Some(Field::CategoryCode)
                        .filter(|_| self.map.has(Field::CategoryCode))
                        .or(Some(Field::CategoryLabel)),
                    CellFault::new(
                        "no-category",
                        "是空的，举报没有写类别",
                        "补上类别；不是举报的，在诉求类型一列写明咨询、建议或预约。",
                    ),
                );
            }
            if !case.contains_key(&Field::Street) {
                fault(
                    Some(Field::Street),
                    CellFault::new("no-street", "是空的，举报没有写街道", "补上街道。"),
                );
            }
        }
        if let Some((stage, complaint)) = order(&stages, self.now) {
            fault(Some(Field::Reached(stage)), complaint.warning());
        }
        let judgement = match judgement(case) {
            Ok(judgement) => judgement,
            Err(complaint) => {
                fault(Some(Field::JudgedAt), complaint);
                None
            }
        };
        let units = units(rows);
        let location = match (case.get(&Field::Lat), case.get(&Field::Lon)) {
            (Some(lat), Some(lon)) => Some(Location {
                lat: lat.as_f64()?,
                lon: lon.as_f64()?,
                datum: self.map.datum.clone(),
            }),
            _ => None,
        };
        let label = category.as_ref().map(|category| category.label.clone());
        let mut record = CaseRecord {
            schema_version: SCHEMA_VERSION,
            public_id: public_id.to_string(),
            case_no: first.case_no.clone(),
            kind,
            updated_at: String::new(),
            source: text(Field::Source)
                .or_else(|| self.map.source.clone())
                .unwrap_or_default(),
            category,
            title: text(Field::Title)
                .or(label)
                .unwrap_or_else(|| kind_label(kind).to_owned()),
            description: text(Field::Description).unwrap_or_default(),
            result: text(Field::Result),
            public_summary: text(Field::PublicSummary),
            street: text(Field::Street),
            community: text(Field::Community),
            place: text(Field::Place),
            grid: text(Field::Grid),
            location,
            units,
            stages,
            handle_due_at: text(Field::HandleDueAt),
            close_due_at: text(Field::CloseDueAt),
            judgement,
            feedback: None,
            photos: photos(rows),
            consent_publish: flag(Field::Consent).unwrap_or(false),
            sensitive: flag(Field::Sensitive).unwrap_or(false),
            featured: flag(Field::Featured).unwrap_or(false),
            known: known(rows),
        };
        let updated =
            (rows.iter().filter_map(|row| row.updated).max()).or_else(|| last_time(&record))?;
        record.updated_at = time::written(updated);
        Some(record)
    }
}

fn errors(faults: &[RowFault]) -> usize {
    faults
        .iter()
        .filter(|fault| !fault.fault.is_warning)
        .count()
}

fn typed<T: DeserializeOwned>(case: &BTreeMap<Field, Value>, field: Field) -> Option<T> {
    let value = case.get(&field)?.clone();
    Some(serde_json::from_value(value).expect("the value was made from this type"))
}

/// Events of all rows, each once, in the order of time; side states without a time come last.
fn stages(rows: &[&RowFacts]) -> Vec<StageEvent> {
    let mut events: Vec<StageEvent> = Vec::new();
    for row in rows {
        for (field, (value, _)) in &row.values {
            let Field::Reached(stage) = field else {
                continue;
            };
            let unit = row.units.first().filter(|_| field.is_of_unit());
            let event = StageEvent {
                stage: *stage,
                at: value.as_str().map(str::to_owned),
                unit: unit.cloned(),
            };
            if !events.contains(&event) {
                events.push(event);
            }
        }
    }
    // All are written with the same offset, so that texts sort as times do.
    events.sort_by(|a, b| {
        (a.at.is_none(), &a.at, a.stage, &a.unit).cmp(&(b.at.is_none(), &b.at, b.stage, &b.unit))
    });
    events
}

/// The units of all rows. What a row says of dispatch and handling, it says of its unit.
fn units(rows: &[&RowFacts]) -> Vec<ResponsibleUnit> {
    let mut units: Vec<ResponsibleUnit> = Vec::new();
    for row in rows {
        let time = |field: Field, stage: Stage| {
            let own = row.values.get(&field);
            own.or_else(|| row.values.get(&Field::Reached(stage)))
                .and_then(|(value, _)| value.as_str())
                .map(str::to_owned)
        };
        for (index, name) in row.units.iter().enumerate() {
            if units.iter().any(|unit| unit.name == *name) {
                continue;
            }
            let role = match row.role {
                Some(role) if index == 0 => role,
                _ if units.is_empty() => UnitRole::Lead,
                _ => UnitRole::Joint,
            };
            let due = row.values.get(&Field::UnitDueAt);
            units.push(ResponsibleUnit {
                name: name.clone(),
                role,
                dispatched_at: time(Field::UnitDispatchedAt, Stage::Dispatched),
                handle_due_at: due.and_then(|(value, _)| value.as_str()).map(str::to_owned),
                handled_at: time(Field::UnitHandledAt, Stage::Feedback).filter(|_| index == 0),
            });
        }
    }
    units
}

fn photos(rows: &[&RowFacts]) -> Vec<Photo> {
    let mut photos: Vec<Photo> = Vec::new();
    for (role, file) in rows.iter().flat_map(|row| &row.photos) {
        let is_there = photos
            .iter()
            .any(|photo| photo.role == *role && photo.file == *file);
        if !is_there {
            photos.push(Photo {
                role: *role,
                file: file.clone(),
                alt: None,
                redact: Vec::new(),
            });
        }
    }
    photos.sort_by_key(|photo| photo.role);
    photos
}

fn known(rows: &[&RowFacts]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for string in rows.iter().flat_map(|row| &row.known) {
        if !known.contains(string) {
            known.push(string.clone());
        }
    }
    known
}

/// A follow-up that was none counts nowhere, so that its other answers may be missing.
fn judgement(case: &BTreeMap<Field, Value>) -> Result<Option<Judgement>, CellFault> {
    let answers = [Field::Contacted, Field::Resolved, Field::Satisfied];
    let valid = case.get(&Field::FollowUpValid).and_then(Value::as_bool);
    let judged_at = case.get(&Field::JudgedAt).and_then(Value::as_str);
    let is_silent = judged_at.is_none() && answers.iter().all(|field| !case.contains_key(field));
    if is_silent && valid != Some(true) {
        return Ok(None);
    }
    let flag = |field: Field| case.get(&field).and_then(Value::as_bool);
    let satisfied: Option<Satisfaction> = typed(case, Field::Satisfied);
    let counts = valid.unwrap_or(true);
    let all = judged_at.is_some()
        && flag(Field::Contacted).is_some()
        && flag(Field::Resolved).is_some()
        && satisfied.is_some();
    if counts && !all || judged_at.is_none() {
        return Err(CellFault::new(
            "incomplete-judgement",
            "和回访的其他几列没有写全",
            "有效回访要有时间、是否联系、是否解决和满意程度；没有回访的，这几列都留空。",
        ));
    }
    Ok(judged_at.map(|at| Judgement {
        judged_at: at.to_owned(),
        valid: counts,
        contacted: flag(Field::Contacted).unwrap_or(false),
        resolved: flag(Field::Resolved).unwrap_or(false),
        satisfied: satisfied.unwrap_or(Satisfaction::No),
    }))
}

/// The first stage whose time is doubtful, and why.
fn order(stages: &[StageEvent], now: Timestamp) -> Option<(Stage, CellFault)> {
    let time = |event: &StageEvent| event.at.as_deref()?.parse::<Timestamp>().ok();
    let is_ahead = |event: &&StageEvent| time(event).is_some_and(|at| at > now);
    if let Some(event) = stages.iter().find(is_ahead) {
        let fault = CellFault::new(
            "future-time",
            "里的时间还没有到",
            "核对日期，多半是月和日写反了；截止时间不要写进 [stages]。",
        );
        return Some((event.stage, fault));
    }
    let first = |stage: Stage| {
        (stages.iter())
            .filter(|event| event.stage == stage)
            .find_map(time)
    };
    let mut last = None;
    for stage in [
        Stage::Reported,
        Stage::Accepted,
        Stage::Filed,
        Stage::Dispatched,
        Stage::Closed,
    ] {
        let Some(at) = first(stage) else { continue };
        if last.is_some_and(|last| at < last) {
            let fault = CellFault::new(
                "time-order",
                "里的时间比前一个环节还早",
                "核对这几列的时间；只有日期没有时刻的，在平台里导出时刻。",
            );
            return Some((stage, fault));
        }
        last = Some(at);
    }
    None
}

fn last_time(record: &CaseRecord) -> Option<Timestamp> {
    let stages = record.stages.iter().filter_map(|event| event.at.as_deref());
    let units = (record.units.iter())
        .flat_map(|unit| [unit.dispatched_at.as_deref(), unit.handled_at.as_deref()])
        .flatten();
    let judged = record
        .judgement
        .iter()
        .map(|judgement| judgement.judged_at.as_str());
    stages
        .chain(units)
        .chain(judged)
        .filter_map(|time| time.parse().ok())
        .max()
}

fn kind_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Report => "举报",
        Kind::Consult => "咨询",
        Kind::Suggest => "建议",
        Kind::Book => "预约",
    }
}
