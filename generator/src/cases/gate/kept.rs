//! A better masker does not take a decision back in silence.
//!
//! A decision is bound to masked words. When the masker learns something, the same record gives other
//! words, and the digest fits no more, although nobody changed a word. What was published is then
//! compared with the record: if it is the record's own text with placeholders in it, only the masker
//! has changed. It stays published as it was decided, unless the new masker finds something in it; and
//! either way it is listed.

use super::{Candidate, Extent, MaskedText, default_alt, digest};
use crate::{
    cases::{decisions::Decision, edits::Field},
    masking::{self, Known, MaskContext},
    model::released_case::{CaseWords, ReleasedCase},
};

/// What becomes of published words that the masker would now mask otherwise.
#[derive(Debug)]
pub(super) enum Kept {
    /// They stay: the masker finds nothing in them.
    Stays(Box<CaseWords>),
    /// They go: the masker finds something that the reviewer cannot have seen as personal.
    Finding,
    /// The record has changed, not only the masker.
    Other,
}

impl Candidate<'_> {
    /// Looks at what was published under this decision. `now` is what it would be today.
    pub(super) fn kept(
        &self,
        decision: &Decision,
        extent: Extent,
        now: &CaseWords,
        published: &ReleasedCase,
    ) -> Kept {
        let words = words_of(published);
        if digest(&words) != decision.digest || words.photos.len() != now.photos.len() {
            return Kept::Other;
        }
        let Some(edited) = self.edited(&decision.edits) else {
            return Kept::Other;
        };
        let originals = |text: Option<&MaskedText>| text.map(|text| text.original.clone());
        let mut pairs: Vec<(Option<String>, Option<&str>)> = Vec::new();
        for (field, published) in [
            (Field::Result, &words.result),
            (Field::PublicSummary, &words.public_summary),
            (Field::Title, &words.title),
            (Field::Description, &words.description),
            (Field::Place, &words.place),
        ] {
            let is_shown = matches!(extent, Extent::Words { .. })
                || matches!(field, Field::Result | Field::PublicSummary);
            let text = edited.words.fields().find(|(known, _)| *known == field);
            let original = originals(text.map(|(_, text)| text)).filter(|_| is_shown);
            pairs.push((original, published.as_deref()));
        }
        for ((photo, today), alt) in
            (words.photos.iter().zip(&now.photos)).zip(edited.words.alt_texts())
        {
            if photo.file != today.file || photo.role != today.role {
                return Kept::Other;
            }
            let original =
                originals(alt.as_ref()).unwrap_or_else(|| default_alt(photo.role).to_owned());
            pairs.push((Some(original), Some(&photo.alt)));
        }
        let fits = pairs
            .iter()
            .all(|(original, published)| match (original, published) {
                (Some(original), Some(published)) => is_masked_form(original, published),
                (None, None) => true,
                _ => false,
            });
        if !fits {
            return Kept::Other;
        }
        let known = Known::of(self.record.known.iter().map(String::as_str))
            .with_case_number(&self.record.case_no);
        let context = MaskContext {
            known: &known,
            allow: &self.tables.allow,
        };
        let finds = pairs.iter().filter_map(|(_, text)| *text).any(|text| {
            let shown = published.kept_in(text);
            masking::find(text, &context).iter().any(|finding| {
                !shown
                    .iter()
                    .any(|span| span.start <= finding.start && finding.end <= span.end)
            })
        });
        if finds {
            Kept::Finding
        } else {
            Kept::Stays(Box::new(words))
        }
    }
}

fn words_of(case: &ReleasedCase) -> CaseWords {
    CaseWords {
        title: case.title().map(Into::into),
        description: case.description().map(Into::into),
        result: case.result().map(Into::into),
        public_summary: case.public_summary().map(Into::into),
        place: case.place().map(Into::into),
        featured: case.summary().featured(),
        photos: case.summary().photos().to_vec(),
        kept: case.kept().to_vec(),
    }
}

/// Whether a text is an original with placeholders in it: what stands between them stands in the
/// original, in this order, from its beginning to its end.
fn is_masked_form(original: &str, masked: &str) -> bool {
    let mut pieces = Vec::new();
    let mut rest = masked;
    while let Some(start) = rest.find('〔') {
        let Some(length) = rest[start..].find('〕') else {
            break;
        };
        pieces.push(&rest[..start]);
        rest = &rest[start + length + '〕'.len_utf8()..];
    }
    if pieces.is_empty() {
        return original == masked;
    }
    let Some(mut left) = original.strip_prefix(pieces[0]) else {
        return false;
    };
    for piece in &pieces[1..] {
        // A placeholder stands for something.
        let mut signs = left.chars();
        signs.next();
        let Some(at) = signs.as_str().find(piece) else {
            return false;
        };
        left = &signs.as_str()[at + piece.len()..];
    }
    !left.is_empty() && left.len() > rest.len() && left.ends_with(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_form_differs_from_its_original_in_placeholders_only() {
        let original = "我姓王，电话13800000021，住2单元501。";
        for masked in [
            original,
            "我姓〔姓名〕，电话〔电话〕，住〔门牌〕。",
            "我姓王，电话〔电话〕，住2单元〔门牌〕。",
            "〔姓名〕，电话〔电话〕，住2单元501。",
        ] {
            assert!(is_masked_form(original, masked), "{masked}");
        }
        for other in [
            "我姓〔姓名〕，手机〔电话〕，住〔门牌〕。",
            "我姓〔姓名〕，电话〔电话〕，住〔门牌〕！",
            "我姓王，电话13800000022，住〔门牌〕。",
            "〔姓名〕我姓王，电话13800000021，住2单元501。",
            "",
        ] {
            assert!(!is_masked_form(original, other), "{other}");
        }
    }
}
