//! Reports at rest: DynamoDB items and the conditions that guard them. The only place that names
//! the AWS SDK. The same requests go to AWS, to a self-hosted compatible cluster, and in process to
//! the engine of `serve`; what differs is the client alone.
//!
//! | item | pk | sk | also |
//! |---|---|---|---|
//! | report | `R#` receipt | `report` | facts in clear, `v` (version), `env` (sealed), `log` (who changed what, with sealed notes), `lk` and `ls` (key of its lookup entry), `g`, `ts`, `exp` once it is over |
//! | contact | `R#` receipt | `contact` | `env` (sealed), `exp` once the report is over |
//! | purged report | `R#` receipt | `gone` | its month, `g`, `ts` |
//! | lookup entry | `L#` lookup key | time `#` receipt | the same facts in clear, `exp` |
//! | idempotency key | `I#` SHA-256 of the key | `key` | receipt, keyed digest of the body, `exp` |
//! | spent challenge | `C#` challenge | `spent` | `exp` |
//! | counter | `Q#` keyed digest of network, purpose and hour | shard | `n`, `exp` |
//! | audit event | `A#` month | time `#` random | who opened or purged what, `exp` |
//!
//! Index `gsi1` (`g`, `ts`) holds reports and what was purged, by the time of their last change: export and
//! desk read it, a resident's request never does. `exp` is the table's time-to-live attribute.

mod audit;
mod case;
mod contact;
mod counters;
mod filing;
mod items;
mod lookup;
mod published;
mod purge;
mod reports;
mod table;
pub mod uploads;

#[cfg(feature = "embedded")]
pub mod embedded;
#[cfg(feature = "remote")]
pub mod remote;

pub use audit::{AuditEvent, Deed};
pub use case::{Case, Change, Changed, Clocks, LogEntry};
pub use counters::SHARDS;
pub use filing::{Earlier, Filed, Filing};
pub use published::Published;
pub use reports::{Changes, FiledReport, Gone};
pub use uploads::Uploads;

use aws_sdk_dynamodb::{Client, error::ProvideErrorMetadata, error::SdkError};

/// Where reports are kept. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    client: Client,
    table: String,
}

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is not there, too busy, or refused us; a later try may work. Holds an error code, never
    /// a message, because messages can repeat what was sent.
    #[error("the table does not answer ({0})")]
    Unavailable(String),
    /// An item lacks what every item of its kind has.
    #[error("the table holds an item that this program did not write: {0}")]
    Foreign(&'static str),
    /// The table does not exist.
    #[error("there is no table {0}")]
    NoTable(String),
}

impl Store {
    /// A store over this client and table.
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self {
            client,
            table: table.into(),
        }
    }

    /// The table's name.
    pub fn table(&self) -> &str {
        &self.table
    }
}

/// Twice as long each time, half of it by chance, so that those who collided once do not again.
pub(crate) fn pause(tries: u32) -> std::time::Duration {
    let most = 20u64 << tries.min(6);
    let chance = crate::seal::random::<1>().map_or(128, |[byte]| u64::from(byte));
    std::time::Duration::from_millis(most / 2 + most * chance / 512)
}

/// The code of an error, for the log and for nobody else.
fn unavailable<E: ProvideErrorMetadata, R>(error: SdkError<E, R>) -> StoreError {
    let code = match &error {
        SdkError::ServiceError(inner) => inner.err().code().unwrap_or("service error"),
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(_) => "no connection",
        SdkError::ConstructionFailure(_) => "request not built",
        _ => "answer not understood",
    };
    StoreError::Unavailable(code.to_owned())
}
