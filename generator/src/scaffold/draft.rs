//! A new file: every field that its reader knows, explained by the glossary, with placeholders where
//! only the editor knows what belongs there.
//!
//! The file is a draft. `check` takes it as it is and tells what is still to be filled in.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::DateTime;

use crate::load::glossary::{self, Entry};
use crate::load::placeholders::MARK;
use crate::load::shape::{Field, Holds, Shape};
use crate::model::address::slug;
use crate::schema;

/// A file to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Path below the content folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Kinds of files that can be begun.
pub const KINDS: [&str; 5] = ["guide", "news", "notice", "page", "office"];

/// A new file of a kind. None if there is no such kind, or if no address can be made of the title.
#[must_use]
pub fn draft(kind: &str, title: &str, now: DateTime) -> Option<Draft> {
    let kind = KINDS.into_iter().find(|known| *known == kind)?;
    let name = slug(title);
    if name.is_empty() {
        return None;
    }
    let folder = match kind {
        "guide" => "guides".to_owned(),
        "office" => "offices".to_owned(),
        "notice" => "notices".to_owned(),
        "page" => "pages".to_owned(),
        _ => format!("news/{}", now.year()),
    };
    let mut text = String::from(
        "---\n\
         # 以 # 开头的行是说明，不会出现在网站上。\n\
         # 把【待填：…】换成真实的内容；不需要的选填字段留着 # 就行。\n\
         # 全部填好，运行 jiayuan check 没有问题了，再删去下面这一行。\n\
         draft: true\n\n",
    );
    let shape = schema::of(kind)?;
    let filler = Filler { kind, title, now };
    filler.fields(&shape, "", 0, &mut text);
    let _ = write!(text, "---\n\n{}\n", body(kind));
    Some(Draft {
        path: format!("{folder}/{name}.md"),
        text,
    })
}

struct Filler<'a> {
    kind: &'static str,
    title: &'a str,
    now: DateTime,
}

impl Filler<'_> {
    /// Writes required fields first, those that may be left out behind them.
    fn fields(&self, shape: &Shape, above: &str, indent: usize, text: &mut String) {
        let is_written = |field: &&Field| field.required || field.key == "slug";
        for field in shape.fields.iter().filter(is_written) {
            self.field(field, above, indent, text);
        }
        let mut free = shape
            .fields
            .iter()
            .filter(|field| !is_written(field) && field.key != "draft")
            .peekable();
        if indent == 0 && free.peek().is_some() {
            text.push_str("# 下面的字段选填：要写就删去行首的“# ”。\n\n");
        }
        for field in free {
            self.free(field, above, indent, text);
        }
    }

    fn entry(&self, above: &str, field: &Field) -> Option<&'static Entry> {
        glossary::entry(self.kind, &format!("{above}{}", field.key))
    }

    fn comment(&self, field: &Field, above: &str, indent: usize, text: &mut String) {
        let Some(entry) = self.entry(above, field) else {
            return;
        };
        let needed = if field.required { "（必填）" } else { "" };
        let pad = " ".repeat(indent);
        let _ = writeln!(text, "{pad}# {}{needed}：{}", entry.name, entry.about);
        if let Holds::Choice(words) | Holds::Choices(words) = &field.holds {
            let _ = writeln!(text, "{pad}# 可以写：{}", words.join("、"));
        }
    }

    fn field(&self, field: &Field, above: &str, indent: usize, text: &mut String) {
        self.comment(field, above, indent, text);
        let pad = " ".repeat(indent);
        let key = field.key;
        let name = self.entry(above, field).map_or(key, |entry| entry.name);
        let open = format!("{MARK}{name}】");
        match &field.holds {
            Holds::Entries(inner) => {
                let _ = writeln!(text, "{pad}{key}:");
                let mut group = String::new();
                self.fields(inner, &format!("{above}{key}."), indent + 4, &mut group);
                // The dash of the item stands in the place of the first key's indent.
                let first = group
                    .lines()
                    .position(|line| !line.trim_start().starts_with('#'));
                for (at, line) in group.lines().enumerate() {
                    if Some(at) == first {
                        let _ = writeln!(text, "{pad}  - {}", line.trim_start());
                    } else {
                        let _ = writeln!(text, "{line}");
                    }
                }
            }
            Holds::Table(inner) => {
                let _ = writeln!(text, "{pad}{key}:");
                self.fields(inner, &format!("{above}{key}."), indent + 2, text);
            }
            Holds::Texts => {
                let _ = writeln!(text, "{pad}{key}:\n{pad}  - {open}");
            }
            holds => {
                let value = self.value(key, holds).unwrap_or(open);
                let _ = writeln!(text, "{pad}{key}: {value}");
            }
        }
        if indent == 0 {
            text.push('\n');
        }
    }

    /// What can be known without the editor.
    fn value(&self, key: &str, holds: &Holds) -> Option<String> {
        Some(match (key, holds) {
            ("title" | "task_name", _) => quoted(self.title),
            ("slug", _) => slug(self.title),
            (_, Holds::Choice(words)) => words.first()?.clone(),
            (_, Holds::Choices(words)) => format!("[{}]", words.first()?),
            (_, Holds::Flag) => "否".to_owned(),
            (_, Holds::Count | Holds::Number) => "0".to_owned(),
            ("ends", Holds::Minute) => minute(self.now.saturating_add(7.days())),
            (_, Holds::Minute) => minute(self.now),
            (_, Holds::Day) => format!("\"{}\"", self.now.date()),
            _ => return None,
        })
    }

    /// A field that may be left out, as comments.
    fn free(&self, field: &Field, above: &str, indent: usize, text: &mut String) {
        // Within a group the fields of the group itself say enough.
        self.comment(field, above, indent, text);
        let pad = " ".repeat(indent);
        let key = field.key;
        let example = self.entry(above, field).map_or("…", |entry| entry.example);
        let lines = match &field.holds {
            Holds::Entries(inner) => {
                let above = format!("{above}{key}.");
                let mut lines = vec![format!("{key}:")];
                for (at, inner) in inner.fields.iter().enumerate() {
                    let example = self.entry(&above, inner).map_or("…", |entry| entry.example);
                    let dash = if at == 0 { "- " } else { "  " };
                    lines.push(format!("  {dash}{}: {example}", inner.key));
                }
                lines
            }
            Holds::Table(inner) => {
                let above = format!("{above}{key}.");
                let inside = inner.fields.iter().map(|inner| {
                    let example = self.entry(&above, inner).map_or("…", |entry| entry.example);
                    format!("  {}: {example}", inner.key)
                });
                std::iter::once(format!("{key}:")).chain(inside).collect()
            }
            Holds::Texts | Holds::Choices(_) => vec![format!("{key}:"), format!("  - {example}")],
            _ => vec![format!("{key}: {example}")],
        };
        for line in lines {
            let _ = writeln!(text, "{pad}# {line}");
        }
        if indent == 0 {
            text.push('\n');
        }
    }
}

