//! Keys: what a resident typed is sealed to the office's public key, and everything that must be
//! found again without being stored is derived from one secret.
//!
//! A leak of table, function and secret together opens no envelope, for the private key is not
//! there. It reveals no phone either: a lookup key is made of phone *and* code, and the code comes
//! from the sender's own Idempotency-Key, of which only a hash is kept.

mod envelope;

pub use envelope::{Contact, Envelope};

use crate::domain::{Code, Phone, Receipt};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use std::{
    fmt,
    io::{self, Read as _, Write as _},
};

/// The office's public keys: what is sealed opens with each of their private halves.
#[derive(Clone)]
pub struct Recipient(Vec<age::x25519::Recipient>);

/// The office's private keys; only `export` and the desk hold any. The first is the one in use, the
/// others open what was sealed before.
pub struct Identity(Vec<age::x25519::Identity>);

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
    /// It opens, and holds what this program does not read.
    #[error("what is in the envelope was written by another version of this program")]
    Unreadable,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
}

impl Recipient {
    /// Reads `age1…`; several, while keys are changed, stand on lines of their own or with commas
    /// between.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let keys: Vec<_> = key_lines(text)
            .flat_map(|line| line.split([',', ' ', '\t']))
            .filter(|key| !key.is_empty())
            .map(|key| key.parse().map_err(|_| KeyError::Recipient))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(KeyError::Recipient);
        }
        Ok(Self(keys))
    }

    /// Seals something. Only the identities open it.
    pub fn seal<T: Serialize>(&self, open: &T) -> Result<Vec<u8>, KeyError> {
        let plain = serde_json::to_vec(open).map_err(|_| KeyError::Envelope)?;
        let keys = self.0.iter().map(|key| key as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(keys).map_err(|_| KeyError::Envelope)?;
        let mut sealed = Vec::with_capacity(plain.len() + 256);
        let written = || -> io::Result<()> {
            let mut writer = encryptor.wrap_output(&mut sealed)?;
            writer.write_all(&plain)?;
            writer.finish().map(drop)
        };
        written().map_err(|_| KeyError::Envelope)?;
        Ok(sealed)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, key) in self.0.iter().enumerate() {
            let between = if place == 0 { "" } else { "," };
            write!(out, "{between}{key}")?;
        }
        Ok(())
    }
}

impl Identity {
    /// A new one.
    pub fn generate() -> Self {
        Self(vec![age::x25519::Identity::generate()])
    }

    /// Reads an identity file: every line that is not a comment, the one in use first.
    pub fn read(file: &str) -> Result<Self, KeyError> {
        let keys: Vec<_> = key_lines(file)
            .map(|line| line.parse().map_err(|_| KeyError::Identity))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(KeyError::Identity);
        }
        Ok(Self(keys))
    }

    /// The public half of the one in use.
    pub fn recipient(&self) -> Recipient {
        Recipient(
            self.0
                .iter()
                .take(1)
                .map(age::x25519::Identity::to_public)
                .collect(),
        )
    }

    /// The text of an identity file, as age's own tools write it.
    pub fn file_text(&self, created: &str) -> String {
        use age::secrecy::ExposeSecret as _;
        self.0.iter().fold(String::new(), |text, key| {
            let (public, secret) = (key.to_public(), key.to_string());
            let secret = secret.expose_secret();
            format!("{text}# created: {created}\n# public key: {public}\n{secret}\n")
        })
    }

    /// Opens what was sealed, with whichever key does.
    pub fn open<T: DeserializeOwned>(&self, sealed: &[u8]) -> Result<T, KeyError> {
        let decryptor = age::Decryptor::new_buffered(sealed).map_err(|_| KeyError::Envelope)?;
        let keys = self.0.iter().map(|key| key as &dyn age::Identity);
        let mut plain = Vec::new();
        decryptor
            .decrypt(keys)
            .map_err(|_| KeyError::Envelope)?
            .read_to_end(&mut plain)
            .map_err(|_| KeyError::Envelope)?;
        serde_json::from_slice(&plain).map_err(|_| KeyError::Unreadable)
    }
}

/// Lines that are neither empty nor a comment.
fn key_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
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
        let note = "小区内私装地锁".to_owned();
        let sealed = office.recipient().seal(&note).unwrap();
        assert_eq!(office.open::<String>(&sealed).unwrap(), note);
        assert!(matches!(
            Identity::generate().open::<String>(&sealed),
            Err(KeyError::Envelope)
        ));
        assert!(matches!(
            office.open::<u32>(&sealed),
            Err(KeyError::Unreadable)
        ));
    }

    #[test]
    fn an_identity_file_reads_back() {
        let office = Identity::generate();
        let file = office.file_text("2026-11-22T10:00:00+08:00");
        let read = Identity::read(&file).unwrap();
        assert_eq!(read.recipient().to_string(), office.recipient().to_string());
    }

    #[test]
    fn old_and_new_keys_open_side_by_side() {
        let (old, new) = (Identity::generate(), Identity::generate());
        let before = old.recipient().seal(&1).unwrap();
        let both = format!("# both\n{}\n{}\n", new.recipient(), old.recipient());
        let meanwhile = Recipient::read(&both).unwrap().seal(&2).unwrap();
        let after = new.recipient().seal(&3).unwrap();
        let file = format!("{}{}", new.file_text("today"), old.file_text("before"));
        let office = Identity::read(&file).unwrap();
        let opened = [before, meanwhile.clone(), after].map(|sealed| office.open::<u32>(&sealed));
        assert!(matches!(opened, [Ok(1), Ok(2), Ok(3)]));
        assert!(matches!(old.open::<u32>(&meanwhile), Ok(2)));
        assert_eq!(office.recipient().to_string(), new.recipient().to_string());
        let listed = Recipient::read(&Recipient::read(&both).unwrap().to_string());
        assert_eq!(listed.unwrap().0.len(), 2);
        assert!(Recipient::read("# none\n").is_err() && Identity::read("x").is_err());
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
