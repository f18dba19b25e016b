//! The command line: arguments in, exit status out.
//!
//! `run` takes everything from outside as a parameter, so that tests call it in process. The clock
//! is read here, once, unless `--now` or `SOURCE_DATE_EPOCH` says what time it is.

mod cases;
mod editors;

use std::ffi::OsString;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::build::{self, BuildOptions};
use crate::check;
use crate::diagnostic::Diagnostics;
use crate::scaffold::draft;
use cases::CasesCommand;

/// Done.
pub const DONE: u8 = 0;
/// The content has mistakes; all of them were printed.
pub const MISTAKES: u8 = 1;
/// Wrong usage.
pub const USAGE: u8 = 2;

/// What the process gives to the command line.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Working directory.
    pub cwd: PathBuf,
    /// `SOURCE_DATE_EPOCH`, if set.
    pub source_date_epoch: Option<String>,
    /// Whether errors go to a terminal that shows colours.
    pub colours: bool,
}

#[derive(Debug, Parser)]
#[command(
    name = "jiayuan",
    version,
    about = "Builds and serves a district's site"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site
    Build(BuildArgs),
    /// Build, serve and watch, with the report form working
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Report every mistake in the content, building nothing
    Check(CheckArgs),
    /// Begin a file: a draft with every field explained
    New {
        /// What it is
        #[arg(value_parser = draft::KINDS)]
        kind: String,
        /// Its title
        title: String,
        /// Content folder
        #[arg(long, default_value = "content")]
        content: PathBuf,
        /// Time of this run
        #[arg(long, value_parser = parse_time)]
        now: Option<DateTime>,
    },
    /// Begin a site: a small complete one in an empty folder
    Init {
        /// Folder
        dir: PathBuf,
        /// Time of this run
        #[arg(long, value_parser = parse_time)]
        now: Option<DateTime>,
    },
    /// Print the JSON Schema of an input, for editors' tools
    Schema {
        /// What it is
        #[arg(value_parser = PossibleValuesParser::new(editors::schema_kinds()))]
        kind: String,
    },
    /// Mask what is personal in JSON Lines {id, text} from standard input
    Mask {
        /// Content folder, whose published numbers stay
        #[arg(long, default_value = "content")]
        content: PathBuf,
    },
    /// Cases: from the private side to the public one
    #[command(subcommand)]
    Cases(CasesCommand),
}

/// Arguments that build, serve and check share.
#[derive(Debug, Args)]
struct SiteArgs {
    /// Content folder
    #[arg(long, default_value = "content")]
    content: PathBuf,
    /// Folder of themes
    #[arg(long, default_value = "themes")]
    themes: PathBuf,
    /// Output folder
    #[arg(long, default_value = "public")]
    output: PathBuf,
    /// Address of the site, instead of the one in site.toml
    #[arg(long)]
    base_url: Option<String>,
    /// Time of this run, such as 2026-03-01T09:00:00+08:00 or 2026-03-01
    #[arg(long, value_parser = parse_time)]
    now: Option<DateTime>,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
}

#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Ask the sites that pages link to, too
    #[arg(long)]
    external_links: bool,
}

#[derive(Debug, Args)]
struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Make everything again, whatever was made before
    #[arg(long)]
    force: bool,
    /// Print one JSON object on the last line
    #[arg(long)]
    json: bool,
    /// Write which paths were added, changed and removed
    #[arg(long)]
    changes: Option<PathBuf>,
}

#[cfg(feature = "serve")]
#[derive(Debug, Args)]
struct ServeArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1:8080")]
    addr: std::net::SocketAddr,
    /// Folder of reports and keys
    #[arg(long, default_value = ".jiayuan")]
    data: PathBuf,
}

