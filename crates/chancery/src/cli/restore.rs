//! `chancery restore`: an office's folder made of a backup, held against a head from outside.

use std::fs;
use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;

use procedure::ids::{OfficerId, SeriesId};
use serde_json::json;

use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::backup::{LastKnown, Open, OutsideHead, RestoreError, Restoring, restore};

/// Make an office's folder of a backup, held against a head that left the building.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery restore /mnt/backup office --key recovery-key.txt --head closing.txt
  chancery restore /mnt/backup office --key recovery-key.txt --head closing.txt --last IN-2026=812 --last OUT-2026=77
  chancery restore /mnt/backup office --key recovery-key.txt --entries 8127 --root 5f2a…
  chancery restore /mnt/backup office --key recovery-key.txt --without-head

The head is one that was printed, mailed, or kept by a witness: the newest there is. Where it covers more than the backup,
or where there is none, entries may be lost: the log then begins anew under another name and key, so that nothing that was
published is contradicted. Either way the last number known of each book is asked for; numbers up to it are entered as void,
so that no number that stands on paper is given twice. The folder is there when all of it holds, and not before.")]
pub(super) struct Args {
    /// The folder of the backup.
    backup: PathBuf,
    /// The office's folder: not there yet, or empty.
    folder: PathBuf,
    /// The file with the key by which the backup is opened.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// A file with the newest head that left the building.
    #[arg(long, value_name = "FILE", group = "outside")]
    head: Option<PathBuf>,
    /// The newest head, typed from a closing sheet: over how many entries it is.
    #[arg(long, value_name = "N", group = "outside", requires = "root")]
    entries: Option<u64>,
    /// And its root: 64 digits.
    #[arg(long, value_name = "HEX", requires = "entries")]
    root: Option<String>,
    /// There is none.
    #[arg(long, group = "outside")]
    without_head: bool,
    /// The last number known of a book, as IN-2026=812; of each book that is open. Asked for where a person can be.
    #[arg(long, value_name = "SERIES-YEAR=N")]
    last: Vec<String>,
    /// In whose name numbers are voided: an administrator; the first there is where it is left out.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// Print the outcome as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|error| stop(RestoreError::File { path: path.clone(), cause: error }))
    };
    let key = read(&args.key)?;
    let key = key.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let head = match (&args.head, args.entries, &args.root) {
        (Some(path), ..) => OutsideHead::Signed(read(path)?),
        (_, Some(size), Some(root)) => {
            let root = journal::hash_from_hex(&root.to_lowercase());
            let root = root.ok_or_else(|| Stop::usage("a root has 64 digits", "type it as it stands on the sheet"))?;
            OutsideHead::Typed { size, root }
        }
        _ if args.without_head => OutsideHead::Without,
        _ => {
            let next = "give --head FILE, --entries N --root HEX, or --without-head";
            return Err(Stop::usage("say which head left the building", next));
        }
    };
    let said = args.last.iter().map(|said| last_known(said)).collect::<Result<Vec<_>, _>>()?;
    let restoring = Restoring {
        from: &args.backup,
        folder: &args.folder,
        key,
        head: &head,
        officer: args.officer.clone(),
        account: &around.os_user,
    };
    let bar = out::Progress::counting("taking");
    let can_ask = around.can_ask && said.is_empty();
    let last = |open: &[Open]| {
        bar.clear();
        if can_ask { ask(open) } else { Ok(said) }
    };
    let restored = restore(&restoring, last, |done, of| bar.at(done, of)).map_err(stop)?;
    bar.clear();
    let done = format!("{} entries restored, {} numbers voided", restored.entries, restored.voided);
    if args.json {
        out::print_json(&json!({
            "entries": restored.entries, "lost": restored.lost, "new_log": restored.new_log, "key": restored.key,
            "voided": restored.voided,
        }))?;
    } else {
        out::print_line(&done)?;
    }
    if restored.lost > 0 {
        out::say(&format!("{} entries that were published are not in the backup and are lost", restored.lost));
    }
    if restored.new_log {
        out::say(&format!("the log begins anew; give everybody outside the new key: {}", restored.key));
    }
    Ok(Exit::Done)
}

fn last_known(said: &str) -> Result<LastKnown, Stop> {
    let wrong = || Stop::usage(format!("{said:?} is no book and number"), "write it as IN-2026=812");
    let (book, n) = said.split_once('=').ok_or_else(wrong)?;
    let (series, year) = book.rsplit_once('-').ok_or_else(wrong)?;
    let (series, year) = (series.parse::<SeriesId>().map_err(|_| wrong())?, year.parse().map_err(|_| wrong())?);
    Ok(LastKnown { series, year, n: n.parse().map_err(|_| wrong())? })
}

/// Asks for the last number of each book; what the backup has stands where nothing is typed.
fn ask(open: &[Open]) -> Result<Vec<LastKnown>, RestoreError> {
    let unread = |why: std::io::Error| RestoreError::NotSaid(why.to_string());
    let mut lines = std::io::stdin().lock().lines();
    let mut said = Vec::new();
    out::say(
        "What is the last number that was given, as far as anybody knows? Numbers up to it will never be given again.",
    );
    for book in open {
        let n = loop {
            let mut err = std::io::stderr().lock();
            write!(err, "  {} of {} ({}) [{}]: ", book.series, book.year, book.name, book.last).map_err(unread)?;
            err.flush().map_err(unread)?;
            drop(err);
            let line = lines.next().transpose().map_err(unread)?.unwrap_or_default();
            match line.trim() {
                "" => break book.last,
                typed => match typed.parse() {
                    Ok(n) if n >= book.last => break n,
                    _ => out::say(&format!("a number from {} on", book.last)),
                },
            }
        };
        said.push(LastKnown { series: book.series.clone(), year: book.year, n });
    }
    Ok(said)
}

fn stop(error: RestoreError) -> Stop {
    let (next, exit) = match &error {
        RestoreError::There(_) => ("name a folder that is not there yet", Exit::Refused),
        RestoreError::Nothing(_) => ("give the folder to which backups were made", Exit::Fault),
        RestoreError::Key(_) => ("give the file that chancery backup --make-key wrote", Exit::Refused),
        RestoreError::Piece { .. } | RestoreError::NotSound(_) => {
            ("keep the backup as it is, and try another copy of it", Exit::Wrong)
        }
        RestoreError::Head(_) => {
            ("see that the head is of this office; keep both: they show that history was changed", Exit::Wrong)
        }
        RestoreError::Lower { .. } => ("look at the last paper that was stamped", Exit::Refused),
        RestoreError::NotSaid(_) => ("say it for each: --last IN-2026=812", Exit::Refused),
        RestoreError::Void(_) => ("name an administrator with --as", Exit::Refused),
        RestoreError::Open(_) | RestoreError::Backup(_) | RestoreError::File { .. } => {
            ("see that there is room, and that this account can read and write there", Exit::Fault)
        }
    };
    Stop { not: "nothing was restored", why: error.to_string(), next: Some(next.to_owned()), exit }
}
