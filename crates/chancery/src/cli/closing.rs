//! `chancery closing`: the day closed, the closings that were made, and to whom they are mailed.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::refusal::{Refusal, Thing};
use serde_json::json;

use super::acting::Acting;
use super::counter::{Could, Counter};
use super::set::{self, SetArgs};
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::mail::{MailAddress, Outbox, SECOND_DESKS_MAX, SecondDeskNamed};
use crate::office::{Bodies, ClosingTold};
use crate::words::closing;

/// Closings that are listed unless said otherwise.
const LISTED: usize = 30;

/// Close the day, see the closings, and say to whom they are mailed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery closing office close --as clerk
  chancery closing office show 12 > closing-12.txt
  chancery closing office show 12 --pdf closing-12.pdf --as clerk
  chancery closing office mail give second-desk@arle.example
  chancery verify closing-11.txt closing-12.txt --key our-key.txt

A closing says where each book of numbers stands, how many numbers are void, how many papers cite what is not held, up to
where the reading ledger goes, and the signed head of the record. It compares with the closing before. Whoever keeps one
outside the office can show later whether anything before it was changed. The server closes the day by itself:
chancery serve FOLDER --close-day 18:00. Administrators and auditors are shown all of it, whoever acts for a registry its own
books.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Close the day now.
    #[command(after_help = "Example:\n  chancery closing office close --as clerk")]
    Close {
        #[command(flatten)]
        acting: Acting,
    },
    /// List the closings, the newest first.
    #[command(after_help = "Example:\n  chancery closing office list --json")]
    List {
        /// Those below this number.
        #[arg(long, value_name = "NO")]
        below: Option<u32>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Print a closing as it is mailed, or write its sheet; the newest where none is named.
    #[command(after_help = "Examples:
  chancery closing office show
  chancery closing office show 12 --pdf closing-12.pdf --as clerk")]
    Show {
        /// Its number.
        no: Option<u32>,
        #[command(flatten)]
        acting: Acting,
        #[command(flatten)]
        set: SetArgs,
    },
    /// To whom closings are mailed.
    Mail {
        #[command(subcommand)]
        what: MailWhat,
    },
}

#[derive(Debug, clap::Subcommand)]
enum MailWhat {
    /// Mail each closing from now on to an address outside.
    #[command(after_help = "Example:\n  chancery closing office mail give second-desk@arle.example")]
    Give {
        /// The address.
        address: MailAddress,
    },
    /// Mail no more there.
    #[command(after_help = "Example:\n  chancery closing office mail end second-desk@arle.example")]
    End {
        /// The address.
        address: MailAddress,
    },
    /// List the addresses with how far each got them.
    #[command(after_help = "Example:\n  chancery closing office mail list --json")]
    List {
        /// Print one object of JSON an address.
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Close { acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::CloseDay, around)?;
            close(&counter, acting.json)
        }
        What::List { below, acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            list(&counter, below, acting.json)
        }
        What::Show { no, acting, set } => {
            let could = if set.pdf.is_some() { Could::CloseDay } else { Could::Look };
            let counter = Counter::open(&folder, acting.officer.as_ref(), could, around)?;
            show(&counter, no, acting.json, &set)
        }
        What::Mail { what } => mail(&Counter::open(&folder, None, Could::Look, around)?, what),
    }
}

fn close(counter: &Counter, json: bool) -> Outcome {
    let receipt = counter.act(Act::CloseDay {}, Bodies::default())?;
    let no = counter.house().last_closing.as_ref().map_or(0, |last| last.said.no);
    let told = told(counter, Some(no))?;
    if json {
        out::print_json(&receipt)?;
    } else {
        out::print_text(&closing::text(&counter.house(), &counter.zone(), &told))?;
    }
    Ok(exit_of(&told))
}

/// A closing that says that history was changed ends as `verify` does.
fn exit_of(told: &ClosingTold) -> Exit {
    if told.made.closing.differs.is_empty() { Exit::Done } else { Exit::Wrong }
}

