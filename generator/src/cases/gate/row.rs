//! A record's facts: who, where, when, without times of day.

use std::sync::Arc;

use jiayuan_function::case_record::{CaseRecord, ResponsibleUnit, Stage, UnitRole};
use jiff::{Timestamp, civil::Date};

use super::GateFault;
use crate::{
    cases::tables::GateTables,
    diagnostic::nearest,
    masking,
    model::{
        calendar::{MissingYear, OFFICE},
        released_case::{CaseCategory, CaseRow, CaseStage, CaseUnit, Month, PublicId},
    },
};

/// What can be said of a record without words.
pub(super) struct Facts {
    pub(super) public_id: PublicId,
    pub(super) month: Month,
    pub(super) group: Arc<str>,
    /// None for a category that is reported from home.
    pub(super) row: Option<CaseRow>,
    pub(super) warnings: Vec<GateFault>,
    /// A year whose working days nobody wrote down, so that the working time stays open.
    pub(super) missing_year: Option<MissingYear>,
}

/// Collects everything that is wrong, so that one run tells it all.
struct Reading<'r> {
    record: &'r CaseRecord,
    tables: &'r GateTables,
    faults: Vec<GateFault>,
    warnings: Vec<GateFault>,
    missing_year: Option<MissingYear>,
}

pub(super) fn read(record: &CaseRecord, tables: &GateTables) -> Result<Facts, Vec<GateFault>> {
    let mut reading = Reading {
        record,
        tables,
        faults: Vec::new(),
        warnings: Vec::new(),
        missing_year: None,
    };
    let facts = reading.facts();
    match facts {
        Some(mut facts) if reading.faults.is_empty() => {
            facts.warnings = reading.warnings;
            facts.missing_year = reading.missing_year;
            Ok(facts)
        }
        _ => Err(reading.faults),
    }
}

