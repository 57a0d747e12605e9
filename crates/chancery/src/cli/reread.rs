//! `chancery reread`: papers read anew by this program's reader; what would change is shown before anything does.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::decide::{offered_anew, read_anew_of};
use procedure::paper::{Paper, Version};
use procedure::refusal::Refusal;
use procedure::reread::FieldChange;
use serde_json::{Value, json};

use super::acting::Acting;
use super::counter::{Could, Counter};
use super::every::every_paper;
use super::opening::OpeningArgs;
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::office::{Fault, OfficeOptions, SubmitError};

/// Read papers anew, and show what would change.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery reread office IN-2026-0017
  chancery reread office --all --json > changes.jsonl
  chancery reread office --all --propose --as clerk

Nothing changes without --propose, and with it only a proposal is entered. An officer takes or
declines it, whole or by fields, on the paper's page, or through the API of the server:
  GET  /api/v1/papers/ID/reading
  POST /api/v1/papers/ID/acts  {\"act\": \"take_reading\", \"fields\": [\"date\", \"number\"]}
  POST /api/v1/papers/ID/acts  {\"act\": \"decline_reading\", \"reason\": \"read wrongly\"}
What was declined is not proposed again while the paper reads so. What an officer set or put right is never changed. Texts that a machine recognised are not read:
show and the paper's page offer what they say. Stopped in the middle, run it again: what is
proposed already is not proposed twice.

Exit codes: 0 all were read, 5 some were not, or were refused.")]
#[command(group = clap::ArgGroup::new("which").args(["papers", "all"]).required(true))]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Papers: our numbers as printed, or their ids.
    #[arg(value_name = "PAPER")]
    papers: Vec<String>,
    /// Every paper, in the order of entering.
    #[arg(long)]
    all: bool,
    /// Enter what changes as a proposal on each paper.
    #[arg(long)]
    propose: bool,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    opening: OpeningArgs,
}

/// What a run came to.
#[derive(Debug, Default)]
struct Count {
    read: u64,
    changed: u64,
    proposed: u64,
    failed: u64,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let could = if args.propose { Could::HoldDesk } else { Could::Look };
    let options = OfficeOptions { opening: args.opening.options(), ..OfficeOptions::default() };
    let counter = Counter::open_with(&args.folder, args.acting.officer.as_ref(), could, around, options)?;
    let mut count = Count::default();
    for typed in &args.papers {
        let paper = counter.paper(typed)?;
        one(&counter, args, &paper, &mut count)?;
    }
    if args.all {
        every_paper(&counter, |paper| one(&counter, args, &paper, &mut count))?;
    }
    let Count { read, changed, proposed, failed } = count;
    let told = if args.propose { format!(", {proposed} proposed") } else { String::new() };
    let wrong = if failed > 0 { format!(", {failed} not done") } else { String::new() };
    out::say(&format!("{read} read anew, {changed} would change{told}{wrong}"));
    Ok(if failed > 0 { Exit::SomeNot } else { Exit::Done })
}

/// One paper: reads the version on which its card rests, and tells or proposes what changes.
fn one(counter: &Counter, args: &Args, paper: &Paper, count: &mut Count) -> Result<(), Stop> {
    if paper.is_void() {
        return Ok(());
    }
    let Some(version) = describing(paper) else { return Ok(()) };
    let fresh = match counter.office().read_again(&paper.versions[version].version) {
        Ok(Some(fresh)) => fresh,
        Ok(None) => return Ok(()),
        // One that is torn keeps those behind it from nothing.
        Err(Fault::Unread { why }) => {
            count.failed += 1;
            out::say(&format!("{}  not read: {why}", paper.number()));
            return Ok(());
        }
        Err(fault) => return Err(SubmitError::from(fault).into()),
    };
    count.read += 1;
    let Some(text) = fresh.text else { return Ok(()) };
    let anew = read_anew_of(paper, version, &text, &fresh.reading.card);
    if anew.changes.is_empty() {
        return Ok(());
    }
    count.changed += 1;
    tell(paper, &fresh.reading.extractor, &anew.changes, args.acting.json)?;
    let waits = paper.proposed.as_ref().is_some_and(|known| known.version == version && known.text.hash == text)
        && offered_anew(paper) == anew.changes;
    if !args.propose || waits {
        return Ok(());
    }
    let Some((text, bodies)) = counter.office().text_read_again(&fresh)? else { return Ok(()) };
    let (card, remarks) = (fresh.reading.card, fresh.reading.remarks);
    let act = Act::ProposeReading { paper: paper.id, version, text, card, remarks };
    let command = counter.command(super::counter::fresh_key()?, act, bodies)?;
    match counter.office().submit_blocking(command) {
        Ok(_) => count.proposed += 1,
        Err(SubmitError::Refusal(refusal)) => {
            count.failed += 1;
            out::say(&format!("{}  not proposed: {refusal}", paper.number()));
            // Without a mandate no other paper of that registry will be proposed either; others may.
            if matches!(*refusal, Refusal::Suspended { .. } | Refusal::NoOfficer { .. }) {
                return Err(Stop::refused(&refusal));
            }
        }
        Err(fault) => return Err(fault.into()),
    }
    Ok(())
}

/// The version on which a paper's card rests, else the last one that stands. What a machine recognised describes no paper.
fn describing(paper: &Paper) -> Option<usize> {
    let is_recognised = |version: &Version| version.text.as_ref().is_some_and(|text| text.confidence.is_some());
    let stands = |at: &usize| {
        let kept = paper.versions.get(*at);
        kept.is_some_and(|kept| kept.withdrawn.is_none() && !is_recognised(&kept.version))
    };
    paper.card_of.filter(stands).or_else(|| (0..paper.versions.len()).rev().find(stands))
}

fn tell(paper: &Paper, extractor: &str, changes: &[FieldChange], json: bool) -> Result<(), Stop> {
    if json {
        let line = json!({"paper": paper.id, "number": paper.number(), "extractor": extractor, "changes": changes});
        return out::print_json(&line).map_err(Stop::from);
    }
    out::print_line(&format!("{}  by {extractor}", paper.number()))?;
    for change in changes {
        let field = super::words::plain_word_of(&change.field);
        out::print_line(&format!("  {field}: {} -> {}", shown(&change.before), shown(&change.after)))?;
    }
    Ok(())
}

/// A field in a line: its values, each with how sure it is.
fn shown(field: &Value) -> String {
    let value = |value: &Value| match value {
        Value::Object(map) => {
            let says = map.get("value").map_or_else(String::new, plain);
            let sure = map.get("sure").and_then(Value::as_str).unwrap_or_default();
            format!("{says} ({sure})")
        }
        other => plain(other),
    };
    match field {
        Value::Null => "nothing".to_owned(),
        Value::Array(values) if values.is_empty() => "nothing".to_owned(),
        Value::Array(values) => values.iter().map(value).collect::<Vec<_>>().join("; "),
        one => value(one),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(words) => out::flat(words),
        Value::Object(map) => map.values().filter(|part| !part.is_null()).map(plain).collect::<Vec<_>>().join(", "),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
