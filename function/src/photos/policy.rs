//! POST policies: who may put which bytes where, and until when. S3's own form (Signature Version
//! 4), which its SDK for Rust does not offer; made and checked by the same code, so that the local
//! route accepts exactly what a bucket would.

use super::ANY_TYPE;
use crate::seal;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Signs policies, and knows its own.
#[derive(Clone)]
pub struct Signer {
    /// Names the key.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: String,
    /// Goes along with temporary keys.
    pub session_token: Option<String>,
    /// Region of the bucket.
    pub region: String,
}

/// What is granted.
pub struct PostPolicy<'a> {
    /// Into which bucket.
    pub bucket: &'a str,
    /// Under which key.
    pub key: &'a str,
    /// As which type.
    pub content_type: &'a str,
    /// Fewest and most bytes.
    pub bytes: (u64, u64),
    /// Where a plain form is sent afterwards.
    pub redirect: Option<&'a str>,
    /// Until when.
    pub expires: Timestamp,
}

/// What a browser posts a file with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// Where to.
    pub url: String,
    /// Fields of the form; the file comes last, as `file`.
    pub fields: BTreeMap<String, String>,
}

/// A form that a policy covers.
#[derive(Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Where the file belongs.
    pub key: String,
    /// As which type.
    pub content_type: String,
    /// Fewest and most bytes.
    pub bytes: (u64, u64),
    /// Where a plain form goes on.
    pub redirect: Option<String>,
}

/// Why a form is not covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No policy, or not one of ours.
    NotSigned,
    /// Too late.
    Expired,
    /// A field is not what the policy says, or it says nothing of it.
    NotCovered,
}

impl Signer {
    /// The fields of a form that may put one file.
    #[must_use]
    pub fn sign(&self, policy: &PostPolicy<'_>, now: Timestamp) -> BTreeMap<String, String> {
        let date = utc(now, "%Y%m%d");
        let mut fields = BTreeMap::from([
            ("key".to_owned(), policy.key.to_owned()),
            ("Content-Type".to_owned(), policy.content_type.to_owned()),
            ("x-amz-algorithm".to_owned(), ALGORITHM.to_owned()),
            ("x-amz-credential".to_owned(), self.credential(&date)),
            ("x-amz-date".to_owned(), utc(now, "%Y%m%dT%H%M%SZ")),
        ]);
        if let Some(token) = &self.session_token {
            fields.insert("x-amz-security-token".to_owned(), token.clone());
        }
        if let Some(redirect) = policy.redirect {
            fields.insert("success_action_redirect".to_owned(), redirect.to_owned());
        }
        let mut conditions = vec![json!({"bucket": policy.bucket})];
        conditions.extend(fields.iter().map(|(name, value)| json!({ name: value })));
        conditions.push(json!([
            "content-length-range",
            policy.bytes.0,
            policy.bytes.1
        ]));
        let document = json!({
            "expiration": utc(policy.expires, "%Y-%m-%dT%H:%M:%S.000Z"),
            "conditions": conditions,
        });
        let encoded = BASE64_STANDARD.encode(document.to_string());
        let signature = seal::hex(&seal::mac(&self.key(&date), &[encoded.as_bytes()]));
        fields.insert("policy".to_owned(), encoded);
        fields.insert("x-amz-signature".to_owned(), signature);
        fields
    }

