//! What the function says to people, in each language that it speaks.
//!
//! What is wrong travels as a [`Sentence`] and becomes words where the answer is made, in the
//! language of whoever asked. Each language is one table in a file of its own; a sentence or a word
//! that one of them lacks does not compile. What the site's tables name (streets, categories, stages)
//! has its words there, see [`IntakeTables::label`](crate::intake_tables::IntakeTables::label).

mod chinese;
mod english;
mod pages;
mod sentence;

pub use pages::Pages;
pub use sentence::{Named, Sentence};

use crate::case_record::{Kind, Satisfaction};
use std::borrow::Cow;

/// A language that the function speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// The site's own.
    #[default]
    Chinese,
    /// For pages under `/en/` and programs that ask for it.
    English,
}

impl Lang {
    /// How HTTP and HTML call it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language of a tag such as `en`, `en-GB` or `zh-Hans-CN`, if it is spoken here.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let main = tag.trim().split('-').next().unwrap_or_default();
        [Self::Chinese, Self::English]
            .into_iter()
            .find(|known| known.tag()[..2].eq_ignore_ascii_case(main))
    }

    /// The language that a browser or a program likes best, by its `Accept-Language`.
    #[must_use]
    pub fn preferred(accepted: &str) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for range in accepted.split(',') {
            let mut parts = range.split(';');
            let Some(known) = parts.next().and_then(Self::of_tag) else {
                continue;
            };
            let weight = parts.find_map(|part| Some(thousandths(part.trim().strip_prefix("q=")?)));
            let weight = weight.unwrap_or(1000);
            if weight > 0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
                best = Some((weight, known));
            }
        }
        best.map(|(_, known)| known)
    }

    /// The words of a sentence.
    #[must_use]
    pub fn say(self, sentence: &Sentence) -> Cow<'static, str> {
        match self {
            Self::Chinese => chinese::say(sentence),
            Self::English => english::say(sentence),
        }
    }

    /// The words of the pages.
    #[must_use]
    pub fn pages(self) -> &'static Pages {
        match self {
            Self::Chinese => &chinese::PAGES,
            Self::English => &english::PAGES,
        }
    }

    /// The word for a kind of report.
    #[must_use]
    pub fn kind(self, kind: Kind) -> &'static str {
        let kinds = &self.pages().kinds;
        match kind {
            Kind::Report => kinds[0],
            Kind::Consult => kinds[1],
            Kind::Suggest => kinds[2],
            Kind::Book => kinds[3],
        }
    }

    /// How satisfied somebody says that they are.
    #[must_use]
    pub fn satisfied(self, satisfied: Satisfaction) -> &'static str {
        let words = &self.pages().rated_satisfied;
        match satisfied {
            Satisfaction::Yes => words[0],
            Satisfaction::Mostly => words[1],
            Satisfaction::No => words[2],
        }
    }
}

/// A weight such as `0.8` or `1`, in thousandths: HTTP writes three digits at most.
fn thousandths(weight: &str) -> u32 {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = part.bytes().chain(*b"000").take(3);
    let mut all = u32::from(whole.starts_with('1'));
    for digit in digits {
        all = all * 10 + u32::from(digit.wrapping_sub(b'0').min(9));
    }
    all
}

