//! Settings, read from the environment in this one place.

pub mod clocks;
pub mod edge;
pub mod uploads;

pub use edge::Edge;

use crate::{keyring::Keys, seal::Recipient, store::Clocks};
use std::path::PathBuf;

/// Secret that codes, lookup keys, challenges and form tokens derive from: 64 hexadecimal digits.
pub const SECRET: &str = "JIAYUAN_SECRET";
/// Earlier secrets whose codes still open, or the coming one, separated by commas.
pub const SECRET_OTHERS: &str = "JIAYUAN_SECRET_OTHERS";
/// Where the secrets are kept instead: the name or ARN of an AWS Secrets Manager secret, or
/// `ssm:/path` for a parameter of AWS Systems Manager.
pub const SECRET_NAME: &str = "JIAYUAN_SECRET_NAME";
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
/// The same for AWS Secrets Manager.
pub const AWS_SECRETS_ENDPOINT: &str = "AWS_ENDPOINT_URL_SECRETS_MANAGER";
/// The same for the parameters of AWS Systems Manager.
pub const AWS_SSM_ENDPOINT: &str = "AWS_ENDPOINT_URL_SSM";
/// File of the certificates (PEM) to trust instead of the system's.
pub const TLS_ROOTS: &str = "JIAYUAN_TLS_ROOTS";

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
    /// From [`SECRET`] and [`SECRET_OTHERS`], or [`SECRET_NAME`].
    pub keys: KeysFrom,
    /// From [`RECIPIENT`].
    pub recipient: Recipient,
    /// From [`REPLY`].
    pub reply: Option<PathBuf>,
    /// From [`CODE_DAYS`].
    pub code_days: u32,
    /// From [`clocks::CONTACT_DAYS`] and [`clocks::CASE_DAYS`].
    pub clocks: Clocks,
    /// Quotas, origins, client addresses.
    pub edge: Edge,
}

/// Where the keys are.
pub enum KeysFrom {
    /// Here.
    Here(Keys),
    /// In a store of secrets.
    Named(SecretName),
}

/// The name of a secret in a store of secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretName {
    /// Name or ARN in AWS Secrets Manager.
    SecretsManager(String),
    /// Path of a parameter of AWS Systems Manager.
    Parameter(String),
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
    /// From [`AWS_SECRETS_ENDPOINT`].
    pub secrets_endpoint: Option<String>,
    /// From [`AWS_SSM_ENDPOINT`].
    pub ssm_endpoint: Option<String>,
    /// What [`TLS_ROOTS`] holds.
    pub roots: Option<Vec<u8>>,
}

impl Settings {
    /// Reads the variables through `get`, so that a file can stand in for the environment.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let keys = keys(&get)?;
        let recipient = required(
            &get,
            RECIPIENT,
            "is not set; put in the office's public key, which `age-keygen` prints and `jiayuan serve` writes to recipient.txt",
        )?;
        Ok(Self {
            keys,
            recipient: Recipient::read(&recipient).map_err(|error| wrong(RECIPIENT, error))?,
            reply: optional(&get, REPLY).map(PathBuf::from),
            code_days: code_days(&get)?,
            clocks: clocks::clocks(&get)?,
            edge: Edge::read(&get)?,
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
            secrets_endpoint: optional(&get, AWS_SECRETS_ENDPOINT),
            ssm_endpoint: optional(&get, AWS_SSM_ENDPOINT),
            roots: roots(&get)?,
        })
    }
}

/// The keys, or where they are. A name wins, so that it can replace what a file holds.
fn keys(get: &impl Fn(&str) -> Option<String>) -> Result<KeysFrom, SettingError> {
    if let Some(name) = optional(get, SECRET_NAME) {
        return Ok(KeysFrom::Named(match name.strip_prefix("ssm:") {
            Some("") => {
                return Err(wrong(SECRET_NAME, "names no parameter after `ssm:`"));
            }
            Some(path) => SecretName::Parameter(path.to_owned()),
            None => SecretName::SecretsManager(name),
        }));
    }
    let here = Keys::read(get).map_err(|error| wrong(SECRET, error))?;
    here.map(KeysFrom::Here).ok_or_else(|| {
        wrong(
            SECRET,
            "is not set; only `jiayuan serve` makes one by itself, elsewhere put in what `openssl rand -hex 32` prints, and keep it (or name where it is kept in JIAYUAN_SECRET_NAME)",
        )
    })
}

fn roots(get: &impl Fn(&str) -> Option<String>) -> Result<Option<Vec<u8>>, SettingError> {
    let Some(path) = optional(get, TLS_ROOTS) else {
        return Ok(None);
    };
    let pem = std::fs::read(&path).map_err(|error| wrong(TLS_ROOTS, format!("{path}: {error}")))?;
    let begins = b"-----BEGIN CERTIFICATE-----";
    if !pem.windows(begins.len()).any(|window| window == begins) {
        return Err(wrong(
            TLS_ROOTS,
            format!("{path}: holds no certificate in PEM"),
        ));
    }
    Ok(Some(pem))
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
    fn a_secret_may_be_kept_elsewhere() {
        let named = |name: &'static str| {
            keys(&move |asked: &str| (asked == SECRET_NAME).then(|| name.to_owned()))
        };
        assert!(matches!(
            named("jiayuan/keys"),
            Ok(KeysFrom::Named(SecretName::SecretsManager(_)))
        ));
        assert!(
            matches!(named("ssm:/jiayuan/keys"), Ok(KeysFrom::Named(SecretName::Parameter(path))) if path == "/jiayuan/keys")
        );
        assert!(named("ssm:").is_err());
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
