//! Views of offices.

use serde::Serialize;

use super::body::{BodyView, Purpose, body};
use super::case_card::CaseCard;
use super::facts;
use super::forms::street_report_href;
use super::guide_order::{count_current, current_first, is_over};
use super::guides::outcomes;
use crate::assemble::{Site, guide_path, office_path};
use crate::model::office::{Hours, Office, Phone, Window};
use crate::plan::case_lists::street_list_path;
use crate::render::meta::TitleLink;
use crate::render::sticker::qr_svg;

/// All offices.
#[derive(Debug, Serialize)]
pub struct OfficeListView {
    offices: Vec<OfficeEntryView>,
}

#[derive(Debug, Serialize)]
struct OfficeEntryView {
    title: String,
    href: String,
    street: Option<String>,
    address: String,
    phone: Option<String>,
    guides_count: usize,
    lang: Option<&'static str>,
}

/// All offices in the order of their streets.
#[must_use]
pub fn office_list(site: &Site) -> OfficeListView {
    let offices = site.sources.offices.iter().zip(&site.office_guides);
    OfficeListView {
        offices: offices
            .map(|(office, guides)| {
                let office = &office.item;
                OfficeEntryView {
                    title: office.title.clone(),
                    href: site.sources.settings.href(&office_path(office)),
                    street: street_name(office).map(|name| site.label(&name)),
                    address: office.address.clone(),
                    phone: office.phones.first().map(|phone| phone.number.clone()),
                    guides_count: count_current(site, guides.iter().copied()),
                    lang: site.foreign(office.language),
                }
            })
            .collect(),
    }
}

fn street_name(office: &Office) -> Option<String> {
    office.street.as_ref().map(|street| street.text.clone())
}

/// An office's page.
#[derive(Debug, Serialize)]
pub struct OfficePageView<'a> {
    office: OfficeView<'a>,
    guides: Vec<OfficeGuideView>,
    /// How many of them are still offered.
    guides_count: usize,
    outcomes: Vec<CaseCard>,
    /// Lists in which more outcomes stand.
    more: Vec<TitleLink>,
    /// The form with the office's street chosen.
    report_href: Option<String>,
    /// The code on the sticker at the door, as an SVG element, and the address in it.
    qr: Option<String>,
    address: String,
}

#[derive(Debug, Serialize)]
struct OfficeView<'a> {
    title: &'a str,
    street: Option<String>,
    address: &'a str,
    hours: &'a [Hours],
    phones: &'a [Phone],
    windows: &'a [Window],
    body: BodyView,
    location: Option<[f64; 2]>,
}

#[derive(Debug, Serialize)]
struct OfficeGuideView {
    title: String,
    href: String,
    promise: String,
    lang: Option<&'static str>,
    /// No longer offered.
    expired: bool,
}

/// The page of an office.
#[must_use]
pub fn office(site: &Site, at: usize, purpose: Purpose) -> OfficePageView<'_> {
    let settings = &site.sources.settings;
    let office = &site.sources.offices[at].item;
    let street = street_name(office);
    let outcomes = outcomes(site, 3, |_, name| street.as_deref() == Some(name));
    let area = site.sources.tables.streets.iter();
    let mut area = area.filter(|known| Some(known.name.as_str()) == street.as_deref());
    let more = area.next().filter(|_| !outcomes.is_empty());
    let address = format!("{}{}", settings.origin, settings.href(&office_path(office)));
    OfficePageView {
        report_href: street
            .as_deref()
            .map(|street| street_report_href(site, street)),
        qr: qr_svg(&address),
        address,
        more: more
            .map(|area| TitleLink {
                title: area.name.clone(),
                href: settings.href(&street_list_path(&area.slug)),
            })
            .into_iter()
            .collect(),
        guides_count: count_current(site, site.office_guides[at].iter().copied()),
        guides: current_first(site, site.office_guides[at].iter().copied())
            .into_iter()
            .map(|at| {
                let guide = &site.sources.guides[at].item;
                OfficeGuideView {
                    expired: is_over(site, at),
                    title: guide.title.clone(),
                    href: settings.href(&guide_path(guide)),
                    promise: facts::promise(&site.words, &guide.facts),
                    lang: site.foreign(guide.language),
                }
            })
            .collect(),
        outcomes,
        office: OfficeView {
            title: &office.title,
            street: street.as_deref().map(|name| site.label(name)),
            address: &office.address,
            hours: &office.hours,
            phones: &office.phones,
            windows: &office.windows,
            body: body(site, &site.sources.offices[at], purpose),
            location: office.location,
        },
    }
}