/// A text with its `{name}`s filled in.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_liked_best_is_answered_in() {
        for (accepted, expected) in [
            ("en", Some(Lang::English)),
            ("en-GB,en;q=0.9,zh;q=0.8", Some(Lang::English)),
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Lang::Chinese)),
            ("fr, en;q=0.3, zh-Hans;q=0.5", Some(Lang::Chinese)),
            ("fr", None),
            ("*", None),
            ("en;q=0", None),
            ("en;q=0.000,zh;q=0.001", Some(Lang::Chinese)),
            ("zh;q=0.25, en;q=1.0", Some(Lang::English)),
            ("", None),
        ] {
            assert_eq!(Lang::preferred(accepted), expected, "{accepted}");
        }
    }

    /// The words of a section of the theme, by their keys.
    fn theme(lang: Lang, section: &str) -> Vec<(String, String)> {
        let words = match lang {
            Lang::Chinese => include_str!("../../../themes/default/i18n/zh-CN.toml"),
            Lang::English => include_str!("../../../themes/default/i18n/en.toml"),
        };
        let start = words.split(&format!("\n[{section}]\n")).nth(1).unwrap();
        let lines = start.split("\n[").next().unwrap().lines();
        lines
            .filter_map(|line| line.split_once(" = \""))
            .map(|(key, text)| (key.to_owned(), text.trim_end_matches('"').to_owned()))
            .collect()
    }

    /// Whoever goes from a page of the site to one of the function's finds the same words on both.
    #[test]
    fn what_the_theme_says_too_is_said_in_its_words() {
        for lang in [Lang::Chinese, Lang::English] {
            let p = lang.pages();
            let mut same = vec![
                ("lookup_words", "report", p.kinds[0]),
                ("lookup_words", "consult", p.kinds[1]),
                ("lookup_words", "suggest", p.kinds[2]),
                ("lookup_words", "book", p.kinds[3]),
                ("lookup_words", "history", p.history),
                ("lookup_words", "before", p.before),
                ("lookup_words", "none", p.none),
                ("lookup_words", "stage", p.stage),
                ("lookup_words", "receipt", p.receipt),
                ("lookup_words", "filed", p.filed),
                ("lookup_words", "updated", p.updated),
                ("lookup_words", "expected", p.expected),
                ("lookup_words", "street", p.street),
                ("lookup_words", "rated", p.rated),
                ("lookup_words", "rated_true", p.rated_resolved[0]),
                ("lookup_words", "rated_false", p.rated_resolved[1]),
                ("lookup_words", "rated_yes", p.rated_satisfied[0]),
                ("lookup_words", "rated_mostly", p.rated_satisfied[1]),
                ("lookup_words", "rated_no", p.rated_satisfied[2]),
                ("lookup", "outcome", p.outcome),
                ("lookup", "usual", p.usual),
                ("check", "title", p.check_title),
                ("check", "lead", p.check_lead),
                ("check", "confirm", p.confirm),
                ("check", "back", p.back),
                ("check", "no_phone", p.no_phone),
                ("done", "title", p.done_title),
                ("done", "code", p.code),
                ("done", "joined", p.joined),
                ("done", "code_unknown", p.code_unknown),
                ("done", "next", p.next),
                ("done", "reply_phone", p.reply_phone),
                ("done", "reply_written", p.reply_written),
                ("done", "reply_none", p.reply_none),
                ("done", "published", p.published),
                ("done", "look", p.look),
                ("done", "look_code", p.look_code),
                ("done", "again", p.again),
                ("rate", "title", p.rate_title),
                ("rate", "resolved", p.resolved),
                ("rate", "resolved_yes", p.resolved_yes),
                ("rate", "resolved_no", p.resolved_no),
                ("rate", "satisfied", p.satisfied),
                ("rate", "yes", p.satisfied_words[0]),
                ("rate", "mostly", p.satisfied_words[1]),
                ("rate", "no", p.satisfied_words[2]),
                ("rate", "comment", p.comment),
                ("rate", "comment_hint", p.comment_hint),
                ("rate", "send", p.rate_send),
                ("form", "optional", p.optional),
                ("form", "photos", p.photos),
                ("form_words", "placed", p.placed),
                ("form_words", "left_out", p.left_out),
                ("form_words", "yes", p.yes),
                ("form_words", "no", p.no),
                ("form_words", "problem", p.problems),
                ("form_words", "save_keep", p.save_keep),
                ("photo_words", "number", p.photo_number),
            ];
            for (key, text) in [
                "kind",
                "category",
                "text",
                "street",
                "place",
                "phone",
                "name",
                "code",
                "reply_wanted",
                "consent_publish",
            ]
            .iter()
            .zip(p.answers)
            {
                same.push(("form", key, text));
            }
            for (key, text) in [
                "intake",
                "file",
                "dispatch",
                "handling",
                "feedback",
                "closing",
                "evaluation",
            ]
            .iter()
            .zip(p.steps)
            {
                same.push(("loop_steps", key, text));
            }
            let words: [(&str, Sentence); 7] = [
                ("need_category", Sentence::ChooseCategory),
                ("need_street", Sentence::ChooseStreet),
                ("need_text", Sentence::WriteText),
                ("more_text", Sentence::TextTooShort(5)),
                ("need_consent", Sentence::Consent),
                ("phone_signs", Sentence::PhoneSigns),
                ("phone_area", Sentence::PhoneArea),
            ];
            for (section, key, text) in same {
                let known = theme(lang, section);
                let found = known.iter().find(|(known, _)| known == key);
                assert_eq!(found.unwrap().1, text, "{lang:?} {section}.{key}");
            }
            let known = theme(lang, "form_words");
            for (key, sentence) in words {
                let found = known.iter().find(|(known, _)| known == key);
                assert_eq!(found.unwrap().1, lang.say(&sentence), "{lang:?} {key}");
            }
        }
    }
}
