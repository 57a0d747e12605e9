//! `chancery doctor`: everything that lies in a folder, how it stands, and what to do.

use std::path::PathBuf;

use serde_json::json;

use super::{Exit, Outcome, Stop, out};
use crate::office::{Finding, Health, examine};

/// Look over everything in an office's folder, and say what to do.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery doctor office
  chancery doctor office --json

It verifies the journal, and looks at the key, the heads that left the building, register and index, the clock, the files
beside them, what witnesses said, and the room on the disk. It writes nothing and works beside a running server.

Exit codes: 0 nothing is wrong, 3 the folder cannot be read, 4 something is wrong.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Print one object of JSON a thing.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    if !args.folder.join("journal.db").is_file() {
        let why = format!("there is no office in {}", args.folder.display());
        return Err(Stop::no_office("nothing was looked at", why));
    }
    let bar = out::Progress::counting("verifying");
    let found = examine(&args.folder, &mut |done, of| bar.at(done, of));
    bar.clear();
    for Finding { what, health, says, next } in &found {
        let word = match health {
            Health::Good => "good",
            Health::Mind => "mind",
            Health::Wrong => "WRONG",
        };
        if args.json {
            out::print_json(&json!({ "what": what, "health": word.to_lowercase(), "says": says, "next": next }))?;
            continue;
        }
        out::print_line(&format!("{word:<5}  {what:<12}  {says}"))?;
        if let Some(next) = next {
            out::print_line(&format!("{:21}→ {next}", ""))?;
        }
    }
    let wrong = found.iter().any(|finding| finding.health == Health::Wrong);
    Ok(if wrong { Exit::Wrong } else { Exit::Done })
}
