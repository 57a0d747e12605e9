//! `chancery desk FOLDER hand-over`: what waits at a desk to another desk, or a desk from officer to officer.

use phrases::plural;
use procedure::act::Act;
use procedure::house::House;
use procedure::ids::{DeskId, OfficerId};
use procedure::paper::InHouse;
use register::{About, HandOverRow, HandedLine, HandingAsk};
use serde_json::json;

use super::acting::Acting;
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::office::handing::{named, told};
use crate::office::{Bodies, HandedList};

/// To whom a desk, or what waits at it, is handed over.
#[derive(Debug, clap::Args)]
pub(super) struct HandOver {
    /// The desk.
    code: DeskId,
    /// The desk to which all goes that waits there.
    #[arg(long, value_name = "DESK", conflicts_with_all = ["from", "to_officer"])]
    to: Option<DeskId>,
    /// Who holds the desk, where it goes to another officer; the only holder where it is left out.
    #[arg(long, value_name = "OFFICER")]
    from: Option<OfficerId>,
    /// The officer who is to hold it.
    #[arg(long, value_name = "OFFICER")]
    to_officer: Option<OfficerId>,
    /// Print what would go and what would stay, and enter nothing.
    #[arg(long)]
    preview: bool,
    /// Why.
    #[arg(long, required_unless_present = "preview")]
    reason: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(folder: &std::path::Path, args: HandOver, around: &Surroundings) -> Outcome {
    let could = if args.preview { Could::Look } else { Could::Administer };
    let counter = Counter::open(folder, args.acting.officer.as_ref(), could, around)?;
    let ask = asked(&counter, &args)?;
    if args.preview {
        return preview(&counter, &ask, args.acting.json);
    }
    let reason = args.reason.unwrap_or_default();
    let act = match ask.clone() {
        HandingAsk::Desk { desk, to: Some(to) } => Act::HandOverDesk { desk, to, reason },
        HandingAsk::Post { desk, from, to: Some(to) } => {
            let mandate = counter.house().free_mandate(&desk, &to);
            let mandate = mandate.ok_or_else(|| {
                Stop::usage(format!("{desk}.{to} is too long for a mandate's code"), "give the mandate first")
            })?;
            Act::HandOverPost { desk, from, to, mandate, reason }
        }
        HandingAsk::Desk { .. } | HandingAsk::Post { .. } => {
            return Err(Stop::usage("it is not said to whom", "say --to DESK, or --to-officer OFFICER"));
        }
    };
    let receipt = counter.act(act, Bodies::default())?;
    let list = counter.office().handed(&counter.viewer(), receipt.entry).map_err(Stop::fault)?;
    let done = printed(&counter, list.as_ref(), args.acting.json);
    done.map_err(|error| Stop::unprinted(format_args!("done (entry {})", receipt.entry), &error))?;
    left(&counter, &ask)
}

/// Hand-overs that concern the officer, or all of them to the folder's owner; or the list of one.
pub(super) fn handed(folder: &std::path::Path, entry: Option<u64>, acting: &Acting, around: &Surroundings) -> Outcome {
    let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
    let Some(entry) = entry else { return list(&counter, acting.json) };
    let absent = || {
        Stop::absent(
            format!("entry {entry} handed nothing over"),
            "see the hand-overs with: chancery desk FOLDER handed",
        )
    };
    let one = counter.office().handed(&counter.viewer(), entry).map_err(Stop::fault)?.ok_or_else(absent)?;
    printed(&counter, Some(&one), acting.json)?;
    Ok(Exit::Done)
}

fn list(counter: &Counter, json: bool) -> Outcome {
    let house = counter.house();
    let mut table = out::table(&["Entry", "Day", "Desk", "From", "To", "Because"]);
    for row in counter.reads()?.hand_overs(&counter.viewer()).map_err(Stop::fault)? {
        if json {
            out::print_json(&json!(row))?;
            continue;
        }
        let day = counter.day_of(row.at).to_string();
        let desk = row.desk.as_ref().map(ToString::to_string).unwrap_or_default();
        let (from, to) = (out::flat(&named(&house, &row.from)), out::flat(&named(&house, &row.to)));
        table.add_row([row.entry.to_string(), day, desk, from, to, out::flat(&row.reason)]);
    }
    if !json {
        out::print_table(&table)?;
    }
    Ok(Exit::Done)
}

/// What is asked, with the only holder of the desk where none is named.
fn asked(counter: &Counter, args: &HandOver) -> Result<HandingAsk, Stop> {
    let desk = args.code.clone();
    if args.from.is_none() && args.to_officer.is_none() {
        return Ok(HandingAsk::Desk { desk, to: args.to.clone() });
    }
    let house = counter.house();
    let holders = house.holders_of(&desk, counter.now());
    let only = || holders.iter().next().filter(|_| holders.len() == 1).map(|only| (*only).clone());
    let several = || {
        let why = format!("{} officers hold desk {desk}", holders.len());
        Stop::usage(why, "say whose it is with --from OFFICER")
    };
    let from = args.from.clone().or_else(only).ok_or_else(several)?;
    Ok(HandingAsk::Post { desk, from, to: args.to_officer.clone() })
}

fn preview(counter: &Counter, ask: &HandingAsk, json: bool) -> Outcome {
    let found = counter.reads()?.to_hand_over(&counter.viewer(), ask).map_err(Stop::fault)?;
    let absent =
        || Stop::absent(format!("there is no desk {}", ask.desk()), "see the desks with: chancery desk FOLDER list");
    let preview = found.ok_or_else(absent)?;
    if json {
        out::print_json(&serde_json::to_value(&preview).map_err(Stop::fault)?)?;
        return Ok(Exit::Done);
    }
    let house = counter.house();
    section(&house, "Goes over", &preview.goes)?;
    section(&house, "Stays", &preview.stays)?;
    section(&house, "Waits at the desk, and stays there", &preview.at_desk)?;
    if let Some(counts) = preview.counts {
        let goes = plural!(counts.goes, "{n} paper or dossier goes", "{n} papers and dossiers go");
        let says = format!("{goes} over, {} more after that; of {} something stays", counts.later, counts.stays);
        out::say(&says);
    }
    Ok(Exit::Done)
}

/// What is left at a desk after an entry took as much as one may.
fn left(counter: &Counter, ask: &HandingAsk) -> Outcome {
    let found = counter.reads()?.to_hand_over(&counter.viewer(), ask).map_err(Stop::fault)?;
    let Some(counts) = found.and_then(|preview| preview.counts) else { return Ok(Exit::Done) };
    if counts.goes + counts.later > 0 {
        let left = plural!(counts.goes + counts.later, "{n} paper or dossier is", "{n} papers or dossiers are");
        out::say(&format!("{left} left: do it again"));
    }
    if counts.stays > 0 {
        let stays = plural!(counts.stays, "{n} paper or dossier", "{n} papers and dossiers");
        out::say(&format!("of {stays} something stays; see which and why with --preview"));
    }
    Ok(Exit::Done)
}

/// The list that both sign.
fn printed(counter: &Counter, list: Option<&HandedList>, json: bool) -> std::io::Result<()> {
    let Some(list) = list else { return Ok(()) };
    if json {
        return out::print_json(&json!(list));
    }
    let house = counter.house();
    let HandOverRow { from, to, desk, entry, at, .. } = &list.row;
    let of = |desk: &DeskId| format!("{}: ", out::flat(&named(&house, &InHouse::Desk(desk.clone()))));
    let of = desk.as_ref().map(of).unwrap_or_default();
    let day = out::written(counter.day_of(*at));
    let (from, to) = (out::flat(&named(&house, from)), out::flat(&named(&house, to)));
    out::print_line(&format!("{of}{from} hands over to {to}, {day} (entry {entry})"))?;
    section(&house, "Handed over", &list.lines)?;
    section(&house, "Waited at the desk", &list.at_desk)?;
    out::print_line(&format!("\nHanded over: ____________________  {from}\nTaken over:  ____________________  {to}"))
}

fn section(house: &House, title: &str, lines: &[HandedLine]) -> std::io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut table = out::table(&["No.", title, "By", "Number", "Subject", "Why"]);
    for (no, line) in (1..).zip(lines) {
        let no: usize = no;
        let (called, subject) = match &line.about {
            About::Row(row) => (row.number.clone(), row.subject.clone().unwrap_or_default()),
            About::Dossier(row) => (row.dossier.to_string(), row.title.clone()),
        };
        let day = line.due.map(|day| day.to_string()).unwrap_or_default();
        let why = line.stays.map(|why| why.words().to_owned()).unwrap_or_default();
        let what = out::flat(&told(house, &line.what));
        table.add_row([no.to_string(), what, day, out::flat(&called), out::flat(&subject), why]);
    }
    out::print_table(&table)
}
