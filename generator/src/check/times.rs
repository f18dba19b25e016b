//! What time has done to the content: texts to look at again, things that are over, news gone stale.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::assemble::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Inspectors fail a site whose home page is not updated for two weeks; this leaves time to act.
const NEWS_DAYS: i32 = 10;

/// How long before it is due a review is told of.
const REVIEW_SOON_DAYS: i32 = 30;

/// Checks dates against the day of this run.
pub(super) fn check(site: &Site, found: &mut Diagnostics) {
    let today = site.now.date();
    guides(site, today, found);
    news(site, today, found);
    activities(site, found);
}

fn guides(site: &Site, today: Date, found: &mut Diagnostics) {
    let soon = today.saturating_add(REVIEW_SOON_DAYS.days());
    for guide in &site.sources.guides {
        let place = |key: &str| {
            let at = guide.file.text.find(&format!("\n{key}:")).map(|at| at + 1);
            at.map_or_else(
                || guide.file.line(1),
                |at| {
                    guide
                        .file
                        .place(at..at + guide.file.text[at..].lines().next().map_or(0, str::len))
                },
            )
        };
        match guide.item.review_due {
            Some(due) if due < today => found.push(
                Diagnostic::warning("review-due", format!("复核日期 {due} 已经过了。"))
                    .at(place("review_due"))
                    .help("和经办人逐项核对，改好内容，再把 review_due 改成下一次复核的日期。"),
            ),
            Some(due) if due <= soon => found.push(
                Diagnostic::hint("review-soon", format!("{due} 前要复核这份指南。"))
                    .at(place("review_due"))
                    .help("核对以后，把 review_due 改成下一次复核的日期。"),
            ),
            _ => {}
        }
        if let Some(cancelled) = guide.item.facts.plan_cancel_date
            && cancelled <= today
            // Whoever wrote 停用 knows that it is no more, and keeps the page for those who look for it.
            && guide.item.facts.task_state != Some("停用")
        {
            found.push(
                Diagnostic::hint(
                    "expired-guide",
                    format!("这件事从 {cancelled} 起不再办，页面上显示“已失效”。"),
                )
                .at(place("plan_cancel_date"))
                .help("还要办的，核对取消日期；确实停办的，写清楚改到哪里办，再写上“task_state: 停用”，或者删去这个文件。"),
            );
        }
    }
}

fn news(site: &Site, today: Date, found: &mut Diagnostics) {
    let newest = site
        .sources
        .news
        .iter()
        .map(|news| news.item.published.date());
    let Some(newest) = newest.max() else {
        return;
    };
    let days = (today - newest).get_days();
    if days > NEWS_DAYS {
        let place = Place::file(&format!("{}/news", site.sources.shown.label()));
        found.push(
            Diagnostic::hint(
                "stale-news",
                format!("最新一条工作动态是 {newest} 的，已经 {days} 天没有更新。"),
            )
            .at(place)
            .help(format!(
                "超过 {NEWS_DAYS} 天就该发一条；首页两周不更新，检查时不合格。用 jiayuan new news 标题 新建。"
            )),
        );
    }
}

fn activities(site: &Site, found: &mut Diagnostics) {
    for topic in &site.sources.topics {
        for activity in &topic.item.activities {
            let over = activity.ends.unwrap_or(activity.starts);
            if over < site.now && activity.sign_up {
                let at = topic.file.text.find(&activity.title);
                let place = at.map_or_else(
                    || topic.file.line(1),
                    |at| topic.file.place(at..at + activity.title.len()),
                );
                found.push(
                    Diagnostic::hint(
                        "activity-over",
                        format!("活动“{}”已经结束。", activity.title),
                    )
                    .at(place)
                    .help("写一句结果，把 sign_up 改成“否”；不再展示的，删去这一项。"),
                );
            }
        }
    }
}
