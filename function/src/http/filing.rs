//! From a believed report to its receipt, the same for JSON and forms.

use super::{App, problem::Problem};
use crate::{
    domain::{Code, NewReport, Phone, Progress, Receipt},
    keyring::Keys,
    limits::Solved,
    log, seal,
    store::{Earlier, Filed, Filing},
};

/// Days for which a retry under the same key is recognised: the form keeps unsent words on the
/// device and may send them again much later.
const RETRY_DAYS: i64 = 60;
const DAY: i64 = 24 * 60 * 60;

/// What pays for a report.
pub(super) enum Payment {
    /// A solved challenge.
    Proof(Solved),
    /// A fresh token of the check-your-answers page.
    Token,
    /// Nothing: only what was filed under this key before can be shown again.
    None,
}

/// How it ended.
pub(super) enum Outcome {
    /// Filed, now or before.
    Receipt(Issued),
    /// The key belongs to another report.
    KeyReused,
    /// Nothing paid for it.
    NotPaid,
}

/// What the sender gets to keep.
pub(super) struct Issued {
    pub(super) receipt: Receipt,
    pub(super) code: Code,
    /// Whether it joined the reports of a code that came with it.
    pub(super) joined: bool,
}

impl App {
    /// Files a report under this key, or finds the one that was.
    pub(super) async fn file(
        &self,
        report: &NewReport,
        key: &str,
        payment: Payment,
    ) -> Result<Outcome, Problem> {
        let digest = digest(report, key);
        let idempotency_id = seal::sha256_hex(key);
        let keys = self.keys().await?;
        let solved = match payment {
            Payment::Proof(solved) => Some(solved),
            Payment::Token => None,
            Payment::None => {
                let earlier = self
                    .store
                    .earlier(&idempotency_id)
                    .await
                    .map_err(|e| Problem::store(&e))?;
                return Ok(earlier.map_or(Outcome::NotPaid, |earlier| {
                    again(&keys, report, key, &digest, earlier)
                }));
            }
        };
        let now = self.now();
        let joined = self.joined(&keys, report).await?;
        let code = joined.clone().unwrap_or_else(|| keys.current.code(key));
        let receipt = seal::new_receipt().map_err(|error| ours(&error))?;
        let filing = Filing {
            progress: Progress::filed(receipt.clone(), report, now),
            envelope: self
                .recipient
                .seal(&seal::Envelope::of(report))
                .map_err(|error| ours(&error))?,
            contact: seal::Contact::of(report)
                .map(|contact| self.recipient.seal(&contact))
                .transpose()
                .map_err(|error| ours(&error))?,
            lookup_key: keys.current.lookup_key(report.phone.as_ref(), &code),
            code_expires: now.as_second() + i64::from(self.code_days) * DAY,
            idempotency_id,
            earlier: Earlier {
                receipt: receipt.clone(),
                digest: digest.clone(),
                joined: joined.is_some(),
                secret_id: keys.current.id(),
            },
            idempotency_expires: now.as_second() + RETRY_DAYS * DAY,
            solved,
        };
        match self
            .store
            .file(&filing)
            .await
            .map_err(|error| Problem::store(&error))?
        {
            Filed::New => Ok(Outcome::Receipt(Issued {
                receipt,
                code,
                joined: joined.is_some(),
            })),
            Filed::Before(earlier) => Ok(again(&keys, report, key, &digest, earlier)),
            Filed::ChallengeSpent => Ok(Outcome::NotPaid),
        }
    }

    /// The code that came with the report, if the pair of phone and code exists.
    async fn joined(&self, keys: &Keys, report: &NewReport) -> Result<Option<Code>, Problem> {
        let Some(code) = &report.earlier_code else {
            return Ok(None);
        };
        for secret in keys.all() {
            let key = secret.lookup_key(report.phone.as_ref(), code);
            let found = self.store.look_up(&key, self.now()).await;
            if !found.map_err(|error| Problem::store(&error))?.is_empty() {
                return Ok(Some(code.clone()));
            }
        }
        Ok(None)
    }
}

/// The answer that was given under this key before, with the code of the secret of that day.
fn again(keys: &Keys, report: &NewReport, key: &str, digest: &str, earlier: Earlier) -> Outcome {
    if earlier.digest != digest {
        return Outcome::KeyReused;
    }
    let code = match &report.earlier_code {
        Some(code) if earlier.joined => code.clone(),
        _ => keys.named(&earlier.secret_id).code(key),
    };
    Outcome::Receipt(Issued {
        receipt: earlier.receipt,
        code,
        joined: earlier.joined,
    })
}

/// A digest of everything that makes the report, under the Idempotency-Key itself: see
/// [`Earlier::digest`]. Each part is length-prefixed.
pub(super) fn digest(report: &NewReport, key: &str) -> String {
    let kind = format!("{:?}", report.kind);
    let flags = [
        u8::from(report.reply_wanted),
        u8::from(report.consent_publish),
    ];
    let position = report
        .location
        .as_ref()
        .map_or_else(String::new, |at| format!("{},{}", at.lat, at.lon));
    let parts: [&[u8]; 11] = [
        kind.as_bytes(),
        report
            .category
            .as_ref()
            .map_or("", |category| &category.code)
            .as_bytes(),
        report.street.as_deref().unwrap_or_default().as_bytes(),
        report.text.as_bytes(),
        report.place.as_bytes(),
        report.place_token.as_deref().unwrap_or_default().as_bytes(),
        position.as_bytes(),
        report.name.as_bytes(),
        report.phone.as_ref().map_or("", Phone::e164).as_bytes(),
        report
            .earlier_code
            .as_ref()
            .map_or("", Code::bare)
            .as_bytes(),
        &flags,
    ];
    let lengths: Vec<[u8; 4]> = parts
        .iter()
        .map(|part| (part.len() as u32).to_be_bytes())
        .collect();
    let prefixed: Vec<&[u8]> = lengths
        .iter()
        .zip(parts)
        .flat_map(|(length, part)| [length.as_slice(), part])
        .collect();
    seal::hex(&seal::mac(key.as_bytes(), &prefixed))
}

fn ours(error: &seal::KeyError) -> Problem {
    log::error("seal", &error.to_string());
    Problem::not_there()
}
