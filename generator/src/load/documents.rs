//! Reads each kind of Markdown file into its model.

use crate::diagnostic::{Diagnostic, Reference};
use crate::model::address::{is_slug, slug};
use crate::model::featured::Featured;
use crate::model::guide::{Faq, Fee, FlowStep, Guide, GuideFacts, LegalBasis, Material, Remedy};
use crate::model::language::Language;
use crate::model::news::News;
use crate::model::notice::{Notice, NoticeSeverity};
use crate::model::office::{Hours, Office, Phone, Window};
use crate::model::page::Page;
use crate::model::released_case::PublicId;
use crate::model::topic::{Activity, LongStanding, Proposal, Topic};
use crate::settings::bad_slug;

use super::fields::Fields;
use super::shape::Holds;
use super::{contact, guide_rules};

/// Days as guides count them.
const DAY_TYPES: [(&str, &str); 4] = [
    ("工作日", "工作日"),
    ("自然日", "自然日"),
    ("工作时", "工作时"),
    ("小时", "小时"),
];

/// The slug as written, or made from the file's name; where it stands, for collisions.
fn address(f: &mut Fields<'_>, stem: &str) -> Reference {
    match f.opt_reference("slug") {
        Some(written) => {
            if !is_slug(&written.text) {
                f.fault(bad_slug(&written.text).at(written.place.clone()));
            }
            written
        }
        None => {
            let made = slug(stem);
            if made.is_empty() && !f.is_noting() {
                f.fault(
                    Diagnostic::error(
                        "empty-slug",
                        format!("文件名“{stem}”里没有字，做不成网址。"),
                    )
                    .at(f.place())
                    .help("给文件改名，例如 tongzhi.md；或者加一行“slug: tongzhi”。"),
                );
            }
            Reference {
                text: made,
                place: f.place(),
            }
        }
    }
}

/// Reads a guide.
pub fn guide(f: &mut Fields<'_>, stem: &str, body: &str) -> Guide {
    let (language, stem) = Language::of_stem(stem);
    Guide {
        title: f.text("title"),
        language,
        slug: address(f, stem),
        aliases: f.references("aliases"),
        offices: f.references("offices"),
        topics: f.references("topics"),
        categories: f.references("categories"),
        keywords: f.texts("keywords"),
        description: f.text("description"),
        review_due: f.opt_date("review_due"),
        draft: f.flag("draft", false),
        publish_at: f.opt_minute("publish_at"),
        facts: guide_facts(f),
        body: body.to_owned(),
    }
}

