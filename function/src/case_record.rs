//! The raw case record: one line of an export, the one thing that writer and reader of cases share.
//!
//! Records are private. They name who reported, and they stay on the office's side of the border;
//! only the generator's gate turns one into something that may be published. This module therefore
//! knows serde and nothing else: no clock, no store, no rule about what may be shown.
//!
//! The shape is fixed by the public contract (schema version 1). Unknown fields are errors, so that
//! a column nobody decided about never travels along. Times are RFC 3339 with the office's offset
//! (`2017-08-03T09:12:00+08:00`), kept as text: a record is passed on byte for byte.

use serde::{Deserialize, Serialize};

/// The version that this module reads and writes.
pub const SCHEMA_VERSION: u32 = 1;

/// The file on the private side that whoever writes records holds locked meanwhile: an import and an
/// export that merge into the same month at once would each lose what the other brought.
pub const LOCK_FILE: &str = "records.lock";

/// One case with everything the office knows of it.
///
/// Of several records with the same `public_id`, the one with the newest `updated_at` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRecord {
    /// Always [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// 15 Crockford base-32 characters, written `XXXXX-XXXXX-XXXXX`; also the resident's receipt.
    pub public_id: String,
    /// The office's own case number. Never published.
    pub case_no: String,
    /// What the resident wanted; only a report becomes a published case.
    pub kind: Kind,
    /// RFC 3339 time of the last change.
    pub updated_at: String,
    /// Channel it came by, in the office's words (采集员, 公众号, 热线 …).
    pub source: String,
    /// What it is about. Questions and suggestions may have none.
    pub category: Option<CategoryRef>,
    /// Short title; the resident's words or the office's.
    pub title: String,
    /// The resident's words.
    pub description: String,
    /// What the unit did, in the unit's words.
    pub result: Option<String>,
    /// A summary that the office wrote for publication.
    #[serde(default)]
    pub public_summary: Option<String>,
    /// Street office's area, as in the site's table of streets.
    pub street: Option<String>,
    /// Community within the street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<String>,
    /// Place in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Grid cell's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// Position on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Responsible units; one case may be dispatched to several (一案双派).
    pub units: Vec<ResponsibleUnit>,
    /// Stages reached, oldest first.
    pub stages: Vec<StageEvent>,
    /// RFC 3339 time by which it must be handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle_due_at: Option<String>,
    /// RFC 3339 time by which it must be closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close_due_at: Option<String>,
    /// What a follow-up call (回访) found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// What the resident said on the site; never mixed into the follow-up rates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
    /// Original photos, by file name under the private `photos/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
    /// Whether the resident agreed that the anonymised words may be published.
    pub consent_publish: bool,
    /// Touches something that is withheld whole (minors, health, petitions …).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Picked as a model case (典型案例).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub featured: bool,
    /// Exact private strings of the reporter (name, phone, address), masked wherever they occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<String>,
}

/// What a resident submits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// 举报: something is wrong somewhere.
    Report,
    /// 咨询: a question.
    Consult,
    /// 建议: a suggestion.
    Suggest,
    /// 预约: a request for a time.
    Book,
}

/// A category under the edition of the code list that was in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRef {
    /// Edition of the code list, for example `GB/T 47678.5-2026`.
    pub edition: String,
    /// 部件 or 事项.
    pub kind: String,
    /// The code: always text, it may start with 0.
    pub code: String,
    /// The label people read.
    pub label: String,
}

/// A position in degrees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
    /// Datum of both, `wgs84` in everything that the function writes.
    pub datum: String,
}

/// A unit that has to act, and when it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponsibleUnit {
    /// Name as in the site's table of units.
    pub name: String,
    /// Lead or joint.
    pub role: UnitRole,
    /// RFC 3339 times of this unit's own steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatched_at: Option<String>,
    /// When it has to be handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle_due_at: Option<String>,
    /// When it was handled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handled_at: Option<String>,
}

/// A unit's part in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitRole {
    /// 主责
    Lead,
    /// 协办
    Joint,
}

/// A stage that the case reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageEvent {
    /// Which.
    pub stage: Stage,
    /// RFC 3339 time; null for some imported side states.
    pub at: Option<String>,
    /// Unit concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// The fixed stage codes; what residents read for them is configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// 上报
    Reported,
    /// 受理
    Accepted,
    /// 立案
    Filed,
    /// 派遣
    Dispatched,
    /// 处置
    Handling,
    /// 处理反馈
    Feedback,
    /// 核查
    Verified,
    /// 结案
    Closed,
    /// 综合评价
    Evaluated,
    /// 不予受理 or 不予立案
    Rejected,
    /// 延期
    Deferred,
    /// 挂账
    Suspended,
    /// 返工
    Reworked,
    /// 回退
    Returned,
    /// 作废
    Voided,
}

impl Stage {
    /// All of them, in the order of the loop, side states last.
    pub const ALL: [Self; 15] = [
        Self::Reported,
        Self::Accepted,
        Self::Filed,
        Self::Dispatched,
        Self::Handling,
        Self::Feedback,
        Self::Verified,
        Self::Closed,
        Self::Evaluated,
        Self::Rejected,
        Self::Deferred,
        Self::Suspended,
        Self::Reworked,
        Self::Returned,
        Self::Voided,
    ];
}

/// What a follow-up call found. `valid` is the denominator of response, resolution, satisfaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// RFC 3339 time of the call.
    pub judged_at: String,
    /// Whether it counts as a valid follow-up.
    pub valid: bool,
    /// Whether the unit had contacted the resident.
    pub contacted: bool,
    /// Whether the resident called it resolved.
    pub resolved: bool,
    /// How satisfied.
    pub satisfied: Satisfaction,
}

/// What the resident said on the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// RFC 3339 time.
    pub at: String,
    /// Whether it is resolved.
    pub resolved: bool,
    /// How satisfied.
    pub satisfied: Satisfaction,
}

/// 满意, 基本满意, 不满意.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Satisfaction {
    /// 满意
    Yes,
    /// 基本满意
    Mostly,
    /// 不满意
    No,
}

/// One original photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// Before or after.
    pub role: PhotoRole,
    /// File name under the private `photos/`.
    pub file: String,
    /// Alternative text, if someone wrote one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Boxes to black out, `[x, y, width, height]` as fractions of the upright photo.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redact: Vec<[f64; 4]>,
}

/// 处置前, 处置后.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PhotoRole {
    /// 处置前
    Before,
    /// 处置后
    After,
}
