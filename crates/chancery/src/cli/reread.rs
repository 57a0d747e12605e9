//! `chancery reread`: papers read anew by this program's reader; what would change is shown before anything does.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::decide::read_anew_of;
use procedure::ids::PaperId;
use procedure::paper::Paper;
use procedure::refusal::Refusal;
use procedure::reread::FieldChange;
use procedure::sight::Sight;
use register::{ListQuery, Order};
use serde_json::{Value, json};

use super::acting::Acting;
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::office::{Bodies, Prepared, SubmitError, VersionFacts};

/// Papers of one page of the register: no more of them are held at once.
const PAGE_PAPERS_MAX: usize = 100;

/// Read papers anew, and show what would change.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery reread office IN-2026-0017
  chancery reread office --all --json > changes.jsonl
  chancery reread office --all --propose --as clerk

Nothing changes without --propose, and with it only a proposal is entered, which an officer takes or declines on the
paper's page. What an officer set or put right is never changed. Stopped in the middle, run it again: what is proposed
already is not proposed twice.")]
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
    let counter = Counter::open(&args.folder, args.acting.officer.as_ref(), could, around)?;
    let mut count = Count::default();
    for typed in &args.papers {
        let paper = counter.paper(typed)?;
        one(&counter, args, &paper, &mut count)?;
    }
    if args.all {
        every(&counter, args, &mut count)?;
    }
    let Count { read, changed, proposed, failed } = count;
    let told = if args.propose { format!(", {proposed} proposed") } else { String::new() };
    let wrong = if failed > 0 { format!(", {failed} not done") } else { String::new() };
    out::say(&format!("{read} read anew, {changed} would change{told}{wrong}"));
    Ok(if failed > 0 { Exit::SomeNot } else { Exit::Done })
}

/// Every paper, page by page of the book, each once.
fn every(counter: &Counter, args: &Args, count: &mut Count) -> Result<(), Stop> {
    let mut query = ListQuery { order: Order::OldestEntered, limit: PAGE_PAPERS_MAX, ..ListQuery::default() };
    let mut last: Option<PaperId> = None;
    loop {
        let page = counter.reads()?.list(&counter.viewer(), &query).map_err(Stop::fault)?;
        for id in page.rows.iter().filter_map(|row| row.paper) {
            if last == Some(id) {
                continue;
            }
            last = Some(id);
            let seen = counter.reads()?.paper(&counter.viewer(), &id).map_err(Stop::fault)?;
            if let Some(seen) = seen.filter(|seen| seen.sight == Sight::Whole) {
                one(counter, args, &seen.paper, count)?;
            }
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(()),
        }
    }
}

/// One paper: reads the version on which its card rests, and tells or proposes what changes.
fn one(counter: &Counter, args: &Args, paper: &Paper, count: &mut Count) -> Result<(), Stop> {
    if paper.is_void() {
        return Ok(());
    }
    let stands = |at: &usize| paper.versions.get(*at).is_some_and(|kept| kept.withdrawn.is_none());
    let last = || (0..paper.versions.len()).rev().find(stands);
    let Some(version) = paper.card_of.filter(stands).or_else(last) else { return Ok(()) };
    let Some(fresh) = read(counter, paper, version)? else { return Ok(()) };
    count.read += 1;
    let Some(text) = fresh.version.text.clone() else { return Ok(()) };
    let anew = read_anew_of(paper, version, &text, &fresh.reading.card);
    if anew.changes.is_empty() {
        return Ok(());
    }
    count.changed += 1;
    tell(paper, &text.extractor, &anew.changes, args.acting.json)?;
    let waits = paper
        .proposed
        .as_ref()
        .is_some_and(|known| known.version == version && known.text.hash == text.hash && known.card == anew.card);
    if !args.propose || waits {
        return Ok(());
    }
    let (card, remarks) = (fresh.reading.card, fresh.reading.remarks);
    let act = Act::ProposeReading { paper: paper.id, version, text, card, remarks };
    let command = counter.command(super::counter::fresh_key()?, act, fresh.bodies)?;
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

/// The version's bytes read by this program. `None` where they were destroyed.
fn read(counter: &Counter, paper: &Paper, version: usize) -> Result<Option<Prepared>, Stop> {
    let kept = &paper.versions[version].version;
    let Some(body) = counter.body(&kept.body)? else { return Ok(None) };
    let bytes = body.into_vec().map_err(Stop::fault)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let facts = VersionFacts { kind: kept.kind, channel: kept.channel, source: kept.source.clone() };
    let mut prepared = counter.office().prepare(bytes, &kept.name, facts)?;
    let sealed = prepared.version.body;
    // The bytes are those of the version, under the commitment that they have there; only the text is new.
    if let Some(text) = prepared.version.text.as_mut() {
        if text.body == sealed {
            text.body = kept.body;
        }
        let new = text.body;
        match kept.text.as_ref().filter(|known| known.hash == text.hash) {
            Some(known) => {
                text.body = known.body;
                prepared.bodies = Bodies::default();
            }
            None => prepared.bodies.0.retain(|body| body.id() == new),
        }
    }
    Ok(Some(prepared))
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
