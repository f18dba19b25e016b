//! What the desk shows of a case: the words before and after, the photos before and after, and exactly
//! what each choice would publish, with the digest that a decision is bound to.
//!
//! Everything comes from the gate and from the photo room, by the same functions that a release calls.

use std::path::Path;

use jiayuan_function::case_record::{CaseRecord, PhotoRole};
use serde::Serialize;

use super::shelf::Shelf;
use crate::{
    cases::{
        decisions::{Decision, Verdict},
        edits::{Edits, Field, Picture, photos_seen},
        gate::{
            self, Candidate, Considered, Edited, Extent, FinishedPhoto, GateFault, MaskedText,
            Reason, topics,
        },
        tables::GateTables,
    },
    masking::Finding,
    model::released_case::{CasePhoto, CaseWords},
    photos::Redaction,
};

/// A case under some edits.
#[derive(Debug, Serialize)]
pub(super) struct CaseView {
    /// What stands in the way, and what to look at.
    pub(super) why: Vec<Why>,
    /// Whether words may be released at all.
    pub(super) releasable: bool,
    pub(super) fields: Vec<FieldView>,
    pub(super) photos: Vec<PhotoView>,
    /// Digest of the record's photos, for an arrangement of them.
    pub(super) photos_seen: String,
    /// What would be published, by choice. None where nothing may be.
    pub(super) choices: Option<Choices>,
}

/// A sentence for the reviewer.
#[derive(Debug, Serialize)]
pub(super) struct Why {
    /// `stop`, `look` or `fine`.
    pub(super) weight: &'static str,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct FieldView {
    key: Field,
    label: &'static str,
    #[serde(flatten)]
    text: TextView,
}

/// One text before and after.
#[derive(Debug, Serialize)]
pub(super) struct TextView {
    original: String,
    masked: String,
    doubtful: bool,
    findings: Vec<FindingView>,
}

/// A finding in code points of the original.
#[derive(Debug, Serialize)]
struct FindingView {
    start: usize,
    end: usize,
    class: &'static str,
    label: &'static str,
    masked: bool,
    /// Known of the reporter: nobody may show it.
    locked: bool,
}

/// A photo of the record, whether it would be shown or not.
#[derive(Debug, Serialize)]
pub(super) struct PhotoView {
    /// Its number in the record, by which it is asked for.
    number: usize,
    file: String,
    role: PhotoRole,
    redact: Vec<Redaction>,
    alt: String,
    shown: bool,
    alt_text: Option<TextView>,
    finished: Option<FinishedView>,
    fault: Option<String>,
}

#[derive(Debug, Serialize)]
struct FinishedView {
    file: String,
    width: u32,
    height: u32,
}

/// What each choice would publish.
#[derive(Debug, Serialize)]
pub(super) struct Choices {
    pub(super) photos: Option<Published>,
    pub(super) words: Published,
    pub(super) facts: Option<Published>,
}

/// Exactly what a reader would see.
#[derive(Debug, Serialize)]
pub(super) struct Published {
    pub(super) digest: String,
    title: Option<Box<str>>,
    description: Option<Box<str>>,
    result: Option<Box<str>>,
    public_summary: Option<Box<str>>,
    place: Option<Box<str>>,
    photos: Vec<PublishedPhoto>,
}

#[derive(Debug, Serialize)]
struct PublishedPhoto {
    role: PhotoRole,
    file: Box<str>,
    width: u32,
    height: u32,
    alt: Box<str>,
}

