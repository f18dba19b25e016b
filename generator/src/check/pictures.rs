//! Finished photos of cases: can each be opened? A build finds out when it resizes them; here nothing is
//! resized.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::assemble::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::photos::Master;

/// Opens every photo that a case shows.
pub(super) fn check(site: &Site, found: &mut Diagnostics) {
    let files: BTreeSet<&str> = site
        .case_pages()
        .flat_map(|at| site.case(at).summary.photos())
        .map(|photo| &*photo.file)
        .collect();
    let files: Vec<&str> = files.into_iter().collect();
    let folder = site.sources.root.join("cases/photos");
    let broken: Vec<&str> = files
        .into_par_iter()
        .filter(|file| {
            // A photo that is not there was told when the cases were read.
            std::fs::read(folder.join(file)).is_ok_and(|bytes| Master::open(&bytes).is_err())
        })
        .collect();
    for file in broken {
        let name = format!("{}/cases/photos/{file}", site.sources.shown.label());
        found.push(
            Diagnostic::error("broken-photo", format!("照片 {file} 打不开，文件坏了。"))
                .at(Place::file(&name))
                .help("重新运行 jiayuan cases release，它会再做出这张照片；或者从版本库恢复。"),
        );
    }
}
