//! `cases release`: the only way across the border.
//!
//! Reads records, decisions and originals, asks the gate about every record that changed, and brings
//! `content/cases/` to what the gate says: finished photos first, then the months, then what is no
//! longer released goes. With a mistake in a record or decision nothing public changes.

mod publish;
mod warnings;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    time::Instant,
};

use rayon::prelude::*;
use serde::Serialize;

use self::{
    publish::publish,
    warnings::{warn_of_shared_photos, warn_of_stale},
};
use super::{
    cache::{Cache, CachedFile, Outcome, Settled, Told},
    decisions::{self, Decision, Verdict},
    gate::{self, Considered, GateFault, Reason, Standing},
    originals::Originals,
    pairs,
    paths::CasePaths,
    published::Published,
    records::{self, RecordFile, Records},
    tables::GateTables,
};
use crate::{
    diagnostic::Diagnostics,
    load::holidays,
    model::{
        calendar::MissingYear,
        released_case::{PublicId, ReleasedCase},
    },
};

/// What a release did; printed by `--json`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct ReleaseReport {
    /// Records after the newest of each id was chosen.
    pub records: u64,
    /// Rows in the released files.
    pub case_rows: u64,
    /// Rows with words, which get a page.
    pub case_pages: u64,
    /// Rows of categories that are reported from home.
    pub home_reported: u64,
    /// Records of which nothing is released.
    pub cases_withheld: u64,
    /// Why, and how many each.
    pub withheld: BTreeMap<&'static str, u64>,
    /// Rows whose words wait for a decision.
    pub undecided: u64,
    /// Rows whose resident did not agree to words.
    pub without_consent: u64,
    /// Rows whose decision is about other words or photos.
    pub stale_decisions: u64,
    /// Rows whose words stay as decided, though the masker would now mask them otherwise.
    pub masked_otherwise: u64,
    /// Rows whose words went because the masker now finds something in them.
    pub newly_found: u64,
    /// Records that the gate looked at.
    pub records_worked_on: u64,
    /// Records that had not changed.
    pub records_reused: u64,
    /// Photos finished.
    pub photos_encoded: u64,
    /// Photos that were finished before.
    pub photos_reused: u64,
    /// Files written below `content/cases/`.
    pub files_written: u64,
    /// Files removed there.
    pub files_removed: u64,
    /// Bytes written there.
    pub bytes_written: u64,
    /// Time it took, in milliseconds.
    pub wall_ms: u64,
}

/// Releases everything that may be released.
pub fn release(
    paths: &CasePaths,
    tables: &GateTables,
    found: &mut Diagnostics,
) -> io::Result<ReleaseReport> {
    let started = Instant::now();
    let cache = Cache::read(paths)?;
    let decisions = decisions::read(&paths.private, &paths.shown_private, found);
    let records = records::read(paths, &cache.known_files(), found)?;
    let originals = Originals::open(paths);
    let desk = Desk {
        paths,
        tables,
        decisions: &decisions,
        originals: &originals,
        published: &Published::at(paths),
    };
    let (settled, worked_on) = desk.settle_all(&records, &cache, found)?;
    let mut report = ReleaseReport {
        records: records.newest.len() as u64,
        records_worked_on: worked_on,
        ..ReleaseReport::default()
    };
    report.records_reused = report.records - worked_on.min(report.records);
    count(&settled, &mut report);
    warn_of_stale(&settled, found);
    warn_of_shared_photos(&settled, found);
    (report.photos_encoded, report.photos_reused) = originals.counts();
    if !found.has_errors() {
        publish(paths, &originals, &settled, &mut report)?;
        Cache::write(paths, &cached(&records, settled))?;
    }
    originals.close()?;
    report.wall_ms = started.elapsed().as_millis() as u64;
    Ok(report)
}

/// Everything that a verdict depends on.
struct Desk<'d> {
    paths: &'d CasePaths,
    tables: &'d GateTables,
    decisions: &'d BTreeMap<PublicId, Decision>,
    originals: &'d Originals<'d>,
    published: &'d Published,
}

