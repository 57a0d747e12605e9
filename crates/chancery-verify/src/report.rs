//! A proof checked with the files at hand, and what there is to say of it.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::held::{GoesOn, HELD_BYTES_MAX, Held, goes_on};
use crate::proof::{Checked, FileHash, PROOF_BYTES_MAX, Proof};
use crate::{Verifier, says};

/// Longest file that is taken for a key.
const KEY_BYTES_MAX: u64 = 4096;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether the proof holds, and the file is one of which it speaks.
    pub holds: bool,
    /// In sentences, a line each.
    pub says: String,
}

/// A file as it was found beside a proof: its name, what it is, how many bytes it has.
type Found<'a> = (&'a str, Option<FileHash>, u64);

/// Checks a proof by the keys given, each as text or as a file that holds it; and the file that it is about, where one is given.
/// With `parts` the opened parts are said too, as they were entered.
///
/// # Errors
/// What cannot be read, in a sentence: then nothing was checked.
pub fn check(file: Option<&Path>, proof: &Path, keys: &[OsString], parts: bool) -> Result<Report, String> {
    let keys = keys.iter().map(key).collect::<Result<Vec<_>, _>>()?;
    let text = read(proof, HELD_BYTES_MAX.max(PROOF_BYTES_MAX as u64))?;
    if let (Err(_), Some(newer)) = (Proof::parse(&text), Held::find(&text)) {
        return heads(file, &newer, &keys);
    }
    let Some(path) = file else {
        return of_proof(&text, &keys, None::<(&str, &[u8])>, parts).map_err(|why| why.to_string());
    };
    let cannot = |error: std::io::Error| format!("{} cannot be read: {error}.", path.display());
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    of_proof(&text, &keys, Some((name.as_ref(), File::open(path).map_err(cannot)?)), parts).map_err(cannot)
}

/// [`check`] with everything at hand: the proof's text, the keys, the file with its name.
///
/// # Errors
/// When the file cannot be read.
pub fn of_proof(
    proof: &str,
    keys: &[Verifier],
    file: Option<(&str, impl Read)>,
    parts: bool,
) -> std::io::Result<Report> {
    let checked = match Proof::parse(proof).and_then(|proof| proof.check(keys)) {
        Ok(checked) => checked,
        Err(why) => return Ok(Report { holds: false, says: format!("This does not hold: {why}.\n") }),
    };
    let found = match file {
        Some((name, file)) => {
            let (meant, length) = checked.file(file)?;
            Some((name, meant, length))
        }
        None => None,
    };
    let holds = found.is_none_or(|(_, meant, _)| meant.is_some());
    Ok(Report { holds, says: in_words(&checked, found, parts) })
}

/// Says whether a head is the office's, and goes on from an older one that somebody has kept.
fn heads(older: Option<&Path>, newer: &Held, keys: &[Verifier]) -> Result<Report, String> {
    let not = |why: String| Ok(Report { holds: false, says: format!("This does not hold: {why}.\n") });
    let Some(path) = older else {
        return match newer.open(keys) {
            Ok(head) => Ok(Report { holds: true, says: format!("This holds:\n  The head {}.\n", says::covers(&head)) }),
            Err(why) => not(why.to_string()),
        };
    };
    let Some(older) = Held::find(&read(path, HELD_BYTES_MAX)?) else {
        return Err(format!("There is no signed head in {}.", path.display()));
    };
    let compared = match goes_on(&older, newer, keys) {
        // Given the other way round.
        Ok((old, new, _)) if old.size > new.size => goes_on(newer, &older, keys),
        compared => compared,
    };
    let (old, new, says) = match compared {
        Ok(both) => both,
        Err(why) => return not(why.to_string()),
    };
    let (old, new) = (says::covers(&old), says::covers(&new));
    match says {
        GoesOn::Yes => {
            let says = format!(
                "This holds:\n  The newer head {new}.\n  The older head {old}.\n  The newer one goes on from the older one: nothing that the older one covers was changed.\n"
            );
            Ok(Report { holds: true, says })
        }
        GoesOn::No => not(format!(
            "the newer head, which {new}, does not go on from the older one, which {old}: history was changed"
        )),
        GoesOn::OtherLog => not(format!("these are heads of two logs: one {new}, and one {old}")),
        GoesOn::NotShown => Err(format!(
            "The newer text has no proof from the older head, which {old}. Compare closings that follow each other, or let the office compare: chancery verify FOLDER --held FILE."
        )),
    }
}

fn in_words(checked: &Checked, file: Option<Found<'_>>, parts: bool) -> String {
    let mut out = String::new();
    let mut list = |title: &str, lines: Vec<String>| {
        out.push_str(title);
        out.push('\n');
        lines.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
    };
    if let Some((name, None, length)) = file {
        let why = "other bytes, or the proof of another paper";
        list(
            "This does not hold:",
            vec![format!("The file {name} ({length} bytes) is none of which the proof speaks: {why}.")],
        );
    }
    list("This holds:", says::holds(checked, file));
    list("This is not shown:", says::does_not_show(checked, file.is_some()));
    list("Compare with a head that you have from elsewhere:", vec![says::head(checked)]);
    if parts {
        list("The opened parts:", checked.parts.iter().map(|(place, value)| format!("{place}: {value}")).collect());
    }
    out
}

/// A key given as text, or as a file that holds it.
fn key(given: &OsString) -> Result<Verifier, String> {
    let text = match given.to_str() {
        Some(text) if Verifier::parse(text).is_ok() => text.to_owned(),
        _ => read(Path::new(given), KEY_BYTES_MAX)?.trim_end().to_owned(),
    };
    let key = Verifier::parse(&text).map_err(|why| format!("{}: {why}.", given.to_string_lossy()))?;
    if key.is_witness() {
        Err(format!("{key} is the key of a witness; a proof is checked by the office's."))
    } else {
        Ok(key)
    }
}

fn read(path: &Path, most: u64) -> Result<String, String> {
    let cannot = |why: String| format!("{} cannot be read: {why}.", path.display());
    let mut text = String::new();
    let file = File::open(path).map_err(|error| cannot(error.to_string()))?;
    let read = file.take(most + 1).read_to_string(&mut text).map_err(|error| cannot(error.to_string()))?;
    if read as u64 > most { Err(cannot(format!("it has more than {most} bytes"))) } else { Ok(text) }
}
