//! The programs that recognise: found, asked for their version and languages, and run under limits.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use intake::Format;
use phrases::stored;

use super::lines::{Lines, Recognised};
use super::{
    LANGUAGES_MAX, RECOGNITION_BYTES_MAX, RECOGNITION_FILE_SECONDS_MAX, RECOGNITION_PAGES_MAX, RECOGNITION_SECONDS_MAX,
};
use crate::opener::conversation::Partner;
use crate::opener::{Ending, Program, amount};

/// Longer side of a PDF's page as a picture: that of A4 at 300 dots an inch.
const PAGE_PIXELS: &str = "3508";
/// Largest picture of a page, in bytes: a square of that side, a byte a dot.
const PICTURE_BYTES_MAX: usize = 16 << 20;
/// Longest table of words of one run, in bytes.
const TABLE_BYTES_MAX: usize = 64 << 20;
/// How long it may take to say its version or its languages, in seconds.
const SAYS_SECONDS_MAX: u64 = 10;
/// Longest answer about version, languages or pages, in bytes.
const SAID_BYTES_MAX: usize = 64 << 10;

/// Which machine, and its limits.
#[derive(Debug, Clone)]
pub struct MachineOptions {
    /// Folders in which programs are looked for, in order.
    pub folders: Vec<PathBuf>,
    /// Languages as Tesseract names them ("eng+deu"); those installed where none are named.
    pub languages: Option<String>,
    /// The program that confines the others.
    pub program: Program,
    /// Memory of one program, in bytes.
    pub bytes_max: u64,
    /// Time for one page, in seconds.
    pub seconds_max: u64,
    /// Time for a whole file, in seconds; never less than that for one page.
    pub file_seconds_max: u64,
}

impl MachineOptions {
    /// The usual limits.
    pub fn in_folders(folders: Vec<PathBuf>) -> Self {
        Self {
            folders,
            languages: None,
            program: Program::This,
            bytes_max: RECOGNITION_BYTES_MAX,
            seconds_max: RECOGNITION_SECONDS_MAX,
            file_seconds_max: RECOGNITION_FILE_SECONDS_MAX,
        }
    }
}

/// Why nothing can be recognised here.
#[derive(Debug, thiserror::Error)]
pub enum NoMachine {
    /// There is no Tesseract in the folders.
    #[error("there is no program tesseract here")]
    Absent,
    /// It is there and does not answer.
    #[error("tesseract does not answer as expected")]
    Silent,
    /// A language was named that it does not have.
    #[error("tesseract has no language {language}; it has {has}")]
    Language {
        /// The one named.
        language: String,
        /// Those it has.
        has: String,
    },
}

/// Why no text was recognised in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unrecognised {
    /// No word was found.
    Nothing,
    /// It is a PDF, and the program that makes pictures of its pages is not here.
    NoPages,
    /// A program did not end well: how, as the middle of a sentence that is stored.
    Ended(String),
}

impl Unrecognised {
    /// Why, as the middle of a sentence that is stored.
    pub fn says(&self) -> String {
        match self {
            Self::Nothing => stored!("no word is legible on it").to_owned(),
            Self::NoPages => stored!("it is a PDF, and there is no program pdftoppm here").to_owned(),
            Self::Ended(how) => how.clone(),
        }
    }
}

impl Display for Unrecognised {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says())
    }
}

impl std::error::Error for Unrecognised {}

/// A machine that recognises texts, one at a time.
#[derive(Debug)]
pub struct Machine {
    options: MachineOptions,
    tesseract: PathBuf,
    /// What makes a picture of a PDF's page, and what counts its pages.
    pages: Option<(PathBuf, PathBuf)>,
    version: String,
    languages: String,
    at_work: Mutex<()>,
}

impl Machine {
    /// Looks for the programs and asks for version and languages.
    ///
    /// # Errors
    /// When there is no Tesseract, or not in the languages named.
    pub fn find(options: MachineOptions) -> Result<Self, NoMachine> {
        let found = |name: &str| options.folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        let tesseract = found("tesseract").ok_or(NoMachine::Absent)?;
        let pages = found("pdftoppm").zip(found("pdfinfo"));
        let (version, languages) = (String::new(), String::new());
        let mut machine = Self { options, tesseract, pages, version, languages, at_work: Mutex::new(()) };
        machine.version = machine.asked("--version", |line| line.strip_prefix("tesseract "))?.remove(0);
        let has = machine.asked("--list-langs", |line| (!line.contains(' ')).then_some(line))?;
        machine.languages = chosen(machine.options.languages.as_deref(), &has)?;
        Ok(machine)
    }