impl Desk<'_> {
    /// Settles every record; those that did not change are taken from the cache.
    fn settle_all(
        &self,
        records: &Records,
        cache: &Cache,
        found: &mut Diagnostics,
    ) -> io::Result<(BTreeMap<PublicId, Settled>, u64)> {
        let mut wanted: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (file, line) in records.newest.values() {
            wanted.entry(*file).or_default().insert(*line);
        }
        let files: Vec<_> = wanted.into_iter().collect();
        let settled: Vec<io::Result<_>> = (files.par_iter())
            .map(|(index, lines)| self.settle_file(&records.files[*index], lines, cache))
            .collect();
        let (mut all, mut worked_on, mut missing) = (BTreeMap::new(), 0, BTreeSet::new());
        for result in settled {
            let of_file = result?;
            found.append(of_file.faults);
            worked_on += of_file.worked_on;
            missing.extend(of_file.missing_years);
            all.extend(of_file.settled);
        }
        // Once for each year, however many cases wait for it.
        for year in missing {
            found.push(holidays::missing(year, &self.paths.shown_content));
        }
        Ok((all, worked_on))
    }

    fn settle_file(
        &self,
        file: &RecordFile,
        lines: &BTreeSet<usize>,
        cache: &Cache,
    ) -> io::Result<SettledFile> {
        let known = cache.files.get(&file.stem);
        let (mut settled, mut changed) = (Vec::new(), BTreeSet::new());
        let mut told = BTreeMap::new();
        for index in lines {
            let line = &file.lines[*index];
            let old = known.and_then(|known| known.settled.get(&line.public_id));
            match old {
                Some(old)
                    if old.key == self.key(line.public_id, &line.digest)
                        && self.still_holds(old) =>
                {
                    if !old.told.is_empty() {
                        told.insert(*index, old.told.clone());
                    }
                    settled.push((line.public_id, old.clone()));
                }
                _ => {
                    changed.insert(*index);
                }
            }
        }
        let mut found = Diagnostics::default();
        self.tell_again(file, &told, &mut found)?;
        let mut missing_years = BTreeSet::new();
        if !changed.is_empty() {
            let texts = records::texts(file, &changed)?;
            let results: Vec<_> = texts
                .par_iter()
                .map(|(index, text)| (*index, text, self.settle(text)))
                .collect();
            for (index, text, answer) in results {
                let line = &file.lines[index];
                missing_years.extend(answer.missing_year);
                let told: Vec<Told> = answer.faults.iter().filter_map(Told::of).collect();
                // A record with more to say about it than can be said again is looked at next time.
                let key = if told.len() == answer.faults.len() {
                    self.key(line.public_id, &line.digest)
                } else {
                    String::new()
                };
                for fault in answer.faults {
                    found.push(records::complaint(
                        self.paths,
                        &file.path,
                        line.number,
                        text,
                        fault,
                    ));
                }
                if let Some(outcome) = answer.outcome {
                    let originals = answer.originals;
                    let entry = Settled {
                        key,
                        originals,
                        told,
                        outcome,
                    };
                    settled.push((line.public_id, entry));
                }
            }
        }
        Ok(SettledFile {
            settled,
            worked_on: changed.len() as u64,
            missing_years,
            faults: found,
        })
    }

    /// Warnings about records that have not changed.
    fn tell_again(
        &self,
        file: &RecordFile,
        told: &BTreeMap<usize, Vec<Told>>,
        found: &mut Diagnostics,
    ) -> io::Result<()> {
        if told.is_empty() {
            return Ok(());
        }
        let texts = records::texts(file, &told.keys().copied().collect())?;
        for (index, told) in told {
            for fault in told.iter().filter_map(Told::fault) {
                let number = file.lines[*index].number;
                let text = &texts[index];
                found.push(records::complaint(
                    self.paths, &file.path, number, text, fault,
                ));
            }
        }
        Ok(())
    }

    /// What the gate says of one record, and what is wrong with it.
    fn settle(&self, text: &str) -> Answer {
        let record = records::parse(text);
        let decision = PublicId::parse(&record.public_id).and_then(|id| self.decisions.get(&id));
        let candidate = match gate::consider(&record, decision, self.tables) {
            Err(faults) => return Answer::faulty(faults),
            Ok(Considered::Withheld(reason)) => return Answer::of(Outcome::Withheld(reason)),
            Ok(Considered::Coarse(case)) => {
                return Answer::of(released(&case, Standing::HomeReported));
            }
            Ok(Considered::Open(candidate)) => candidate,
        };
        let mut answer = Answer::faulty(candidate.warnings.clone());
        answer.missing_year = candidate.missing_year;
        let mut photos = Vec::new();
        // An arrangement of other photos needs none: the gate will not let it through.
        let pictures = candidate.pictures(decision).unwrap_or_default();
        if candidate.has_photos() {
            answer.originals = self.originals.digests(&record);
        }
        if !pictures.is_empty() {
            match self.originals.finish(&pictures) {
                Ok(finished) => photos = finished,
                Err(faults) => {
                    answer.faults.extend(faults);
                    return answer;
                }
            }
        } else {
            answer.faults.extend(self.originals.missing(&record));
        }
        answer.faults.extend(pairs::doubts(&record, self.originals));
        let (id, month) = (candidate.public_id(), candidate.month());
        let published = || self.published.case(month, id);
        match candidate.settle_beside(decision, &photos, published) {
            Ok((case, standing)) => answer.outcome = Some(released(&case, standing)),
            Err(faults) => answer.faults.extend(faults),
        }
        answer
    }

    /// Digest of everything that the outcome of a record depends on, except its originals: those
    /// are named in the outcome.
    fn key(&self, id: PublicId, line: &str) -> String {
        settled_key(line, self.decisions.get(&id), self.tables)
    }

    /// Whether the originals are what they were and the finished photos are there.
    fn still_holds(&self, old: &Settled) -> bool {
        if !self.originals.are_unchanged(&old.originals) {
            return false;
        }
        match &old.outcome {
            Outcome::Withheld(_) => true,
            Outcome::Released { photos, .. } => {
                photos.iter().all(|file| self.originals.is_kept(file))
            }
        }
    }
}

