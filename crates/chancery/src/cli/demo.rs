//! `chancery demo`: an invented office to try everything in.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::{Exit, Outcome, Stop};
use crate::demo::DemoOptions;

/// Run an invented office to try everything in, with its own visible date.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery demo                       in a folder of its own that is removed at the end
  chancery demo --folder try          in a folder that stays

Officers are signed in as by a click; nothing in it is secret. Stop it with Ctrl-C.")]
pub(super) struct Args {
    /// Keep the office in this folder.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Where to serve it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

pub(super) fn run(args: Args) -> Outcome {
    let Args { folder, listen } = args;
    if !listen.ip().is_loopback() {
        return Err(Stop {
            not: "not served",
            why: format!("{listen} can be reached from other machines, and a click signs in as anybody"),
            next: Some("give an address of this machine's own, such as 127.0.0.1:8080".to_owned()),
            exit: Exit::Refused,
        });
    }
    crate::demo::run(DemoOptions { folder, listen }).map_err(|error| {
        let taken = error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::AddrInUse);
        let stop = Stop { not: "not served", ..Stop::fault(format!("{error:#}")) };
        if taken { stop.hint("choose another address with --listen, for instance 127.0.0.1:0") } else { stop }
    })?;
    Ok(Exit::Done)
}
