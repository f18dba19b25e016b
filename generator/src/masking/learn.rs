//! What the tagger of names sees of a text, for the program that trains it (`tests/masking/learn`): model
//! and masker must see the same.

use super::{AllowList, Span, fold::Folded, person};

/// A piece of a text and what is known of it.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Names of its attributes; each has the value 1.
    pub attributes: Vec<String>,
}

/// The tokens of a text, in sequences that are tagged one by one.
#[must_use]
pub fn tokens(text: &str) -> Vec<Vec<Token>> {
    let folded = Folded::of(text);
    let sequences = person::tokens(&folded, &AllowList::default());
    let token = |(span, attributes)| {
        let (start, end) = folded.source(span);
        let span = Span { start, end };
        Token { span, attributes }
    };
    let sequence = |tokens: Vec<_>| tokens.into_iter().map(token).collect();
    sequences.into_iter().map(sequence).collect()
}
