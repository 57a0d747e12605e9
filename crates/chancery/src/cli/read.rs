//! `chancery read`: cards, without an office.

use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::open::{next, open};
use super::opening::OpeningArgs;
use super::{Exit, Outcome, Stop, out};
use crate::office::languages_of;
use crate::opener::Openers;

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
    /// A folder of words by which papers are read as well, as an office has in its folder `lang`.
    #[arg(long, value_name = "FOLDER")]
    words: Option<PathBuf>,
    #[command(flatten)]
    opening: OpeningArgs,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut out = BufWriter::new(io::stdout().lock());
    let openers = Openers::new(args.opening.options());
    let languages = match &args.words {
        None => intake::Languages::built_in(),
        Some(folder) => languages_of(folder).map_err(|error| Stop {
            not: "not read",
            why: error.to_string(),
            next: Some("docs/languages.md says what may stand in such a file".to_owned()),
            exit: Exit::Usage,
        })?,
    };
    let mut failed = 0;
    for path in &args.paths {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(stop) => {
                out.flush()?;
                stop.say();
                failed += 1;
                continue;
            }
        };
        let reading = intake::of_extract_with(&languages, openers.open(&bytes, &path.to_string_lossy()));
        match (args.json, args.text) {
            (true, _) => writeln!(out, "{}", reading.to_public_json(&path.to_string_lossy()))?,
            (_, true) => out.write_all(reading.text.as_bytes())?,
            _ => out::card(&mut out, &path.to_string_lossy(), &reading.card, &reading.remarks)?,
        }
    }
    out.flush()?;
    Ok(match failed {
        0 => Exit::Done,
        all if all == args.paths.len() => Exit::Fault,
        _ => Exit::SomeNot,
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    const NOT: &str = "not read";
    let stop = |why: String, next: &str| Stop {
        not: NOT,
        why: format!("{}: {why}", path.display()),
        next: Some(next.to_owned()),
        exit: Exit::Fault,
    };
    let (file, facts) = open(path, NOT)?;
    let too_long = |bytes: u64| {
        let why = format!("it has {bytes} bytes; the limit is {}", journal::PAPER_BYTES_MAX);
        stop(why, "read its parts; an office may be set to keep longer files")
    };
    if facts.len() > journal::PAPER_BYTES_MAX {
        return Err(too_long(facts.len()));
    }
    // A pipe has no length before it ends, and a file may grow.
    let mut bytes = Vec::new();
    file.take(journal::PAPER_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| stop(error.to_string(), next(&error)))?;
    if bytes.len() as u64 > journal::PAPER_BYTES_MAX {
        return Err(stop(format!("it has more than {} bytes", journal::PAPER_BYTES_MAX), "read its parts"));
    }
    Ok(bytes)
}
