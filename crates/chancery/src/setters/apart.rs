//! Setting a sheet by an office's own forms: in a process of its own, under the limits of an opener.
//!
//! A request is the sheet and the style as JSON. An answer is [`SIGN`], then `p` and the bytes of the page, or `n` and why there is
//! none, as JSON. The form may have taken over whoever answers: nothing is believed but that a page is a page.

use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use typeset::{NotSet, Sheet, Style};

use crate::opener::conversation::Partner;
use crate::opener::{ALLOCATOR_TAKES_AS_IT_NEEDS, Ending, Program, amount};

/// Memory of a process that sets a page by a form of the office, in bytes: address space, its own program counted in.
pub const SET_BYTES_MAX: u64 = 1 << 30;
/// Its time, in seconds by the clock on the wall and of a processor alike.
pub const SET_SECONDS_MAX: u64 = 20;

/// First bytes of an answer, with the version of its form.
const SIGN: [u8; 8] = *b"setpage1";
/// Longest answer that is heard, in bytes.
const ANSWER_BYTES_MAX: usize = 64 << 20;
/// Longest request that is read, in bytes.
const REQUEST_BYTES_MAX: u64 = 64 << 20;
/// Whoever sets steps back behind whoever waits for a page, in the system's own steps.
#[cfg(unix)]
const STEPS_BACK: i32 = 5;

#[derive(Deserialize)]
struct Request {
    sheet: Sheet,
    style: Style,
}

#[derive(Serialize)]
struct Requested<'a> {
    sheet: &'a Sheet,
    style: &'a Style,
}

/// Has a sheet set by a process of its own.
pub(super) fn set(program: &Program, fonts: &Path, sheet: &Sheet, style: &Style) -> Result<Vec<u8>, NotSet> {
    let heard = ask(program, fonts, sheet, style).map_err(|ending| of_forms(says(&ending)))?;
    let said = heard.strip_prefix(&SIGN).ok_or_else(|| of_forms("what came back is no answer".to_owned()))?;
    match said.split_first() {
        Some((b'p', page)) if page.starts_with(b"%PDF-") => Ok(page.to_vec()),
        Some((b'n', why)) => {
            Err(serde_json::from_slice(why).unwrap_or_else(|_| of_forms("what came back is no reason".to_owned())))
        }
        _ => Err(of_forms("what came back is no page".to_owned())),
    }
}

fn ask(program: &Program, fonts: &Path, sheet: &Sheet, style: &Style) -> Result<Vec<u8>, Ending> {
    let request = serde_json::to_vec(&Requested { sheet, style }).map_err(|error| Ending::NotStarted(error.into()))?;
    let mut command = std::process::Command::new(program.path().map_err(Ending::NotStarted)?);
    let limits = [SET_BYTES_MAX.to_string(), SET_SECONDS_MAX.to_string()];
    command.arg("set-page").args(["--bytes-max", &limits[0], "--seconds-max", &limits[1], "--fonts"]);
    // It is started in `/`.
    command.arg(std::path::absolute(fonts).map_err(Ending::NotStarted)?);
    let partner = Partner::start(command, &[ALLOCATOR_TAKES_AS_IT_NEEDS]).map_err(Ending::NotStarted)?;
    let deadline = Instant::now() + Duration::from_secs(SET_SECONDS_MAX);
    let mut heard = Vec::new();
    let ended = partner.converse(&[&request], deadline, &mut |piece| {
        if heard.len() + piece.len() > ANSWER_BYTES_MAX {
            return Err(Ending::TooMuch);
        }
        heard.extend_from_slice(piece);
        Ok(())
    })?;
    ended.ending().map_or(Ok(heard), Err)
}

/// What went wrong lies with the forms: the house's own end by themselves.
fn of_forms(says: String) -> NotSet {
    NotSet::Form { file: "the office’s letterhead or form".to_owned(), line: None, says }
}

fn says(ending: &Ending) -> String {
    match ending {
        Ending::NotStarted(error) => format!("no process could be started to set it ({error})"),
        Ending::Late => format!("the page was not set within {SET_SECONDS_MAX} s"),
        Ending::Memory => format!("the page needed more than {} of memory", amount(SET_BYTES_MAX)),
        Ending::Signal(signal) => format!("whoever set it stopped (signal {signal})"),
        Ending::Code(code) => format!("whoever set it stopped (code {code})"),
        Ending::TooMuch | Ending::Lie(_) => "what came back is too long".to_owned(),
    }
}

/// The other side: reads the office's fonts, gives up everything, takes one sheet from standard input, and answers on standard output.
#[cfg(unix)]
pub(crate) fn run(bytes_max: u64, seconds_max: u64, fonts: &Path) -> io::Result<()> {
    use crate::opener::confine::{Limits, Seal, confine};

    let setter = super::typesetter(fonts);
    if !typeset::on_this_thread_alone() {
        return Err(io::Error::other("threads were started before"));
    }
    confine(&Limits { bytes_max, seconds_max, seal: Seal::All, steps_back: STEPS_BACK })?;
    let mut request = Vec::new();
    io::stdin().lock().take(REQUEST_BYTES_MAX).read_to_end(&mut request)?;
    let Request { sheet, style } = serde_json::from_slice(&request)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    out.write_all(&SIGN)?;
    match setter.set(&sheet, &style) {
        Ok(page) => {
            out.write_all(b"p")?;
            out.write_all(&page)?;
        }
        Err(not) => {
            out.write_all(b"n")?;
            serde_json::to_writer(&mut out, &not)?;
        }
    }
    out.flush()
}