    /// Name and version as they stand beside its texts: "tesseract 5.3.0 eng+deu".
    pub fn extractor(&self) -> String {
        format!("tesseract {} {}", self.version, self.languages)
    }

    /// Recognises the text of a picture or PDF. Blocks until the machine is free and done. Of a PDF the pages that could be
    /// recognised are kept; a remark says which could not.
    ///
    /// # Errors
    /// When nothing is legible, or a program failed or met a limit before a word was recognised.
    pub fn read(&self, media: &str, bytes: &[u8]) -> Result<Recognised, Unrecognised> {
        let _alone = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let until = Instant::now() + Duration::from_secs(self.file_seconds_max());
        if media == Format::Pdf.media() {
            return self.read_pages(bytes, until);
        }
        let mut lines = Lines::default();
        lines.add(&self.table(bytes, until)?);
        lines.end(Vec::new()).ok_or(Unrecognised::Nothing)
    }

    /// Recognises the pages of a PDF one after another.
    fn read_pages(&self, bytes: &[u8], until: Instant) -> Result<Recognised, Unrecognised> {
        let (pictures, counts) = self.pages.as_ref().ok_or(Unrecognised::NoPages)?;
        let pages = self.pages_of(counts, bytes, until)?;
        let mut lines = Lines::default();
        let (mut remarks, mut failed) = (Vec::new(), None);
        if pages > RECOGNITION_PAGES_MAX {
            remarks.push(stored!("Of {pages} pages only the first {RECOGNITION_PAGES_MAX} were recognised."));
        }
        for page in 1..=pages.min(RECOGNITION_PAGES_MAX) {
            if Instant::now() >= until {
                let seconds_max = self.file_seconds_max();
                let late = Unrecognised::Ended(stored!("the file was not done within {seconds_max} s"));
                let stored_why = late.says();
                remarks.push(stored!("From page {page} on nothing was recognised: {stored_why}."));
                failed.get_or_insert(late);
                break;
            }
            let table = self.picture(pictures, page, bytes, until).and_then(|picture| self.table(&picture, until));
            match table {
                Ok(table) => lines.add(&table),
                Err(why) => {
                    // The page stands empty, so that those behind it keep their numbers.
                    lines.add("");
                    let stored_why = why.says();
                    remarks.push(stored!("Page {page} was not recognised: {stored_why}."));
                    failed.get_or_insert(why);
                }
            }
            if lines.is_cut() {
                break;
            }
        }
        lines.end(remarks).ok_or(failed.unwrap_or(Unrecognised::Nothing))
    }

    fn file_seconds_max(&self) -> u64 {
        self.options.file_seconds_max.max(self.options.seconds_max)
    }

    fn picture(&self, pictures: &Path, page: u32, bytes: &[u8], until: Instant) -> Result<Vec<u8>, Unrecognised> {
        let page = page.to_string();
        let arguments = ["-gray", "-scale-to", PAGE_PIXELS, "-f", &page, "-l", &page, "-"];
        self.run(until, pictures, &arguments, bytes, PICTURE_BYTES_MAX)
    }

    fn table(&self, picture: &[u8], until: Instant) -> Result<String, Unrecognised> {
        let arguments = ["stdin", "stdout", "-l", &self.languages, "tsv"];
        let table = self.run(until, &self.tesseract, &arguments, picture, TABLE_BYTES_MAX)?;
        Ok(String::from_utf8_lossy(&table).into_owned())
    }

    fn pages_of(&self, counts: &Path, bytes: &[u8], until: Instant) -> Result<u32, Unrecognised> {
        let said = self.run(until, counts, &["-"], bytes, SAID_BYTES_MAX)?;
        let said = String::from_utf8_lossy(&said);
        let pages = said.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
        pages.ok_or_else(|| Unrecognised::Ended(stored!("its pages could not be counted").to_owned()))
    }

    /// Lines of what Tesseract says of itself.
    fn asked(&self, about: &str, line: impl Fn(&str) -> Option<&str>) -> Result<Vec<String>, NoMachine> {
        let said = self.run_within(SAYS_SECONDS_MAX, &self.tesseract, &[about], b"", SAID_BYTES_MAX);
        let said = said.map_err(|_| NoMachine::Silent)?;
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<String> = said.lines().filter_map(|said| line(said.trim())).map(str::to_owned).collect();
        if lines.is_empty() { Err(NoMachine::Silent) } else { Ok(lines) }
    }

