//! The command line, run as people run it: the real binary in a folder of its own.

mod acts;
mod answer;
mod backups;
mod bad_input;
mod bring_forward;
mod calendar;
mod circulars;
mod closings;
mod copies;
mod counting;
mod dispatch;
mod dossier_decisions;
mod drafts;
mod entering;
mod evidence;
mod forms;
mod handing;
mod hostile;
mod house;
mod importing;
mod overview;
mod people;
mod positions;
mod proving;
mod reading;
mod readings;
mod reminders;
mod rereading;
pub(crate) mod serving;
mod story;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder to work in, with the office `office` in it once [`Place::founded`].
pub(crate) struct Place {
    dir: TempDir,
}

/// What a command printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A place with an office, whose only officer is `clerk`.
    pub(crate) fn founded() -> Self {
        let place = Self::new();
        let founding = "init office --yes --name Orlan --zone UTC --officer clerk --officer-name";
        place.done(founding.split(' ').chain(["Ada Clerk"]));
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Lays a paper of ours in the folder.
    pub(crate) fn lay(&self, name: &str) {
        self.write(name, fixture(name));
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.current_dir(self.path()).env_remove("CHANCERY_LOG").env("NO_COLOR", "1").env("TZ", "UTC");
        command.stdin(std::process::Stdio::null());
        command
    }

    pub(crate) fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Ran {
        let Output { status, stdout, stderr } = self.command().args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }

    /// Runs a command that must be done.
    pub(crate) fn done<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran
    }

    /// Runs a command that must end with a code.
    pub(crate) fn ends<'a>(&self, code: i32, args: impl IntoIterator<Item = &'a str>) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "{ran:?}");
        ran
    }
}

impl Ran {
    /// What was printed on both, as on a terminal, without what differs from day to day.
    pub(crate) fn seen(&self) -> String {
        plain(&format!("{}{}", self.out, self.err))
    }
}

/// A paper written for these tests.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli").join(name)).unwrap()
}

/// Our number of a kind in this year's book.
pub(crate) fn number(series: &str, n: u32) -> String {
    format!("{series}-{}-{n:04}", today().year())
}

#[expect(clippy::disallowed_methods, reason = "the binary under test has the machine's clock too")]
pub(crate) fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// Text without today's date, this year's numbers, times of day, rates, accounts and ids.
pub(crate) fn plain(text: &str) -> String {
    let today = today();
    let text = text
        .replace(&today.strftime("%-d %B %Y").to_string(), "TODAY")
        .replace(&today.to_string(), "TODAY")
        .replace(&format!("-{}-", today.year()), "-YEAR-");
    let mut lines: Vec<String> = text.lines().map(plain_line).collect();
    lines.push(String::new());
    lines.join("\n")
}

fn plain_line(line: &str) -> String {
    let mut line = line.to_owned();
    if let Some(at) = line.find(" not taken, in ") {
        line.truncate(at + " not taken".len());
    }
    if let Some(end) = line.find(" for the officer")
        && let Some(start) = line[..end].rfind('(')
    {
        line.replace_range(start + 1..end, "ACCOUNT");
    }
    if line.starts_with("root  ") || line.starts_with("origin  ") {
        line.truncate(6);
    }
    if let Some(at) = line.find("/welcome/") {
        line.truncate(at + "/welcome/".len());
    }
    let bytes = line.as_bytes();
    let is_time = |at: usize| {
        let shape = b"dd:dd:dd";
        bytes.len() >= at + shape.len()
            && shape.iter().enumerate().all(|(n, c)| match c {
                b'd' => bytes[at + n].is_ascii_digit(),
                other => bytes[at + n] == *other,
            })
    };
    match (0..bytes.len()).find(|at| is_time(*at)) {
        Some(at) => format!("{}TIME{}", &line[..at], &line[at + 8..]),
        None => line,
    }
}
