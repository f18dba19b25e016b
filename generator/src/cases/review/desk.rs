//! The desk's memory: records, decisions, and where every case stands. Looks at the disk again before
//! each answer, because imports, other desks and withdrawals go on beside it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    sync::Arc,
    time::SystemTime,
};

use jiayuan_function::case_record::CaseRecord;
use jiff::civil::DateTime;
use rayon::prelude::*;

use super::{
    ledger::Ledger,
    queue::{Around, Entry, State},
};
use crate::{
    cases::{
        CasePaths,
        cache::Cache,
        decisions::{self, Decision, Verdict},
        files,
        originals::Originals,
        records::{self, Records},
        release::settled_key,
        tables::GateTables,
    },
    diagnostic::Diagnostics,
    model::released_case::PublicId,
};

/// Everything that the desk knows.
pub(super) struct Desk {
    pub(super) paths: CasePaths,
    pub(super) tables: Arc<GateTables>,
    /// The reviewer, who answers for the decisions.
    pub(super) by: String,
    clock: fn() -> DateTime,
    ledger: Ledger,
    records: Records,
    /// Name, size and time of every records file when it was read.
    stamps: Vec<Stamp>,
    entries: BTreeMap<PublicId, Entry>,
    /// Mistakes in the records; a release stops at them.
    pub(super) mistakes: usize,
}

type Stamp = (std::path::PathBuf, u64, Option<SystemTime>);

/// A case taken out of the records to be looked at.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    pub(super) id: PublicId,
    pub(super) record: CaseRecord,
    pub(super) state: State,
    pub(super) decision: Option<Decision>,
    pub(super) history: Vec<Decision>,
    /// Changes with the record and with every decision: what a form was filled in about.
    pub(super) stamp: String,
}

/// How many cases wait, and how many were decided.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    pub(super) by_state: BTreeMap<State, usize>,
    pub(super) waiting: usize,
    pub(super) decided: usize,
}

impl Desk {
    /// Reads everything. With mistakes in the decisions the desk does not open; what is wrong with
    /// records is for whoever keeps them, and those cases say so.
    pub(super) fn open(
        paths: CasePaths,
        tables: GateTables,
        by: &str,
        clock: fn() -> DateTime,
        found: &mut Diagnostics,
    ) -> io::Result<Option<Self>> {
        decisions::read(&paths.private, &paths.shown_private, found);
        if !paths.records().is_dir() {
            records::read(&paths, &BTreeMap::new(), found)?;
        }
        if found.has_errors() {
            return Ok(None);
        }
        let mut desk = Self {
            ledger: Ledger::open(&paths.private)?,
            paths,
            tables: Arc::new(tables),
            by: by.trim().to_string(),
            clock,
            records: Records::default(),
            stamps: Vec::new(),
            entries: BTreeMap::new(),
            mistakes: 0,
        };
        desk.read_records(found)?;
        Ok(Some(desk))
    }

    /// Takes in what changed on disk. Answers whether a case was withdrawn since.
    pub(super) fn refresh(&mut self) -> io::Result<bool> {
        let touched: BTreeSet<_> = self.ledger.catch_up()?.into_iter().collect();
        let withdrawn = touched
            .iter()
            .any(|id| self.verdict(*id) == Some(Verdict::Withdraw));
        if self.stamps != stamps(&self.paths)? {
            self.read_records(&mut Diagnostics::default())?;
        } else if !touched.is_empty() {
            let ids = touched
                .into_iter()
                .filter(|id| self.records.newest.contains_key(id))
                .collect();
            self.look_at(&ids, &Cache::default())?;
        }
        Ok(withdrawn)
    }

    fn read_records(&mut self, found: &mut Diagnostics) -> io::Result<()> {
        // Before reading: what is written meanwhile is read next time.
        self.stamps = stamps(&self.paths)?;
        let cache = Cache::read(&self.paths)?;
        let mut mistakes = Diagnostics::default();
        let known = (self.records.files.iter())
            .map(|file| (file.stem.clone(), (file.digest.clone(), file.lines.clone())));
        let known = cache.known_files().into_iter().chain(known).collect();
        let before = std::mem::replace(
            &mut self.records,
            records::read(&self.paths, &known, &mut mistakes)?,
        );
        self.mistakes = mistakes.counts().0;
        found.append(mistakes);
        let line = |records: &Records, id: PublicId| {
            let (file, line) = *records.newest.get(&id)?;
            Some(records.files[file].lines[line].digest.clone())
        };
        self.entries
            .retain(|id, _| self.records.newest.contains_key(id));
        let changed = (self.records.newest.keys().copied())
            .filter(|id| {
                !self.entries.contains_key(id) || line(&before, *id) != line(&self.records, *id)
            })
            .collect();
        self.look_at(&changed, &cache)
    }

