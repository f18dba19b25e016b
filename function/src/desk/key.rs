//! The office's private key, and who is using it.

use crate::{doors::Refused, seal::Identity};
use std::path::Path;

/// Names who sits at the desk, for those who do not want to type it every time.
pub(super) const STAFF: &str = "JIAYUAN_STAFF";

/// Reads the key file.
pub(super) fn identity(path: &Path) -> Result<Identity, Refused> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        format!(
            "{}: {error}; name the office's key with --identity",
            path.display()
        )
    })?;
    Identity::read(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Who it is: as given, else from the environment.
pub(super) fn staff(given: Option<&str>) -> Option<String> {
    let given = given
        .map(str::to_owned)
        .or_else(|| std::env::var(STAFF).ok());
    given
        .map(|name| crate::domain::typed::line(&name))
        .filter(|name| !name.is_empty())
}
