//! What keeps machines from filling the office's table, without third parties: a signed proof of
//! work in ALTCHA's first protocol, and for people without scripts a signed, short-lived token
//! that a check-your-answers page carries in its place.
//!
//! The proof is a few lines of HMAC and SHA-256 here rather than a crate: the official `altcha`
//! speaks only the second protocol, whose messages have another shape than ours, and the
//! community's crate for the first reads its own clock and compares signatures byte by byte.

use crate::{
    keyring::Keys,
    seal::{self, KeyError, Secret},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The largest number a solver may have to try.
pub const MAX_NUMBER: u32 = 50_000;
/// How long a challenge can be solved and used.
const CHALLENGE_SECONDS: i64 = 20 * 60;
/// How long a check-your-answers page stays good.
const TOKEN_SECONDS: i64 = 60 * 60;
const ALGORITHM: &str = "SHA-256";

/// What `GET /api/challenge` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Always `SHA-256`.
    pub algorithm: String,
    /// SHA-256 of salt and number, in hexadecimal.
    pub challenge: String,
    /// Random, and until when it is good.
    pub salt: String,
    /// HMAC of the challenge.
    pub signature: String,
    /// The number is not larger than this.
    pub maxnumber: u32,
}

/// What a solver sends back, base64 of JSON.
#[derive(Debug, Deserialize)]
struct Solution {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// A challenge that was solved and must be spent together with the report that it pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// What the table keeps of it.
    pub id: String,
    /// Unix time after which nobody could use it anyway.
    pub expires: i64,
}

/// Makes a challenge.
pub fn challenge(secret: &Secret, now: Timestamp) -> Result<Challenge, KeyError> {
    let number = u32::from_be_bytes(seal::random()?) % (MAX_NUMBER + 1);
    let expires = now.as_second() + CHALLENGE_SECONDS;
    // The closing `&` keeps digits of the number from being read as digits of the time.
    let salt = format!("{}?expires={expires}&", seal::hex(&seal::random::<12>()?));
    let challenge = seal::sha256_hex(&format!("{salt}{number}"));
    let signature = seal::hex(&seal::mac(
        &secret.purpose("challenge"),
        &[challenge.as_bytes()],
    ));
    Ok(Challenge {
        algorithm: ALGORITHM.to_owned(),
        challenge,
        salt,
        signature,
        maxnumber: MAX_NUMBER,
    })
}

/// Checks a solution; `None` if it is missing, false or too old. Whether it was spent before is
/// the store's to say.
pub fn solved(keys: &Keys, altcha: &str, now: Timestamp) -> Option<Solved> {
    if altcha.len() > 2048 {
        return None;
    }
    let json = BASE64_STANDARD.decode(altcha.trim()).ok()?;
    let solution: Solution = serde_json::from_slice(&json).ok()?;
    let expires: i64 = solution
        .salt
        .split_once("?expires=")?
        .1
        .strip_suffix('&')?
        .parse()
        .ok()?;
    let signature = seal::from_hex(&solution.signature)?;
    let good = solution.algorithm == ALGORITHM
        && solution.number <= u64::from(MAX_NUMBER)
        && expires > now.as_second()
        && solution.challenge == seal::sha256_hex(&format!("{}{}", solution.salt, solution.number))
        && keys.all().any(|secret| {
            seal::is_mac(
                &secret.purpose("challenge"),
                &[solution.challenge.as_bytes()],
                &signature,
            )
        });
    good.then_some(Solved {
        id: solution.challenge,
        expires,
    })
}

/// What a check-your-answers page carries: the Idempotency-Key of the report to be, until when, and
/// a signature over both and over the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormToken {
    /// The Idempotency-Key that the page carries for its reader.
    pub key: String,
    /// Whether it may still pay for a new report. A filed one can be shown again at any time.
    pub fresh: bool,
}

/// Makes a token for these answers with a new Idempotency-Key.
pub fn form_token(
    secret: &Secret,
    digest_of: impl Fn(&str) -> String,
    now: Timestamp,
) -> Result<String, KeyError> {
    let key = seal::hex(&seal::random::<16>()?);
    let expires = (now.as_second() + TOKEN_SECONDS).to_string();
    let tag = seal::mac(
        &secret.purpose("form"),
        &parts(&expires, &key, &digest_of(&key)),
    );
    Ok(format!("{expires}.{key}.{}", seal::hex(&tag)))
}

