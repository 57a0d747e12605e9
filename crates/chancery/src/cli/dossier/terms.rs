//! `chancery dossier set-term`, `move-term`, `end-term`, `set-deadline`, `move-deadline`, `keep-deadline`, `drop-deadline`.

use std::path::Path;

use jiff::civil::Date;
use procedure::calendar::{DayRule, Roll};
use procedure::dossier::{Deadline, DeadlineState, Dossier, DossierAct, Edge, Hangs, Term};
use procedure::ids::DeskId;

use super::In;
use crate::cli::counter::Counter;
use crate::cli::{Outcome, Stop, Surroundings, out, words};

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Set an outside term down, with what sets it.
    #[command(
        after_help = "Example:\n  chancery dossier office set-term border-line \"Demarcation line\" --cause \"agreement, Article 3\" --until 2026-12-27"
    )]
    SetTerm {
        #[command(flatten)]
        on: In,
        /// What it is called.
        name: String,
        /// What sets it.
        #[arg(long)]
        cause: String,
        /// The paper in which it stands: its number or id.
        #[arg(long)]
        paper: Option<String>,
        /// Its first day.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        from: Option<Date>,
        /// Its last day.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Date,
    },
    /// Move an outside term, and with it every deadline that hangs on it.
    #[command(
        after_help = "Example:\n  chancery dossier office move-term border-line 1 --until 2027-01-07 --reason \"extended by both sides\""
    )]
    MoveTerm {
        #[command(flatten)]
        on: In,
        /// Its number in the dossier, as show prints it.
        no: u32,
        /// Its first day from then on; as it is where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        from: Option<Date>,
        /// Its last day from then on.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Date,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Say that nobody lives by an outside term any more; deadlines on it stay on their day.
    #[command(after_help = "Example:\n  chancery dossier office end-term border-line 1 --reason \"denounced\"")]
    EndTerm {
        #[command(flatten)]
        on: In,
        /// Its number in the dossier.
        no: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Set a deadline for a desk.
    #[command(after_help = "Examples:
  chancery dossier office set-deadline border-line \"Answer the note\" --desk legal --by 2026-12-20
  chancery dossier office set-deadline border-line \"Draft\" --desk legal --term 1 --days -5 --working --remind 3")]
    SetDeadline {
        #[command(flatten)]
        on: In,
        /// What is to be done.
        what: String,
        /// The desk that is to do it.
        #[arg(long)]
        desk: DeskId,
        #[command(flatten)]
        hangs: HangsArgs,
        /// The paper on which it rests: its number or id.
        #[arg(long)]
        paper: Option<String>,
        /// Near from so many days ahead; may be given several times.
        #[arg(long, value_name = "DAYS")]
        remind: Vec<u16>,
    },
    /// Move a deadline: to another day, or to hang otherwise.
    #[command(
        after_help = "Example:\n  chancery dossier office move-deadline border-line 1 --by 2027-01-04 --reason \"agreed with legal\""
    )]
    MoveDeadline {
        #[command(flatten)]
        on: In,
        /// Its number in the dossier.
        no: u32,
        #[command(flatten)]
        hangs: HangsArgs,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Say that what was to be done is done.
    #[command(
        after_help = "Example:\n  chancery dossier office keep-deadline border-line 1 --report \"the note is out\""
    )]
    KeepDeadline {
        #[command(flatten)]
        on: In,
        /// Its number in the dossier.
        no: u32,
        /// What was done.
        #[arg(long)]
        report: Option<String>,
    },
    /// Say that it is not to be done any more.
    #[command(
        after_help = "Example:\n  chancery dossier office drop-deadline border-line 1 --reason \"settled by telephone\""
    )]
    DropDeadline {
        #[command(flatten)]
        on: In,
        /// Its number in the dossier.
        no: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// On what a deadline hangs.
#[derive(Debug, clap::Args)]
pub(super) struct HangsArgs {
    /// On that day.
    #[arg(long, value_name = "DAY", value_parser = words::day, required_unless_present = "term", conflicts_with = "term")]
    by: Option<Date>,
    /// On the last day of this outside term.
    #[arg(long, value_name = "NO")]
    term: Option<u32>,
    /// On its first day instead.
    #[arg(long, requires = "term")]
    start: bool,
    /// So many days after that day, or before it where negative.
    #[arg(long, requires = "term", allow_hyphen_values = true, default_value_t = 0)]
    days: i32,
    /// Only working days of the desk count.
    #[arg(long, requires = "term")]
    working: bool,
    /// Where that is no working day: keep, before or after.
    #[arg(long, requires = "term", default_value = "keep", value_parser = roll)]
    roll: Roll,
}

fn roll(word: &str) -> Result<Roll, String> {
    match word {
        "keep" => Ok(Roll::Keep),
        "before" => Ok(Roll::Before),
        "after" => Ok(Roll::After),
        _ => Err("keep, before or after".to_owned()),
    }
}

impl HangsArgs {
    fn read(&self) -> Result<Hangs, Stop> {
        match (self.by, self.term) {
            (_, Some(term)) => {
                let rule = DayRule { days: self.days, working: self.working, roll: self.roll };
                Ok(Hangs::Term { term, edge: if self.start { Edge::Start } else { Edge::End }, rule })
            }
            (Some(date), None) => Ok(Hangs::Day { date }),
            (None, None) => Err(Stop::usage("no day is named", "say by which day with --by, or on which --term")),
        }
    }
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    let paper = |counter: &Counter, typed: Option<&String>| {
        typed.map(|typed| counter.paper(typed)).transpose().map(|paper| paper.map(|paper| paper.id))
    };
    match what {
        What::SetTerm { on, name, cause, paper: typed, from, until } => on.act(folder, around, |counter, _| {
            let paper = paper(counter, typed.as_ref())?;
            let done = format!("outside term until {} set down", out::written(until));
            Ok((DossierAct::SetTerm { name, cause, paper, from, until }, done))
        }),
        What::MoveTerm { on, no: term, from, until, reason } => {
            let done = format!("outside term {term} until {}", out::written(until));
            on.act(folder, around, |_, _| Ok((DossierAct::MoveTerm { term, from, until, reason }, done)))
        }
        What::EndTerm { on, no: term, reason } => {
            let done = format!("outside term {term} ended");
            on.act(folder, around, |_, _| Ok((DossierAct::EndTerm { term, reason }, done)))
        }
        What::SetDeadline { on, what, desk, hangs, paper: typed, remind } => on.act(folder, around, |counter, _| {
            let (paper, hangs) = (paper(counter, typed.as_ref())?, hangs.read()?);
            let done = format!("deadline for desk {desk} set");
            Ok((DossierAct::SetDeadline { what, desk, paper, hangs, remind }, done))
        }),
        What::MoveDeadline { on, no: deadline, hangs, reason } => on.act(folder, around, |_, _| {
            let to = hangs.read()?;
            Ok((DossierAct::MoveDeadline { deadline, to, reason }, format!("deadline {deadline} moved")))
        }),
        What::KeepDeadline { on, no: deadline, report } => {
            let done = format!("deadline {deadline} kept");
            on.act(folder, around, |_, _| Ok((DossierAct::KeepDeadline { deadline, report }, done)))
        }
        What::DropDeadline { on, no: deadline, reason } => {
            let done = format!("deadline {deadline} dropped");
            on.act(folder, around, |_, _| Ok((DossierAct::DropDeadline { deadline, reason }, done)))
        }
    }
}

/// Terms and deadlines of a dossier, each in a line, for `show`.
pub(super) fn lines(held: &Dossier) -> Vec<(&'static str, String)> {
    let term = |one: &Term| {
        let from = one.from.map(|from| format!("from {} ", out::written(from))).unwrap_or_default();
        let ended =
            one.ended.as_ref().map(|ended| format!(": ended: {}", out::flat(&ended.reason))).unwrap_or_default();
        let (name, cause) = (out::flat(&one.name), out::flat(&one.cause));
        format!("{} {name} {from}until {} \"{cause}\"{ended}", one.no, out::written(one.until))
    };
    let deadline = |one: &Deadline| {
        let state = match &one.state {
            DeadlineState::Running => String::new(),
            DeadlineState::Kept { .. } => ": kept".to_owned(),
            DeadlineState::Dropped { reason, .. } => format!(": dropped: {}", out::flat(reason)),
        };
        format!("{} by {} desk {} \"{}\"{state}", one.no, out::written(one.date), one.desk, out::flat(&one.what))
    };
    let terms = held.terms.iter().map(|one| ("term", term(one)));
    terms.chain(held.deadlines.iter().map(|one| ("deadline", deadline(one)))).collect()
}
