//! Rules between the fields of a guide, from the national schema, and the words that say nothing.

use super::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::model::guide::{GuideFacts, Material};

/// Rules of one material.
pub(super) fn material(f: &mut Fields<'_>, material: &Material) {
    if material.is_need == "非必要" && material.handle_case.is_none() {
        f.fault(
            Diagnostic::error("material-without-case", "非必要材料没有写什么情形下需要。")
                .at(f.place_of("is_need"))
                .help(
                    "加一行，例如“handle_case: 由监护人代为申请时提供”，写明哪些人要带这份材料。",
                ),
        );
    }
    let name = &material.material_name;
    let catches_all = [
        "其他材料",
        "其它材料",
        "相关材料",
        "有关材料",
        "等材料",
        "等证明",
    ];
    if catches_all.iter().any(|word| name.contains(word)) || name.ends_with('等') {
        f.fault(
            Diagnostic::error(
                "catch-all-material",
                format!("材料名称“{name}”是兜底说法，居民不知道要带什么。"),
            )
            .at(f.place_of("material_name"))
            .help("写出具体的材料名称，一份材料一项；不写“等”“其他材料”“相关材料”。"),
        );
    }
}

/// Fields in which a resident looks for a fact.
const PLAIN: [&str; 9] = [
    "dept_name",
    "accept_condition",
    "handle_flow",
    "special_procedure",
    "limit_scene_explain",
    "transact_addr",
    "transact_time",
    "link_way",
    "supervise_way",
];

/// The same within a material; its name has a rule of its own.
const PLAIN_IN_MATERIALS: [&str; 4] = ["handle_case", "source_type", "fill_explain", "remark"];

/// Words that stand for a fact which somebody did not look up.
const VAGUE: [(&str, &str); 9] = [
    ("有关部门", "写出是哪个单位"),
    ("相关部门", "写出是哪个单位"),
    ("有关单位", "写出是哪个单位"),
    ("相关单位", "写出是哪个单位"),
    ("规定的其他", "把其他的也一条一条写出来，没有就删去"),
    ("规定需要提交的", "把要交的一份一份写出来"),
    ("其他情形", "把其他情形一条一条写出来，没有就删去"),
    ("视情况", "写出什么情况怎么办"),
    ("详询", "写出答案，再写电话"),
];

/// Rules of the guide as a whole.
pub(super) fn facts(f: &mut Fields<'_>, facts: &GuideFacts) {
    if f.is_translation() {
        // The facts stand in the original, and so do the rules between them.
        return;
    }
    // A rule between fields that could not be read would tell the same fault again.
    let sound = |f: &Fields<'_>, keys: &[&str]| keys.iter().all(|key| f.is_sound(key));
    if sound(f, &["limit_scene_num", "limit_scene_explain"]) {
        visits(f, facts);
    }
    if sound(
        f,
        &[
            "promise_day",
            "promise_type",
            "anticipate_day",
            "anticipate_type",
        ],
    ) {
        limits(f, facts);
    }
    dates(f, facts);
    codes(f, facts);
    if facts.is_fee && facts.fees.is_empty() {
        f.fault(
            Diagnostic::error(
                "fee-without-standard",
                "写了收费，却没有收费项目、标准和依据。",
            )
            .at(f.place_of("is_fee"))
            .help("加 fees 列表，每项写 fee_name、fee_stand、by_law；不收费的把 is_fee 改成“否”。"),
        );
    }
    if !facts.is_fee && !facts.fees.is_empty() && f.is_sound("is_fee") {
        f.fault(
            Diagnostic::error("fee-denied", "写了不收费，下面却有收费项目。")
                .at(f.place_of("is_fee"))
                .help("收费的把 is_fee 改成“是”；不收费的删去 fees。"),
        );
    }
    repeated_materials(f);
    let own = PLAIN.into_iter().flat_map(|key| f.scalars(key));
    let within = PLAIN_IN_MATERIALS
        .into_iter()
        .flat_map(|key| f.scalars_named("materials", key));
    let words: Vec<_> = own.chain(within).collect();
    for word in words {
        let vague = VAGUE.iter().find(|(vague, _)| word.text.contains(vague));
        if let Some((vague, remedy)) = vague {
            f.fault(
                Diagnostic::warning("vague-wording", format!("“{vague}”没有说清楚。"))
                    .at(word.place)
                    .help(format!("{remedy}；居民看了要知道找谁、带什么、怎么办。")),
            );
        }
    }
}

