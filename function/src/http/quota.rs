//! Quotas for each network and hour. Loose, for a carrier puts a whole quarter behind one address;
//! they only keep one machine from filling the table. Counted before the work, best effort: when the
//! counter cannot be written, the report still goes through.

use super::{App, client::ClientNetwork, problem::Problem};
use crate::{log, seal, store};
use axum::http::request::Parts;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use std::time::Duration;

/// How many times as much the machine itself may do: tests, and everyone behind a proxy that does not
/// say for whom it asks.
const LOCAL: u32 = 10;
/// How long a request waits for its counter.
const PATIENCE: Duration = Duration::from_millis(400);
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// A report that keeps every rule.
    Report,
    /// A report from a plain form, on top of [`Counted::Report`].
    Form,
    /// A look-up.
    Lookup,
    /// A request for grants, or a photo that comes with its report.
    Photos,
    /// A rating.
    Feedback,
}

impl App {
    /// Counts one more for the network that this request came from. 429 if it has had its share.
    pub(super) async fn count(&self, what: Counted, parts: &Parts) -> Result<(), Problem> {
        let keys = self.keys().await?;
        let network = ClientNetwork::of(parts, &self.edge, keys.origin_key.as_deref());
        let quotas = &self.edge.quotas;
        let (purpose, most) = match what {
            Counted::Report => ("report", quotas.reports),
            Counted::Form => ("form", quotas.forms),
            Counted::Lookup => ("lookup", quotas.lookups),
            Counted::Photos => ("photos", quotas.reports),
            Counted::Feedback => ("feedback", quotas.lookups),
        };
        let most = if network.is_local() {
            most.saturating_mul(LOCAL)
        } else {
            most
        };
        let now = self.now().as_second();
        let name = name(&keys.current, network, purpose, now);
        let shard = seal::random::<1>().map_or(0, |[byte]| u32::from(byte) % store::SHARDS);
        // Deleted some time after its hour: a keyed digest of yesterday's key tells nobody anything.
        let counted = self.store.count(&name, shard, most, now + 2 * HOUR);
        match tokio::time::timeout(PATIENCE, counted).await {
            Ok(Ok(false)) => Ok(()),
            Ok(Ok(true)) => {
                log::info("over quota", purpose);
                Err(Problem::over_quota(HOUR - now.rem_euclid(HOUR)))
            }
            Ok(Err(error)) => {
                log::error("counter", &error.to_string());
                Ok(())
            }
            Err(_) => {
                log::error("counter", "timeout");
                Ok(())
            }
        }
    }
}

/// A name from which nobody reads the network: the key behind it is another one every day.
fn name(secret: &seal::Secret, network: ClientNetwork, purpose: &str, now: i64) -> String {
    let day = seal::mac(
        &secret.purpose("networks of a day"),
        &[&now.div_euclid(DAY).to_be_bytes()],
    );
    let hour = now.div_euclid(HOUR).to_be_bytes();
    let digest = seal::mac(&day, &[purpose.as_bytes(), b"/", &hour, &network.bytes()]);
    BASE64_URL_SAFE_NO_PAD.encode(&digest[..18])
}
