//! What the desk answers to a form: a preview, or a decision written down.

use std::{io, sync::Arc};

use serde::Deserialize;

use super::{
    Office,
    desk::Opened,
    queue::{State, seen_when_sent_back},
    view::{self, CaseView},
};
use crate::{
    cases::{
        decisions::{Decision, Verdict},
        edits::{Edits, Picture},
        gate::{self, Considered},
    },
    model::released_case::PublicId,
};

/// Longest note to whoever has to mend a record, in characters.
const LONGEST_NOTE: usize = 500;

const CHANGED: &str = "这一件在打开以后变了，请按新的内容再决定。";

/// A decision as the browser sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    choice: Choice,
    /// What the page was about: record and last decision.
    stamp: String,
    /// Digest of what the reviewer saw; empty where nothing is released.
    #[serde(default)]
    digest: String,
    #[serde(default)]
    edits: Edits,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Choice {
    /// Words and photos.
    Photos,
    /// Words only.
    Words,
    /// The unit's own words.
    Facts,
    Withhold,
    SendBack,
}

/// What became of a form.
pub(super) enum Answer {
    /// It is on disk.
    Written,
    /// The case is not what the form was about.
    Overtaken(&'static str),
    /// The form cannot be written down.
    Refused(&'static str),
}

/// The case under edits, or why they do not fit any longer.
pub(super) fn preview(
    office: &Office,
    id: PublicId,
    edits: Edits,
) -> io::Result<Result<CaseView, &'static str>> {
    let Some(opened) = opened(office, id)? else {
        return Ok(Err("原始记录里没有这一件了。"));
    };
    Ok((edits.tidied(&opened.record.photos)).map(|edits| look(office, &opened, &edits)))
}

/// Writes a decision down if the case still is what was seen.
pub(super) fn decide(office: &Office, id: PublicId, form: Form) -> io::Result<Answer> {
    let Some(opened) = opened(office, id)? else {
        return Ok(Answer::Overtaken("原始记录里没有这一件了。"));
    };
    if opened.stamp != form.stamp {
        return Ok(Answer::Overtaken(CHANGED));
    }
    if opened.state == State::Withdrawn {
        return Ok(Answer::Refused("已经撤回的案件不能在这里再公开。"));
    }
    let edits = match form.edits.tidied(&opened.record.photos) {
        Ok(edits) => edits,
        Err(why) => return Ok(Answer::Refused(why)),
    };
    let note = form.note.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Ok(Answer::Refused("说明最多写 500 个字。"));
    }
    let verdict = match form.choice {
        Choice::Photos | Choice::Words => Verdict::Release,
        Choice::Facts => Verdict::Facts,
        Choice::Withhold => Verdict::Withhold,
        Choice::SendBack if note.is_empty() => {
            return Ok(Answer::Refused("退回要写明请谁改什么。"));
        }
        Choice::SendBack => Verdict::SendBack,
    };
    let mut digest = match verdict {
        Verdict::SendBack => as_recorded(office, &opened),
        _ => String::new(),
    };
    if matches!(verdict, Verdict::Release | Verdict::Facts) {
        // Outside the desk's lock: photos may have to be finished once more.
        let view = look(office, &opened, &edits);
        let choices = view.choices.as_ref();
        let published = match form.choice {
            Choice::Photos => choices.and_then(|choices| choices.photos.as_ref()),
            Choice::Facts => choices.and_then(|choices| choices.facts.as_ref()),
            _ => choices.map(|choices| &choices.words),
        };
        match published {
            None => return Ok(Answer::Refused("这一件不能这样公开。")),
            Some(published) if published.digest != form.digest => {
                return Ok(Answer::Overtaken(CHANGED));
            }
            Some(published) => digest.clone_from(&published.digest),
        }
    }
    let photos = form.choice == Choice::Photos;
    let mut desk = office.desk.lock().expect("nobody panics at the desk");
    let decision = Decision {
        photos,
        digest,
        edits: kept(verdict, photos, edits),
        note: (!note.is_empty()).then(|| note.to_string()),
        ..desk.decision(id, verdict)
    };
    Ok(if desk.write(&opened, &decision)? {
        Answer::Written
    } else {
        Answer::Overtaken(CHANGED)
    })
}

/// What tells later whether the record was mended; empty where it cannot be read yet.
fn as_recorded(office: &Office, opened: &Opened) -> String {
    let tables = {
        let desk = office.desk.lock().expect("nobody panics at the desk");
        Arc::clone(&desk.tables)
    };
    match gate::consider(&opened.record, None, &tables) {
        Ok(Considered::Open(candidate)) => seen_when_sent_back(&candidate),
        _ => String::new(),
    }
}

/// Of the edits, what the decision shows; a later one begins with it.
fn kept(verdict: Verdict, photos: bool, mut edits: Edits) -> Edits {
    if !photos && verdict != Verdict::SendBack {
        // An arrangement of photos that are not shown would only make the words ask again.
        edits.photos = None;
    }
    if verdict == Verdict::Withhold {
        edits.switches.clear();
    }
    edits
}

/// The upright photo without the reviewer's boxes, for drawing them.
pub(super) fn upright(office: &Office, id: PublicId, number: usize) -> io::Result<Option<Vec<u8>>> {
    let Some(opened) = opened(office, id)? else {
        return Ok(None);
    };
    let Some(photo) = opened.record.photos.get(number).map(Picture::of) else {
        return Ok(None);
    };
    let plain = std::path::Path::new(&photo.file).file_name() == Some(photo.file.as_ref());
    if !plain || opened.state == State::Withdrawn {
        return Ok(None);
    }
    let originals = {
        let desk = office.desk.lock().expect("nobody panics at the desk");
        desk.paths.originals()
    };
    let made = office.shelf.finished(&originals.join(&photo.file), &[]);
    Ok(made.ok().and_then(Result::ok).map(|made| made.jpeg.clone()))
}

pub(super) fn opened(office: &Office, id: PublicId) -> io::Result<Option<Opened>> {
    let desk = office.desk.lock().expect("nobody panics at the desk");
    desk.case(id)
}

pub(super) fn look(office: &Office, opened: &Opened, edits: &Edits) -> CaseView {
    let (tables, originals) = {
        let desk = office.desk.lock().expect("nobody panics at the desk");
        (Arc::clone(&desk.tables), desk.paths.originals())
    };
    view::view(&opened.record, edits, &tables, &originals, &office.shelf)
}
