//! What a text names outside of itself, and what is wrong with it, found in one pass without writing
//! anything.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::markup::{Cleaner, Level};
use super::options;
use super::shortcode::{self, Named, PointValue, Shortcode};
use crate::diagnostic::Diagnostic;

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What.
    pub what: What,
}

/// Kinds of things that are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A picture by its relative path.
    Picture(String),
    /// A page or a file by its relative path.
    Link(String),
    /// An office by its title or slug.
    Office(String),
    /// A reported figure, `bulletin#key`.
    Figure(String),
    /// Something that only has to be written with care: raw HTML, a block without names.
    Block,
}

/// What a survey found.
#[derive(Debug, Default)]
pub struct Survey {
    /// What the text names, in its order.
    pub mentions: Vec<Mention>,
    /// What is wrong with the text itself.
    pub faults: Vec<(Range<usize>, Diagnostic)>,
}

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    /// To a path of the site, which gets the site's own path.
    Site,
    /// To a file beside this one.
    Beside,
    /// Elsewhere on this page, to another site, to a mailbox or telephone.
    Away,
    /// To a program.
    Program,
}

/// Where an address leads.
#[must_use]
pub fn leads(url: &str) -> Leads {
    if url.is_empty() || url.starts_with('#') || url.starts_with('?') || url.starts_with("//") {
        return Leads::Away;
    }
    if url.starts_with('/') {
        return Leads::Site;
    }
    match url.split_once(':') {
        // A colon behind a slash, a question mark or a hash belongs to no scheme.
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" | "mailto" | "tel" => Leads::Away,
                _ => Leads::Program,
            }
        }
        _ => Leads::Beside,
    }
}

/// Surveys a text.
#[must_use]
pub fn survey(text: &str) -> Survey {
    let mut survey = Survey::default();
    // Most texts are paragraphs and headings, and name nothing.
    if !text.contains(['[', '<', '`', '~']) {
        return survey;
    }
    let mut state = State::default();
    let mut bracket = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if let Event::Text(words) = &event {
            if bracket && words.starts_with('^') {
                survey.faults.push((
                    range.clone(),
                    Diagnostic::error("missing-footnote", format!("没有注释“{words}”的内容。"))
                        .help(format!("在文末另起一行写“[{words}]: 注释的内容”。")),
                ));
            }
            bracket = words.ends_with('[');
        } else {
            bracket = false;
        }
        state.take(&event, &range, &mut survey);
    }
    survey
}

/// What is open while a text is gone through.
#[derive(Default)]
struct State {
    depth: usize,
    picture: Option<(String, Range<usize>, String)>,
    fence: Option<Fence>,
    html: Option<(String, Range<usize>)>,
    /// A quotation whose first line has not ended yet.
    quotation: Option<(usize, Range<usize>, String)>,
    cleaner: Cleaner,
}

struct Fence {
    info: String,
    depth: usize,
    whole: Range<usize>,
    at: Option<usize>,
    lines: String,
}

