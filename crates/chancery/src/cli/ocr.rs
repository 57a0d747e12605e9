//! `chancery ocr`: recognises the text of papers that came as pictures.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::ids::PaperId;
use procedure::paper::Paper;
use serde_json::json;

use super::acting::Acting;
use super::counter::{Could, Counter, fresh_key};
use super::every::every_paper;
use super::recognising::RecognisingArgs;
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::recognition::{Machine, wanting};

/// Recognise the text of pictures and of PDFs without text.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery ocr office IN-2026-0017
  chancery ocr office --waiting --as clerk          every paper that came as a picture and has no text yet
  chancery ocr office 17 --ocr-languages eng+deu

It needs the program tesseract, and for PDFs pdftoppm, on the PATH. The text becomes a version of its own and changes no card:
show and the paper's page offer what it says of the fields. Where nothing is legible a remark says so, and --waiting does
not try that paper again.

Exit codes: 0 all were recognised, 1 none was, 5 some were not.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Papers: our numbers as printed, or ids.
    #[arg(value_name = "NUMBER", required_unless_present = "waiting")]
    numbers: Vec<String>,
    /// Every paper that waits for a text.
    #[arg(long, conflicts_with = "numbers")]
    waiting: bool,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    recognising: RecognisingArgs,
}

/// What became of one paper.
enum Became {
    Recognised { confidence: u8, entry: u64 },
    Not { why: String },
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let machine = args.recognising.machine(around)?;
    let counter = Counter::open(&args.folder, args.acting.officer.as_ref(), Could::HoldDesk, around)?;
    let papers = if args.waiting {
        waiting(&counter)?
    } else {
        let ids = args.numbers.iter().map(|typed| counter.paper(typed).map(|paper| paper.id));
        ids.collect::<Result<_, _>>()?
    };
    let (mut done, mut not) = (0, 0);
    for id in papers {
        // What happened meanwhile counts: somebody may have added a text, or voided the number.
        let paper = counter.paper(&id.to_string())?;
        match recognise(&counter, &machine, &paper, !args.waiting) {
            Ok(Some(became)) => {
                match &became {
                    Became::Recognised { .. } => done += 1,
                    Became::Not { .. } => not += 1,
                }
                say(&paper, &became, args.acting.json)?;
            }
            Ok(None) => {}
            Err(stop) if stop.exit == Exit::Refused => {
                not += 1;
                say(&paper, &Became::Not { why: stop.why }, args.acting.json)?;
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(match (done, not) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Refused,
        _ => Exit::SomeNot,
    })
}

/// Papers that wait for a text, as whoever acts sees them; oldest first.
fn waiting(counter: &Counter) -> Result<Vec<PaperId>, Stop> {
    let mut found = Vec::new();
    every_paper(counter, |paper| {
        found.extend(wanting(&paper, false).map(|_| paper.id));
        Ok(())
    })?;
    Ok(found)
}

/// Recognises one paper; nothing where it no longer waits for a text.
fn recognise(counter: &Counter, machine: &Machine, paper: &Paper, asked: bool) -> Result<Option<Became>, Stop> {
    let Some(kept) = wanting(paper, asked) else {
        let why = "the version shown is no picture or PDF without text".to_owned();
        return Ok(asked.then_some(Became::Not { why }));
    };
    let made = counter.office().recognised(machine, paper, kept)?;
    let Some((act, bodies)) = made else {
        return Ok(Some(Became::Not { why: "its file is kept no longer".to_owned() }));
    };
    let said = match &act {
        Act::AddVersion { version, .. } => Ok(version.text.as_ref().and_then(|text| text.confidence).unwrap_or(0)),
        Act::Remark { says, .. } => Err(says.clone()),
        _ => Err(String::new()),
    };
    let receipt = counter.office().submit_blocking(counter.command(fresh_key()?, act, bodies)?)?;
    Ok(Some(match said {
        Ok(confidence) => Became::Recognised { confidence, entry: receipt.entry },
        Err(why) => Became::Not { why },
    }))
}

fn say(paper: &Paper, became: &Became, json: bool) -> Result<(), Stop> {
    let number = paper.number();
    let printed = match (became, json) {
        (Became::Recognised { confidence, entry }, false) => {
            out::print_line(&format!("{number}  text recognised, {confidence} % sure (entry {entry})"))
        }
        (Became::Not { why }, false) => {
            out::say(&format!("not recognised: {number}: {}", out::flat(why)));
            Ok(())
        }
        (Became::Recognised { confidence, entry }, true) => out::print_json(
            &json!({ "outcome": "recognised", "number": number, "paper": paper.id, "confidence": confidence, "entry": entry }),
        ),
        (Became::Not { why }, true) => {
            out::print_json(&json!({ "outcome": "not_recognised", "number": number, "paper": paper.id, "why": why }))
        }
    };
    printed.map_err(Stop::from)
}
