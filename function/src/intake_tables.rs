//! The tables that a form is checked against: what the generator writes beside the reply pages
//! (`reply/intake.json`) and the function reads. Public data only; serde and nothing else.

use crate::case_record::Stage;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    /// Places that stickers stand at; a sticker's QR code carries the token.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<IntakePlace>,
    /// Units that a case may be sent to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<IntakeUnit>,
    /// Official holidays and worked weekends, for the years that the site knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar: Vec<CalendarYear>,
    /// Where this function answers, as a whole address; empty if the site does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub api_url: String,
    /// Lists of published cases of one category in one street, for those who are about to report
    /// another. Which lists there are, and nothing of what is in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub similar: Vec<SimilarPage>,
    /// What the names in these tables are called in the site's other languages: by language tag, then
    /// by name. Kept as it was read, for a type of its own would cost the deployed function more code
    /// than it tells.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub labels: Value,
}

/// A place with a sticker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakePlace {
    /// What the QR code carries.
    pub token: String,
    /// The place in words, as residents read it.
    pub place: String,
    /// Its street, as in the table of streets.
    pub street: String,
    /// Its community within the street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<String>,
    /// Its grid cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
}

/// A responsible unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakeUnit {
    /// Full name.
    pub name: String,
    /// Short names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// The official list of one year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// Which.
    pub year: i16,
    /// Days off, `2026-10-01`.
    pub off: Vec<String>,
    /// Days of a weekend that are worked.
    pub working: Vec<String>,
}

/// A list of published cases of one category in one street.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimilarPage {
    /// Code of the category.
    pub category: String,
    /// Name of the street.
    pub street: String,
    /// Address within the site, without the base path.
    pub path: String,
}

impl IntakeTables {
    /// Where the site's pages in a language begin; its own if it has no others.
    #[must_use]
    pub fn home(&self, tag: &str) -> String {
        match self.languages.iter().skip(1).find(|known| *known == tag) {
            Some(tag) => format!("{}/{tag}", self.base_path),
            None => self.base_path.clone(),
        }
    }

    /// The page on which progress is looked up. It says nothing of a report.
    #[must_use]
    pub fn lookup_url(&self, tag: &str) -> String {
        format!("{}/lookup/", self.home(tag))
    }

    /// What a name of these tables is called in a language; the name itself where there is no word.
    #[must_use]
    pub fn label<'a>(&'a self, tag: &str, name: &'a str) -> &'a str {
        let word = self.labels.get(tag).and_then(|words| words.get(name));
        word.and_then(Value::as_str).unwrap_or(name)
    }

    /// An address of the function: whole where it is known, else a path. A bucket sends a browser
    /// back to whole addresses only.
    #[must_use]
    pub fn api_address(&self, path: &str) -> String {
        match self.api_url.as_str() {
            "" => format!("/api{path}"),
            api => format!("{api}{path}"),
        }
    }

    /// The full name of a unit by name or short name. Without a table every name is believed.
    #[must_use]
    pub fn unit(&self, wanted: &str) -> Option<String> {
        if self.units.is_empty() {
            return Some(wanted.to_owned());
        }
        let named = |unit: &&IntakeUnit| unit.name == wanted;
        let short = |unit: &&IntakeUnit| unit.aliases.iter().any(|alias| alias == wanted);
        let found = self.units.iter().find(named);
        found
            .or_else(|| self.units.iter().find(short))
            .map(|unit| unit.name.clone())
    }

    /// The place of a sticker.
    #[must_use]
    pub fn place(&self, token: &str) -> Option<&IntakePlace> {
        self.places.iter().find(|place| place.token == token)
    }
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
