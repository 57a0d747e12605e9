//! `chancery draft show`, `diff` and `word`.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use procedure::dossier::{Concurrence, ConcurrenceStanding, Draft};
use procedure::ids::DossierId;

use super::{On, Opened};
use crate::cli::acting::Acting;
use crate::cli::counter::{Could, Counter};
use crate::cli::dossier::shown;
use crate::cli::{Exit, Outcome, Stop, Surroundings, out};
use crate::compose::Template;
use crate::differences;
use crate::office::version_at;

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Show a draft: what it is, its versions, who concurs in which, what follows; with --text the words of a version.
    #[command(after_help = "Examples:
  chancery draft office show border-line 1
  chancery draft office show border-line 1 --text --version 2")]
    Show {
        #[command(flatten)]
        on: On,
        /// Print the words of the version that stands.
        #[arg(long)]
        text: bool,
        /// Of this version.
        #[arg(long, requires = "text")]
        version: Option<u32>,
    },
    /// Show where two versions differ, by word: [-struck out-]{+put in+}.
    #[command(after_help = "Examples:
  chancery draft office diff border-line 1
  chancery draft office diff border-line 1 --from 1 --to 3 --json")]
    Diff {
        #[command(flatten)]
        on: On,
        /// The older version; the one before the newer, where it is left out.
        #[arg(long)]
        from: Option<u32>,
        /// The newer version; the one that stands, where it is left out.
        #[arg(long)]
        to: Option<u32>,
    },
    /// Print a paper composed from the dossier, to be written on: a memorandum tells its positions, a communiqué and a
    /// circulation what was decided.
    #[command(after_help = "Examples:
  chancery draft office compose border-line communique > communique.txt
  chancery draft office start border-line \"On the border line\" --kind communiqué --series OUT --file communique.txt")]
    Compose {
        /// The dossier's code.
        #[arg(value_name = "DOSSIER")]
        dossier: DossierId,
        /// What is composed.
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(Template::ALL.map(Template::name)))]
        template: String,
        /// The paper that a letter or a telegram answers, by our number; the only one in the dossier that waits for an
        /// answer, where it is left out.
        #[arg(long, value_name = "NUMBER")]
        answers: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Write the draft as a Word page: a line for its number, addressee, subject and references around its words.
    #[command(after_help = "Example:\n  chancery draft office word border-line 1 --out draft.docx")]
    Word {
        #[command(flatten)]
        on: On,
        /// The file; DOSSIER-draft-NUMBER.docx here, where it is left out. A file that is there is not written over.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    match what {
        What::Show { on, text, version } => {
            let opened = on.open(folder, around, Could::Look)?;
            match (text, on.acting.json) {
                (true, _) => words(&opened, version),
                (false, true) => out::print_json(&opened.draft).map(|()| Exit::Done).map_err(Stop::from),
                (false, false) => print(&opened.counter, &opened.draft).map(|()| Exit::Done).map_err(Stop::from),
            }
        }
        What::Diff { on, from, to } => {
            let opened = on.open(folder, around, Could::Look)?;
            diff(&opened, from, to, on.acting.json)
        }
        What::Compose { dossier, template, answers, acting } => {
            compose(folder, &dossier, (&template, answers.as_deref()), &acting, around)
        }
        What::Word { on, out } => {
            let opened = on.open(folder, around, Could::Look)?;
            word(&opened, out)
        }
    }
}

fn compose(
    folder: &Path,
    code: &DossierId,
    (template, answers): (&str, Option<&str>),
    acting: &Acting,
    around: &Surroundings,
) -> Outcome {
    let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
    let held = shown(&counter, code, &format!("composed/{template}"))?;
    let unknown = || Stop::absent(format!("nothing is composed as {template}"), "see them with: chancery help draft");
    let template = Template::named(template).ok_or_else(unknown)?;
    let answers = answers.map(|typed| counter.paper(typed)).transpose()?.map(|paper| paper.id);
    let made = counter.office().composed(&counter.viewer(), &held, template, answers).map_err(Stop::fault)?;
    if acting.json {
        out::print_json(&made)?;
        return Ok(Exit::Done);
    }
    out::print_text(&made.text)?;
    Ok(Exit::Done)
}

fn no_version(draft: &Draft, place: u32) -> Stop {
    let next = format!("its versions are counted from 1 to {}", draft.versions.len());
    Stop::absent(format!("draft {} has no version {place}", draft.no), next)
}

fn without_text(draft: &Draft, place: u32) -> Stop {
    let why = format!("version {place} of draft {} is a file from which no text could be taken", draft.no);
    Stop::absent(why, "take another version")
}

