//! Files that are no pages, and pages at old addresses.

use rayon::prelude::*;

use super::case_lists::CaseList;
use super::digest::{Digester, Inputs};
use super::{Planned, Subject, similar};
use crate::assemble::Site;
use crate::load::theme::Theme;
use crate::render::geojson;
use crate::render::redirects;
use crate::render::sitemap;
use crate::render::views::forms::intake_tables;

/// Pages at old addresses, and their list.
pub(super) fn redirects(site: &Site, inputs: &Inputs<'_>, outputs: &mut Vec<Planned>) {
    for (at, redirect) in site.redirects.iter().enumerate() {
        let (template, page, view) = redirects::page(site, redirect);
        let mut digester = Digester::new("redirect");
        digester.bytes(inputs.template(template));
        digester.bytes(&inputs.globals);
        digester.view(&page);
        digester.view(&view);
        outputs.push(Planned {
            path: redirect.file(),
            digest: digester.finish(),
            subject: Subject::Redirect(u32::try_from(at).expect("old addresses are few")),
        });
    }
    if !site.redirects.is_empty() {
        let mut digester = Digester::new("redirects");
        digester.bytes(&redirects::list(site));
        outputs.push(Planned {
            path: "_redirects".into(),
            digest: digester.finish(),
            subject: Subject::Redirects,
        });
    }
}

/// Files that are no pages.
pub(super) fn plan(
    site: &Site,
    theme: &Theme,
    lists: &[CaseList],
    inputs: &Inputs<'_>,
    outputs: &mut Vec<Planned>,
) {
    let mut push = |path: &str, subject: Subject, digester: Digester| {
        outputs.push(Planned {
            path: path.to_owned(),
            digest: digester.finish(),
            subject,
        });
    };
    let mut styles = Digester::new("styles");
    theme.styles.iter().for_each(|style| styles.text(style));
    push("assets/site.css", Subject::Stylesheet, styles);
    for (at, (name, bytes)) in theme.assets.iter().enumerate() {
        let mut digester = Digester::new("asset");
        digester.bytes(bytes);
        let at = u32::try_from(at).expect("assets are few");
        push(&format!("assets/{name}"), Subject::Asset(at), digester);
    }
    let whole = |tag: &str, bytes: &[u8]| {
        let mut digester = Digester::new(tag);
        digester.bytes(bytes);
        digester
    };
    push(
        "robots.txt",
        Subject::Robots,
        whole("robots", &inputs.globals),
    );
    push(
        "_headers",
        Subject::Headers,
        whole("headers", &inputs.globals),
    );
    push(
        "sitemap.xml",
        Subject::SitemapIndex,
        whole("sitemap", &sitemap::index(site)),
    );
    let entries = |entries: &[(String, Option<String>)]| {
        let mut digester = Digester::new("sitemap");
        digester.bytes(&inputs.globals);
        for (path, changed) in entries {
            digester.text(path);
            digester.text(changed.as_deref().unwrap_or_default());
        }
        digester
    };
    push(
        "sitemaps/pages.xml",
        Subject::SitemapPages,
        entries(&sitemap::page_entries(site, lists)),
    );
    let months = (0..site.sources.months.len()).into_par_iter();
    let months: Vec<Digester> = months
        .map(|month| month_digester(site, month, inputs))
        .collect();
    for (month, digester) in months.into_iter().enumerate() {
        let at = u32::try_from(month).expect("months are few");
        push(
            &sitemap::month_path(site, month),
            Subject::SitemapMonth(at),
            digester,
        );
    }
    if !site.sources.boards.places.is_empty() {
        let bytes = geojson::places(site);
        push(
            "data/places.geojson",
            Subject::PlacesGeoJson,
            whole("geojson", &bytes),
        );
    }
    if !site.sources.boards.grids.is_empty() {
        let bytes = geojson::grids(site);
        push(
            "data/grids.geojson",
            Subject::GridsGeoJson,
            whole("geojson", &bytes),
        );
    }
    let intake = serde_json::to_vec(&intake_tables(site)).expect("tables are plain JSON");
    push(
        "reply/intake.json",
        Subject::Intake,
        whole("intake", &intake),
    );
    let similar = serde_json::to_vec(&similar::index(site)).expect("addresses are plain JSON");
    push(
        similar::INDEX,
        Subject::SimilarIndex,
        whole("similar", &similar),
    );
}

/// What the sitemap of a month tells: ids, and the days of their last change.
fn month_digester(site: &Site, month: usize, inputs: &Inputs<'_>) -> Digester {
    let mut digester = Digester::new("sitemap of a month");
    digester.bytes(&inputs.globals);
    for (id, changed) in sitemap::month_cases(site, month) {
        digester.text(id.as_str());
        digester.number(changed.map_or(0, |day| {
            let (year, month, day) = (day.year(), day.month(), day.day());
            u64::from(year.unsigned_abs()) << 16
                | u64::from(month.unsigned_abs()) << 8
                | u64::from(day.unsigned_abs())
        }));
    }
    digester
}
