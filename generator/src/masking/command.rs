//! `jiayuan mask`: JSON Lines in, JSON Lines out.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{AllowList, Finding, Known, MaskContext, mask};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Range2},
    json_line,
};

/// What else a line holds is not needed and not passed on.
#[derive(Deserialize)]
struct Input<'a> {
    /// Whatever the caller uses, passed on as it is.
    #[serde(borrow)]
    id: &'a RawValue,
    text: String,
}

#[derive(Serialize)]
struct Output<'a> {
    id: &'a RawValue,
    text: &'a str,
    findings: &'a [Finding],
}

/// Masks `{id, text}` lines. A line that cannot be read is reported, and the others go on; what the
/// line said is not repeated.
pub fn command(
    input: impl BufRead,
    mut output: impl Write,
    allow: &AllowList,
) -> io::Result<Diagnostics> {
    let known = Known::default();
    let context = MaskContext {
        known: &known,
        allow,
    };
    let mut diagnostics = Diagnostics::default();
    for (index, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match json_line::read::<Input<'_>>(&line) {
            Ok(input) => {
                let masked = mask(&input.text, &context);
                let answer = Output {
                    id: input.id,
                    text: &masked.text,
                    findings: &masked.findings,
                };
                serde_json::to_writer(&mut output, &answer)?;
                output.write_all(b"\n")?;
            }
            Err(error) => {
                let (text, mark) = json_line::blanked(&line, &error.mark);
                let mark = Range2 {
                    start: mark.start,
                    end: mark.end,
                };
                let place = Place {
                    file: "-".into(),
                    line: index + 1,
                    mark,
                    text,
                };
                let mut diagnostic = Diagnostic::error(error.code, error.message).at(place);
                diagnostic.help = error.help;
                diagnostics.push(diagnostic);
            }
        }
    }
    output.flush()?;
    Ok(diagnostics)
}
