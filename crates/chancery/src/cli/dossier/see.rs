//! `chancery dossier list` and `show`.

use std::io::{self, Write as _};
use std::path::Path;

use procedure::dossier::Dossier;
use procedure::ids::{DeskId, DossierId};
use register::{DOSSIERS_LISTED_MAX, DossierQuery, FILED_LISTED_MAX, FiledRow};
use serde_json::json;

use super::{decide, shown};
use crate::cli::acting::Acting;
use crate::cli::bring_forward;
use crate::cli::counter::{Could, Counter};
use crate::cli::set::{self, SetArgs};
use crate::cli::{Exit, Outcome, Stop, Surroundings, out};
use crate::office::TrailLine;
use crate::web::shared_in_words;
use typeset::PageSize;

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// List dossiers, those first in which something happened last.
    #[command(after_help = "Examples:
  chancery dossier office list --as lind
  chancery dossier office list --words ferry --all --json")]
    List {
        /// Only those with these words in title or code.
        #[arg(long)]
        words: Option<String>,
        /// Only those that this desk keeps.
        #[arg(long, value_name = "DESK")]
        home: Option<DeskId>,
        /// Closed ones too.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        acting: Acting,
    },
    /// What was decided before in such a case: dossiers like it, what both share, and what was recommended and decided.
    #[command(after_help = "Example:\n  chancery dossier office before border-line --as lind")]
    Before {
        /// The dossier's code.
        #[arg(value_name = "DOSSIER")]
        code: DossierId,
        #[command(flatten)]
        acting: Acting,
    },
    /// Print the extract of what was decided on a submission: what was asked, what was decided, on which text, what follows.
    #[command(after_help = "Examples:
  chancery dossier office extract border-line 1 --as lind
  chancery dossier office extract border-line 1 --pdf extract.pdf --as lind")]
    Extract {
        /// The dossier's code.
        #[arg(value_name = "DOSSIER")]
        code: DossierId,
        /// The submission's number.
        submission: u32,
        #[command(flatten)]
        set: SetArgs,
        #[command(flatten)]
        acting: Acting,
    },
    /// Show a dossier: how it is kept, its papers, what comes back, and its trail.
    #[command(after_help = "Example:\n  chancery dossier office show border-line")]
    Show {
        /// The dossier's code.
        #[arg(value_name = "DOSSIER")]
        code: DossierId,
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    match what {
        What::List { words, home, all, acting } => {
            let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
            let query = DossierQuery { words, home, closed: (!all).then_some(false) };
            list(&counter, &query, acting.json)
        }
        What::Before { code, acting } => {
            let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
            before(&counter, &code, acting.json)
        }
        What::Extract { code, submission, set, acting } => {
            let counter = Counter::open(folder, acting.officer.as_ref(), set.could(), around)?;
            match &set.pdf {
                Some(path) => set_extract(&counter, &code, submission, path, set.size),
                None => extract(&counter, &code, submission, acting.json),
            }
        }
        What::Show { code, acting } => {
            let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
            show(&counter, &code, acting.json)
        }
    }
}

