//! The line of a released file: its keys, in their order.

use std::borrow::Cow;

use jiayuan_function::case_record::{PhotoRole, Stage, UnitRole};
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    CaseCategory, CasePhoto, CaseRow, CaseStage, CaseUnit, CaseWords, Month, Names, PublicId,
    ReleasedCase, ReleasedParts, SCHEMA_VERSION, check::Fault, month::Day,
};

/// A key of the row: left out in rows of categories that are reported from home, otherwise written
/// even if it is null.
type RowKey<T> = Option<Option<T>>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    schema_version: u32,
    public_id: PublicId,
    month: Month,
    #[serde(borrow)]
    group: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    category: Option<LineCategory<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    street: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    community: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    source: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    units: Option<Vec<LineUnit<'a>>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    stages: Option<Vec<LineStage<'a>>>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    handle_due: RowKey<Day>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    close_due: RowKey<Day>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    due_month: RowKey<Month>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    handled_on_time: RowKey<bool>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    closed_on_time: RowKey<bool>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    working_minutes: RowKey<u32>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    reworked: RowKey<bool>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    deferred: RowKey<bool>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    title: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    description: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    result: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    public_summary: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    place: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    featured: bool,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    photos: Vec<LinePhoto<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    kept: Vec<Text<'a>>,
}

/// A text that is borrowed from the line where JSON allows it. (`Option<Cow>` would always copy.)
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineCategory<'a> {
    #[serde(borrow)]
    edition: Text<'a>,
    kind: Text<'a>,
    code: Text<'a>,
    label: Text<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineUnit<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    role: UnitRole,
    #[serde(deserialize_with = "nullable")]
    dispatched: Option<Day>,
    #[serde(deserialize_with = "nullable")]
    handle_due: Option<Day>,
    #[serde(deserialize_with = "nullable")]
    handled: Option<Day>,
    #[serde(deserialize_with = "nullable")]
    handled_on_time: Option<bool>,
    #[serde(deserialize_with = "nullable")]
    reworked: Option<bool>,
    #[serde(deserialize_with = "nullable")]
    deferred: Option<bool>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineStage<'a> {
    stage: Stage,
    #[serde(deserialize_with = "nullable")]
    date: Option<Day>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    unit: Option<Text<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinePhoto<'a> {
    role: PhotoRole,
    #[serde(borrow)]
    file: Text<'a>,
    width: u32,
    height: u32,
    alt: Text<'a>,
}

