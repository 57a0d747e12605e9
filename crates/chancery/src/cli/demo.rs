//! `chancery demo`: an invented office to try everything in.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::PathBuf;

use super::serve::spoken;
use super::{Exit, Outcome, Stop};
use crate::demo::{Cast, DemoOptions, OtherOffice};
use crate::tongues::{ENGLISH, Tongues};

/// Run an invented office to try everything in, with its own visible date.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery demo                       in a folder of its own that is removed at the end
  chancery demo --folder try          in a folder that stays
  chancery demo --town                a small town hall in place of the ministry

Officers are signed in as by a click; nothing in it is secret. Stop it with Ctrl-C.")]
pub(super) struct Args {
    /// A small town hall, in which colleagues see each other's post, in place of the ministry.
    #[arg(long)]
    town: bool,
    /// The language of its pages where nobody chose another: en, ru, en-town. The town hall speaks en-town unless told.
    #[arg(long, value_name = "NAME")]
    language: Option<String>,
    /// Keep the office in this folder.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Where to serve it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

pub(super) fn run(args: Args) -> Outcome {
    let Args { town, language, folder, listen } = args;
    if !listen.ip().is_loopback() {
        return Err(Stop {
            not: "not served",
            why: format!("{listen} can be reached from other machines, and a click signs in as anybody"),
            next: Some("give an address of this machine's own, such as 127.0.0.1:8080".to_owned()),
            exit: Exit::Refused,
        });
    }
    let (cast, usual) = if town { (Cast::Town, "en-town") } else { (Cast::Ministry, ENGLISH) };
    let tongues = spoken(Tongues::brought(), language.as_deref().unwrap_or(usual))?;
    crate::demo::run(DemoOptions { cast, folder, listen, tongues }).map_err(|error| not_served(&error))?;
    Ok(Exit::Done)
}

/// Why it is not served, and what to do about it.
fn not_served(error: &anyhow::Error) -> Stop {
    let stop = Stop { not: "not served", ..Stop::fault(format!("{error:#}")) };
    let next = match error.downcast_ref::<OtherOffice>() {
        Some(OtherOffice::OtherCast { cast: Cast::Town, .. }) => "give --town too, or another folder",
        Some(OtherOffice::OtherCast { cast: Cast::Ministry, .. }) => "leave --town out, or give another folder",
        Some(OtherOffice::NoDemonstration { .. }) => {
            "give another folder; an office of your own is served by chancery serve"
        }
        None if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::AddrInUse) => {
            return stop.hint("choose another address with --listen, for instance 127.0.0.1:0");
        }
        None => return stop,
    };
    Stop { exit: Exit::Refused, ..stop.hint(next) }
}
