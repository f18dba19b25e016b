//! The secrets that codes, lookup keys, challenges and form tokens derive from: the one that makes
//! new ones, and earlier ones under which there still are codes. They stand in the environment, or
//! in a store of secrets that is asked once the process runs and again now and then, so that a
//! rotation needs no restart.

mod keys;

#[cfg(feature = "remote")]
pub mod remote;

pub use keys::{Keys, KeysError};

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

/// How long fetched keys are used before they are asked for again.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// How long old ones are used after asking failed.
const AGAIN: Duration = Duration::from_secs(60);

/// Why there are no keys. Holds a code, never a message.
pub type Missing = String;
/// Asks a store of secrets for its text.
pub type Fetch =
    Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<String, Missing>> + Send>> + Send + Sync>;

/// The keys, wherever they come from.
pub struct Keyring {
    held: RwLock<Option<Held>>,
    fetch: Option<Fetch>,
    /// One asks; the others wait for what it hears.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Held {
    keys: Arc<Keys>,
    until: Option<Instant>,
}

impl Keyring {
    /// Keys that are here already.
    pub fn fixed(keys: Keys) -> Self {
        let held = Held {
            keys: Arc::new(keys),
            until: None,
        };
        Self {
            held: RwLock::new(Some(held)),
            fetch: None,
            asking: tokio::sync::Mutex::default(),
        }
    }

    /// Keys that are asked for when they are first needed.
    pub fn fetched(fetch: Fetch) -> Self {
        Self {
            held: RwLock::new(None),
            fetch: Some(fetch),
            asking: tokio::sync::Mutex::default(),
        }
    }

    /// The keys, asked for if there are none or they are old. While the store of secrets does not
    /// answer, the old ones serve on.
    pub async fn keys(&self) -> Result<Arc<Keys>, Missing> {
        if let Some(keys) = self.fresh() {
            return Ok(keys);
        }
        let Some(fetch) = &self.fetch else {
            return Err("no keys".to_owned());
        };
        let _asking = self.asking.lock().await;
        if let Some(keys) = self.fresh() {
            return Ok(keys);
        }
        let fetched = fetch().await.and_then(|text| {
            Keys::read_text(&text).map_err(|_| "the secret is not in its form".to_owned())
        });
        match fetched {
            Ok(keys) => Ok(self.hold(Arc::new(keys), FRESH)),
            Err(missing) => match self.held() {
                Some(old) => {
                    crate::log::error("secret", &missing);
                    Ok(self.hold(old.keys, AGAIN))
                }
                None => Err(missing),
            },
        }
    }

    fn held(&self) -> Option<Held> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.clone()
    }

    fn fresh(&self) -> Option<Arc<Keys>> {
        let held = self.held()?;
        let fresh = held.until.is_none_or(|until| Instant::now() < until);
        fresh.then_some(held.keys)
    }

    fn hold(&self, keys: Arc<Keys>, time: Duration) -> Arc<Keys> {
        let held = Held {
            keys: keys.clone(),
            until: Some(Instant::now() + time),
        };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn the_store_of_secrets_is_asked_once() {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        let keyring = Keyring::fetched(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Box::pin(async { Ok("0f".repeat(32)) })
        }));
        assert!(keyring.keys().await.is_ok() && keyring.keys().await.is_ok());
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn old_keys_serve_on_while_the_store_of_secrets_is_away() {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        let keyring = Keyring::fetched(Box::new(move || {
            let first = counted.fetch_add(1, Ordering::Relaxed) == 0;
            Box::pin(async move {
                if first {
                    Ok("0f".repeat(32))
                } else {
                    Err("throttled".to_owned())
                }
            })
        }));
        let keys = keyring.keys().await.unwrap();
        keyring.hold(keys.clone(), Duration::ZERO);
        assert!(Arc::ptr_eq(&keyring.keys().await.unwrap(), &keys));
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn nothing_is_made_up_when_there_are_none() {
        let keyring = Keyring::fetched(Box::new(|| Box::pin(async { Ok("short".to_owned()) })));
        assert!(keyring.keys().await.is_err());
    }
}
