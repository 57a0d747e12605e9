//! `chancery show`: one paper, all of it that may be seen.

use std::io::{self, Write as _};
use std::path::PathBuf;

use procedure::ids::OfficerId;
use procedure::paper::{DirectionState, Marking, Paper, Part, Standing};
use procedure::sight::Sight;
use register::{Links, Seen};
use serde_json::json;

use super::counter::Counter;
use super::proposed::{proposed, read_anew};
use super::set::SetArgs;
use super::{Exit, Outcome, Stop, Surroundings, answer, bring_forward, circular, copy, dispatch, out, words};
use crate::office::TrailLine;
use crate::readings::Looked;

/// Show a paper: its numbers, card, versions, with whom it is, citations both ways, and its trail.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery show office IN-2026-0017
  chancery show office 17 --json
  chancery show office IN-2026-0017 --text        the text that was read, and nothing else
  chancery show office IN-2026-0017 --body > as-received.eml
  chancery show office OUT-2026-0004 --pdf letter.pdf
  chancery show office IN-2026-0017 --stamped --pdf received.pdf

Without --as the folder's owner looks, who sees all; with --as, that officer. A set page is exported by an officer:
the only one there is, or the one named.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// The paper: our number as printed, or its id.
    number: String,
    /// As this officer sees it.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// Print all of it as one JSON object.
    #[arg(long)]
    json: bool,
    /// Print the text that was read.
    #[arg(long, conflicts_with_all = ["json", "pdf"])]
    text: bool,
    /// Print the bytes as received.
    #[arg(long, conflicts_with_all = ["json", "text", "pdf"])]
    body: bool,
    #[command(flatten)]
    set: SetArgs,
    /// Set the label of its number, with a 2-D code, instead of its text.
    #[arg(long, requires = "pdf")]
    label: bool,
    /// Set our stamp over the file as received, a PDF or a picture, instead of its text.
    #[arg(long, requires = "pdf", conflicts_with_all = ["label", "size"])]
    stamped: bool,
    /// Of this version, counted from 1; the one shown where it is left out.
    #[arg(long, value_name = "N")]
    version: Option<usize>,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&args.folder, args.officer.as_ref(), args.set.could(), around)?;
    let seen = counter.seen(&args.number)?;
    let part = match (&args.set.pdf, args.text, args.body, args.version) {
        (Some(_), ..) if args.label => "label.pdf".to_owned(),
        (Some(_), _, _, version) if args.stamped => format!("stamped.pdf{}", of_version(version)),
        (Some(_), ..) => "pdf".to_owned(),
        (_, true, _, version) => format!("text{}", of_version(version)),
        (_, _, true, version) => format!("body{}", of_version(version)),
        _ => "page".to_owned(),
    };
    counter.looked(Looked::Paper { paper: seen.paper.id, part, sight: seen.sight });
    if let Some(path) = &args.set.pdf {
        let place = args.version.map(|shown| words::place(shown, "version")).transpose()?;
        let (page, what) = match (args.label, args.stamped, place) {
            (true, _, None) => (counter.office().set_label(&seen)?, "label"),
            (_, true, place) => (counter.office().set_stamped(&seen, place)?, "PDF or picture"),
            (_, _, None) => (counter.office().set_paper(&seen, args.set.size)?, "text"),
            (_, _, Some(_)) => return Err(Stop::usage("the version that stands is set", "leave --version out")),
        };
        let absent = || {
            Stop::absent(
                format!("{} has no {what} that you may see", seen.paper.number()),
                "see its versions with: chancery show",
            )
        };
        super::set::export(&counter, page.ok_or_else(absent)?, path)?;
        return Ok(Exit::Done);
    }
    if args.text || args.body {
        return bytes(args, &counter, &seen);
    }
    let links = counter.reads()?.links(&counter.viewer(), &seen.paper.id).map_err(Stop::fault)?;
    let trail = counter.trail(&seen.paper.id)?;
    if args.json {
        out::print_json(&json!({"number": seen.paper.number(), "sight": seen.sight, "paper": seen.paper,
                                "links": links, "trail": trail}))?;
    } else {
        let proposed = match seen.sight {
            Sight::Whole => [proposed(&counter, &seen.paper)?, read_anew(&seen.paper)].concat(),
            _ => Vec::new(),
        };
        let page = page(&counter, &seen, &links, &trail, proposed);
        io::stdout().lock().write_all(page.as_bytes())?;
    }
    Ok(Exit::Done)
}

