//! The public id of an imported case: HMAC over platform and case number, so that the same case has
//! the same id at every import, and nobody without the key can go from number to id.

use std::{fs, io, path::Path};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place},
    model::released_case::PublicId,
};

use super::super::paths::CasePaths;

/// The office's own key, under `keys/`.
const KEY_FILE: &str = "id.key";
/// The sample's key, under `keys/`.
const SAMPLE_KEY_FILE: &str = "sample-id.key";
/// A key that begins so is nobody's secret.
const SAMPLE_MARK: &[u8] = b"SAMPLE KEY";
/// Fewer bytes can be guessed.
const SHORTEST_KEY: usize = 32;

/// Makes ids.
pub(super) struct IdKey(Vec<u8>);

impl std::fmt::Debug for IdKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("IdKey")
    }
}

impl IdKey {
    /// Reads the key of the private side. Real content needs a key of its own.
    pub(super) fn read(
        paths: &CasePaths,
        content_is_sample: bool,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let keys = paths.private.join("keys");
        let own = keys.join(KEY_FILE);
        let shown = paths.shown_private.name(&own);
        if let Some(bytes) = read(&own, &shown, found)? {
            if bytes.len() < SHORTEST_KEY {
                found.push(
                    Diagnostic::error("weak-id-key", format!("编号密钥 {shown} 太短。"))
                        .at(Place::file(&shown))
                        .help(how_to_make(&shown)),
                );
                return None;
            }
            if bytes.starts_with(SAMPLE_MARK) && !content_is_sample {
                found.push(sample_refused(&shown));
                return None;
            }
            return Some(Self(bytes));
        }
        let sample = keys.join(SAMPLE_KEY_FILE);
        let sample_shown = paths.shown_private.name(&sample);
        match read(&sample, &sample_shown, found)? {
            Some(bytes) if content_is_sample => Some(Self(bytes)),
            Some(_) => {
                found.push(sample_refused(&sample_shown).help(how_to_make(&shown)));
                None
            }
            None => {
                found.push(
                    Diagnostic::error("no-id-key", format!("没有编号密钥 {shown}。"))
                        .help(how_to_make(&shown)),
                );
                None
            }
        }
    }

    /// Stands in while the rows of a file are looked at without a key; it is never written.
    pub(super) fn placeholder(platform: &str, case_no: &str) -> PublicId {
        Self(Vec::new()).public_id(platform, case_no)
    }

    /// The public id of a platform's case. 75 bits, lowest first, in Crockford's alphabet.
    pub(super) fn public_id(&self, platform: &str, case_no: &str) -> PublicId {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length is taken");
        mac.update(platform.as_bytes());
        mac.update(&[0]);
        mac.update(case_no.as_bytes());
        let digest = mac.finalize().into_bytes();
        let low: [u8; 16] = digest[16..].try_into().expect("a digest has 32 bytes");
        let number = u128::from_be_bytes(low);
        let mut text = String::with_capacity(17);
        for index in 0..15 {
            if index == 5 || index == 10 {
                text.push('-');
            }
            let digit = usize::try_from((number >> (5 * index)) & 31).expect("five bits");
            text.push(char::from(ALPHABET[digit]));
        }
        PublicId::parse(&text).expect("fifteen letters of the alphabet")
    }
}

/// `Some(None)` if the file is not there, `None` if it cannot be read.
#[allow(
    clippy::option_option,
    reason = "absent and unreadable are two answers"
)]
fn read(path: &Path, shown: &str, found: &mut Diagnostics) -> Option<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Some(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(None),
        Err(error) => {
            found.push(
                Diagnostic::error("unreadable-file", format!("读不了文件 {shown}：{error}。"))
                    .at(Place::file(shown)),
            );
            None
        }
    }
}

fn how_to_make(shown: &str) -> String {
    let folder = shown.rsplit_once('/').map_or(".", |(folder, _)| folder);
    format!(
        "运行一次：mkdir -p {folder} && (umask 077; head -c 32 /dev/urandom | base64 > {shown})。\
         密钥丢了或换了，所有案件的公开编号都会变；请离线留一份。"
    )
}

fn sample_refused(shown: &str) -> Diagnostic {
    Diagnostic::error(
        "sample-id-key",
        format!("{shown} 是公开的示例密钥，只能用于带 [sample] 的内容。"),
    )
    .at(Place::file(shown))
    .help("换成自己的密钥，放在私有文件夹的 keys/id.key。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_sample() {
        let key = include_bytes!("../../../../tests/sample/private/keys/sample-id.key");
        let id = IdKey(key.to_vec()).public_id("jiayuan-sample", "SL-20170712-0001");
        assert_eq!(id.to_string(), "YC6X5-NVG9Q-35HHJ");
    }
}
