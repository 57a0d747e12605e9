//! `chancery read`: cards, without an office.

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::{Exit, Outcome, Stop};

/// Read papers and print their cards or texts; no office is needed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery read memorandum.txt                 a card a person can read
  chancery read --json *.txt > cards.jsonl     one card a line, in the order of the paths
  chancery read --text letter.eml              the text that every span points into, byte for byte

Exit codes: 0 all were read, 3 none could be opened, 5 some could not be opened.")]
pub(super) struct Args {
    /// Files to read.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// One JSON object a line.
    #[arg(long, conflicts_with = "text")]
    json: bool,
    /// The extracted text.
    #[arg(long)]
    text: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = 0;
    for path in &args.paths {
        let bytes = match open(path) {
            Ok(bytes) => bytes,
            Err(stop) => {
                out.flush()?;
                stop.say();
                failed += 1;
                continue;
            }
        };
        let reading = intake::read(&bytes, &path.to_string_lossy());
        match (args.json, args.text) {
            (true, _) => writeln!(out, "{}", reading.to_public_json(&path.to_string_lossy()))?,
            (_, true) => out.write_all(reading.text.as_bytes())?,
            _ => super::out::card(&mut out, &path.to_string_lossy(), &reading.card, &reading.remarks)?,
        }
    }
    out.flush()?;
    Ok(match failed {
        0 => Exit::Done,
        all if all == args.paths.len() => Exit::Fault,
        _ => Exit::SomeNot,
    })
}

fn open(path: &Path) -> Result<Vec<u8>, Stop> {
    let not_read = |why: String| Stop {
        not: "not read",
        why: format!("{}: {why}", path.display()),
        next: None,
        exit: Exit::Fault,
    };
    let facts = fs::metadata(path).map_err(|error| not_read(error.to_string()))?;
    if facts.is_dir() {
        return Err(not_read("it is a folder".to_owned()).hint("name its files"));
    }
    if facts.len() > journal::PAPER_BYTES_MAX {
        let why = format!("it has {} bytes; the limit is {}", facts.len(), journal::PAPER_BYTES_MAX);
        return Err(not_read(why));
    }
    fs::read(path).map_err(|error| not_read(error.to_string()))
}