fn minute(time: DateTime) -> String {
    format!("\"{}\"", time.strftime("%Y-%m-%d %H:%M"))
}

/// A title as YAML takes it: in quotes if a character of it means something there.
fn quoted(title: &str) -> String {
    let is_plain = !title.contains([
        ':', '#', '"', '\'', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`', '\\',
    ]) && !title.starts_with(['-', '?', ' '])
        && !title.ends_with(' ')
        && title.chars().any(|c| c.is_alphabetic())
        && !matches!(title, "true" | "false" | "null" | "yes" | "no");
    if is_plain {
        title.to_owned()
    } else {
        let escaped = title.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{escaped}\"")
    }
}

fn body(kind: &str) -> &'static str {
    match kind {
        "guide" => {
            "【待填：先用两三句话说清楚这件事是什么、谁可以办。】\n\n\
             ## 办理前\n\n【待填：来之前要准备什么、先问哪里。不需要就连小标题一起删去。】"
        }
        "office" => "【待填：大厅在哪里、怎样走、轮椅能不能到窗口。】",
        "notice" => "【待填：什么时候、哪里、有什么变化，居民要怎么做，问哪里。】",
        "news" => "【待填：做了什么、结果怎样。空一行就是新的一段，小标题前面写“## ”。】",
        _ => "【待填：正文。空一行就是新的一段，小标题前面写“## ”。】",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::{KINDS, draft, quoted};

    #[test]
    fn a_draft_has_an_address_in_pinyin_and_explains_every_field() {
        let now = datetime(2026, 3, 1, 9, 30, 0, 0);
        let guide = draft("guide", "养犬登记", now).expect("a draft");
        assert_eq!(guide.path, "guides/yang-quan-deng-ji.md");
        assert!(guide.text.contains("\ndraft: true\n"));
        assert!(guide.text.contains("\nslug: yang-quan-deng-ji\n"));
        for key in ["by_law", "materials", "administrative_review", "faqs"] {
            assert!(guide.text.contains(key), "{key}");
        }
        let news = draft("news", "上线", now).expect("a draft");
        assert_eq!(news.path, "news/2026/shang-xian.md");
        assert!(news.text.contains("published: \"2026-03-01 09:30\""));
        assert!(draft("news", "！！", now).is_none());
        assert!(draft("poem", "上线", now).is_none());
        assert!(KINDS.iter().all(|kind| draft(kind, "标题", now).is_some()));
    }

    #[test]
    fn titles_are_quoted_when_yaml_would_misread_them() {
        assert_eq!(quoted("养犬登记"), "养犬登记");
        assert_eq!(quoted("通知: 停水"), "\"通知: 停水\"");
        assert_eq!(quoted("2026"), "\"2026\"");
    }
}