fn of_version(version: Option<usize>) -> String {
    version.map(|version| format!("/{version}")).unwrap_or_default()
}

fn bytes(args: &Args, counter: &Counter, seen: &Seen) -> Outcome {
    let absent = |what: &str| {
        Stop::absent(format!("{} has no {what}", seen.paper.number()), "see its versions with: chancery show")
    };
    if seen.sight < Sight::Whole {
        return Err(absent("file that you may see"));
    }
    let kept = match args.version {
        Some(shown) => seen.paper.versions.get(words::place(shown, "version")?),
        // What a machine recognised in a picture is no file that came.
        None if args.body => {
            seen.paper.version_place().and_then(|place| seen.paper.received(place)).map(|(_, received)| received)
        }
        None => seen.paper.version(),
    };
    let kept = kept.ok_or_else(|| absent("such version"))?;
    let body = match (&kept.version.text, args.text) {
        (Some(text), true) => text.body,
        (None, true) => return Err(absent("text")),
        (_, false) => kept.version.body,
    };
    let mut out = io::stdout().lock();
    for chunk in counter.body(&body)?.ok_or_else(|| absent("file any more: it was destroyed"))? {
        out.write_all(&chunk?)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// The page, top to bottom.
fn page(counter: &Counter, seen: &Seen, links: &Links, trail: &[TrailLine], proposed: Vec<String>) -> String {
    let paper = &seen.paper;
    let mut page = Page::default();
    page.line(paper.number());
    page.part("numbers", numbers(paper));
    if seen.sight >= Sight::Card {
        page.part("marking", vec![marking(paper)]);
        page.part("arrival", arrival(paper));
        // Citations follow with what became of them.
        for (heading, value) in out::card_lines(&paper.card).into_iter().filter(|(heading, _)| *heading != "cites") {
            page.row(heading, &value);
        }
        page.part("version", versions(paper, seen.sight));
        page.part("proposed", proposed);
        page.part("with", with(counter, paper));
        page.part("answer", answer::lines(&counter.house(), paper, links));
        page.part("sent", dispatch::lines(paper, links));
        page.part("copies", copy::lines(&counter.house(), paper));
        page.part("circular", circular::lines(&counter.house(), paper, links));
        page.part("back", bring_forward::lines(paper));
        page.part("cites", cites(links));
        page.part("cited by", cited_by(links));
        page.part("answers", links.answers.iter().map(|end| end.number.clone()).collect());
        page.part("answered by", links.answered_by.iter().map(|end| end.number.clone()).collect());
        page.part("split from", links.split_from.iter().map(|end| end.number.clone()).collect());
        page.part("split into", links.split_into.iter().map(|end| end.number.clone()).collect());
        page.part("filed", filed(paper));
        page.part("bound", bound(paper));
        page.part("remark", paper.remarks.iter().map(|said| out::flat(&said.says)).collect());
    } else {
        page.row("seen", "its number, and what you did on it");
    }
    page.line("trail");
    for line in trail {
        page.line(&format!("  {:>5}  {}  {}", line.entry, moment(counter, line.at), acted(line)));
    }
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn row(&mut self, heading: &str, value: &str) {
        self.line(&format!("  {heading:<13} {value}"));
    }

    fn part(&mut self, heading: &str, values: Vec<String>) {
        for value in values {
            self.row(heading, &value);
        }
    }
}

fn moment(counter: &Counter, at: procedure::moment::Moment) -> String {
    counter.zone().to_datetime(at.timestamp()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn acted(line: &TrailLine) -> String {
    let acted = &line.acted;
    let act = acted.act.replace('_', " ");
    let desk = acted.desk.as_ref().map(|desk| format!(" at {desk}")).unwrap_or_default();
    let how = match acted.authenticated == acted.officer.as_str() {
        true => words::plain_word_of(&acted.means),
        false => format!("{} for the officer", acted.authenticated),
    };
    format!("{act} by {}{desk} ({how}, {})", acted.officer, words::plain_word_of(&acted.door))
}

fn numbers(paper: &Paper) -> Vec<String> {
    let words = |registration: &procedure::paper::Registration| {
        let late = registration.late.as_deref().map(|why| format!(", late: {}", out::flat(why))).unwrap_or_default();
        let standing = match &registration.standing {
            Standing::Live => String::new(),
            Standing::Void { reason, see, .. } => {
                let see = see.as_deref().map(|see| format!(", see {see}")).unwrap_or_default();
                format!(", void: {}{see}", out::flat(reason))
            }
        };
        format!("{} entered {}{late}{standing}", registration.number, out::written(registration.on))
    };
    let mut lines: Vec<String> = paper.registrations.iter().map(words).collect();
    lines.extend(paper.again.as_ref().map(|again| format!("again, beside {}: {}", again.of, out::flat(&again.reason))));
    lines
}

fn marking(paper: &Paper) -> String {
    match &paper.marking {
        Marking::None => "none".to_owned(),
        Marking::Unconfirmed { words } => format!("{} (read, not confirmed)", out::flat(words)),
        Marking::Confirmed { level } => level.to_string(),
    }
}

fn arrival(paper: &Paper) -> Vec<String> {
    let arrival = &paper.arrival;
    let mut parts =
        vec![format!("by {}", words::plain_word_of(&arrival.channel)), words::plain_word_of(&arrival.medium)];
    parts.extend(arrival.received.map(|received| {
        let time = received.time.map(|time| format!(" {}", time.strftime("%H:%M"))).unwrap_or_default();
        format!("received {}{time}", out::written(received.on))
    }));
    parts.extend(arrival.taken_in_by.as_deref().map(|by| format!("taken in by {}", out::flat(by))));
    parts.extend(arrival.precedence.as_deref().map(out::flat));
    parts.extend(arrival.their_copy.as_deref().map(|copy| format!("copy {}", out::flat(copy))));
    parts.extend(arrival.pages.map(|pages| format!("{pages} pages")));
    parts.extend(arrival.original_at.as_deref().map(|place| format!("original at {}", out::flat(place))));
    parts.extend(arrival.old.as_ref().map(|old| match &old.number {
        Some(number) => format!("from the book {}, No. {}", out::flat(&old.book), out::flat(number)),
        None => format!("from the book {}", out::flat(&old.book)),
    }));
    parts.extend(paper.absence.map(|absence| format!("without a file: {}", words::absence_words(absence))));
    vec![parts.join(", ")]
}

fn versions(paper: &Paper, sight: Sight) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, kept) in paper.versions.iter().enumerate() {
        let version = &kept.version;
        let withdrawn = kept.withdrawn.as_ref().map(|w| format!(", withdrawn: {}", out::flat(&w.reason)));
        // Whoever may not read the bytes is not told their hash either.
        let hash = match sight {
            Sight::Whole => format!(", sha256 {}", &version.hash.to_string()[..16]),
            _ => String::new(),
        };
        lines.push(format!(
            "{} {} {} ({}, {} bytes{hash}){}",
            at + 1,
            words::plain_word_of(&version.kind),
            out::flat(&version.name),
            version.media,
            version.bytes,
            withdrawn.unwrap_or_default()
        ));
        if let Some((text, sure)) = version.text.as_ref().and_then(|text| Some((text, text.confidence?))) {
            lines.push(format!("  recognised by {}, {sure} % sure", out::flat(&text.extractor)));
        }
        for (no, file) in version.enclosed.iter().enumerate() {
            let split = if file.split_into.is_some() { ", split off" } else { "" };
            let name = out::flat(&file.name);
            lines.push(format!("  enclosed {} {name} ({}, {} bytes{split})", no + 1, file.media, file.bytes));
        }
    }
    lines
}

fn with(counter: &Counter, paper: &Paper) -> Vec<String> {
    let house = counter.house();
    let holders = paper.holders(|series| house.series.get(series).map(|series| &series.registry));
    let mut lines = Vec::new();
    if paper.directions.is_empty() {
        lines.extend(holders.iter().map(|desk| desk.to_string()));
    }
    for direction in &paper.directions {
        let part = match direction.part {
            Part::Lead => "lead",
            Part::Copy => "copy",
        };
        let state = match &direction.state {
            DirectionState::Waiting => "waiting".to_owned(),
            DirectionState::Accepted { by, .. } => format!("accepted by {by}"),
            DirectionState::PassedOn { by, .. } => format!("passed on by {by}"),
            DirectionState::Returned { reason, .. } => format!("returned: {}", out::flat(reason)),
            DirectionState::Done { report, .. } => {
                report.as_deref().map_or("done".to_owned(), |report| format!("done: {}", out::flat(report)))
            }
            DirectionState::Withdrawn { reason, .. } => format!("taken back: {}", out::flat(reason)),
        };
        let due = direction.due.map(|day| format!(" by {}", out::written(day))).unwrap_or_default();
        let remark =
            direction.remark.as_deref().map(|remark| format!(" \"{}\"", out::flat(remark))).unwrap_or_default();
        lines.push(format!(
            "{} {} → {} ({part}, {}{due}){remark}: {state}",
            direction.no,
            direction.from,
            direction.to,
            words::word_of(&direction.act)
        ));
    }
    lines
}

fn cites(links: &Links) -> Vec<String> {
    let line = |link: &register::CitationLink| {
        let held: Vec<&str> = link.held.iter().map(|end| end.number.as_str()).collect();
        let offers = link.offers.iter().map(|offer| format!("; may mean {}: {}", offer.number, out::flat(&offer.why)));
        let state = match (held.as_slice(), link.settled) {
            ([], Some(settled)) => format!("not held, {}", words::plain_word_of(&settled)),
            ([], None) => "cited, not held".to_owned(),
            (held, _) => held.join(", "),
        };
        format!("{} {} → {state}{}", link.at + 1, out::flat(&link.citation.text), offers.collect::<String>())
    };
    links.cites.iter().map(line).collect()
}

fn cited_by(links: &Links) -> Vec<String> {
    let offered = |offered: bool| if offered { " (offered)" } else { "" };
    links.cited_by.iter().map(|cited| format!("{}{}", cited.by.number, offered(cited.offered))).collect()
}

fn filed(paper: &Paper) -> Vec<String> {
    let line = |filing: &procedure::paper::Filing| {
        let code = filing.code.as_deref().map(|code| format!(" ({})", out::flat(code))).unwrap_or_default();
        format!("{}: {}{code}", filing.dossier, out::flat(&filing.title))
    };
    paper.filed.iter().map(line).collect()
}

fn bound(paper: &Paper) -> Vec<String> {
    let line = |(at, binding): (usize, &procedure::paper::Binding)| {
        let to = words::principal(&binding.to);
        let ended = binding.ended.as_ref().map(|ended| format!(", ended: {}", out::flat(&ended.reason)));
        let named = words::plain_word_of(&binding.named_as);
        let rule = binding.rule.as_ref().map(|rule| format!(" by rule {rule}")).unwrap_or_default();
        format!("{} {} ({named}) is {to}{rule}{}", at + 1, out::flat(&binding.name), ended.unwrap_or_default())
    };
    paper.bindings.iter().enumerate().map(line).collect()
}
