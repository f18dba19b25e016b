//! `desk order`: a work order on paper, for those who go there. It carries what is to be done and
//! where; who reported it only if asked, and then that is written down.

use super::{Desk, arguments::Order, show, words};
use crate::{
    case_record::UnitRole,
    domain::{Progress, time},
    doors::Refused,
    export::case_no,
    store::Deed,
};
use askama::Template;
use std::{fs, io::Write};

#[derive(Template)]
#[template(path = "order.html")]
struct Page<'a> {
    title: String,
    facts: &'a [(&'static str, String)],
    text: &'a str,
}

pub(super) async fn order(desk: &Desk, wish: &Order, out: &mut dyn Write) -> Result<(), Refused> {
    let case = desk.case(&wish.receipt).await?;
    let identity = desk.identity()?;
    if wish.contact {
        desk.write_down(Deed::Printed, &wish.receipt).await?;
    }
    let opened = desk.open(&case, &identity, wish.contact).await?;
    let photos = desk.uploads.list(&wish.receipt).await?.len();
    let mut facts = facts(desk, &case.progress, wish)?;
    let place = &opened.envelope.place;
    if !place.is_empty() {
        facts.push(("地点", place.clone()));
    }
    if let Some(at) = &opened.envelope.location {
        facts.push((
            "位置",
            format!("{}，{}（WGS-84，约 100 米）", at.lat, at.lon),
        ));
    }
    if photos > 0 {
        facts.push(("照片", format!("{photos} 张")));
    }
    let wanted = if opened.envelope.reply_wanted {
        "要"
    } else {
        "不要"
    };
    facts.push(("要不要答复", wanted.to_owned()));
    if wish.contact {
        facts.push(("联系人", show::said_contact(&opened)));
    }
    let text = &opened.envelope.text;
    let site = desk.tables.as_ref().map_or("", |tables| &tables.site_name);
    let title = format!("{site}派工单").trim().to_owned();
    let written = if wish.html {
        let page = Page {
            title,
            facts: &facts,
            text,
        };
        page.render()?
    } else {
        plain(&title, &facts, text)
    };
    match &wish.out {
        Some(path) => {
            write_private(path, &written)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            writeln!(out, "{}", path.display())?;
        }
        None => write!(out, "{written}")?,
    }
    Ok(())
}

fn facts(
    desk: &Desk,
    case: &Progress,
    wish: &Order,
) -> Result<Vec<(&'static str, String)>, Refused> {
    let unit = match &wish.unit {
        Some(name) => {
            let named = case.units.iter().find(|unit| unit.name == *name);
            Some(named.ok_or_else(|| {
                format!("{name} is not on this case; dispatch it first, or leave --unit out")
            })?)
        }
        None => {
            let leads = |unit: &&crate::domain::AssignedUnit| unit.role == UnitRole::Lead;
            case.units.iter().find(leads).or(case.units.first())
        }
    };
    let mut facts = vec![
        ("编号", case_no(case)),
        ("回执号", case.receipt.to_string()),
        ("类型", words::kind(case.kind).to_owned()),
    ];
    if let Some(category) = &case.category {
        facts.push(("类别", format!("{}（{}）", category.label, category.code)));
    }
    facts.push(("收到时间", time::for_people(case.filed_at)));
    facts.push(("当前环节", desk.label(case.stage())));
    if let Some(unit) = unit {
        facts.push((
            "承办单位",
            format!("{}（{}）", unit.name, words::role(unit.role)),
        ));
        facts.push(("派遣时间", time::for_people(unit.dispatched_at)));
        let due = unit.handle_due_at.or(case.handle_due_at);
        facts.extend(due.map(|due| ("处置时限", time::for_people(due))));
        let others: Vec<_> = case
            .units
            .iter()
            .filter(|other| other.name != unit.name)
            .map(|other| format!("{}（{}）", other.name, words::role(other.role)))
            .collect();
        if !others.is_empty() {
            facts.push(("同办单位", others.join("、")));
        }
    }
    facts.extend(
        case.close_due_at
            .map(|due| ("结案时限", time::for_people(due))),
    );
    facts.extend(case.street.clone().map(|street| ("街道", street)));
    Ok(facts)
}

fn plain(title: &str, facts: &[(&str, String)], text: &str) -> String {
    let mut out = format!("{title}\n\n");
    for (label, value) in facts {
        out.push_str(&format!("{label}：{value}\n"));
    }
    out.push_str(&format!(
        "\n情况：\n{text}\n\n处置结果：\n\n\n处置人：            时间：\n"
    ));
    out
}

/// Readable by its owner alone: it says what a resident wrote.
fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
