//! The engine of one machine: a DynamoDB-compatible database in a SQLite file, spoken to in
//! process. The SDK sends its usual requests; this connector hands them to the engine instead of a
//! socket, so that no port is opened and the code before it is the code of the cloud.

use super::Store;
use aws_sdk_dynamodb::{
    Client,
    config::{BehaviorVersion, Credentials, Region},
};
use aws_smithy_runtime_api::client::{
    http::{
        HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
    },
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use aws_smithy_types::body::SdkBody;
use dynoxide::{Database, DynoxideError};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The file within the function's data directory.
const FILE: &str = "table.sqlite";
const WRITE_AHEAD_LOG: &str = "table.sqlite-wal";

/// The engine over one file. Several processes may open the same one: SQLite's write-ahead log
/// lets readers go on while one writes, and a writer waits for its turn.
#[derive(Clone)]
pub struct Engine {
    database: Database,
    directory: Arc<PathBuf>,
}

/// Why the engine cannot open its file.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The directory is not usable.
    #[error("{}: {error}", path.display())]
    Directory {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is not usable.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl Engine {
    /// Opens the file in this directory, or makes it.
    pub fn open(directory: &Path) -> Result<Self, EngineError> {
        let unusable = |error| EngineError::Directory {
            path: directory.to_owned(),
            error,
        };
        fs::create_dir_all(directory).map_err(unusable)?;
        let path = directory.join(FILE);
        let no_file = |reason: String| EngineError::File {
            path: path.clone(),
            reason,
        };
        let name = path
            .to_str()
            .ok_or_else(|| no_file("the path is not UTF-8".to_owned()))?;
        let database = Database::new(name).map_err(|error| no_file(error.to_string()))?;
        // The names of new files are part of what must survive.
        fs::File::open(directory)
            .and_then(|directory| directory.sync_all())
            .map_err(unusable)?;
        Ok(Self {
            database,
            directory: Arc::new(directory.to_owned()),
        })
    }

    /// Whether a file was made in this directory before.
    pub fn is_there(directory: &Path) -> bool {
        directory.join(FILE).is_file()
    }

    /// A store over this engine.
    pub fn store(&self, table: &str) -> Store {
        through(SharedHttpConnector::new(self.clone()), table)
    }

    /// The same, and how often it is asked.
    #[cfg(test)]
    pub(crate) fn counted_store(
        &self,
        table: &str,
    ) -> (Store, Arc<std::sync::atomic::AtomicUsize>) {
        let counted = Counted(self.clone(), Arc::default());
        let asked = counted.1.clone();
        (through(SharedHttpConnector::new(counted), table), asked)
    }

    /// Deletes what has expired; DynamoDB does so by itself, this engine when it is told to. Says
    /// how many items went. Blocks; other requests get their turn in between.
    pub fn sweep(&self) -> Result<usize, String> {
        self.database
            .sweep_ttl()
            .map_err(|error| error.error_type().to_owned())
    }

    /// Answers one request. Blocks.
    fn answer(&self, operation: &str, body: &[u8]) -> (u16, String) {
        let answered = self.dispatch(operation, body).and_then(|(json, wrote)| {
            if wrote {
                self.sync()
                    .map_err(|error| DynoxideError::InternalServerError(error.to_string()))?;
            }
            Ok(json)
        });
        match answered {
            Ok(json) => (200, json),
            Err(error) => (error.status_code(), error.to_json()),
        }
    }

    /// The answer's JSON, and whether anything may have been written.
    fn dispatch(&self, operation: &str, body: &[u8]) -> Result<(String, bool), DynoxideError> {
        let db = &self.database;
        match operation {
            "TransactWriteItems" => call(body, |request| db.transact_write_items(request), true),
            "PutItem" => call(body, |request| db.put_item(request), true),
            "UpdateItem" => call(body, |request| db.update_item(request), true),
            "DeleteItem" => call(body, |request| db.delete_item(request), true),
            "CreateTable" => call(body, |request| db.create_table(request), true),
            "UpdateTimeToLive" => call(body, |request| db.update_time_to_live(request), true),
            "BatchGetItem" => call(body, |request| db.batch_get_item(request), false),
            "GetItem" => call(body, |request| db.get_item(request), false),
            "Query" => call(body, |request| db.query(request), false),
            "DescribeTable" => call(body, |request| db.describe_table(request), false),
            other => Err(DynoxideError::ValidationException(format!(
                "{other} is not served here"
            ))),
        }
    }

    /// Brings the log of committed transactions to the disk before anyone hears of them. SQLite as
    /// it is bundled does so by itself (`synchronous = FULL`), but that is a default of its build
    /// which nobody states; a promise to residents is stated here, and the second sync of a clean
    /// file costs little. Opening and closing this file releases none of SQLite's locks: those lie
    /// on the other two.
    fn sync(&self) -> io::Result<()> {
        match fs::File::open(self.directory.join(WRITE_AHEAD_LOG)) {
            Ok(log) => log.sync_data(),
            // A checkpoint has moved it into the database, synced on the way.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// A store whose requests go through this connector.
fn through(connector: SharedHttpConnector, table: &str) -> Store {
    let client: SharedHttpClient = http_client_fn(move |_, _| connector.clone());
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("local"))
        .endpoint_url("http://localhost")
        .credentials_provider(Credentials::new("local", "local", None, None, "local"))
        .http_client(client)
        .build();
    Store::new(Client::from_conf(config), table)
}

/// An engine that counts what it is asked.
#[cfg(test)]
#[derive(Debug)]
struct Counted(Engine, Arc<std::sync::atomic::AtomicUsize>);

#[cfg(test)]
impl HttpConnector for Counted {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        self.0.call(request)
    }
}

fn call<Request: DeserializeOwned, Answer: Serialize>(
    body: &[u8],
    run: impl FnOnce(Request) -> Result<Answer, DynoxideError>,
    wrote: bool,
) -> Result<(String, bool), DynoxideError> {
    let request = serde_json::from_slice(body)
        .map_err(|error| DynoxideError::SerializationException(error.to_string()))?;
    let answer = run(request)?;
    let json = serde_json::to_string(&answer)
        .map_err(|error| DynoxideError::InternalServerError(error.to_string()))?;
    Ok((json, wrote))
}

impl HttpConnector for Engine {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let body = request.body().bytes().unwrap_or_default().to_vec();
        let engine = self.clone();
        HttpConnectorFuture::new(async move {
            let (status, json) =
                tokio::task::spawn_blocking(move || engine.answer(&operation, &body))
                    .await
                    .map_err(|error| ConnectorError::other(error.into(), None))?;
            let status = status
                .try_into()
                .map_err(|_| ConnectorError::user("no such status".into()))?;
            let mut response = HttpResponse::new(status, SdkBody::from(json));
            response
                .headers_mut()
                .insert("content-type", "application/x-amz-json-1.0");
            Ok(response)
        })
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Engine")
            .field("directory", &self.directory)
            .finish_non_exhaustive()
    }
}
