//! What can be asked of the desk.

use super::words;
use crate::{
    case_record::{Kind, Stage, UnitRole},
    domain::{Receipt, moves, time},
};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use std::path::PathBuf;

/// The staff's desk
#[derive(Args)]
pub struct DeskArguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Who sits at the desk; JIAYUAN_STAFF if not given. Needed to open contact details and to purge
    #[arg(long = "as", value_name = "NAME", global = true)]
    pub(super) by: Option<String>,
    /// The office's private key, an age identity
    #[arg(
        long,
        value_name = "FILE",
        global = true,
        default_value = ".jiayuan/private/keys/office.age"
    )]
    pub(super) identity: PathBuf,
    /// reply/ of the built site, for stage names and units; JIAYUAN_REPLY or public/reply if not given
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) reply: Option<PathBuf>,
    /// JSON for scripts: an object, or for lists one a line
    #[arg(long, global = true)]
    pub(super) json: bool,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// List cases, the longest waiting first
    List(Filter),
    /// Show a case with what the resident wrote, name and phone; writes an audit event
    Show(Show),
    /// Move a case to a stage; `desk moves` prints which moves there are
    Advance(Advance),
    /// Answer the resident; they read it when they look their report up
    Reply(Reply),
    /// Close a case with what was done, and photos of it
    Close(Close),
    /// Reject a report, with the reason that the resident reads
    Reject(Reject),
    /// Print a work order for a unit, without name and phone unless asked
    Order(Order),
    /// Apply a file of moves from the case platform, CSV or JSON Lines
    Apply(Apply),
    /// Take reports away for good because their resident asks for it
    Purge(Purge),
    /// Tell the table which reports have a page on the built site, so that look-ups link to it
    Published {
        /// The built site
        #[arg(long, value_name = "DIR", default_value = "public")]
        public: PathBuf,
    },
    /// List who opened or purged what
    Audit(Audit),
    /// Print the table of moves
    Moves,
}

#[derive(Args, Default)]
pub(super) struct Filter {
    /// At this stage; may be given several times
    #[arg(long, value_parser = stage)]
    pub(super) stage: Vec<Stage>,
    /// report, consult, suggest or book; may be given several times
    #[arg(long, value_parser = kind)]
    pub(super) kind: Vec<Kind>,
    /// Category by code or label
    #[arg(long)]
    pub(super) category: Option<String>,
    /// Street
    #[arg(long)]
    pub(super) street: Option<String>,
    /// A unit that has to act, or had to
    #[arg(long)]
    pub(super) unit: Option<String>,
    /// Filed on or after this day
    #[arg(long, value_name = "DAY", value_parser = begin)]
    pub(super) since: Option<Timestamp>,
    /// Only what should have been done by now
    #[arg(long)]
    pub(super) overdue: bool,
    /// Only what is not closed, rejected or void
    #[arg(long)]
    pub(super) open: bool,
}

#[derive(Args)]
pub(super) struct Show {
    /// The receipt
    #[arg(value_parser = receipt)]
    pub(super) receipt: Receipt,
    /// Only what stands in clear: opens nothing, needs no key and no name
    #[arg(long)]
    pub(super) facts: bool,
}

/// What goes with every change.
#[derive(Args)]
pub(super) struct Common {
    /// The receipt
    #[arg(value_parser = receipt)]
    pub(super) receipt: Receipt,
    /// The unit concerned
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Option<String>,
    /// A note for the office alone, sealed to its key
    #[arg(long, value_name = "TEXT")]
    pub(super) internal: Option<String>,
    /// When it happened; now if not given
    #[arg(long, value_name = "TIME", value_parser = begin)]
    pub(super) at: Option<Timestamp>,
}

