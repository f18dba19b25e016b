//! Facts of a guide in words that a resident reads, in the site's language.

use crate::load::words::Words;
use crate::model::guide::GuideFacts;

/// Words of the national schema, and their keys among the theme's words.
const TERMS: [(&str, &str); 21] = [
    ("许可", "terms.licence"),
    ("处罚", "terms.penalty"),
    ("强制", "terms.enforcement"),
    ("征收", "terms.levy"),
    ("给付", "terms.benefit"),
    ("检查", "terms.inspection"),
    ("确认", "terms.confirmation"),
    ("奖励", "terms.award"),
    ("裁决", "terms.ruling"),
    ("其他", "terms.other"),
    ("公共服务", "terms.public_service"),
    ("自然人", "terms.person"),
    ("法人", "terms.organisation"),
    ("即办件", "terms.at_once"),
    ("承诺件", "terms.promised"),
    ("窗口", "terms.window"),
    ("网上", "terms.online"),
    ("快递", "terms.courier"),
    ("必要", "terms.required"),
    ("非必要", "terms.sometimes"),
    ("容缺", "terms.later"),
];

/// A word of the schema as the theme says it.
#[must_use]
pub fn term(words: &Words, word: &str) -> String {
    let known = TERMS.iter().find(|(known, _)| *known == word);
    known.map_or_else(|| word.to_owned(), |(_, key)| words.get(key).to_owned())
}

/// Several words of the schema.
#[must_use]
pub fn terms(words: &Words, list: &[&'static str]) -> Vec<String> {
    list.iter().map(|word| term(words, word)).collect()
}

/// How long it takes.
#[must_use]
pub fn promise(words: &Words, facts: &GuideFacts) -> String {
    time(words, facts.promise_day, facts.promise_type)
}

/// The statutory limit.
#[must_use]
pub fn anticipate(words: &Words, facts: &GuideFacts) -> String {
    time(words, facts.anticipate_day, facts.anticipate_type)
}

fn time(words: &Words, count: u32, unit: &str) -> String {
    if count == 0 {
        return words.get("terms.while_you_wait").to_owned();
    }
    let key = match (unit, count) {
        ("工作日", 1) => "terms.working_day",
        ("工作日", _) => "terms.working_days",
        ("自然日", 1) => "terms.day",
        ("自然日", _) => "terms.days",
        ("工作时", 1) => "terms.working_hour",
        ("工作时", _) => "terms.working_hours",
        (_, 1) => "terms.hour",
        _ => "terms.hours",
    };
    words.fill(key, &[("n", &count.to_string())])
}

/// What it costs.
#[must_use]
pub fn fee(words: &Words, facts: &GuideFacts) -> String {
    if !facts.is_fee {
        return words.get("terms.free").to_owned();
    }
    let one = |name: &str, standard: &str| {
        words.fill("terms.fee", &[("name", name), ("standard", standard)])
    };
    let fees: Vec<_> = facts
        .fees
        .iter()
        .map(|fee| one(&fee.fee_name, &fee.fee_stand))
        .collect();
    fees.join(words.get("terms.between"))
}
