//! `chancery mail`: the outbox of reminders, what one would say, and a trial.

use std::path::PathBuf;

use procedure::ids::OfficerId;
use procedure::refusal::Refusal;
use serde_json::json;

use super::counter::{Could, Counter};
use super::posting::PostArgs;
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::mail::{Mail, Outbox, OutboxError, Says, Undelivered, write};
use crate::office::{Due, RemindError};

/// Mails that are listed.
const LISTED: usize = 500;

/// The outbox of reminders, what one would say, and a trial mail.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery mail office list
  chancery mail office preview lind
  chancery mail office trial lind --smtp-host relay.arle.example --mail-from \"Registry <registry@arle.example>\"

Reminders are sent by the server: chancery serve FOLDER --smtp-host HOST --mail-from SENDER. An officer gives the
address: chancery officer FOLDER mail OFFICER give ADDRESS.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List what became of reminders, the newest first; their words are not kept.
    #[command(after_help = "Example:\n  chancery mail office list --officer lind")]
    List {
        /// Of this officer only.
        #[arg(long, value_name = "OFFICER")]
        officer: Option<OfficerId>,
        /// Print one object of JSON a mail.
        #[arg(long)]
        json: bool,
    },
    /// Print what a reminder of an officer would say now, and send nothing.
    #[command(after_help = "Example:\n  chancery mail office preview lind")]
    Preview {
        /// The officer.
        officer: OfficerId,
        /// How much a line says of what is not marked.
        #[arg(long, value_name = "WHAT", default_value = "subjects")]
        reminders_say: Says,
    },
    /// Send a trial mail to an officer's address, and say what the relay answers.
    #[command(
        after_help = "Example:\n  chancery mail office trial lind --smtp-host relay.arle.example --mail-from registry@arle.example"
    )]
    Trial {
        /// The officer.
        officer: OfficerId,
        #[command(flatten)]
        post: Box<PostArgs>,
    },
}

impl From<OutboxError> for Stop {
    fn from(error: OutboxError) -> Self {
        Self { not: "not done", why: error.to_string(), next: Some(error.next().to_owned()), exit: Exit::Fault }
    }
}

impl From<RemindError> for Stop {
    fn from(error: RemindError) -> Self {
        match error {
            RemindError::Outbox(error) => error.into(),
            RemindError::Fault(fault) => Self::fault(fault),
        }
    }
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    let counter = Counter::open(&folder, None, Could::Look, around)?;
    match what {
        What::List { officer, json } => list(&counter, officer.as_ref(), json),
        What::Preview { officer, reminders_say } => preview(&counter, &officer, reminders_say),
        What::Trial { officer, post } => trial(&counter, &officer, &post),
    }
}

fn list(counter: &Counter, officer: Option<&OfficerId>, json: bool) -> Outcome {
    let mails = Outbox::open(counter.folder())?.mails(officer, LISTED)?;
    if json {
        mails.iter().try_for_each(out::print_json)?;
        return Ok(Exit::Done);
    }
    let mut table = out::table(&["Day", "Officer", "State", "Lines", "Tries", "Said"]);
    for Mail { officer, day, state, tries, says, lines, .. } in mails {
        let lines = lines.map(|lines| lines.to_string()).unwrap_or_default();
        let says = says.map(|says| out::flat(&says)).unwrap_or_default();
        let state = state.words().to_owned();
        table.add_row([out::written(day), officer.to_string(), state, lines, tries.to_string(), says]);
    }
    out::print_table(&table)?;
    Ok(Exit::Done)
}

fn preview(counter: &Counter, officer: &OfficerId, says: Says) -> Outcome {
    let house = counter.house();
    let known = house.active(officer).ok_or_else(|| Refusal::NoOfficer { officer: officer.clone() })?;
    let Due { lines, more } = counter.office().due(officer)?;
    if lines.is_empty() {
        out::print_line(&format!("nothing falls due for officer {officer}; no reminder would be sent"))?;
        return Ok(Exit::Done);
    }
    let letter = write(&house, &known.name, counter.today(), &lines, more, says, None);
    out::print_line(&format!("Subject: {}\n\n{}", letter.subject, letter.text.trim_end()))?;
    Ok(Exit::Done)
}

fn trial(counter: &Counter, officer: &OfficerId, post: &PostArgs) -> Outcome {
    let post = post.needed()?;
    if counter.house().active(officer).is_none() {
        return Err(Refusal::NoOfficer { officer: officer.clone() }.into());
    }
    let Some(address) = Outbox::open(counter.folder())?.address(officer)? else { return Err(no_address(officer)) };
    match counter.office().trial_mail(&post, &address) {
        Ok(()) => {
            out::print_line(&format!("the relay took a trial mail to {address}"))?;
            Ok(Exit::Done)
        }
        Err(why) => {
            Err(Stop { not: "not sent", next: Some(next_of(&why).to_owned()), why: why.to_string(), exit: Exit::Fault })
        }
    }
}

/// What to do about a mail that the relay did not take.
fn next_of(why: &Undelivered) -> &'static str {
    match why {
        Undelivered::Refused(_) => "look at the sender, the name and the password, and at the officer's address",
        Undelivered::Later(_) => "look at --smtp-host, --smtp-port, --smtp-tls and --smtp-ca, then try again",
        Undelivered::Doubtful(_) => "see whether it came, before you try again",
    }
}

/// That an officer gave no address.
pub(super) fn no_address(officer: &OfficerId) -> Stop {
    Stop {
        not: "not found",
        why: format!("officer {officer} has given no mail address"),
        next: Some(format!("let the officer give one: chancery officer FOLDER mail {officer} give ADDRESS")),
        exit: Exit::Refused,
    }
}

/// The address of an officer, as a line or as JSON.
pub(super) fn shown(counter: &Counter, officer: &OfficerId, as_json: bool) -> Outcome {
    let address = Outbox::open(counter.folder())?.address(officer)?;
    match (&address, as_json) {
        (_, true) => {
            out::print_json(&json!({"officer": officer, "address": address.as_ref().map(ToString::to_string)}))?;
        }
        (Some(address), false) => out::print_line(&address.to_string())?,
        (None, false) => return Err(no_address(officer)),
    }
    Ok(Exit::Done)
}
