//! Views of notices, and of pages of their own.

use serde::Serialize;

use super::body::{BodyView, Purpose, body, minute};
use crate::assemble::{Site, notice_path};
use crate::model::notice::{Notice, NoticeSeverity};

/// All notices.
#[derive(Debug, Serialize)]
pub struct NoticeListView {
    notices: Vec<NoticeEntryView>,
}

#[derive(Debug, Serialize)]
struct NoticeEntryView {
    title: String,
    href: String,
    severity: &'static str,
    severity_label: String,
    starts: String,
    ends: String,
    active: bool,
    lang: Option<&'static str>,
}

fn severity_label(site: &Site, severity: NoticeSeverity) -> String {
    let key = match severity {
        NoticeSeverity::Info => "severity.info",
        NoticeSeverity::Warning => "severity.warning",
        NoticeSeverity::Urgent => "severity.urgent",
    };
    site.words.get(key).to_owned()
}

/// All notices, gravest first.
#[must_use]
pub fn notice_list(site: &Site) -> NoticeListView {
    let entry = |notice: &Notice| NoticeEntryView {
        title: notice.title.clone(),
        href: site.sources.settings.href(&notice_path(notice)),
        severity: notice.severity.key(),
        severity_label: severity_label(site, notice.severity),
        starts: minute(notice.starts),
        ends: minute(notice.ends),
        active: notice.is_active(site.now),
        lang: site.foreign(notice.language),
    };
    NoticeListView {
        notices: site
            .sources
            .notices
            .iter()
            .map(|n| entry(&n.item))
            .collect(),
    }
}

/// A notice's page.
#[derive(Debug, Serialize)]
pub struct NoticePageView<'a> {
    notice: NoticeView<'a>,
}

#[derive(Debug, Serialize)]
struct NoticeView<'a> {
    title: &'a str,
    severity: &'static str,
    severity_label: String,
    starts: String,
    ends: String,
    body: BodyView,
    active: bool,
}

/// The page of a notice.
#[must_use]
pub fn notice(site: &Site, at: usize, purpose: Purpose) -> NoticePageView<'_> {
    let notice = &site.sources.notices[at].item;
    NoticePageView {
        notice: NoticeView {
            title: &notice.title,
            severity: notice.severity.key(),
            severity_label: severity_label(site, notice.severity),
            starts: minute(notice.starts),
            ends: minute(notice.ends),
            body: body(site, &site.sources.notices[at], purpose),
            active: notice.is_active(site.now),
        },
    }
}

/// A page of its own.
#[derive(Debug, Serialize)]
pub struct TextPageView {
    body: BodyView,
}

/// A page such as about or privacy.
#[must_use]
pub fn page(site: &Site, at: usize, purpose: Purpose) -> TextPageView {
    TextPageView {
        body: body(site, &site.sources.pages[at], purpose),
    }
}