/// Runs a command. Returns the exit status.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    around: &Surroundings,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let wanted = !error.use_stderr();
            let stream: &mut dyn Write = if wanted { out } else { err };
            let _ = write!(stream, "{}", error.render());
            return if wanted { DONE } else { USAGE };
        }
    };
    let mut found = Diagnostics::default();
    let result = match cli.command {
        Command::Build(args) => run_build(&args, around, &mut found, out, err),
        #[cfg(feature = "serve")]
        Command::Serve(args) => run_serve(&args, around, &mut found, out, err),
        Command::Check(args) => run_check(&args, around, &mut found, out),
        Command::New {
            kind,
            title,
            content,
            now,
        } => {
            let now = now.unwrap_or_else(|| clock(around));
            editors::new(&kind, &title, &around.cwd, &content, now, &mut found, out)
        }
        Command::Init { dir, now } => {
            let now = now.unwrap_or_else(|| clock(around));
            editors::init(&dir, &around.cwd, now, &mut found, out)
        }
        Command::Schema { kind } => editors::print_schema(&kind, out),
        Command::Mask { content } => cases::mask(&content, around, &mut found, input, out),
        Command::Cases(command) => cases::run(&command, around, &mut found, out),
    };
    // A reader that went away is no reason to fail.
    let _ = write!(err, "{}", found.draw(around.colours));
    match result {
        Ok(()) if found.has_faults() => MISTAKES,
        Ok(()) => DONE,
        Err(error) => {
            let _ = writeln!(err, "jiayuan: {error}");
            MISTAKES
        }
    }
}

fn run_build(
    args: &BuildArgs,
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    let mut options = build_options(&args.site, around);
    options.force = args.force;
    options.changes.clone_from(&args.changes);
    let report = build::build(&options, found)?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else if !found.has_errors() {
        writeln!(
            err,
            "{} pages ({} made, {} as before), {} files written, {} removed, {} ms",
            report.pages_total,
            report.pages_rendered,
            report.pages_reused,
            report.files_written,
            report.files_removed,
            report.wall_ms
        )?;
    }
    Ok(())
}

#[cfg(feature = "serve")]
fn run_serve(
    args: &ServeArgs,
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    let options = crate::serve::ServeOptions {
        build: build_options(&args.site, around),
        clock: (args.site.now.is_none() && around.source_date_epoch.is_none())
            .then_some(now as fn() -> DateTime),
        addr: args.addr,
        data: around.cwd.join(&args.data),
        private: around.cwd.join(&args.data).join("private"),
        colours: around.colours,
    };
    crate::serve::serve(&options, found, out, err)
}

fn run_check(
    args: &CheckArgs,
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    let options = build_options(&args.site, around);
    check::check(&options, args.external_links, out, found);
    if !check::counts(found) {
        writeln!(out, "没有发现问题。")?;
    }
    Ok(())
}

fn build_options(args: &SiteArgs, around: &Surroundings) -> BuildOptions {
    BuildOptions {
        cwd: around.cwd.clone(),
        content: args.content.clone(),
        themes: args.themes.clone(),
        output: args.output.clone(),
        base_url: args.base_url.clone(),
        now: args.now.unwrap_or_else(|| clock(around)),
        drafts: args.drafts,
        force: false,
        changes: None,
    }
}

/// The office's time: UTC+8 all year.
#[must_use]
pub fn office_time() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// The clock, as the office reads it.
#[must_use]
pub fn now() -> DateTime {
    Timestamp::now().to_zoned(office_time()).datetime()
}

/// The time of this run.
fn clock(around: &Surroundings) -> DateTime {
    let epoch = around
        .source_date_epoch
        .as_deref()
        .and_then(|text| text.parse::<i64>().ok());
    epoch
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map_or_else(now, |time| time.to_zoned(office_time()).datetime())
}

/// Reads a time as typed. Without an offset it is the office's.
fn parse_time(text: &str) -> Result<DateTime, String> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time.to_zoned(office_time()).datetime());
    }
    if let Ok(time) = text.parse::<Zoned>() {
        return Ok(time.with_time_zone(office_time()).datetime());
    }
    text.parse::<DateTime>()
        .or_else(|_| DateTime::strptime("%Y-%m-%d %H:%M", text))
        .map_err(|_| "write a time such as 2026-03-01T09:00:00+08:00 or 2026-03-01".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_the_offices() {
        let noon = jiff::civil::datetime(2026, 3, 1, 12, 0, 0, 0);
        assert_eq!(parse_time("2026-03-01T04:00:00Z"), Ok(noon));
        assert_eq!(parse_time("2026-03-01T12:00:00+08:00"), Ok(noon));
        assert_eq!(parse_time("2026-03-01 12:00"), Ok(noon));
        assert_eq!(parse_time("2026-03-01").unwrap().date(), noon.date());
        assert!(parse_time("yesterday").is_err());
    }
}
