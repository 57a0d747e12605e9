//! `chancery set-page`: not for people. The program starts itself so to set one page by an office's own forms under limits; see
//! `crate::setters`.

use std::path::PathBuf;

use super::{Exit, Outcome, Stop};

/// Set the one sheet that the program itself hands over on standard input.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(super) struct Args {
    /// Memory it may use, in bytes.
    #[arg(long)]
    bytes_max: u64,
    /// Time it may use, in seconds.
    #[arg(long)]
    seconds_max: u64,
    /// The folder of the office's fonts.
    #[arg(long)]
    fonts: PathBuf,
}

pub(super) fn run(args: &Args) -> Outcome {
    #[cfg(unix)]
    crate::setters::run(args.bytes_max, args.seconds_max, &args.fonts)
        .map_err(|error| Stop { not: "not set", ..Stop::fault(error) })?;
    #[cfg(not(unix))]
    return Err(Stop::fault("processes cannot be limited here"));
    Ok(Exit::Done)
}
