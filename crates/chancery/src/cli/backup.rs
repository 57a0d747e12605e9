//! `chancery backup`: a sealed copy of all that came since the last one, read back before it counts.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::{Exit, Outcome, Stop, counter, out};
use crate::backup::{BackupError, backup, new_key};
use crate::office::{Office, OfficeOptions, SubmitError};

/// Back an office up, while it serves or not: all that came since the last backup, sealed, and read back before it counts.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery backup --make-key recovery-key.txt      once; keep the file away from the office
  chancery backup office /mnt/backup --to age1qy…
  chancery backup office /mnt/backup --to-file recipients.txt --json

The target is a folder: each backup adds a piece to it. What is written is opened again with a key that exists for that
moment only, and taken as a restoring takes it, before it is called good. A backup that is of another office, or of a later
state of this one, is refused. See docs/evidence.md for how to restore, and for what a backup must be kept with.")]
pub(super) struct Args {
    /// The office's folder.
    #[arg(required_unless_present = "make_key")]
    folder: Option<PathBuf>,
    /// The folder of the backup; made where it is not there.
    #[arg(required_unless_present = "make_key")]
    target: Option<PathBuf>,
    /// Seal for this key: age1…; may be given several times.
    #[arg(long, value_name = "KEY")]
    to: Vec<String>,
    /// Seal for the keys in this file, one a line; lines that begin with # say nothing.
    #[arg(long, value_name = "FILE")]
    to_file: Vec<PathBuf>,
    /// Make a key by which backups are opened, write it to this file, and print the one to seal for.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folder", "target", "to", "to_file", "json"])]
    make_key: Option<PathBuf>,
    /// Print the outcome as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    if let Some(path) = &args.make_key {
        return make_key(path);
    }
    let (Some(folder), Some(target)) = (&args.folder, &args.target) else {
        return Err(Stop::usage("say what to back up", "give the office's folder and that of the backup"));
    };
    let mut keys = args.to.clone();
    for path in &args.to_file {
        let text =
            fs::read_to_string(path).map_err(|error| stop(BackupError::File { path: path.clone(), cause: error }))?;
        keys.extend(
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned),
        );
    }
    let office = Office::reach(folder, OfficeOptions::default()).map_err(counter::not_opened)?;
    let head = office
        .publish_head_blocking()
        .map_err(|fault| Stop { not: "nothing was backed up", ..Stop::from(SubmitError::from(fault)) })?;
    let bar = out::Progress::counting("copying");
    let made = backup(folder, target, &head, &keys, |done, of| bar.at(done, of));
    bar.clear();
    let made = made.map_err(stop)?;
    let done = match made.piece {
        Some(piece) => format!(
            "piece {piece}: {} entries and {} files, up to {} entries; read back and good",
            made.copied.entries, made.copied.bodies, made.head.size
        ),
        None => format!("nothing was entered since the last piece, which goes up to {} entries", made.head.size),
    };
    let printed = match args.json {
        true => out::print_json(&json!({
            "piece": made.piece, "entries": made.copied.entries, "bodies": made.copied.bodies, "body_bytes": made.copied.body_bytes,
            "size": made.head.size, "root": journal::hex(&made.head.root),
        })),
        false => out::print_line(&done),
    };
    printed.map(|()| Exit::Done).map_err(|error| Stop::unprinted(done, &error))
}

/// Writes a new key for whoever is to restore; an existing file is left as it is.
fn make_key(path: &PathBuf) -> Outcome {
    let (secret, public) = new_key();
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let text = format!("# Opens backups that are sealed for {public}\n{secret}\n");
    let written =
        options.open(path).and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(|error| Stop {
        not: "no key was made",
        why: format!("{}: {error}", path.display()),
        next: Some("choose a file that is not there yet".to_owned()),
        exit: Exit::Fault,
    })?;
    out::print_line(&public)?;
    out::say(&format!("written: {}; without it no backup can be opened, and with it anybody can", path.display()));
    Ok(Exit::Done)
}

fn stop(error: BackupError) -> Stop {
    let (next, exit) = match &error {
        BackupError::Key(_) | BackupError::NoKey => {
            ("make one with: chancery backup --make-key FILE, and give what it prints as --to", Exit::Refused)
        }
        BackupError::Other { .. } => (
            "keep that backup as it is; back this office up into another folder, and find out why they differ",
            Exit::Wrong,
        ),
        BackupError::NotGood(_) => ("look at the disk of the backup, then back up again", Exit::Fault),
        BackupError::Full => ("back up into a new folder", Exit::Refused),
        BackupError::Read(_) => ("verify the office: chancery verify FOLDER", Exit::Fault),
        BackupError::File { .. } => ("see that there is room, and that this account can write there", Exit::Fault),
    };
    Stop { not: "nothing was backed up", why: error.to_string(), next: Some(next.to_owned()), exit }
}
