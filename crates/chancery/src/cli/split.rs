//! `chancery split`: makes an enclosed file a paper of its own.

use procedure::act::{Act, EnterDraft};
use procedure::ids::SeriesId;
use procedure::paper::{Arrival, VersionKind};

use super::acting::{Deed, OnPaper};
use super::opening::OpeningArgs;
use super::{Outcome, Stop, Surroundings, words};
use crate::office::{OfficeOptions, VersionFacts};

/// Make a file enclosed in a paper a paper of its own.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery split office IN-2026-0017 1
  chancery split office IN-2026-0017 2 --under

It takes the next number of the series; with --under, a sub-number of the envelope's number (IN-2026-0017/1).
Enclosed files are counted from 1, as show prints them.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The enclosed file, counted from 1.
    enclosed: usize,
    /// The version that encloses it, counted from 1; the one shown where it is left out.
    #[arg(long)]
    version: Option<usize>,
    /// The series it goes into; the envelope's where it is left out.
    #[arg(long)]
    series: Option<SeriesId>,
    /// Under the envelope's number.
    #[arg(long, conflicts_with = "series")]
    under: bool,
    #[command(flatten)]
    opening: OpeningArgs,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, enclosed, version, series, under, opening } = args;
    let options = OfficeOptions { opening: opening.options(), ..OfficeOptions::default() };
    on.act_with(options, around, |counter, paper| {
        let none =
            || Stop::absent(format!("{} has no such enclosed file", paper.number()), "see them with: chancery show");
        let at = match version {
            Some(shown) => words::place(shown, "version")?,
            None => {
                let last = paper.versions.iter().rposition(|kept| kept.withdrawn.is_none());
                last.and_then(|last| paper.received(last)).ok_or_else(none)?.0
            }
        };
        let enclosed = words::place(enclosed, "enclosed file")?;
        let kept = paper.versions.get(at).ok_or_else(none)?;
        let file = kept.version.enclosed.get(enclosed).ok_or_else(none)?;
        let facts = VersionFacts { kind: VersionKind::Received, channel: kept.version.channel, source: None };
        let prepared = counter.office().prepare_enclosed(file, facts)?.ok_or_else(none)?;
        let registration = paper.live().next().map(|standing| standing.number.series().clone());
        let series = series.or(registration).ok_or_else(none)?;
        let draft = EnterDraft {
            put_right: None,
            series,
            year: None,
            reserved: None,
            under: under.then_some(paper.id),
            versions: vec![prepared.version],
            absence: None,
            arrival: Arrival { received: paper.arrival.received, channel: kept.version.channel, ..Arrival::default() },
            card: prepared.reading.card,
            remarks: prepared.reading.remarks,
            level: None,
            again: None,
            bulk: false,
            late: None,
            directions: Vec::new(),
            bindings: Vec::new(),
        };
        let done = format!("{} split off", file.name);
        Ok(Deed { act: Act::Split { paper: paper.id, version: at, enclosed, draft }, bodies: prepared.bodies, done })
    })
}
