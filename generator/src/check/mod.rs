//! `jiayuan check`: everything that a build diagnoses, and what only a look at the whole site shows.
//!
//! The site is made in memory like a build, and nothing of it is written. Mistakes that stop a build do
//! not stop the check: it goes on as far as it can, so that one run tells all. The network is touched in
//! `external` only, and only when asked.

mod bodies;
mod columns;
#[cfg(feature = "external-links")]
mod external;
mod links;
mod page;
mod pictures;
mod times;
mod where_written;

use std::io::Write;

use crate::build::{self, BuildOptions};
use crate::diagnostic::{Diagnostics, Severity};
use crate::make::{EnglishShop, Workshop};
use crate::plan::plan;
use crate::scan::Clean;
use crate::write::rehearse;
use page::PageFacts;
use where_written::Writings;

/// Checks content, theme and the pages that they make. With `external_links`, asks the hosts that the
/// pages link to, and tells of each on `out` as it answers.
pub fn check(
    options: &BuildOptions,
    external_links: bool,
    out: &mut dyn Write,
    found: &mut Diagnostics,
) {
    let clean = Clean::default();
    let Some((site, theme)) = build::read_noting(options, None, &clean, found) else {
        return;
    };
    build::overlaps(options, found);
    times::check(&site, found);
    columns::check(&site, found);
    bodies::check(&site, found);
    pictures::check(&site, found);
    let Some(templates) = build::templates(&site, &theme, found) else {
        return;
    };
    let english = site.english.as_deref();
    let english = english.and_then(|english| build::templates(english, &theme, found));
    let plan = plan(&site, &theme, &[]);
    let kept = build::pictures_folder(&options.cwd);
    let shop = Workshop {
        site: &site,
        plan: &plan,
        theme: &theme,
        templates: &templates,
        english: EnglishShop::of(&site, english.as_ref()),
        pictures: &kept,
    };
    let pages: Vec<PageFacts> = build::scanned(options, &shop, &clean, |watch| {
        rehearse(&shop, watch, found, |planned, bytes| {
            planned.is_page().then(|| PageFacts::read(planned, bytes))
        })
    });
    let writings = Writings::of(&site, options);
    links::check(&site, &plan, &pages, &writings, found);
    if external_links {
        ask(&pages, &writings, out, found);
    }
}

#[cfg(feature = "external-links")]
use external::check as ask;

/// Says that this program was made without a client.
#[cfg(not(feature = "external-links"))]
fn ask(_: &[PageFacts], _: &Writings<'_>, out: &mut dyn Write, _: &mut Diagnostics) {
    // A reader that went away is no reason to fail.
    let _ = writeln!(out, "这个程序编译时没有带上网络功能，外部链接没有查。");
}

/// Whether a finding is more than good to know.
#[must_use]
pub fn counts(found: &Diagnostics) -> bool {
    found.sorted().iter().any(|d| d.severity != Severity::Hint)
}
