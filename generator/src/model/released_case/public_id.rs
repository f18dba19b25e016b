//! A case's public id: 15 Crockford base-32 characters, written `XXXXX-XXXXX-XXXXX`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

const LENGTH: usize = 17;

/// Public id of a case, and the receipt of the report it came from. Always in its written form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicId([u8; LENGTH]);

impl PublicId {
    /// Reads an id as a person may type it: without hyphens, in any case, `O` for `0` and `I` or
    /// `L` for `1`.
    pub fn read(typed: &str) -> Option<Self> {
        let mut characters = typed.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        let mut written = [b'-'; LENGTH];
        for (index, slot) in written.iter_mut().enumerate() {
            if index % 6 == 5 {
                continue;
            }
            *slot = match characters.next()?.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                byte @ (b'0'..=b'9' | b'A'..=b'Z') if byte != b'U' => byte,
                _ => return None,
            };
        }
        characters.next().is_none().then_some(Self(written))
    }

    /// The written form; anything else is refused. Released files hold nothing else.
    pub fn parse(written: &str) -> Option<Self> {
        Self::read(written).filter(|id| id.as_str() == written)
    }

    /// The written form, `7KQ2M-9XJ4T-0WBAE`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("an id is made of ASCII characters only")
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for PublicId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PublicId({self})")
    }
}

impl Serialize for PublicId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for PublicId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl de::Visitor<'_> for Written {
            type Value = PublicId;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a public id written XXXXX-XXXXX-XXXXX")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<PublicId, E> {
                PublicId::parse(text)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        let id = PublicId::parse("7KQ2M-9XJ4T-0WBAE").unwrap();
        assert_eq!(PublicId::read("7kq2m9xj4t0wbae"), Some(id));
        assert_eq!(PublicId::read("7KQ2M 9XJ4T OWBAE"), Some(id));
    }

    #[test]
    fn refuses_what_is_not_an_id() {
        for wrong in [
            "",
            "7KQ2M-9XJ4T-0WBA",
            "7KQ2M-9XJ4T-0WBAEE",
            "7KQ2M-9XJ4T-0WBAU",
            "7KQ2M-9XJ4T-0WBA家",
        ] {
            assert_eq!(PublicId::read(wrong), None, "{wrong}");
        }
        assert_eq!(PublicId::parse("7kq2m-9xj4t-0wbae"), None);
    }
}
