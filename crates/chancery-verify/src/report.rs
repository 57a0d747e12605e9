//! A proof checked with the files at hand, and what there is to say of it.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

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
    let text = read(proof, PROOF_BYTES_MAX as u64)?;
    let checked = match Proof::parse(&text).and_then(|proof| proof.check(&keys)) {
        Ok(checked) => checked,
        Err(why) => return Ok(Report { holds: false, says: format!("This does not hold: {why}.\n") }),
    };
    let mut found = None;
    if let Some(path) = file {
        let cannot = |error: std::io::Error| format!("{} cannot be read: {error}.", path.display());
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let (meant, length) = checked.file(File::open(path).map_err(cannot)?).map_err(cannot)?;
        found = Some((name, meant, length));
    }
    let found = found.as_ref().map(|(name, meant, length)| (name.as_str(), *meant, *length));
    let holds = found.is_none_or(|(_, meant, _)| meant.is_some());
    Ok(Report { holds, says: in_words(&checked, found, parts) })
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
