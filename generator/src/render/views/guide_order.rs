//! In which order guides stand beside each other: what is still offered before what is not, and what
//! has most to do with a guide first.

use crate::assemble::Site;

/// Guides that are named at the side of another.
const RELATED: usize = 5;

/// Whether a guide's service is no longer offered. Such a guide is kept for those who look for it, and
/// counted nowhere.
#[must_use]
pub fn is_over(site: &Site, at: usize) -> bool {
    let guide = &site.sources.guides[at].item;
    guide.facts.is_over(site.now.date())
}

/// Guides in their order, those that are over at the end.
#[must_use]
pub fn current_first(site: &Site, guides: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut guides: Vec<usize> = guides.into_iter().collect();
    guides.sort_by_key(|at| is_over(site, *at));
    guides
}

/// How many of them are still offered.
#[must_use]
pub fn count_current(site: &Site, guides: impl IntoIterator<Item = usize>) -> usize {
    let current = guides.into_iter().filter(|at| !is_over(site, *at));
    current.count()
}

/// The guides that have most to do with one: the same topics and categories, words in common, the same
/// offices, the same people. Only what shares a topic, a category or a word is related at all.
#[must_use]
pub fn related(site: &Site, at: usize) -> Vec<usize> {
    let own = &site.sources.guides[at].item;
    let links = &site.guide_links[at];
    let mut scored: Vec<(usize, usize)> = Vec::new();
    for (other, guide) in site.sources.guides.iter().enumerate() {
        let guide = &guide.item;
        if other == at || is_over(site, other) || site.foreign(guide.language).is_some() {
            continue;
        }
        let theirs = &site.guide_links[other];
        let about = 4 * shared(&links.topics, &theirs.topics)
            + 4 * shared(&links.categories, &theirs.categories)
            + 3 * shared(&own.keywords, &guide.keywords);
        if about == 0 {
            continue;
        }
        let same_offices = !links.offices.is_empty() && links.offices == theirs.offices;
        let some_offices = shared(&links.offices, &theirs.offices) > 0;
        let same_dept = own.facts.dept_name == guide.facts.dept_name;
        let audience = shared(&own.facts.server_type, &guide.facts.server_type) > 0;
        let score = about
            + 2 * usize::from(same_offices || same_dept)
            + usize::from(some_offices)
            + usize::from(audience);
        scored.push((score, other));
    }
    // Those that have as much to do with it keep the order of their files.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let best = scored.into_iter().take(RELATED);
    best.map(|(_, other)| other).collect()
}

fn shared<T: PartialEq>(own: &[T], theirs: &[T]) -> usize {
    own.iter().filter(|one| theirs.contains(one)).count()
}
