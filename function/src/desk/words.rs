//! The words that offices use for stages and roles, in commands and in files of their platforms.

use crate::{
    case_record::{Kind, Stage, UnitRole},
    domain::{moves, report::KINDS},
};

/// Each stage with what offices call it, the usual word first.
pub(super) const STAGES: [(Stage, &[&str]); 15] = [
    (Stage::Reported, &["上报", "已提交"]),
    (Stage::Accepted, &["受理", "已受理"]),
    (Stage::Filed, &["立案", "案卷建立"]),
    (Stage::Dispatched, &["派遣", "派单", "指挥派遣"]),
    (Stage::Handling, &["处置", "处置中", "任务处理"]),
    (Stage::Feedback, &["处理反馈", "反馈"]),
    (Stage::Verified, &["核查", "核实"]),
    (Stage::Closed, &["结案", "已结案", "已办结", "核实结案"]),
    (Stage::Evaluated, &["综合评价", "评价"]),
    (Stage::Rejected, &["不予受理", "不予立案"]),
    (Stage::Deferred, &["延期"]),
    (Stage::Suspended, &["挂账", "需长期推进"]),
    (Stage::Reworked, &["返工"]),
    (Stage::Returned, &["回退", "退回"]),
    (Stage::Voided, &["作废"]),
];

/// The usual word of a stage.
pub(super) fn stage(stage: Stage) -> &'static str {
    STAGES
        .iter()
        .find(|(known, _)| *known == stage)
        .map_or("", |(_, words)| words[0])
}

/// A stage by its code or by what offices call it.
pub(super) fn read_stage(typed: &str) -> Option<Stage> {
    let typed = typed.trim();
    moves::read_stage(typed).or_else(|| {
        let found = STAGES.iter().find(|(_, words)| words.contains(&typed));
        found.map(|(stage, _)| *stage)
    })
}

/// A role by its code or by what offices call it.
pub(super) fn read_role(typed: &str) -> Option<UnitRole> {
    match typed.trim() {
        "lead" | "主责" | "主办" => Some(UnitRole::Lead),
        "joint" | "协办" => Some(UnitRole::Joint),
        _ => None,
    }
}

/// What people call a role.
pub(super) fn role(role: UnitRole) -> &'static str {
    match role {
        UnitRole::Lead => "主责",
        UnitRole::Joint => "协办",
    }
}

/// What people call a kind.
pub(super) fn kind(kind: Kind) -> &'static str {
    KINDS
        .iter()
        .find(|(.., known)| *known == kind)
        .map_or("", |(_, label, _)| label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_known_by_code_and_by_name() {
        for (stage, names) in STAGES {
            assert_eq!(read_stage(&moves::stage_word(stage)), Some(stage));
            for name in names {
                assert_eq!(read_stage(name), Some(stage), "{name}");
            }
        }
        assert_eq!(read_stage(" Closed "), Some(Stage::Closed));
        assert_eq!(read_stage("好了"), None);
    }
}
