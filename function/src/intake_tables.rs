//! The tables that a form is checked against: what the generator writes beside the reply pages
//! (`reply/intake.json`) and the function reads. Public data only; serde and nothing else.

use crate::case_record::Stage;
use serde::{Deserialize, Serialize};

/// Name of the file beside the reply pages.
pub const FILE_NAME: &str = "intake.json";

/// The public loop: seven steps, each with the stages that reach it.
pub const LOOP: [(&str, &[Stage]); 7] = [
    ("采集受理", &[Stage::Reported, Stage::Accepted]),
    ("案卷建立", &[Stage::Filed]),
    ("指挥派遣", &[Stage::Dispatched]),
    ("任务处理", &[Stage::Handling]),
    ("处理反馈", &[Stage::Feedback]),
    ("核实结案", &[Stage::Verified, Stage::Closed]),
    ("综合评价", &[Stage::Evaluated]),
];

/// Everything public that the function needs to know of the site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakeTables {
    /// The site's name.
    pub site_name: String,
    /// Path of the site under its host, without a slash at the end: empty, or `/zt/jiayuan`.
    pub base_path: String,
    /// Language tags that there is a reply page for, the site's own first.
    pub languages: Vec<String>,
    /// Hotline that answers when the form cannot.
    pub hotline: String,
    /// Categories that a report may name, in the order of the form.
    pub categories: Vec<IntakeCategory>,
    /// Streets in official order.
    pub streets: Vec<String>,
    /// What residents read for each stage.
    pub stages: Vec<StageLabel>,
    /// Working days within which an answer is expected.
    pub answer_within_days: u32,
}

/// A category of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakeCategory {
    /// Edition of the code list.
    pub edition: String,
    /// 部件 or 事项.
    pub kind: String,
    /// Code within edition and kind.
    pub code: String,
    /// Label people read; what the form shows.
    pub label: String,
    /// Group it stands under.
    pub group: String,
    /// Everyday words for it.
    pub aliases: Vec<String>,
}

/// Public label of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageLabel {
    /// The code.
    pub stage: Stage,
    /// 已提交, 已受理, 处置中 …
    pub label: String,
}