impl Reading<'_> {
    fn facts(&mut self) -> Option<Facts> {
        let public_id = self.public_id();
        let stages = self.stages();
        let month = stages
            .iter()
            .find_map(|(stage, _)| stage.date)
            .map(Month::of);
        if month.is_none() {
            self.fault(
                "undated-record",
                "stages",
                None,
                "没有一个环节写明时间，无法归入月份。",
                "至少给 reported 或 accepted 写上时间。",
            );
        }
        let (category, group, home_reported) = self.category()?;
        let row = if home_reported {
            None
        } else {
            Some(self.row(category, stages)?)
        };
        Some(Facts {
            public_id: public_id?,
            month: month?,
            group,
            row,
            warnings: Vec::new(),
            missing_year: None,
        })
    }

    fn fault(
        &mut self,
        code: &'static str,
        key: &'static str,
        value: Option<&str>,
        message: &str,
        help: &str,
    ) {
        self.faults.push(GateFault {
            code,
            key,
            value: value.map(str::to_string),
            message: message.to_string(),
            help: help.to_string(),
            is_warning: false,
        });
    }

    fn public_id(&mut self) -> Option<PublicId> {
        let id = PublicId::parse(&self.record.public_id);
        if id.is_none() {
            let written = self.record.public_id.clone();
            self.fault(
                "bad-id",
                "public_id",
                Some(&written),
                "public_id 写得不对。",
                "写成 XXXXX-XXXXX-XXXXX，15 个 Crockford 字符。",
            );
        }
        id
    }

    /// A time, if there is one. A time that cannot be read is a fault.
    fn time(&mut self, key: &'static str, text: Option<&str>) -> Option<Timestamp> {
        let text = text?;
        let time = text.parse::<Timestamp>().ok();
        if time.is_none() {
            self.fault(
                "bad-time",
                key,
                Some(text),
                "这个时间读不出来。",
                "写成 2017-08-03T09:12:00+08:00，带时区。",
            );
        }
        time
    }

    fn category(&mut self) -> Option<(CaseCategory, Arc<str>, bool)> {
        let Some(named) = &self.record.category else {
            self.fault(
                "no-category",
                "public_id",
                None,
                "举报没有写类别。",
                "补上 category；不属于举报的，把 kind 改为 consult、suggest 或 book。",
            );
            return None;
        };
        let Some(known) = self
            .tables
            .category(&named.edition, &named.kind, &named.code)
        else {
            let message = format!(
                "categories.toml 里没有 {} {} {}。",
                named.edition, named.kind, named.code
            );
            self.fault(
                "unknown-category",
                "code",
                Some(&named.code),
                &message,
                "在 categories.toml 里加上它，或者改正这条记录。",
            );
            return None;
        };
        if known.label != named.label && !known.aliases.contains(&named.label) {
            let message = format!(
                "编码 {} 在 categories.toml 里叫“{}”，这里写的是“{}”。",
                named.code, known.label, named.label
            );
            self.fault(
                "unknown-category",
                "label",
                Some(&named.label),
                &message,
                "改成同一个名称，或者把这里的写法加进 aliases。",
            );
            return None;
        }
        let category = CaseCategory {
            edition: named.edition.as_str().into(),
            kind: named.kind.as_str().into(),
            code: named.code.as_str().into(),
            label: known.label.as_str().into(),
        };
        Some((category, known.group.as_str().into(), known.home_reported))
    }

    fn stages(&mut self) -> Vec<(CaseStage, Option<Timestamp>)> {
        let record = self.record;
        (record.stages.iter())
            .map(|reached| {
                let at = self.time("at", reached.at.as_deref());
                let unit = reached
                    .unit
                    .as_deref()
                    .and_then(|name| self.unit_name("unit", name));
                let stage = CaseStage {
                    stage: reached.stage,
                    date: at.map(day),
                    unit,
                };
                (stage, at)
            })
            .collect()
    }

    fn unit_name(&mut self, key: &'static str, name: &str) -> Option<Arc<str>> {
        let known = self.tables.unit(name).map(Arc::from);
        if known.is_none() {
            let help = near(name, self.tables.units(), "units.toml");
            self.fault(
                "unknown-unit",
                key,
                Some(name),
                &format!("units.toml 里没有责任单位“{name}”。"),
                &help,
            );
        }
        known
    }

    fn row(
        &mut self,
        category: CaseCategory,
        stages: Vec<(CaseStage, Option<Timestamp>)>,
    ) -> Option<CaseRow> {
        let record = self.record;
        let (street, community) = self.street()?;
        let source = self.source()?;
        let reached = |wanted: Stage| stages.iter().any(|(stage, _)| stage.stage == wanted);
        let time_of = |wanted: Stage| {
            stages
                .iter()
                .rev()
                .find(|(stage, _)| stage.stage == wanted)
                .and_then(|(_, at)| *at)
        };
        let handle_due = self.time("handle_due_at", record.handle_due_at.as_deref());
        let close_due = self.time("close_due_at", record.close_due_at.as_deref());
        let is_closed = reached(Stage::Closed);
        let mut times = Vec::new();
        let mut units = Vec::new();
        for unit in &record.units {
            let steps = UnitTimes {
                dispatched: self.time("dispatched_at", unit.dispatched_at.as_deref()),
                due: self.time("handle_due_at", unit.handle_due_at.as_deref()),
                handled: self.time("handled_at", unit.handled_at.as_deref()),
            };
            let Some(name) = self.unit_name("name", &unit.name) else {
                continue;
            };
            units.push(unit_facts(
                unit, name, &steps, handle_due, is_closed, record, &stages,
            ));
            times.push((unit.role, steps));
        }
        units.sort_by_key(|unit| unit.role != UnitRole::Lead);
        let lead = lead_times(&times);
        let handled = lead.handled.or_else(|| time_of(Stage::Feedback));
        let due = handle_due.or(lead.due);
        let first = stages.iter().find_map(|(_, at)| *at);
        let working_minutes = self.working_minutes(first, time_of(Stage::Closed));
        Some(CaseRow {
            category,
            street,
            community,
            source,
            units,
            handle_due: due.map(day),
            close_due: close_due.map(day),
            due_month: due.map(day).map(Month::of),
            handled_on_time: in_time(handled, due),
            closed_on_time: in_time(time_of(Stage::Closed), close_due),
            working_minutes,
            reworked: happened(reached(Stage::Reworked), is_closed),
            deferred: happened(reached(Stage::Deferred), handled.is_some() || is_closed),
            stages: stages.into_iter().map(|(stage, _)| stage).collect(),
        })
    }

    /// Working time from the report to the closing, by the official list of working days.
    fn working_minutes(&mut self, from: Option<Timestamp>, to: Option<Timestamp>) -> Option<u32> {
        match self.tables.calendar.minutes_between(from?, to?) {
            Ok(minutes) => Some(minutes),
            Err(year) => {
                self.missing_year = Some(year);
                None
            }
        }
    }

    fn street(&mut self) -> Option<(Arc<str>, Option<Arc<str>>)> {
        let Some(name) = &self.record.street else {
            self.fault(
                "no-street",
                "public_id",
                None,
                "举报没有写街道。",
                "补上 street。",
            );
            return None;
        };
        let Some(street) = self.tables.street(name) else {
            let help = near(name, self.tables.streets(), "streets.toml");
            self.fault(
                "unknown-street",
                "street",
                Some(name),
                &format!("streets.toml 里没有街道“{name}”。"),
                &help,
            );
            return None;
        };
        // A community that no table knows is somebody's words; the street is fine enough.
        let community = self.record.community.as_deref().filter(|name| {
            let known = street.communities.contains(*name);
            if !known {
                self.warnings.push(GateFault {
                    code: "unknown-community",
                    key: "community",
                    value: Some((*name).to_string()),
                    message: format!(
                        "streets.toml 的“{}”下没有这个社区，只公开到街道。",
                        street.name
                    ),
                    help: "要公开到社区，就在 streets.toml 的 communities 里加上它。".into(),
                    is_warning: true,
                });
            }
            known
        });
        Some((street.name.as_str().into(), community.map(Arc::from)))
    }

    /// The channel is the office's word; a number or name in it is a mistake of the export.
    fn source(&mut self) -> Option<Arc<str>> {
        let source = self.record.source.trim();
        let is_word = (1..=20).contains(&source.chars().count())
            && !masking::finds_private(source, &self.tables.allow, &[]);
        if !is_word {
            self.fault(
                "bad-source",
                "source",
                None,
                "source 应当是渠道的名称，例如 热线、公众号、采集员。",
                "不超过 20 个字，不带号码和姓名。",
            );
        }
        is_word.then(|| source.into())
    }
}

