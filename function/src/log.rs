//! Tiny structured lines on standard error. A line says what happened and to which part; it never
//! carries what a resident typed, so its values are fixed words, error codes and counts.

use std::io::Write as _;

/// One line of the log.
#[derive(serde::Serialize)]
struct Line<'a> {
    level: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    why: &'a str,
}

/// Something worked that an operator may want to know of.
pub fn info(what: &str, why: &str) {
    write("info", what, why);
}

/// Something failed on our side. `why` is a code or a kind of error, never a message that could
/// repeat a request.
pub fn error(what: &str, why: &str) {
    write("error", what, why);
}

/// From now on a panic is logged by its place alone: its words may hold what someone typed.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| {
            format!("{}:{}", place.file(), place.line())
        });
        error("panic", &place);
    }));
}

fn write(level: &str, what: &str, why: &str) {
    if let Ok(mut line) = serde_json::to_string(&Line { level, what, why }) {
        line.push('\n');
        // A log that cannot be written must not fail a request.
        let _ = std::io::stderr().lock().write_all(line.as_bytes());
    }
}
