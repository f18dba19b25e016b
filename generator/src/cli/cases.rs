//! `jiayuan cases …` and `jiayuan mask`: the commands of the private side.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Surroundings;
use crate::build;
use crate::cases::CasePaths;
use crate::cases::decide::{self, Cases, Choice, DecideOptions};
use crate::cases::import::{self, ImportOptions, ImportSite};
use crate::cases::release;
use crate::cases::tables::GateTables;
use crate::cases::withdraw::{self, WithdrawOptions};
use crate::diagnostic::{Diagnostics, Shown};
use crate::load;
use crate::masking::{self, AllowList};

/// The commands between the private and the public side.
#[derive(Debug, Subcommand)]
pub(super) enum CasesCommand {
    /// A platform's CSV, XLSX or JSON Lines become raw case records
    Import(ImportArgs),
    /// The gate: raw records and decisions become released records
    Release {
        #[command(flatten)]
        sides: Sides,
        /// Print one JSON object on the last line
        #[arg(long)]
        json: bool,
    },
    /// Decide about cases without a browser
    Decide {
        #[command(flatten)]
        sides: Sides,
        /// The reviewer, who answers for it
        #[arg(long = "as", value_name = "NAME")]
        by: String,
        #[command(flatten)]
        choice: ChoiceArgs,
        /// All cases in which nothing is left to doubt; words only
        #[arg(long, conflicts_with = "ids", required_unless_present = "ids")]
        all_clean: bool,
        /// Public ids
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
    /// The reviewer's desk in the browser, on this machine only
    #[cfg(feature = "serve")]
    Review {
        #[command(flatten)]
        sides: Sides,
        /// The reviewer, who answers for the decisions
        #[arg(long = "as", value_name = "NAME", value_parser = reviewer)]
        by: String,
        /// Loopback address to listen on
        #[arg(long, default_value = "127.0.0.1:8099", value_parser = loopback)]
        addr: std::net::SocketAddr,
    },
    /// Take cases back at once, whatever else is wrong
    Withdraw {
        #[command(flatten)]
        sides: Sides,
        /// Folder of the built site, to be cleaned too
        #[arg(long)]
        output: Option<PathBuf>,
        /// Public ids
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    sides: Sides,
    /// The platform's export
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What its columns mean (TOML)
    #[arg(long)]
    map: PathBuf,
    /// Write nothing; say what would be imported
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON object on the last line
    #[arg(long)]
    json: bool,
}

/// Where the two sides lie.
#[derive(Debug, Args)]
pub(super) struct Sides {
    /// Private side: records, photos, decisions, keys
    #[arg(long, default_value = ".jiayuan/private")]
    private: PathBuf,
    /// Content folder
    #[arg(long, default_value = "content")]
    content: PathBuf,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct ChoiceArgs {
    /// The words may be read
    #[arg(long, conflicts_with_all = ["facts", "withhold"])]
    release: bool,
    /// The photos may be seen too
    #[arg(long, requires = "release")]
    photos: bool,
    /// Only the unit's own words
    #[arg(long, conflicts_with = "withhold")]
    facts: bool,
    /// Nothing
    #[arg(long)]
    withhold: bool,
}

impl ChoiceArgs {
    fn choice(&self) -> Choice {
        if self.release {
            Choice::Release {
                photos: self.photos,
            }
        } else if self.facts {
            Choice::Facts
        } else {
            Choice::Withhold
        }
    }
}

/// A name that a decision can be asked about.
#[cfg(feature = "serve")]
fn reviewer(typed: &str) -> Result<String, String> {
    let name = typed.trim();
    if name.is_empty() {
        return Err("write the name of the reviewer, who answers for the decisions".into());
    }
    Ok(name.to_string())
}

/// The desk shows private words: nobody beyond this machine may reach it.
#[cfg(feature = "serve")]
fn loopback(typed: &str) -> Result<std::net::SocketAddr, String> {
    let addr: std::net::SocketAddr = typed
        .parse()
        .map_err(|_| "write an address such as 127.0.0.1:8099".to_string())?;
    if addr.ip().is_loopback() {
        Ok(addr)
    } else {
        Err("the desk listens on the loopback only; write 127.0.0.1 and a port".into())
    }
}

/// Runs a command of the private side.
pub(super) fn run(
    command: &CasesCommand,
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    match command {
        CasesCommand::Import(args) => import(args, around, found, out),
        CasesCommand::Release { sides, json } => release(sides, *json, around, found, out),
        CasesCommand::Decide {
            sides,
            by,
            choice,
            all_clean,
            ids,
        } => {
            let cases = if *all_clean {
                Cases::AllClean
            } else {
                Cases::Ids(ids.clone())
            };
            let options = DecideOptions {
                by: by.clone(),
                choice: choice.choice(),
                cases,
                now: super::clock(around),
            };
            decide(sides, &options, around, found, out)
        }
        #[cfg(feature = "serve")]
        CasesCommand::Review { sides, by, addr } => {
            let paths = paths(sides, around);
            let Some(tables) = tables(&paths, found) else {
                return Ok(());
            };
            let options = crate::cases::review::ReviewOptions {
                by: by.clone(),
                addr: *addr,
                clock: super::now,
            };
            crate::cases::review::review(paths, tables, &options, found, out)
        }
        CasesCommand::Withdraw { sides, output, ids } => {
            withdraw(sides, output.as_deref(), ids, around, found, out)
        }
    }
}

fn paths(sides: &Sides, around: &Surroundings) -> CasePaths {
    CasePaths::new(&around.cwd, &sides.private, &sides.content)
}

/// The tables that the gate goes by, unless they have mistakes.
fn tables(paths: &CasePaths, found: &mut Diagnostics) -> Option<GateTables> {
    let (root, shown) = (&paths.content, &paths.shown_content);
    let settings = load::settings(root, shown, None, found)?;
    let tables = load::tables(root, shown, &settings, found);
    if found.has_errors() {
        return None;
    }
    let public = load::public_numbers(root, shown, &settings);
    let calendar = load::holidays::calendar(root, shown, found);
    if found.has_errors() {
        return None;
    }
    Some(GateTables::of(&tables, settings.release, public).with_calendar(calendar))
}

fn import(
    args: &ImportArgs,
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paths = paths(&args.sides, around);
    let (root, shown) = (&paths.content, &paths.shown_content);
    let Some(settings) = load::settings(root, shown, None, found) else {
        return Ok(());
    };
    let tables = load::tables(root, shown, &settings, found);
    if found.has_errors() {
        return Ok(());
    }
    let site = ImportSite {
        tables: &tables,
        allow: &load::public_numbers(root, shown, &settings),
        is_sample: settings.sample_notice.is_some(),
    };
    let options = ImportOptions {
        file: &around.cwd.join(&args.file),
        shown_file: &args.file.to_string_lossy(),
        map: &around.cwd.join(&args.map),
        shown_map: &args.map.to_string_lossy(),
        dry_run: args.dry_run,
        now: super::clock(around),
    };
    let report = import::import(&paths, site, &options, found)?;
    if args.json {
        return writeln!(out, "{}", serde_json::to_string(&report)?);
    }
    writeln!(
        out,
        "{} rows: {} cases; {} rows skipped, {} with mistakes, {} to look at.",
        report.rows, report.cases, report.rows_skipped, report.rows_faulty, report.rows_doubtful
    )?;
    if !report.months.is_empty() {
        writeln!(out, "  month        new  changed  unchanged  older")?;
    }
    for (month, [new, changed, unchanged, older]) in &report.months {
        writeln!(
            out,
            "  {month}  {new:>7}  {changed:>7}  {unchanged:>9}  {older:>5}"
        )?;
    }
    match (report.is_good, args.dry_run) {
        (true, true) => writeln!(out, "Nothing was written: this was a dry run."),
        (true, false) => writeln!(
            out,
            "{} new and {} changed cases in {} files, {} ms.",
            report.new, report.changed, report.files_written, report.wall_ms
        ),
        (false, _) => writeln!(out, "Nothing was imported."),
    }
}

fn release(
    sides: &Sides,
    json: bool,
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paths = paths(sides, around);
    let Some(tables) = tables(&paths, found) else {
        return Ok(());
    };
    let report = release::release(&paths, &tables, found)?;
    if json {
        return writeln!(out, "{}", serde_json::to_string(&report)?);
    }
    writeln!(
        out,
        "{} records: {} rows released, {} of them with a page; {} withheld.",
        report.records, report.case_rows, report.case_pages, report.cases_withheld
    )?;
    for (reason, count) in &report.withheld {
        writeln!(out, "  withheld, {reason}: {count}")?;
    }
    writeln!(
        out,
        "Waiting for a decision: {}; without consent: {}; decided about other words: {}.",
        report.undecided, report.without_consent, report.stale_decisions
    )?;
    writeln!(
        out,
        "{} files written, {} removed, {} photos finished, {} ms.",
        report.files_written, report.files_removed, report.photos_encoded, report.wall_ms
    )
}

fn decide(
    sides: &Sides,
    options: &DecideOptions,
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paths = paths(sides, around);
    let Some(tables) = tables(&paths, found) else {
        return Ok(());
    };
    let report = decide::decide(&paths, &tables, options, found)?;
    for id in &report.decided {
        writeln!(out, "{id}")?;
    }
    writeln!(out, "{} decided.", report.decided.len())?;
    if !report.left.is_empty() {
        writeln!(out, "{} left to a person:", report.left.len())?;
        for id in &report.left {
            writeln!(out, "{id}")?;
        }
    }
    Ok(())
}

/// Takes cases back, then builds the output as it was built last. Where no build is possible, files
/// that still name a case are removed.
fn withdraw(
    sides: &Sides,
    output: Option<&Path>,
    ids: &[String],
    around: &Surroundings,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    let now = super::clock(around);
    let options = WithdrawOptions {
        ids: ids.to_vec(),
        output: output.map(|output| around.cwd.join(output)),
        picture_caches: vec![build::pictures_folder(&around.cwd)],
        now,
    };
    build::forget_words(&around.cwd)?;
    let report = withdraw::withdraw(&paths(sides, around), &options, found)?;
    if let Some(output) = output
        && !report.ids.is_empty()
    {
        let mut of_build = Diagnostics::default();
        let built = build::last_options(&around.cwd, output, now)
            .map(|options| build::build(&options, &mut of_build));
        if !matches!(built, Some(Ok(_))) || of_build.has_errors() {
            withdraw::erase(&report.mentions)?;
        }
        found.append(of_build);
    }
    writeln!(
        out,
        "{} withdrawn, {} rows removed. Purge:",
        report.ids.len(),
        report.rows
    )?;
    for path in &report.purge {
        writeln!(out, "{path}")?;
    }
    Ok(())
}

/// `jiayuan mask`
pub(super) fn mask(
    content: &Path,
    around: &Surroundings,
    found: &mut Diagnostics,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<()> {
    let root = around.cwd.join(content);
    let shown = Shown::new(&root, &content.to_string_lossy());
    // Without a site there are no published numbers beyond the public hotlines.
    let allow = load::settings(&root, &shown, None, &mut Diagnostics::default())
        .map_or_else(AllowList::default, |s| {
            load::public_numbers(&root, &shown, &s)
        });
    let mut out = io::BufWriter::new(out);
    found.append(masking::command(input, &mut out, &allow)?);
    out.flush()
}