#[derive(Args)]
pub(super) struct Advance {
    #[command(flatten)]
    pub(super) common: Common,
    /// The stage to reach, as `desk moves` names it
    #[arg(value_parser = stage)]
    pub(super) stage: Stage,
    /// lead or joint, when dispatching; the first unit leads, others join
    #[arg(long, value_parser = role)]
    pub(super) role: Option<UnitRole>,
    /// What the resident reads with it, at most 500 characters. Nobody masks it: name no person in it
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// By when the unit must have handled it, when dispatching or deferring
    #[arg(long, value_name = "TIME", value_parser = end)]
    pub(super) due: Option<Timestamp>,
    /// By when the case must be closed, when dispatching or deferring
    #[arg(long, value_name = "TIME", value_parser = end)]
    pub(super) close_due: Option<Timestamp>,
}

#[derive(Args)]
pub(super) struct Reply {
    /// The receipt
    #[arg(value_parser = receipt)]
    pub(super) receipt: Receipt,
    /// The answer, at most 2000 characters; the resident alone reads it
    #[arg(long, value_name = "TEXT")]
    pub(super) text: String,
    /// The unit that answers
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Option<String>,
    /// A note for the office alone, sealed to its key
    #[arg(long, value_name = "TEXT")]
    pub(super) internal: Option<String>,
}

#[derive(Args)]
pub(super) struct Close {
    #[command(flatten)]
    pub(super) common: Common,
    /// What was done. The record carries it; it is published if the gate lets it. Name no person in it
    #[arg(long, value_name = "TEXT")]
    pub(super) result: String,
    /// What the resident reads instead of the result
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// A photo of the place after it was handled (JPEG, PNG, WebP); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) photo: Vec<PathBuf>,
}

#[derive(Args)]
pub(super) struct Reject {
    #[command(flatten)]
    pub(super) common: Common,
    /// Why; the resident reads it
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
}

#[derive(Args)]
pub(super) struct Order {
    /// The receipt
    #[arg(value_parser = receipt)]
    pub(super) receipt: Receipt,
    /// For this unit; the one that leads if not given
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Option<String>,
    /// As a page to print instead of plain text
    #[arg(long)]
    pub(super) html: bool,
    /// With the resident's name and phone; writes an audit event
    #[arg(long)]
    pub(super) contact: bool,
    /// Into a file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct Apply {
    /// CSV with a header line, or JSON Lines. Columns: receipt, stage, at, unit, role, note, internal,
    /// result, due, close_due. The stage `reply` is an answer in the column note
    pub(super) file: PathBuf,
    /// Say what would be done and refused, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Args)]
pub(super) struct Purge {
    /// The receipts
    #[arg(required = true, value_parser = receipt)]
    pub(super) receipts: Vec<Receipt>,
}

#[derive(Args)]
pub(super) struct Audit {
    /// A month, 2026-11; this month if not given
    #[arg(long)]
    pub(super) month: Option<String>,
}

fn receipt(typed: &str) -> Result<Receipt, String> {
    Receipt::read(typed).ok_or_else(|| "a receipt looks like 7KQ2M-9XJ4T-0WBAE".to_owned())
}

fn stage(typed: &str) -> Result<Stage, String> {
    words::read_stage(typed).ok_or_else(|| {
        let all: Vec<_> = words::STAGES
            .iter()
            .map(|(stage, _)| moves::stage_word(*stage))
            .collect();
        format!("there is no such stage; the stages are {}", all.join(", "))
    })
}

fn kind(typed: &str) -> Result<Kind, String> {
    let found = crate::domain::report::KINDS
        .iter()
        .find(|(code, label, _)| *code == typed || *label == typed);
    found
        .map(|(.., kind)| *kind)
        .ok_or_else(|| "the kinds are report, consult, suggest, book".to_owned())
}

fn role(typed: &str) -> Result<UnitRole, String> {
    words::read_role(typed).ok_or_else(|| "the roles are lead and joint".to_owned())
}

fn begin(typed: &str) -> Result<Timestamp, String> {
    at(typed, false)
}

fn end(typed: &str) -> Result<Timestamp, String> {
    at(typed, true)
}

fn at(typed: &str, ends: bool) -> Result<Timestamp, String> {
    time::read(typed, ends)
        .ok_or_else(|| "write a time as 2026-11-22 09:12, or a day as 2026-11-22".to_owned())
}
