//! `chancery-verify [FILE] PROOF --key KEY`: says what a proof shows, on any machine, with nothing else.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_verify::report;

const HELP: &str = "chancery-verify [FILE] PROOF --key KEY [--key KEY]… [--parts]
chancery-verify [OLDER] NEWER --key KEY [--key KEY]…

Checks a proof of a Chancery office, with nothing but the file that it is about, the proof and the office's public key.

  FILE     the paper's file, or the text that was decided on; without it only the proof itself is checked
  PROOF    the file that ends in .tlog-proof
  OLDER, NEWER
           two texts that hold signed heads, such as day closings that follow each other: says whether nothing was changed
           between them; alone, whether a head is the office's
  --key    the office's public key, as text (name+id+base64) or as a file that holds it; where the office has changed
           its key, each that it has had may be given
  --parts  also prints the opened parts as they were entered

It ends with 0 where everything holds, with 1 where something does not, and with 2 where it could not be checked.
";

struct Asked {
    file: Option<PathBuf>,
    proof: PathBuf,
    keys: Vec<OsString>,
    parts: bool,
}

fn main() -> ExitCode {
    let (code, says) = match asked(std::env::args_os().skip(1)) {
        Ok(None) => (0, HELP.to_owned()),
        Ok(Some(asked)) => run(&asked),
        Err(why) => (2, format!("{why}\n\n{HELP}")),
    };
    let mut to: Box<dyn Write> = if code == 2 { Box::new(std::io::stderr()) } else { Box::new(std::io::stdout()) };
    // Who closed the pipe wants no more.
    let written = to.write_all(says.as_bytes());
    ExitCode::from(if written.is_err() { 2 } else { code })
}

fn asked(args: impl Iterator<Item = OsString>) -> Result<Option<Asked>, String> {
    let (mut files, mut keys, mut parts) = (Vec::new(), Vec::new(), false);
    let mut args = args;
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--help" | "-h") => return Ok(None),
            Some("--parts") => parts = true,
            Some("--key") => keys.push(args.next().ok_or("After --key the key is missing.")?),
            Some(option) if option.starts_with("--") => return Err(format!("There is no option {option}.")),
            _ => files.push(PathBuf::from(arg)),
        }
    }
    if keys.is_empty() {
        return Err("The office's public key is missing: --key KEY.".to_owned());
    }
    let (proof, file) = match (files.pop(), files.pop()) {
        (Some(proof), file) if files.is_empty() => (proof, file),
        (None, _) => return Err("The proof is missing.".to_owned()),
        _ => return Err("One file and one proof are checked at a time.".to_owned()),
    };
    Ok(Some(Asked { file, proof, keys, parts }))
}

fn run(asked: &Asked) -> (u8, String) {
    match report::check(asked.file.as_deref(), &asked.proof, &asked.keys, asked.parts) {
        Ok(report) => (u8::from(!report.holds), report.says),
        Err(why) => (2, why + "\n"),
    }
}
