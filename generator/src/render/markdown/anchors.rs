//! Anchors of headings: pinyin, or what the editor wrote behind the heading, `{#fei-yong}`. Each
//! stands once on a page.

use std::collections::BTreeSet;

use crate::model::address::{is_slug, slug};

/// Hands out anchors.
#[derive(Default)]
pub(super) struct Anchors(BTreeSet<String>);

impl Anchors {
    /// The anchor of a heading. A single word gets a prefix: templates name their own parts with
    /// single words.
    pub(super) fn next(&mut self, text: &str, written: Option<&str>) -> String {
        let name = match written.filter(|written| is_slug(written)) {
            Some(written) => written.to_owned(),
            None => {
                let name = slug(text);
                match name.as_str() {
                    "" => "h-section".to_owned(),
                    name if name.contains('-') => name.to_owned(),
                    name => format!("h-{name}"),
                }
            }
        };
        let mut id = name.clone();
        let mut count = 1;
        while !self.0.insert(id.clone()) {
            count += 1;
            id = format!("{name}-{count}");
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn no_two_headings_have_one_anchor() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.next("办理", None), "ban-li");
        assert_eq!(anchors.next("办理 2", None), "ban-li-2");
        assert_eq!(anchors.next("办理", None), "ban-li-3");
        assert_eq!(anchors.next("Offices", None), "h-offices");
        assert_eq!(anchors.next("收费", Some("fees")), "fees");
        assert_eq!(anchors.next("？", Some("x\" y")), "h-section");
    }
}
