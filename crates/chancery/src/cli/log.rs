//! `chancery log`: the log as a folder of static files.

use std::fs;
use std::path::{Path, PathBuf};

use journal::{LogFile, Reader};
use serde_json::json;

use super::{Exit, Outcome, Stop, out};
use crate::whole_file;

/// Write the log as static files, for anyone to serve and to check: commitments, hashes and the signed head.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery log office public-log
  chancery log office public-log --json

The folder has the form of C2SP tlog-tiles. What is in it tells how many entries there are, and nothing of what they
hold. Run again it adds what came since; the head is written last. It ends at the head that was published last: see
`chancery head`. Works beside a running server. With `chancery serve --log` the same files are served under /log/.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Where to write; a folder of the same log goes on.
    target: PathBuf,
    /// Print the outcome as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    let reader = Reader::open(&args.folder).map_err(|error| Stop::no_office("nothing was written", error))?;
    let head = reader.last_published().map_err(Stop::fault)?.ok_or_else(|| Stop {
        not: "nothing was written",
        why: "no head was published yet".to_owned(),
        next: Some("publish one with: chancery head FOLDER".to_owned()),
        exit: Exit::Refused,
    })?;
    let before = before(&args.target, &reader)?;
    if before > head.size {
        return Err(Stop {
            not: "nothing was written",
            why: format!(
                "{} has a head over {before} entries, and the office one over {}",
                args.target.display(),
                head.size
            ),
            next: Some("keep that folder as it is: it shows that the office's journal was put back".to_owned()),
            exit: Exit::Wrong,
        });
    }
    let files = LogFile::all(head.size, before);
    for file in &files {
        let bytes = reader.log_file(file).map_err(Stop::fault)?;
        let bytes = bytes.ok_or_else(|| Stop::fault(format!("{} is not in the journal", file.path())))?;
        write(&args.target.join(file.path()), &bytes)?;
    }
    let done = format!("{} files of a log of {} entries in {}", files.len(), head.size, args.target.display());
    let printed = match args.json {
        true => out::print_json(&json!({ "entries": head.size, "files": files.len() })),
        false => out::print_line(&done),
    };
    printed.map(|()| Exit::Done).map_err(|error| Stop::unprinted(done, &error))
}

/// Over how many entries the head is that the folder has; it must be one of this log, and agree with it.
fn before(target: &Path, reader: &Reader) -> Result<u64, Stop> {
    let kept = match fs::read_to_string(target.join(LogFile::Checkpoint.path())) {
        Ok(kept) => kept,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(Stop::fault(format!("{}: {error}", target.display()))),
    };
    let other = |why: String| Stop {
        not: "nothing was written",
        why: format!("the head in {} is not of this log: {why}", target.display()),
        next: Some("choose another folder, and keep this one as it is".to_owned()),
        exit: Exit::Wrong,
    };
    let head = reader.keys().map_err(Stop::fault)?.open_head(&kept).map_err(|why| other(why.to_string()))?;
    if head.size <= reader.size().map_err(Stop::fault)? && reader.root_at(head.size).map_err(Stop::fault)? != head.root
    {
        return Err(other(format!("over {} entries it has another root", head.size)));
    }
    Ok(head.size)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| whole_file::write(path, bytes))
        .map_err(|error| Stop::fault(format!("{}: {error}", path.display())))
}
