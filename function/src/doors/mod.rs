//! The ways in. Each one reads its settings, builds the one router and hands it over; none of them
//! knows a rule.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "lambda")]
pub mod lambda;
#[cfg(feature = "cli")]
pub mod listen;
#[cfg(feature = "cli")]
pub mod stopping;

use crate::{
    http::{App, ReplyFiles},
    keyring::{Fetch, Keyring},
    settings::{KeysFrom, SecretName, Settings},
    store::{Store, Uploads},
};
use jiff::Timestamp;
use std::path::PathBuf;

/// What went wrong at a door, as a sentence for the operator.
pub type Refused = Box<dyn std::error::Error + Send + Sync>;

/// The shared state from settings and a store. Keys that the settings only name are fetched with what
/// `remote` makes, when they are first needed.
pub fn app(
    store: Store,
    uploads: Uploads,
    settings: Settings,
    reply: PathBuf,
    remote: impl FnOnce(SecretName) -> Result<Fetch, Refused>,
) -> Result<App, Refused> {
    let keyring = match settings.keys {
        KeysFrom::Here(keys) => Keyring::fixed(keys),
        KeysFrom::Named(name) => Keyring::fetched(remote(name)?),
    };
    Ok(App {
        store,
        uploads,
        keyring,
        recipient: settings.recipient,
        reply: ReplyFiles::new(reply),
        code_days: settings.code_days,
        clocks: settings.clocks,
        edge: settings.edge,
        clock: Timestamp::now,
    })
}

/// Asks AWS for a secret, over the connections of the table.
#[cfg(feature = "remote")]
pub fn from_aws(
    network: crate::network::Network,
    settings: crate::settings::TableSettings,
) -> impl FnOnce(SecretName) -> Result<Fetch, Refused> {
    move |name| {
        let shared = std::sync::Arc::new((network, settings, name));
        Ok(Box::new(move || {
            let shared = shared.clone();
            Box::pin(async move {
                let (network, settings, name) = &*shared;
                crate::keyring::remote::fetch(network, settings, name).await
            })
        }))
    }
}

/// The bucket of photos that the environment names, or no photos.
///
/// # Errors
/// When what it says is not enough.
#[cfg(feature = "remote")]
pub fn bucket(network: &crate::network::Network) -> Result<Uploads, Refused> {
    use crate::{settings::uploads, store::uploads::Bucket};
    let most_bytes = uploads::photo_bytes(&environment)?;
    let settings = uploads::BucketSettings::read(environment)?;
    Ok(settings.map_or_else(Uploads::nowhere, |settings| {
        Uploads::bucket(Bucket::new(settings, network), most_bytes)
    }))
}

/// `reply` beside the binary: where a deployment packs the site's pages and tables.
pub fn reply_beside_the_binary() -> PathBuf {
    let binary = std::env::current_exe().ok();
    binary
        .and_then(|binary| Some(binary.parent()?.join("reply")))
        .unwrap_or_else(|| "reply".into())
}

/// A variable of the environment.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
