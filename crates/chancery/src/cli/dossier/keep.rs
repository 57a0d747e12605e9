//! `chancery dossier open`, `change`, `move`, `mark`, `rule`, `volume`, `ask-in`, `ask-out`, `back`, `remark`, `close`.

use std::path::Path;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::dossier::DossierAct;
use procedure::house::Visibility;
use procedure::ids::{DeskId, DossierId, LevelId};
use procedure::paper::InHouse;

use super::In;
use crate::cli::acting::{Acting, said};
use crate::cli::counter::{Could, Counter};
use crate::cli::{Outcome, Surroundings, out, words};
use crate::office::Bodies;

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Open a dossier.
    #[command(after_help = "Example:
  chancery dossier office open border-line \"The border line\" --code 04.2 --home legal")]
    Open {
        /// Its code, by which papers are filed in it.
        #[arg(value_name = "DOSSIER")]
        code: DossierId,
        /// The question.
        title: String,
        /// Its code in the file plan.
        #[arg(long = "code", value_name = "CODE")]
        file_code: Option<String>,
        /// The desk that keeps it; yours, where you act for one only.
        #[arg(long, value_name = "DESK")]
        home: Option<DeskId>,
        /// Its marking.
        #[arg(long)]
        level: Option<LevelId>,
        /// Who sees it: whole-house, desk-and-chief or list-only; as is usual in the office where it is left out.
        #[arg(long, value_parser = words::visibility())]
        rule: Option<Visibility>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Put its title or its file-plan code right.
    #[command(
        after_help = "Example:\n  chancery dossier office change border-line --title \"The border line of 1951\""
    )]
    Change {
        #[command(flatten)]
        on: In,
        /// The question.
        #[arg(long)]
        title: Option<String>,
        /// Its code in the file plan.
        #[arg(long)]
        code: Option<String>,
    },
    /// Give it to another desk to keep.
    #[command(
        after_help = "Example:\n  chancery dossier office move border-line treaties --reason \"a treaty is drawn up\""
    )]
    Move {
        #[command(flatten)]
        on: In,
        /// The desk.
        home: DeskId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Mark it.
    #[command(after_help = "Example:\n  chancery dossier office mark border-line secret --reason \"telegram 812\"")]
    Mark {
        #[command(flatten)]
        on: In,
        /// The level.
        level: LevelId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Let it be seen by another rule: whole-house, desk-and-chief or list-only.
    #[command(
        after_help = "Example:\n  chancery dossier office rule border-line list-only --reason \"until the answer is out\""
    )]
    Rule {
        #[command(flatten)]
        on: In,
        /// Who sees it.
        #[arg(value_parser = words::visibility())]
        rule: Visibility,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Begin a new volume; the one before is closed by that.
    #[command(after_help = "Example:\n  chancery dossier office volume border-line --title \"The year 1952\"")]
    Volume {
        #[command(flatten)]
        on: In,
        /// What it is called.
        #[arg(long)]
        title: Option<String>,
    },
    /// Ask a desk or an officer in: they see it from then on.
    #[command(
        after_help = "Example:\n  chancery dossier office ask-in border-line desk:press --reason \"the communiqué\""
    )]
    AskIn {
        #[command(flatten)]
        on: In,
        /// desk:CODE or officer:CODE.
        who: InHouse,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Ask them out again.
    #[command(
        after_help = "Example:\n  chancery dossier office ask-out border-line desk:press --reason \"it is published\""
    )]
    AskOut {
        #[command(flatten)]
        on: In,
        /// desk:CODE or officer:CODE.
        who: InHouse,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Have it brought back on a day.
    #[command(
        after_help = "Example:\n  chancery dossier office back border-line --on 2026-08-01 --because \"the term ends\""
    )]
    Back {
        #[command(flatten)]
        on_dossier: In,
        /// The day: today or a later one.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Date,
        /// Why.
        #[arg(long, value_name = "REASON")]
        because: String,
        /// To this desk; to yourself where it is left out.
        #[arg(long)]
        desk: Option<DeskId>,
    },
    /// Say that what it was brought back for is done, or, with a reason, that it need not come back.
    #[command(after_help = "Examples:
  chancery dossier office back-done border-line 1
  chancery dossier office back-done border-line 2 --never-mind \"settled by telephone\"")]
    BackDone {
        #[command(flatten)]
        on: In,
        /// Its number in the dossier, as show prints it.
        no: u32,
        /// It need not come back, and why.
        #[arg(long, value_name = "REASON")]
        never_mind: Option<String>,
    },
    /// Leave a remark.
    #[command(
        after_help = "Example:\n  chancery dossier office remark border-line \"Averin rang: no answer before Monday\""
    )]
    Remark {
        #[command(flatten)]
        on: In,
        /// What it says.
        says: String,
    },
    /// Close it: nothing is filed or done in it any more.
    #[command(after_help = "Example:\n  chancery dossier office close border-line --reason \"decided\"")]
    Close {
        #[command(flatten)]
        on: In,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Open it again.
    #[command(
        after_help = "Example:\n  chancery dossier office reopen border-line --reason \"the question came back\""
    )]
    Reopen {
        #[command(flatten)]
        on: In,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    let (on, does, done) = match what {
        What::Open { code, title, file_code, home, level, rule, acting } => {
            let act = Act::OpenDossier { dossier: code.clone(), title, code: file_code, home, level, rule };
            return open(folder, around, &acting, act, &format!("{code}  opened"));
        }
        What::Change { on, title, code } => (on, DossierAct::ChangeDossier { title, code }, "changed".to_owned()),
        What::Move { on, home, reason } => {
            let done = format!("kept by desk {home}");
            (on, DossierAct::MoveDossier { home, reason }, done)
        }
        What::Mark { on, level, reason } => {
            let done = format!("marked {level}");
            (on, DossierAct::MarkDossier { level, reason }, done)
        }
        What::Rule { on, rule, reason } => {
            let done = format!("seen by {}", rule.words());
            (on, DossierAct::SetDossierRule { rule, reason }, done)
        }
        What::Volume { on, title } => (on, DossierAct::OpenVolume { title }, "new volume begun".to_owned()),
        What::AskIn { on, who, reason } => {
            let done = format!("{who} asked in");
            (on, DossierAct::AskIn { to: who, reason }, done)
        }
        What::AskOut { on, who, reason } => {
            let done = format!("{who} asked out");
            (on, DossierAct::AskOut { to: who, reason }, done)
        }
        What::Back { on_dossier, on, because, desk } => {
            let done = format!("comes back on {}", out::written(on));
            (on_dossier, DossierAct::BringForward { desk, on, reason: because }, done)
        }
        What::BackDone { on, no: bring_forward, never_mind } => match never_mind {
            None => (on, DossierAct::BringForwardDone { bring_forward }, format!("bring-forward {bring_forward} done")),
            Some(reason) => {
                let done = format!("bring-forward {bring_forward} taken back");
                (on, DossierAct::TakeBackBringForward { bring_forward, reason }, done)
            }
        },
        What::Remark { on, says } => (on, DossierAct::RemarkDossier { says }, "remark left".to_owned()),
        What::Close { on, reason } => (on, DossierAct::CloseDossier { reason }, "closed".to_owned()),
        What::Reopen { on, reason } => (on, DossierAct::ReopenDossier { reason }, "open again".to_owned()),
    };
    on.act(folder, around, |_, _| Ok((does, done)))
}

fn open(folder: &Path, around: &Surroundings, acting: &Acting, act: Act, done: &str) -> Outcome {
    let counter = Counter::open(folder, acting.officer.as_ref(), Could::HoldDesk, around)?;
    let receipt = counter.act(act, Bodies::default())?;
    said(&receipt, done, acting.json)
}
