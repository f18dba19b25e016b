//! The local server: builds, serves, watches, reloads the browser, and mounts the function.
//!
//! Calls the build and adds nothing to it. The function's handler is the one that runs in
//! production, on an embedded store with durable files.

mod site;
mod watch;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use jiayuan_function::doors::stopping::interrupted;
use jiayuan_function::local::{self, LocalOptions};
use jiff::civil::DateTime;
use tokio::net::TcpListener;
use tokio::sync::broadcast;

use crate::build::{BuildOptions, BuildReport, build};
use crate::diagnostic::{Diagnostics, Shown};
use crate::load;

/// What the server is asked to do.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The build.
    pub build: BuildOptions,
    /// Says what time it is at a rebuild, unless the time of the run was given.
    pub clock: Option<fn() -> DateTime>,
    /// Where to listen.
    pub addr: SocketAddr,
    /// Folder of reports and keys.
    pub data: PathBuf,
    /// The office's private side.
    pub private: PathBuf,
    /// Whether findings are drawn in colours.
    pub colours: bool,
}

/// How long requests under way may take when the server stops.
const FAREWELL: Duration = Duration::from_secs(3);

/// Builds, then serves until it is interrupted.
///
/// # Errors
/// When the address is taken, or the data folder cannot be used.
pub fn serve(
    options: &ServeOptions,
    found: &mut Diagnostics,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    let report = build(&options.build, found)?;
    let failed = found.has_errors();
    write!(err, "{}", std::mem::take(found).draw(options.colours))?;
    if !failed {
        writeln!(out, "{}", built(&report))?;
    }
    let base_path = base_path(options);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(options, &base_path, out))
}

fn built(report: &BuildReport) -> String {
    format!(
        "Built {} pages in {} ms ({} made).",
        report.pages_total, report.wall_ms, report.pages_rendered
    )
}

fn base_path(options: &ServeOptions) -> String {
    let content = options.build.cwd.join(&options.build.content);
    let shown = Shown::new(&content, &options.build.content.to_string_lossy());
    let base_url = options.build.base_url.as_deref();
    load::settings(&content, &shown, base_url, &mut Diagnostics::default())
        .map_or_else(String::new, |settings| settings.base_path)
}

async fn run(options: &ServeOptions, base_path: &str, out: &mut dyn Write) -> io::Result<()> {
    let listener = TcpListener::bind(options.addr).await.map_err(|error| {
        let sentence = match error.kind() {
            io::ErrorKind::AddrInUse => {
                format!(
                    "{} is taken; choose another address with --addr",
                    options.addr
                )
            }
            _ => format!("cannot listen on {}: {error}", options.addr),
        };
        io::Error::new(error.kind(), sentence)
    })?;
    let output = options.build.cwd.join(&options.build.output);
    let function = local::open(LocalOptions {
        data: options.data.join("function"),
        private: options.private.clone(),
        reply: output.join("reply"),
    })
    .await
    .map_err(|error| io::Error::other(error.to_string()))?;
    for notice in &function.notices {
        writeln!(out, "{notice}")?;
    }
    let addr = listener.local_addr()?;
    writeln!(out, "Site:    http://{addr}{base_path}/")?;
    writeln!(out, "Form:    http://{addr}{base_path}/report/")?;
    writeln!(
        out,
        "Reports: {} (sealed; only the office's key opens them)",
        options.data.join("function").display()
    )?;
    writeln!(
        out,
        "Watching {} and {}; stop with Ctrl-C.",
        options.build.content.display(),
        options.build.themes.display()
    )?;
    out.flush()?;
    let (changed, _) = broadcast::channel(8);
    watch::start(options.clone(), changed.clone())?;
    let router = site::router(&output, base_path, changed.clone(), function.router);
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    // The function counts by who is at the other end.
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        interrupted().await;
        // Open event streams end with their sender's message.
        let _ = changed.send(watch::Change::Stopping);
        let _ = stop.send(true);
    });
    tokio::select! {
        result = server => result,
        () = async {
            let _ = stopped.wait_for(|stopped| *stopped).await;
            tokio::time::sleep(FAREWELL).await;
        } => Ok(()),
    }
}
