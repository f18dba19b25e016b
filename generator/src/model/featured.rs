//! What was learnt from a featured case (典型案例), as an editor wrote it.

use super::released_case::PublicId;

/// An editor's text on a case that the office picked as a model.
#[derive(Debug, Clone)]
pub struct Featured {
    /// The case, which is the file's name; none if the name is no public id.
    pub case: Option<PublicId>,
    /// What others can take from it, in a sentence or two.
    pub lesson: String,
    /// Markdown: the longer story, if there is one.
    pub body: String,
}
