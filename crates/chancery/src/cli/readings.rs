//! `chancery readings`: who looked at what, for an auditor who states a reason.

use std::path::PathBuf;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::ids::{DossierId, OfficerId};
use procedure::readings::{ReadingsOf, ReadingsQuestion};

use super::acting::Acting;
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::office::{Bodies, READINGS_TOLD_MAX, ReadingsTold, told_words};
use crate::readings::Through;

/// Ask the reading ledger who looked at what; the question and its reason are entered before anything is shown.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery readings office --paper IN-2026-0017 --reason \"complaint of 3 May\" --as fenn
  chancery readings office --officer lind --since 2026-05-01 --reason \"yearly audit\" --as fenn
  chancery readings office --since 2026-05-01 --until 2026-05-31 --reason \"yearly audit\" --json

For officers who have the role of auditor: chancery officer FOLDER role OFFICER give auditor. Papers are named by their
numbers, whatever the auditor may see, and by no other word. A crash may lose the last second of the ledger.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Who looked at this paper: our number as printed, or its id.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["dossier", "officer"])]
    paper: Option<String>,
    /// Who looked at this dossier.
    #[arg(long, value_name = "DOSSIER", conflicts_with = "officer")]
    dossier: Option<DossierId>,
    /// What this officer looked at.
    #[arg(long, value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// From this day on.
    #[arg(long, value_name = "DAY", value_parser = words::day)]
    since: Option<Date>,
    /// Up to this day, inclusive.
    #[arg(long, value_name = "DAY", value_parser = words::day)]
    until: Option<Date>,
    /// Why it is asked.
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, paper, dossier, officer, since, until, reason, acting } = args;
    let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Audit, around)?;
    let of = match (paper, dossier, officer) {
        (Some(typed), ..) => ReadingsOf::Paper(typed),
        (None, Some(dossier), _) => ReadingsOf::Dossier(dossier),
        (None, None, Some(officer)) => ReadingsOf::Officer(officer),
        (None, None, None) => ReadingsOf::Everything,
    };
    let question = ReadingsQuestion { of, from: since, until };
    let entry = counter.act(Act::AskReadings { question, reason }, Bodies::default())?.entry;
    let told = counter.office().readings_told(counter.officer()?, Through::CommandLine, entry).map_err(Stop::fault)?;
    let told = told.ok_or_else(|| {
        Stop::absent("the role of auditor ended meanwhile".to_owned(), "ask an administrator for that role")
    })?;
    if acting.json {
        out::print_json(&told)?;
    } else {
        print(&counter, &told)?;
    }
    Ok(Exit::Done)
}

fn print(counter: &Counter, told: &ReadingsTold) -> std::io::Result<()> {
    let mut table = out::table(&["When", "Who", "Door", "What", "Part", "Seen as"]);
    for line in &told.lines {
        let (what, part, sight) = told_words(line);
        let reading = &line.reading;
        let who = reading.officer.as_ref().map_or("the folder's owner", OfficerId::as_str);
        let account = reading.account.as_deref().map(|account| format!(" ({account})")).unwrap_or_default();
        let when = counter.zone().to_datetime(reading.at.timestamp()).strftime("%Y-%m-%d %H:%M:%S").to_string();
        let who = out::flat(&format!("{who}{account}"));
        table.add_row([
            when,
            who,
            reading.door.words().to_owned(),
            out::flat(&what),
            out::flat(&part),
            sight.to_owned(),
        ]);
    }
    if told.lines.is_empty() {
        out::say(told.nothing());
    } else {
        out::print_table(&table)?;
    }
    if told.count > READINGS_TOLD_MAX as u64 {
        out::say(&format!("the latest {READINGS_TOLD_MAX} of {}; ask for fewer days", told.count));
    }
    told.warnings().iter().for_each(|says| out::say(says));
    Ok(())
}