/// Reads a token back; `None` unless it was made here for exactly these answers.
pub fn read_form_token(
    keys: &Keys,
    token: &str,
    digest_of: impl Fn(&str) -> String,
    now: Timestamp,
) -> Option<FormToken> {
    let mut pieces = token.trim().split('.');
    let (expires, key, tag) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() || key.len() != 32 || expires.len() > 20 {
        return None;
    }
    let tag = seal::from_hex(tag)?;
    let digest = digest_of(key);
    let ours = keys
        .all()
        .any(|secret| seal::is_mac(&secret.purpose("form"), &parts(expires, key, &digest), &tag));
    if !ours {
        return None;
    }
    let fresh = expires.parse::<i64>().ok()? > now.as_second();
    Some(FormToken {
        key: key.to_owned(),
        fresh,
    })
}

fn parts<'a>(expires: &'a str, key: &'a str, digest: &'a str) -> [&'a [u8]; 5] {
    [
        expires.as_bytes(),
        b".",
        key.as_bytes(),
        b".",
        digest.as_bytes(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::read(&"0f".repeat(32)).unwrap()
    }

    fn keys() -> Keys {
        Keys::one(secret())
    }

    fn now() -> Timestamp {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    fn solve(challenge: &Challenge) -> String {
        let number = (0..=challenge.maxnumber)
            .find(|number| {
                seal::sha256_hex(&format!("{}{number}", challenge.salt)) == challenge.challenge
            })
            .unwrap();
        solution(challenge, number)
    }

    fn solution(challenge: &Challenge, number: u32) -> String {
        BASE64_STANDARD.encode(
            serde_json::json!({
                "algorithm": challenge.algorithm, "challenge": challenge.challenge, "number": number,
                "salt": challenge.salt, "signature": challenge.signature, "took": 12,
            })
            .to_string(),
        )
    }

    #[test]
    fn a_solved_challenge_is_taken() {
        let challenge = challenge(&secret(), now()).unwrap();
        let solved = solved(&keys(), &solve(&challenge), now()).unwrap();
        assert_eq!(solved.id, challenge.challenge);
        assert!(solved.expires > now().as_second());
    }

    #[test]
    fn an_old_or_foreign_or_false_challenge_is_not() {
        let challenge = challenge(&secret(), now()).unwrap();
        let good = solve(&challenge);
        let later = now() + jiff::SignedDuration::from_mins(21);
        assert!(solved(&keys(), &good, later).is_none());
        assert!(
            solved(
                &Keys::one(Secret::read(&"aa".repeat(32)).unwrap()),
                &good,
                now()
            )
            .is_none()
        );
        assert!(solved(&keys(), &solution(&challenge, 60_000), now()).is_none());
        for typed in ["", "x", "e30=", &"A".repeat(4000)] {
            assert!(solved(&keys(), typed, now()).is_none());
        }
    }

    #[test]
    fn a_rotation_leaves_what_is_under_way_good() {
        let rotated = Keys {
            others: vec![secret()],
            ..Keys::one(Secret::read(&"aa".repeat(32)).unwrap())
        };
        let challenge = challenge(&secret(), now()).unwrap();
        assert!(solved(&rotated, &solve(&challenge), now()).is_some());
        let digest = |key: &str| seal::sha256_hex(key);
        let token = form_token(&secret(), digest, now()).unwrap();
        assert!(read_form_token(&rotated, &token, digest, now()).is_some());
    }

    #[test]
    fn a_challenge_cannot_be_given_a_later_end() {
        let mut challenge = challenge(&secret(), now()).unwrap();
        challenge.salt = challenge.salt.replace("?expires=1", "?expires=2");
        assert!(solved(&keys(), &solution(&challenge, 1), now()).is_none());
    }

    #[test]
    fn a_token_holds_for_its_answers_only() {
        let digest = |key: &str| seal::sha256_hex(&format!("answers {key}"));
        let other = |key: &str| seal::sha256_hex(&format!("other answers {key}"));
        let token = form_token(&secret(), digest, now()).unwrap();
        assert!(
            read_form_token(&keys(), &token, digest, now())
                .unwrap()
                .fresh
        );
        assert!(read_form_token(&keys(), &token, other, now()).is_none());
        let later = now() + jiff::SignedDuration::from_hours(2);
        assert!(
            !read_form_token(&keys(), &token, digest, later)
                .unwrap()
                .fresh
        );
    }
}
