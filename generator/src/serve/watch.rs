//! Watches content and theme, and builds again when they change.

use std::io::{self, Write};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher};
use tokio::sync::broadcast;

use super::{ServeOptions, built};
use crate::build::build;
use crate::diagnostic::Diagnostics;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// The site was built again.
    Built,
    /// The server stops.
    Stopping,
}

/// How long the files have to be quiet before a build: editors write in several steps.
const QUIET: Duration = Duration::from_millis(80);

/// Starts watching on a thread of its own. Each successful build is announced.
pub(super) fn start(options: ServeOptions, announce: broadcast::Sender<Change>) -> io::Result<()> {
    let (events, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading a file is an event too, and a build reads them all.
        if !matches!(&event, Ok(event) if matches!(event.kind, EventKind::Access(_))) {
            let _ = events.send(());
        }
    })
    .map_err(io::Error::other)?;
    for folder in [&options.build.content, &options.build.themes] {
        let path = options.build.cwd.join(folder);
        if path.is_dir() {
            watcher
                .watch(&path, RecursiveMode::Recursive)
                .map_err(io::Error::other)?;
        }
    }
    thread::Builder::new().name("watch".into()).spawn(move || {
        let _watcher = watcher;
        while changes.recv().is_ok() {
            let mut last = Instant::now();
            while last.elapsed() < QUIET {
                if changes.recv_timeout(QUIET).is_ok() {
                    last = Instant::now();
                }
            }
            rebuild(&options, &announce);
        }
    })?;
    Ok(())
}

fn rebuild(options: &ServeOptions, announce: &broadcast::Sender<Change>) {
    let mut build_options = options.build.clone();
    if let Some(clock) = options.clock {
        build_options.now = clock();
    }
    let mut found = Diagnostics::default();
    let mut err = io::stderr();
    let sentence = match build(&build_options, &mut found) {
        Ok(_) if found.has_errors() => String::new(),
        Ok(report) => {
            let _ = announce.send(Change::Built);
            format!("{}\n", built(&report))
        }
        Err(error) => format!("jiayuan: {error}\n"),
    };
    let _ = write!(err, "{}{sentence}", found.draw(options.colours));
}
