//! Keys: what a resident typed is sealed to the office's public key, and everything that must be
//! found again without being stored is derived from one secret.
//!
//! A leak of table, function and secret together opens no envelope, for the private key is not
//! there. It reveals no phone either: a lookup key is made of phone *and* code, and the code comes
//! from the sender's own Idempotency-Key, of which only a hash is kept.

use crate::domain::{Code, Phone, Receipt};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Everything that a resident typed, as one sealed piece.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Version of this shape.
    pub version: u32,
    /// The words.
    pub text: String,
    /// Where, in words; may be empty.
    pub place: String,
    /// Who; may be empty.
    pub name: String,
    /// The number in E.164; may be empty.
    pub phone: String,
    /// The ways in which that number is written, the typed one first.
    pub phone_spellings: Vec<String>,
    /// They want an answer.
    pub reply_wanted: bool,
    /// The anonymised words may be published.
    pub consent_publish: bool,
}

/// The office's public key.
#[derive(Clone)]
pub struct Recipient(age::x25519::Recipient);

/// The office's private key; only `export` and the desk hold one.
pub struct Identity(age::x25519::Identity);

/// The one secret that codes, lookup keys, challenges and form tokens derive from.
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// Why a key or an envelope cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Not a public key.
    #[error("the public key is not an age recipient (age1…)")]
    Recipient,
    /// Not a private key.
    #[error("the file holds no age identity (AGE-SECRET-KEY-1…)")]
    Identity,
    /// Not a secret.
    #[error("the secret must be 64 hexadecimal digits, as `openssl rand -hex 32` prints them")]
    Secret,
    /// The envelope does not open.
    #[error("the envelope does not open with this identity")]
    Envelope,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
}

impl Recipient {
    /// Reads `age1…`.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        text.trim()
            .parse()
            .map(Self)
            .map_err(|_| KeyError::Recipient)
    }

    /// Seals an envelope. Only the identity opens it.
    pub fn seal(&self, envelope: &Envelope) -> Result<Vec<u8>, KeyError> {
        let plain = serde_json::to_vec(envelope).map_err(|_| KeyError::Envelope)?;
        age::encrypt(&self.0, &plain).map_err(|_| KeyError::Envelope)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Identity {
    /// A new one.
    pub fn generate() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// Reads an identity file: the first line that is not a comment.
    pub fn read(file: &str) -> Result<Self, KeyError> {
        let line = file
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with('#'));
        line.and_then(|line| line.parse().ok())
            .map(Self)
            .ok_or(KeyError::Identity)
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The text of an identity file, as age's own tools write it.
    pub fn file_text(&self, created: &str) -> String {
        use age::secrecy::ExposeSecret as _;
        let secret = self.0.to_string();
        format!(
            "# created: {created}\n# public key: {}\n{}\n",
            self.recipient(),
            secret.expose_secret()
        )
    }

    /// Opens an envelope.
    pub fn open(&self, sealed: &[u8]) -> Result<Envelope, KeyError> {
        let plain = age::decrypt(&self.0, sealed).map_err(|_| KeyError::Envelope)?;
        serde_json::from_slice(&plain).map_err(|_| KeyError::Envelope)
    }
}

impl Secret {
    /// A new one.
    pub fn generate() -> Result<Self, KeyError> {
        random().map(Self)
    }

    /// Reads 64 hexadecimal digits.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let text = text.trim().as_bytes();
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(KeyError::Secret);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| KeyError::Secret)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| KeyError::Secret)?;
        }
        Ok(Self(bytes))
    }

    /// 64 hexadecimal digits, for the file that keeps it.
    pub fn file_text(&self) -> String {
        hex(&self.0)
    }

    /// Its name: tells secrets apart and says nothing of them.
    pub fn id(&self) -> String {
        hex(&mac(&self.0, &[b"name"])[..6])
    }

    /// The code of a report: the first 60 bits of HMAC(secret, "code" ‖ Idempotency-Key). Derived
    /// anew on every retry, stored nowhere.
    pub fn code(&self, idempotency_key: &str) -> Code {
        let digest = mac(&self.0, &[b"code", idempotency_key.as_bytes()]);
        let mut bits = [0; 8];
        bits.copy_from_slice(&digest[..8]);
        Code::from_bits(u64::from_be_bytes(bits) >> 4)
    }

    /// Where the reports of this phone and code are found. Both are length-prefixed, so that no
    /// other pair runs together to the same bytes.
    pub fn lookup_key(&self, phone: Option<&Phone>, code: &Code) -> String {
        let phone = phone.map_or("", Phone::e164);
        let code = code.bare();
        let digest = mac(
            &self.0,
            &[
                b"lookup",
                &(phone.len() as u32).to_be_bytes(),
                phone.as_bytes(),
                &(code.len() as u32).to_be_bytes(),
                code.as_bytes(),
            ],
        );
        BASE64_URL_SAFE_NO_PAD.encode(digest)
    }

    /// A key of its own for one purpose.
    pub fn purpose(&self, name: &str) -> [u8; 32] {
        mac(&self.0, &[b"purpose", name.as_bytes()])
    }
}

