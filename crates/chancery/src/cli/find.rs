//! `chancery find`: by number, date, names, subject, and words of the body.

use std::path::PathBuf;

use procedure::ids::OfficerId;
use register::Ground;

use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, register as book, words};

/// Find papers by number, date, names, subject, or words of the text.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery find office communiqué border
  chancery find office 812
  chancery find office 'kind:telegram bridge -ferry date:1951-12..1952-02'
  chancery find office \"25 December 1951\" --as lind --json

Without --as the folder's owner looks, who sees all; with --as, that officer. What an officer may not see is not
found, and not counted. How a search is written is in docs/search.md and on the page.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// What to look for.
    #[arg(required = true)]
    words: Vec<String>,
    /// As this officer sees it.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// At most so many papers.
    #[arg(long, value_name = "N", default_value = "20", value_parser = words::lines())]
    limit: usize,
    /// Print one JSON object a paper.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&args.folder, args.officer.as_ref(), Could::Look, around)?;
    let typed = args.words.join(" ");
    let found = counter.find(&typed, args.limit)?;
    if let Some(not) = &found.refused {
        let (why, next) = (not.says.clone(), Some(not.next.clone()));
        return Err(Stop { not: "not looked for", why, next, exit: Exit::Usage });
    }
    if found.behind {
        out::say("the index is behind the register: the newest papers are not found by their text yet");
    }
    if args.json {
        found.hits.iter().try_for_each(out::print_json)?;
        return Ok(Exit::Done);
    }
    if found.hits.is_empty() {
        out::say(&format!("nothing is found under {typed:?}"));
        return Ok(Exit::Done);
    }
    let mut table = out::table(&["Number", "Found by", "Their no.", "Dated", "Kind", "From", "To", "Subject"]);
    for hit in &found.hits {
        let ground = match hit.ground {
            Ground::Number => "number",
            Ground::Date => "date",
            Ground::Card => "card",
            Ground::Body => "text",
        };
        let cells = book::cells(&hit.row);
        let mut row = vec![cells[0].clone(), ground.to_owned()];
        row.extend(cells[2..8].iter().cloned());
        table.add_row(row);
    }
    out::print_table(&table)?;
    Ok(Exit::Done)
}
