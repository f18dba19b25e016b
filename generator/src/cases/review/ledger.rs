//! The decisions as the desk knows them: the whole history of every case, kept up with what other
//! programs add.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use crate::{
    cases::decisions::{self, Decision, Locked, Verdict},
    json_line,
    model::released_case::PublicId,
};

/// All decisions, oldest first.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    private: PathBuf,
    read_to: u64,
    history: BTreeMap<PublicId, Vec<Decision>>,
    order: Vec<PublicId>,
    /// Lines that cannot be read; a release stops at them.
    pub(super) broken: usize,
}

impl Ledger {
    /// Reads the file, if it is there.
    pub(super) fn open(private: &Path) -> io::Result<Self> {
        let mut ledger = Self {
            private: private.to_owned(),
            ..Self::default()
        };
        ledger.catch_up()?;
        Ok(ledger)
    }

    /// Takes in what was added since, by whomever. Answers with the cases concerned.
    pub(super) fn catch_up(&mut self) -> io::Result<Vec<PublicId>> {
        if !self.private.join(decisions::FILE_NAME).exists() {
            return Ok(self.forget());
        }
        self.take(&mut Locked::wait(&self.private)?)
    }

    /// The decision that holds.
    pub(super) fn last(&self, id: PublicId) -> Option<&Decision> {
        self.history(id).last()
    }

    /// All decisions about a case, oldest first.
    pub(super) fn history(&self, id: PublicId) -> &[Decision] {
        self.history.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Adds a decision if the one that was seen still is the last. It is on disk when this returns.
    pub(super) fn write(
        &mut self,
        seen: Option<&Decision>,
        decision: &Decision,
    ) -> io::Result<bool> {
        let mut file = Locked::wait(&self.private)?;
        self.take(&mut file)?;
        if self.last(decision.public_id) != seen {
            return Ok(false);
        }
        file.append([decision])?;
        self.take(&mut file)?;
        Ok(true)
    }

    /// The reviewer's last decision that still holds and was not undone, and what an undoing would
    /// write: what held before, or that nobody has decided.
    pub(super) fn undoing(&self, by: &str, at: String) -> Option<(&Decision, Decision)> {
        self.order.iter().rev().find_map(|id| {
            let (last, earlier) = self.history(*id).split_last()?;
            if last.by != by || last.undo || last.verdict == Verdict::Withdraw {
                return None;
            }
            let held = earlier
                .last()
                .filter(|held| held.verdict != Verdict::Withdraw);
            let mut line = held.unwrap_or(last).clone();
            if held.is_none() {
                line.verdict = Verdict::Reopen;
                line.photos = false;
                line.digest = String::new();
                line.edits = Default::default();
                line.note = None;
            }
            line.by = by.to_string();
            line.at = at.clone();
            line.undo = true;
            Some((last, line))
        })
    }

    fn take(&mut self, file: &mut Locked) -> io::Result<Vec<PublicId>> {
        file.close_last_line()?;
        let mut touched = Vec::new();
        if file.length()? < self.read_to {
            // Somebody replaced the file: nothing that was known of it counts.
            touched = self.forget();
        }
        let text = file.lines_behind(self.read_to)?;
        self.read_to += text.len() as u64;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let Ok(decision) = json_line::read::<Decision>(line) else {
                self.broken += 1;
                continue;
            };
            let id = decision.public_id;
            touched.push(id);
            self.order.push(id);
            self.history.entry(id).or_default().push(decision);
        }
        Ok(touched)
    }

    fn forget(&mut self) -> Vec<PublicId> {
        let known = std::mem::take(&mut self.history).into_keys().collect();
        self.order.clear();
        (self.read_to, self.broken) = (0, 0);
        known
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    fn id(last: char) -> PublicId {
        PublicId::parse(&format!("7KQ2M-9XJ4T-0WBA{last}")).unwrap()
    }

    fn decided(case: char, verdict: Verdict, by: &str) -> Decision {
        Decision::plain(id(case), verdict, by, datetime(2018, 5, 1, 12, 0, 0, 0))
    }

    #[test]
    fn two_desks_never_decide_over_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (
            Ledger::open(folder.path()).unwrap(),
            Ledger::open(folder.path()).unwrap(),
        );
        let (withhold, facts) = (
            decided('0', Verdict::Withhold, "甲"),
            decided('0', Verdict::Facts, "乙"),
        );
        assert!(one.write(None, &withhold).unwrap());
        assert!(!two.write(None, &facts).unwrap());
        assert_eq!(two.last(id('0')), Some(&withhold));
        assert!(two.write(Some(&withhold), &facts).unwrap());
        assert_eq!(one.catch_up().unwrap(), [id('0')]);
        assert_eq!(one.history(id('0')), [withhold, facts]);
    }

    #[test]
    fn undoing_goes_back_one_decision_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(folder.path()).unwrap();
        let others = decided('1', Verdict::Facts, "乙");
        assert!(ledger.write(None, &others).unwrap());
        assert!(
            ledger
                .write(None, &decided('0', Verdict::Withhold, "甲"))
                .unwrap()
        );
        assert!(
            ledger
                .write(Some(&others), &decided('1', Verdict::Withhold, "甲"))
                .unwrap()
        );
        let mut undone = Vec::new();
        while let Some((seen, line)) = ledger.undoing("甲", "later".into()) {
            let seen = seen.clone();
            assert!(ledger.write(Some(&seen), &line).unwrap());
            undone.push((line.public_id, line.verdict));
        }
        assert_eq!(
            undone,
            [(id('1'), Verdict::Facts), (id('0'), Verdict::Reopen)]
        );
        assert_eq!(ledger.history(id('1')).len(), 3);
    }

    #[test]
    fn a_file_that_shrinks_is_read_anew_and_a_torn_line_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(decisions::FILE_NAME);
        let mut ledger = Ledger::open(folder.path()).unwrap();
        ledger
            .write(None, &decided('0', Verdict::Withhold, "甲"))
            .unwrap();
        ledger
            .write(None, &decided('1', Verdict::Withhold, "甲"))
            .unwrap();
        let line = serde_json::to_string(&decided('2', Verdict::Facts, "乙")).unwrap();
        std::fs::write(&path, format!("{line}\n{{\"public_id\":")).unwrap();
        ledger.catch_up().unwrap();
        assert_eq!((ledger.last(id('0')), ledger.broken), (None, 1));
        assert!(
            ledger
                .write(None, &decided('0', Verdict::Facts, "甲"))
                .unwrap()
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 3);
    }
}
