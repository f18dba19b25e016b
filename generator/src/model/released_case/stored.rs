//! Summaries of a month's cases as a build keeps them between runs: compact, and quick to read.
//!
//! A month whose file did not change is not parsed again; everything that lists, figures and digests
//! need of it comes from here. A new list of cases has nothing to do for that: it works on summaries,
//! wherever they come from. A new field of [`CaseSummary`] or [`CaseRow`] has to be written and read
//! here too; both functions take the types apart field by field, so it cannot be forgotten.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    CaseCategory, CasePhoto, CaseRow, CaseStage, CaseSummary, CaseUnit, Month, PhotoRole, PublicId,
    Stage, UnitRole,
};

/// A case of a month: its summary, where its line starts in the file, and how long that is.
pub type Placed<S> = (S, u64, u32);

#[derive(Serialize, Deserialize)]
struct StoredMonth<'a> {
    /// Names that many cases share.
    #[serde(borrow)]
    names: Vec<&'a str>,
    #[serde(borrow)]
    cases: Vec<StoredCase<'a>>,
}

/// Position among the names.
type Name = u32;

/// A date as a number: year, month and day beside each other.
type Day = u32;

#[derive(Serialize, Deserialize)]
struct StoredCase<'a> {
    public_id: &'a str,
    group: Name,
    row: Option<StoredRow>,
    title: Option<&'a str>,
    outline: Option<&'a str>,
    #[serde(borrow)]
    photos: Vec<StoredPhoto<'a>>,
    featured: bool,
    has_page: bool,
    is_told_by_unit: bool,
    digest: [u8; 16],
    offset: u64,
    length: u32,
}

#[derive(Serialize, Deserialize)]
struct StoredRow {
    category: [Name; 4],
    street: Name,
    community: Option<Name>,
    source: Name,
    units: Vec<StoredUnit>,
    stages: Vec<(Stage, Option<Day>, Option<Name>)>,
    handle_due: Option<Day>,
    close_due: Option<Day>,
    due_month: Option<Day>,
    handled_on_time: Option<bool>,
    closed_on_time: Option<bool>,
    working_minutes: Option<u32>,
    reworked: Option<bool>,
    deferred: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct StoredUnit {
    name: Name,
    role: UnitRole,
    dispatched: Option<Day>,
    handle_due: Option<Day>,
    handled: Option<Day>,
    handled_on_time: Option<bool>,
    reworked: Option<bool>,
    deferred: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct StoredPhoto<'a> {
    role: PhotoRole,
    file: &'a str,
    width: u32,
    height: u32,
    alt: &'a str,
}

/// Writes the summaries of a month.
#[must_use]
pub fn store<'a>(cases: impl Iterator<Item = Placed<&'a CaseSummary>>) -> Vec<u8> {
    let mut names = Writing::default();
    let cases = cases
        .map(|(summary, offset, length)| {
            let CaseSummary {
                public_id,
                month: _,
                group,
                row,
                title,
                outline,
                photos,
                featured,
                has_page,
                is_told_by_unit,
                digest,
            } = summary;
            StoredCase {
                public_id: public_id.as_str(),
                group: names.number(group),
                row: row.as_ref().map(|row| names.row(row)),
                title: title.as_deref(),
                outline: outline.as_deref(),
                photos: photos.iter().map(StoredPhoto::of).collect(),
                featured: *featured,
                has_page: *has_page,
                is_told_by_unit: *is_told_by_unit,
                digest: *digest,
                offset,
                length,
            }
        })
        .collect();
    let month = StoredMonth {
        names: names.names,
        cases,
    };
    postcard::to_stdvec(&month).expect("summaries are plain data")
}

/// Reads the summaries of a month again; none if they are damaged.
#[must_use]
pub fn restore(month: Month, bytes: &[u8]) -> Option<Vec<Placed<CaseSummary>>> {
    let stored: StoredMonth<'_> = postcard::from_bytes(bytes).ok()?;
    let names: Vec<Arc<str>> = stored.names.into_iter().map(Arc::from).collect();
    let names = Reading(&names);
    stored
        .cases
        .into_iter()
        .map(|case| {
            let summary = CaseSummary {
                public_id: PublicId::parse(case.public_id)?,
                month,
                group: names.name(case.group)?,
                row: match case.row {
                    Some(row) => Some(Box::new(names.row(row)?)),
                    None => None,
                },
                title: case.title.map(Box::from),
                outline: case.outline.map(Box::from),
                photos: case.photos.into_iter().map(StoredPhoto::photo).collect(),
                featured: case.featured,
                has_page: case.has_page,
                is_told_by_unit: case.is_told_by_unit,
                digest: case.digest,
            };
            Some((summary, case.offset, case.length))
        })
        .collect()
}

#[derive(Default)]
struct Writing<'a> {
    names: Vec<&'a str>,
    numbers: BTreeMap<&'a str, Name>,
}

