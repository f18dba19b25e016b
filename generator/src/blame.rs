//! Whose words a hit in an output are: a case's, which is then withheld, or an editor's or the
//! theme's, who then read in which file they stand.
//!
//! Only asked when the scan found something, so it may take its time: it searches every text that
//! the site is made of for the characters of the hit, markup and punctuation aside.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use crate::assemble::{CaseAt, Site};
use crate::diagnostic::{Diagnostic, Place, Range2, Shown};
use crate::load::source::SourceFile;
use crate::load::{Loaded, cases};
use crate::masking::Class;
use crate::model::released_case::ReleasedCase;
use crate::plan::{Planned, Subject};
use crate::render::pages::PageSubject;
use crate::render::views::case_page::similar;
use crate::scan::Hit;

/// What follows from a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A case is not published.
    Withhold(CaseAt),
    /// Somebody has to change a file; it is named if it was found.
    Mistake(Option<Place>),
    /// Nothing: an office's room number is no secret.
    Fine,
}

/// Looks for culprits.
pub struct Blame<'a> {
    site: &'a Site,
    shown: &'a Shown,
    more_files: &'a (dyn Fn() -> Vec<SourceFile> + Sync),
    read: OnceLock<Vec<SourceFile>>,
    known: Mutex<BTreeMap<(Hit, Option<CaseAt>), Verdict>>,
}

impl<'a> Blame<'a> {
    /// For a site whose content is shown under a name; `more_files` reads the files that are not kept
    /// in memory.
    #[must_use]
    pub fn new(
        site: &'a Site,
        shown: &'a Shown,
        more_files: &'a (dyn Fn() -> Vec<SourceFile> + Sync),
    ) -> Self {
        Self {
            site,
            shown,
            more_files,
            read: OnceLock::new(),
            known: Mutex::default(),
        }
    }

    /// What follows from a hit in an output. `read` reads a case with its words.
    pub fn judge(
        &self,
        planned: &Planned,
        hit: &Hit,
        read: &mut dyn FnMut(CaseAt) -> Option<ReleasedCase>,
    ) -> Verdict {
        let at = match planned.subject {
            Subject::Case(at) => Some(at),
            _ => None,
        };
        let key = (hit.clone(), at);
        if let Ok(known) = self.known.lock()
            && let Some(verdict) = known.get(&key)
        {
            return verdict.clone();
        }
        let verdict = self.search(planned, hit, at, read);
        if let Ok(mut known) = self.known.lock() {
            known.insert(key, verdict.clone());
        }
        verdict
    }

    fn search(
        &self,
        planned: &Planned,
        hit: &Hit,
        at: Option<CaseAt>,
        read: &mut dyn FnMut(CaseAt) -> Option<ReleasedCase>,
    ) -> Verdict {
        let words = plain(&hit.words);
        if let Some(at) = at {
            let own = read(at)
                .is_some_and(|case| case.texts().any(|(_, text)| plain(text).contains(&words)));
            if own || self.says(at, &words) {
                return self.withhold(at, &words, read);
            }
            let others = similar(self.site, at);
            if let Some(other) = others.into_iter().find(|other| self.says(*other, &words)) {
                return self.withhold(other, &words, read);
            }
        }
        if let Some(place) = self.place(planned.subject, &words) {
            return if counts_everywhere(hit.class) {
                Verdict::Mistake(Some(place))
            } else {
                Verdict::Fine
            };
        }
        if let Some(at) = at {
            return self.withhold(at, &words, read);
        }
        let culprit = self.site.case_pages().find(|at| self.says(*at, &words));
        match culprit {
            Some(at) => self.withhold(at, &words, read),
            None if counts_everywhere(hit.class) => Verdict::Mistake(None),
            None => Verdict::Fine,
        }
    }

    /// A case is withheld, unless a named reviewer let these words stand in it.
    fn withhold(
        &self,
        at: CaseAt,
        words: &str,
        read: &mut dyn FnMut(CaseAt) -> Option<ReleasedCase>,
    ) -> Verdict {
        let case = read(at);
        let mut kept = case.iter().flat_map(ReleasedCase::kept);
        if kept.any(|piece| plain(piece).contains(words)) {
            Verdict::Fine
        } else {
            Verdict::Withhold(at)
        }
    }

    /// Whether a case's summary says these words. Names that stand in the tables are the tables'.
    fn says(&self, at: CaseAt, words: &str) -> bool {
        let summary = &self.site.case(at).summary;
        let alts = summary.photos().iter().map(|photo| &*photo.alt);
        let mut texts: Vec<&str> = alts
            .chain(summary.title())
            .chain(summary.outline())
            .collect();
        texts.push(summary.group());
        if let Some(row) = summary.row() {
            let category = &row.category;
            texts.extend([
                &*category.edition,
                &*category.kind,
                &*category.code,
                &*row.source,
            ]);
            texts.extend(row.community.as_deref());
            texts.extend(row.stages.iter().filter_map(|stage| stage.unit.as_deref()));
        }
        texts.into_iter().any(|text| plain(text).contains(words))
    }