/// What became of the records of a file.
struct SettledFile {
    settled: Vec<(PublicId, Settled)>,
    /// Records that the gate looked at.
    worked_on: u64,
    /// Years whose working days nobody wrote down.
    missing_years: BTreeSet<MissingYear>,
    /// What was wrong.
    faults: Diagnostics,
}

/// What became of one record.
#[derive(Default)]
struct Answer {
    outcome: Option<Outcome>,
    originals: Vec<(String, String)>,
    missing_year: Option<MissingYear>,
    faults: Vec<GateFault>,
}

impl Answer {
    fn of(outcome: Outcome) -> Self {
        Self {
            outcome: Some(outcome),
            ..Self::default()
        }
    }

    fn faulty(faults: Vec<GateFault>) -> Self {
        Self {
            faults,
            ..Self::default()
        }
    }
}

fn released(case: &ReleasedCase, standing: Standing) -> Outcome {
    let summary = case.summary();
    Outcome::Released {
        month: summary.month(),
        line: case.to_line(),
        standing,
        has_page: summary.has_page(),
        photos: summary
            .photos()
            .iter()
            .map(|photo| photo.file.to_string())
            .collect(),
    }
}

fn count(settled: &BTreeMap<PublicId, Settled>, report: &mut ReleaseReport) {
    for Settled { outcome, .. } in settled.values() {
        match outcome {
            Outcome::Withheld(reason) => {
                report.cases_withheld += 1;
                *report.withheld.entry(reason.code()).or_default() += 1;
            }
            Outcome::Released {
                standing, has_page, ..
            } => {
                report.case_rows += 1;
                report.case_pages += u64::from(*has_page);
                match standing {
                    Standing::HomeReported => report.home_reported += 1,
                    Standing::NoConsent => report.without_consent += 1,
                    Standing::Undecided => report.undecided += 1,
                    Standing::Stale => report.stale_decisions += 1,
                    Standing::Kept => report.masked_otherwise += 1,
                    Standing::Finding => report.newly_found += 1,
                    Standing::Words | Standing::Facts => {}
                }
            }
        }
    }
}

fn cached(
    records: &Records,
    mut settled: BTreeMap<PublicId, Settled>,
) -> BTreeMap<String, CachedFile> {
    let mut by_file: BTreeMap<usize, BTreeMap<PublicId, Settled>> = BTreeMap::new();
    for (id, (file, _)) in &records.newest {
        if let Some(entry) = settled.remove(id) {
            by_file.entry(*file).or_default().insert(*id, entry);
        }
    }
    (records.files.iter().enumerate())
        .map(|(index, file)| {
            let settled = by_file.remove(&index).unwrap_or_default();
            (
                file.stem.clone(),
                CachedFile::new(&file.digest, &file.lines, settled),
            )
        })
        .collect()
}

/// Digest of everything that the outcome of a record depends on, except its originals.
pub(super) fn settled_key(line: &str, decision: Option<&Decision>, tables: &GateTables) -> String {
    let bound = decision.map(|decision| {
        let Decision {
            verdict,
            photos,
            digest,
            edits,
            ..
        } = decision;
        (verdict, photos, digest, edits)
    });
    let everything =
        serde_json::to_string(&(line, bound, tables.fingerprint())).expect("plain JSON");
    blake3::hash(everything.as_bytes()).to_hex()[..32].to_string()
}

/// Whether a decision keeps a record from being offered for another one.
pub(super) fn is_final(decision: &Decision) -> bool {
    matches!(
        decision.verdict,
        Verdict::Withhold | Verdict::SendBack | Verdict::Withdraw
    )
}

/// Why a record is not offered for a decision about words.
pub(super) fn refusal(reason: Reason) -> &'static str {
    match reason {
        Reason::NotAReport => "不是举报，不会公开",
        Reason::Sensitive => "涉及不公开的内容，整件不公开",
        Reason::Reviewer => "已决定不公开",
        Reason::Withdrawn => "已撤回",
    }
}
