//! `chancery witness`: who outside the house signs the heads, and what each said last.

use std::path::PathBuf;

use super::{Exit, Outcome, Stop, counter, out};
use crate::office::{Office, OfficeOptions, SubmitError};
use crate::witness::{Witness, Witnesses, WitnessesError};

/// Witnesses outside the house, who sign each head that goes on from those they have seen.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery witness office add https://witness.example witness.example+5f2a…
  chancery witness office list
  chancery witness office submit
  chancery witness office drop witness.example

A witness keeps nothing of the office but its last head, and signs the next only where that goes on from it (C2SP
tlog-witness). Whoever runs it has to be given the office's public key: see `chancery key`. The server hands each head to
every witness; `submit` does so once, where no server holds the folder.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Name a witness, or give the one of this key's name another address.
    #[command(after_help = "Example:\n  chancery witness office add https://witness.example witness.example+5f2a…")]
    Add {
        /// Where it takes heads; /add-checkpoint follows.
        url: String,
        /// Its public key: name+id+base64.
        key: String,
    },
    /// Ask one no more; what it signed stays.
    #[command(after_help = "Example:\n  chancery witness office drop witness.example")]
    Drop {
        /// The name of its key.
        name: String,
    },
    /// List them with what each said last.
    #[command(after_help = "Example:\n  chancery witness office list --json")]
    List {
        /// Print one object of JSON a witness.
        #[arg(long)]
        json: bool,
    },
    /// Publish the head and hand it to each.
    #[command(after_help = "Example:\n  chancery witness office submit")]
    Submit {
        /// Print one object of JSON a witness.
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(args: &Args) -> Outcome {
    if !args.folder.join("journal.db").is_file() {
        let why = format!("there is no office in {}", args.folder.display());
        return Err(Stop::no_office("nothing was changed", why));
    }
    let witnesses = Witnesses::open(&args.folder).map_err(stop)?;
    match &args.what {
        What::Add { url, key } => {
            let name = witnesses.name(url, key).map_err(stop)?;
            out::say(&format!("{name} is asked to sign each head from now on"));
        }
        What::Drop { name } => witnesses.give_up(name).map_err(stop)?,
        What::List { json } => print(&witnesses.all().map_err(stop)?, *json)?,
        What::Submit { json } => return submit(args, &witnesses, *json),
    }
    Ok(Exit::Done)
}

fn submit(args: &Args, witnesses: &Witnesses, json: bool) -> Outcome {
    let office = Office::reach(&args.folder, OfficeOptions::default()).map_err(counter::not_opened)?;
    if !office.is_here() {
        return Err(Stop {
            not: "nothing was handed out",
            why: "a server holds the folder, and hands each head out by itself".to_owned(),
            next: Some("see what each said with: chancery witness FOLDER list".to_owned()),
            exit: Exit::Refused,
        });
    }
    office.publish_head_blocking().map_err(|fault| Stop::from(SubmitError::from(fault)))?;
    let asked = office.hand_out_head(witnesses).map_err(Stop::fault)?;
    print(&asked, json)?;
    office.shut();
    let alarm = asked.iter().any(|witness| !witness.holds);
    let unsigned = asked.iter().any(|witness| witness.said.is_empty() || !witness.said.starts_with("signed"));
    Ok(if alarm {
        Exit::Wrong
    } else if unsigned {
        Exit::Fault
    } else {
        Exit::Done
    })
}

fn print(witnesses: &[Witness], json: bool) -> Result<(), Stop> {
    for witness in witnesses {
        if json {
            out::print_json(witness)?;
            continue;
        }
        let said = if witness.said.is_empty() { "not asked yet" } else { &witness.said };
        let alarm = if witness.holds { "" } else { "WRONG: " };
        out::print_line(&format!("{}  {}  {alarm}{said}", witness.name, witness.url))?;
    }
    Ok(())
}

fn stop(error: WitnessesError) -> Stop {
    let (next, exit) = match &error {
        WitnessesError::Key(_) => ("give its key as name+id+base64, as whoever runs it gives it out", Exit::Refused),
        WitnessesError::Url(_) => ("give its address as https://witness.example", Exit::Refused),
        WitnessesError::Many => ("ask another one no more first", Exit::Refused),
        WitnessesError::Unknown(_) => ("see who they are with: chancery witness FOLDER list", Exit::Refused),
        WitnessesError::File(_) => ("see that this account can write in the folder", Exit::Fault),
    };
    Stop { not: "nothing was changed", why: error.to_string(), next: Some(next.to_owned()), exit }
}