    /// Checks a form's fields, all that stood before its file, as a bucket does: the policy is
    /// ours and in force, each of its conditions holds, and it speaks of every field.
    ///
    /// # Errors
    /// When one of these is not so.
    pub fn check(
        &self,
        bucket: &str,
        fields: &[(String, String)],
        now: Timestamp,
    ) -> Result<Accepted, Refusal> {
        let mut given: BTreeMap<String, &str> = BTreeMap::new();
        for (name, value) in fields {
            // A field that comes twice could be checked as one and used as the other.
            if given.insert(name.to_ascii_lowercase(), value).is_some() {
                return Err(Refusal::NotCovered);
            }
        }
        let document = self.document(&given, now)?;
        given.insert("bucket".to_owned(), bucket);
        let mut covered = vec!["policy", "x-amz-signature"];
        let mut bytes = None;
        let conditions = document["conditions"]
            .as_array()
            .ok_or(Refusal::NotSigned)?;
        for condition in conditions {
            match Condition::read(condition).ok_or(Refusal::NotSigned)? {
                Condition::Bytes(range) => bytes = Some(range),
                Condition::Equals(name, value) => {
                    let name = known(&given, name).ok_or(Refusal::NotCovered)?;
                    if given[name] != value {
                        return Err(Refusal::NotCovered);
                    }
                    covered.push(name);
                }
                Condition::StartsWith(name, start) => {
                    let name = known(&given, name).ok_or(Refusal::NotCovered)?;
                    if !given[name].starts_with(start) {
                        return Err(Refusal::NotCovered);
                    }
                    covered.push(name);
                }
            }
        }
        if given.keys().any(|name| !covered.contains(&name.as_str())) {
            return Err(Refusal::NotCovered);
        }
        let field = |name: &str| given.get(name).map(|value| (*value).to_owned());
        Ok(Accepted {
            key: field("key").ok_or(Refusal::NotCovered)?,
            content_type: field("content-type").unwrap_or_else(|| ANY_TYPE.to_owned()),
            bytes: bytes.ok_or(Refusal::NotCovered)?,
            redirect: field("success_action_redirect"),
        })
    }

    /// The policy itself, once its signature and its time are good.
    fn document(&self, given: &BTreeMap<String, &str>, now: Timestamp) -> Result<Value, Refusal> {
        let field = |name: &str| given.get(name).copied().ok_or(Refusal::NotSigned);
        let encoded = field("policy")?;
        let credential = field("x-amz-credential")?;
        let date = credential.split('/').nth(1).unwrap_or_default();
        let signature = seal::from_hex(field("x-amz-signature")?).ok_or(Refusal::NotSigned)?;
        let ours = field("x-amz-algorithm")? == ALGORITHM
            && credential == self.credential(date)
            && seal::is_mac(&self.key(date), &[encoded.as_bytes()], &signature);
        if !ours {
            return Err(Refusal::NotSigned);
        }
        let json = BASE64_STANDARD
            .decode(encoded)
            .map_err(|_| Refusal::NotSigned)?;
        let document: Value = serde_json::from_slice(&json).map_err(|_| Refusal::NotSigned)?;
        let expires: Timestamp = document["expiration"]
            .as_str()
            .and_then(|time| time.parse().ok())
            .ok_or(Refusal::NotSigned)?;
        if expires <= now {
            return Err(Refusal::Expired);
        }
        Ok(document)
    }

    fn credential(&self, date: &str) -> String {
        format!(
            "{}/{date}/{}/s3/aws4_request",
            self.access_key_id, self.region
        )
    }

    /// The key of a day: Signature Version 4 derives it step by step.
    fn key(&self, date: &str) -> [u8; 32] {
        let first = format!("AWS4{}", self.secret_access_key);
        [date, &self.region, "s3", "aws4_request"]
            .iter()
            .fold(None, |key: Option<[u8; 32]>, part| {
                let key: &[u8] = key.as_ref().map_or(first.as_bytes(), |key| key);
                Some(seal::mac(key, &[part.as_bytes()]))
            })
            .expect("there are four steps")
    }
}

/// A line of a policy.
enum Condition<'a> {
    Bytes((u64, u64)),
    Equals(&'a str, &'a str),
    StartsWith(&'a str, &'a str),
}

impl<'a> Condition<'a> {
    fn read(value: &'a Value) -> Option<Self> {
        if let Some(object) = value.as_object() {
            let (name, value) = object.iter().next().filter(|_| object.len() == 1)?;
            return Some(Self::Equals(name, value.as_str()?));
        }
        let [what, a, b] = value.as_array()?.as_slice() else {
            return None;
        };
        let name = || a.as_str().and_then(|name| name.strip_prefix('$'));
        match what.as_str()? {
            "content-length-range" => Some(Self::Bytes((a.as_u64()?, b.as_u64()?))),
            "eq" => Some(Self::Equals(name()?, b.as_str()?)),
            "starts-with" => Some(Self::StartsWith(name()?, b.as_str()?)),
            _ => None,
        }
    }
}

