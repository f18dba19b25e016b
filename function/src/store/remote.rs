//! A table behind a network: AWS, or a compatible cluster of one's own.
//!
//! Credentials come from the environment, where Lambda puts them and where
//! `aws configure export-credentials --format env` prints them. That spares the larger chain of
//! providers, which would double the time to start.

use super::Store;
use crate::{network::Network, settings::TableSettings};
use aws_sdk_dynamodb::{
    Client,
    config::{
        BehaviorVersion, Credentials, Region, StalledStreamProtectionConfig, retry::RetryConfig,
        timeout::TimeoutConfig,
    },
};
use std::time::Duration;

/// A store over the network. Connects on the first request.
pub fn store(settings: &TableSettings, network: &Network) -> Store {
    let plain = settings
        .endpoint
        .as_deref()
        .is_some_and(|endpoint| endpoint.starts_with("http://"));
    let credentials = Credentials::new(
        settings.access_key_id.clone(),
        settings.secret_access_key.clone(),
        settings.session_token.clone(),
        None,
        "environment",
    );
    let mut config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(settings.region.clone()))
        .credentials_provider(credentials)
        .http_client(network.client(!plain))
        // Tries and times stay well within the ten seconds that a request may take: a filing tries
        // for six, what is read before it for three at most.
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(Duration::from_millis(1_200))
                .operation_timeout(Duration::from_secs(3))
                .build(),
        )
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
    if let Some(endpoint) = &settings.endpoint {
        config = config.endpoint_url(endpoint);
    }
    Store::new(Client::from_conf(config.build()), &settings.table)
}