    /// Runs one program on one page, for no longer than a page may take and the file has left.
    fn run(
        &self,
        until: Instant,
        program: &Path,
        arguments: &[&str],
        input: &[u8],
        said_bytes_max: usize,
    ) -> Result<Vec<u8>, Unrecognised> {
        // A program's processor time is counted in whole seconds, of which it has one at least.
        let left = until.saturating_duration_since(Instant::now());
        let left = (left + Duration::from_nanos(999_999_999)).as_secs().max(1);
        self.run_within(left.min(self.options.seconds_max), program, arguments, input, said_bytes_max)
    }

    /// Runs one program, confined, and gives what it said.
    fn run_within(
        &self,
        seconds_max: u64,
        program: &Path,
        arguments: &[&str],
        input: &[u8],
        said_bytes_max: usize,
    ) -> Result<Vec<u8>, Unrecognised> {
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        let ran = || -> Result<Vec<u8>, Ending> {
            let deadline = Instant::now() + Duration::from_secs(seconds_max);
            let partner = self.start(seconds_max, program, arguments).map_err(Ending::NotStarted)?;
            let mut said = Vec::new();
            let ended = partner.converse(&[input], deadline, &mut |heard| {
                said.extend_from_slice(heard);
                if said.len() > said_bytes_max { Err(Ending::TooMuch) } else { Ok(()) }
            })?;
            ended.ending().map_or(Ok(said), Err)
        };
        ran().map_err(|ending| {
            tracing::warn!(%ending, program = %name, "a program that recognises text did not end well");
            Unrecognised::Ended(self.says(&ending, &name, seconds_max))
        })
    }

    fn start(&self, seconds_max: u64, program: &Path, arguments: &[&str]) -> std::io::Result<Partner> {
        let bytes_max = self.options.bytes_max;
        let mut command = Command::new(self.options.program.path()?);
        command.args(["confined", "--bytes-max", &bytes_max.to_string(), "--seconds-max", &seconds_max.to_string()]);
        command.arg("--").arg(program).args(arguments);
        // It would take every processor otherwise; the clerks come first.
        Partner::start(command, &[("OMP_THREAD_LIMIT", "1")])
    }

    fn says(&self, ending: &Ending, name: &str, seconds_max: u64) -> String {
        match ending {
            Ending::NotStarted(error) => stored!("{name} could not be started ({error})"),
            Ending::Late => stored!("{name} was not done with a page within {seconds_max} s"),
            Ending::Memory => {
                stored!("{name} needed more than {memory} of memory", memory = amount(self.options.bytes_max))
            }
            Ending::Signal(signal) => stored!("{name} stopped (signal {signal})"),
            Ending::Code(code) => stored!("{name} stopped (code {code})"),
            Ending::TooMuch | Ending::Lie(_) => stored!("{name} said more than is taken from it"),
        }
    }
}

/// The languages named, if it has them all; else the first of those it has. Those that tell only how a page lies are none.
fn chosen(named: Option<&str>, has: &[String]) -> Result<String, NoMachine> {
    let usable: Vec<&str> =
        has.iter().map(String::as_str).filter(|code| !["osd", "equ", "snum"].contains(code)).collect();
    let Some(named) = named else {
        let first = usable.iter().take(LANGUAGES_MAX).copied().collect::<Vec<_>>().join("+");
        return if first.is_empty() { Err(NoMachine::Silent) } else { Ok(first) };
    };
    match named.split('+').find(|language| !usable.contains(language)) {
        None => Ok(named.to_owned()),
        Some(language) => Err(NoMachine::Language { language: language.to_owned(), has: usable.join(", ") }),
    }
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn languages_are_those_named_or_the_first_of_those_there() {
        let has: Vec<String> = ["deu", "eng", "equ", "fra", "ita", "nld", "osd"].map(str::to_owned).into();
        assert_eq!(chosen(None, &has).ok().as_deref(), Some("deu+eng+fra+ita"));
        assert_eq!(chosen(Some("nld+eng"), &has).ok().as_deref(), Some("nld+eng"));
        for missing in ["rus", "eng+rus", "", "eng+", "osd", "../eng"] {
            assert!(chosen(Some(missing), &has).is_err(), "{missing}");
        }
        assert!(chosen(None, &["osd".to_owned()]).is_err());
    }
}
