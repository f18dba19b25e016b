//! The cases' own pages and their photos.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::digest::{Digest, Digester, Inputs};
use super::{Planned, Subject, index_file, pictures};
use crate::assemble::{CaseAt, Site, case_path};
use crate::render::views::body::{Purpose, body};
use crate::render::views::case_page::{self, guides, lesson};

/// Pages of cases, a month's together, then pictures, a photo's together.
pub(super) fn plan(site: &Site, inputs: &Inputs<'_>) -> Vec<Planned> {
    let cases: Vec<CaseAt> = site.case_pages().collect();
    let digests = CaseDigests::of(site, inputs);
    let pages = cases.into_par_iter().map(|at| Planned {
        path: index_file(&case_path(site.case(at))),
        digest: digests.page(site, at),
        subject: Subject::Case(at),
    });
    let mut outputs = pages.collect();
    plan_pictures(site, &mut outputs);
    outputs
}

/// What pages of cases depend on, digested once for all of them.
struct CaseDigests {
    /// Template, settings, tables.
    shared: Digest,
    /// Guides of each category.
    guides: Vec<Digest>,
}

impl CaseDigests {
    fn of(site: &Site, inputs: &Inputs<'_>) -> Self {
        let mut shared = Digester::new("cases");
        shared.bytes(inputs.template("case.html"));
        shared.bytes(&inputs.globals);
        shared.bytes(&inputs.tables);
        // Working time is told in days of the calendar.
        shared.text(&format!("{:?}", site.sources.calendar));
        let of_category = |category| {
            let mut digester = Digester::new("guides");
            for guide in guides(site, category) {
                digester.text(&guide.title);
                digester.text(&guide.href);
            }
            digester.finish()
        };
        Self {
            shared: shared.finish(),
            guides: (0..site.sources.tables.categories.len())
                .map(of_category)
                .collect(),
        }
    }

    /// A case's page shows its line, what resembles it, the guides for its category, and the tables.
    fn page(&self, site: &Site, at: CaseAt) -> Digest {
        let mut digester = Digester::new("case");
        digester.bytes(&self.shared);
        digester.bytes(&site.case(at).summary.digest());
        if let Some(category) = site.cases.place(at).category {
            digester.bytes(&self.guides[category]);
        }
        for other in case_page::similar(site, at) {
            digester.bytes(&site.case(other).summary.digest());
        }
        if let Some(lesson) = lesson(site, at) {
            digester.text(&lesson.item.lesson);
            digester.view(&body(site, lesson, Purpose::Digest));
        }
        digester.finish()
    }
}

/// One picture per photo, width and format; a photo that several cases show is planned once.
fn plan_pictures(site: &Site, outputs: &mut Vec<Planned>) {
    let mut planned: BTreeSet<&str> = BTreeSet::new();
    for at in site.case_pages() {
        let summary = &site.case(at).summary;
        for (index, photo) in summary.photos().iter().enumerate() {
            if !planned.insert(&photo.file) {
                continue;
            }
            let stem = photo.file.trim_end_matches(".jpg");
            for width in pictures::widths(photo.width) {
                for (format, extension) in pictures::EXTENSIONS.iter().enumerate() {
                    let mut digester = Digester::new("picture");
                    digester.text(crate::photos::VERSION);
                    digester.text(stem);
                    digester.number(u64::from(width));
                    digester.text(extension);
                    outputs.push(Planned {
                        path: pictures::path(stem, width, extension),
                        digest: digester.finish(),
                        subject: Subject::Picture {
                            case: at,
                            photo: u16::try_from(index).expect("a case has few photos"),
                            width,
                            format: u8::try_from(format).expect("formats are few"),
                        },
                    });
                }
            }
        }
    }
}
