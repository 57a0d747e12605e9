//! A paper without a file: its cover, one not scanned yet, spoken words.

use jiff::civil::Date;
use procedure::act::Act;
use procedure::card::{Card, Field, PaperDate, Party, Precision};
use procedure::ids::OfficerId;
use procedure::paper::{Absence, Channel, Medium};

use super::told::{Told, tell};
use super::{ArrivalArgs, Common, paper_day};
use crate::cli::counter::Counter;
use crate::cli::{Exit, Outcome, Stop, words};
use crate::office::Bodies;

/// A paper without a file, and what its card says.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Without a file")]
#[command(group = clap::ArgGroup::new("absent").args(["cover_only", "not_yet_scanned", "oral"]).conflicts_with("paths"))]
pub(super) struct CoverArgs {
    /// Only its cover was seen.
    #[arg(long)]
    cover_only: bool,
    /// It will be scanned later.
    #[arg(long)]
    not_yet_scanned: bool,
    /// It was spoken.
    #[arg(long)]
    oral: bool,
    /// A sender; may be given several times.
    #[arg(long, value_name = "NAME", requires = "absent")]
    from: Vec<String>,
    /// An addressee; may be given several times.
    #[arg(long, value_name = "NAME", requires = "absent")]
    to: Vec<String>,
    /// Its subject.
    #[arg(long, requires = "absent")]
    subject: Option<String>,
    /// Its kind: letter, telegram.
    #[arg(long, requires = "absent")]
    kind: Option<String>,
    /// The number it bears.
    #[arg(long, requires = "absent")]
    number: Option<String>,
    /// The date it bears.
    #[arg(long, value_name = "DAY", requires = "absent", value_parser = paper_day)]
    date: Option<Date>,
}

impl CoverArgs {
    pub(super) fn absence(&self) -> Option<Absence> {
        match (self.cover_only, self.not_yet_scanned, self.oral) {
            (true, ..) => Some(Absence::CoverOnly),
            (_, true, _) => Some(Absence::NotYetScanned),
            (.., true) => Some(Absence::Oral),
            _ => None,
        }
    }

    fn card(&self, by: &OfficerId) -> Card {
        fn set<T>(value: T, by: &OfficerId) -> Field<T> {
            Field::set(value, None, by.clone())
        }
        let parties = |names: &[String]| names.iter().map(|name| set(Party::named(name), by)).collect();
        let words = |words: &Option<String>| words.clone().map(|words| set(words, by));
        Card {
            kind: words(&self.kind).map(|kind| Field { value: kind.value.to_lowercase(), ..kind }),
            number: words(&self.number),
            date: self.date.map(|date| set(PaperDate { date, precision: Precision::Day }, by)),
            from: parties(&self.from),
            to: parties(&self.to),
            subject: words(&self.subject),
            ..Card::default()
        }
    }
}

pub(super) fn run(cover: &CoverArgs, arrival: &ArrivalArgs, common: Common, counter: &Counter, json: bool) -> Outcome {
    let mut draft = common.draft;
    let absence = cover.absence();
    let (channel, medium) = match absence {
        Some(Absence::Oral) => (Channel::Voice, Medium::Spoken),
        _ => (Channel::Hand, Medium::Paper),
    };
    draft.arrival.channel = arrival.channel.unwrap_or(channel);
    draft.arrival.medium = arrival.medium.unwrap_or(medium);
    draft.absence = absence;
    draft.card = cover.card(counter.officer()?);
    let receipt = counter.act(Act::Enter(draft), Bodies::default())?;
    let what = format!("({})", absence.map_or("without a file", words::absence_words));
    let entry = receipt.entry;
    match tell(&Told::entered(&what, receipt, counter)?, json) {
        Ok(()) => Ok(Exit::Done),
        Err(error) => Err(Stop::unprinted(format_args!("done (entry {entry})"), &error)),
    }
}
