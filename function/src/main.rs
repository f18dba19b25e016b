//! Picks the door: Lambda's runtime if it started us, else the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "lambda")]
    if jiayuan_function::doors::lambda::is_here() {
        return jiayuan_function::doors::lambda::run();
    }
    #[cfg(feature = "cli")]
    return jiayuan_function::doors::cli::run(
        std::env::args_os(),
        &mut std::io::stdout(),
        &mut std::io::stderr(),
    );
    #[cfg(not(feature = "cli"))]
    {
        jiayuan_function::log::error(
            "start",
            "this build answers Lambda's runtime and nothing else",
        );
        ExitCode::from(2)
    }
}