    /// Finds out where some cases stand.
    fn look_at(&mut self, ids: &BTreeSet<PublicId>, cache: &Cache) -> io::Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let originals = Originals::open(&self.paths);
        let around = Around {
            tables: &self.tables,
            originals: &originals,
        };
        let mut wanted: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for id in ids {
            let (file, line) = self.records.newest[id];
            wanted.entry(file).or_default().insert(line);
        }
        let mut found = Vec::new();
        for (file, lines) in wanted {
            let file = &self.records.files[file];
            let known = cache.files.get(&file.stem);
            let texts: Vec<_> = records::texts(file, &lines)?.into_iter().collect();
            found.par_extend(texts.par_iter().map(|(index, text)| {
                let line = &file.lines[*index];
                let id = line.public_id;
                let decision = self.ledger.last(id);
                let key = settled_key(&line.digest, decision, &self.tables);
                let settled = known
                    .and_then(|known| known.settled.get(&id))
                    .filter(|settled| settled.key == key);
                around.entry(id, &records::parse(text), decision, settled)
            }));
        }
        for entry in found {
            self.entries.insert(entry.id, entry);
        }
        originals.close()
    }

    /// A case with its words.
    pub(super) fn case(&self, id: PublicId) -> io::Result<Option<Opened>> {
        let (Some((file, line)), Some(entry)) =
            (self.records.newest.get(&id), self.entries.get(&id))
        else {
            return Ok(None);
        };
        let file = &self.records.files[*file];
        let texts = records::texts(file, &BTreeSet::from([*line]))?;
        let decision = self.ledger.last(id).cloned();
        let everything = serde_json::to_string(&(&file.lines[*line].digest, &decision))?;
        Ok(Some(Opened {
            id,
            record: records::parse(&texts[line]),
            state: entry.state,
            history: self.ledger.history(id).to_vec(),
            decision,
            stamp: blake3::hash(everything.as_bytes()).to_hex()[..32].to_string(),
        }))
    }

    /// Cases that are wanted, the oldest first.
    pub(super) fn queue(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
        let mut queue: Vec<_> = (self.entries.values())
            .filter(|entry| wanted(entry))
            .collect();
        queue.sort_by(|one, other| (&one.since, one.id).cmp(&(&other.since, other.id)));
        queue
    }

    /// By what a case is ordered in the queue.
    pub(super) fn since(&self, id: PublicId) -> Option<String> {
        self.entries.get(&id).map(|entry| entry.since.clone())
    }

    /// How far the work is.
    pub(super) fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for entry in self.entries.values() {
            *progress.by_state.entry(entry.state).or_default() += 1;
            progress.waiting += usize::from(entry.state.waits());
            progress.decided += usize::from(entry.state.is_decided());
        }
        progress
    }

    /// Lines of decisions that cannot be read.
    pub(super) fn broken_decisions(&self) -> usize {
        self.ledger.broken
    }

    /// A decision of this reviewer, now.
    pub(super) fn decision(&self, id: PublicId, verdict: Verdict) -> Decision {
        Decision::plain(id, verdict, &self.by, (self.clock)())
    }

    /// Writes a decision about a case as it was opened. It is on disk when this returns true; false
    /// if somebody else decided meanwhile.
    pub(super) fn write(&mut self, opened: &Opened, decision: &Decision) -> io::Result<bool> {
        let written = self.ledger.write(opened.decision.as_ref(), decision)?;
        self.look_at(&BTreeSet::from([opened.id]), &Cache::default())?;
        Ok(written)
    }

    /// Undoes this reviewer's last decision. Answers with the case.
    pub(super) fn undo(&mut self) -> io::Result<Option<PublicId>> {
        let at = decisions::written((self.clock)());
        let Some((seen, line)) = self.ledger.undoing(&self.by, at) else {
            return Ok(None);
        };
        let (seen, id) = (seen.clone(), line.public_id);
        if !self.ledger.write(Some(&seen), &line)? {
            return Ok(None);
        }
        if self.records.newest.contains_key(&id) {
            self.look_at(&BTreeSet::from([id]), &Cache::default())?;
        }
        Ok(Some(id))
    }

    fn verdict(&self, id: PublicId) -> Option<Verdict> {
        self.ledger.last(id).map(|decision| decision.verdict)
    }
}

fn stamps(paths: &CasePaths) -> io::Result<Vec<Stamp>> {
    (files::list(&paths.records(), "jsonl")?.into_iter())
        .map(|path| {
            let metadata = fs::metadata(&path)?;
            let modified = metadata.modified().ok();
            Ok((path, metadata.len(), modified))
        })
        .collect()
}
