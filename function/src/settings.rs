//! Settings, read from the environment in this one place.

use crate::seal::{Recipient, Secret};
use std::path::PathBuf;

/// Secret that codes, lookup keys, challenges and form tokens derive from: 64 hexadecimal digits.
pub const SECRET: &str = "JIAYUAN_SECRET";
/// The office's public key, an age recipient (`age1…`).
pub const RECIPIENT: &str = "JIAYUAN_RECIPIENT";
/// Directory of the reply pages and `intake.json` that `jiayuan build` wrote; `reply` beside the
/// binary if unset.
pub const REPLY: &str = "JIAYUAN_REPLY";
/// Name of the table; `jiayuan-reports` if unset.
pub const TABLE: &str = "JIAYUAN_TABLE";
/// Days for which a code opens its reports; 400 if unset.
pub const CODE_DAYS: &str = "JIAYUAN_CODE_DAYS";
/// Region of the table. Lambda sets it.
pub const AWS_REGION: &str = "AWS_REGION";
/// Credentials of the table. Lambda sets the three.
pub const AWS_ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
/// See [`AWS_ACCESS_KEY_ID`].
pub const AWS_SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";
/// See [`AWS_ACCESS_KEY_ID`]; not needed with long-lived keys.
pub const AWS_SESSION_TOKEN: &str = "AWS_SESSION_TOKEN";
/// Address of a compatible server instead of AWS's own.
pub const AWS_ENDPOINT: &str = "AWS_ENDPOINT_URL_DYNAMODB";

/// Table's name unless told otherwise.
pub const DEFAULT_TABLE: &str = "jiayuan-reports";
const DEFAULT_CODE_DAYS: u32 = 400;

/// A variable that is missing or wrong, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {remedy}")]
pub struct SettingError {
    name: &'static str,
    remedy: String,
}

/// What every door that answers residents needs.
pub struct Settings {
    /// From [`SECRET`].
    pub secret: Secret,
    /// From [`RECIPIENT`].
    pub recipient: Recipient,
    /// From [`REPLY`].
    pub reply: Option<PathBuf>,
    /// From [`CODE_DAYS`].
    pub code_days: u32,
}

/// Where the table is.
pub struct TableSettings {
    /// From [`TABLE`].
    pub table: String,
    /// From [`AWS_REGION`].
    pub region: String,
    /// From [`AWS_ACCESS_KEY_ID`].
    pub access_key_id: String,
    /// From [`AWS_SECRET_ACCESS_KEY`].
    pub secret_access_key: String,
    /// From [`AWS_SESSION_TOKEN`].
    pub session_token: Option<String>,
    /// From [`AWS_ENDPOINT`].
    pub endpoint: Option<String>,
}

impl Settings {
    /// Reads the variables through `get`, so that a file can stand in for the environment.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let secret = required(
            &get,
            SECRET,
            "is not set; only `jiayuan serve` makes one by itself, elsewhere put in what `openssl rand -hex 32` prints, and keep it",
        )?;
        let recipient = required(
            &get,
            RECIPIENT,
            "is not set; put in the office's public key, which `age-keygen` prints and `jiayuan serve` writes to recipient.txt",
        )?;
        Ok(Self {
            secret: Secret::read(&secret).map_err(|error| wrong(SECRET, error))?,
            recipient: Recipient::read(&recipient).map_err(|error| wrong(RECIPIENT, error))?,
            reply: optional(&get, REPLY).map(PathBuf::from),
            code_days: code_days(&get)?,
        })
    }
}

impl TableSettings {
    /// Reads the variables through `get`.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let credentials = "is not set; give the table's credentials (or `--data DIR` for a table on this machine)";
        Ok(Self {
            table: table(&get),
            region: required(
                &get,
                AWS_REGION,
                "is not set; name the region of the table, such as cn-north-1",
            )?,
            access_key_id: required(&get, AWS_ACCESS_KEY_ID, credentials)?,
            secret_access_key: required(&get, AWS_SECRET_ACCESS_KEY, credentials)?,
            session_token: optional(&get, AWS_SESSION_TOKEN),
            endpoint: optional(&get, AWS_ENDPOINT),
        })
    }
}

/// The table's name.
pub fn table(get: &impl Fn(&str) -> Option<String>) -> String {
    optional(get, TABLE).unwrap_or_else(|| DEFAULT_TABLE.to_owned())
}

/// Days for which a code opens its reports.
pub fn code_days(get: &impl Fn(&str) -> Option<String>) -> Result<u32, SettingError> {
    let Some(days) = optional(get, CODE_DAYS) else {
        return Ok(DEFAULT_CODE_DAYS);
    };
    match days.parse() {
        Ok(days @ 1..=36_500) => Ok(days),
        _ => Err(wrong(CODE_DAYS, "must be a number of days from 1 to 36500")),
    }
}

fn optional(get: &impl Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    get(name)
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

fn required(
    get: &impl Fn(&str) -> Option<String>,
    name: &'static str,
    remedy: &str,
) -> Result<String, SettingError> {
    optional(get, name).ok_or_else(|| wrong(name, remedy))
}

fn wrong(name: &'static str, remedy: impl ToString) -> SettingError {
    SettingError {
        name,
        remedy: remedy.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_secret_says_what_to_do() {
        let error = Settings::read(|_| None).err().unwrap().to_string();
        assert!(
            error.starts_with("JIAYUAN_SECRET: is not set;") && error.contains("openssl rand"),
            "{error}"
        );
    }

    #[test]
    fn days_have_a_range() {
        let get = |value: &str| {
            let value = value.to_owned();
            move |name: &str| (name == CODE_DAYS).then(|| value.clone())
        };
        assert_eq!(code_days(&get("30")).unwrap(), 30);
        assert_eq!(code_days(&get("")).unwrap(), 400);
        assert!(code_days(&get("0")).is_err() && code_days(&get("x")).is_err());
    }
}
