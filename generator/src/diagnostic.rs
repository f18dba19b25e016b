//! Mistakes in the content, as sentences that an editor can act on.
//!
//! A mistake is not a failure: it is collected with its place and remedy, the run goes on, and all of
//! them are printed together at the end. This module knows no file system; a [`Place`] carries the
//! line that it points at.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How grave a finding is. Only errors change the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site cannot be published like this.
    Error,
    /// Something was kept back; the rest is published, and someone has to look.
    Withheld,
    /// The site is built; someone should look.
    Warning,
    /// Good to know, and no more. Only `check` tells it.
    Hint,
}

/// Where in a file a finding points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path as the person who ran the command would write it.
    pub file: Arc<str>,
    /// Line, counted from 1.
    pub line: usize,
    /// Byte range of the mark within `text`.
    pub mark: Range2,
    /// The whole line, without its line break.
    pub text: String,
}

/// A half-open byte range that can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range2 {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

impl Place {
    /// Column of the mark's first character, counted from 1 in characters.
    #[must_use]
    pub fn column(&self) -> usize {
        self.text
            .get(..self.mark.start)
            .map_or(1, |before| before.chars().count() + 1)
    }

    /// A place that names a file and nothing inside it.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self {
            file: file.into(),
            line: 1,
            mark: Range2 { start: 0, end: 0 },
            text: String::new(),
        }
    }
}

/// How paths are shown to people: as they would write them.
#[derive(Debug, Clone)]
pub struct Shown {
    root: PathBuf,
    label: String,
}

impl Shown {
    /// `root` on disk is called `label`.
    #[must_use]
    pub fn new(root: &Path, label: &str) -> Self {
        Self {
            root: root.to_owned(),
            label: label.trim_end_matches('/').to_owned(),
        }
    }

    /// The name of the root itself.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The name of a path below the root.
    #[must_use]
    pub fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        format!(
            "{}/{}",
            self.label,
            below.to_string_lossy().replace('\\', "/")
        )
    }
}

/// A word that names something elsewhere, with the place where it was written.
#[derive(Debug, Clone)]
pub struct Reference {
    /// As typed.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable name of the kind of mistake, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place or remedy yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: None,
            help: None,
        }
    }

    /// A warning without a place or remedy yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Something good to know.
    pub fn hint(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Hint,
            ..Self::error(code, message)
        }
    }

    /// A finding that keeps something back without stopping the rest.
    pub fn withheld(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Withheld,
            ..Self::error(code, message)
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Draws the finding: code and message, `file:line:column`, the line with a mark, the remedy.
    #[must_use]
    pub fn draw(&self, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Error | Severity::Withheld => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Hint => Level::NOTE,
        };
        let title = level.primary_title(self.message.as_str()).id(self.code);
        let mut group = Group::with_title(title);
        if let Some(place) = self.place.as_ref().filter(|place| place.text.is_empty()) {
            // A file, or a line of it that cannot be shown: there is nothing to mark.
            let origin = Origin::path(&*place.file).line(place.line).char_column(1);
            group = group.element(origin);
        } else if let Some(place) = &self.place {
            let mark: Range<usize> =
                place.mark.start..place.mark.end.max(place.mark.start).min(place.text.len());
            group = group.element(
                Snippet::source(place.text.as_str())
                    .line_start(place.line)
                    .path(&*place.file)
                    .annotation(AnnotationKind::Primary.span(mark)),
            );
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }
}

/// All findings of one run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    /// A field that is read twice, as text and as a day, has one fault.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self
            .found
            .iter()
            .rev()
            .take(4)
            .any(|last| *last == diagnostic)
        {
            self.found.push(diagnostic);
        }
    }

    /// Leaves out what is only good to know.
    pub fn drop_hints(&mut self) {
        self.found.retain(|d| d.severity != Severity::Hint);
    }

    /// Number of hints.
    #[must_use]
    pub fn hints(&self) -> usize {
        let hints = self.found.iter().filter(|d| d.severity == Severity::Hint);
        hints.count()
    }

    /// Adds all findings of another run.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.found.append(&mut other.found);
    }

    /// Whether anything found stops publication.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether the exit status has to tell of anything found.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        let is_fault = |d: &Diagnostic| matches!(d.severity, Severity::Error | Severity::Withheld);
        self.found.iter().any(is_fault)
    }

    /// Number of errors, including what was kept back, and of warnings.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let errors = self
            .found
            .iter()
            .filter(|d| matches!(d.severity, Severity::Error | Severity::Withheld))
            .count();
        (errors, self.found.len() - errors - self.hints())
    }

    /// The findings, in the order of files and lines.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.found.iter().collect();
        all.sort_by(|a, b| {
            (&a.place, a.severity, a.code, &a.message)
                .cmp(&(&b.place, b.severity, b.code, &b.message))
        });
        all
    }

    /// Everything drawn, with a closing sentence; empty if nothing was found.
    #[must_use]
    pub fn draw(&self, colours: bool) -> String {
        if self.found.is_empty() {
            return String::new();
        }
        let renderer = if colours {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut text = String::new();
        for diagnostic in self.sorted() {
            text.push_str(&diagnostic.draw(&renderer));
            text.push_str("\n\n");
        }
        let (errors, warnings) = self.counts();
        let counted = match (errors, warnings) {
            (0, 0) => "没有错误和提醒".to_owned(),
            (0, w) => format!("{w} 处提醒，没有错误"),
            (e, 0) => format!("{e} 处错误"),
            (e, w) => format!("{e} 处错误，{w} 处提醒"),
        };
        let hints = match self.hints() {
            0 => String::new(),
            h => format!("，{h} 条提示"),
        };
        let _ = writeln!(text, "{counted}{hints}。");
        if self.has_errors() {
            let _ = writeln!(text, "改正后再运行；原来的网站没有改动。");
        }
        text
    }
}

/// The known name nearest to what was typed, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(typed, name), name))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_place_line_mark_and_remedy() {
        let place = Place {
            file: "content/guides/a.md".into(),
            line: 4,
            mark: Range2 { start: 0, end: 7 },
            text: "summery: 错了".into(),
        };
        let drawn = Diagnostic::error("unknown-key", "不认识的字段 summery。")
            .at(place)
            .help("是不是想写 summary？")
            .draw(&Renderer::plain());
        assert!(drawn.contains("content/guides/a.md:4:1"), "{drawn}");
        assert!(drawn.contains("summery: 错了"), "{drawn}");
        assert!(drawn.contains("^^^^^^^"), "{drawn}");
        assert!(drawn.contains("是不是想写 summary？"), "{drawn}");
    }

    #[test]
    fn suggests_a_near_name_and_nothing_far_fetched() {
        assert_eq!(nearest("titel", ["title", "slug"]), Some("title"));
        assert_eq!(nearest("xyz", ["title", "slug"]), None);
    }
}
