//! Passes the arguments on and returns the exit status.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use jiayuan::cli::{Surroundings, run};

/// Filling templates is mostly small pieces of memory that come and go, on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let around = Surroundings {
        cwd: std::env::current_dir().unwrap_or_default(),
        source_date_epoch: std::env::var("SOURCE_DATE_EPOCH").ok(),
        colours: io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    };
    let mut input = io::stdin().lock();
    let status = run(
        std::env::args_os(),
        &around,
        &mut input,
        &mut io::stdout(),
        &mut io::stderr(),
    );
    ExitCode::from(status)
}
