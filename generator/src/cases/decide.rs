//! `cases decide`: the decisions of the review desk without a browser, bound to the digest of what a
//! release would publish now.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use jiayuan_function::case_record::CaseRecord;
use jiff::civil::DateTime;

use super::{
    cache::Cache,
    decisions::{self, Decision, Verdict},
    gate::{self, Candidate, Considered, Extent, GateFault, Reason},
    originals::Originals,
    paths::CasePaths,
    records::{self, Records},
    release::{is_final, refusal},
    tables::GateTables,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    model::released_case::PublicId,
};

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The words may be read; the photos may be seen too.
    Release {
        /// The photos too.
        photos: bool,
    },
    /// The unit's own words only.
    Facts,
    /// Nothing.
    Withhold,
}

/// About which cases.
#[derive(Debug, Clone)]
pub enum Cases {
    /// As typed.
    Ids(Vec<String>),
    /// All in which nothing is left to doubt.
    AllClean,
}

/// The arguments of `cases decide`.
#[derive(Debug, Clone)]
pub struct DecideOptions {
    /// The reviewer, who answers for it.
    pub by: String,
    /// What is decided.
    pub choice: Choice,
    /// About which cases.
    pub cases: Cases,
    /// The office's time.
    pub now: DateTime,
}

/// What was decided.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DecideReport {
    /// Decisions that were written.
    pub decided: Vec<PublicId>,
    /// Cases that `--all-clean` left to a person, because something in them is in doubt.
    pub left: Vec<PublicId>,
}

/// Writes decisions. They are on disk when this returns. With a mistake in the records or in the ids
/// none is written.
pub fn decide(
    paths: &CasePaths,
    tables: &GateTables,
    options: &DecideOptions,
    found: &mut Diagnostics,
) -> io::Result<DecideReport> {
    check_usage(options, found);
    let cache = Cache::read(paths)?;
    let decided = decisions::read(&paths.private, &paths.shown_private, found);
    let records = records::read(paths, &cache.known_files(), found)?;
    let mut report = DecideReport::default();
    if found.has_errors() {
        return Ok(report);
    }
    let originals = Originals::open(paths);
    let wanted = match &options.cases {
        Cases::Ids(typed) => typed_ids(typed, &records, found),
        Cases::AllClean => records.newest.keys().copied().collect(),
    };
    let desk = Desk {
        tables,
        options,
        decided: &decided,
        originals: &originals,
    };
    let mut written = Vec::new();
    for (file, lines) in by_file(&records, &wanted) {
        let file = &records.files[file];
        for (index, text) in records::texts(file, &lines)? {
            let line = &file.lines[index];
            match desk.decide(&records::parse(&text), line.public_id) {
                Ok(Answer::Decided(decision)) => written.push(decision),
                Ok(Answer::Left) => report.left.push(line.public_id),
                Ok(Answer::Nothing) => {}
                Err(faults) => {
                    for fault in faults {
                        found.push(records::complaint(
                            paths,
                            &file.path,
                            line.number,
                            &text,
                            fault,
                        ));
                    }
                }
            }
        }
    }
    if !found.has_errors() {
        let private = &paths.private;
        let overtaken =
            decisions::append_unless_overtaken(private, &paths.shown_private, &decided, &written)?;
        report.decided = (written.iter().map(|decision| decision.public_id))
            .filter(|id| !overtaken.contains(id))
            .collect();
        for id in overtaken {
            found.push(
                Diagnostic::error(
                    "overtaken",
                    format!("案件 {id} 刚刚由别人决定，这次没有写下。"),
                )
                .help("看过那个决定以后，需要的话再决定一次。"),
            );
        }
    }
    originals.close()?;
    Ok(report)
}

fn check_usage(options: &DecideOptions, found: &mut Diagnostics) {
    if options.by.trim().is_empty() {
        found.push(
            Diagnostic::error("no-reviewer", "没有写明由谁决定。")
                .help("用 --as 写上审核人的姓名。"),
        );
    }
    if matches!(options.cases, Cases::AllClean)
        && options.choice != (Choice::Release { photos: false })
    {
        found.push(
            Diagnostic::error("wrong-usage", "--all-clean 只用来公开文字。").help(
                "照片要逐件写编号，由审核人负责：--release --photos 编号…；其余决定也逐件写编号。",
            ),
        );
    }
}

fn typed_ids(typed: &[String], records: &Records, found: &mut Diagnostics) -> BTreeSet<PublicId> {
    let mut ids = BTreeSet::new();
    for word in typed {
        match PublicId::read(word).filter(|id| records.newest.contains_key(id)) {
            Some(id) => {
                ids.insert(id);
            }
            None => found.push(
                Diagnostic::error("unknown-case", format!("原始记录里没有案件 {word}。"))
                    .help("编号写成 XXXXX-XXXXX-XXXXX，大小写和连字符都不要紧。"),
            ),
        }
    }
    ids
}