/// Looks at a case under some edits.
pub(super) fn view(
    record: &CaseRecord,
    edits: &Edits,
    tables: &GateTables,
    originals: &Path,
    shelf: &Shelf,
) -> CaseView {
    let photos_seen = photos_seen(&record.photos);
    let mut view = CaseView {
        why: Vec::new(),
        releasable: false,
        fields: Vec::new(),
        photos: Vec::new(),
        photos_seen,
        choices: None,
    };
    // Whatever was decided before: this decision replaces it.
    let candidate = match gate::consider(record, None, tables) {
        Ok(Considered::Open(candidate)) => candidate,
        Ok(Considered::Withheld(reason)) => {
            view.stop(because(reason, record));
            return view;
        }
        Ok(Considered::Coarse(_)) => {
            view.stop("这个类别由居民在家里反映，只公开月份和大类，没有页面、文字和照片。".into());
            return view;
        }
        Err(faults) => {
            faults.into_iter().for_each(|fault| view.stop(told(&fault)));
            return view;
        }
    };
    for fault in &candidate.warnings {
        view.look(told(fault));
    }
    if !candidate.has_consent() {
        view.stop("反映人没有同意公开文字，只公开一行事实（类别、街道、日期、责任单位）。".into());
    }
    let Some(edited) = candidate.edited(edits) else {
        view.stop("照片在打开以后变了，请重新打开这一件。".into());
        return view;
    };
    view.fill(&candidate, &edited, record, originals, shelf);
    view
}

impl CaseView {
    fn stop(&mut self, text: String) {
        self.why.push(Why {
            weight: "stop",
            text,
        });
    }

    /// Whether a decision is about exactly what would be published now.
    pub(super) fn is_what_was_decided(&self, decision: &Decision) -> bool {
        let published = self
            .choices
            .as_ref()
            .and_then(|choices| match decision.verdict {
                Verdict::Release if decision.photos => choices.photos.as_ref(),
                Verdict::Release => Some(&choices.words),
                _ => choices.facts.as_ref(),
            });
        published.is_some_and(|published| published.digest == decision.digest)
    }

    /// Adds something to look at.
    pub(super) fn look(&mut self, text: String) {
        self.why.push(Why {
            weight: "look",
            text,
        });
    }

    fn fill(
        &mut self,
        candidate: &Candidate<'_>,
        edited: &Edited,
        record: &CaseRecord,
        originals: &Path,
        shelf: &Shelf,
    ) {
        self.fields = (edited.words.fields())
            .map(|(key, text)| FieldView {
                key,
                label: label(key),
                text: TextView::of(text),
            })
            .collect();
        let doubtful: Vec<_> = (edited.words.fields())
            .filter(|(_, text)| text.has_doubts)
            .map(|(key, _)| label(key))
            .collect();
        if !doubtful.is_empty() {
            self.look(format!(
                "{}里可能还有姓名，请逐字看过。",
                doubtful.join("、")
            ));
        }
        let (all, names) = edited.words.findings();
        if all > 0 {
            let names = match names {
                0 => String::new(),
                names => format!("，其中姓名 {names} 处"),
            };
            self.why.push(Why {
                weight: "fine",
                text: format!("遮住了 {all} 处个人信息{names}。"),
            });
        }
        let finished = self.show_photos(edited, record, originals, shelf);
        if !candidate.has_consent() {
            return;
        }
        let published = |extent, photos: &[FinishedPhoto]| {
            let digest = candidate.digest(extent, edited, photos);
            Published::of(digest, candidate.shown(extent, edited, photos))
        };
        let words = published(Extent::Words { photos: false }, &[]);
        let facts = published(Extent::Facts, &[]);
        self.releasable = true;
        self.choices = Some(Choices {
            photos: (finished.filter(|photos| !photos.is_empty()))
                .map(|photos| published(Extent::Words { photos: true }, &photos)),
            words,
            facts: (facts.result.is_some() || facts.public_summary.is_some()).then_some(facts),
        });
    }