impl State {
    fn take(&mut self, event: &Event<'_>, range: &Range<usize>, survey: &mut Survey) {
        match event {
            Event::Start(tag) => {
                self.begin(tag, range, survey);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(*tag, survey);
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, _, alt)) = &mut self.picture {
                    alt.push_str(words);
                }
                if let Some(fence) = &mut self.fence {
                    fence.at.get_or_insert(range.start);
                    fence.lines.push_str(words);
                }
                if let Some((_, _, line)) = &mut self.quotation {
                    line.push_str(words);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.quotation_begins(survey),
            Event::Html(html) => {
                if let Some((whole, _)) = &mut self.html {
                    whole.push_str(html);
                }
            }
            Event::InlineHtml(html) => self.markup(html, Level::Inline, range, survey),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>, survey: &mut Survey) {
        match tag {
            Tag::Image { dest_url, .. } => {
                self.picture = Some((dest_url.to_string(), range.clone(), String::new()));
            }
            Tag::Link { dest_url, .. } => match leads(dest_url) {
                Leads::Beside => survey.mentions.push(Mention {
                    range: range.clone(),
                    what: What::Link(dest_url.to_string()),
                }),
                Leads::Program => survey.faults.push((
                    range.clone(),
                    Diagnostic::error(
                        "bad-link",
                        format!("链接“{dest_url}”打不开网页，不会放上去。"),
                    )
                    .help(
                        "链接写 https:// 开头的网址、/ 开头的本站地址、电话 tel: 或邮箱 mailto:。",
                    ),
                )),
                Leads::Site | Leads::Away => {}
            },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.fence = Some(Fence {
                    info: info.to_string(),
                    depth: self.depth,
                    whole: range.clone(),
                    at: None,
                    lines: String::new(),
                });
            }
            Tag::HtmlBlock => self.html = Some((String::new(), range.clone())),
            Tag::BlockQuote(Some(_)) => self.notice(self.depth, range, survey),
            Tag::BlockQuote(None) => {
                self.quotation = Some((self.depth, range.clone(), String::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, survey: &mut Survey) {
        match tag {
            TagEnd::Image => {
                if let Some((target, range, alt)) = self.picture.take() {
                    picture(target, range, &alt, survey);
                }
            }
            TagEnd::CodeBlock => {
                if let Some(fence) = self.fence.take() {
                    self.block(&fence, survey);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.markup(&html, Level::Block, &range, survey);
                }
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) => self.quotation_begins(survey),
            _ => {}
        }
    }

    /// The first line of a quotation is complete: it may be a notice box.
    fn quotation_begins(&mut self, survey: &mut Survey) {
        let Some((depth, range, line)) = self.quotation.take() else {
            return;
        };
        match shortcode::notice(&line) {
            Some((Ok(_), _)) => self.notice(depth, &range, survey),
            Some((Err(word), _)) => survey.faults.push((
                range.start..range.start + 1,
                shortcode::unknown_notice(word),
            )),
            None => {}
        }
    }

    fn notice(&self, depth: usize, range: &Range<usize>, survey: &mut Survey) {
        survey.mentions.push(Mention {
            range: range.clone(),
            what: What::Block,
        });
        if depth > 0 {
            survey.faults.push((range.clone(), nested("提示框")));
        }
    }

    fn block(&self, fence: &Fence, survey: &mut Survey) {
        let at = fence.at.unwrap_or(fence.whole.end);
        let block = shortcode::read(
            &fence.info,
            &fence.lines,
            at,
            &fence.whole,
            &mut survey.faults,
        );
        let Some(block) = block else { return };
        if fence.depth > 0 {
            let name = fence.info.split_whitespace().next().unwrap_or_default();
            let first = fence.whole.start..fence.whole.start + 3;
            survey.faults.push((first, nested(name)));
            return;
        }
        survey.mentions.push(Mention {
            range: fence.whole.clone(),
            what: What::Block,
        });
        let name = |named: &Named, what: fn(String) -> What| Mention {
            range: named.range.clone(),
            what: what(named.name.clone()),
        };
        match &block {
            Shortcode::Steps(_) => {}
            Shortcode::Contact(offices) => {
                let offices = offices.iter().map(|office| name(office, What::Office));
                survey.mentions.extend(offices);
            }
            Shortcode::Bars(chart) | Shortcode::Line(chart) => {
                for point in &chart.points {
                    if let PointValue::Figure(figure) = &point.value {
                        survey.mentions.push(name(figure, What::Figure));
                    }
                }
            }
        }
    }

    fn markup(&mut self, html: &str, level: Level, range: &Range<usize>, survey: &mut Survey) {
        let mut removed = Vec::new();
        let links = std::cell::RefCell::new(Vec::new());
        let link = |url: &str| {
            let leads = leads(url);
            if leads == Leads::Beside {
                links.borrow_mut().push(url.to_owned());
            }
            (leads != Leads::Program).then(|| url.to_owned())
        };
        self.cleaner
            .clean(html, level, 0, &link, &mut String::new(), &mut removed);
        survey.mentions.push(Mention {
            range: range.clone(),
            what: What::Block,
        });
        survey
            .mentions
            .extend(links.into_inner().into_iter().map(|url| Mention {
                range: range.clone(),
                what: What::Link(url),
            }));
        if !removed.is_empty() {
            survey.faults.push((
                range.clone(),
                Diagnostic::warning(
                    "html-removed",
                    format!("这里的 HTML 去掉了一部分：{}。", removed.join("、")),
                )
                .help("程序、样式、表单和外来的图片不能放在页面上。用 Markdown 写；图片写成“![说明](文件名)”。"),
            ));
        }
    }
}

fn picture(target: String, range: Range<usize>, alt: &str, survey: &mut Survey) {
    if alt.trim().is_empty() {
        survey.faults.push((
            range.clone(),
            Diagnostic::warning("picture-without-alt", format!("图片 {target} 没有文字说明。"))
                .help("在方括号里写图上是什么，例如“![三号窗口的取号机](qu-hao.jpg)”；看不见图的人靠它知道。"),
        ));
    }
    match leads(&target) {
        Leads::Beside => survey.mentions.push(Mention {
            range,
            what: What::Picture(target),
        }),
        _ => survey.faults.push((
            range,
            Diagnostic::error(
                "picture-from-elsewhere",
                format!("图片 {target} 不在这个文件旁边。"),
            )
            .help("把图片文件放在这个文件旁边，只写文件名，例如“![说明](tu.jpg)”；外面网站的图片不能直接引用。"),
        )),
    }
}

fn nested(name: &str) -> Diagnostic {
    Diagnostic::error("nested-block", format!("“{name}”放在了列表或引用里面。"))
        .help("移到列表外面，前面不留空格，单独成段。")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let survey = survey(text);
        survey.faults.iter().map(|(_, fault)| fault.code).collect()
    }

    fn named(text: &str) -> Vec<What> {
        let survey = survey(text);
        survey
            .mentions
            .into_iter()
            .map(|mention| mention.what)
            .collect()
    }

    #[test]
    fn pictures_and_links_beside_the_text_are_named() {
        assert_eq!(
            named(
                "![锁](suo.jpg \"题\")\n\n[表](biao.docx)、[页](../guides/a.md#b)、[站](/x/)、[外](https://a.example)"
            ),
            [
                What::Picture("suo.jpg".into()),
                What::Link("biao.docx".into()),
                What::Link("../guides/a.md#b".into())
            ]
        );
        assert!(named("只有文字。\n\n## 标题\n").is_empty());
    }

    #[test]
    fn faults_of_the_text_itself_are_found() {
        assert_eq!(codes("![](a.jpg)"), ["picture-without-alt"]);
        assert_eq!(
            codes("![x](https://a.example/a.jpg)"),
            ["picture-from-elsewhere"]
        );
        assert_eq!(codes("[x](javascript:alert(1))"), ["bad-link"]);
        assert_eq!(codes("有注释[^1]。"), ["missing-footnote"]);
        assert!(codes("有注释[^1]。\n\n[^1]: 在这里。").is_empty());
        assert_eq!(codes("<script>x</script>"), ["html-removed"]);
        assert!(codes("H<sub>2</sub>O <!-- 记号 -->").is_empty());
        assert_eq!(codes("> [!通知]\n> 内容"), ["unknown-notice"]);
        assert!(codes("> [!注意] 标题\n> 内容\n\n> [!NOTE]\n> 内容").is_empty());
        assert_eq!(codes("- 一\n  ```步骤\n  取号\n  ```\n"), ["nested-block"]);
        assert_eq!(codes("```步聚\n取号\n```\n"), ["unknown-block"]);
    }

    #[test]
    fn the_place_of_a_name_within_a_block_is_its_line() {
        let text = "前文\n\n```联系方式\n八角街道政务服务中心\n```\n";
        let survey = survey(text);
        let office = survey.mentions.last().expect("an office");
        assert_eq!(&text[office.range.clone()], "八角街道政务服务中心");
    }
}