fn list(counter: &Counter, query: &DossierQuery, json: bool) -> Outcome {
    let (reads, viewer) = (counter.reads()?, counter.viewer());
    let mut table = out::table(&["Dossier", "Question", "File plan", "Kept by", "Last act", "State"]);
    let (mut after, mut rows): (Option<String>, usize) = (None, 0);
    loop {
        let page = reads.list_dossiers(&viewer, query, after.as_deref(), DOSSIERS_LISTED_MAX).map_err(Stop::fault)?;
        rows += page.rows.len();
        for row in &page.rows {
            if json {
                out::print_json(row)?;
                continue;
            }
            table.add_row([
                row.dossier.to_string(),
                out::flat(&row.title),
                row.code.as_deref().map(out::flat).unwrap_or_default(),
                row.home.as_ref().map(ToString::to_string).unwrap_or_default(),
                out::written(counter.day_of(row.touched)),
                if row.closed.is_some() { "closed" } else { "open" }.to_owned(),
            ]);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    match (json, rows) {
        (_, 0) => out::say("no dossier is so"),
        (false, _) => out::print_table(&table)?,
        (true, _) => {}
    }
    Ok(Exit::Done)
}

fn undecided(code: &DossierId, submission: u32) -> Stop {
    let why = format!("nothing that holds was decided on submission {submission} of dossier {code}");
    Stop::absent(why, format!("see its submissions with: chancery dossier FOLDER show {code}"))
}

fn set_extract(counter: &Counter, code: &DossierId, submission: u32, path: &Path, size: PageSize) -> Outcome {
    let held = shown(counter, code, &format!("submissions/{submission}/extract.pdf"))?;
    let page = counter.office().set_extract(&held, submission, size)?;
    set::export(counter, page.ok_or_else(|| undecided(code, submission))?, path)?;
    Ok(Exit::Done)
}

fn extract(counter: &Counter, code: &DossierId, submission: u32, json: bool) -> Outcome {
    let held = shown(counter, code, &format!("submissions/{submission}/extract"))?;
    let made = counter.office().decision_extract(&held, submission).map_err(Stop::fault)?;
    let text = made.ok_or_else(|| undecided(code, submission))?;
    if json {
        out::print_json(&json!({ "extract": text }))?;
        return Ok(Exit::Done);
    }
    out::print_text(&text)?;
    Ok(Exit::Done)
}

fn before(counter: &Counter, code: &DossierId, json: bool) -> Outcome {
    let held = shown(counter, code, "before")?;
    let precedents = counter.reads()?.decided_before(&counter.viewer(), &held).map_err(Stop::fault)?;
    if json {
        precedents.iter().try_for_each(out::print_json)?;
        return Ok(Exit::Done);
    }
    if precedents.is_empty() {
        out::say("nothing like it was decided");
    }
    for one in &precedents {
        out::print_line(&format!("{}  {}", one.dossier.dossier, out::flat(&one.dossier.title)))?;
        out::print_line(&format!("  {}", out::flat(&shared_in_words(&one.shares))))?;
        for decided in &one.decided {
            let (word, day) = (decided.word.words(), out::written(counter.day_of(decided.at)));
            let (line, recommends) = (out::flat(&decided.bottom_line), out::flat(&decided.recommends));
            out::print_line(&format!("  submission {}: {word}, {day}: {line}", decided.submission))?;
            out::print_line(&format!("    {} recommended: {recommends}", decided.from))?;
        }
    }
    Ok(Exit::Done)
}

fn show(counter: &Counter, code: &DossierId, json: bool) -> Outcome {
    let held = shown(counter, code, "page")?;
    let (reads, viewer) = (counter.reads()?, counter.viewer());
    let (mut papers, mut after): (Vec<FiledRow>, Option<String>) = (Vec::new(), None);
    loop {
        let page = reads.filed_in(&viewer, code, after.as_deref(), FILED_LISTED_MAX).map_err(Stop::fault)?;
        papers.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let trail = counter.office().dossier_trail(&viewer, code, 0).map_err(Stop::fault)?;
    if json {
        out::print_json(&json!({"dossier": held, "papers": papers, "trail": trail}))?;
    } else {
        print(counter, &held, &papers, &trail)?;
    }
    Ok(Exit::Done)
}

fn print(counter: &Counter, held: &Dossier, papers: &[FiledRow], trail: &[TrailLine]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}  {}", held.id, out::flat(&held.title))?;
    for (name, line) in facts(counter, held) {
        writeln!(out, "  {name:<12} {line}")?;
    }
    for one in &held.drafts {
        let stands = one.hash().map_or_else(
            || "its text is still to come".to_owned(),
            |hash| format!("version {} {hash}", one.versions.len()),
        );
        writeln!(
            out,
            "  {:<12} {} {} \"{}\": {}, {stands}",
            "draft",
            one.no,
            out::flat(&one.facts.kind),
            out::flat(&one.facts.title),
            out::flat(&one.state.words())
        )?;
        for asked in &one.concurrences {
            let says = asked.answer.as_ref().map_or("is asked", |answer| answer.word.words());
            writeln!(out, "  {:<12} desk {} {says}", "", asked.asked.desk)?;
        }
    }
    for one in &held.submissions {
        let by = one.facts.decide_by.map(|day| format!(", decide by {}", out::written(day))).unwrap_or_default();
        writeln!(out, "  {:<12} {} to desk {}{by}: {}", "submission", one.no, one.facts.to, decide::state(one))?;
    }
    for one in &held.actions {
        let by = one.facts.due.map(|day| format!(" by {}", out::written(day))).unwrap_or_default();
        writeln!(
            out,
            "  {:<12} {} desk {} {}{by}: {}",
            "action",
            one.no,
            one.facts.desk,
            out::flat(&one.facts.what),
            one.state.words()
        )?;
    }
    for (name, line) in super::terms::lines(held) {
        writeln!(out, "  {name:<12} {line}")?;
    }
    for one in bring_forward::told(&held.bring_forwards) {
        writeln!(out, "  {:<12} {one}", "back")?;
    }
    for (name, line) in super::positions::told(held) {
        writeln!(out, "  {name:<12} {line}")?;
    }
    for one in &held.remarks {
        writeln!(
            out,
            "  {:<12} {} ({}, {})",
            "remark",
            out::flat(&one.says),
            one.by,
            out::written(counter.day_of(one.at))
        )?;
    }
    for one in papers {
        let volume = one.volume.map(|no| format!("volume {no}  ")).unwrap_or_default();
        let subject = one.row.subject.as_deref().map(out::flat).unwrap_or_default();
        writeln!(out, "  {:<12} {volume}{}  {subject}", "paper", out::flat(&one.row.number))?;
    }
    for line in trail {
        let day = out::written(counter.day_of(line.at));
        writeln!(out, "  {:<12} {day}  {} by {}", "trail", line.acted.act, line.acted.officer)?;
    }
    Ok(())
}

fn facts(counter: &Counter, held: &Dossier) -> Vec<(&'static str, String)> {
    let day = |at| out::written(counter.day_of(at));
    let mut facts = vec![
        (
            "kept by",
            held.home.as_ref().map_or_else(|| "whoever keeps a series".to_owned(), |home| format!("desk {home}")),
        ),
        ("seen by", held.rule.words().to_owned()),
        ("opened", format!("{} by {}", day(held.opened), held.opened_by)),
    ];
    facts.extend(held.code.iter().map(|code| ("file plan", out::flat(code))));
    facts.extend(held.level.iter().map(|level| ("marking", level.to_string())));
    let closed =
        |one: &procedure::dossier::DossierClosed| format!("{} by {}: {}", day(one.at), one.by, out::flat(&one.reason));
    facts.extend(held.closed.iter().map(|one| ("closed", closed(one))));
    for one in &held.volumes {
        let title = one.title.as_deref().map(|title| format!(" {}", out::flat(title))).unwrap_or_default();
        let until = one.closed.map(|at| format!(" to {}", day(at))).unwrap_or_default();
        facts.push(("volume", format!("{}{title}, {}{until}", one.no, day(one.opened))));
    }
    for one in held.members.iter().filter(|one| one.until.is_none()) {
        facts.push(("asked in", format!("{}: {}", one.to, out::flat(&one.reason))));
    }
    facts
}
