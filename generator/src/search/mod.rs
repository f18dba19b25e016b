//! Search over what editors publish, without a server: an index that the browser reads in small pieces.
//!
//! A pure room: a site in, files out; no disk, clock or network. What is indexed are the contents as
//! they are shown (titles, summaries, texts, everyday words), never the private side and never a
//! draft. The files are JSON like every other output, so that the scan reads each word of them before
//! they are written, and the same site gives the same bytes.
//!
//! The index is made once in a run and only if one of its files has to be: its digest covers what it
//! was made from, and a closed case that is not featured changes nothing of that. Which digest belongs
//! to which sources is kept between runs, so that nothing is collected while they are the same.
//!
//! Each language has an index of its own, beside its search page.
//!
//! Why not a library: Pagefind 1.6 was tried in this place, with the same entries and terms, ranked by
//! its scores. It answers the table of everyday queries as well (67 of 67 in the first three for both;
//! the right page first 63 times, here 64), and its bytes are the same each time. But its parser of
//! HTML, which it cannot be built without, brings `selectors`, `cssparser`, `cssparser-macros` and
//! `dtoa-short`, whose licence (MPL-2.0) `deny.toml` does not allow. For 3,000 guides and 7,000 news it
//! needs 9 s of processor time and 2.0 GB, where this index needs 1.3 s and 0.12 GB (both optimised);
//! without the texts it is still 2 s and 0.57 GB. And when a piece of its index does not arrive, it
//! answers that nothing was found, which a page must not say.

pub mod collect;
pub mod cut;
pub mod entry;
pub mod index;
mod known;
mod plain;

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::assemble::Site;
use crate::plan::digest::{Digest, Digester, Inputs};
use entry::Entry;
use index::{Index, Shape};
pub use known::Known;

/// A file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchFile {
    /// How many files there are, and what sections are called.
    Head,
    /// Terms with the entries that have them.
    Terms(u32),
    /// Titles, addresses and summaries of some entries.
    Cards(u32),
    /// Texts of some entries, for excerpts.
    Texts(u32),
}

/// What is searched, and the index of it when somebody asks.
#[derive(Debug)]
pub struct Search {
    /// Where its files lie.
    folder: String,
    /// Collected when they are asked for, if it is known from an earlier run what they give.
    entries: OnceLock<Vec<Entry>>,
    known: Known,
    head: index::HeadWords,
    index: OnceLock<Index>,
}

impl Search {
    /// Sees what is searched. `earlier` is what other runs knew.
    #[must_use]
    pub fn plan(site: &Site, inputs: &Inputs<'_>, earlier: &[Known]) -> Self {
        let sources = known::sources(site, inputs);
        let entries = OnceLock::new();
        let same = earlier.iter().find(|known| known.sources == sources);
        let known = same.copied().unwrap_or_else(|| {
            let all = entries.get_or_init(|| collect::entries(site));
            Known {
                sources,
                digest: digest(all, inputs),
                shape: Shape::of(all),
            }
        });
        Self {
            folder: site.localized("/search/")[1..].to_owned(),
            head: index::HeadWords::of(site),
            index: OnceLock::new(),
            entries,
            known,
        }
    }

    /// The files with their paths.
    pub fn files(&self) -> impl Iterator<Item = (String, SearchFile)> {
        let number = |at: usize| u32::try_from(at).expect("files of an index are few");
        let shape = self.known.shape;
        let folder = &self.folder;
        let terms = (0..shape.shards)
            .map(number)
            .map(move |at| (format!("{folder}terms-{at}.json"), SearchFile::Terms(at)));
        let cards = (0..shape.card_blocks())
            .map(number)
            .map(move |at| (format!("{folder}cards-{at}.json"), SearchFile::Cards(at)));
        let texts = (0..shape.text_blocks())
            .map(number)
            .map(move |at| (format!("{folder}texts-{at}.json"), SearchFile::Texts(at)));
        std::iter::once((format!("{folder}index.json"), SearchFile::Head))
            .chain(terms)
            .chain(cards)
            .chain(texts)
    }

    /// Digest of all that the files depend on.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.known.digest
    }

    /// What the next run may know of it.
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Makes the index on all threads. To be called before files are made on several: a thread that
    /// waited for its part of the index would take up another file meanwhile, and wait in it for the
    /// index for ever.
    pub fn get_ready(&self, site: &Site) {
        let entries = self.entries(site);
        self.index
            .get_or_init(|| Index::of(entries, self.known.shape));
    }

    fn entries(&self, site: &Site) -> &[Entry] {
        self.entries.get_or_init(|| collect::entries(site))
    }

    /// The bytes of a file of the index of the site that was planned.
    #[must_use]
    pub fn make(&self, site: &Site, file: SearchFile) -> Vec<u8> {
        let shape = self.known.shape;
        match file {
            SearchFile::Head => index::head(shape, &self.known.digest, &self.head),
            SearchFile::Cards(at) => index::cards(self.entries(site), at as usize),
            SearchFile::Texts(at) => index::texts(self.entries(site), at as usize),
            SearchFile::Terms(at) => {
                let entries = self.entries(site);
                let index = self.index.get_or_init(|| Index::of(entries, shape));
                index.terms(at as usize)
            }
        }
    }
}

/// Digest of everything that can be found.
fn digest(entries: &[Entry], inputs: &Inputs<'_>) -> Digest {
    let digests: Vec<Digest> = (entries.par_iter())
        .map(|entry| {
            let mut digester = Digester::new("entry");
            digester.view(entry);
            digester.finish()
        })
        .collect();
    let mut digester = Digester::new("search");
    digester.bytes(&inputs.globals);
    digests.iter().for_each(|digest| digester.bytes(digest));
    digester.finish()
}
