//! What a platform's words mean: yes and no, kinds, satisfaction, a unit's part, nothing at all.

use jiayuan_function::case_record::{Kind, Satisfaction, UnitRole};
use unicode_normalization::UnicodeNormalization;

use crate::load::fields::Fields;

const YES: &[&str] = &[
    "是", "有", "1", "true", "yes", "y", "同意", "已", "√", "✓", "对", "有效",
];
const NO: &[&str] = &[
    "否",
    "没有",
    "0",
    "false",
    "no",
    "n",
    "不同意",
    "未",
    "×",
    "不",
    "无效",
];
const EMPTY: &[&str] = &[
    "", "-", "--", "---", "—", "——", "/", "\\", "无", "暂无", "空", "null", "none", "n/a", "#n/a",
];
/// In private columns these name nobody.
const NOBODY: &[&str] = &[
    "匿名",
    "未知",
    "不详",
    "未留",
    "未提供",
    "保密",
    "不愿透露",
    "没有",
    "不知道",
    "居民",
    "市民",
    "群众",
    "先生",
    "女士",
];

/// A platform's words, before the usual ones.
#[derive(Debug, Default)]
pub(super) struct Words {
    yes: Vec<String>,
    no: Vec<String>,
    empty: Vec<String>,
    report: Vec<String>,
    consult: Vec<String>,
    suggest: Vec<String>,
    book: Vec<String>,
    satisfied: Vec<String>,
    mostly: Vec<String>,
    dissatisfied: Vec<String>,
    lead: Vec<String>,
    joint: Vec<String>,
    totals: Vec<String>,
}

impl Words {
    /// Reads `[words]`.
    pub(super) fn read(f: &mut Fields<'_>) -> Self {
        let mut list = |key| {
            f.texts(key)
                .iter()
                .map(|word| folded(word))
                .collect::<Vec<_>>()
        };
        Self {
            yes: list("yes"),
            no: list("no"),
            empty: list("empty"),
            report: list("report"),
            consult: list("consult"),
            suggest: list("suggest"),
            book: list("book"),
            satisfied: list("satisfied"),
            mostly: list("mostly"),
            dissatisfied: list("dissatisfied"),
            lead: list("lead"),
            joint: list("joint"),
            totals: list("totals"),
        }
    }

    pub(super) fn truth(&self, word: &str) -> Option<bool> {
        pick(word, &[(true, &self.yes, YES), (false, &self.no, NO)])
    }

    pub(super) fn kind(&self, word: &str) -> Option<Kind> {
        pick(
            word,
            &[
                (
                    Kind::Report,
                    &self.report,
                    &[
                        "report", "举报", "投诉", "反映", "上报", "报修", "诉求", "求助", "案件",
                    ],
                ),
                (Kind::Consult, &self.consult, &["consult", "咨询"]),
                (
                    Kind::Suggest,
                    &self.suggest,
                    &["suggest", "建议", "意见建议"],
                ),
                (Kind::Book, &self.book, &["book", "预约"]),
            ],
        )
    }

    pub(super) fn satisfaction(&self, word: &str) -> Option<Satisfaction> {
        pick(
            word,
            &[
                (
                    Satisfaction::Yes,
                    &self.satisfied,
                    &["yes", "满意", "非常满意", "很满意"],
                ),
                (
                    Satisfaction::Mostly,
                    &self.mostly,
                    &["mostly", "基本满意", "比较满意", "较满意"],
                ),
                (
                    Satisfaction::No,
                    &self.dissatisfied,
                    &["no", "不满意", "非常不满意", "很不满意"],
                ),
            ],
        )
    }

    pub(super) fn role(&self, word: &str) -> Option<UnitRole> {
        pick(
            word,
            &[
                (
                    UnitRole::Lead,
                    &self.lead,
                    &["lead", "主责", "主办", "牵头", "主责单位", "主办单位"],
                ),
                (
                    UnitRole::Joint,
                    &self.joint,
                    &["joint", "协办", "协同", "配合", "会办", "协办单位"],
                ),
            ],
        )
    }

    /// Whether a cell's word says that nothing stands there.
    pub(super) fn is_empty(&self, word: &str) -> bool {
        let word = folded(word);
        EMPTY.contains(&word.as_str()) || self.empty.contains(&word)
    }

    /// Whether a private cell names nobody.
    pub(super) fn is_nobody(&self, word: &str) -> bool {
        self.is_empty(word) || NOBODY.contains(&folded(word).as_str())
    }

    /// Whether a row that begins so sums up others, or closes the table.
    pub(super) fn is_total(&self, word: &str) -> bool {
        let word = folded(word);
        let begins = |total: &str| {
            word.strip_prefix(total)
                .is_some_and(|rest| !rest.starts_with(is_han) || rest.starts_with(['数', '件']))
        };
        [
            "合计",
            "小计",
            "总计",
            "共计",
            "累计",
            "总数",
            "本页合计",
            "本页小计",
        ]
        .into_iter()
        .chain(self.totals.iter().map(String::as_str))
        .any(begins)
    }
}

/// A word in one spelling: full-width signs become plain, spaces and what nobody sees go.
pub(super) fn folded(word: &str) -> String {
    word.nfkc()
        .filter(|ch| {
            !ch.is_whitespace()
                && !ch.is_control()
                && !matches!(ch, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn pick<T: Copy>(word: &str, meanings: &[(T, &Vec<String>, &[&str])]) -> Option<T> {
    let word = folded(word);
    let own = meanings.iter().find(|(_, own, _)| own.contains(&word));
    own.or_else(|| {
        meanings
            .iter()
            .find(|(_, _, usual)| usual.contains(&word.as_str()))
    })
    .map(|(meaning, _, _)| *meaning)
}

fn is_han(ch: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_places_that_begin_alike() {
        let words = Words::default();
        for total in ["合计", "合 计：", "小计", "总计120件", "本页小计", "共计数"]
        {
            assert!(words.is_total(total), "{total}");
        }
        for case in ["合计路东口", "SL-1", "总计划处", "小计生办"] {
            assert!(!words.is_total(case), "{case}");
        }
    }

    #[test]
    fn a_platforms_own_word_comes_before_the_usual_one() {
        let words = Words {
            no: vec!["已".into()],
            ..Words::default()
        };
        assert_eq!(words.truth("已"), Some(false));
        assert_eq!(words.truth("ＹＥＳ"), Some(true));
        assert_eq!(words.truth("也许"), None);
    }
}
