//! The one way out: HTTP connections to the table and to a store of secrets.
//!
//! Reading the system's root certificates takes longer than everything else that a start does, so
//! it is not done before the first poll but beside it, and a request that comes sooner waits for it.

use aws_smithy_http_client::{
    Connector,
    tls::{self, TlsContext, TrustStore, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::{
    HttpConnectorSettings, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

const CONNECT: Duration = Duration::from_secs(1);

/// Connections, made when they are first needed. Cheap to clone; clones share them.
#[derive(Clone)]
pub struct Network(Arc<Inner>);

struct Inner {
    /// Trusted certificates in PEM; the system's if there are none.
    roots: Option<Vec<u8>>,
    secure: OnceLock<SharedHttpConnector>,
    plain: OnceLock<SharedHttpConnector>,
}

impl Network {
    /// Trusts these certificates (PEM), or the system's.
    pub fn new(roots: Option<Vec<u8>>) -> Self {
        Self(Arc::new(Inner {
            roots,
            secure: OnceLock::new(),
            plain: OnceLock::new(),
        }))
    }

    /// Reads the certificates on a thread of its own, so that nothing waits for it yet.
    pub fn warm(&self) {
        let network = self.clone();
        std::thread::spawn(move || drop(network.connector(true)));
    }

    /// A connector with or without TLS.
    pub fn connector(&self, secure: bool) -> SharedHttpConnector {
        let settings = HttpConnectorSettings::builder()
            .connect_timeout(CONNECT)
            .build();
        let builder = || Connector::builder().connector_settings(settings.clone());
        let (cell, inner) = (
            if secure {
                &self.0.secure
            } else {
                &self.0.plain
            },
            &self.0,
        );
        let made = cell.get_or_init(|| {
            SharedHttpConnector::new(if secure {
                builder()
                    .tls_provider(tls::Provider::Rustls(CryptoMode::Ring))
                    .tls_context(context(inner.roots.as_deref()))
                    .build()
            } else {
                builder().build_http()
            })
        });
        made.clone()
    }

    /// For the SDK.
    pub(crate) fn client(&self, secure: bool) -> SharedHttpClient {
        let network = self.clone();
        http_client_fn(move |_, _| network.connector(secure))
    }
}

fn context(roots: Option<&[u8]>) -> TlsContext {
    let store = match roots {
        Some(pem) => TrustStore::empty()
            .with_native_roots(false)
            .with_pem_certificate(pem),
        None => TrustStore::default(),
    };
    TlsContext::builder()
        .with_trust_store(store)
        .build()
        .expect("a trust store is a whole context")
}
