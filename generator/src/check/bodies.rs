//! Markdown that reads well for nobody: links that say nothing, headings out of order.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::assemble::Site;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Loaded;
use crate::model::prose::options;

/// Looks through the Markdown of every file that is shown.
pub(super) fn check(site: &Site, found: &mut Diagnostics) {
    let s = &site.sources;
    s.guides.iter().for_each(|f| text(f, found));
    s.offices.iter().for_each(|f| text(f, found));
    s.news.iter().for_each(|f| text(f, found));
    s.notices.iter().for_each(|f| text(f, found));
    s.pages.iter().for_each(|f| text(f, found));
    s.topics.iter().for_each(|f| text(f, found));
}

/// Words of a link that do not say where it leads: whoever hears only the links hears only these.
const EMPTY_WORDS: [&str; 10] = [
    "点击这里",
    "点这里",
    "请点击",
    "点击",
    "点击查看",
    "这里",
    "此处",
    "链接",
    "详情",
    "更多",
];

fn text<T>(loaded: &Loaded<T>, found: &mut Diagnostics) {
    let file = &loaded.file;
    let body = file.text.get(loaded.body_at..).unwrap_or_default();
    let place =
        |range: &Range<usize>| file.place(loaded.body_at + range.start..loaded.body_at + range.end);
    let mut words: Option<(String, Range<usize>)> = None;
    let mut has_picture = false;
    let mut level = 1;
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { .. }) => {
                words = Some((String::new(), range));
                has_picture = false;
            }
            Event::End(TagEnd::Link) => {
                if let Some((said, range)) = words.take()
                    && !has_picture
                {
                    link_words(&said, place(&range), found);
                }
            }
            // Whether the picture has words was asked when the file was read.
            Event::Start(Tag::Image { .. }) => has_picture = true,
            Event::Start(Tag::Heading { level: next, .. }) => {
                let next = depth(next);
                if next > level.max(2) + 1 || (level == 1 && next > 2) {
                    found.push(
                        Diagnostic::hint("heading-skipped", "小标题跳了一级。")
                            .at(place(&range))
                            .help("正文的小标题从 ## 开始，再下一级写 ###，一级一级来。"),
                    );
                }
                level = next;
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((said, _)) = &mut words {
                    said.push_str(&text);
                }
            }
            _ => {}
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    // The first level is the page's title; written in a text it counts as the second.
    (level as u8).max(2)
}

fn link_words(said: &str, place: crate::diagnostic::Place, found: &mut Diagnostics) {
    let plain = said.trim().trim_matches(|c: char| "：。，>»→".contains(c));
    let finding = if plain.is_empty() {
        Diagnostic::error("empty-link", "链接上没有字，谁也点不到。").help(
            "在方括号里写上链接的文字，例如 [医保参保证明](/guides/yibao-canbao-zhengming/)。",
        )
    } else if EMPTY_WORDS.contains(&plain) {
        Diagnostic::warning("vague-link", format!("链接的文字“{plain}”没说通向哪里。"))
            .help("用对方页面的名称作链接文字，例如 [医保参保证明](…)。")
    } else {
        return;
    };
    found.push(finding.at(place));
}
