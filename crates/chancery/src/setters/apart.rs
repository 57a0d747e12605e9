//! Setting a sheet by an office's own forms, and our stamp over a stranger's file: in a process of its own, under the limits of an
//! opener.
//!
//! A request is a line of JSON, the sheet and the style or the stamp, and after it the bytes of the file that is stamped. An answer is
//! [`SIGN`], then `p` and the bytes of the page, or `n` and why there is none, as JSON. The form, or the file, may have taken over whoever
//! answers: nothing is believed but that a page is a page.

use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use typeset::{NotSet, Sheet, Stamp, Style};

use crate::opener::conversation::Partner;
use crate::opener::{ALLOCATOR_TAKES_AS_IT_NEEDS, Ending, Program, amount};

/// Memory of a process that sets a page by a form of the office, in bytes: address space, its own program counted in.
pub const SET_BYTES_MAX: u64 = 1 << 30;
/// Its time, in seconds by the clock on the wall and of a processor alike.
pub const SET_SECONDS_MAX: u64 = 20;

/// Longest file over which a stamp is set, in bytes.
pub const STAMPED_BYTES_MAX: usize = 48 << 20;
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
#[serde(rename_all = "snake_case")]
enum Request {
    Set { sheet: Box<Sheet>, style: Style },
    Stamp(Stamp),
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Requested<'a> {
    Set { sheet: &'a Sheet, style: &'a Style },
    Stamp(&'a Stamp),
}

/// Has a sheet set by a process of its own.
pub(super) fn set(program: &Program, fonts: &Path, sheet: &Sheet, style: &Style) -> Result<Vec<u8>, NotSet> {
    // What went wrong lies with the forms: the house's own end by themselves.
    let of_forms = |says| NotSet::Form { file: "the office’s letterhead or form".to_owned(), line: None, says };
    ask(program, fonts, Requested::Set { sheet, style }, &[], &of_forms)
}

/// Has a file as received stamped by a process of its own.
pub(super) fn stamp(program: &Program, fonts: &Path, received: &[u8], stamp: &Stamp) -> Result<Vec<u8>, NotSet> {
    if received.len() > STAMPED_BYTES_MAX {
        let says = format!("it has {} bytes, and at most {STAMPED_BYTES_MAX} are stamped", received.len());
        return Err(NotSet::Received { says });
    }
    ask(program, fonts, Requested::Stamp(stamp), received, &|says| NotSet::Received { says })
}

/// What comes back, a page or why there is none; `not` says with what it lies where whoever sets does not say it.
fn ask(
    program: &Program,
    fonts: &Path,
    asked: Requested<'_>,
    received: &[u8],
    not: &dyn Fn(String) -> NotSet,
) -> Result<Vec<u8>, NotSet> {
    let heard = converse(program, fonts, asked, received).map_err(|ending| not(says(&ending)))?;
    let said = heard.strip_prefix(&SIGN).ok_or_else(|| not("what came back is no answer".to_owned()))?;
    match said.split_first() {
        Some((b'p', page)) if page.starts_with(b"%PDF-") => Ok(page.to_vec()),
        Some((b'n', why)) => {
            Err(serde_json::from_slice(why).unwrap_or_else(|_| not("what came back is no reason".to_owned())))
        }
        _ => Err(not("what came back is no page".to_owned())),
    }
}

fn converse(program: &Program, fonts: &Path, asked: Requested<'_>, received: &[u8]) -> Result<Vec<u8>, Ending> {
    let mut request = serde_json::to_vec(&asked).map_err(|error| Ending::NotStarted(error.into()))?;
    request.push(b'\n');
    let mut command = std::process::Command::new(program.path().map_err(Ending::NotStarted)?);
    let limits = [SET_BYTES_MAX.to_string(), SET_SECONDS_MAX.to_string()];
    command.arg("set-page").args(["--bytes-max", &limits[0], "--seconds-max", &limits[1], "--fonts"]);
    // It is started in `/`.
    command.arg(std::path::absolute(fonts).map_err(Ending::NotStarted)?);
    let partner = Partner::start(command, &[ALLOCATOR_TAKES_AS_IT_NEEDS]).map_err(Ending::NotStarted)?;
    let deadline = Instant::now() + Duration::from_secs(SET_SECONDS_MAX);
    let mut heard = Vec::new();
    let ended = partner.converse(&[&request, received], deadline, &mut |piece| {
        if heard.len() + piece.len() > ANSWER_BYTES_MAX {
            return Err(Ending::TooMuch);
        }
        heard.extend_from_slice(piece);
        Ok(())
    })?;
    ended.ending().map_or(Ok(heard), Err)
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

/// The other side: reads the office's fonts, gives up everything, takes one request from standard input, and answers on standard output.
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
    let line = request.iter().position(|byte| *byte == b'\n').ok_or(io::ErrorKind::UnexpectedEof)?;
    let received = request.split_off(line + 1);
    let made = match serde_json::from_slice(&request)? {
        Request::Set { sheet, style } => setter.set(&sheet, &style),
        Request::Stamp(stamp) => setter.stamp(received, &stamp),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    out.write_all(&SIGN)?;
    match made {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use typeset::{NotSet, Stamp};

    use super::{STAMPED_BYTES_MAX, stamp};
    use crate::opener::Program;

    /// At the limit a process would be started, and there is none; one past it none is asked for.
    #[test]
    fn a_file_is_stamped_up_to_its_length() {
        let none = Program::At("/nowhere/chancery".into());
        let (office, number) = ("Ministry".to_owned(), "IN-1951-0001".to_owned());
        let day = jiff::civil::date(1951, 12, 25);
        let over = Stamp { office, number, says: "Received 25 December 1951".to_owned(), day, marking: None };
        let says = |bytes: usize| match stamp(&none, Path::new("/nowhere"), &vec![0; bytes], &over) {
            Err(NotSet::Received { says }) => says,
            other => panic!("{other:?}"),
        };
        assert!(says(STAMPED_BYTES_MAX).contains("no process could be started"), "{}", says(STAMPED_BYTES_MAX));
        assert_eq!(says(STAMPED_BYTES_MAX + 1), "it has 50331649 bytes, and at most 50331648 are stamped");
    }
}
