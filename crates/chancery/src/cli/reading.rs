//! `chancery reading`: how often each field was right as it was read.

use std::io::{self, Write as _};
use std::path::PathBuf;

use procedure::ids::OfficerId;
use serde_json::json;

use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::plain::quoted;

/// How a share is counted, said with every report.
const COUNTED: &str = "Counted are papers that an officer saw through: entered by a person with the card before them, or \
                       corrected later. A field is right where it has a value that was read and nobody put it right; put \
                       right where somebody did, whether it was read wrongly or missed. One that rightly stayed empty is \
                       neither. A paper read anew counts again once an officer corrects it.";

/// Report how often each field was right as it was read, per sender and kind.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery reading office
  chancery reading office --csv > reading.csv
  chancery reading office --as clerk --json

Counted are papers that an officer saw through: entered by a person with the card before them, or corrected later. Papers
entered in bulk and never looked at say nothing of reading, and do not count.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// As this officer sees it.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// Print one line of JSON a field.
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print comma-separated values with a heading.
    #[arg(long)]
    csv: bool,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&args.folder, args.officer.as_ref(), Could::Look, around)?;
    let rows = counter.reads()?.readings(&counter.viewer()).map_err(Stop::fault)?;
    if args.json {
        for row in &rows {
            out::print_json(&json!({"sender": row.sender, "kind": row.kind, "field": row.field, "right": row.right,
                                    "put_right": row.put_right, "share": row.share()}))?;
        }
        return Ok(Exit::Done);
    }
    if args.csv {
        let mut to = io::stdout().lock();
        writeln!(to, "sender,kind,field,right,put_right,share")?;
        for row in &rows {
            let (sender, kind) = (quoted(&row.sender), quoted(&row.kind));
            writeln!(to, "{sender},{kind},{},{},{},{:.3}", row.field, row.right, row.put_right, row.share())?;
        }
        return Ok(Exit::Done);
    }
    let mut table = out::table(&["Sender", "Kind", "Field", "Right", "Put right", "Share"]);
    for row in &rows {
        table.add_row([
            out::flat(&row.sender),
            out::flat(&row.kind),
            row.field.to_owned(),
            row.right.to_string(),
            row.put_right.to_string(),
            format!("{:.0} %", row.share() * 100.0),
        ]);
    }
    out::print_table(&table)?;
    out::say(COUNTED);
    Ok(Exit::Done)
}