/// A value that may be null but not left out: naming a function takes serde's default for options away.
fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<RowKey<T>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl<'a> Line<'a> {
    /// The line that says what a case says.
    pub(super) fn of(case: &'a ReleasedCase) -> Self {
        let summary = &case.summary;
        let row = summary.row();
        Self {
            schema_version: SCHEMA_VERSION,
            public_id: summary.public_id,
            month: summary.month,
            group: text(&summary.group),
            category: row.map(|row| LineCategory {
                edition: text(&row.category.edition),
                kind: text(&row.category.kind),
                code: text(&row.category.code),
                label: text(&row.category.label),
            }),
            street: row.map(|row| text(&row.street)),
            community: row.and_then(|row| row.community.as_deref()).map(text),
            source: row.map(|row| text(&row.source)),
            units: row.map(|row| row.units.iter().map(LineUnit::of).collect()),
            stages: row.map(|row| row.stages.iter().map(LineStage::of).collect()),
            handle_due: row.map(|row| row.handle_due.map(Day)),
            close_due: row.map(|row| row.close_due.map(Day)),
            due_month: row.map(|row| row.due_month),
            handled_on_time: row.map(|row| row.handled_on_time),
            closed_on_time: row.map(|row| row.closed_on_time),
            working_minutes: row.map(|row| row.working_minutes),
            reworked: row.map(|row| row.reworked),
            deferred: row.map(|row| row.deferred),
            title: case.title().map(text),
            description: case.description().map(text),
            result: case.result().map(text),
            public_summary: case.public_summary().map(text),
            place: case.place().map(text),
            featured: summary.featured,
            photos: summary.photos.iter().map(LinePhoto::of).collect(),
            kept: case.kept.iter().map(|piece| text(piece)).collect(),
        }
    }

    /// What the line says. A row is complete or not there at all.
    pub(super) fn into_parts(self, names: &mut Names) -> Result<ReleasedParts, Fault> {
        if self.schema_version != SCHEMA_VERSION {
            return Err(Fault::new(
                "schema_version",
                format!("schema_version 应当是 {SCHEMA_VERSION}。"),
            ));
        }
        let missing = |key: &'static str| Fault::new("public_id", format!("这一行缺少 {key}。"));
        let row = match self.category {
            Some(category) => Some(CaseRow {
                category: CaseCategory {
                    edition: names.keep(&category.edition.0),
                    kind: names.keep(&category.kind.0),
                    code: names.keep(&category.code.0),
                    label: names.keep(&category.label.0),
                },
                street: names.keep(&self.street.ok_or_else(|| missing("street"))?.0),
                community: self.community.map(|name| names.keep(&name.0)),
                source: names.keep(&self.source.ok_or_else(|| missing("source"))?.0),
                units: (self.units.ok_or_else(|| missing("units"))?.into_iter())
                    .map(|unit| unit.into_unit(names))
                    .collect(),
                stages: (self.stages.ok_or_else(|| missing("stages"))?.into_iter())
                    .map(|stage| stage.into_stage(names))
                    .collect(),
                handle_due: self
                    .handle_due
                    .ok_or_else(|| missing("handle_due"))?
                    .map(|day| day.0),
                close_due: self
                    .close_due
                    .ok_or_else(|| missing("close_due"))?
                    .map(|day| day.0),
                due_month: self.due_month.ok_or_else(|| missing("due_month"))?,
                handled_on_time: self
                    .handled_on_time
                    .ok_or_else(|| missing("handled_on_time"))?,
                closed_on_time: self
                    .closed_on_time
                    .ok_or_else(|| missing("closed_on_time"))?,
                working_minutes: self
                    .working_minutes
                    .ok_or_else(|| missing("working_minutes"))?,
                reworked: self.reworked.ok_or_else(|| missing("reworked"))?,
                deferred: self.deferred.ok_or_else(|| missing("deferred"))?,
            }),
            None => {
                let stray = [
                    ("street", self.street.is_some()),
                    ("community", self.community.is_some()),
                    ("source", self.source.is_some()),
                    ("units", self.units.is_some()),
                    ("stages", self.stages.is_some()),
                    ("handle_due", self.handle_due.is_some()),
                    ("close_due", self.close_due.is_some()),
                    ("due_month", self.due_month.is_some()),
                    ("handled_on_time", self.handled_on_time.is_some()),
                    ("closed_on_time", self.closed_on_time.is_some()),
                    ("working_minutes", self.working_minutes.is_some()),
                    ("reworked", self.reworked.is_some()),
                    ("deferred", self.deferred.is_some()),
                ];
                if let Some((key, _)) = stray.into_iter().find(|(_, there)| *there) {
                    return Err(Fault::new(
                        key,
                        format!("没有 category 的行只公开编号、月份和大类，不能有 {key}。"),
                    ));
                }
                None
            }
        };
        Ok(ReleasedParts {
            public_id: self.public_id,
            month: self.month,
            group: names.keep(&self.group.0),
            row,
            words: CaseWords {
                title: self.title.map(boxed),
                description: self.description.map(boxed),
                result: self.result.map(boxed),
                public_summary: self.public_summary.map(boxed),
                place: self.place.map(boxed),
                featured: self.featured,
                photos: self.photos.into_iter().map(LinePhoto::into_photo).collect(),
                kept: self.kept.into_iter().map(boxed).collect(),
            },
        })
    }
}

impl<'a> LineUnit<'a> {
    fn of(unit: &'a CaseUnit) -> Self {
        Self {
            name: text(&unit.name),
            role: unit.role,
            dispatched: unit.dispatched.map(Day),
            handle_due: unit.handle_due.map(Day),
            handled: unit.handled.map(Day),
            handled_on_time: unit.handled_on_time,
            reworked: unit.reworked,
            deferred: unit.deferred,
        }
    }

    fn into_unit(self, names: &mut Names) -> CaseUnit {
        CaseUnit {
            name: names.keep(&self.name.0),
            role: self.role,
            dispatched: self.dispatched.map(|day| day.0),
            handle_due: self.handle_due.map(|day| day.0),
            handled: self.handled.map(|day| day.0),
            handled_on_time: self.handled_on_time,
            reworked: self.reworked,
            deferred: self.deferred,
        }
    }
}

impl<'a> LineStage<'a> {
    fn of(stage: &'a CaseStage) -> Self {
        Self {
            stage: stage.stage,
            date: stage.date.map(Day),
            unit: stage.unit.as_deref().map(text),
        }
    }

    fn into_stage(self, names: &mut Names) -> CaseStage {
        CaseStage {
            stage: self.stage,
            date: self.date.map(|day| day.0),
            unit: self.unit.map(|name| names.keep(&name.0)),
        }
    }
}

impl<'a> LinePhoto<'a> {
    fn of(photo: &'a CasePhoto) -> Self {
        let CasePhoto {
            role,
            file,
            width,
            height,
            alt,
        } = photo;
        Self {
            role: *role,
            file: text(file),
            width: *width,
            height: *height,
            alt: text(alt),
        }
    }

    fn into_photo(self) -> CasePhoto {
        let Self {
            role,
            file,
            width,
            height,
            alt,
        } = self;
        CasePhoto {
            role,
            file: boxed(file),
            width,
            height,
            alt: boxed(alt),
        }
    }
}

fn text(text: &str) -> Text<'_> {
    Text(Cow::Borrowed(text))
}

fn boxed(text: Text<'_>) -> Box<str> {
    text.0.into()
}