    /// Shows the photos in their order, those that stay behind last. Answers with the finished ones
    /// if all of them could be finished.
    fn show_photos(
        &mut self,
        edited: &Edited,
        record: &CaseRecord,
        originals: &Path,
        shelf: &Shelf,
    ) -> Option<Vec<FinishedPhoto>> {
        let number =
            |picture: &Picture| (record.photos.iter()).position(|photo| photo.file == picture.file);
        let mut finished = Some(Vec::new());
        for (picture, alt) in edited.pictures.iter().zip(edited.words.alt_texts()) {
            let mut photo = PhotoView::of(number(picture).unwrap_or_default(), picture);
            photo.shown = true;
            photo.alt_text = alt.as_ref().map(TextView::of);
            // A record names a file, never a way to one.
            let plain = Path::new(&picture.file).file_name() == Some(picture.file.as_ref());
            let made = plain
                .then(|| {
                    shelf
                        .finished(&originals.join(&picture.file), &picture.redact)
                        .ok()
                })
                .flatten();
            match made {
                Some(Ok(made)) => {
                    let file = format!("{}.jpg", made.digest);
                    photo.finished = Some(FinishedView {
                        file: file.clone(),
                        width: made.width,
                        height: made.height,
                    });
                    if let Some(finished) = &mut finished {
                        finished.push(FinishedPhoto {
                            file,
                            width: made.width,
                            height: made.height,
                        });
                    }
                }
                Some(Err(fault)) => {
                    photo.fault = Some(format!("{fault}{}", fault.remedy()));
                    finished = None;
                }
                None => {
                    photo.fault = Some("photos/ 里没有这张照片。".into());
                    finished = None;
                }
            }
            self.photos.push(photo);
        }
        for (number, photo) in record.photos.iter().enumerate() {
            if !edited
                .pictures
                .iter()
                .any(|picture| picture.file == photo.file)
            {
                self.photos.push(PhotoView::of(number, &Picture::of(photo)));
            }
        }
        if finished.is_none() {
            self.look("有照片不能用，只能公开文字。".into());
        }
        let shows = |role| edited.pictures.iter().any(|picture| picture.role == role);
        if shows(PhotoRole::Before) != shows(PhotoRole::After) {
            self.look("照片只有处置前或者只有处置后，成不了一对。".into());
        }
        finished
    }
}

impl TextView {
    fn of(text: &MaskedText) -> Self {
        let finding = |finding: &Finding, masked: bool| FindingView {
            start: finding.start,
            end: finding.end,
            class: finding.class.code(),
            label: finding.class.placeholder().trim_matches(['〔', '〕']),
            masked,
            locked: text.locked.contains(finding),
        };
        let mut findings: Vec<_> = (text
            .masked
            .findings
            .iter()
            .map(|found| finding(found, true)))
        .chain(text.masked.shown.iter().map(|found| finding(found, false)))
        .collect();
        findings.sort_by_key(|finding| finding.start);
        Self {
            original: text.original.clone(),
            masked: text.masked.text.clone(),
            doubtful: text.has_doubts,
            findings,
        }
    }
}

impl PhotoView {
    fn of(number: usize, picture: &Picture) -> Self {
        Self {
            number,
            file: picture.file.clone(),
            role: picture.role,
            redact: picture.redact.clone(),
            alt: picture.alt.clone().unwrap_or_default(),
            shown: false,
            alt_text: None,
            finished: None,
            fault: None,
        }
    }
}

impl Published {
    fn of(digest: String, words: CaseWords) -> Self {
        let photo = |photo: CasePhoto| PublishedPhoto {
            role: photo.role,
            file: photo.file,
            width: photo.width,
            height: photo.height,
            alt: photo.alt,
        };
        Self {
            digest,
            title: words.title,
            description: words.description,
            result: words.result,
            public_summary: words.public_summary,
            place: words.place,
            photos: words.photos.into_iter().map(photo).collect(),
        }
    }
}

fn label(field: Field) -> &'static str {
    match field {
        Field::Title => "标题",
        Field::Description => "居民的话",
        Field::Result => "办理结果",
        Field::PublicSummary => "公开摘要",
        Field::Place => "地点",
    }
}

fn because(reason: Reason, record: &CaseRecord) -> String {
    match reason.code() {
        "not-a-report" => "这是咨询、建议或预约，不会公开。".into(),
        "sensitive" => {
            let topics: Vec<_> = topics(record).iter().map(|t| t.label()).collect();
            format!("涉及{}，按规定整件不公开。", topics.join("、"))
        }
        code => format!("按规定整件不公开（{code}）。"),
    }
}

fn told(fault: &GateFault) -> String {
    format!("{}{}", fault.message, fault.help)
}