fn guide_facts(f: &mut Fields<'_>) -> GuideFacts {
    let word = |w: &'static str| (w, w);
    let facts = GuideFacts {
        task_name: f.text("task_name"),
        catalog_code: f.opt_text("catalog_code"),
        task_code: f.opt_text("task_code"),
        task_type: f
            .choice(
                "task_type",
                &[
                    "许可",
                    "处罚",
                    "强制",
                    "征收",
                    "给付",
                    "检查",
                    "确认",
                    "奖励",
                    "裁决",
                    "其他",
                    "公共服务",
                ]
                .map(word),
            )
            .unwrap_or_default(),
        task_state: f.choice_of("task_state", &["在用", "停用"].map(word)),
        task_version: f.opt_text("task_version"),
        by_law: f.entries_unless_translated("by_law", |l| {
            contact::url(l, "url", false);
            LegalBasis {
                name: l.text("name"),
                doc_no: l.opt_text("doc_no"),
                article: l.opt_text("article"),
                text: l.opt_text("text"),
                url: l.opt_text("url"),
            }
        }),
        use_level: f.opt_text("use_level"),
        dept_name: f.text("dept_name"),
        dept_code: f.opt_text("dept_code"),
        server_type: f.choices("server_type", &["自然人", "法人"], true),
        project_type: f
            .choice("project_type", &["即办件", "承诺件"].map(word))
            .unwrap_or_default(),
        accept_condition: f.some_texts("accept_condition"),
        anticipate_day: f.count("anticipate_day"),
        anticipate_type: f.choice("anticipate_type", &DAY_TYPES).unwrap_or_default(),
        promise_day: f.count("promise_day"),
        promise_type: f.choice("promise_type", &DAY_TYPES).unwrap_or_default(),
        handle_flow: f.some_entries("handle_flow", |s| FlowStep {
            step: s.text("step"),
            detail: s.opt_text("detail"),
        }),
        special_procedure: f.opt_text("special_procedure"),
        handle_type: f.choices("handle_type", &["窗口", "网上", "快递"], false),
        limit_scene_num: f.count("limit_scene_num"),
        limit_scene_explain: f.opt_text("limit_scene_explain"),
        is_fee: f.required_flag("is_fee"),
        fees: f.entries("fees", |e| Fee {
            fee_name: e.text("fee_name"),
            fee_stand: e.text("fee_stand"),
            by_law: e.text("by_law"),
        }),
        transact_addr: f.some_texts("transact_addr"),
        transact_time: f.text("transact_time"),
        link_way: f.text("link_way"),
        supervise_way: f.text("supervise_way"),
        plan_effective_date: f.opt_date("plan_effective_date"),
        plan_cancel_date: f.opt_date("plan_cancel_date"),
        link_addr: f.opt_text("link_addr"),
        handle_area: f.opt_text("handle_area"),
        result_name: f.opt_text("result_name"),
        result_type: f.opt_text("result_type"),
        result_guid: f.opt_text("result_guid"),
        online_handle_depth: f.choice_of(
            "online_handle_depth",
            &[("Ⅰ", "Ⅰ"), ("Ⅱ", "Ⅱ"), ("Ⅲ", "Ⅲ"), ("Ⅳ", "Ⅳ")],
        ),
        is_schedule: f.flag("is_schedule", false),
        is_express: f.flag("is_express", false),
        administrative_review: f.table("administrative_review", remedy),
        administrative_litigation: f.table("administrative_litigation", remedy),
        faqs: f.entries("faqs", |q| Faq {
            question: q.text("question"),
            answer: q.text("answer"),
        }),
        materials: f.some_entries("materials", material),
    };
    contact::url(f, "link_addr", true);
    guide_rules::facts(f, &facts);
    facts
}

fn remedy(f: &mut Fields<'_>) -> Remedy {
    contact::url(f, "url", false);
    Remedy {
        dept: f.text("dept"),
        addr: f.opt_text("addr"),
        phone: f.opt_text("phone"),
        url: f.opt_text("url"),
    }
}

