//! `chancery direct`: marks a paper out to desks.

use jiff::civil::Date;
use procedure::act::{Act, DirectionDraft};
use procedure::card::AskedAct;
use procedure::ids::DeskId;
use procedure::paper::{Paper, Part};

use super::acting::{Deed, OnPaper};
use super::counter::Counter;
use super::{Outcome, Stop, Surroundings, words};

/// To whom, what is asked, by when.
#[derive(Debug, clap::Args)]
pub(super) struct MarkOut {
    /// The desk that handles it; may be given several times.
    #[arg(long, value_name = "DESK")]
    pub(super) to: Vec<DeskId>,
    /// A desk that gets it for information; may be given several times.
    #[arg(long, value_name = "DESK")]
    pub(super) copy: Vec<DeskId>,
    /// What is asked.
    #[arg(long, value_parser = words::asked_act(), default_value = "act")]
    pub(super) act: AskedAct,
    /// By when: 2026-12-27.
    #[arg(long, value_name = "DAY", value_parser = words::day)]
    pub(super) by: Option<Date>,
    /// A short remark.
    #[arg(long)]
    pub(super) remark: Option<String>,
}

impl MarkOut {
    /// The directions, lead desks first; those for information ask to take note.
    pub(super) fn drafts(self) -> Vec<DirectionDraft> {
        let Self { to, copy, act, by, remark } = self;
        let lead = to.into_iter().map(|desk| (desk, Part::Lead, act, by));
        let copies = copy.into_iter().map(|desk| (desk, Part::Copy, AskedAct::Note, None));
        let draft = |(to, part, act, due)| DirectionDraft { to, part, act, due, remark: remark.clone() };
        lead.chain(copies).map(draft).collect()
    }

    /// "legal (lead, review, by 27 December 2026), press (copy)".
    pub(super) fn words(drafts: &[DirectionDraft]) -> String {
        let words = |draft: &DirectionDraft| match draft.part {
            Part::Lead => {
                let by = draft.due.map(|day| format!(", by {}", super::out::written(day))).unwrap_or_default();
                format!("{} (lead, {}{by})", draft.to, words::word_of(&draft.act))
            }
            Part::Copy => format!("{} (copy)", draft.to),
        };
        drafts.iter().map(words).collect::<Vec<_>>().join(", ")
    }
}

/// Mark a paper out to one or more desks.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery direct office IN-2026-0017 --to legal --act review --by 2026-12-27
  chancery direct office IN-2026-0017 --to legal --copy press --remark \"before the session\"

The desk then says: accept, pass-on, return (\"not ours\") or done. A wrong desk is put right with redirect.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    #[command(flatten)]
    mark_out: MarkOut,
    /// The desk that marks it out, where the officer acts for several that hold it.
    #[arg(long, value_name = "DESK")]
    from: Option<DeskId>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, mark_out, from } = args;
    on.act(around, |counter, paper| {
        let desk = match from {
            Some(desk) => desk,
            None => desk_that_holds(counter, paper)?,
        };
        let directions = mark_out.drafts();
        let done = format!("marked out to {}", MarkOut::words(&directions));
        Ok(Deed::new(Act::Direct { paper: paper.id, desk, directions }, done))
    })
}

/// The desk among those that hold the paper for which the officer acts; where there is none, the rules name the holders.
fn desk_that_holds(counter: &Counter, paper: &Paper) -> Result<DeskId, Stop> {
    let house = counter.house();
    let holders = paper.holders(|series| house.series.get(series).map(|series| &series.registry));
    let own = house.desks_of(counter.officer()?, counter.now());
    let both: Vec<&DeskId> = holders.iter().copied().filter(|desk| own.contains(desk)).collect();
    match both.as_slice() {
        [one] => Ok((*one).clone()),
        [] => own
            .into_iter()
            .chain(holders)
            .next()
            .cloned()
            .ok_or_else(|| Stop::usage("it lies with no desk", "say --from with the desk that marks it out")),
        many => {
            let names: Vec<&str> = many.iter().map(|desk| desk.as_str()).collect();
            let why = format!("officer {} acts for several desks that hold it", counter.officer()?);
            Err(Stop::usage(why, format!("say --from with one of: {}", names.join(", "))))
        }
    }
}
