//! `chancery dossier submit`, `submission`, `decide`, `second`, `hold`, `send-back`, `box`, `cover`, `withdraw`, `reopen-decision`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use procedure::act::Act;
use procedure::dossier::{
    Conveyance, Dossier, DossierAct, Enclosed, How, Submission, SubmissionFacts, SubmissionState, TextRead, Verdict,
};
use procedure::ids::{DeskId, OfficerId};
use procedure::paper::InHouse;

use super::{In, dossier};
use crate::cli::acting::said;
use crate::cli::counter::{Could, Counter};
use crate::cli::{Outcome, Stop, Surroundings, out, words};
use crate::office::Bodies;
use crate::web::made_here;

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Put a draft, or a question, before the desk that decides.
    #[command(after_help = "Example:
  chancery dossier office submit border-line minister --draft 1 --decide-by 2026-08-01 \\
    --bottom-line \"The delegate asks us to publish.\" --recommends \"Reject it.\"")]
    Submit {
        #[command(flatten)]
        on: In,
        /// The desk that decides.
        to: DeskId,
        /// The draft; left out, it is a question only.
        #[arg(long, value_name = "NO")]
        draft: Option<u32>,
        /// What it is about and what is asked, in at most four lines.
        #[arg(long)]
        bottom_line: String,
        /// What is recommended, in a sentence.
        #[arg(long)]
        recommends: String,
        /// Who is of another mind, and why.
        #[arg(long)]
        dissent: Option<String>,
        /// By when it has to be decided.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        decide_by: Option<Date>,
        /// What lies with it: our number where it is held, else words; may be given several times.
        #[arg(long = "with", value_name = "WHAT")]
        with: Vec<String>,
        /// Who gets a copy of what is adopted: desk:CODE or officer:CODE; may be given several times.
        #[arg(long = "copy", value_name = "WHO")]
        copies: Vec<InHouse>,
        /// The desk that submits; the one that draws the draft up where it is left out.
        #[arg(long)]
        desk: Option<DeskId>,
    },
    /// Decide: adopt, amend, reject, return, defer, discuss or seen.
    #[command(after_help = "Examples:
  chancery dossier office decide border-line 1 reject --remark \"as advised\" --as halden
  chancery dossier office decide border-line 1 amend --text amended.txt --as halden
  chancery dossier office decide border-line 1 defer --until 2026-08-01 --as halden
  chancery dossier office decide border-line 1 adopt --conveyed-by \"L. Prahm\" --decided-by halden --by telephone --as prahm
  chancery dossier office decide border-line 1 adopt --sitting \"12th sitting\" --result \"7 for, 2 against\" --dissenter Orlan