/// Whether a material is needed. A translation may say so in English.
fn is_need(f: &mut Fields<'_>) -> &'static str {
    let chinese = [("必要", "必要"), ("非必要", "非必要"), ("容缺", "容缺")];
    let english = [
        ("required", "必要"),
        ("sometimes", "非必要"),
        ("later", "容缺"),
    ];
    if f.is_translation() {
        let both = [chinese, english].concat();
        f.choice("is_need", &both).unwrap_or("必要")
    } else {
        f.choice("is_need", &chinese).unwrap_or_default()
    }
}

/// Whether a text is the name of a file, and not an address or the name of a form.
fn names_file(text: &str) -> bool {
    let end = text.rsplit_once('.').map_or("", |(_, end)| end);
    let is_kind = (2..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
    is_kind && !text.starts_with('/') && !text.contains("://")
}

fn material(f: &mut Fields<'_>) -> Material {
    let mut files = Vec::new();
    let mut form = |f: &mut Fields<'_>, key| {
        let named = f.opt_reference(key)?;
        let text = named.text.clone();
        if names_file(&text) {
            files.push(named);
        }
        Some(text)
    };
    let (form_guid, example_guid) = (form(f, "form_guid"), form(f, "example_guid"));
    let material = Material {
        material_name: f.text("material_name"),
        material_type: f.opt_text("material_type"),
        material_format: f.opt_text("material_format"),
        is_need: is_need(f),
        handle_case: f.opt_text("handle_case"),
        source_type: f.opt_text("source_type"),
        page_num: f.opt_text("page_num"),
        page_format: f.opt_text("page_format"),
        form_guid,
        example_guid,
        fill_explain: f.opt_text("fill_explain"),
        by_law: f.opt_text("by_law"),
        remark: f.opt_text("remark"),
        files,
    };
    guide_rules::material(f, &material);
    material
}

/// Reads an office.
pub fn office(f: &mut Fields<'_>, stem: &str, body: &str) -> Office {
    let (language, stem) = Language::of_stem(stem);
    Office {
        title: f.text("title"),
        language,
        slug: address(f, stem),
        aliases: f.references("aliases"),
        street: f.opt_reference("street"),
        address: f.text("address"),
        hours: f.some_entries("hours", |h| Hours {
            days: h.text("days"),
            time: h.text("time"),
        }),
        phones: f.some_entries("phones", |p| {
            let number = p.text("number");
            contact::phone(p, "number", &number);
            let tel = number
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect();
            Phone {
                label: p.text("label"),
                number,
                tel,
            }
        }),
        windows: f.entries("windows", |w| Window {
            name: w.text("name"),
            items: w.texts("items"),
        }),
        description: f.text("description"),
        keywords: f.texts("keywords"),
        location: position(f, "location"),
        draft: f.flag("draft", false),
        publish_at: f.opt_minute("publish_at"),
        body: body.to_owned(),
    }
}

/// `[latitude, longitude]` in degrees.
pub fn position(f: &mut Fields<'_>, key: &'static str) -> Option<[f64; 2]> {
    let words = f.texts(key);
    f.note(key, false, Holds::Position);
    if words.is_empty() {
        return None;
    }
    match words
        .iter()
        .map(|w| w.parse::<f64>())
        .collect::<Result<Vec<_>, _>>()
        .as_deref()
    {
        Ok([lat, lon]) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Some([*lat, *lon]),
        _ => {
            f.fault(
                Diagnostic::error("bad-position", format!("字段 {key} 不是一对经纬度。"))
                    .at(f.place_of(key))
                    .help("写成 [纬度, 经度]，例如 [39.906, 116.236]。"),
            );
            None
        }
    }
}

/// Reads a news item.
pub fn news(f: &mut Fields<'_>, stem: &str, body: &str) -> News {
    let (language, stem) = Language::of_stem(stem);
    let news = News {
        title: f.text("title"),
        language,
        slug: address(f, stem),
        aliases: f.references("aliases"),
        published: f.minute("published"),
        source: f.text("source"),
        author: f.opt_text("author"),
        issue: f.opt_text("issue"),
        description: f.text("description"),
        keywords: f.texts("keywords"),
        image: f.opt_reference("image"),
        image_alt: f.opt_text("image_alt"),
        draft: f.flag("draft", false),
        publish_at: f.opt_minute("publish_at"),
        body: body.to_owned(),
    };
    if news.publish_at.is_some_and(|at| at < news.published) {
        f.fault(
            Diagnostic::error("published-later", "发布时间晚于网站上出现的时间。")
                .at(f.place_of("published"))
                .help("published 写实际发布的时间，不能晚于 publish_at；不用定时的，删去 publish_at。"),
        );
    }
    news
}

/// Reads a notice.
pub fn notice(f: &mut Fields<'_>, stem: &str, body: &str) -> Notice {
    let (language, stem) = Language::of_stem(stem);
    let notice = Notice {
        title: f.text("title"),
        language,
        slug: address(f, stem),
        aliases: f.references("aliases"),
        severity: f
            .choice(
                "severity",
                &[
                    ("info", NoticeSeverity::Info),
                    ("warning", NoticeSeverity::Warning),
                    ("urgent", NoticeSeverity::Urgent),
                ],
            )
            .unwrap_or(NoticeSeverity::Info),
        starts: f.minute("starts"),
        ends: f.minute("ends"),
        description: f.text("description"),
        draft: f.flag("draft", false),
        body: body.to_owned(),
    };
    if !f.is_translation() && notice.ends <= notice.starts && !f.is_noting() {
        f.fault(
            Diagnostic::error("ends-before-start", "结束时间不晚于开始时间。")
                .at(f.place_of("ends"))
                .help("ends 要写在 starts 之后，请核对两处的日期和年份。"),
        );
    }
    notice
}

/// Reads a page.
pub fn page(f: &mut Fields<'_>, stem: &str, body: &str) -> Page {
    let (language, stem) = Language::of_stem(stem);
    Page {
        title: f.text("title"),
        language,
        slug: address(f, stem),
        aliases: f.references("aliases"),
        description: f.text("description"),
        keywords: f.texts("keywords"),
        draft: f.flag("draft", false),
        publish_at: f.opt_minute("publish_at"),
        body: body.to_owned(),
    }
}

/// Reads what was learnt from a featured case. The file's name is the case's public id.
pub fn featured(f: &mut Fields<'_>, stem: &str, body: &str) -> Featured {
    let case = PublicId::parse(stem);
    if case.is_none() {
        f.fault(
            Diagnostic::error(
                "bad-featured-name",
                format!("文件名 {stem} 不是案件的公开编号。"),
            )
            .at(f.place())
            .help("文件名写公开编号，例如 7KQ2M-9XJ4T-0WBAE.md；编号在案件页面的“基本情况”里。"),
        );
    }
    Featured {
        case,
        lesson: f.text("lesson"),
        body: body.trim().to_owned(),
    }
}

/// Reads a topic.
pub fn topic(f: &mut Fields<'_>, stem: &str, body: &str) -> Topic {
    let (language, stem) = Language::of_stem(stem);
    Topic {
        title: f.text("title"),
        language,
        slug: address(f, stem),
        aliases: f.references("aliases"),
        description: f.text("description"),
        keywords: f.texts("keywords"),
        categories: f.references("categories"),
        figures: f.references("figures"),
        long_standing: f.entries("long_standing", |l| LongStanding {
            case: l.opt_reference("case"),
            title: l.text("title"),
            reason: l.text("reason"),
            next: l.opt_text("next"),
        }),
        proposals: f.entries("proposals", |p| Proposal {
            title: p.text("title"),
            answer: p.text("answer"),
            unit: p.text("unit"),
            date: date(p, "date"),
        }),
        activities: f.entries("activities", activity),
        updated: f.opt_date("updated"),
        draft: f.flag("draft", false),
        publish_at: f.opt_minute("publish_at"),
        body: body.to_owned(),
    }
}

/// A day that must be there.
fn date(f: &mut Fields<'_>, key: &'static str) -> jiff::civil::Date {
    let written = f.opt_date(key);
    if written.is_none() {
        // Says that it is missing; a day that was written wrong has been reported already.
        f.text(key);
    }
    written.unwrap_or_default()
}

fn activity(f: &mut Fields<'_>) -> Activity {
    let activity = Activity {
        title: f.text("title"),
        starts: f.minute("starts"),
        ends: f.opt_minute("ends"),
        place: f.text("place"),
        sign_up: f.flag("sign_up", false),
        note: f.opt_text("note"),
    };
    if activity.ends.is_some_and(|ends| ends < activity.starts) {
        f.fault(
            Diagnostic::error("ends-before-start", "结束时间早于开始时间。")
                .at(f.place_of("ends"))
                .help("ends 要写在 starts 之后，请核对两处的日期和年份。"),
        );
    }
    activity
}
