//! The line a paper gets: our number, the file, what it closed, remarks.

use std::io;

use procedure::event::Event;
use procedure::ids::PaperId;
use procedure::refusal::Refusal;
use serde::Serialize;

use crate::cli::counter::Counter;
use crate::cli::{Stop, out};
use crate::office::Receipt;

/// What became of one file.
#[derive(Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub(super) enum Told {
    /// It is entered.
    Entered(Entered),
    /// It is held already, under this number.
    Held { file: String, number: String },
    /// It was not taken.
    NotEntered {
        file: String,
        why: String,
        next: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        refusal: Option<Box<Refusal>>,
    },
}

/// A paper entered.
#[derive(Debug, Serialize)]
pub(super) struct Entered {
    file: String,
    number: String,
    paper: Option<PaperId>,
    entry: u64,
    /// Numbers of papers held whose open citations it closed.
    closes: Vec<String>,
    /// Numbers of papers held that it cites.
    cites: Vec<String>,
    /// Doubtful matches, offered to an officer.
    offers: usize,
    remarks: Vec<String>,
}

impl Told {
    /// A paper that was entered, with the links that whoever stands at the counter sees.
    pub(super) fn entered(file: &str, receipt: Receipt, counter: &Counter) -> Result<Self, Stop> {
        let receipt = counter.office().receipt_as_seen(&counter.viewer(), receipt).map_err(Stop::fault)?;
        let own = |paper: &PaperId| Some(*paper) == receipt.paper;
        let mut closes: Vec<String> = Vec::new();
        for tie in receipt.ties.iter().filter(|tie| !own(&tie.paper)) {
            closes.extend(counter.number_of(&tie.paper));
        }
        closes.dedup();
        let mut cites: Vec<String> =
            receipt.ties.iter().filter(|tie| own(&tie.paper)).map(|tie| tie.number.clone()).collect();
        cites.dedup();
        let remarks = receipt.events.iter().filter_map(|event| match event {
            Event::Remarked { remarks, .. } => Some(remarks.iter().map(|remark| remark.says.clone())),
            _ => None,
        });
        Ok(Self::Entered(Entered {
            file: file.to_owned(),
            number: receipt.number.clone().unwrap_or_default(),
            paper: receipt.paper,
            entry: receipt.entry,
            closes,
            cites,
            offers: receipt.offers.len(),
            remarks: remarks.flatten().collect(),
        }))
    }
}

impl Entered {
    fn line(&self) -> String {
        let mut line = format!("{}  {}", self.number, out::flat(&self.file));
        let mut add = |what: &str, numbers: &[String]| {
            if !numbers.is_empty() {
                line.push_str(&format!("  {what} {}", numbers.join(", ")));
            }
        };
        add("closes a citation of", &self.closes);
        add("cites", &self.cites);
        let mut count = |n: usize, one: &str, many: &str| {
            if n > 0 {
                line.push_str(&format!("  {n} {}", if n == 1 { one } else { many }));
            }
        };
        count(self.offers, "doubtful match", "doubtful matches");
        count(self.remarks.len(), "remark", "remarks");
        line
    }
}

/// Tells what became of one file: entered papers on standard output, the rest on standard error; as JSON all of it on
/// standard output.
pub(super) fn tell(told: &Told, json: bool) -> io::Result<()> {
    if json {
        return out::print_json(told);
    }
    match told {
        Told::Entered(entered) => out::print_line(&entered.line())?,
        Told::Held { file, number } => out::say(&format!("held already: {} is {number}", out::flat(file))),
        Told::NotEntered { file, why, next, .. } => {
            // Faults of files name the file themselves.
            let named = if why.starts_with(file.as_str()) { why.clone() } else { format!("{file}: {why}") };
            out::say(&format!("not entered: {}", out::flat(&named)));
            if let Some(next) = next {
                out::say(&format!("hint: {next}"));
            }
        }
    }
    Ok(())
}