struct UnitTimes {
    dispatched: Option<Timestamp>,
    due: Option<Timestamp>,
    handled: Option<Timestamp>,
}

fn unit_facts(
    unit: &ResponsibleUnit,
    name: Arc<str>,
    steps: &UnitTimes,
    case_due: Option<Timestamp>,
    is_closed: bool,
    record: &CaseRecord,
    stages: &[(CaseStage, Option<Timestamp>)],
) -> CaseUnit {
    // A side state without a unit concerns the only unit, or the lead.
    let concerned = |wanted: Stage| {
        stages.iter().any(|(stage, _)| {
            stage.stage == wanted
                && match &stage.unit {
                    Some(other) => *other == name,
                    None => record.units.len() == 1 || unit.role == UnitRole::Lead,
                }
        })
    };
    let due = steps.due.or(case_due);
    CaseUnit {
        role: unit.role,
        dispatched: steps.dispatched.map(day),
        handle_due: due.map(day),
        handled: steps.handled.map(day),
        handled_on_time: in_time(steps.handled, due),
        reworked: happened(concerned(Stage::Reworked), is_closed),
        deferred: happened(
            concerned(Stage::Deferred),
            steps.handled.is_some() || is_closed,
        ),
        name,
    }
}

/// The case is handled when the last leading unit has handled it, and due when the first is.
fn lead_times(times: &[(UnitRole, UnitTimes)]) -> UnitTimes {
    let leads = || {
        times
            .iter()
            .filter(|(role, _)| *role == UnitRole::Lead)
            .map(|(_, steps)| steps)
    };
    let all_handled = leads().all(|steps| steps.handled.is_some());
    UnitTimes {
        dispatched: None,
        due: leads().filter_map(|steps| steps.due).min(),
        handled: leads()
            .filter_map(|steps| steps.handled)
            .max()
            .filter(|_| all_handled),
    }
}

/// Whether it was done by then; none while either is unknown.
fn in_time(done: Option<Timestamp>, due: Option<Timestamp>) -> Option<bool> {
    Some(done? <= due?)
}

/// True as soon as it happened, false once it cannot happen any more.
fn happened(reached: bool, is_over: bool) -> Option<bool> {
    (reached || is_over).then_some(reached)
}

fn day(time: Timestamp) -> Date {
    OFFICE.to_datetime(time).date()
}

fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>, table: &str) -> String {
    match nearest(name, known) {
        Some(meant) => format!("是不是“{meant}”？改过名的，把旧名写进 {table} 的 aliases。"),
        None => format!("在 {table} 里加上它（改过名的写进 aliases），或者改正这条记录。"),
    }
}
