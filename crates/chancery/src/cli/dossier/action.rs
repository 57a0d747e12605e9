//! `chancery dossier action`: what desks owe in a dossier.

use std::path::Path;

use jiff::civil::Date;
use procedure::dossier::{ActionFacts, DossierAct};
use procedure::ids::DeskId;

use super::In;
use crate::cli::{Outcome, Surroundings, out, words};

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Give a desk something to do.
    #[command(after_help = "Example:
  chancery dossier office action border-line press \"publishes the communiqué\" --by 2026-08-01 --control legal")]
    Action {
        #[command(flatten)]
        on: In,
        /// The desk.
        desk: DeskId,
        /// What it does.
        what: String,
        /// By when.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        by: Option<Date>,
        /// The desk that sees it done.
        #[arg(long, value_name = "DESK")]
        control: DeskId,
        /// After this action is discharged.
        #[arg(long, value_name = "NO")]
        after: Option<u32>,
    },
    /// Take an action.
    #[command(after_help = "Example:\n  chancery dossier office accept border-line 1 --as sool")]
    Accept {
        #[command(flatten)]
        on: In,
        /// Its number.
        action: u32,
    },
    /// Report an action done.
    #[command(
        after_help = "Example:\n  chancery dossier office report border-line 1 \"published today\" --paper OUT-2026-0007 --as sool"
    )]
    Report {
        #[command(flatten)]
        on: In,
        /// Its number.
        action: u32,
        /// What was done.
        says: String,
        /// With this paper: our number.
        #[arg(long, value_name = "NUMBER")]
        paper: Option<String>,
    },
    /// Say that a report is not enough.
    #[command(
        after_help = "Example:\n  chancery dossier office not-enough border-line 1 --reason \"where is the paper?\""
    )]
    NotEnough {
        #[command(flatten)]
        on: In,
        /// The action's number.
        action: u32,
        /// What is missing.
        #[arg(long)]
        reason: String,
    },
    /// Say that an action is done.
    #[command(after_help = "Example:\n  chancery dossier office discharge border-line 1 --as nesse")]
    Discharge {
        #[command(flatten)]
        on: In,
        /// Its number.
        action: u32,
    },
    /// Put an action's day off.
    #[command(
        after_help = "Example:\n  chancery dossier office extend border-line 1 --to 2026-08-09 --reason \"the term moved\""
    )]
    Extend {
        #[command(flatten)]
        on: In,
        /// Its number.
        action: u32,
        /// To this day.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        to: Date,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Say that an action is owed no more.
    #[command(
        after_help = "Example:\n  chancery dossier office cancel border-line 1 --reason \"settled by telephone\""
    )]
    Cancel {
        #[command(flatten)]
        on: In,
        /// Its number.
        action: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    let (on, does, done) = match what {
        What::Action { on, desk, what, by, control, after } => {
            let done = format!("desk {desk} {what}");
            let facts = ActionFacts { desk, what, due: by, control, submission: None, after };
            (on, DossierAct::SetAction { facts }, done)
        }
        What::Accept { on, action } => (on, DossierAct::AcceptAction { action }, format!("action {action} accepted")),
        What::Report { on, action, says, paper } => {
            return on.act(folder, around, |counter, _| {
                let paper = paper.map(|number| counter.paper(&number)).transpose()?.map(|paper| paper.id);
                Ok((DossierAct::ReportAction { action, says, paper }, format!("action {action} reported done")))
            });
        }
        What::NotEnough { on, action, reason } => {
            (on, DossierAct::ReturnAction { action, reason }, format!("report on action {action} not enough"))
        }
        What::Discharge { on, action } => {
            (on, DossierAct::DischargeAction { action }, format!("action {action} discharged"))
        }
        What::Extend { on, action, to, reason } => {
            let done = format!("action {action} put off to {}", out::written(to));
            (on, DossierAct::ExtendAction { action, due: to, reason }, done)
        }
        What::Cancel { on, action, reason } => {
            (on, DossierAct::CancelAction { action, reason }, format!("action {action} cancelled"))
        }
    };
    on.act(folder, around, |_, _| Ok((does, done)))
}