fn words(opened: &Opened, version: Option<u32>) -> Outcome {
    let draft = &opened.draft;
    let place = version.or(u32::try_from(draft.versions.len()).ok()).unwrap_or_default();
    let kept = version_at(draft, place).ok_or_else(|| no_version(draft, place))?;
    let text = opened.counter.office().draft_text(kept).map_err(Stop::fault)?;
    let text = text.ok_or_else(|| without_text(draft, place))?;
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

fn diff(opened: &Opened, from: Option<u32>, to: Option<u32>, json: bool) -> Outcome {
    let draft = &opened.draft;
    let to = to.or(u32::try_from(draft.versions.len()).ok()).unwrap_or_default();
    let from = from.unwrap_or(to.saturating_sub(1).max(1));
    let compared = opened.counter.office().draft_differences(draft, from, to).map_err(Stop::fault)?;
    let absent = if version_at(draft, to).is_some() { from } else { to };
    let compared = compared.ok_or_else(|| no_version(draft, absent))?;
    if json {
        out::print_json(&compared)?;
        return Ok(Exit::Done);
    }
    if let Some(place) = compared.without_text.first() {
        return Err(without_text(draft, *place));
    }
    if !differences::differ(&compared.runs) {
        out::say("the words are the same");
    }
    out::print_text(&differences::plain(&compared.runs))?;
    Ok(Exit::Done)
}

fn word(opened: &Opened, out: Option<PathBuf>) -> Outcome {
    let Opened { counter, held, draft } = opened;
    let made = counter.office().draft_in_word(&counter.viewer(), held, draft).map_err(Stop::fault)?;
    let standing = u32::try_from(draft.versions.len()).unwrap_or_default();
    let made = made.ok_or_else(|| without_text(draft, standing))?;
    let path = out.unwrap_or_else(|| PathBuf::from(&made.name));
    let written = std::fs::File::create_new(&path).and_then(|mut file| file.write_all(&made.bytes));
    written.map_err(|error| {
        let why = format!("{} could not be written: {error}", path.display());
        Stop::fault(why).hint("name another file with --out")
    })?;
    out::print_line(&path.display().to_string())?;
    Ok(Exit::Done)
}

fn print(counter: &Counter, draft: &Draft) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let facts = &draft.facts;
    writeln!(out, "{}  {}", draft.no, out::flat(&facts.title))?;
    let mut line = |name: &str, words: String| writeln!(out, "  {name:<12} {words}");
    line("kind", out::flat(&facts.kind))?;
    line("drawn up by", format!("desk {}", draft.desk))?;
    line("goes into", facts.series.to_string())?;
    facts.to.iter().try_for_each(|to| line("to", out::flat(to)))?;
    line("state", out::flat(&draft.state.words()))?;
    for (place, kept) in (1..).zip(&draft.versions) {
        let note = kept.note.as_deref().map(|note| format!(": {}", out::flat(note))).unwrap_or_default();
        let day = out::written(counter.day_of(kept.at));
        let hash = kept.version.hash.to_string();
        let hash = hash.get(..16).unwrap_or_default();
        line("version", format!("{place}  {hash}  {day} by {}  {}{note}", kept.by, out::flat(&kept.version.name)))?;
        kept.read.remarks.iter().try_for_each(|remark| line("", out::flat(remark)))?;
    }
    draft.concurrences.iter().try_for_each(|one| line("concurrence", concurrence(draft, one)))?;
    for (no, step) in (1..).zip(&facts.follows) {
        let due = step.due.map(|day| format!(", by {}", out::written(day))).unwrap_or_default();
        let after = step.after.map(|after| format!(", after step {after}")).unwrap_or_default();
        line("step", format!("{no} desk {} {}{due}{after}", step.desk, out::flat(&step.what)))?;
    }
    Ok(())
}

fn concurrence(draft: &Draft, one: &Concurrence) -> String {
    let place = one.answer.as_ref().and_then(|answer| draft.place_of(answer.hash.as_ref()?));
    let place = place.map(|place| format!(" (version {place})")).unwrap_or_default();
    let stands = match draft.standing(one) {
        ConcurrenceStanding::Later => "after the desks before it".to_owned(),
        ConcurrenceStanding::Open => "its turn".to_owned(),
        ConcurrenceStanding::Current => format!("current{place}"),
        ConcurrenceStanding::Older => format!("given to an older version{place}"),
        ConcurrenceStanding::NotGiven => "not given".to_owned(),
    };
    let says = one.answer.as_ref().map_or("is asked", |answer| answer.word.words());
    let more = one.answer.as_ref().and_then(|answer| answer.word.says());
    let more = more.map(|more| format!(": {}", out::flat(more))).unwrap_or_default();
    format!("desk {} {says}{more}, {stands}", one.asked.desk)
}
