//! How binary forms are opened, as arguments of every command that reads files.

use clap::builder::TypedValueParser;

use crate::opener::{EXTRACT_BYTES_MIN, EXTRACT_SECONDS_CEILING, OpenerOptions};

/// Limits of the process that takes a file apart.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Limits of reading")]
pub(super) struct OpeningArgs {
    /// Memory for taking one file apart, in bytes; 1 GiB where it is left out.
    #[arg(long, value_name = "BYTES", value_parser = bytes())]
    extract_bytes_max: Option<u64>,
    /// Time for taking one file apart, in seconds; 30 where it is left out.
    #[arg(long, value_name = "SECONDS", value_parser = seconds())]
    extract_seconds_max: Option<u64>,
}

impl OpeningArgs {
    /// As options of an office.
    pub(super) fn options(&self) -> OpenerOptions {
        let usual = OpenerOptions::default();
        OpenerOptions {
            bytes_max: self.extract_bytes_max.unwrap_or(usual.bytes_max),
            seconds_max: self.extract_seconds_max.unwrap_or(usual.seconds_max),
            ..usual
        }
    }
}

fn bytes() -> impl TypedValueParser<Value = u64> {
    clap::value_parser!(u64).range(EXTRACT_BYTES_MIN..)
}

fn seconds() -> impl TypedValueParser<Value = u64> {
    clap::value_parser!(u64).range(1..=EXTRACT_SECONDS_CEILING)
}