/// HMAC-SHA-256 over the parts, one after the other.
pub fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    keyed(key, parts).finalize().into_bytes().into()
}

/// Whether `tag` is the HMAC of the parts, compared in constant time.
pub fn is_mac(key: &[u8], parts: &[&[u8]], tag: &[u8]) -> bool {
    keyed(key, parts).verify_slice(tag).is_ok()
}

/// Whether two texts are the same, in a time that tells nothing of where they differ.
pub fn is_same(told: &[u8], known: &[u8]) -> bool {
    is_mac(b"same", &[told], &mac(b"same", &[known]))
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of every length");
    for part in parts {
        mac.update(part);
    }
    mac
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
            out
        })
}

/// Bytes from lower- or upper-case hexadecimal.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::Random)?;
    Ok(bytes)
}

/// A new receipt.
pub fn new_receipt() -> Result<Receipt, KeyError> {
    random().map(Receipt::from_random)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::read(&"0f".repeat(32)).unwrap()
    }

    #[test]
    fn only_the_identity_opens_the_envelope() {
        let office = Identity::generate();
        let envelope = Envelope {
            version: 1,
            text: "小区内私装地锁".into(),
            place: "3号楼前".into(),
            name: String::new(),
            phone: "+8613812345678".into(),
            phone_spellings: vec!["13812345678".into()],
            reply_wanted: true,
            consent_publish: false,
        };
        let sealed = office.recipient().seal(&envelope).unwrap();
        assert!(office.open(&sealed).unwrap() == envelope);
        assert!(Identity::generate().open(&sealed).is_err());
    }

    #[test]
    fn an_identity_file_reads_back() {
        let office = Identity::generate();
        let file = office.file_text("2026-11-22T10:00:00+08:00");
        let read = Identity::read(&file).unwrap();
        assert_eq!(read.recipient().to_string(), office.recipient().to_string());
    }

    #[test]
    fn the_same_key_gives_the_same_code() {
        let key = "3f1b0a52-7a2c-4f0e-9f55-0c9f3c1c7a10";
        assert!(secret().code(key) == secret().code(key));
        assert!(secret().code(key) != secret().code("3f1b0a52-7a2c-4f0e-9f55-0c9f3c1c7a11"));
    }

    #[test]
    fn a_lookup_key_needs_phone_and_code() {
        let code = Code::from_bits(42);
        let phone = Phone::read("13812345678").unwrap();
        let other = Phone::read("13812345679").unwrap();
        let key = secret().lookup_key(Some(&phone), &code);
        assert_eq!(
            key,
            secret().lookup_key(Some(&Phone::read("+86 138 1234 5678").unwrap()), &code)
        );
        assert_ne!(key, secret().lookup_key(Some(&other), &code));
        assert_ne!(key, secret().lookup_key(None, &code));
        assert_ne!(key, secret().lookup_key(Some(&phone), &Code::from_bits(43)));
    }

    #[test]
    fn hexadecimal_goes_both_ways() {
        assert_eq!(from_hex(&hex(&[0, 15, 255])).unwrap(), [0, 15, 255]);
        assert!(from_hex("0").is_none() && from_hex("zz").is_none() && from_hex("é1").is_none());
    }
}
