//! The keys of one moment, and the forms in which they are written down.

use crate::{
    domain::{Code, Phone},
    seal::{KeyError, Secret},
    settings,
};
use std::collections::HashMap;

/// What derives codes and lookup keys now, and what derived those that residents still hold.
#[derive(Clone)]
pub struct Keys {
    /// Makes everything new.
    pub current: Secret,
    /// Earlier or coming ones: their codes open, and nothing new is made of them.
    pub others: Vec<Secret>,
    /// What the CDN proves itself with.
    pub origin_key: Option<String>,
}

/// Why a text holds no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// There is nothing.
    #[error("no secret is given")]
    None,
    /// One of them is wrong.
    #[error(transparent)]
    Secret(#[from] KeyError),
    /// It looks like JSON and is not.
    #[error("the secret is neither digits nor a JSON object of strings")]
    Json,
}

impl Keys {
    /// One secret.
    pub fn one(current: Secret) -> Self {
        Self {
            current,
            others: Vec::new(),
            origin_key: None,
        }
    }

    /// Reads the variables through `get`; `None` if there is no secret among them.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, KeysError> {
        let kept = |name: &str| get(name).filter(|value| !value.trim().is_empty());
        let Some(current) = kept(settings::SECRET) else {
            return Ok(None);
        };
        Ok(Some(Self {
            current: Secret::read(&current)?,
            others: list(&kept(settings::SECRET_OTHERS).unwrap_or_default())?,
            origin_key: kept(settings::edge::ORIGIN_KEY).map(|key| key.trim().to_owned()),
        }))
    }

    /// Reads the text of a store of secrets: a JSON object with the names of the variables, or the
    /// secrets alone, the current one first.
    pub fn read_text(text: &str) -> Result<Self, KeysError> {
        if text.trim_start().starts_with('{') {
            let kept: HashMap<String, String> =
                serde_json::from_str(text).map_err(|_| KeysError::Json)?;
            return Self::read(|name| kept.get(name).cloned())?.ok_or(KeysError::None);
        }
        let mut all = list(text)?.into_iter();
        Ok(Self {
            current: all.next().ok_or(KeysError::None)?,
            others: all.collect(),
            origin_key: None,
        })
    }

    /// All of them, the current one first.
    pub fn all(&self) -> impl Iterator<Item = &Secret> {
        std::iter::once(&self.current).chain(&self.others)
    }

    /// The key that a report was filed with, by its name; the current one if it is not here.
    pub fn named(&self, id: &str) -> &Secret {
        self.all()
            .find(|secret| secret.id() == id)
            .unwrap_or(&self.current)
    }

    /// Where the reports of this phone and code may be found: one place under each key, always as
    /// many, whatever was typed. What cannot be a phone or a code is looked for all the same, where
    /// nothing is ever filed.
    pub fn lookup_keys(&self, phone: &str, code: &str) -> Vec<String> {
        let phone = match phone.trim() {
            "" => Some(None),
            typed => Phone::read(typed).ok().map(Some),
        };
        let pair = phone.zip(Code::read(code));
        self.all()
            .map(|secret| match &pair {
                Some((phone, code)) => secret.lookup_key(phone.as_ref(), code),
                None => "nobody".to_owned(),
            })
            .collect()
    }
}

/// Secrets separated by commas or space.
fn list(text: &str) -> Result<Vec<Secret>, KeyError> {
    text.split(|c: char| c == ',' || c.is_whitespace())
        .filter(|piece| !piece.is_empty())
        .map(Secret::read)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_secret_is_json_or_a_list() {
        let (new, old) = ("0a".repeat(32), "0b".repeat(32));
        let json = format!(
            r#"{{"JIAYUAN_SECRET":"{new}","JIAYUAN_SECRET_OTHERS":"{old}","JIAYUAN_ORIGIN_KEY":"k"}}"#
        );
        for text in [json, format!("{new},{old}"), format!("{new}\n{old}\n")] {
            let keys = Keys::read_text(&text).unwrap();
            let all: Vec<_> = keys.all().map(Secret::file_text).collect();
            assert_eq!(all, [new.clone(), old.clone()], "{text}");
        }
        for wrong in ["", "{}", "{", "abc", r#"{"JIAYUAN_SECRET":1}"#] {
            assert!(Keys::read_text(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_look_up_tries_as_many_places() {
        let keys = Keys::read_text(&format!("{} {}", "0a".repeat(32), "0b".repeat(32))).unwrap();
        for (phone, code) in [("13812345678", "0000-0000-0000"), ("x", "0000"), ("", "")] {
            assert_eq!(keys.lookup_keys(phone, code).len(), 2, "{phone} {code}");
        }
        assert_eq!(keys.named("gone").id(), keys.current.id());
    }
}
