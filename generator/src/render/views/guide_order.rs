//! In which order guides stand beside each other: what is still offered before what is not, and what
//! has most to do with a guide first.

use crate::assemble::Site;

/// Guides that are named at the side of another.
const RELATED: usize = 5;

/// What offices and audience in common count at most.
const BESIDES: usize = 4;

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
    // Scores and positions, the best first. Every guide is held against every other, so that most are
    // passed over by what their links alone tell.
    let mut best: Vec<(usize, usize)> = Vec::with_capacity(RELATED + 1);
    for (other, theirs) in site.guide_links.iter().enumerate() {
        let guide = &site.sources.guides[other].item;
        let mut about = 4 * shared(&links.topics, &theirs.topics)
            + 4 * shared(&links.categories, &theirs.categories);
        if !own.keywords.is_empty() {
            about += 3 * shared(&own.keywords, &guide.keywords);
        }
        let is_behind = best
            .get(RELATED - 1)
            .is_some_and(|(score, _)| about + BESIDES <= *score);
        if about == 0 || is_behind || other == at {
            continue;
        }
        if is_over(site, other) || site.foreign(guide.language).is_some() {
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
        // Those that have as much to do with it keep the order of their files.
        let place = best.partition_point(|(known, _)| *known >= score);
        best.insert(place, (score, other));
        best.truncate(RELATED);
    }
    best.into_iter().map(|(_, other)| other).collect()
}

fn shared<T: PartialEq>(own: &[T], theirs: &[T]) -> usize {
    own.iter().filter(|one| theirs.contains(one)).count()
}
