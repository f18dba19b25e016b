//! What `jiayuan new` left for the editor to fill in.

use super::source::SourceFile;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// What a placeholder begins with; it ends at the next `】`.
pub const MARK: &str = "【待填：";

/// Tells of each placeholder: in a draft as a hint, in what is to be shown as a mistake.
pub(super) fn told(file: &SourceFile, found: &mut Diagnostics) {
    if !file.text.contains(MARK) {
        return;
    }
    let mut at = 0;
    let mut rules = 0;
    for line in file.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        rules += usize::from(line.trim_end() == "---");
        // A comment in the fields explains; it is no part of the text.
        if rules < 2 && line.trim_start().starts_with('#') {
            continue;
        }
        for (from, _) in line.match_indices(MARK) {
            let inside = &line[from + MARK.len()..];
            let what = inside.split('】').next().unwrap_or_default().trim();
            let end = from + MARK.len() + what.len() + '】'.len_utf8();
            let place = file.place(start + from..start + end);
            let message = format!("这里还没有填：{}。", what.trim_end_matches('。'));
            let help = "把【】连同里面的字换成真实的内容；全部填好以后再删去 draft: true。";
            let finding = if is_draft(file) {
                Diagnostic::hint("placeholder", message)
            } else {
                Diagnostic::error("placeholder", message)
            };
            found.push(finding.at(place).help(help));
        }
    }
}

fn is_draft(file: &SourceFile) -> bool {
    let mut lines = file.text.lines().skip(1).take_while(|line| *line != "---");
    lines.any(|line| {
        let value = line
            .strip_prefix("draft:")
            .map(|rest| rest.split('#').next());
        value
            .flatten()
            .is_some_and(|value| matches!(value.trim(), "true" | "是"))
    })
}
