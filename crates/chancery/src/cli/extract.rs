//! `chancery extract`: not for people. The program starts itself so to take apart one file of a binary form under
//! limits; see `crate::opener`.

use super::{Exit, Outcome, Stop};

/// Take apart the one file that the program itself hands over on standard input.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(super) struct Args {
    /// Memory it may use, in bytes.
    #[arg(long)]
    bytes_max: u64,
    /// Time it may use, in seconds.
    #[arg(long)]
    seconds_max: u64,
}

pub(super) fn run(args: &Args) -> Outcome {
    #[cfg(unix)]
    crate::opener::run(args.bytes_max, args.seconds_max)
        .map_err(|error| Stop { not: "not taken apart", ..Stop::fault(error) })?;
    #[cfg(not(unix))]
    return Err(Stop::fault("processes cannot be limited here"));
    Ok(Exit::Done)
}
