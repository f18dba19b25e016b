//! Where every case stands: what waits for a person and why, what was decided, what needs nobody.

use jiayuan_function::case_record::CaseRecord;
use serde::Serialize;

use crate::{
    cases::{
        cache::{Outcome, Settled},
        decisions::{Decision, Verdict},
        edits::photos_seen,
        gate::{self, Candidate, Considered, Extent, Reason, Standing},
        originals::Originals,
        tables::GateTables,
    },
    model::released_case::PublicId,
};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    /// Nobody has decided.
    New,
    /// Words or photos changed since they were decided about.
    Changed,
    /// Went back to whoever keeps the records.
    SentBack,
    /// Words, and photos if they were decided.
    Released,
    /// The unit's own words.
    Facts,
    /// A reviewer said no.
    Withheld,
    /// Taken back after publication.
    Withdrawn,
    /// Withheld whole by rule.
    Sensitive,
    /// The resident did not agree: a row.
    NoConsent,
    /// Month and group.
    Home,
    /// The record contradicts the tables or itself.
    Faulty,
    /// A question, suggestion or booking.
    NoReport,
}

impl State {
    pub(super) const ALL: [Self; 12] = [
        Self::New,
        Self::Changed,
        Self::SentBack,
        Self::Released,
        Self::Facts,
        Self::Withheld,
        Self::Withdrawn,
        Self::Sensitive,
        Self::NoConsent,
        Self::Home,
        Self::Faulty,
        Self::NoReport,
    ];

    /// Stable name in addresses.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::SentBack => "sent-back",
            Self::Released => "released",
            Self::Facts => "facts",
            Self::Withheld => "withheld",
            Self::Withdrawn => "withdrawn",
            Self::Sensitive => "sensitive",
            Self::NoConsent => "no-consent",
            Self::Home => "home",
            Self::Faulty => "faulty",
            Self::NoReport => "no-report",
        }
    }

    /// What the reviewer reads.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::New => "新来的",
            Self::Changed => "内容变了",
            Self::SentBack => "已退回",
            Self::Released => "已公开",
            Self::Facts => "只公开办理情况",
            Self::Withheld => "决定不公开",
            Self::Withdrawn => "已撤回",
            Self::Sensitive => "涉及敏感",
            Self::NoConsent => "没有同意",
            Self::Home => "居家反映",
            Self::Faulty => "记录有错",
            Self::NoReport => "不是举报",
        }
    }

    /// Whether it waits for a person.
    pub(super) fn waits(self) -> bool {
        matches!(self, Self::New | Self::Changed | Self::SentBack)
    }

    /// Whether a reviewer decided it.
    pub(super) fn is_decided(self) -> bool {
        matches!(self, Self::Released | Self::Facts | Self::Withheld)
    }
}

/// A case in the queue, without its words.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) id: PublicId,
    /// Time of the first stage, by which the queue is ordered.
    pub(super) since: String,
    pub(super) state: State,
    /// Findings in its words; only known while it waits.
    pub(super) findings: usize,
    /// Whether a word is left that may be a name, or a name was found.
    pub(super) doubtful: bool,
    pub(super) photos: usize,
}

/// Everything that a case's standing depends on beside the record.
pub(super) struct Around<'a> {
    pub(super) tables: &'a GateTables,
    pub(super) originals: &'a Originals<'a>,
}

impl Around<'_> {
    /// Where a case stands. `settled` is what a release made of exactly this record and decision.
    pub(super) fn entry(
        &self,
        id: PublicId,
        record: &CaseRecord,
        decision: Option<&Decision>,
        settled: Option<&Settled>,
    ) -> Entry {
        let mut entry = Entry {
            id,
            since: (record.stages.iter().find_map(|stage| stage.at.clone())).unwrap_or_default(),
            state: State::Faulty,
            findings: 0,
            doubtful: false,
            photos: record.photos.len(),
        };
        entry.state = self.state(record, decision, settled);
        if entry.state.waits()
            && let Ok(Considered::Open(candidate)) = gate::consider(record, None, self.tables)
        {
            let words = candidate.unedited().words;
            entry.findings = words.findings().0;
            entry.doubtful = !words.is_clean();
        }
        entry
    }

    fn state(
        &self,
        record: &CaseRecord,
        decision: Option<&Decision>,
        settled: Option<&Settled>,
    ) -> State {
        match decision.map(|decision| decision.verdict) {
            Some(Verdict::Withdraw) => return State::Withdrawn,
            Some(Verdict::Withhold) => return State::Withheld,
            _ => {}
        }
        let candidate = match gate::consider(record, decision, self.tables) {
            Err(_) => return State::Faulty,
            Ok(Considered::Withheld(Reason::NotAReport)) => return State::NoReport,
            Ok(Considered::Withheld(_)) => return State::Sensitive,
            Ok(Considered::Coarse(_)) => return State::Home,
            Ok(Considered::Open(candidate)) => candidate,
        };
        if !candidate.has_consent() {
            return State::NoConsent;
        }
        match decision.map(|decision| decision.verdict) {
            Some(Verdict::SendBack) => {
                let unmended =
                    decision.is_some_and(|d| d.digest == seen_when_sent_back(&candidate));
                return if unmended {
                    State::SentBack
                } else {
                    State::Changed
                };
            }
            Some(Verdict::Release | Verdict::Facts) => {}
            _ => return State::New,
        }
        if let Some(settled) = settled
            && let Outcome::Released { standing, .. } = &settled.outcome
            && self.originals.are_unchanged(&settled.originals)
        {
            return of_standing(*standing, decision);
        }
        let pictures = candidate.pictures(decision).unwrap_or_default();
        let Ok(photos) = self.originals.finish(&pictures) else {
            return State::Changed;
        };
        (candidate.settle(decision, &photos)).map_or(State::Faulty, |(_, standing)| {
            of_standing(standing, decision)
        })
    }
}

/// Digest of a case as its record has it, words and photos, to tell whether it was mended since.
pub(super) fn seen_when_sent_back(candidate: &Candidate<'_>) -> String {
    let words = candidate.digest(Extent::Words { photos: false }, &candidate.unedited(), &[]);
    let photos = photos_seen(&candidate.record().photos);
    blake3::hash(format!("{words} {photos}").as_bytes())
        .to_hex()
        .to_string()
}

fn of_standing(standing: Standing, decision: Option<&Decision>) -> State {
    match standing {
        // The policy may show the unit's words where a decision about more does not hold any longer.
        Standing::Facts if decision.is_some_and(|d| d.verdict == Verdict::Release) => {
            State::Changed
        }
        Standing::Words => State::Released,
        Standing::Facts => State::Facts,
        Standing::NoConsent => State::NoConsent,
        Standing::Undecided => State::New,
        Standing::Stale | Standing::Finding | Standing::Kept => State::Changed,
        Standing::HomeReported => State::Home,
    }
}
