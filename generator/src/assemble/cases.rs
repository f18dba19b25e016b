//! Released cases within the site: by position, by id, and what editors wrote on featured ones.

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use super::case_index::CaseIndex;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::cases::PublishedCase;
use crate::load::{Sources, holidays};
use crate::model::calendar::MissingYear;
use crate::model::released_case::{PublicId, Stage};

/// A case by its place among the months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseAt {
    /// Position of the month.
    pub month: u32,
    /// Position within the month.
    pub index: u32,
}

/// Editors' texts on featured cases. A text on a case that is not released, or not featured, is left
/// out: it may have been withdrawn since it was written.
pub(super) fn lessons(sources: &Sources, found: &mut Diagnostics) -> BTreeMap<PublicId, usize> {
    let mut wanted: BTreeMap<PublicId, usize> = BTreeMap::new();
    for (at, lesson) in sources.featured.iter().enumerate() {
        wanted.extend(lesson.item.case.map(|id| (id, at)));
    }
    if wanted.is_empty() {
        return wanted;
    }
    let cases = sources.months.iter().flat_map(|month| &month.cases);
    let kept: BTreeMap<PublicId, usize> = cases
        .filter(|case| case.summary.featured() && case.summary.has_page())
        .filter_map(|case| {
            let id = case.summary.public_id();
            Some((id, *wanted.get(&id)?))
        })
        .collect();
    for (id, at) in &wanted {
        if !kept.contains_key(id) {
            let file = &sources.featured[*at].file;
            found.push(
                Diagnostic::warning(
                    "featured-not-released",
                    format!("案件 {id} 没有作为典型案例公开，这段文字不会出现。"),
                )
                .at(file.line(1))
                .help("核对文件名里的公开编号；案件已经撤回的，删去这个文件。"),
            );
        }
    }
    kept
}

/// Working time is shown in days of the year in which a case was closed: its list must be there.
pub(super) fn missing_years(sources: &Sources, found: &mut Diagnostics) {
    let rows = (sources.months.iter())
        .flat_map(|month| &month.cases)
        .filter_map(|case| case.summary.row());
    let years: BTreeSet<i16> = rows
        .filter(|row| row.working_minutes.is_some())
        .filter_map(|row| Some(row.date_of(Stage::Closed)?.year()))
        .collect();
    for year in years {
        if sources.calendar.year(year).is_err() {
            found.push(holidays::missing(MissingYear(year), &sources.shown));
        }
    }
}

/// The page of a case by its public id, however it is typed.
pub(super) fn find_case(sources: &Sources, id: &str) -> Option<CaseAt> {
    let id = PublicId::read(id)?;
    sources
        .months
        .iter()
        .enumerate()
        .find_map(|(month, released)| {
            let index = released
                .cases
                .iter()
                .position(|case| case.summary.public_id() == id && case.summary.has_page())?;
            Some(CaseAt {
                month: u32::try_from(month).expect("months are few"),
                index: u32::try_from(index).expect("a month has fewer cases than that"),
            })
        })
}

impl Site {
    /// Takes cases out of the site that the scan of the output stopped: no page, list, picture or
    /// file names them any more.
    pub fn withhold(&mut self, cases: &BTreeSet<CaseAt>) {
        for (month, released) in self.sources.months.iter_mut().enumerate() {
            let mut index = 0;
            let before = released.cases.len();
            released.cases.retain(|_| {
                let at = CaseAt {
                    month: u32::try_from(month).expect("months are few"),
                    index,
                };
                index += 1;
                !cases.contains(&at)
            });
            released.withheld += before - released.cases.len();
        }
        self.cases = CaseIndex::of(&self.sources);
        let left: BTreeSet<PublicId> = self
            .case_pages()
            .map(|at| self.case(at).summary.public_id())
            .collect();
        self.lessons.retain(|id, _| left.contains(id));
    }

    /// The page of a case by its public id, however it is typed.
    #[must_use]
    pub fn case_by_id(&self, id: &str) -> Option<CaseAt> {
        find_case(&self.sources, id)
    }

    /// Whether no case of a category has a page.
    #[must_use]
    pub fn pages_of_category_are_empty(&self, category: usize) -> bool {
        !self.cases.has_category(category)
    }

    /// The case at a position.
    #[must_use]
    pub fn case(&self, at: CaseAt) -> &PublishedCase {
        &self.sources.months[at.month as usize].cases[at.index as usize]
    }

    /// All cases with a page, oldest month first.
    pub fn case_pages(&self) -> impl Iterator<Item = CaseAt> + '_ {
        self.sources
            .months
            .iter()
            .enumerate()
            .flat_map(|(month, released)| {
                released
                    .cases
                    .iter()
                    .enumerate()
                    .filter(|(_, case)| case.summary.has_page())
                    .map(move |(index, _)| CaseAt {
                        month: u32::try_from(month).expect("months are few"),
                        index: u32::try_from(index).expect("a month has fewer cases than that"),
                    })
            })
    }
}
