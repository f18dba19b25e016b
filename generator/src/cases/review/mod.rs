//! The review desk: a named reviewer looks at cases in the browser and decides.
//!
//! It runs on the office's machine and answers on the loopback only. Pages and scripts are part of the
//! program; nothing is loaded from elsewhere. What it shows comes from the gate and the photo room by the
//! functions that a release calls, so that what was seen is what is published. A decision is on disk before
//! the next case shows. No word of a case stands in an address or in anything that is printed.

mod answers;
mod desk;
mod guard;
mod http;
mod ledger;
mod pages;
mod queue;
mod shelf;
mod view;

use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Mutex,
};

use jiayuan_function::doors::stopping::interrupted;
use jiff::civil::DateTime;

use self::{desk::Desk, guard::Door, pages::Pages, shelf::Shelf};
use super::{CasePaths, tables::GateTables};
use crate::diagnostic::Diagnostics;

/// The arguments of `cases review`.
#[derive(Debug, Clone)]
pub struct ReviewOptions {
    /// The reviewer, who answers for the decisions.
    pub by: String,
    /// Where to listen; a loopback address.
    pub addr: SocketAddr,
    /// Says what time it is at a decision, as the office reads it.
    pub clock: fn() -> DateTime,
}

/// Everything that answers requests.
struct Office {
    desk: Mutex<Desk>,
    shelf: Shelf,
    door: Door,
    pages: Pages,
    /// `http://127.0.0.1:8099`
    address: String,
}

/// Opens the desk and serves it until it is interrupted.
///
/// # Errors
/// When the address is none of this machine's own or is taken, or a file cannot be read.
pub fn review(
    paths: CasePaths,
    tables: GateTables,
    options: &ReviewOptions,
    found: &mut Diagnostics,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !options.addr.ip().is_loopback() {
        return Err(io::Error::other(format!(
            "the desk shows private words and listens on the loopback only, not on {}",
            options.addr
        )));
    }
    let Some(desk) = Desk::open(paths, tables, &options.by, options.clock, found)? else {
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let progress = desk.progress();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(options.addr)
            .await
            .map_err(|error| {
                let sentence = format!("cannot listen on {}: {error}", options.addr);
                io::Error::new(error.kind(), sentence)
            })?;
        let addr = listener.local_addr()?;
        let (door, token) = Door::new(&addr.to_string(), addr.port())?;
        let office = Office {
            desk: Mutex::new(desk),
            shelf: Shelf::default(),
            door,
            pages: Pages::new(),
            address: format!("http://{addr}"),
        };
        writeln!(
            out,
            "{} cases wait for a decision, {} are decided.",
            progress.waiting, progress.decided
        )?;
        // Behind the # it is never part of a request.
        writeln!(out, "Desk:    http://{addr}/#{token}")?;
        writeln!(
            out,
            "Open the address in a browser on this machine. It works once; stop with Ctrl-C."
        )?;
        out.flush()?;
        axum::serve(listener, http::router(office))
            .with_graceful_shutdown(interrupted())
            .await
    })
}