fn told(counter: &Counter, no: Option<u32>) -> Result<ClosingTold, Stop> {
    let viewer = counter.viewer();
    let last = counter.house().last_closing.as_ref().map(|last| last.said.no);
    let Some(no) = no.or(last) else {
        return Err(Stop::absent("no day was closed yet".to_owned(), "close it with: chancery closing FOLDER close"));
    };
    let told = counter.office().closing(&viewer, no).map_err(Stop::fault)?;
    told.ok_or_else(|| Refusal::Absent { what: Thing::Closing, code: no.to_string() }.into())
}

fn list(counter: &Counter, below: Option<u32>, json: bool) -> Outcome {
    let made = counter.office().closings(&counter.viewer(), below, LISTED).map_err(Stop::fault)?;
    let Some(made) = made else {
        let next = "closings are for whoever acts for a registry, administrators and auditors";
        return Err(Stop::absent("this officer is shown no closings".to_owned(), next));
    };
    let mut table = out::table(&["No", "Day", "Closed by", "Entries", ""]);
    for one in &made {
        let said = &one.closing;
        if json {
            out::print_json(
                &json!({ "entry": one.entry, "at": one.at, "officer": one.acted.officer, "closing": said }),
            )?;
            continue;
        }
        let wrong = if said.differs.is_empty() { "" } else { "WRONG: history was changed" };
        let by = out::flat(&closing::by(&counter.house(), &counter.zone(), one));
        table.add_row([
            said.no.to_string(),
            out::written(said.day),
            by,
            said.over.entries.to_string(),
            wrong.to_owned(),
        ]);
    }
    if !json {
        out::print_table(&table)?;
    }
    Ok(Exit::Done)
}

fn show(counter: &Counter, no: Option<u32>, json: bool, set: &SetArgs) -> Outcome {
    let told = told(counter, no)?;
    if let Some(path) = &set.pdf {
        let page = counter.office().set_closing(&counter.viewer(), told.made.closing.no, set.size)?;
        let page = page.ok_or_else(|| Stop::fault("the closing is not there any more"))?;
        set::export(counter, page, path)?;
    } else if json {
        let held = told.held.as_ref().map(chancery_verify::Held::text);
        out::print_json(&json!({
            "entry": told.made.entry, "at": told.made.at, "officer": told.made.acted.officer, "closing": told.made.closing,
            "head": held,
        }))?;
    } else {
        out::print_text(&closing::text(&counter.house(), &counter.zone(), &told))?;
    }
    Ok(exit_of(&told))
}

fn mail(counter: &Counter, what: MailWhat) -> Outcome {
    let outbox = Outbox::open(counter.folder())?;
    match what {
        MailWhat::Give { address } => {
            let after = counter.house().last_closing.as_ref().map_or(0, |last| last.said.no);
            match outbox.name_second_desk(&address, after, counter.now())? {
                SecondDeskNamed::Now => out::say(&format!("closings after {after} are mailed to {address}")),
                SecondDeskNamed::Already => out::say(&format!("closings are mailed to {address} already")),
                SecondDeskNamed::Many => {
                    return Err(Stop {
                        not: "not named",
                        why: format!("closings are mailed to at most {SECOND_DESKS_MAX} addresses"),
                        next: Some("end another one first: chancery closing FOLDER mail end ADDRESS".to_owned()),
                        exit: Exit::Refused,
                    });
                }
            }
        }
        MailWhat::End { address } => {
            if !outbox.end_second_desk(&address)? {
                let next = "see the addresses with: chancery closing FOLDER mail list";
                return Err(Stop::absent(format!("no closing is mailed to {address}"), next));
            }
            out::say(&format!("nothing more is mailed to {address}"));
        }
        MailWhat::List { json: true } => outbox.second_desks()?.iter().try_for_each(out::print_json)?,
        MailWhat::List { json: false } => {
            let mut table = out::table(&["Address", "Sent up to", "Tries", "Said"]);
            for desk in outbox.second_desks()? {
                table.add_row([desk.address, desk.sent.to_string(), desk.tries.to_string(), out::flat(&desk.says)]);
            }
            out::print_table(&table)?;
        }
    }
    Ok(Exit::Done)
}
