//! The command line of an office's machine.

use super::{Refused, app, environment, listen, reply_beside_the_binary};
#[cfg(feature = "embedded")]
use crate::local;
#[cfg(feature = "remote")]
use crate::network::Network;
use crate::{
    http::{App, router},
    keyring::Fetch,
    settings::{SecretName, Settings, TableSettings},
    store::Store,
};
use clap::{Args, Parser, Subcommand};
use std::{ffi::OsString, io::Write, path::PathBuf, process::ExitCode};

/// Takes residents' reports and answers their look-ups. On AWS Lambda it needs no arguments.
#[derive(Parser)]
#[command(name = "jiayuan-function", version, arg_required_else_help = true)]
struct Arguments {
    /// Serve plain HTTP on this address, such as 127.0.0.1:8081
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    #[command(flatten)]
    table: Table,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Which table.
#[derive(Args)]
struct Table {
    /// Data directory of `jiayuan serve`, which may be running; without it the table comes from the
    /// environment (JIAYUAN_TABLE, AWS_REGION …)
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Write raw case records by month, opening what residents typed with the office's private key
    #[cfg(feature = "desk")]
    Export(crate::desk::ExportWish),
    /// The staff's desk: list and show cases, move them, answer, close, print, purge
    #[cfg(feature = "desk")]
    Desk(crate::desk::DeskArguments),
}

/// Runs the arguments. 0 is done, 1 could not be done, 2 was asked wrongly.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let to: &mut dyn Write = if error.use_stderr() { err } else { out };
            let _ = write!(to, "{error}");
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = writeln!(err, "error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(act(arguments, out, err)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => {
            let _ = writeln!(err, "error: {refused}");
            ExitCode::FAILURE
        }
    }
}

async fn act(
    arguments: Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Refused> {
    #[cfg(not(feature = "desk"))]
    let _ = err;
    match (arguments.command, arguments.listen) {
        #[cfg(feature = "desk")]
        (Some(Command::Export(wish)), None) => {
            let opened = attach(&arguments.table).await?;
            crate::desk::export(&opened.store, &opened.uploads, wish, out).await
        }
        #[cfg(feature = "desk")]
        (Some(Command::Desk(wish)), None) => {
            let opened = attach(&arguments.table).await?;
            crate::desk::run(opened, wish, out, err).await
        }
        (None, Some(address)) => {
            crate::log::quiet_panics();
            let app = open(&arguments.table).await?;
            listen::serve(&address, router(app), out).await
        }
        _ => Err("give either --listen ADDR or a command; see --help".into()),
    }
}

/// The shared state of a door that answers residents.
async fn open(table: &Table) -> Result<App, Refused> {
    #[cfg(feature = "embedded")]
    if let Some(data) = &table.data {
        let data = data.join("function");
        let (engine, store, settings) = local::attach(&data).await?;
        tokio::spawn(local::sweep(engine));
        let uploads = local::uploads(&data)?;
        // Where `jiayuan build` puts it unless told otherwise.
        let reply = settings
            .reply
            .clone()
            .unwrap_or_else(|| PathBuf::from("public/reply"));
        if let Some(public) = reply.parent() {
            tokio::spawn(local::mark_pages(store.clone(), public.to_owned()));
        }
        return app(store, uploads, settings, reply, by_name);
    }
    let settings = Settings::read(environment)?;
    let store = remote(table)?;
    let reply = settings
        .reply
        .clone()
        .unwrap_or_else(reply_beside_the_binary);
    #[cfg(feature = "remote")]
    let uploads = super::bucket(&Network::new(TableSettings::read(environment)?.roots))?;
    #[cfg(not(feature = "remote"))]
    let uploads = crate::store::Uploads::nowhere();
    app(store, uploads, settings, reply, by_name)
}

/// Keys that are kept in AWS.
fn by_name(name: SecretName) -> Result<Fetch, Refused> {
    #[cfg(feature = "remote")]
    {
        let settings = TableSettings::read(environment)?;
        let network = Network::new(settings.roots.clone());
        super::from_aws(network, settings)(name)
    }
    #[cfg(not(feature = "remote"))]
    Err(
        format!("this binary reads no secrets from a network (build it with `desk`): {name:?}")
            .into(),
    )
}

/// The table behind the network.
fn remote(table: &Table) -> Result<Store, Refused> {
    if table.data.is_some() {
        return Err("--data needs a binary that was built with the feature `embedded`".into());
    }
    let settings = TableSettings::read(environment)?;
    #[cfg(feature = "remote")]
    {
        let network = Network::new(settings.roots.clone());
        Ok(crate::store::remote::store(&settings, &network))
    }
    #[cfg(not(feature = "remote"))]
    Err(format!(
        "the table {} is in the cloud; this binary reads --data DIR only (build it with `desk`)",
        settings.table
    )
    .into())
}

/// Table, photos and public key, for the office's own tools.
#[cfg(feature = "desk")]
async fn attach(table: &Table) -> Result<crate::desk::Opened, Refused> {
    let reply = environment(crate::settings::REPLY).map(PathBuf::from);
    let reply = reply.unwrap_or_else(|| PathBuf::from("public/reply"));
    #[cfg(feature = "embedded")]
    if let Some(data) = &table.data {
        let data = data.join("function");
        return Ok(crate::desk::Opened {
            store: local::attach_table(&data).await?.1,
            uploads: local::uploads(&data)?,
            recipient: local::recipient(&data)?,
            reply,
        });
    }
    let recipient = environment(crate::settings::RECIPIENT);
    Ok(crate::desk::Opened {
        store: remote(table)?,
        uploads: super::bucket(&Network::new(TableSettings::read(environment)?.roots))?,
        recipient: recipient
            .map(|text| crate::seal::Recipient::read(&text))
            .transpose()?,
        reply,
    })
}
