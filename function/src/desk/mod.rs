//! The office's own tools, on the office's machine: the staff's desk and the export. They alone hold
//! the private key, and they say who opened what.
//!
//! What must stay absent: nothing here answers a resident, and nothing here runs in the cloud.

mod applying;
mod arguments;
mod audit;
mod exporting;
mod key;
mod list;
mod moving;
mod order;
mod photos;
mod published;
mod purge;
mod rows;
mod rules;
mod show;
mod table_text;
mod words;

pub use arguments::DeskArguments;
pub use exporting::{ExportWish, export};

use crate::{
    case_record::Stage,
    doors::{Refused, environment},
    intake_tables::{FILE_NAME, IntakeTables},
    seal::{Identity, Recipient},
    settings,
    store::{Clocks, Store, Uploads},
};
use arguments::Command;
use jiff::Timestamp;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// What every command of the desk works with.
struct Desk {
    store: Store,
    uploads: Uploads,
    /// The site's tables, where they are at hand.
    tables: Option<IntakeTables>,
    /// Where the office's key is.
    identity: PathBuf,
    /// What internal notes are sealed to, where it is known without the private key.
    recipient: Option<Recipient>,
    clocks: Clocks,
    /// Who sits here.
    by: Option<String>,
    json: bool,
    now: Timestamp,
}

/// The doors that a desk needs opened.
pub struct Opened {
    /// The table.
    pub store: Store,
    /// The photos.
    pub uploads: Uploads,
    /// The public key, if it lies beside the table.
    pub recipient: Option<Recipient>,
    /// `reply/` of the built site.
    pub reply: PathBuf,
}

/// Runs a command of the desk.
pub async fn run(
    opened: Opened,
    arguments: DeskArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Refused> {
    let tables = tables(&arguments.reply.unwrap_or(opened.reply))?;
    if tables.is_none() {
        writeln!(
            err,
            "note: the site's tables are not at hand, so units and stage names are taken as they come; name its reply/ directory with --reply"
        )?;
    }
    let desk = Desk {
        store: opened.store,
        uploads: opened.uploads,
        tables,
        identity: arguments.identity,
        recipient: opened.recipient,
        clocks: settings::clocks::clocks(&environment)?,
        by: key::staff(arguments.by.as_deref()),
        json: arguments.json,
        now: Timestamp::now(),
    };
    match arguments.command {
        Command::List(filter) => list::list(&desk, &filter, out).await,
        Command::Show(wish) => show::show(&desk, &wish, out).await,
        Command::Advance(wish) => moving::advance(&desk, wish, out).await,
        Command::Reply(wish) => moving::reply(&desk, wish, out).await,
        Command::Close(wish) => moving::close(&desk, wish, out).await,
        Command::Reject(wish) => moving::reject(&desk, wish, out).await,
        Command::Order(wish) => order::order(&desk, &wish, out).await,
        Command::Apply(wish) => applying::apply(&desk, &wish, out).await,
        Command::Purge(wish) => purge::purge(&desk, &wish, out).await,
        Command::Published { public } => published::published(&desk, &public, out).await,
        Command::Audit(wish) => audit::audit(&desk, &wish, out).await,
        Command::Moves => rules::moves(&desk, out),
    }
}

/// The site's tables; none if they are not there, a fault if they cannot be read.
fn tables(reply: &Path) -> Result<Option<IntakeTables>, Refused> {
    let path = reply.join(FILE_NAME);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: {error}", path.display()).into()),
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|error| format!("{}: {error}; build the site again", path.display()).into())
}

impl Desk {
    /// The office's key.
    fn identity(&self) -> Result<Identity, Refused> {
        key::identity(&self.identity)
    }

    /// Who sits here, where that must be known.
    fn who(&self) -> Result<&str, Refused> {
        self.by.as_deref().ok_or_else(|| {
            format!(
                "say who you are with --as NAME (or set {}): it is written down who opens what",
                key::STAFF
            )
            .into()
        })
    }

    /// Seals an internal note.
    fn seal(&self, note: &str) -> Result<Vec<u8>, Refused> {
        let sealed = match &self.recipient {
            Some(recipient) => recipient.seal(&note),
            None => self.identity()?.recipient().seal(&note),
        };
        sealed.map_err(|error| error.to_string().into())
    }

    /// What residents read for a stage.
    fn label(&self, stage: Stage) -> String {
        let labelled = self.tables.as_ref().and_then(|tables| {
            let found = tables.stages.iter().find(|known| known.stage == stage);
            found.map(|known| known.label.clone())
        });
        labelled.unwrap_or_else(|| words::stage(stage).to_owned())
    }
}