impl<'a> Writing<'a> {
    fn number(&mut self, name: &'a str) -> Name {
        let next = Name::try_from(self.names.len()).expect("names are few");
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.names.push(name);
        }
        number
    }

    fn row(&mut self, row: &'a CaseRow) -> StoredRow {
        let CaseRow {
            category:
                CaseCategory {
                    edition,
                    kind,
                    code,
                    label,
                },
            street,
            community,
            source,
            units,
            stages,
            handle_due,
            close_due,
            due_month,
            handled_on_time,
            closed_on_time,
            working_minutes,
            reworked,
            deferred,
        } = row;
        StoredRow {
            category: [edition, kind, code, label].map(|name| self.number(name)),
            street: self.number(street),
            community: community.as_deref().map(|name| self.number(name)),
            source: self.number(source),
            units: units.iter().map(|unit| self.unit(unit)).collect(),
            stages: stages
                .iter()
                .map(|CaseStage { stage, date, unit }| {
                    let unit = unit.as_deref().map(|name| self.number(name));
                    (*stage, date.map(day), unit)
                })
                .collect(),
            handle_due: handle_due.map(day),
            close_due: close_due.map(day),
            due_month: due_month.map(month_number),
            handled_on_time: *handled_on_time,
            closed_on_time: *closed_on_time,
            working_minutes: *working_minutes,
            reworked: *reworked,
            deferred: *deferred,
        }
    }

    fn unit(&mut self, unit: &'a CaseUnit) -> StoredUnit {
        let CaseUnit {
            name,
            role,
            dispatched,
            handle_due,
            handled,
            handled_on_time,
            reworked,
            deferred,
        } = unit;
        StoredUnit {
            name: self.number(name),
            role: *role,
            dispatched: dispatched.map(day),
            handle_due: handle_due.map(day),
            handled: handled.map(day),
            handled_on_time: *handled_on_time,
            reworked: *reworked,
            deferred: *deferred,
        }
    }
}

struct Reading<'a>(&'a [Arc<str>]);

impl Reading<'_> {
    fn name(&self, number: Name) -> Option<Arc<str>> {
        self.0.get(number as usize).cloned()
    }

    fn maybe(&self, number: Option<Name>) -> Option<Option<Arc<str>>> {
        match number {
            Some(number) => self.name(number).map(Some),
            None => Some(None),
        }
    }

    fn row(&self, row: StoredRow) -> Option<CaseRow> {
        let [edition, kind, code, label] = row.category;
        Some(CaseRow {
            category: CaseCategory {
                edition: self.name(edition)?,
                kind: self.name(kind)?,
                code: self.name(code)?,
                label: self.name(label)?,
            },
            street: self.name(row.street)?,
            community: self.maybe(row.community)?,
            source: self.name(row.source)?,
            units: row
                .units
                .into_iter()
                .map(|unit| {
                    Some(CaseUnit {
                        name: self.name(unit.name)?,
                        role: unit.role,
                        dispatched: date(unit.dispatched)?,
                        handle_due: date(unit.handle_due)?,
                        handled: date(unit.handled)?,
                        handled_on_time: unit.handled_on_time,
                        reworked: unit.reworked,
                        deferred: unit.deferred,
                    })
                })
                .collect::<Option<_>>()?,
            stages: row
                .stages
                .into_iter()
                .map(|(stage, day, unit)| {
                    Some(CaseStage {
                        stage,
                        date: date(day)?,
                        unit: self.maybe(unit)?,
                    })
                })
                .collect::<Option<_>>()?,
            handle_due: date(row.handle_due)?,
            close_due: date(row.close_due)?,
            due_month: match row.due_month {
                Some(number) => Some(Month::of(date(Some(number | 1))??)),
                None => None,
            },
            handled_on_time: row.handled_on_time,
            closed_on_time: row.closed_on_time,
            working_minutes: row.working_minutes,
            reworked: row.reworked,
            deferred: row.deferred,
        })
    }
}

impl<'a> StoredPhoto<'a> {
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
            file,
            width: *width,
            height: *height,
            alt,
        }
    }

    fn photo(self) -> CasePhoto {
        CasePhoto {
            role: self.role,
            file: self.file.into(),
            width: self.width,
            height: self.height,
            alt: self.alt.into(),
        }
    }
}

fn day(date: Date) -> Day {
    // The reader of released files accepts four digits of a year and nothing else.
    u32::from(date.year().unsigned_abs()) << 9
        | u32::from(date.month().unsigned_abs()) << 5
        | u32::from(date.day().unsigned_abs())
}

fn month_number(month: Month) -> Day {
    u32::from(month.year().unsigned_abs()) << 9 | u32::from(month.month().unsigned_abs()) << 5
}

/// The outer option is none for a number that is no date.
fn date(number: Option<Day>) -> Option<Option<Date>> {
    let Some(number) = number else {
        return Some(None);
    };
    let part = |shift: u32, mask: u32| i16::try_from(number >> shift & mask).ok();
    let (year, month, day) = (part(9, 0x3fff)?, part(5, 15)?, part(0, 31)?);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Some(date))
}
