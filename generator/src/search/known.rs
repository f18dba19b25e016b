//! What an earlier run knew of the index: which sources give which entries.
//!
//! Collecting everything that can be found, only to see that it is as before, costs more than the rest
//! of a plan. A digest of the sources is enough to know; digests and two numbers are all that is kept.

use super::index::Shape;
use crate::assemble::Site;
use crate::load::Loaded;
use crate::plan::digest::{Digest, Digester, Inputs};
use crate::settings::SearchedCases;

const LENGTH: usize = 48;

/// What the entries of some sources give, as far as their files depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    pub(super) sources: Digest,
    /// Digest of all entries.
    pub(super) digest: Digest,
    /// How many files they make.
    pub(super) shape: Shape,
}

impl Known {
    /// What bytes tell that were [written](Self::write) earlier; nothing if they are strange.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Vec<Self> {
        let (each, rest) = bytes.as_chunks::<LENGTH>();
        let all = each.iter().map(Self::read_one).collect::<Option<_>>();
        all.filter(|_| rest.is_empty()).unwrap_or_default()
    }

    fn read_one(bytes: &[u8; LENGTH]) -> Option<Self> {
        let (sources, rest) = bytes.split_first_chunk::<16>()?;
        let (digest, rest) = rest.split_first_chunk::<16>()?;
        let (entries, rest) = rest.split_first_chunk::<8>()?;
        let (shards, _) = rest.split_first_chunk::<8>()?;
        let number = |bytes: [u8; 8]| usize::try_from(u64::from_le_bytes(bytes)).ok();
        let shape = Shape {
            entries: number(*entries)?,
            shards: number(*shards)?,
        };
        Some(Self {
            sources: *sources,
            digest: *digest,
            shape,
        })
    }

    /// Bytes to be kept.
    #[must_use]
    pub fn write(all: &[Self]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(all.len() * LENGTH);
        for known in all {
            bytes.extend_from_slice(&known.sources);
            bytes.extend_from_slice(&known.digest);
            for number in [known.shape.entries, known.shape.shards] {
                bytes.extend_from_slice(&(number as u64).to_le_bytes());
            }
        }
        bytes
    }
}

/// Digest of everything that [`super::collect::entries`] looks at: what is collected anew has to
/// stand here too.
pub(super) fn sources(site: &Site, inputs: &Inputs<'_>) -> Digest {
    let sources = &site.sources;
    let mut digester = Digester::new("searched sources");
    digester.bytes(&inputs.globals);
    digester.bytes(&inputs.tables);
    texts(&mut digester, &sources.guides);
    texts(&mut digester, &sources.offices);
    texts(&mut digester, &sources.topics);
    texts(&mut digester, &sources.notices);
    texts(&mut digester, &sources.news);
    texts(&mut digester, &sources.pages);
    texts(&mut digester, &sources.featured);
    digester.text(&format!("{:?}", sources.boards));
    digester.text(&format!("{:?}", sources.bulletins));
    let today = site.now.date();
    for guide in &sources.guides {
        digester.number(u64::from(guide.item.facts.is_over(today)));
    }
    for notice in &sources.notices {
        digester.number(u64::from(notice.item.ends <= site.now));
    }
    for category in 0..sources.tables.categories.len() {
        digester.number(u64::from(site.pages_of_category_are_empty(category)));
    }
    let mut case = |at| digester.bytes(&site.case(at).summary.digest());
    if sources.settings.searched_cases == SearchedCases::All {
        site.case_pages().for_each(&mut case);
    } else {
        site.cases.featured.iter().copied().for_each(&mut case);
    }
    digester.finish()
}

/// Files of editors, in the order of the site's lists. Their names may be their addresses.
fn texts<T>(digester: &mut Digester, loaded: &[Loaded<T>]) {
    digester.number(loaded.len() as u64);
    for loaded in loaded {
        let stem = loaded.path.file_stem().unwrap_or_default();
        digester.text(&stem.to_string_lossy());
        digester.bytes(&loaded.digest.fields);
        digester.bytes(&loaded.digest.body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_strange_bytes_are_nothing() {
        let known = |number| Known {
            sources: [number; 16],
            digest: [number + 1; 16],
            shape: Shape {
                entries: 1000,
                shards: 7,
            },
        };
        let all = [known(1), known(5)];
        let bytes = Known::write(&all);
        assert_eq!(Known::read(&bytes), all);
        assert_eq!(Known::read(&bytes[1..]), []);
    }
}
