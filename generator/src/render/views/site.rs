//! What every page sees of the site.

use serde::Serialize;

use crate::assemble::{Site, notice_path};
use crate::model::language::Language;
use crate::render::meta::LinkView;

/// The site, for headers and footers.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    name: String,
    tagline: String,
    description: String,
    language: String,
    api_url: String,
    hotline: String,
    /// The site's own language, in which everything is there.
    is_main: bool,
    answer_within_days: u32,
    sample_notice: Option<String>,
    identity: IdentityView,
    menu: Vec<LinkView>,
    emergency: Vec<EmergencyView>,
    policies: Vec<LinkView>,
    /// The policy on privacy, for the form.
    privacy: Option<LinkView>,
    notices: Vec<BannerView>,
}

#[derive(Debug, Clone, Serialize)]
struct IdentityView {
    organizer: Option<String>,
    operator: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    site_code: Option<String>,
    icp: Option<String>,
    police: Option<String>,
    site_domain: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct EmergencyView {
    number: String,
    label: String,
}

#[derive(Debug, Clone, Serialize)]
struct BannerView {
    title: String,
    href: String,
    severity: &'static str,
    lang: Option<&'static str>,
}

impl SiteView {
    /// The view of a site at the time of this run.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let s = &site.sources.settings;
        let link = |entry: &crate::settings::MenuEntry| LinkView {
            label: entry.label.clone(),
            href: s.href(&site.localized(&entry.url)),
        };
        let i = &s.identity;
        Self {
            name: s.name.clone(),
            tagline: s.tagline.clone(),
            description: s.description.clone(),
            language: s.language.clone(),
            api_url: s.api_url.clone(),
            hotline: s.hotline.clone(),
            is_main: site.language == Language::Main,
            answer_within_days: s.answer_within_days,
            sample_notice: s.sample_notice.clone(),
            identity: IdentityView {
                organizer: i.organizer.clone(),
                operator: i.operator.clone(),
                phone: i.phone.clone(),
                address: i.address.clone(),
                site_code: i.site_code.clone(),
                icp: i.icp.clone(),
                police: i.police.clone(),
                site_domain: i.site_domain.clone(),
            },
            menu: s.menu.iter().map(link).collect(),
            emergency: s
                .emergency
                .iter()
                .map(|e| EmergencyView {
                    number: e.number.clone(),
                    label: e.label.clone(),
                })
                .collect(),
            policies: s.policies.iter().map(link).collect(),
            privacy: s
                .policies
                .iter()
                .find(|p| p.url.contains("privacy") || p.label.contains("隐私"))
                .map(link),
            notices: site
                .active_notices
                .iter()
                .map(|index| {
                    let notice = &site.sources.notices[*index].item;
                    BannerView {
                        title: notice.title.clone(),
                        href: s.href(&notice_path(notice)),
                        severity: notice.severity.key(),
                        lang: site.foreign(notice.language),
                    }
                })
                .collect(),
        }
    }
}
