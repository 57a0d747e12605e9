//! `chancery dispatch`: how a paper goes out, what became of it, and the symbol under which others made it known.

use std::path::PathBuf;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::paper::{Channel, DispatchEnd, Paper};
use register::{LinkEnd, Links};

use super::acting::{Acting, Deed, OnPaper, only};
use super::{Outcome, Stop, Surroundings, out, words};

/// Say how a paper went out, and what became of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery dispatch office send OUT-2026-0004 --to \"The Assembly\" --by courier --reference \"bag 12\" --as lind
  chancery dispatch office received OUT-2026-0004 --who \"the registry of the Assembly\" --receipt IN-2026-0021
  chancery dispatch office came-back OUT-2026-0004 --reason \"moved away\"
  chancery dispatch office symbol OUT-2026-0004 A/2034 --by-whom \"the Assembly\"

A paper that was made here and stands in an outgoing series waits at its registry until it is sent, or need not be.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say that it went out.
    #[command(after_help = "Example:\n  chancery dispatch office send OUT-2026-0004 --to \"The Assembly\" --by post")]
    Send {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// To whom, as it was addressed; the first addressee of its card, where it is left out.
        #[arg(long)]
        to: Option<String>,
        /// By which channel.
        #[arg(long, value_name = "CHANNEL", value_parser = words::sent_by())]
        by: Channel,
        /// On which day; today, where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Option<Date>,
        /// By what it can be traced: the number of a registered letter, of a bag.
        #[arg(long)]
        reference: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that it was received.
    #[command(after_help = "Example:\n  chancery dispatch office received OUT-2026-0004 --who \"the porter\"")]
    Received {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        /// By whom, as the receipt says.
        #[arg(long)]
        who: String,
        /// The receipt, where it is held: its number or id.
        #[arg(long, value_name = "NUMBER")]
        receipt: Option<String>,
        /// On which day; today, where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that it came back.
    #[command(after_help = "Example:\n  chancery dispatch office came-back OUT-2026-0004 --reason \"moved away\"")]
    CameBack {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long)]
        reason: String,
        /// On which day; today, where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that it never went out so: it was entered by mistake.
    #[command(after_help = "Example:\n  chancery dispatch office undo OUT-2026-0004 --reason \"another letter\"")]
    Undo {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that it need not be sent.
    #[command(
        after_help = "Example:\n  chancery dispatch office none OUT-2026-0004 --reason \"read out at the sitting\""
    )]
    None {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Record the symbol under which others made it known: whoever cites it means this paper.
    #[command(after_help = "Example:
  chancery dispatch office symbol OUT-2026-0004 A/2034 --by-whom \"the Assembly\" --on 2026-01-05")]
    Symbol {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The symbol, as it is printed.
        symbol: String,
        /// Who made it known.
        #[arg(long, value_name = "WHO")]
        by_whom: String,
        /// The day on which it is dated there.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
}

/// Which dispatch is meant.
#[derive(Debug, clap::Args)]
struct Which {
    /// The dispatch's number, as show prints it; may be left out where of one only it is not known what became of it.
    #[arg(long, value_name = "NO")]
    no: Option<u32>,
}

impl Which {
    fn of(&self, paper: &Paper) -> Result<u32, Stop> {
        if let Some(no) = self.no {
            return Ok(no);
        }
        let open: Vec<u32> = paper.dispatches.iter().filter(|one| one.ended.is_none()).map(|one| one.no).collect();
        let number = paper.number();
        let none = || {
            let why = format!("{number} has no dispatch of which it is not known what became of it");
            Stop::absent(why, format!("see how it went out: chancery show FOLDER {number}"))
        };
        only(&open, none, || format!("{number} went out several times"), u32::to_string)
    }
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    let on_paper = |number, acting| OnPaper { folder, number, acting };
    match what {
        What::Send { number, to, by: channel, on, reference, acting } => {
            on_paper(number, acting).act(around, |_, paper| {
                let addressee = || paper.card.to.first().map(|field| field.value.label().to_owned());
                let to = to.or_else(addressee).unwrap_or_default();
                let done = format!("sent to {}", out::flat(&to));
                Ok(Deed::new(Act::Dispatch { paper: paper.id, to, channel, on, reference }, done))
            })
        }
        What::Received { number, which, who, receipt, on, acting } => {
            on_paper(number, acting).act(around, |counter, paper| {
                let evidence = receipt.map(|number| counter.paper(&number)).transpose()?.map(|paper| paper.id);
                let done = format!("received by {}", out::flat(&who));
                let dispatch = which.of(paper)?;
                Ok(Deed::new(Act::DispatchReceived { paper: paper.id, dispatch, on, who, evidence }, done))
            })
        }
        What::CameBack { number, which, reason, on, acting } => on_paper(number, acting).act(around, |_, paper| {
            let (dispatch, done) = (which.of(paper)?, "came back".to_owned());
            Ok(Deed::new(Act::DispatchCameBack { paper: paper.id, dispatch, on, reason }, done))
        }),
        What::Undo { number, which, reason, acting } => on_paper(number, acting).act(around, |_, paper| {
            let (dispatch, done) = (which.of(paper)?, "it never went out so".to_owned());
            Ok(Deed::new(Act::UndoDispatch { paper: paper.id, dispatch, reason }, done))
        }),
        What::None { number, reason, acting } => on_paper(number, acting).act(around, |_, paper| {
            Ok(Deed::new(Act::NoDispatch { paper: paper.id, reason }, "it need not be sent".to_owned()))
        }),
        What::Symbol { number, symbol, by_whom: body, on, acting } => {
            on_paper(number, acting).act(around, |_, paper| {
                let done = format!("known as {}", out::flat(&symbol));
                Ok(Deed::new(Act::RecordSymbol { paper: paper.id, symbol, body, on }, done))
            })
        }
    }
}

/// How a paper went out, for `chancery show`.
pub(super) fn lines(paper: &Paper, links: &Links) -> Vec<String> {
    let sendings = paper.dispatches.iter().map(|one| {
        let by = one.reference.as_ref().map(|reference| format!(", {}", out::flat(reference))).unwrap_or_default();
        let became = one.ended.as_ref().map(|ended| format!(": {}", became(&ended.end, &links.receipts)));
        let (to, on, channel) = (out::flat(&one.to), out::written(one.on), words::of_channel(one.channel));
        format!("{} to {to} by {channel} on {on}{by}{}", one.no, became.unwrap_or_default())
    });
    let not_sent = paper.not_sent.iter().map(|not| format!("need not be sent \"{}\"", out::flat(&not.reason)));
    let known = paper.appearances.iter().map(|one| {
        let on = one.on.map(|on| format!(", {}", out::written(on))).unwrap_or_default();
        format!("known as {} by {}{on}", out::flat(&one.symbol), out::flat(&one.body))
    });
    sendings.chain(not_sent).chain(known).collect()
}

fn became(end: &DispatchEnd, receipts: &[LinkEnd]) -> String {
    match end {
        DispatchEnd::Received { on, who, evidence } => {
            let receipt = evidence.and_then(|id| receipts.iter().find(|end| end.paper == id));
            let receipt = receipt.map(|end| format!(", receipt {}", end.number)).unwrap_or_default();
            format!("received by {} on {}{receipt}", out::flat(who), out::written(*on))
        }
        DispatchEnd::CameBack { on, reason } => format!("came back on {} \"{}\"", out::written(*on), out::flat(reason)),
        DispatchEnd::Mistaken { reason } => format!("never went out so \"{}\"", out::flat(reason)),
    }
}
