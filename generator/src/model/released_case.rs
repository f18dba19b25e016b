//! A case as anyone may read it.
//!
//! A [`ReleasedCase`] has private fields and two makers: the gate, which shows the compiler its
//! [`Pass`], and [`ReleasedCase::read`], which takes a line of a released file and checks it again.
//! It knows dates and no times, a group of categories that are reported from home and nothing else
//! of those, and no word that nobody decided to publish.
//!
//! Lists and figures over hundreds of thousands of cases keep the [`CaseSummary`]; the words
//! themselves are needed only while a case's own page is made.

mod check;
mod line;
mod month;
mod names;
mod public_id;
pub mod stored;

use std::sync::Arc;

use jiff::civil::Date;

use self::{check::Fault, line::Line};
pub use self::{month::Month, names::Names, public_id::PublicId};
use crate::{
    cases::gate::Pass,
    json_line::{self, LineError},
    masking::Span,
};
pub use jiayuan_function::case_record::{PhotoRole, Stage, UnitRole};

/// The version of the line that this module reads and writes.
pub const SCHEMA_VERSION: u32 = 1;

/// Widest photo that may be released, in pixels.
pub const MAX_PHOTO_WIDTH: u32 = 1600;

/// A case that passed the gate.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleasedCase {
    summary: CaseSummary,
    description: Option<Box<str>>,
    result: Option<Box<str>>,
    public_summary: Option<Box<str>>,
    place: Option<Box<str>>,
    kept: Vec<Box<str>>,
}

/// What lists, figures and digests need of a case: everything but the long words.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseSummary {
    public_id: PublicId,
    month: Month,
    group: Arc<str>,
    row: Option<Box<CaseRow>>,
    title: Option<Box<str>>,
    outline: Option<Box<str>>,
    /// Whether the outline is the office's or the unit's, not the resident's.
    is_told_by_unit: bool,
    photos: Vec<CasePhoto>,
    featured: bool,
    has_page: bool,
    digest: [u8; 16],
}

/// The public facts of a case that was not reported from home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Category, under its edition.
    pub category: CaseCategory,
    /// Street office's area.
    pub street: Arc<str>,
    /// Community within the street.
    pub community: Option<Arc<str>>,
    /// Channel it came by.
    pub source: Arc<str>,
    /// Responsible units, the lead first.
    pub units: Vec<CaseUnit>,
    /// Stages reached, oldest first.
    pub stages: Vec<CaseStage>,
    /// Day by which it had to be handled.
    pub handle_due: Option<Date>,
    /// Day by which it had to be closed.
    pub close_due: Option<Date>,
    /// Month that `handle_due` falls in.
    pub due_month: Option<Month>,
    /// Whether it was handled in time; none until it is handled.
    pub handled_on_time: Option<bool>,
    /// Whether it was closed in time; none until it is closed.
    pub closed_on_time: Option<bool>,
    /// Working time from the report to the closing, in minutes; none until it is closed.
    pub working_minutes: Option<u32>,
    /// Whether it was sent back to be done again; none while that is open.
    pub reworked: Option<bool>,
    /// Whether more time was granted; none while that is open.
    pub deferred: Option<bool>,
}

/// A category under the edition of the code list that was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCategory {
    /// Edition of the code list.
    pub edition: Arc<str>,
    /// 部件 or 事项.
    pub kind: Arc<str>,
    /// Code: text, it may start with 0.
    pub code: Arc<str>,
    /// The label people read.
    pub label: Arc<str>,
}

/// A unit's part in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseUnit {
    /// Name as in the table of units.
    pub name: Arc<str>,
    /// Lead or joint.
    pub role: UnitRole,
    /// Day it was sent to the unit.
    pub dispatched: Option<Date>,
    /// Day by which the unit had to handle it.
    pub handle_due: Option<Date>,
    /// Day the unit handled it.
    pub handled: Option<Date>,
    /// Whether the unit was in time; none until it has handled it.
    pub handled_on_time: Option<bool>,
    /// Whether the unit had to do it again; none while that is open.
    pub reworked: Option<bool>,
    /// Whether the unit was granted more time; none while that is open.
    pub deferred: Option<bool>,
}

/// A stage that the case reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStage {
    /// Which.
    pub stage: Stage,
    /// Day, unless nobody wrote it down.
    pub date: Option<Date>,
    /// Unit concerned.
    pub unit: Option<Arc<str>>,
}

/// A finished photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePhoto {
    /// Before or after.
    pub role: PhotoRole,
    /// File name under `cases/photos/`: 32 hexadecimal digits of the file's own digest, and `.jpg`.
    pub file: Box<str>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Alternative text.
    pub alt: Box<str>,
}

