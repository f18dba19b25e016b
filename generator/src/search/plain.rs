//! The words of editors' Markdown, without its signs.

use pulldown_cmark::{Event, Parser, TagEnd};

use crate::model::prose::options;

/// The text as a reader hears it, blocks apart by spaces.
pub(super) fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::CodeBlock,
            ) if !text.ends_with(' ') => text.push(' '),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn signs_and_addresses_are_left_out() {
        let text = plain(
            "## 来之前\n\n先**打电话**，见[停车场](/places/x/)。\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n",
        );
        assert_eq!(text, "来之前 先打电话，见停车场。 甲 乙 1 2");
    }
}