    /// Where editors or the theme say these words: on the page itself first.
    fn place(&self, subject: Subject, words: &str) -> Option<Place> {
        let s = &self.site.sources;
        let own = match subject {
            Subject::Page(PageSubject::Guide(at)) => Some(&s.guides[at as usize].file),
            Subject::Page(PageSubject::Office(at)) => Some(&s.offices[at as usize].file),
            Subject::Page(PageSubject::News(at)) => Some(&s.news[at as usize].file),
            Subject::Page(PageSubject::Notice(at)) => Some(&s.notices[at as usize].file),
            Subject::Page(PageSubject::Text(at)) => Some(&s.pages[at as usize].file),
            _ => None,
        };
        let twins = &s.twins;
        let more = self.read.get_or_init(self.more_files);
        let all = || {
            own.into_iter()
                .chain(more)
                .chain(files(&s.guides))
                .chain(files(&s.offices))
                .chain(files(&s.news))
                .chain(files(&s.notices))
                .chain(files(&s.featured))
                .chain(files(&s.pages))
                .chain(files(&twins.guides))
                .chain(files(&twins.offices))
                .chain(files(&twins.news))
                .chain(files(&twins.notices))
                .chain(files(&twins.pages))
                .chain(files(&twins.topics))
        };
        // Perhaps nobody wrote it down, and it is how a file is called.
        let is_name = |file: &&SourceFile| !words.is_empty() && plain(&file.path).contains(words);
        all()
            .find_map(|file| find(file, words))
            .or_else(|| Some(Place::file(&all().find(is_name)?.path)))
    }

    /// The finding for a case that is withheld.
    #[must_use]
    pub fn withheld(&self, at: CaseAt, class: Class) -> Diagnostic {
        let month = &self.site.sources.months[at.month as usize];
        let case = self.site.case(at);
        let id = case.summary.public_id();
        let what = class.placeholder();
        Diagnostic::withheld(
            "private-words",
            format!("案件 {id} 的页面上会有{what}，这一件不发布。"),
        )
        .at(cases::place(month, case, self.shown))
        .help("重新运行 jiayuan cases release；再有这一条，请在 cases decide 里改为 --facts 或 --withhold。")
    }
}

/// The finding for words of an editor or the theme.
#[must_use]
pub fn mistake(path: &str, place: Option<Place>, class: Class) -> Diagnostic {
    let what = class.placeholder();
    Diagnostic::error(
        "private-words",
        format!("{path} 会印出{what}，整个网站先不更新。"),
    )
    .at(place.unwrap_or_else(|| Place::file(path)))
    .help(
        "删去或改写这一处。如果是单位对外公布的，写进办理点的 phones，或者 site.toml 的 published。",
    )
}

/// Whether a class is private wherever it stands. The others are private in what residents wrote; an
/// office's own room, place on the map or account is what its page is for.
fn counts_everywhere(class: Class) -> bool {
    matches!(
        class,
        Class::Phone
            | Class::IdCard
            | Class::BankCard
            | Class::Passport
            | Class::Plate
            | Class::Email
            | Class::Private
    )
}

fn files<T>(loaded: &[Loaded<T>]) -> impl Iterator<Item = &SourceFile> {
    loaded.iter().map(|loaded| &loaded.file)
}

/// Letters and digits only: what is left of words when markup is taken away.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Where a file says these words, with the line blanked: what is private is not repeated.
fn find(file: &SourceFile, words: &str) -> Option<Place> {
    if words.is_empty() {
        return None;
    }
    let (start, end) = find_in(file, words, false).or_else(|| {
        // In a template, tags may stand between the digits.
        let is_template = file.path.ends_with(".html");
        is_template.then(|| find_in(file, words, true)).flatten()
    })?;
    let place = file.place(start..end + 1);
    let mut blank = String::with_capacity(place.text.len());
    let mut mark = Range2 { start: 0, end: 0 };
    for (at, ch) in place.text.char_indices() {
        if at == place.mark.start {
            mark.start = blank.len();
        }
        blank.push(if ch.is_alphanumeric() { '·' } else { ch });
        if at < place.mark.end {
            mark.end = blank.len();
        }
    }
    Some(Place {
        text: blank,
        mark,
        ..place
    })
}

/// First and last character of words in a file, letters and digits only, with or without tags.
fn find_in(file: &SourceFile, words: &str, without_tags: bool) -> Option<(usize, usize)> {
    let mut text = String::with_capacity(file.text.len());
    let mut from = Vec::with_capacity(file.text.len());
    let mut in_tag = false;
    for (at, ch) in file.text.char_indices() {
        match ch {
            '<' => in_tag = without_tags,
            '>' => in_tag = false,
            _ if in_tag || !ch.is_alphanumeric() => {}
            _ => {
                for low in ch.to_lowercase() {
                    text.push(low);
                    from.resize(text.len(), at);
                }
            }
        }
    }
    let start = text.find(words)?;
    Some((from[start], from[start + words.len() - 1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_that_markup_splits_and_repeats_none_of_them() {
        let file = SourceFile::new("a.md", "第一行\n请打 **138**1234`5678`，谢谢\n".into());
        let place = find(&file, "13812345678").expect("a place");
        assert_eq!((place.line, place.column()), (2, 6));
        assert!(!place.text.contains('1') && !place.text.contains('谢'));
        assert_eq!(find(&file, "13812345679"), None);
    }
}
