//! Secrets by name: AWS Secrets Manager or the parameters of AWS Systems Manager. One signed
//! request each; a whole SDK for it would weigh more than everything else here.

use super::Missing;
use crate::{
    network::Network,
    settings::{SecretName, TableSettings},
};
use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use aws_smithy_runtime_api::client::{http::HttpConnector as _, orchestrator::HttpRequest};
use aws_smithy_types::{body::SdkBody, byte_stream::ByteStream};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// Tries, with a pause between.
const TRIES: u32 = 3;
const PATIENCE: Duration = Duration::from_secs(2);

/// One service that keeps secrets.
struct Service {
    name: &'static str,
    target: &'static str,
    content_type: &'static str,
    endpoint: String,
    body: Value,
    /// Where the text stands in its answer.
    pointer: &'static str,
}

/// Asks for the secret of this name until it is told or given up.
pub async fn fetch(
    network: &Network,
    settings: &TableSettings,
    name: &SecretName,
) -> Result<String, Missing> {
    let service = service(settings, name);
    let mut last = String::new();
    for tries in 0..TRIES {
        if tries > 0 {
            tokio::time::sleep(crate::store::pause(tries)).await;
        }
        match tokio::time::timeout(PATIENCE, ask(network, settings, &service)).await {
            Ok(Ok(text)) => return Ok(text),
            Ok(Err(code)) => last = code,
            Err(_) => "timeout".clone_into(&mut last),
        }
    }
    Err(last)
}

fn service(settings: &TableSettings, name: &SecretName) -> Service {
    let domain = if settings.region.starts_with("cn-") {
        "amazonaws.com.cn"
    } else {
        "amazonaws.com"
    };
    let at = |service: &str| format!("https://{service}.{}.{domain}", settings.region);
    match name {
        SecretName::SecretsManager(id) => Service {
            name: "secretsmanager",
            target: "secretsmanager.GetSecretValue",
            content_type: "application/x-amz-json-1.1",
            endpoint: settings
                .secrets_endpoint
                .clone()
                .unwrap_or_else(|| at("secretsmanager")),
            body: json!({"SecretId": id}),
            pointer: "/SecretString",
        },
        SecretName::Parameter(name) => Service {
            name: "ssm",
            target: "AmazonSSM.GetParameter",
            content_type: "application/x-amz-json-1.1",
            endpoint: settings.ssm_endpoint.clone().unwrap_or_else(|| at("ssm")),
            body: json!({"Name": name, "WithDecryption": true}),
            pointer: "/Parameter/Value",
        },
    }
}

async fn ask(
    network: &Network,
    settings: &TableSettings,
    service: &Service,
) -> Result<String, Missing> {
    let request = signed(settings, service).map_err(|()| "request not built".to_owned())?;
    let connector = network.connector(service.endpoint.starts_with("https://"));
    let answer = connector
        .call(request)
        .await
        .map_err(|_| "no connection".to_owned())?;
    let status = answer.status().as_u16();
    let body = ByteStream::new(answer.into_body())
        .collect()
        .await
        .map_err(|_| "answer cut off".to_owned())?
        .into_bytes();
    if status != 200 {
        return Err(format!("{} {status}", service.name));
    }
    let json: Value =
        serde_json::from_slice(&body).map_err(|_| "answer not understood".to_owned())?;
    json.pointer(service.pointer)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| "answer without a text".to_owned())
}

fn signed(settings: &TableSettings, service: &Service) -> Result<HttpRequest, ()> {
    let body = service.body.to_string();
    let uri = format!("{}/", service.endpoint.trim_end_matches('/'));
    let identity = Credentials::new(
        settings.access_key_id.clone(),
        settings.secret_access_key.clone(),
        settings.session_token.clone(),
        None,
        "environment",
    )
    .into();
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(&settings.region)
        .name(service.name)
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()
        .map_err(drop)?
        .into();
    let headers = [
        ("content-type", service.content_type),
        ("x-amz-target", service.target),
    ];
    let signable = SignableRequest::new(
        "POST",
        uri.as_str(),
        headers.into_iter(),
        SignableBody::Bytes(body.as_bytes()),
    )
    .map_err(drop)?;
    let (instructions, _) = sign(signable, &parameters).map_err(drop)?.into_parts();
    let mut request = axum::http::Request::post(&uri)
        .header(headers[0].0, headers[0].1)
        .header(headers[1].0, headers[1].1)
        .body(SdkBody::from(body))
        .map_err(drop)?;
    instructions.apply_to_request_http1x(&mut request);
    request.try_into().map_err(drop)
}