The decision binds the version of the draft that stands when the command reads it.")]
    Decide {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
        /// What is decided.
        #[arg(value_parser = ["adopt", "amend", "reject", "return", "defer", "discuss", "seen"])]
        word: String,
        /// A remark; why, where it is returned.
        #[arg(long)]
        remark: Option<String>,
        /// To which day it is deferred.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Option<Date>,
        /// The amended text.
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        #[command(flatten)]
        how: HowArgs,
    },
    /// Be the second of two officers who have to decide.
    #[command(after_help = "Example:\n  chancery dossier office second border-line 1 --as vane")]
    Second {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
    },
    /// Put a submission into the box of a day.
    #[command(
        after_help = "Example:\n  chancery dossier office box border-line 1 --day 2026-08-01 --place 2 --as prahm"
    )]
    Box {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
        /// The day; today where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        day: Option<Date>,
        /// The place in the box, from 1.
        #[arg(long, default_value_t = 1)]
        place: u32,
    },
    /// Add a remark that only the private office and whoever decides see.
    #[command(after_help = "Example:\n  chancery dossier office cover border-line 1 \"He rang twice.\" --as prahm")]
    Cover {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
        /// What it says.
        says: String,
    },
    /// Hold a submission in the private office.
    #[command(
        after_help = "Example:\n  chancery dossier office hold border-line 1 --reason \"until telegram 812 is here\""
    )]
    Hold {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Send a submission back to the desk that submitted it.
    #[command(
        after_help = "Example:\n  chancery dossier office send-back border-line 1 --reason \"the draft is missing\""
    )]
    SendBack {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Take a submission back.
    #[command(
        after_help = "Example:\n  chancery dossier office withdraw border-line 1 --reason \"settled by telephone\""
    )]
    Withdraw {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Open what was decided again; what was adopted stays.
    #[command(
        after_help = "Example:\n  chancery dossier office reopen-decision border-line 1 --reason \"Averin wrote again\""
    )]
    ReopenDecision {
        #[command(flatten)]
        on: In,
        /// The submission's number.
        submission: u32,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// How it was decided, where it was not here and by the officer.
#[derive(Debug, clap::Args)]
pub(super) struct HowArgs {
    /// It was conveyed by this person, as written.
    #[arg(long, value_name = "NAME", requires = "decided_by")]
    conveyed_by: Option<String>,
    /// Who decided, where it was conveyed.
    #[arg(long, value_name = "OFFICER", requires = "conveyed_by")]
    decided_by: Option<OfficerId>,
    /// By what means it was conveyed.
    #[arg(long, value_parser = ["telephone", "conversation", "ink", "message"], default_value = "telephone")]
    by: String,
    /// A body decided, in this sitting.
    #[arg(long, requires = "result", conflicts_with = "conveyed_by")]
    sitting: Option<String>,
    /// Under this item.
    #[arg(long, requires = "sitting")]
    item: Option<String>,
    /// With this result.
    #[arg(long, requires = "sitting")]
    result: Option<String>,
    /// Who dissented; may be given several times.
    #[arg(long = "dissenter", value_name = "NAME", requires = "sitting")]
    dissenters: Vec<String>,
    /// It was written round until this day.
    #[arg(long, value_name = "DAY", value_parser = words::day, requires = "sitting")]
    written_round_until: Option<Date>,
}

impl HowArgs {
    fn how(self) -> How {
        match (self.conveyed_by, self.decided_by, self.sitting) {
            (Some(conveyed_by), Some(decided_by), _) => {
                let means = match self.by.as_str() {
                    "conversation" => Conveyance::Conversation,
                    "ink" => Conveyance::Ink,
                    "message" => Conveyance::Message,
                    _ => Conveyance::Telephone,
                };
                How::Conveyed { decided_by, conveyed_by, means, evidence: None }
            }
            (_, _, Some(sitting)) => How::Body {
                sitting,
                item: self.item,
                result: self.result.unwrap_or_default(),
                dissenters: self.dissenters,
                written_round_until: self.written_round_until,
            },
            _ => How::InPerson,
        }
    }
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    let (on, does, done) = match what {
        What::Submit { on, to, draft, bottom_line, recommends, dissent, decide_by, with, copies, desk } => {
            return on.act(folder, around, |counter, _| {
                let enclosures = with.into_iter().map(|what| enclosed(counter, what)).collect::<Result<_, _>>()?;
                let done = format!("put before desk {to}");
                let facts =
                    SubmissionFacts { draft, to, bottom_line, recommends, dissent, decide_by, enclosures, copies };
                Ok((DossierAct::Submit { facts, desk }, done))
            });
        }
        What::Decide { on, submission, word, remark, until, text, how } => {
            let said = Said { submission, word, remark, until, text };
            return decide(folder, around, &on, said, how.how());
        }
        What::Second { on, submission } => {
            return on.act(folder, around, |_, held| {
                let hash = text_of(held, submission);
                Ok((
                    DossierAct::SecondDecision { submission, hash },
                    format!("second decision on submission {submission}"),
                ))
            });
        }
        What::Box { on, submission, day, place } => {
            return on.act(folder, around, |counter, _| {
                let day = day.unwrap_or_else(|| counter.today());
                let done = format!("submission {submission} in the box of {}, place {place}", out::written(day));
                Ok((DossierAct::PutInBox { submission, day, place }, done))
            });
        }
        What::Cover { on, submission, says } => {
            (on, DossierAct::AddCover { submission, says }, "remark added for two pairs of eyes".to_owned())
        }
        What::Hold { on, submission, reason } => {
            (on, DossierAct::HoldSubmission { submission, reason }, format!("submission {submission} held"))
        }
        What::SendBack { on, submission, reason } => {
            (on, DossierAct::SendBack { submission, reason }, format!("submission {submission} sent back"))
        }
        What::Withdraw { on, submission, reason } => {
            (on, DossierAct::WithdrawSubmission { submission, reason }, format!("submission {submission} taken back"))
        }
        What::ReopenDecision { on, submission, reason } => {
            (on, DossierAct::ReopenSubmission { submission, reason }, format!("submission {submission} opened again"))
        }
    };
    on.act(folder, around, |_, _| Ok((does, done)))
}

/// What lies with a submission: a paper where a number means exactly one that is seen.
fn enclosed(counter: &Counter, what: String) -> Result<Enclosed, Stop> {
    let meant = counter.reads()?.by_number(&counter.viewer(), &what).map_err(Stop::fault)?;
    let paper = match meant.as_slice() {
        [(paper, sight)] if *sight >= procedure::sight::Sight::Card => Some(*paper),
        _ => None,
    };
    Ok(Enclosed { what, paper })
}

/// The version that stands of the draft that lies in a submission.
fn text_of(held: &Dossier, submission: u32) -> Option<procedure::ids::Hash> {
    let one = held.submission(submission)?;
    one.facts.draft.and_then(|no| held.draft(no)).and_then(procedure::dossier::Draft::hash)
}

struct Said {
    submission: u32,
    word: String,
    remark: Option<String>,
    until: Option<Date>,
    text: Option<PathBuf>,
}

fn decide(folder: &Path, around: &Surroundings, on: &In, said_: Said, how: How) -> Outcome {
    let Said { submission, word, remark, until, text } = said_;
    let word = match word.as_str() {
        "adopt" => Verdict::Adopted,
        "amend" => Verdict::Amended,
        "reject" => Verdict::Rejected,
        "return" => Verdict::Returned,
        "discuss" => Verdict::Discuss,
        "seen" => Verdict::Seen,
        _ => {
            let until = until
                .ok_or_else(|| Stop::usage("it is not said to which day it is deferred", "give it with --until"))?;
            Verdict::Deferred { until }
        }
    };
    let counter = Counter::open(folder, on.acting.officer.as_ref(), Could::HoldDesk, around)?;
    let held = dossier(&counter, &on.dossier)?;
    let hash = text_of(&held, submission);
    let (amended, read, bodies) = match text {
        None => (None, TextRead::default(), Bodies::default()),
        Some(path) => {
            let bytes = std::fs::read(&path).map_err(|error| {
                Stop::absent(format!("{} cannot be read: {error}", path.display()), "give the file of the amended text")
            })?;
            let name =
                path.file_name().map_or_else(|| "amended".to_owned(), |name| name.to_string_lossy().into_owned());
            let prepared = counter.office().prepare_described(bytes, &name, made_here()).map_err(Stop::from)?;
            let amended = counter.office().as_draft(prepared)?;
            (Some(amended.version), amended.read, amended.bodies)
        }
    };
    let done = format!("submission {submission} {}", word.words());
    let does = DossierAct::Decide { submission, word, hash, how, remark, amended, read };
    let receipt = counter.act(Act::InDossier { dossier: on.dossier.clone(), does }, bodies)?;
    let made = receipt.number.as_ref().map(|number| format!(": {number}")).unwrap_or_default();
    said(&receipt, &format!("{}  {done}{made}", on.dossier), on.acting.json)
}

/// Where a submission is, for `show`.
pub(super) fn state(one: &Submission) -> String {
    match &one.state {
        SubmissionState::Waiting => "with the private office".to_owned(),
        SubmissionState::Held { reason, .. } => format!("held: {}", out::flat(reason)),
        SubmissionState::Before => match one.boxed {
            Some(boxed) => format!("in the box of {}, place {}", out::written(boxed.day), boxed.place),
            None => "to be decided".to_owned(),
        },
        SubmissionState::AwaitsSecond => "waits for a second officer".to_owned(),
        SubmissionState::Deferred { until } => format!("deferred to {}", out::written(*until)),
        SubmissionState::ToDiscuss => "to be discussed".to_owned(),
        SubmissionState::SentBack { reason, .. } => format!("sent back: {}", out::flat(reason)),
        SubmissionState::Withdrawn { reason, .. } => format!("taken back: {}", out::flat(reason)),
        SubmissionState::Decided => one.decisions.last().map_or_else(String::new, |last| last.word.words().to_owned()),
    }
}