/// What the gate puts together.
#[derive(Debug, Clone)]
pub(crate) struct ReleasedParts {
    pub(crate) public_id: PublicId,
    pub(crate) month: Month,
    pub(crate) group: Arc<str>,
    /// None for a category that is reported from home.
    pub(crate) row: Option<CaseRow>,
    pub(crate) words: CaseWords,
}

/// The words and photos of a case, as far as they may be shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaseWords {
    /// Title.
    pub title: Option<Box<str>>,
    /// The resident's words.
    pub description: Option<Box<str>>,
    /// The unit's words on what was done.
    pub result: Option<Box<str>>,
    /// The office's summary.
    pub public_summary: Option<Box<str>>,
    /// Place in words.
    pub place: Option<Box<str>>,
    /// Picked as a model case.
    pub featured: bool,
    /// Finished photos, in the order in which they are shown.
    pub photos: Vec<CasePhoto>,
    /// Pieces of these words that look personal and are not: a named reviewer let them stand.
    pub kept: Vec<Box<str>>,
}

impl CaseWords {
    /// Every text that a reader would see.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let words = [
            &self.title,
            &self.description,
            &self.result,
            &self.public_summary,
            &self.place,
        ];
        let alts = self.photos.iter().map(|photo| &*photo.alt);
        (words.into_iter().filter_map(|text| text.as_deref())).chain(alts)
    }

    /// Whether there is anything to read or to look at.
    pub fn is_empty(&self) -> bool {
        self.photos.is_empty()
            && [
                &self.title,
                &self.description,
                &self.result,
                &self.public_summary,
                &self.place,
            ]
            .iter()
            .all(|text| text.is_none())
    }
}

impl ReleasedCase {
    /// Makes a case out of what the gate decided. The same rules hold as for a line that is read.
    pub(crate) fn made_by_gate(parts: ReleasedParts, _: Pass) -> Result<Self, Fault> {
        check::parts(&parts)?;
        let mut case = Self::assemble(parts);
        case.summary.digest = digest(&case.to_line());
        Ok(case)
    }

    /// Reads a line of a released file and checks it again.
    pub fn read(line: &str) -> Result<Self, LineError> {
        Self::read_with(line, &mut Names::default())
    }

    /// Reads a line of a released file; names that came by before are not stored again.
    pub fn read_with(line: &str, names: &mut Names) -> Result<Self, LineError> {
        let raw: Line<'_> = json_line::read(line)?;
        let placed =
            |fault: Fault| LineError::new("released-case", fault.message).at_key(line, fault.key);
        let parts = raw.into_parts(names).map_err(placed)?;
        check::parts(&parts).map_err(placed)?;
        let mut case = Self::assemble(parts);
        case.summary.digest = digest(line);
        Ok(case)
    }

    /// The digest under which a line is known.
    #[must_use]
    pub fn digest_of(line: &str) -> [u8; 16] {
        digest(line)
    }

    fn assemble(parts: ReleasedParts) -> Self {
        let ReleasedParts {
            public_id,
            month,
            group,
            row,
            words,
        } = parts;
        let has_page = row.is_some() && !words.is_empty();
        let CaseWords {
            title,
            description,
            result,
            public_summary,
            place,
            featured,
            photos,
            kept,
        } = words;
        let is_told_by_unit = public_summary.is_some() || result.is_some();
        let outline = public_summary
            .as_deref()
            .or(result.as_deref())
            .or(description.as_deref())
            .map(cut);
        let row = row.map(Box::new);
        let digest = [0; 16];
        Self {
            summary: CaseSummary {
                public_id,
                month,
                group,
                row,
                title,
                outline,
                is_told_by_unit,
                photos,
                featured,
                has_page,
                digest,
            },
            description,
            result,
            public_summary,
            place,
            kept,
        }
    }

    /// The line of a released file, without its line break.
    pub fn to_line(&self) -> String {
        serde_json::to_string(&Line::of(self)).expect("a released case is plain JSON")
    }

    /// Everything but the long words.
    pub fn summary(&self) -> &CaseSummary {
        &self.summary
    }

    /// Drops the long words.
    pub fn into_summary(self) -> CaseSummary {
        self.summary
    }

    /// Public id.
    pub fn public_id(&self) -> PublicId {
        self.summary.public_id
    }

    /// Title, if words were released.
    pub fn title(&self) -> Option<&str> {
        self.summary.title()
    }

    /// The resident's words, if they were released.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The unit's words on what was done, if they were released.
    pub fn result(&self) -> Option<&str> {
        self.result.as_deref()
    }

    /// The office's summary, if it was released.
    pub fn public_summary(&self) -> Option<&str> {
        self.public_summary.as_deref()
    }

