//! `chancery list`: lists by which copies are given.

use phrases::plural;
use std::path::PathBuf;

use procedure::act::Act;
use procedure::ids::ListId;

use super::acting::{Acting, Deed, house_act_by};
use super::copy::holder;
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Surroundings, out};
use crate::office::holders::named;

/// Keep lists by which numbered copies are given.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery list office show
  chancery list office set leaders --name \"The leadership\" --to minister --to legal --to \"outside: The Embassy\" --as lind
  chancery list office give-up leaders --reason \"the leadership changed\" --as lind

Whoever acts for a registry keeps them, and administrators. What was given by a list stays as it was when the list changes.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print the lists.
    #[command(after_help = "Example:\n  chancery list office show")]
    Show {
        #[command(flatten)]
        acting: Acting,
    },
    /// Make a list, or replace it whole.
    #[command(
        after_help = "Example:\n  chancery list office set leaders --name \"The leadership\" --to minister --to legal"
    )]
    Set {
        /// Its code.
        list: ListId,
        /// Its name; where the list is there and this is left out, as it was.
        #[arg(long)]
        name: Option<String>,
        /// Somebody, in order: a desk or an officer by name or code, or "outside: NAME".
        #[arg(long, value_name = "HOLDER", required = true)]
        to: Vec<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Use a list no longer.
    #[command(after_help = "Example:\n  chancery list office give-up leaders --reason \"the leadership changed\"")]
    GiveUp {
        /// Its code.
        list: ListId,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Show { acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            show(&counter, acting.json)
        }
        What::Set { list, name, to, acting } => house_act_by(&folder, &acting, Could::KeepLists, around, |counter| {
            let house = counter.house();
            let holders = to.iter().map(|said| holder(&house, said)).collect::<Result<Vec<_>, _>>()?;
            let kept = || house.lists.get(&list).map(|known| known.name.clone());
            let name = name.or_else(kept).unwrap_or_else(|| list.to_string());
            let done = format!("list {list} set: {}", plural!(holders.len(), "{n} name", "{n} names"));
            Ok(Deed::new(Act::SetList { list, name, holders }, done))
        }),
        What::GiveUp { list, reason, acting } => house_act_by(&folder, &acting, Could::KeepLists, around, |_| {
            let done = format!("list {list} is used no longer");
            Ok(Deed::new(Act::GiveUpList { list, reason }, done))
        }),
    }
}

fn show(counter: &Counter, json: bool) -> Outcome {
    let house = counter.house();
    if json {
        out::print_json(&house.lists)?;
        return Ok(Exit::Done);
    }
    if house.lists.is_empty() {
        out::say("no list is kept");
    }
    for (id, list) in &house.lists {
        let over = list.given_up.as_ref().map(|reason| format!(", given up \"{}\"", out::flat(reason)));
        out::print_line(&format!("{id}  {}{}", out::flat(&list.name), over.unwrap_or_default()))?;
        for (at, holder) in list.holders.iter().enumerate() {
            out::print_line(&format!("  {}. {}", at + 1, out::flat(&named(&house, holder))))?;
        }
    }
    Ok(Exit::Done)
}