fn by_file(records: &Records, wanted: &BTreeSet<PublicId>) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut files: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for id in wanted {
        let (file, line) = records.newest[id];
        files.entry(file).or_default().insert(line);
    }
    files
}

enum Answer {
    Decided(Decision),
    /// For a person.
    Left,
    Nothing,
}

struct Desk<'d> {
    tables: &'d GateTables,
    options: &'d DecideOptions,
    decided: &'d BTreeMap<PublicId, Decision>,
    originals: &'d Originals<'d>,
}

impl Desk<'_> {
    fn decide(&self, record: &CaseRecord, id: PublicId) -> Result<Answer, Vec<GateFault>> {
        let extent = match self.options.choice {
            Choice::Withhold => {
                return Ok(Answer::Decided(self.decision(
                    id,
                    Verdict::Withhold,
                    String::new(),
                )));
            }
            Choice::Facts => Extent::Facts,
            Choice::Release { photos } => Extent::Words { photos },
        };
        let alone = matches!(self.options.cases, Cases::Ids(_));
        // Earlier decisions do not count: this one replaces them.
        let candidate = match gate::consider(record, None, self.tables)? {
            Considered::Open(candidate) if candidate.has_consent() => candidate,
            _ if !alone => return Ok(Answer::Nothing),
            Considered::Open(_) => return Err(refused(id, "反映人没有同意公开文字，只公开一行")),
            Considered::Coarse(_) => {
                return Err(refused(id, "属于居家反映的类别，只公开月份和大类"));
            }
            Considered::Withheld(Reason::Sensitive) => {
                // The reviewer learns why; nobody else does.
                let topics: Vec<_> = gate::topics(record).iter().map(|t| t.label()).collect();
                let why = format!("涉及不公开的内容（{}），整件不公开", topics.join("、"));
                return Err(refused(id, &why));
            }
            Considered::Withheld(reason) => return Err(refused(id, refusal(reason))),
        };
        if alone {
            self.by_id(&candidate, id, extent)
        } else {
            Ok(self.if_clean(&candidate, id, extent))
        }
    }

    fn by_id(
        &self,
        candidate: &Candidate<'_>,
        id: PublicId,
        extent: Extent,
    ) -> Result<Answer, Vec<GateFault>> {
        let edited = candidate.unedited();
        let photos = match extent {
            Extent::Words { photos: true } => self.originals.finish(&edited.pictures)?,
            _ => Vec::new(),
        };
        let digest = candidate.digest(extent, &edited, &photos);
        let verdict = if extent == Extent::Facts {
            Verdict::Facts
        } else {
            Verdict::Release
        };
        Ok(Answer::Decided(self.decision(id, verdict, digest)))
    }

    /// Decides only what nobody decided about these words before.
    fn if_clean(&self, candidate: &Candidate<'_>, id: PublicId, extent: Extent) -> Answer {
        let earlier = self.decided.get(&id);
        if earlier.is_some_and(is_final) {
            return Answer::Nothing;
        }
        let edited = candidate.unedited();
        let digest = candidate.digest(extent, &edited, &[]);
        let holds = earlier.is_some_and(|earlier| match earlier.verdict {
            Verdict::Facts => true,
            Verdict::Release => earlier.digest == digest || self.still_holds(candidate, earlier),
            _ => false,
        });
        if holds {
            return Answer::Nothing;
        }
        if !edited.words.is_clean() {
            return Answer::Left;
        }
        Answer::Decided(self.decision(id, Verdict::Release, digest))
    }

    /// Whether a reviewer's decision, with what was edited, still fits: one about the plain words
    /// alone would take photos and edits back.
    fn still_holds(&self, candidate: &Candidate<'_>, earlier: &Decision) -> bool {
        let extent = Extent::Words {
            photos: earlier.photos,
        };
        let Some(edited) = candidate.edited(&earlier.edits) else {
            return false;
        };
        let photos = if earlier.photos {
            self.originals.finish(&edited.pictures)
        } else {
            Ok(Vec::new())
        };
        photos.is_ok_and(|photos| candidate.digest(extent, &edited, &photos) == earlier.digest)
    }

    fn decision(&self, id: PublicId, verdict: Verdict, digest: String) -> Decision {
        Decision {
            photos: self.options.choice == Choice::Release { photos: true }
                && verdict == Verdict::Release,
            digest,
            ..Decision::plain(id, verdict, self.options.by.trim(), self.options.now)
        }
    }
}

fn refused(id: PublicId, why: &str) -> Vec<GateFault> {
    vec![GateFault {
        code: "not-releasable",
        key: "public_id",
        value: Some(id.to_string()),
        message: format!("案件 {id} {why}。"),
        help: "从命令里去掉这个编号。".into(),
        is_warning: false,
    }]
}