/// The name of a given field, whatever its case.
fn known<'a>(given: &'a BTreeMap<String, &str>, name: &str) -> Option<&'a str> {
    given
        .get_key_value(&name.to_ascii_lowercase())
        .map(|(name, _)| name.as_str())
}

fn utc(at: Timestamp, format: &str) -> String {
    at.to_zoned(TimeZone::UTC).strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer() -> Signer {
        Signer {
            access_key_id: "AKIAIOSFODNN7EXAMPLE".into(),
            secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
            session_token: None,
            region: "us-east-1".into(),
        }
    }

    fn now() -> Timestamp {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    fn form() -> Vec<(String, String)> {
        let policy = PostPolicy {
            bucket: "photos",
            key: "uploads/7KQ2M-9XJ4T-0WBAE/1",
            content_type: "image/jpeg",
            bytes: (64, 1000),
            redirect: Some("https://jiayuan.example/api/photos/received"),
            expires: "2026-11-22T11:00:00Z".parse().unwrap(),
        };
        signer().sign(&policy, now()).into_iter().collect()
    }

    fn with(name: &str, value: &str) -> Vec<(String, String)> {
        let mut form = form();
        form.retain(|(known, _)| known != name);
        form.push((name.into(), value.into()));
        form
    }

    /// The example of Amazon's own documentation of browser-based uploads.
    #[test]
    fn a_signature_is_that_of_the_published_example() {
        let policy = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";
        let signature = seal::hex(&seal::mac(&signer().key("20151229"), &[policy.as_bytes()]));
        assert_eq!(
            signature,
            "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"
        );
    }

    #[test]
    fn what_was_granted_is_accepted() {
        let accepted = signer().check("photos", &form(), now()).unwrap();
        assert_eq!(accepted.key, "uploads/7KQ2M-9XJ4T-0WBAE/1");
        assert_eq!(accepted.content_type, "image/jpeg");
        assert_eq!(accepted.bytes, (64, 1000));
        assert!(accepted.redirect.is_some());
    }

    #[test]
    fn nothing_else_is() {
        let check = |form: &[(String, String)]| signer().check("photos", form, now());
        for (name, value, refusal) in [
            ("key", "uploads/7KQ2M-9XJ4T-0WBAE/2", Refusal::NotCovered),
            ("Content-Type", "text/html", Refusal::NotCovered),
            (
                "success_action_redirect",
                "https://elsewhere.example/",
                Refusal::NotCovered,
            ),
            ("acl", "public-read", Refusal::NotCovered),
            ("x-amz-signature", &"0".repeat(64), Refusal::NotSigned),
            ("x-amz-signature", "zz", Refusal::NotSigned),
            ("policy", "e30=", Refusal::NotSigned),
            (
                "x-amz-credential",
                "me/20261122/us-east-1/s3/aws4_request",
                Refusal::NotSigned,
            ),
        ] {
            assert_eq!(check(&with(name, value)), Err(refusal), "{name}");
        }
        assert_eq!(
            signer().check("other", &form(), now()),
            Err(Refusal::NotCovered)
        );
        assert_eq!(check(&[]), Err(Refusal::NotSigned));
        let mut twice = form();
        twice.push(("KEY".into(), "uploads/7KQ2M-9XJ4T-0WBAE/2".into()));
        assert_eq!(check(&twice), Err(Refusal::NotCovered));
        let later = now() + jiff::SignedDuration::from_hours(2);
        assert_eq!(
            signer().check("photos", &form(), later),
            Err(Refusal::Expired)
        );
        let stranger = Signer {
            secret_access_key: "another".into(),
            ..signer()
        };
        assert_eq!(
            stranger.check("photos", &form(), now()),
            Err(Refusal::NotSigned)
        );
    }
}