    /// Place in words, if it was released.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// Pieces of the words that look personal and are not: a named reviewer let them stand.
    pub fn kept(&self) -> &[Box<str>] {
        &self.kept
    }

    /// Where such pieces stand in a text of the case.
    pub fn kept_in(&self, text: &str) -> Vec<Span> {
        let found = (self.kept.iter()).flat_map(|piece| {
            text.match_indices(&**piece).map(|(byte, piece)| {
                let start = text[..byte].chars().count();
                Span {
                    start,
                    end: start + piece.chars().count(),
                }
            })
        });
        found.collect()
    }

    /// Every free text that a reader would see, with the name of its key: what a scan has to look at.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let words = [
            ("title", self.title()),
            ("description", self.description()),
            ("result", self.result()),
            ("public_summary", self.public_summary()),
            ("place", self.place()),
        ];
        let alts = self.summary.photos.iter().map(|photo| ("alt", &*photo.alt));
        words
            .into_iter()
            .filter_map(|(key, text)| Some((key, text?)))
            .chain(alts)
    }
}

impl CaseSummary {
    /// Public id.
    pub fn public_id(&self) -> PublicId {
        self.public_id
    }

    /// Month of the first stage, under which the case is filed.
    pub fn month(&self) -> Month {
        self.month
    }

    /// Group of its category.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The facts; none for a case reported from home.
    pub fn row(&self) -> Option<&CaseRow> {
        self.row.as_deref()
    }

    /// Title, if words were released.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The beginning of what a reader wants to know first: the office's summary, else the result,
    /// else the description; at most 100 characters.
    pub fn outline(&self) -> Option<&str> {
        self.outline.as_deref()
    }

    /// What the office or the unit says of it: the outline, unless it is the resident's words.
    pub fn told_by_unit(&self) -> Option<&str> {
        self.outline.as_deref().filter(|_| self.is_told_by_unit)
    }

    /// Finished photos in their order.
    pub fn photos(&self) -> &[CasePhoto] {
        &self.photos
    }

    /// Whether it was picked as a model case.
    pub fn featured(&self) -> bool {
        self.featured
    }

    /// Whether the case has a page: it has facts, and any words or photos.
    pub fn has_page(&self) -> bool {
        self.has_page
    }

    /// Digest of the case's line in the released file.
    pub fn digest(&self) -> [u8; 16] {
        self.digest
    }
}

impl CaseRow {
    /// The first day that is known.
    pub fn first_date(&self) -> Option<Date> {
        self.stages.iter().find_map(|stage| stage.date)
    }

    /// The day of a stage, the last one if it was reached several times.
    pub fn date_of(&self, stage: Stage) -> Option<Date> {
        self.stages
            .iter()
            .rev()
            .find(|reached| reached.stage == stage)?
            .date
    }

    /// Whether a stage was reached, dated or not.
    pub fn reached(&self, stage: Stage) -> bool {
        self.stages.iter().any(|reached| reached.stage == stage)
    }

    /// The stage that the case is in.
    pub fn last_stage(&self) -> Option<Stage> {
        self.stages.last().map(|reached| reached.stage)
    }
}

fn digest(line: &str) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&blake3::hash(line.as_bytes()).as_bytes()[..16]);
    short
}

