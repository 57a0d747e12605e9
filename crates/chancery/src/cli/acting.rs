//! What every act on the command line has in common: the officer, the paper, and how its outcome is printed.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::ids::OfficerId;
use procedure::paper::Paper;
use serde_json::{Value, json};

use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::office::{Bodies, OfficeOptions, Receipt};

/// The officer and the form of the outcome.
#[derive(Debug, clap::Args)]
pub(super) struct Acting {
    /// The officer who acts; may be left out where only one could do it.
    #[arg(id = "acting", long = "as", value_name = "OFFICER")]
    pub(super) officer: Option<OfficerId>,
    /// Print the receipt as one line of JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// A paper of an office, and who acts on it.
#[derive(Debug, clap::Args)]
pub(super) struct OnPaper {
    /// The office's folder.
    #[arg(value_name = "FOLDER")]
    pub(super) folder: PathBuf,
    /// The paper: our number as printed, or its id.
    #[arg(value_name = "NUMBER")]
    pub(super) number: String,
    #[command(flatten)]
    pub(super) acting: Acting,
}

/// What to do on a paper: the act, the bodies it names, and how to say that it was done.
pub(super) struct Deed {
    pub(super) act: Act,
    pub(super) bodies: Bodies,
    pub(super) done: String,
}

impl Deed {
    /// An act without bodies.
    pub(super) fn new(act: Act, done: impl Into<String>) -> Self {
        Self { act, bodies: Bodies::default(), done: done.into() }
    }
}

impl OnPaper {
    /// Opens the office, looks the paper up as the officer sees it, does the act, and prints what came of it.
    pub(super) fn act(
        &self,
        around: &Surroundings,
        deed: impl FnOnce(&Counter, &Paper) -> Result<Deed, Stop>,
    ) -> Outcome {
        self.act_with(OfficeOptions::default(), around, deed)
    }

    /// [`OnPaper::act`] with the options of an office that no server holds.
    pub(super) fn act_with(
        &self,
        options: OfficeOptions,
        around: &Surroundings,
        deed: impl FnOnce(&Counter, &Paper) -> Result<Deed, Stop>,
    ) -> Outcome {
        let officer = self.acting.officer.as_ref();
        let counter = Counter::open_with(&self.folder, officer, Could::HoldDesk, around, options)?;
        let paper = counter.paper(&self.number)?;
        let deed = deed(&counter, &paper)?;
        let receipt = counter.act(deed.act, deed.bodies)?;
        let made = receipt.number.as_ref().map(|number| format!(": {number}")).unwrap_or_default();
        let line = format!("{}  {}{made}", paper.number(), deed.done);
        said(&receipt, &line, self.acting.json)
    }
}

/// The one that is meant where `--no` names none: the only one that there is. `several` says that there are more, `name` what
/// each is called.
pub(super) fn only<T: Copy>(
    meant: &[T],
    none: impl FnOnce() -> Stop,
    several: impl FnOnce() -> String,
    name: impl Fn(&T) -> String,
) -> Result<T, Stop> {
    match meant {
        [] => Err(none()),
        [one] => Ok(*one),
        many => {
            let names = many.iter().map(name).collect::<Vec<_>>().join(", ");
            Err(Stop::usage(several(), format!("say --no with one of: {names}")))
        }
    }
}

/// Prints what came of an act: a line with the entry's number, or the receipt.
pub(super) fn said(receipt: &Receipt, line: &str, json: bool) -> Outcome {
    printed(receipt, line, json, &Value::Null)
}

/// [`said`] with what else came of the act, as members beside those of the receipt.
pub(super) fn printed(receipt: &Receipt, line: &str, json: bool, more: &Value) -> Outcome {
    let printed = if json {
        out::print_json(&beside(receipt, more)?)
    } else {
        let again = if receipt.repeated { ", done before" } else { "" };
        out::print_line(&format!("{line} (entry {}{again})", receipt.entry))
    };
    match printed {
        Ok(()) => Ok(Exit::Done),
        Err(error) => Err(Stop::unprinted(format_args!("done (entry {})", receipt.entry), &error)),
    }
}

/// A receipt with members beside its own.
fn beside(receipt: &Receipt, more: &Value) -> Result<Value, Stop> {
    let mut whole = serde_json::to_value(receipt).map_err(Stop::fault)?;
    if let (Value::Object(whole), Value::Object(more)) = (&mut whole, more) {
        whole.extend(more.clone());
    }
    Ok(whole)
}

/// Prints a secret that an act made, which is shown once: alone on its line, or beside the receipt.
pub(super) fn secret(receipt: &Receipt, name: &str, secret: &str, json: bool) -> Outcome {
    let printed = match json {
        true => out::print_json(&beside(receipt, &json!({ name: secret }))?),
        false => out::print_line(secret),
    };
    // Whoever went away without it has to be told, even where a reader that goes is otherwise no news.
    printed.map(|()| Exit::Done).map_err(|error| Stop {
        not: "",
        why: format!("done (entry {}), but the {name} could not be printed: {error}", receipt.entry),
        next: Some("it is not shown again: end it, and make another".to_owned()),
        exit: Exit::Fault,
    })
}

/// An act of the house, from opening the office to the line that says it is done.
pub(super) fn house_act(
    folder: &std::path::Path,
    acting: &Acting,
    around: &Surroundings,
    deed: impl FnOnce(&Counter) -> Result<Deed, Stop>,
) -> Outcome {
    house_act_by(folder, acting, Could::Administer, around, deed)
}

/// [`house_act`] by officers of another kind.
pub(super) fn house_act_by(
    folder: &std::path::Path,
    acting: &Acting,
    could: Could<'_>,
    around: &Surroundings,
    deed: impl FnOnce(&Counter) -> Result<Deed, Stop>,
) -> Outcome {
    let counter = Counter::open(folder, acting.officer.as_ref(), could, around)?;
    let deed = deed(&counter)?;
    let receipt = counter.act(deed.act, deed.bodies)?;
    said(&receipt, &deed.done, acting.json)
}
