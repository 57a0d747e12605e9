//! `chancery confined`: not for people. The program starts itself so to become another program under limits; see
//! `crate::recognition`.

use std::path::PathBuf;

use super::{Outcome, Stop};

/// Become another program under limits.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(super) struct Args {
    /// Memory it may use, in bytes.
    #[arg(long)]
    bytes_max: u64,
    /// Processor time it may use, in seconds.
    #[arg(long)]
    seconds_max: u64,
    /// The program.
    program: PathBuf,
    /// What it is given.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

#[cfg(unix)]
pub(super) fn run(args: &Args) -> Outcome {
    use std::os::unix::process::CommandExt as _;

    use crate::opener::confine::{Limits, Seal, confine};

    /// Nobody waits for it, in the system's own steps.
    const STEPS_BACK: i32 = 19;

    let Args { bytes_max, seconds_max, program, arguments } = args;
    let seal = Seal::AllBut(program.clone());
    confine(&Limits { bytes_max: *bytes_max, seconds_max: *seconds_max, seal, steps_back: STEPS_BACK })
        .map_err(Stop::fault)?;
    // It comes back only where it failed.
    Err(Stop::fault(std::process::Command::new(program).args(arguments).exec()))
}

#[cfg(not(unix))]
pub(super) fn run(_: &Args) -> Outcome {
    Err(Stop::fault("processes cannot be limited here"))
}