fn visits(f: &mut Fields<'_>, facts: &GuideFacts) {
    if facts.limit_scene_num > 0 && facts.limit_scene_explain.is_none() {
        f.fault(
            Diagnostic::error("visit-without-reason", "要到现场，却没有写原因。")
                .at(f.place_of("limit_scene_num"))
                .help("加一行，例如“limit_scene_explain: 需要本人签字。”，写明为什么要到现场。"),
        );
    }
    if facts.online_handle_depth == Some("Ⅳ") && facts.limit_scene_num > 0 {
        f.fault(
            Diagnostic::error(
                "depth-four-with-visits",
                "网上办理深度Ⅳ级的事项不应到现场。",
            )
            .at(f.place_of("limit_scene_num"))
            .help("把 limit_scene_num 改成 0，或者降低 online_handle_depth。"),
        );
    }
}

fn limits(f: &mut Fields<'_>, facts: &GuideFacts) {
    if facts.promise_day > 0 && facts.project_type == "即办件" {
        f.fault(
            Diagnostic::error(
                "promise-not-immediate",
                "承诺时限不是当场，办件类型却是即办件。",
            )
            .at(f.place_of("project_type"))
            .help("把 project_type 改成“承诺件”，或者把 promise_day 改成 0。"),
        );
    }
    // So many working days are never fewer days, and so many days never fewer hours.
    let order = ["小时", "工作时", "自然日", "工作日"];
    let rank = |unit: &str| order.iter().position(|known| *known == unit);
    let is_longer = match (rank(facts.promise_type), rank(facts.anticipate_type)) {
        (Some(promise), Some(anticipate)) => {
            promise >= anticipate && facts.promise_day > facts.anticipate_day
        }
        _ => false,
    };
    if is_longer {
        f.fault(
            Diagnostic::error(
                "promise-over-limit",
                format!(
                    "承诺时限（{}）比法定时限（{}）还长。",
                    days(facts.promise_day, facts.promise_type),
                    days(facts.anticipate_day, facts.anticipate_type)
                ),
            )
            .at(f.place_of("promise_day"))
            .help("承诺时限不能超过法定时限，请核对 promise_day 和 anticipate_day。"),
        );
    }
}

fn dates(f: &mut Fields<'_>, facts: &GuideFacts) {
    if let (Some(from), Some(until)) = (facts.plan_effective_date, facts.plan_cancel_date)
        && until < from
    {
        f.fault(
            Diagnostic::error("cancelled-before-effective", "取消日期早于生效日期。")
                .at(f.place_of("plan_cancel_date"))
                .help("请核对 plan_effective_date 和 plan_cancel_date。"),
        );
    }
    if facts.task_state == Some("停用")
        && facts.plan_cancel_date.is_none()
        && f.is_sound("plan_cancel_date")
    {
        f.fault(
            Diagnostic::warning("stopped-without-date", "事项停用了，却没有写取消日期。")
                .at(f.place_of("task_state"))
                .help("加一行，例如“plan_cancel_date: \"2026-12-31\"”，到期后页面上显示“已失效”。"),
        );
    }
}

fn codes(f: &mut Fields<'_>, facts: &GuideFacts) {
    for (key, code, length) in [
        ("catalog_code", &facts.catalog_code, 12),
        ("dept_code", &facts.dept_code, 18),
    ] {
        let Some(code) = code else { continue };
        let characters = code.chars().count();
        if characters != length || !code.chars().all(|c| c.is_ascii_alphanumeric()) {
            f.fault(
                Diagnostic::warning(
                    "bad-code",
                    format!("{key} 应当是 {length} 位字母和数字，写的是 {characters} 位“{code}”。"),
                )
                .at(f.place_of(key))
                .help("照着权责清单核对；编码加上引号，免得数字被改写。"),
            );
        }
    }
}

fn repeated_materials(f: &mut Fields<'_>) {
    let mut names = std::collections::BTreeMap::new();
    for name in f.scalars_named("materials", "material_name") {
        let text = name.text.clone();
        let Some(line) = names.insert(text, name.place.line) else {
            continue;
        };
        f.fault(
            Diagnostic::warning(
                "repeated-material",
                format!("材料“{}”写了两次。", name.text),
            )
            .at(name.place)
            .help(format!(
                "第一次在第 {line} 行；留下一份，份数写在 page_num。"
            )),
        );
    }
}

fn days(count: u32, kind: &str) -> String {
    format!("{count} 个{kind}")
}
