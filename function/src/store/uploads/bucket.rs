//! Photos in a private bucket: S3, or anything that speaks as it does. Four small requests, signed
//! with the SDK's own signer; the whole SDK for S3 would make the deployed binary a quarter larger.

use super::{Upload, UploadsError};
use crate::{
    domain::Receipt,
    network::Network,
    photos::{self, PhotoName, Signer},
    settings::uploads::BucketSettings,
};
use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{
        PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
        UriPathNormalizationMode, sign,
    },
    sign::v4,
};
use aws_smithy_runtime_api::client::{http::HttpConnector as _, orchestrator::HttpRequest};
use aws_smithy_types::{body::SdkBody, byte_stream::ByteStream};
use axum::http::Request;
use std::{sync::Arc, time::Duration, time::SystemTime};

/// A request that moves no photo.
const SHORT: Duration = Duration::from_secs(3);
/// One that does.
const LONG: Duration = Duration::from_secs(20);

/// A bucket.
#[derive(Clone)]
pub struct Bucket {
    name: Arc<str>,
    /// Where it answers, without a slash at the end.
    url: Arc<str>,
    signer: Arc<Signer>,
    network: Network,
}

impl Bucket {
    /// A bucket over the network. Connects on the first request.
    #[must_use]
    pub fn new(settings: BucketSettings, network: &Network) -> Self {
        Self {
            name: settings.bucket.into(),
            url: settings.url.into(),
            signer: Arc::new(settings.signer),
            network: network.clone(),
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn signer(&self) -> &Signer {
        &self.signer
    }

    pub(super) async fn list(&self, receipt: &Receipt) -> Result<Vec<Upload>, UploadsError> {
        let prefix = photos::prefix(receipt).replace('/', "%2F");
        let query = format!("/?list-type=2&max-keys=100&prefix={prefix}");
        let (status, body) = self.ask("GET", &query, Vec::new(), SHORT).await?;
        if status != 200 {
            return Err(refused(status));
        }
        let text = String::from_utf8_lossy(&body);
        Ok(contents(&text)
            .filter_map(|(key, bytes)| {
                let (of, name) = photos::read_key(key)?;
                (of == *receipt).then_some(Upload { name, bytes })
            })
            .collect())
    }

    pub(super) async fn fetch(
        &self,
        receipt: &Receipt,
        name: PhotoName,
    ) -> Result<Option<Vec<u8>>, UploadsError> {
        let path = format!("/{}", photos::key(receipt, name));
        match self.ask("GET", &path, Vec::new(), LONG).await? {
            (200, bytes) => Ok(Some(bytes)),
            (404, _) => Ok(None),
            (status, _) => Err(refused(status)),
        }
    }

    pub(super) async fn put(
        &self,
        receipt: &Receipt,
        name: PhotoName,
        bytes: Vec<u8>,
    ) -> Result<(), UploadsError> {
        let path = format!("/{}", photos::key(receipt, name));
        match self.ask("PUT", &path, bytes, LONG).await? {
            (200 | 204, _) => Ok(()),
            (status, _) => Err(refused(status)),
        }
    }

    pub(super) async fn delete(
        &self,
        receipt: &Receipt,
        name: PhotoName,
    ) -> Result<(), UploadsError> {
        let path = format!("/{}", photos::key(receipt, name));
        match self.ask("DELETE", &path, Vec::new(), SHORT).await? {
            (200 | 204 | 404, _) => Ok(()),
            (status, _) => Err(refused(status)),
        }
    }

    /// One signed request: status and body.
    async fn ask(
        &self,
        method: &str,
        path_and_query: &str,
        body: Vec<u8>,
        patience: Duration,
    ) -> Result<(u16, Vec<u8>), UploadsError> {
        let request = self.signed(method, path_and_query, body)?;
        let answered = async {
            let response = self
                .network
                .connector(!self.url.starts_with("http://"))
                .call(request)
                .await
                .map_err(|_| unavailable("no connection"))?;
            let status = response.status().as_u16();
            let bytes = ByteStream::new(response.into_body())
                .collect()
                .await
                .map_err(|_| unavailable("answer broke off"))?;
            Ok((status, bytes.to_vec()))
        };
        tokio::time::timeout(patience, answered)
            .await
            .map_err(|_| unavailable("timeout"))?
    }

    fn signed(
        &self,
        method: &str,
        path_and_query: &str,
        body: Vec<u8>,
    ) -> Result<HttpRequest, UploadsError> {
        let not_built = |_| unavailable("request not built");
        let uri = format!("{}{path_and_query}", self.url);
        let identity = Credentials::new(
            &self.signer.access_key_id,
            &self.signer.secret_access_key,
            self.signer.session_token.clone(),
            None,
            "environment",
        )
        .into();
        let mut settings = SigningSettings::default();
        // S3 alone encodes paths once, keeps them as they are, and wants the body's digest.
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.signer.region)
            .name("s3")
            .time(SystemTime::now())
            .settings(settings)
            .build()
            .map_err(|_| unavailable("request not signed"))?
            .into();
        let signable =
            SignableRequest::new(method, &uri, std::iter::empty(), SignableBody::Bytes(&body))
                .map_err(|_| unavailable("request not signed"))?;
        let (instructions, _) = sign(signable, &parameters)
            .map_err(|_| unavailable("request not signed"))?
            .into_parts();
        let mut request = Request::builder()
            .method(method)
            .uri(&uri)
            .body(SdkBody::from(body))
            .map_err(not_built)?;
        instructions.apply_to_request_http1x(&mut request);
        HttpRequest::try_from(request).map_err(|_| unavailable("request not built"))
    }
}

/// Keys and sizes of a listing. Our own keys hold nothing that XML would write in another way, and
/// keys of others are not read back anyway, so no reader of XML is needed.
fn contents(xml: &str) -> impl Iterator<Item = (&str, u64)> {
    xml.split("<Contents>").skip(1).filter_map(|entry| {
        let entry = entry.split("</Contents>").next()?;
        let value = |open: &str, close: &str| {
            let (_, rest) = entry.split_once(open)?;
            rest.split_once(close).map(|(value, _)| value)
        };
        let size = value("<Size>", "</Size>")?.trim().parse().ok()?;
        Some((value("<Key>", "</Key>")?, size))
    })
}

fn unavailable(code: &str) -> UploadsError {
    UploadsError::Unavailable(code.to_owned())
}

fn refused(status: u16) -> UploadsError {
    UploadsError::Unavailable(format!("status {status}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_gives_keys_and_sizes() {
        let xml = "<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name><Contents><Key>uploads/A/1</Key><Size>12</Size></Contents>\n<Contents><Size>7</Size><Key>x</Key></Contents><Contents><Key>no size</Key></Contents></ListBucketResult>";
        assert_eq!(
            contents(xml).collect::<Vec<_>>(),
            [("uploads/A/1", 12), ("x", 7)]
        );
        assert_eq!(contents("").count(), 0);
    }
}