/// The first 100 characters of a text.
fn cut(text: &str) -> Box<str> {
    match text.char_indices().nth(100) {
        None => text.into(),
        Some((end, _)) => format!("{}…", &text[..end]).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = concat!(
        r#"{"schema_version":1,"public_id":"7KQ2M-9XJ4T-0WBAE","month":"2017-08","group":"市容环境","#,
        r#""category":{"edition":"GB/T 47678.5-2026","kind":"事项","code":"06040","label":"私设地锁、阻车桩"},"#,
        r#""street":"金顶街街道","community":"某社区","source":"公众号","units":[{"name":"金顶街街道办事处","role":"lead","#,
        r#""dispatched":"2017-08-03","handle_due":"2017-08-05","handled":null,"handled_on_time":null,"reworked":null,"#,
        r#""deferred":false}],"stages":[{"stage":"accepted","date":"2017-08-03"},{"stage":"dispatched","#,
        r#""date":"2017-08-03","unit":"金顶街街道办事处"},{"stage":"deferred","date":null}],"handle_due":"2017-08-05","#,
        r#""close_due":null,"due_month":"2017-08","handled_on_time":null,"closed_on_time":null,"working_minutes":null,"#,
        r#""reworked":false,"deferred":true"#,
    );
    const WORDS: &str = concat!(
        r#","title":"小区内私装\"地锁\"","result":"已拆除。","place":"某小区3号楼前","featured":true,"photos":[{"role":"before","#,
        r#""file":"00112233445566778899aabbccddeeff.jpg","width":1600,"height":1200,"alt":"车位上的地锁"}]"#,
    );
    const HOME: &str = r#"{"schema_version":1,"public_id":"7KQ2M-9XJ4T-0WBAE","month":"2017-08","group":"市容环境"}"#;

    fn mistake(line: &str) -> (String, String) {
        let error = ReleasedCase::read(line).unwrap_err();
        (line[error.mark].to_string(), error.message)
    }

    #[test]
    fn writes_what_it_reads() {
        for line in [
            format!("{ROW}}}"),
            format!("{ROW}{WORDS}}}"),
            HOME.to_string(),
        ] {
            assert_eq!(ReleasedCase::read(&line).unwrap().to_line(), line);
        }
    }

    #[test]
    fn only_a_row_with_words_has_a_page() {
        let bare = ReleasedCase::read(&format!("{ROW}}}")).unwrap();
        assert!(!bare.summary().has_page());
        let case = ReleasedCase::read(&format!("{ROW}{WORDS}}}")).unwrap();
        assert!(case.summary().has_page() && case.summary().featured());
        assert_eq!(case.title(), Some("小区内私装\"地锁\""));
        assert_eq!(case.summary().outline(), Some("已拆除。"));
        assert_eq!(case.texts().count(), 4);
        assert_ne!(case.summary().digest(), bare.summary().digest());
    }

    #[test]
    fn a_home_reported_row_holds_nothing_else() {
        let case = ReleasedCase::read(HOME).unwrap();
        assert!(case.summary().row().is_none() && !case.summary().has_page());
        for (key, value) in [
            ("street", r#""金顶街街道""#),
            ("source", r#""热线""#),
            ("stages", "[]"),
            ("handle_due", "null"),
            ("deferred", "false"),
        ] {
            let (mark, message) = mistake(&HOME.replace('}', &format!(r#","{key}":{value}}}"#)));
            assert_eq!(mark, format!("\"{key}\""));
            assert!(message.contains(key), "{message}");
        }
        assert!(ReleasedCase::read(&HOME.replace('}', r#","title":"夜里太吵"}"#)).is_err());
        assert!(ReleasedCase::read(&HOME.replace('}', r#","featured":true}"#)).is_err());
    }

    #[test]
    fn a_row_is_complete() {
        let line = format!("{ROW}}}");
        for key in [
            r#""close_due":null,"#,
            r#""due_month":"2017-08","#,
            r#""handled":null,"#,
            r#""source":"公众号","#,
        ] {
            assert!(line.contains(key));
            assert!(
                ReleasedCase::read(&line.replacen(key, "", 1)).is_err(),
                "without {key}"
            );
        }
    }

    #[test]
    fn refuses_times_strangers_and_other_months() {
        let line = format!("{ROW}{WORDS}}}");
        let (mark, _) = mistake(&line.replacen("2017-08-03\"", "2017-08-03T09:12:00+08:00\"", 1));
        assert_eq!(mark, "\"2017-08-03T09:12:00+08:00\"");
        assert_eq!(
            mistake(&line.replace(r#""source""#, r#""case_no":"1","source""#)).0,
            "\"case_no\""
        );
        assert_eq!(
            mistake(&line.replace(r#""month":"2017-08""#, r#""month":"2017-09""#)).0,
            "\"month\""
        );
        assert_eq!(
            mistake(&line.replace("7KQ2M-9XJ4T-0WBAE", "7kq2m-9xj4t-0wbae")).0,
            "\"7kq2m-9xj4t-0wbae\""
        );
        assert_eq!(
            mistake(&line.replace("version\":1", "version\":2")).0,
            "\"schema_version\""
        );
        assert_eq!(
            mistake(&line.replace("ddeeff.jpg", "ddeeff.png")).0,
            "\"file\""
        );
        assert_eq!(
            mistake(&line.replace("ddeeff.jpg", "/../../x.jpg")).0,
            "\"file\""
        );
        assert_eq!(mistake(&line.replace("1600,", "4000,")).0, "\"width\"");
    }

    #[test]
    fn shared_names_are_stored_once() {
        let mut names = Names::default();
        let line = format!("{ROW}}}");
        let (one, two) = (
            ReleasedCase::read_with(&line, &mut names).unwrap(),
            ReleasedCase::read_with(&line, &mut names).unwrap(),
        );
        let street = |case: &ReleasedCase| Arc::clone(&case.summary().row().unwrap().street);
        assert!(Arc::ptr_eq(&street(&one), &street(&two)));
    }
}
